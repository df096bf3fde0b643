"""A draft (成稿): a small tree that every renderer takes, and the numbering of 公文.

Numbers follow GB/T 9704—2012, 7.3.3: 一、 （一） 1. （1）; points inside a paragraph are 一是 二是.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["title", "addressee", "heading", "paragraph", "signature", "table"]
DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Span:
    """A stretch of text with its blanks; `scope` is the id of the item whose own facts it may use."""

    text: str
    scope: str = ""


@dataclass(frozen=True)
class Block:
    """One block: a paragraph, a heading with its number and level (1 to 4), or a table of rows (first row the header)."""

    kind: Kind
    spans: tuple[Span, ...] = ()
    level: int = 0
    number: str = ""
    part: str = ""
    rows: tuple[tuple[tuple[Span, ...], ...], ...] = ()

    def text(self) -> str:
        """The block's own text, number first, blanks as they stand."""
        return self.number + "".join(span.text for span in self.spans)

    def texts(self) -> list[list[str]]:
        """The cells of a table as text, row by row."""
        return [["".join(span.text for span in cell) for cell in row] for row in self.rows]


@dataclass(frozen=True)
class Draft:
    """A whole document."""

    title: str
    blocks: tuple[Block, ...]

    def sections(self) -> Iterator[tuple[Block, ...]]:
        """Its blocks by first-level heading; what stands before the first heading is a section of its own."""
        section: list[Block] = []
        for block in self.blocks:
            if block.kind == "heading" and block.level == 1 and section:
                yield tuple(section)
                section = []
            section.append(block)
        if section:
            yield tuple(section)

    def spans(self) -> Iterator[Span]:
        """Every stretch of text, those in tables too, in the order of the document."""
        for block in self.blocks:
            yield from block.spans
            for row in block.rows:
                for cell in row:
                    yield from cell

    def scopes(self) -> list[str]:
        """The items whose facts the draft asks for, in order."""
        return list(dict.fromkeys(span.scope for span in self.spans() if span.scope))


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese: 十二, 二十."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def heading_number(level: int, number: int) -> str:
    """The number of a heading at a level: 一、 （一） 1. （1）."""
    match level:
        case 1:
            return f"{chinese_number(number)}、"
        case 2:
            return f"（{chinese_number(number)}）"
        case 3:
            return f"{number}."
        case _:
            return f"（{number}）"


def point_number(number: int) -> str:
    """The number of a point inside a paragraph: 一是."""
    return f"{chinese_number(number)}是"


def text_blocks(text: str, scope: str = "", part: str = "") -> Iterator[Block]:
    """A passage's paragraphs: one a non-empty line group."""
    for paragraph in text.strip().split("\n\n"):
        joined = "".join(line.strip() for line in paragraph.split("\n"))
        if joined:
            yield Block("paragraph", (Span(joined, scope),), part=part)


def run_in(points: Iterable[tuple[Span, ...]], part: str) -> Block | None:
    """Points in one paragraph: 一是…二是…; a single point bears no number."""
    listed = list(points)
    if not listed:
        return None
    if len(listed) == 1:
        return Block("paragraph", listed[0], part=part)
    spans = [span for n, point in enumerate(listed, 1) for span in (Span(point_number(n)), *point)]
    return Block("paragraph", tuple(spans), part=part)
