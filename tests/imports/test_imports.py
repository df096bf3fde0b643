"""Realistic raw files import as worked out by hand; no character of a body goes without being told; the page reads back the same."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from macros.document import Document
from macros.importing import Imported, import_file
from macros.library import Library
from macros.safety import check_source
from macros.source import read_text
from scripts.import_example import main
from tests.conftest import ROOT
from tests.imports import word_files
from tests.imports.lost import lost

FOLDER = Path(__file__).parent
EXPECTED = {entry["file"]: entry for entry in yaml.safe_load((FOLDER / "expected.yml").read_text("utf-8"))}
TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("word")
    for name, make in word_files.MADE.items():
        make(folder / name)
    raw = list((FOLDER / "raw").iterdir())
    return {path.name: path for path in (*raw, *word_files.by_office(folder), *folder.glob("docx-*.docx"))}


@pytest.fixture(scope="module")
def imported(library: Library, files: dict[str, Path]) -> dict[str, Imported]:
    return {name: import_file(library, path, TODAY) for name, path in files.items()}


def test_there_are_enough_and_all_are_expected(files: dict[str, Path]) -> None:
    assert len(files) >= 24
    assert set(files) == set(EXPECTED)
    starts = {path.read_bytes()[:2] for path in files.values()}
    assert b"\xff\xfe" in starts and b"\xef\xbb" in starts and b"PK" in starts


@pytest.mark.parametrize("name", EXPECTED)
def test_it_is_read_right(imported: dict[str, Imported], name: str) -> None:
    told, expected = imported[name].report, EXPECTED[name]
    titles = [heading["text"] for heading in told["headings"] if heading["level"] == 0]
    headings = [[h["line"], h["level"], h["number"], h["text"]] for h in told["headings"] if h["level"]]
    assert titles == ([expected["title"]] if expected["title"] else [])
    assert headings == expected["headings"]
    assert [[m["line"], m["policy"]] for m in told["mentions"]] == expected["mentions"]
    assert [[b["line"], b["text"], b["suggestion"]] for b in told["blanks"]] == expected["blanks"]
    assert [[r["line"], r["text"]] for r in told["removed"] if r["text"].strip()] == expected["removed"]


@pytest.mark.parametrize("name", EXPECTED)
def test_nothing_is_lost_silently(imported: dict[str, Imported], name: str) -> None:
    assert lost(imported[name], word=name.endswith(".docx")) == {}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_line_remembers_its_source(imported: dict[str, Imported], files: dict[str, Path], name: str) -> None:
    if name.endswith(".docx"):
        pytest.skip("the lines of a Word file are its paragraphs")
    raw = files[name].read_bytes()
    encodings = ("utf-8-sig", "utf-16", "gb18030", "utf-16-le", "utf-16-be")
    texts = {text.replace("\r\n", "\n") for encoding in encodings if (text := _decoded(raw, encoding))}
    assert "\n".join(line.source for line in imported[name].lines) in texts


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


@pytest.mark.parametrize("name", EXPECTED)
def test_the_page_is_safe_and_reads_back(imported: dict[str, Imported], name: str) -> None:
    made = imported[name]
    source, findings = read_text(made.page, "docs/examples/x.md")
    assert findings == []
    assert check_source(source, "examples/x.md") == []
    again = Document("x.md", source.body, TODAY).headings
    before = [(h["level"], bool(h["number"])) for h in made.report["headings"]]
    assert [(h.level, bool(h.number)) for h in again] == before


def test_personal_data_is_gone(imported: dict[str, Imported]) -> None:
    page = imported["11-geren-xinxi.txt"].page
    for secret in (
        "周晓梅",
        "13812345678",
        "8765",
        "zhoumei",
        "A53K21",
        "11010519491231002X",
        "赵主任",
        "李某",
        "王书记",
    ):
        assert secret not in page


def test_mentions_stand_at_their_places_in_the_input(imported: dict[str, Imported]) -> None:
    for name, made in imported.items():
        by_number = {line.number: line.source for line in made.lines}
        for mention in made.report["mentions"]:
            start = mention["column"] - 1
            assert by_number[mention["line"]][start : start + len(mention["text"])] == mention["text"], name


def test_what_is_proposed(imported: dict[str, Imported]) -> None:
    front, _ = read_text(imported["06-quanjiao-shuzi.txt"].page, "x.md")
    assert front.front["document_type"] == "对照检查材料"
    assert front.front["template_id"] == "niandu-duizhao-jiancha"
    assert front.front["theme"] == "2024-niandu"
    assert front.front["unit"] == "青塬区农业农村局"
    signed, _ = read_text(imported["20-xiangzhen-baogao.txt"].page, "x.md")
    assert signed.front["as_of"] == "2026-01-14"
    flawed, _ = read_text(imported["03-erji-hunyong.txt"].page, "x.md")
    assert flawed.front["flawed"] is True
    for note in flawed.front["annotations"]:
        assert flawed.body.count(note["quote"]) == 1 and note["note"] and note["mend"]


def test_the_command(tmp_path: Path, files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    out, report = tmp_path / "page.md", tmp_path / "report.json"
    command = [str(files["01-shouye-shuiyin.txt"]), "--out", str(out), "--report", str(report)]
    assert main(command) == 0
    told = json.loads(report.read_text("utf-8"))
    assert list(told) == ["findings", "mentions", "headings", "removed", "changed", "blanks"]
    assert {key for removal in told["removed"] for key in removal} == {"line", "text", "why"}
    assert {key for change in told["changed"] for key in change} == {"line", "from", "to", "why"}
    assert {key for blank in told["blanks"] for key in blank} == {"line", "text", "suggestion"}
    out.write_text("改过的页面", "utf-8")
    assert main(command) == 1 and out.read_text("utf-8") == "改过的页面"
    assert "--force" in capsys.readouterr().err
    assert main([*command, "--force"]) == 0 and "墨池" not in out.read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.md", "report.json"]
    source = str(files["05-jiaoyu-zhengdun-huibao.txt"])
    assert main([source, "--out", source, "--force"]) == 2
    assert main([str(tmp_path / "meiyou.txt"), "--out", str(out)]) == 2
    assert (ROOT / "docs").is_dir()
