"""A file -> lines: what it holds in the order in which it is read, and what of it is not text for the page."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from macros.decoding import EncodingError, decode
from macros.importing.lines import Line
from macros.source import read_text

SUFFIXES = (".txt", ".md", ".docx")
MAX_BYTES = 4_000_000
MAX_CHARACTERS = 200_000
MAX_LINES = 5_000
MAX_LINE = 20_000


class RefusedError(Exception):
    """The file is not imported; the text says why and what to do, in Chinese."""


@dataclass(frozen=True)
class Aside:
    """What stood in the file but outside its text: a comment, a deleted passage, a header; it is reported, never kept."""

    line: int
    text: str
    why: str


@dataclass
class Gathered:
    """The lines, what lay beside them, and the front matter that a .md may have."""

    lines: list[Line]
    asides: list[Aside] = field(default_factory=list)
    front: dict[str, Any] = field(default_factory=dict)
    markdown: bool = False


def gather(path: Path) -> Gathered:
    """Read a file. Raises RefusedError with the reason."""
    if path.is_dir():
        raise RefusedError(f"{path} 是文件夹。一次导入一个文件。")
    if path.suffix.lower() not in SUFFIXES:
        raise RefusedError(f"只导入 {'、'.join(SUFFIXES)} 文件，不认识“{path.suffix or path.name}”。")
    gathered = _word(path) if path.suffix.lower() == ".docx" else _plain(path)
    if not any(line.text.strip() for line in gathered.lines):
        raise RefusedError("文件里没有文字。")
    count = sum(len(line.text) for line in gathered.lines)
    if count > MAX_CHARACTERS or len(gathered.lines) > MAX_LINES:
        raise RefusedError(
            f"有{count}字、{len(gathered.lines)}段，不像一份材料（最多{MAX_CHARACTERS}字、{MAX_LINES}段）。"
        )
    longest = max(gathered.lines, key=lambda line: len(line.text))
    if len(longest.text) > MAX_LINE:
        raise RefusedError(f"第{longest.number}段有{len(longest.text)}字，像是少了换行。请先分段再导入。")
    return gathered


def _plain(path: Path) -> Gathered:
    size = path.stat().st_size
    if not size:
        raise RefusedError("文件是空的。")
    if size > MAX_BYTES:
        raise RefusedError(f"文件有{size // 1_000_000}兆，不像一份材料（最多{MAX_BYTES // 1_000_000}兆）。")
    raw = path.read_bytes()
    if zipfile.is_zipfile(path):
        raise RefusedError("这是压缩包或者Word文件，改了文件名。是Word文件的，把扩展名改回 .docx。")
    try:
        text = decode(raw)
    except EncodingError as error:
        raise RefusedError(str(error)) from error
    lines = [Line.of(number, line) for number, line in enumerate(text.split("\n"), 1)]
    gathered = Gathered(lines, markdown=path.suffix.lower() == ".md")
    if gathered.markdown and text.startswith("---\n"):
        source, _ = read_text(text, str(path))
        gathered.front = source.front
        closing = source.body_line - 1 if source.body_line > 1 else 0
        for line in lines[:closing]:
            line.remove("前置数据，重新生成")
    return gathered


def _word(path: Path) -> Gathered:
    from macros.word import WordError, read_word  # here: only a Word file pays for loading it

    try:
        word = read_word(path)
    except WordError as error:
        raise RefusedError(str(error)) from error
    lines, asides = [], []
    for number, paragraph in enumerate(word.paragraphs, 1):
        lines.append(Line.of(number, paragraph.text, paragraph.cell, paragraph.boxed))
        asides += [Aside(number, text, "修订中删掉的文字") for text in paragraph.deleted]
        if paragraph.pictures:
            asides.append(Aside(number, "［图片］" * paragraph.pictures, "图片不导入"))
    asides += [Aside(1, text, "批注") for text in word.comments]
    asides += [Aside(1, text, kind) for kind, text in word.asides]
    asides += [Aside(1, name, "文件属性里的人名") for name in word.people]
    return Gathered(lines, asides)
