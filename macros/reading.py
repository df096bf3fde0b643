"""Reading a draft from .txt, .md or .docx into a Document, with what a Word file carries beside its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from macros.dates import build_day
from macros.decoding import EncodingError, decode
from macros.document import Document, Mode
from macros.finding import Finding
from macros.source import Source, read
from macros.text import own_date

SUFFIXES = (".md", ".txt", ".docx")
MAX_TEXT = 2_000_000


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
    text = read_text(path)
    if path.suffix.lower() == ".md" and text.startswith("---\n"):
        source, findings = read(path, shown)
        return Draft(_from_source(source, as_of, mode), findings)
    return Draft(_document(shown, text, as_of, mode, {}, 1))


def read_text(path: Path) -> str:
    """A text file's text (macros/decoding.py). Raises UnreadableError."""
    if path.stat().st_size > MAX_TEXT * 4:
        raise UnreadableError(f"{path}：文件太大，超过{MAX_TEXT}字。")
    try:
        return decode(path.read_bytes())
    except EncodingError as error:
        raise UnreadableError(f"{path}：{error}") from error


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
    from macros.word import WordError, read_word  # here: only a Word file pays for loading it

    try:
        word = read_word(path)
    except WordError as error:
        raise UnreadableError(f"{path}：{error}") from error
    findings: list[Finding] = []
    for number, paragraph in enumerate(word.paragraphs, 1):
        if paragraph.changed:
            message = "这一段有修订痕迹，别人打开能看到原来写了什么。"
            fix = "接受或拒绝全部修订后再交。"
            text = paragraph.text[:20]
            findings.append(Finding(shown, number, 1, "privacy/tracked-changes", message, fix, "warning", text))
    if word.comments:
        findings.append(Finding(shown, 1, 1, "privacy/comments", "文件里有批注。", "看过的批注删掉再交。", "warning"))
    if word.people:
        message = f"文件属性里留着作者的名字（{'、'.join(word.people)}）。"
        findings.append(
            Finding(
                shown, 1, 1, "privacy/author", message, "在“文件—属性”里删掉，或者另存时不保存个人信息。", "warning"
            )
        )
    return "\n".join(paragraph.text for paragraph in word.paragraphs), findings
