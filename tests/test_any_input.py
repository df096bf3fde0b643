"""Any input at all (Hypothesis, bounded): content files, front matter, drafts, imports. Never a traceback, never long, never a clean exit on a
broken item.

The runs are the same every time; ANTOU_EXAMPLES=2000 makes that many, and fresh ones.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.checks.drafts import check_document
from macros.document import Document
from macros.finding import Finding
from macros.importing import Imported, RefusedError, import_file
from macros.library import Library, read_item
from macros.placing import context
from macros.render.pages import page_chunks
from macros.safety import check_source
from macros.source import Source, read_text
from scripts import check, import_example
from tests.conftest import ROOT
from tests.imports.lost import lost
from tests.imports.test_refused import W, package

TODAY = date(2026, 11, 25)
MANY = int(os.environ.get("ANTOU_EXAMPLES", "60"))
SECONDS = 10  # for one input, on a machine that does other things as well
bounded = settings(
    max_examples=MANY,
    deadline=SECONDS * 1000,
    derandomize="ANTOU_EXAMPLES" not in os.environ,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
KINDS = {kind: sorted(p for p in (ROOT / "docs" / kind).rglob("*.md") if p.name != "index.md") for kind in
         ("policies", "themes", "problems", "snippets", "structured", "templates", "examples")}  # fmt: skip
SMALL = (  # items that point to no other
    "policies/liuwen-liubao.md",
    "problems/dandang-zuowei/kua-bumen-shixiang-wuren-qiantou.md",
    "snippets/baozhang/changqi-wenti-fenduan.md",
)

# Pieces of front matter, of Markdown, of what documents hold.
YAML = st.sampled_from((
    "title:", ": ", "- ", "\n", "\n  ", "\n- ", "[", "]", "{", "}", ",", "'", '"', "#", " #", "&a", "*a", "!x",
    "!!python/name:os.system", "? ", "\\", ">", "---", "...", "%YAML 1.1", "~", "null", "true", "2026-02-30",
    "1e400", "0x1f", "\t", "\ufeff", "\x00", "\x85", "\u2028", "writers: [班子]", "reviewed_on:",
    "aliases: [甲, 乙]", "template: x.html", "{{ 1 }}", "<b>", "【单位名称】", "【", "】", "：", "甲",
))  # fmt: skip
PIECES = st.sampled_from((
    "## ", "### 班子", "# ", "\n", "\n\n", "- 做什么：", "- ", "> ", "| 甲 | 乙 |", "|---|", "```", "{{ x }}",
    "{% x %}", "{#a}", "<script>", "<b", "&lt;", "[甲](../x)", "[甲]: data:", "![", "](", "【单位名称】", "【", "】",
    "【乙】", "*", "**", "_", "`", "一、", "（一）", "1.", "一是", "第一，", "。", "，", "；", "“", "”",
    "《三会一课》", "《", "》", "2024年1月2日", "XX局", "某某", "____", "13812345678", "\u200b", "\ufeff", "\x0b",
    "\x1f", "\u3000", "\r\n", "\r", "\u2028", "甲乙丙", "存在的问题", "对照检查材料", "理论学习不深入",
))  # fmt: skip
TEXT = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map("".join)
FRONT = st.lists(st.one_of(YAML, st.text(max_size=6)), max_size=25).map("".join)


@st.composite
def changed(draw: Any, text: str) -> str:
    """A file with one to four accidents: lines lost, doubled, moved; pieces put in; cut short."""
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(("lose", "double", "move", "put", "cut", "replace"))):
            case "lose":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case "put":
                column = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:column] + draw(st.one_of(PIECES, YAML)) + lines[at][column:]
            case "replace":
                lines[at] = draw(st.one_of(FRONT, TEXT))
            case "cut":
                lines = lines[: at + 1]
        text = "\n".join(lines) or "\n"
    return text


@st.composite
def an_item(draw: Any) -> tuple[str, str, str]:
    """Kind, id and text of one of the library's own items."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    path = draw(st.sampled_from(KINDS[kind]))
    return kind, path.relative_to(ROOT / "docs" / kind).as_posix().removesuffix(".md"), path.read_text("utf-8")


Find = Callable[[str, str, str], list[Finding]]


@pytest.fixture(scope="module")
def findings_of(library: Library) -> Find:
    """Gives what is found in one item (kind, id, text), as the library reads it."""
    known = context(library.vocabulary, {name: list(library.of(name)) for name in KINDS})

    def find(kind: str, item_id: str, text: str) -> list[Finding]:
        source, findings = read_text(text, f"docs/{kind}/{item_id}.md")
        findings += check_source(source, f"{kind}/{item_id}.md")
        if not findings:
            item, found = read_item(source, kind, known)
            findings += found
            assert item is not None or findings
        return findings

    return find


Import = Callable[[Path], Imported]


@pytest.fixture(scope="module")
def imported(library: Library) -> Import:
    return lambda path: import_file(library, path, TODAY)


def well_formed(findings: list[Finding], text: str) -> None:
    lines = re.split(r"\r\n|\r|\n", text)
    for finding in findings:
        assert 1 <= finding.line <= len(lines) + 1 and finding.column >= 1, finding
        assert finding.message and finding.fix and re.fullmatch(r"[a-z]+/[a-z\-]+", finding.rule), finding
        assert len(str(finding)) < 600, finding


@bounded
@given(FRONT, TEXT)
def test_any_front_matter(front: str, body: str) -> None:
    text = f"---\n{front}\n---\n{body}\n"
    source, findings = read_text(text, "docs/guides/x.md")
    findings += check_source(source, "guides/x.md")
    well_formed(findings, text)
    if not findings:  # then PyYAML itself reads it, and as fields
        inside = source.text.split("\n---", 1)[0].removeprefix("---\n")
        assert isinstance(yaml.load(inside, yaml.BaseLoader) or {}, dict)


@bounded
@given(st.data())
def test_any_change_of_an_item(findings_of: Find, data: st.DataObject) -> None:
    kind, item_id, text = data.draw(an_item())
    text = data.draw(changed(text))
    well_formed(findings_of(kind, item_id, text), text)


BREAKS = (
    "no-opening", "no-closing", "no-title", "unknown-field", "reserved", "twice", "tag", "anchor", "tab", "template", "script",
    "climb", "wrong-type", "bad-date", "unclosed", "no-section", "unknown-section",
)  # fmt: skip


def broken(kind: str, text: str, way: str, at: int) -> str:
    """An item broken in a way that it cannot survive; `at` says where, where there is a choice."""
    front, body = text.removeprefix("---\n").split("\n---\n", 1)
    fields = [0, *(m.start() + 1 for m in re.finditer(r"\n(?=[a-z_]+:)", front))]
    place = fields[at % len(fields)]
    paragraphs = [m.end() for m in re.finditer(r"\n\n", body)] or [0]
    spot = paragraphs[at % len(paragraphs)]

    def field(line: str) -> str:
        return f"---\n{front[:place]}{line}\n{front[place:]}\n---\n{body}"

    def paragraph(line: str) -> str:
        return f"---\n{front}\n---\n{body[:spot]}{line}\n\n{body[spot:]}"

    section = None if kind == "examples" else re.search(r"^## .*\n(?:(?!## ).*\n?)*", body, re.M)
    return {
        "no-opening": f"{front}\n---\n{body}",
        "no-closing": f"---\n{front}\n{re.sub('^---', '', body, flags=re.M)}",
        "no-title": text.replace("\ntitle:", "\n# title:", 1),
        "unknown-field": field("shenme: 甲"),
        "reserved": field("template: x.html"),
        "twice": field(re.search(r"^title:.*$", front, re.M)[0]),  # type: ignore[index]
        "tag": field("x: !!python/name:os.system"),
        "anchor": field("x: &a 甲"),
        "tab": field("x:\t甲"),
        "template": paragraph("{{ 7 * 7 }}"),
        "script": paragraph("甲<script>alert(1)</script>"),
        "climb": paragraph("[甲](../../../../etc/passwd)"),
        "wrong-type": re.sub(r"^title:.*$", "title: [甲, 乙]", text, count=1, flags=re.M),
        "bad-date": re.sub(r"^reviewed_on:.*$", "reviewed_on: 2026-02-30", text, count=1, flags=re.M),
        "unclosed": field("x: [甲, 乙"),
        "no-section": text.replace(section[0], "", 1) if section else f"---\n{front}\n---\n",
        "unknown-section": paragraph("## 没有这一节\n\n甲。") if section else f"---\n{front}\n---\n",
    }[way]


@settings(bounded, max_examples=2 * MANY)
@given(st.data(), st.sampled_from(BREAKS), st.integers(0, 1000))
def test_a_broken_item_is_never_clean(findings_of: Find, data: st.DataObject, way: str, at: int) -> None:
    kind, item_id, text = data.draw(an_item())
    text = broken(kind, text, way, at)
    findings = findings_of(kind, item_id, text)
    assert any(finding.level == "error" for finding in findings), (kind, item_id, way)
    well_formed(findings, text)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    docs = tmp_path_factory.mktemp("small") / "docs"
    shutil.copytree(ROOT / "docs" / "_vocabulary", docs / "_vocabulary")
    for item in SMALL:
        (docs / item).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "docs" / item, docs / item)
    return docs


def said(main: Any, *arguments: str) -> tuple[int, str, str]:
    """What a command says; it runs here, so that whatever it raises comes through."""
    out, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        code = main(list(arguments))
    return code, out.getvalue(), error.getvalue()


@bounded
@given(st.data())
def test_any_change_under_the_command(small: Path, data: st.DataObject) -> None:
    """The whole command over a small library; what it lets pass can be shown."""
    item = data.draw(st.sampled_from(SMALL))
    raw = data.draw(changed((ROOT / "docs" / item).read_text("utf-8"))).encode("utf-8", "surrogatepass")
    (small / item).write_bytes(raw)
    try:
        code, out, error = said(check.main, "--docs", str(small), "--format", "json")
        found = json.loads(out)["findings"]
        assert code == any(f["level"] == "error" for f in found) and not error
        assert {f["path"] for f in found} <= {f"docs/{item}"}
        if code == 0:
            library = check.checks.load(small)[0]
            assert library is not None and page_chunks(library, item, "", TODAY)
    finally:
        shutil.copy(ROOT / "docs" / item, small / item)


@pytest.fixture(scope="module")
def commands(library: Library) -> Iterator[None]:
    """The commands with the library that is already there."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (check, import_example):
            patch.setattr(module, "load_stored", lambda docs: (library, []))
        yield


ENCODINGS = st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"))
FILES = st.one_of(
    st.binary(max_size=300),
    st.tuples(TEXT, ENCODINGS).map(lambda pair: pair[0].encode(pair[1], "replace")),
    st.tuples(TEXT, ENCODINGS, st.binary(max_size=4)).map(lambda t: t[0].encode(t[1], "replace") + t[2]),
)


@bounded
@given(FILES, st.sampled_from((".txt", ".md", ".docx")), st.sampled_from(("own", "contribution")))
def test_any_draft(commands: None, tmp_path: Path, raw: bytes, suffix: str, mode: str) -> None:
    path = tmp_path / f"draft{suffix}"
    path.write_bytes(raw)
    code, out, error = said(check.main, str(path), "--mode", mode, "--format", "json")
    assert code in (0, 1, 2)
    if code == 2:
        assert not out and str(path) in error
    else:
        told = json.loads(out)
        assert all(f["line"] >= 1 and f["column"] >= 1 and f["message"] and f["fix"] for f in told["findings"])


@bounded
@given(FILES, st.sampled_from((".txt", ".md", ".docx")))
def test_any_import(commands: None, tmp_path: Path, raw: bytes, suffix: str) -> None:
    folder = tmp_path / "out"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path, page, report = tmp_path / f"raw{suffix}", folder / "page.md", folder / "report.json"
    path.write_bytes(raw)
    code, out, error = said(import_example.main, str(path), "--out", str(page), "--report", str(report))
    if code:
        assert code == 1 and not out and len(error) < 400 and not list(folder.iterdir())
    else:
        assert {p.name for p in folder.iterdir()} == {"page.md", "report.json"}
        assert json.loads(report.read_text("utf-8"))


@settings(bounded, max_examples=2 * MANY)
@given(TEXT, st.sampled_from((".txt", ".md")))
def test_an_import_loses_nothing_and_is_safe(imported: Import, tmp_path: Path, text: str, suffix: str) -> None:
    path = tmp_path / f"raw{suffix}"
    path.write_text(text.encode("utf-8", "replace").decode("utf-8"), "utf-8", newline="")
    with contextlib.suppress(RefusedError):
        made = imported(path)
        assert lost(made, word=False) == {}
        source, findings = read_text(made.page, "docs/examples/x.md")
        assert [*findings, *check_source(source, "examples/x.md")] == []


NAMES = ("p", "r", "t", "tab", "br", "tbl", "tr", "tc", "ins", "del", "delText", "pPr", "numPr", "hyperlink", "txbxContent", "sdt", "fldSimple", "drawing")  # fmt: skip
TREES = st.recursive(
    st.sampled_from(
        ("<w:t>一、存在的问题</w:t>", "<w:p><w:r><w:t>班子7月走访。</w:t></w:r></w:p>", "甲", "<w:br/>", "")
    ),
    lambda inner: st.tuples(st.sampled_from(NAMES), st.lists(inner, max_size=4)).map(
        lambda pair: f"<w:{pair[0]}>{''.join(pair[1])}</w:{pair[0]}>"
    ),
    max_leaves=25,
)


@bounded
@given(st.lists(TREES, max_size=6))
def test_any_word_file(imported: Import, tmp_path: Path, trees: list[str]) -> None:
    path = tmp_path / "raw.docx"
    path.write_bytes(package(f'<?xml version="1.0"?><w:document {W}><w:body>{"".join(trees)}</w:body></w:document>'))
    with contextlib.suppress(RefusedError):
        made = imported(path)
        assert lost(made, word=True) == {}


@pytest.mark.parametrize("piece", ["问", "学习，", "《", "【甲", "（一", "\n", "问\n", "1.问题。\n"])
def test_no_rule_costs_the_square_of_a_text(library: Library, piece: str) -> None:
    """A draft that says one thing 40,000 characters long takes seconds; a rule that goes back to its start would take half a minute."""
    text = piece * (40_000 // len(piece))
    start = time.process_time()
    check_document(library, Document("x.md", text, TODAY, 1, "contribution"))
    assert time.process_time() - start < SECONDS


def test_the_ways_of_breaking_do_break(findings_of: Find) -> None:
    """Without a break an item is clean, so it is the break that is told."""
    for kind, paths in KINDS.items():
        item_id = paths[0].relative_to(ROOT / "docs" / kind).as_posix().removesuffix(".md")
        text = paths[0].read_text("utf-8")
        assert findings_of(kind, item_id, text) == []
        assert all(broken(kind, text, way, 3) != text for way in BREAKS), kind
        assert isinstance(read_text(text, "x.md")[0], Source)
