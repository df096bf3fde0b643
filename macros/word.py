"""Reading a Word file (.docx) safely: what it may hold is decided before anything of it is parsed.

A package is refused that would unpack to too much, carries macros, declares entities or names paths outside itself. Nothing outside the
file is ever opened: no entity is resolved, no relationship followed.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from macros.decoding import OTHER_FILES
from macros.word_numbers import Numbering

MAX_FILE = 30_000_000
MAX_MEMBERS = 2_000
MAX_UNPACKED = 200_000_000
MAX_PART = 40_000_000
MAX_RATIO = 150  # of a member over a megabyte; text of Word packs to a tenth or a twentieth
MAX_PARAGRAPHS = 5_000
MAX_COLUMNS = 64

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DC = "{http://purl.org/dc/elements/1.1/}"
CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
ASIDES = (("word/header", "页眉"), ("word/footer", "页脚"), ("word/footnotes", "脚注"), ("word/endnotes", "尾注"))
ENTITIES = "文件里声明了实体（DTD），会引到外面的文件，不打开。请在WPS或Word里另存一份。"
MACROS = "文件里带着宏（程序），不打开。请在WPS或Word里另存为不带宏的 .docx。"


class WordError(Exception):
    """The file cannot be read; the message says why, in Chinese."""


@dataclass(frozen=True)
class Cell:
    """A place in a table: which table of the file, row and column from 0."""

    table: int
    row: int
    column: int


@dataclass
class Paragraph:
    """A paragraph as it stands when the tracked changes are accepted, with what goes away then."""

    text: str
    deleted: list[str] = field(default_factory=list)
    changed: bool = False
    boxed: bool = False
    pictures: int = 0
    cell: Cell | None = None


@dataclass
class Word:
    """A file's paragraphs in order, its comments, what stands outside the text (kind, words), and the names in its properties."""

    paragraphs: list[Paragraph]
    comments: list[str]
    asides: list[tuple[str, str]]
    people: list[str]


def read_word(path: Path) -> Word:
    """The file's text. Raises WordError with the reason."""
    if path.stat().st_size > MAX_FILE:
        raise WordError(f"文件超过{MAX_FILE // 1_000_000}兆，不像一份稿子。删掉里面的图片再试。")
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError, KeyError) as error:
        raise WordError(_no_package(path)) from error
    except (etree.XMLSyntaxError, ValueError, zlib.error) as error:
        raise WordError("Word文件坏了，打不开。请用WPS或Word打开后另存一份。") from error


def _no_package(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        return "文件是空的。"
    named = next((message for sign, message in OTHER_FILES if start.startswith(sign) and sign != b"PK\x03\x04"), "")
    return named or "不是能打开的Word文件（.docx），可能坏了，或者只改了扩展名。"


def _read(archive: zipfile.ZipFile) -> Word:
    names = _admit(archive)
    if "word/document.xml" not in names:
        raise WordError("压缩包里没有Word正文，不是 .docx 文件。")
    numbering = Numbering(_part(archive, "word/numbering.xml") if "word/numbering.xml" in names else None)
    body = _part(archive, "word/document.xml").find(f"{W}body")
    if body is None:
        raise WordError("Word文件里没有正文。")
    comments, asides = [], []
    for name in sorted(names):
        if name == "word/comments.xml":
            comments = [_plain(comment) for comment in _part(archive, name).iter(f"{W}comment")]
        for start, kind in ASIDES:
            if name.startswith(start) and name.endswith(".xml"):
                asides += [(kind, words) for words in _aside(_part(archive, name))]
    people: list[str] = []
    if "docProps/core.xml" in names:
        core = _part(archive, "docProps/core.xml")
        found = {core.findtext(f"{DC}creator"), core.findtext(f"{CP}lastModifiedBy")}
        people = sorted(found - {"", None, "python-docx"})
    return Word(list(_paragraphs(body, numbering)), [c for c in comments if c], asides, people)


def _admit(archive: zipfile.ZipFile) -> set[str]:
    """The members' names, if the package may be opened at all."""
    entries = archive.infolist()
    if len(entries) > MAX_MEMBERS:
        raise WordError(f"压缩包里有{len(entries)}个文件，不像一份稿子。")
    total = 0
    if any(entry.filename == "[Content_Types].xml" and b"macroEnabled" in _start(archive, entry) for entry in entries):
        raise WordError(MACROS)
    for entry in entries:
        name = entry.filename
        if name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/"):
            raise WordError(f"压缩包里有指到外面去的路径“{name[:60]}”，不打开。")
        if "vba" in name.lower():
            raise WordError(MACROS)
        if entry.flag_bits & 1:
            raise WordError("文件加了密码，打不开。请去掉密码另存一份。")
        total += entry.file_size
        if entry.file_size > 1_000_000 and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
            raise WordError("文件解开以后是原来的一百多倍，像是压缩炸弹，不打开。")
    if total > MAX_UNPACKED:
        raise WordError("文件解开以后太大，不像一份稿子。")
    return {entry.filename for entry in entries}


def _start(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as file:
        return file.read(200_000)


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    """A part's root element. What the directory says of its size is not believed: no more than the limit is read."""
    with archive.open(name) as file:
        raw = file.read(MAX_PART + 1)
    if len(raw) > MAX_PART:
        raise WordError("文件解开以后太大，不像一份稿子。")
    if any("<!DOCTYPE".encode(encoding) in raw for encoding in ("ascii", "utf-16-le", "utf-16-be")):
        raise WordError(ENTITIES)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root: Any = etree.fromstring(raw, parser)
    if root.getroottree().docinfo.doctype:
        raise WordError(ENTITIES)
    return root


def _paragraphs(body: Any, numbering: Numbering) -> Iterator[Paragraph]:
    places = _places(body)
    count = 0
    for node in body.iter(f"{W}p"):
        around = {ancestor.tag for ancestor in node.iterancestors()}
        if f"{MC}Fallback" in around:
            continue  # the same text box again, for old versions of Word
        count += 1
        if count > MAX_PARAGRAPHS:
            raise WordError(f"超过{MAX_PARAGRAPHS}个段落，不像一份稿子。请拆成几份。")
        cell = next((places[a] for a in node.iterancestors(f"{W}tc") if a in places), None)
        yield _paragraph(node, numbering, cell, f"{W}txbxContent" in around)


def _places(body: Any) -> dict[Any, Cell]:
    """Table, row and column of every outermost cell; what an earlier cell of its row spans is counted."""
    places: dict[Any, Cell] = {}
    outermost = [t for t in body.iter(f"{W}tbl") if next(t.iterancestors(f"{W}tc"), None) is None]
    for number, table in enumerate(outermost):
        rows = [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tc"), None) is None]
        for line, row in enumerate(rows):
            column = 0
            for cell in row.iter(f"{W}tc"):
                if next(cell.iterancestors(f"{W}tc"), None) is None:
                    places[cell] = Cell(number, line, min(column, MAX_COLUMNS - 1))
                    span = cell.find(f"{W}tcPr/{W}gridSpan")
                    width = span.get(f"{W}val", "1") if span is not None else "1"
                    column += int(width) if width.isdecimal() else 1
    return places


def _paragraph(node: Any, numbering: Numbering, cell: Cell | None, boxed: bool) -> Paragraph:
    result = Paragraph("", boxed=boxed, cell=cell)
    parts: list[str] = []
    for part in _own(node):
        match part.tag.removeprefix(W):
            case "t":
                (result.deleted if _gone(part, node) else parts).append(part.text or "")
            case "delText":
                result.deleted.append(part.text or "")
            case "tab" | "br" | "cr" if part.getparent().tag == f"{W}r" and not _gone(part, node):
                parts.append("" if part.get(f"{W}type") == "page" else " ")
            case "noBreakHyphen":
                parts.append("-")
            case "ins" | "del" | "moveFrom" | "moveTo":
                result.changed = True
            case "drawing" | "pict" | "object":
                result.pictures += not any(True for _ in part.iter(f"{W}txbxContent"))
    text = "".join(parts).replace("\n", " ")
    label = numbering.label(node) if text.strip() else ""
    result.text = label + text
    result.deleted = ["".join(result.deleted)] if any(result.deleted) else []
    return result


def _own(paragraph: Any) -> Iterator[Any]:
    """The elements of a paragraph in order, without those of the paragraphs inside it (text boxes)."""
    for child in paragraph:
        if child.tag != f"{W}p" and child.tag != f"{MC}Fallback" and isinstance(child.tag, str):
            yield child
            yield from _own(child)


def _gone(node: Any, paragraph: Any) -> bool:
    """Whether a text goes away when the changes are accepted."""
    for parent in node.iterancestors():
        if parent is paragraph:
            return False
        if parent.tag in (f"{W}del", f"{W}moveFrom"):
            return True
    return False


def _plain(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t")).strip()


def _aside(root: Any) -> Iterator[str]:
    """The words of a header, footer or note, watermarks included."""
    for paragraph in root.iter(f"{W}p"):
        if any(a.tag == f"{MC}Fallback" for a in paragraph.iterancestors()):
            continue
        words = "".join(node.text or "" for node in _own(paragraph) if node.tag == f"{W}t").strip()
        if words:
            yield words
    yield from (mark for node in root.iter(f"{V}textpath") if (mark := (node.get("string") or "").strip()))
