"""A draft to be checked (稿子): its headings by use, its parts, its points.

Headings are found in every numbering style in use; a level is a place in the nesting, not a style, so a text whose second level is
（一） in one part and 1. in another is read right. Points inside a paragraph (一是…二是…) are no headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from macros.text import Text

Mode = Literal["own", "contribution"]
Part = Literal["开头", "学习", "整改落实", "征求意见", "案例", "说明", "问题", "原因", "措施", "其他"]

_CHINESE = "[一二三四五六七八九十]{1,3}"
_GAP = r"[ \u3000\t]*"  # old papers put spaces inside the brackets
NUMBER = re.compile(
    rf"(?P<hash>#{{1,6}}\s*)?(?P<number>第{_CHINESE}(?:[，、]|部分[：:、，]?(?=[ \u3000]|[\u4e00-\u9fff]))"
    rf"|{_CHINESE}(?:、|[.．](?![一二三四五六七八九十\d]))|[（(]{_GAP}{_CHINESE}{_GAP}[）)]"
    rf"|\d{{1,2}}[.．、](?!\d)|[（(]{_GAP}\d{{1,2}}{_GAP}[）)]|[①-⑳])[ \u3000\t]*"
)
# 一、二、三科室 names three things and numbers nothing.
ENUMERATION = re.compile(r"(?:[一二三四五六七八九十]{1,2}|\d{1,2})[、和]")
ITEMS = re.compile(r"[（(]\s*\d{1,2}\s*[）)]|[①-⑳]")  # two of them in one line are a list within a paragraph
STYLES = (
    r"第",
    r"[一二三四五六七八九十]+[、.．]",
    r"[（(]\s*[一二三四五六七八九十]+",
    r"\d+[.．、]",
    r"[（(]\s*\d+",
    r"[①-⑳]",
)
TOP = 1  # the place of 一、 in STYLES
SPACED = re.compile(r"(?:[\u4e00-\u9fff][ \u3000]+){2,}[\u4e00-\u9fff]")
HASHES = re.compile(r"(#{2,6})\s+(?P<text>\S.*)")
POINT = re.compile(r"(?:^|(?<=[。；：，\n\u3000 ]))([一二三四五六七八九十]{1,2})是")
RUN_IN = 40
TITLE_LENGTH = 60
TITLE_WORDS = re.compile(r"材料|报告|提纲|方案|情况|汇报|发言|通报|记录|讲话|主持词|清单|台账")
PARTS: tuple[tuple[Part, re.Pattern[str]], ...] = (
    ("整改落实", re.compile(r"上年|上一年|上次|整改落实(?!措施)")),
    ("征求意见", re.compile(r"征求|意见情况|反馈意见")),
    ("案例", re.compile(r"案例")),
    ("说明", re.compile(r"说明")),
    ("原因", re.compile(r"原因|根源")),
    ("措施", re.compile(r"措施|努力方向|打算|整改方向|下一步")),
    ("问题", re.compile(r"问题|查摆|检查情况|不足")),
    ("学习", re.compile(r"学习|认识|收获|成效|成绩|体会|主要工作")),
)


@dataclass(frozen=True)
class Heading:
    """A heading: its line (from 1), level (title 0), number as written, text; `own_line` unless text runs on after it."""

    line: int
    level: int
    number: str | None
    text: str
    own_line: bool = True


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text: where it starts in the text, and under which part and headings it stands."""

    start: int
    text: str
    part: Part
    path: tuple[str, ...]


@dataclass(frozen=True)
class Point:
    """One point: 一是 … within a paragraph, a numbered paragraph, or a paragraph of its own."""

    start: int
    text: str
    part: Part
    path: tuple[str, ...]


@dataclass(frozen=True)
class Document(Text):
    """A text with what is known of it: whose it is, of which type, under which theme, in which mode it is checked."""

    mode: Mode = "own"
    writer: str | None = None
    document_type: str | None = None
    theme: str | None = None

    @cached_property
    def lines(self) -> list[tuple[int, str]]:
        """Offset and text of each line."""
        return list(zip(self._starts, self.text.split("\n"), strict=True))

    @cached_property
    def personal(self) -> bool:
        """Whether one person speaks: by what is known, else by which of 我 and 班子 stands more often."""
        if self.writer:
            return self.writer not in ("班子", "支部")
        own = len(re.findall(r"我(?!们|局|市|区|县|委|院|校|公司|单位|处|部|厅|镇|街道|行|站)", self.text))
        return own > 3 and own > self.text.count("班子")

    @cached_property
    def headings(self) -> list[Heading]:
        """Every heading in order; a title is level 0 and stands before the first running text."""
        found: list[Heading] = []
        stack: list[int] = []
        begun = attached = False
        for number, (_, raw) in enumerate(self.lines, self.first_line):
            line = raw.strip(" \u3000\t")
            if not line:
                continue
            match = numbered(line)
            attached = bool(ATTACHED.match(line) or (attached and match and match["number"][0].isdigit()))
            if attached:
                begun = True
                continue  # the list of what is attached, one number a line
            if match:
                style = next(i for i, pattern in enumerate(STYLES) if re.match(pattern, match["number"]))
                text, own_line = _heading_text(line[match.end() :])
                text = None if len(ITEMS.findall(line)) > 1 and ITEMS.match(line) else text
            elif hashed := HASHES.match(line):
                style, text, own_line = len(STYLES) + len(hashed[1]), hashed["text"].rstrip("# "), True
            else:
                if not found and not begun and _is_title(line):
                    found.append(Heading(number, 0, None, closed_up(line.lstrip("# "))))
                begun = begun or len(line) > TITLE_LENGTH or line[-1] in "。；："
                continue
            if text is None:
                begun = True
                continue
            if style in stack:
                stack = stack[: stack.index(style)]
            elif style == TOP and 0 not in stack:
                stack = []  # 一、 begins a part whatever stood before it, but for 第一部分 above it
            stack.append(style)
            found.append(Heading(number, len(stack), match["number"] if match else None, text, own_line))
        return found

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """Running text with its part; a run-in heading's line is a paragraph too."""
        by_line = {heading.line: heading for heading in self.headings}
        path: list[str] = []
        part: Part = "开头"
        result = []
        for number, (start, raw) in enumerate(self.lines):
            heading = by_line.get(number + self.first_line)
            if heading and heading.level:
                path = [*path[: heading.level - 1], heading.text]
                if heading.level == 1:
                    part = part_of(heading.text)
                if heading.own_line:
                    continue
            if raw.strip() and not (heading and heading.level == 0):
                result.append(Paragraph(start, raw, part, tuple(path)))
        return result

    @cached_property
    def points(self) -> list[Point]:
        """The points of every part."""
        result = []
        for paragraph in self.paragraphs:
            marks = list(POINT.finditer(paragraph.text))
            if len(marks) < 2 and not (marks and paragraph.text.lstrip(" \u3000").startswith(marks[0][0])):
                result.append(Point(paragraph.start, paragraph.text, paragraph.part, paragraph.path))
                continue
            ends = [mark.start() for mark in marks[1:]] + [len(paragraph.text)]
            result += [
                Point(
                    paragraph.start + mark.start(), paragraph.text[mark.start() : end], paragraph.part, paragraph.path
                )
                for mark, end in zip(marks, ends, strict=True)
            ]
        return result

    def of(self, part: Part) -> list[Point]:
        """The points of one part."""
        return [point for point in self.points if point.part == part]

    def has(self, part: Part) -> bool:
        """Whether a first-level heading opens this part."""
        return any(heading.level == 1 and part_of(heading.text) == part for heading in self.headings)


def part_of(heading: str) -> Part:
    """The part that a first-level heading opens, by the words it uses."""
    return next((part for part, pattern in PARTS if pattern.search(heading)), "其他")


def numbered(line: str) -> re.Match[str] | None:
    """The number at a line's start, if it numbers what follows."""
    match = NUMBER.match(line)
    return None if match and ENUMERATION.match(line, match.end()) else match


def closed_up(line: str) -> str:
    """A title that is spaced out for looks (对 照 检 查) without its spaces; other lines as they are."""
    return re.sub(r"[ \u3000]+", "", line) if SPACED.fullmatch(line) else line


def _is_title(line: str) -> bool:
    plain = closed_up(line.lstrip("# "))
    return line.startswith("# ") or (
        len(plain) <= TITLE_LENGTH and bool(TITLE_WORDS.search(plain)) and plain[-1] not in "。；：，"
    )


ATTACHED = re.compile(r"附\s*件?\s*[：:]")
# Where the heading's own words end and text runs on; old papers type the stop as a half-width dot.
STOP = re.compile(r"([^。；：]{2,40}?)(?:[。：]|(?<=[\u4e00-\u9fff”）])[.:](?!\d))(?=.)")


def _heading_text(rest: str) -> tuple[str | None, bool]:
    """A heading's text and whether it has its line to itself; None for a numbered line that is no heading."""
    first = STOP.match(rest)
    if first:
        return first[1], False
    if len(rest) <= RUN_IN or (len(rest) <= 2 * RUN_IN and not re.search(r"[。；]", rest)):
        return (rest, True) if rest else (None, True)
    return None, False
