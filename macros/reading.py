"""Reading a draft from .txt, .md or .docx into a Document, with what a Word file carries beside its text."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from macros.dates import build_day
from macros.document import Document, Mode
from macros.finding import Finding
from macros.source import Source, read
from macros.text import own_date

SUFFIXES = (".md", ".txt", ".docx")
MAX_TEXT = 2_000_000
MAX_UNPACKED = 100_000_000


class UnreadableError(Exception):
    """The file cannot be read as a draft; the text says why, in Chinese."""


@dataclass
class Draft:
    """A document as read, and what was found while reading it."""

    document: Document
    findings: list[Finding] = field(default_factory=list)


def read_draft(path: Path, as_of: date | None, mode: Mode) -> Draft:
    """A draft with its date: the one given, else the front matter's, else its own, else today. Raises UnreadableError."""
    if not path.is_file():
        raise UnreadableError(f"没有这个文件：{path}")
    if path.suffix.lower() not in SUFFIXES:
        raise UnreadableError(f"{path}：只检查 {'、'.join(SUFFIXES)} 文件。")
    shown = str(path)
    if path.suffix.lower() == ".docx":
        text, findings = read_docx(path, shown)
        return Draft(_document(shown, text, as_of, mode, {}, 1), findings)
    text = decode(path)
    if path.suffix.lower() == ".md" and text.startswith("---\n"):
        source, _ = read(path, shown)
        return Draft(_from_source(source, as_of, mode))
    return Draft(_document(shown, text, as_of, mode, {}, 1))


def decode(path: Path) -> str:
    """A text file in UTF-8, UTF-16 (with its mark) or GB18030; line breaks as one character. Raises UnreadableError."""
    raw = path.read_bytes()
    if len(raw) > MAX_TEXT * 4:
        raise UnreadableError(f"{path}：文件太大，超过{MAX_TEXT}字。")
    encodings = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return raw.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise UnreadableError(f"{path}：认不出文字的编码，请另存为UTF-8。")


def _from_source(source: Source, as_of: date | None, mode: Mode) -> Document:
    return _document(source.path, source.body, as_of, mode, source.front, source.body_line)


def _document(path: str, text: str, as_of: date | None, mode: Mode, front: dict[str, Any], first_line: int) -> Document:
    stated = _iso(front.get("as_of"))
    known = {name: value for name in ("writer", "document_type", "theme") if isinstance(value := front.get(name), str)}
    return Document(path, text, as_of or stated or own_date(text) or build_day(), first_line, mode, **known)


def _iso(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def read_docx(path: Path, shown: str) -> tuple[str, list[Finding]]:
    """The paragraphs, one a line, and comments, tracked changes and names found. Raises UnreadableError."""
    import docx  # here: only a Word file pays for loading it
    from docx.oxml.ns import qn

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise UnreadableError(f"{path}：解开以后太大，不像一份稿子。")
            names = set(archive.namelist())
        word = docx.Document(str(path))
    except UnreadableError:
        raise
    except Exception as error:  # python-docx and zipfile raise a dozen kinds for a damaged file
        raise UnreadableError(f"{path}：不是能打开的Word文件（.docx）。") from error
    lines: list[str] = []
    findings: list[Finding] = []
    for number, paragraph in enumerate(word.element.body.iter(qn("w:p")), 1):
        lines.append(_paragraph_text(paragraph, qn))
        if any(True for _ in paragraph.iter(qn("w:ins"), qn("w:del"))):
            message = "这一段有修订痕迹，别人打开能看到原来写了什么。"
            findings.append(
                Finding(
                    shown,
                    number,
                    1,
                    "privacy/tracked-changes",
                    message,
                    "接受或拒绝全部修订后再交。",
                    "warning",
                    lines[-1][:20],
                )
            )
    if any(name.startswith("word/comments") for name in names):
        findings.append(Finding(shown, 1, 1, "privacy/comments", "文件里有批注。", "看过的批注删掉再交。", "warning"))
    people = {word.core_properties.author, word.core_properties.last_modified_by} - {"", None, "python-docx"}
    if people:
        message = f"文件属性里留着作者的名字（{'、'.join(sorted(map(str, people)))}）。"
        findings.append(
            Finding(
                shown, 1, 1, "privacy/author", message, "在“文件—属性”里删掉，或者另存时不保存个人信息。", "warning"
            )
        )
    return "\n".join(lines), findings


def _paragraph_text(paragraph: Any, qn: Callable[[str], str]) -> str:
    """A paragraph's text as it will stand when the changes are accepted: insertions in, deletions out."""
    parts = []
    for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        if any(parent.tag == qn("w:del") for parent in node.iterancestors()):
            continue
        parts.append(node.text or "" if node.tag == qn("w:t") else " ")
    return "".join(parts).replace("\n", " ")
