"""Realistic drafts with the faults of real ones: exactly the expected errors and warnings; the library's examples keep their word."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import docx
import pytest
import yaml
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from macros.checks.drafts import check_document, check_documents
from macros.document import Document
from macros.library import Library
from macros.reading import read_draft
from scripts.check import main

FOLDER = Path(__file__).parent / "drafts"
DRAFTS = yaml.safe_load((FOLDER / "expected.yml").read_text("utf-8"))


@pytest.mark.parametrize("expected", DRAFTS, ids=lambda expected: expected["file"])
def test_a_realistic_draft(library: Library, expected: dict[str, object]) -> None:
    mode = str(expected.get("mode", "own"))
    draft = read_draft(FOLDER / str(expected["file"]), date.fromisoformat(str(expected["as_of"])), mode)  # type: ignore[arg-type]
    found = sorted((f.line, f.rule, f.level) for f in check_document(library, draft.document) if f.level != "info")
    assert found == sorted((e["line"], e["rule"], e["level"]) for e in expected["findings"])  # type: ignore[attr-defined]


def test_there_are_enough_drafts() -> None:
    assert len(DRAFTS) >= 16
    assert len({finding["rule"] for draft in DRAFTS for finding in draft["findings"]}) >= 20


def test_good_examples_give_no_error_and_flawed_ones_give_their_flaws(library: Library) -> None:
    for example in library.examples.values():
        document = Document(
            "例",
            example.document,
            example.as_of,
            1,
            "contribution",
            example.writer,
            example.document_type,
            example.theme,
        )
        errors = [finding for finding in check_document(library, document) if finding.level == "error"]
        if not example.flawed:
            assert [str(finding) for finding in errors] == []
        else:
            assert len(errors) >= 3


def test_planted_flaws_are_found_where_they_stand(library: Library) -> None:
    """Seven in ten at least; the rest are of a kind that no rule can know, such as a sentence left over from another trade."""
    total = found = 0
    for example in library.examples.values():
        if not example.flawed:
            continue
        document = Document(
            "例",
            example.document,
            example.as_of,
            1,
            "contribution",
            example.writer,
            example.document_type,
            example.theme,
        )
        findings = check_document(library, document)
        for note in example.annotations:
            if note.mend:
                start = example.document.index(note.quote)
                first, last = document.place(start), document.place(start + len(note.quote))
                total += 1
                found += any((f.line, f.column) <= last and first <= (f.end_line, f.end_column) for f in findings)
    assert total >= 30 and found / total >= 0.7, (found, total)


def test_several_files_are_compared(library: Library) -> None:
    first = Document("班子", "征求意见45条。\n党组班子在学习上满足于传达，没有研讨到具体的事情上。\n", date(2026, 1, 1))
    second = Document(
        "个人", "征求意见43条。\n党组班子在学习上满足于传达，没有研讨到具体的事情上。\n", date(2026, 1, 1)
    )
    rules = {finding.rule for finding in check_documents(library, [first, second])}
    assert {"match/numbers", "same/files"} <= rules


def word_file(path: Path) -> None:
    """A Word file with a comment, a tracked insertion and deletion, a table, and an author."""
    word = docx.Document()
    word.core_properties.author = "张三"
    word.add_paragraph("关于学习情况的报告")
    paragraph = word.add_paragraph("会前学习了文件,")
    for tag, text in (("w:ins", "新加的话"), ("w:del", "删掉的话")):
        change = OxmlElement(tag)
        run = OxmlElement("w:r")
        node = OxmlElement("w:t" if tag == "w:ins" else "w:delText")
        node.text = text
        run.append(node)
        change.append(run)
        paragraph._p.append(change)
    word.add_comment(paragraph.runs, text="这句要改", author="李四")
    table = word.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "问题"
    table.cell(0, 1).text = "落实《三会一课》"
    assert paragraph._p.tag == qn("w:p")
    word.save(str(path))


def test_a_word_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "稿子.docx"
    word_file(path)
    assert main([str(path), "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    told = {(f["rule"], f["line"]) for f in data["findings"]}
    assert {
        ("privacy/author", 1),
        ("privacy/comments", 1),
        ("privacy/tracked-changes", 2),
        ("wording/half-width", 2),
        ("policy/book-marks", 4),
    } <= told
    assert data["headings"][0] == {"line": 1, "level": 0, "number": None, "text": "关于学习情况的报告"}
    assert "删掉的话" not in json.dumps(data, ensure_ascii=False)


@pytest.mark.parametrize(
    ("name", "content"),
    [("坏.docx", b"not a zip"), ("空.docx", b""), ("图.pdf", b"%PDF"), ("乱.txt", b"\xff\xfe\x00\xd8")],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    code = main([str(path)])
    assert code == 2 and "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "稿.txt"
    path.write_bytes("标题报告\r\n正文。\r\n".encode(encoding))
    assert read_draft(path, None, "own").document.text == "标题报告\n正文。\n"


def test_github_annotations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "稿.txt"
    path.write_text("落实《三会一课》,学习文件。\n", "utf-8")
    main([str(path), "--format", "github"])
    out = capsys.readouterr().out
    assert f"::warning file={path},line=1,col=3,title=policy/book-marks::" in out
