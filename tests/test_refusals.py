"""Every kind of broken or hostile content: each gives its file, line and mend, all in one run; nothing runs, site/ stays."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from macros.checks import load
from macros.finding import Finding
from tests.conftest import copy_repository, run

CARD = "problems/xunshi-zhenggai/xiaohao-zao-yu-jianxiao.md"
POLICY = "policies/dangzu-gongzuo-tiaoli.md"
CANARY = "cycler.__init__.__globals__.os.system('touch canary')"


@dataclass(frozen=True)
class Bad:
    """One broken file: where it lies, what is in it, the rule and line that must be told."""

    name: str
    path: str
    content: str | bytes
    rule: str
    line: int


def page(body: str, front: str = "title: 坏页面") -> str:
    return f"---\n{front}\n---\n{body}\n"


def changed(text: str, old: str, new: str) -> tuple[str, int]:
    """A valid file with one place changed, and that place's line."""
    assert old in text
    return text.replace(old, new, 1), text[: text.index(old)].count("\n") + 1


def cases(docs: Path) -> list[Bad]:
    card = (docs / CARD).read_text("utf-8")
    policy = (docs / POLICY).read_text("utf-8")
    bad: list[Bad] = []

    def item(
        name: str, text: str, old: str, new: str, rule: str, kind: str = "problems/xunshi-zhenggai", shift: int = 0
    ) -> None:
        body, line = changed(text, old, new)
        bad.append(Bad(name, f"{kind}/bad-{name}.md", body, rule, line + shift))

    fresh = card.replace("title: 反馈问题销号早于见效", "title: 另一张卡片", 1)
    first_fact = next(line for line in fresh.split("\n") if line.startswith("  - {blank:"))
    item("unknown-field", fresh, "screening:", "screning:", "content/unknown-field")
    item("wrong-type", fresh, "writers: [", "writers: 班子 #[", "content/type")
    item("vocabulary", fresh, "root: ", "root: zhengjigaun #", "content/vocabulary")
    item("reference", fresh, "policies: [", "policies: [meiyou-zhege, ", "content/reference")
    item(
        "undeclared-blank",
        fresh,
        "## 不要这样写\n",
        "## 不要这样写\n\n【不知道的空】\n",
        "content/undeclared-blank",
        shift=2,
    )
    item(
        "unused-fact",
        fresh,
        first_fact,
        "  - {blank: 多出来的, look: 台账, example: '1', for: 班子}\n" + first_fact,
        "content/unused-fact",
    )
    item("duplicate-fact", fresh, first_fact, first_fact + "\n" + first_fact, "content/duplicate-fact", shift=1)
    item("fact-owner", fresh, first_fact, first_fact.replace("for: 班子}", "for: 党员}"), "content/fact-owner")
    item(
        "shared-fact",
        fresh,
        first_fact,
        "  - {blank: 整改期限, look: 台账, example: 6月, for: 班子}\n" + first_fact,
        "content/shared-fact",
    )
    item("tab", fresh, "root:", "\troot:", "content/yaml-tab")
    item("duplicate-key", fresh, "root:", "title: 又一个\nroot:", "content/duplicate-key")
    item("tag", fresh, "root_note: ", "root_note: !!python/object/apply:os.system ", "content/yaml-tag")
    item("alias", fresh, "root_note: ", "root_note: &a ", "content/yaml-alias")
    item("yaml", fresh, "root_note: ", "root_note: [", "content/yaml")
    item("sign", fresh, "root_note: ", "root_note: '<b>' #", "safety/front-matter")
    item("reserved", fresh, "root: ", "icon: material/home\nroot: ", "content/reserved-key")
    item("unknown-section", fresh, "## 直接原因", "## 原因分析", "content/unknown-section")
    item("unknown-writer", fresh, "### 班子", "### 领导", "content/unknown-writer")
    item("measure-line", fresh, "- 谁来做：", "- 责任人：", "content/measure-line")
    item(
        "duplicate-title", card, "title: 反馈问题销号早于见效", "title: 反馈问题销号早于见效", "content/duplicate-title"
    )
    item("unclosed", fresh, "\n---\n\n## 表现", "\n\n## 表现", "content/front-matter")
    bad[-1] = Bad("unclosed", bad[-1].path, bad[-1].content, "content/front-matter", 1)
    missing, _ = changed(fresh, "root: ", "#root: ")
    bad.append(
        Bad("missing-field", "problems/xunshi-zhenggai/bad-missing-field.md", missing, "content/missing-field", 2)
    )
    gone = fresh[: fresh.index("## 不要这样写")]
    bad.append(
        Bad(
            "missing-section",
            "problems/xunshi-zhenggai/bad-missing-section.md",
            gone,
            "content/missing-section",
            fresh[: fresh.index("\n## 表现")].count("\n") + 1,
        )
    )
    bad.append(Bad("folder", "problems/meiyou/bad-folder.md", fresh, "content/folder", 1))
    bad.append(Bad("slug", "problems/xunshi-zhenggai/坏名字.md", fresh, "content/slug", 1))
    bad.append(Bad("empty-file", "problems/xunshi-zhenggai/bad-empty.md", "", "content/empty-file", 1))
    gbk = b"---\ntitle: " + "编码不对".encode("gb18030") + b"\n---\n"
    bad.append(Bad("encoding", "guides/bad-encoding.md", gbk, "content/encoding", 2))

    other = policy.replace("title: 中国共产党党组工作条例", "title: 另一部条例", 1).replace(
        "short_names: [党组工作条例]", "short_names: []", 1
    )
    day = "value: '2019-04-06'"
    item("impossible-date", other, day, "value: '2019-02-30'", "content/date-impossible", "policies")
    item("date-format", other, day, "value: 2019年4月6日", "content/date-format", "policies")
    item("confidence", other, "confidence: K高", "confidence: K中", "content/value", "policies")
    item("version-order", other, "label: '2019'", "label: '2014'", "content/version-order", "policies")

    item(
        "issued-after-published",
        other,
        "    issued: {value: '2019-04-06'",
        "    issued: {value: '2020-04-06'",
        "content/date-order",
        "policies",
        shift=other[other.index("    issued: {value: '2019-04-06'") :].split("    published:")[0].count("\n"),
    )
    item("article-version", other, "{version: '2019'", "{version: '2021'", "content/version", "policies")
    item(
        "duplicate-name",
        policy,
        "title: 中国共产党党组工作条例",
        "title: 第三部条例",
        "content/duplicate-name",
        "policies",
    )
    bad[-1] = Bad(
        "duplicate-name",
        bad[-1].path,
        bad[-1].content,
        "content/duplicate-name",
        policy[: policy.index("short_names:")].count("\n") + 1,
    )
    item(
        "common-word",
        other,
        "aliases: [党组条例]",
        "aliases: [党组条例二, 学习教育]",
        "content/common-word",
        "policies",
    )
    item(
        "version-dates",
        other,
        "versions:",
        "versions:\n  - {label: '2010'}",
        "content/version-dates",
        "policies",
        shift=1,
    )
    overlap = "    repealed: {value: '2020-01-01', confidence: V}\n  - label: '2019'"
    item("version-overlap", other, "  - label: '2019'", overlap, "content/version-overlap", "policies")
    meeting = (docs / "policies/ershi-jie-sanzhong-quanhui.md").read_text("utf-8")
    meeting = meeting.replace("title: 党的二十届三中全会", "title: 另一次全会", 1)
    meeting = "\n".join(line for line in meeting.split("\n") if not line.startswith(("aliases:", "short_names:")))
    item(
        "ends-before-begins",
        meeting,
        "ends:\n  value: '2024-07-18'",
        "ends:\n  value: '2024-07-01'",
        "content/date-order",
        "policies",
    )
    theme = (
        (docs / "themes/2024-niandu.md").read_text("utf-8").replace("title: 2024年度民主生活会", "title: 另一个年度", 1)
    )
    item("aspect-confidence", theme, "basis: 通知", "basis: 示例", "content/confidence", "themes", shift=3)
    structured = (docs / "structured/shangnian-zhenggai.md").read_text("utf-8").replace("title: ", "title: 又", 1)
    item(
        "sum",
        structured,
        "  - {total:",
        "  - {total: 没有的数, parts: [没有的数]}\n  - {total:",
        "content/sum",
        "structured",
    )
    template = (docs / "templates/niandu-duizhao-jiancha.md").read_text("utf-8").replace("title: ", "title: 又", 1)
    item("outline", template, "  - {part: biaoti, text:", "  - {part: jieyu, text:", "content/outline", "templates")
    example = (docs / "examples/niandu-chuji-banzi-duizhao.md").read_text("utf-8").replace("title: ", "title: 又", 1)
    item("quote", example, "    quote: ", "    quote: 正文里没有的话", "content/quote", "examples")
    item("flaws", example, "annotations:", "flawed: true\nannotations:", "content/flaws", "examples")
    item("missing-side", fresh, "writers: [班子, ", "writers: [班子, 支部, ", "content/missing-side")
    item(
        "extra-side",
        fresh,
        "writers: [班子, 主要负责人, 班子成员]",
        "writers: [班子, 主要负责人]",
        "content/extra-side",
    )
    for name in ("missing-side", "extra-side"):
        place = next(i for i, b in enumerate(bad) if b.name == name)
        heading = "## 表现" if name == "missing-side" else "### 班子成员"
        text = bad[place].content
        assert isinstance(text, str)
        bad[place] = Bad(
            name, bad[place].path, text, f"content/{name}", text[: text.index(heading + "\n")].count("\n") + 1
        )
    item("choices", fresh, first_fact, first_fact.removesuffix("}") + ", kind: 选择}", "content/choices")

    call = "{{ " + CANARY + " }}"
    bad += [
        Bad("template", "guides/bad-template.md", page("文字\n" + call), "safety/template", 5),
        Bad("template-title", "guides/bad-title.md", page("", f'title: "{call}"\nrender_macros: true'), "safety/front-matter", 2),
        Bad("template-call", "guides/bad-call.md", page("\n" + call, "title: 甲\nrender_macros: true"), "safety/template", 6),
        Bad("template-name", "guides/bad-name.md", page('{{ citatoin("x") }}', "title: 乙\nrender_macros: true"), "safety/template", 5),
        Bad("template-argument", "guides/bad-argument.md", page("{{ citation(config) }}", "title: 丙\nrender_macros: true"), "safety/template", 5),
        Bad("template-filter", "guides/bad-filter.md", page('{{ citation("x") | attr("y") }}', "title: 丁\nrender_macros: true"), "safety/template", 5),
        Bad("template-block", "guides/bad-block.md", page('{% include "x" %}', "title: 戊\nrender_macros: true"), "safety/template", 5),
        Bad("template-fence", "guides/bad-fence.md", page("```\n" + call + "\n```"), "safety/template", 5),
        Bad("script", "guides/bad-script.md", page("<script>alert(1)</script>"), "safety/html", 4),
        Bad("handler", "guides/bad-handler.md", page("甲\n\n<img src=x onerror=alert(1)>"), "safety/html", 6),
        Bad("frame", "guides/bad-frame.md", page("<iframe src='https://example.org'></iframe>"), "safety/html", 4),
        Bad("form", "guides/bad-form.md", page("<form action='/x'>"), "safety/html", 4),
        Bad("javascript", "guides/bad-javascript.md", page("[点](javascript:alert(1))"), "safety/link", 4),
        Bad("javascript-entity", "guides/bad-entity.md", page("[点](java&#115;cript&colon;alert(1))"), "safety/link", 4),
        Bad("javascript-break", "guides/bad-break.md", page("[点](java\\\nscript:alert(1))"), "safety/link", 4),
        Bad("data", "guides/bad-data.md", page("[点]: data:text/html;base64,eA=="), "safety/link", 4),
        Bad("outside", "guides/bad-outside.md", page("[点](../../pyproject.toml)"), "safety/path", 4),
        Bad("absolute", "guides/bad-absolute.md", page("[点](/etc/passwd)"), "safety/link", 4),
        Bad("remote-image", "guides/bad-image.md", page("![图](https://example.org/a.png)"), "safety/link", 4),
        Bad("attributes", "guides/bad-attributes.md", page('[点](index.md){ onclick="alert(1)" }'), "safety/attributes", 4),
        Bad("file-type", "guides/bad.html", "<script>alert(1)</script>", "safety/file-type", 1),
        Bad("page-field", "guides/bad-field.md", page("甲", "title: 己\nlayout: x"), "content/unknown-field", 3),
    ]  # fmt: skip
    return bad


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Bad]]:
    root = copy_repository(tmp_path_factory.mktemp("broken") / "repository")
    planted = cases(root / "docs")
    for bad in planted:
        path = root / "docs" / bad.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bad.content if isinstance(bad.content, bytes) else bad.content.encode())
    (root / "docs/guides/bad-link.md").symlink_to("/etc/passwd")
    return root, [*planted, Bad("symlink", "guides/bad-link.md", "", "safety/path", 1)]


@pytest.fixture(scope="module")
def told(broken: tuple[Path, list[Bad]]) -> list[Finding]:
    return load(broken[0] / "docs")[1]


def test_there_are_at_least_forty_kinds(broken: tuple[Path, list[Bad]]) -> None:
    names = [bad.name for bad in broken[1]]
    assert len(names) == len(set(names)) >= 40


def test_each_is_told_with_file_line_and_mend(broken: tuple[Path, list[Bad]], told: list[Finding]) -> None:
    for bad in broken[1]:
        found = [f for f in told if f.path == f"docs/{bad.path}"]
        exact = [f for f in found if f.rule == bad.rule and f.line == bad.line]
        assert exact, f"{bad.name}: expected {bad.rule} at line {bad.line}, got {[str(f) for f in found]}"
        assert exact[0].fix and exact[0].message and exact[0].column >= 1


def test_nothing_else_is_blamed(broken: tuple[Path, list[Bad]], told: list[Finding]) -> None:
    planted = {f"docs/{bad.path}" for bad in broken[1]} | {f"docs/{CARD}", f"docs/{POLICY}"}
    assert [str(f) for f in told if f.path not in planted] == []


def test_one_run_reports_all_and_leaves_the_site(broken: tuple[Path, list[Bad]]) -> None:
    root, planted = broken
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("旧的网站", "utf-8")
    result = run(root, "scripts.build")
    assert result.returncode == 1
    assert all(f"docs/{bad.path}:{bad.line}:" in result.stderr for bad in planted)
    assert "Traceback" not in result.stderr
    assert (root / "site" / "index.html").read_text("utf-8") == "旧的网站"
    assert sorted(path.name for path in root.iterdir() if path.name.startswith(".site")) == [".site.lock"]
    assert not list(root.rglob("canary"))


def test_plain_mkdocs_refuses_too(broken: tuple[Path, list[Bad]]) -> None:
    root, _ = broken
    result = run(root, "mkdocs", "build", "--site-dir", str(root / "plain"))
    assert result.returncode != 0
    assert not list(root.rglob("canary"))
    assert not (root / "plain" / "index.html").exists()
