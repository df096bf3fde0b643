"""What the rules of structure/ look at: body lines, numbered lines in their nesting, first-level parts, title, signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from macros.document import NUMBER, STYLES, TITLE_WORDS, Document, numbered

DIGITS = "一二三四五六七八九"
TOP, PAREN, ARABIC, ARABIC_PAREN, CIRCLED = 1, 2, 3, 4, 5
STYLE_PATTERNS = tuple(re.compile(pattern) for pattern in STYLES)
CORE = re.compile(r"[一二三四五六七八九十]+|\d+")
BREAK = re.compile(r"附(?:件|表|录)\s*[\d一二三四五六七八九十]{0,2}\s*(?:[：:]|$)|#{1,2}\s")
DATE_LINE = re.compile(r"[（(]?(?:[\d〇○零一二三四五六七八九十×Xx*]{2,4}年[^，。；]{0,12}[日号]|【[^】]*日期】)[）)]?")
UNIT_LINE = re.compile(
    r"[^，。；：！？、]{0,36}(?:党组|党委|党支部|党总支|委员会|工委|班子|支部|局|委|办|室|厅|部|处|科|公司|中心|院|校|学|站|所|队|"
    r"政府|街道|镇|乡|】)(?:（[^）]{1,8}）)?"
)
NAME_LINE = re.compile(r"(?:(?:汇报|报告|发言|检查|对照检查)?人[：:].{1,12}|[\u4e00-\u9fff]{2,4})")
TAIL_LINE = re.compile(r"附(?:件|表).*|联系(?:人|电话).*|（?(?:此件|公开方式|盖章|签名|签字).*|[-—*]{3,}")
PAST = re.compile(r"上年|上一年|上次|往年|落实情况")
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("问题", re.compile(r"问题(?!导向)|查摆|检查|检视|不足|差距|短板|薄弱|毛病")),
    ("原因", re.compile(r"原因|根源|根子|成因|症结|(?<!案例)剖析(?!材料)|党性分析")),
    ("措施", re.compile(r"措施|努力方向|打算|方向|下一步|下步|改进|今后|对策|整改(?!落实|保障|组织)|怎么改|怎样改")),
    (
        "基本情况",
        re.compile(r"基本情况|召开|会议|会前|准备|概况|总体|组织|主要做法|开展情况|征求意见|批评|谈心|学习"),
    ),
)
CAUSED = re.compile(r"产生[^，、]{0,6}问题|(?<!存在)(?<!存在的)问题的?(?=根源|根子|原因|成因|症结|整改|措施)")
STUDY = re.compile(r"学习|认识|收获|成效|成绩|体会|主要工作|工作回顾|履职情况|工作(?:开展)?情况|做法|亮点")
NOT_STUDY = re.compile(r"问题|差距|不足|不够|方面|查摆|检查|检视|反思|原因|措施|打算|努力|整改|征求")


@dataclass(frozen=True)
class Line:
    """A line of the body: its number in the text from 0, where it starts, its text without the space round it."""

    index: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Entry:
    """A numbered line (序号): `parent` is the entry above it in the list of all, -1 at the top; `title` its words up to the first stop."""

    line: Line
    number: str
    start: int
    style: int
    value: int
    depth: int
    parent: int
    epoch: int
    after_text: bool
    heading: bool
    rest: str

    @property
    def end(self) -> int:
        return self.start + len(self.number)

    @property
    def title(self) -> str:
        return re.split(r"[。；：]", self.rest, maxsplit=1)[0][:80]


@dataclass(frozen=True)
class Part:
    """A first-level part (部分): its heading, what it is for, and its lines without the heading's."""

    heading: Entry
    kinds: frozenset[str]
    lines: tuple[Line, ...]

    @property
    def size(self) -> int:
        """Characters of the part's text."""
        count = sum(len(re.sub(r"[\s#]", "", line.text)) for line in self.lines)
        return count + max(0, len(self.heading.rest) - len(self.heading.title) - 1)


@lru_cache(maxsize=8)
def outline(document: Document) -> tuple[list[Line], list[Entry]]:
    """The body's lines and its numbered lines; every rule asks for them."""
    lines = body(document)
    return lines, entries(document, lines)


def body(document: Document) -> list[Line]:
    """Lines with text, without front matter and tables."""
    result = []
    lines = document.lines
    first = 0
    if lines[0][1].strip() == "---":
        closing = (index for index, (_, raw) in enumerate(lines[1:], 1) if raw.strip() == "---")
        first = next(closing, -1) + 1
    for index, (start, raw) in enumerate(lines[first:], first):
        text = raw.strip()
        if text and text[0] != "|":
            result.append(Line(index, start + len(raw) - len(raw.lstrip()), text))
    return result


def number_of(number: str) -> int:
    """The value of a number as written, Chinese or Arabic."""
    if "①" <= number[:1] <= "⑳":
        return ord(number[0]) - ord("①") + 1
    core = CORE.search(number)
    if not core:
        return 0
    if core[0].isdecimal():
        return int(core[0])
    tens, ten, ones = core[0].rpartition("十")
    return (DIGITS.find(tens) + 1 if tens else 1) * 10 * bool(ten) + (DIGITS.find(ones) + 1 if ones else 0)


def renumbered(number: str, value: int) -> str:
    """The same way of numbering with another value."""
    core = CORE.search(number)
    if not core:
        return number
    return number[: core.start()] + (str(value) if core[0].isdecimal() else chinese(value)) + number[core.end() :]


def chinese(value: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens - 1] + "十") + (DIGITS[ones - 1] if ones else "")


def entries(document: Document, lines: list[Line]) -> list[Entry]:
    """Every numbered line in its nesting; headings, numbered paragraphs and list items alike."""
    found: list[Entry] = []
    stack: list[tuple[int, int]] = []
    latest: dict[int, int] = {}
    headings = {heading.line - document.first_line for heading in document.headings if heading.number}
    numbers = [numbered(line.text) for line in lines]
    nexts = _nexts(numbers)
    epoch, last = 0, -2
    for place, line in enumerate(lines):
        match = numbers[place]
        if not match:
            if BREAK.match(line.text):
                stack, epoch = [], epoch + 1
            continue
        style, value = _style(match["number"]), number_of(match["number"])
        styles = [known for known, _ in stack]
        if style == TOP and style not in styles:
            stack, styles = [], []
        if style in styles:
            stack = stack[: styles.index(style) + 1]
            parent = found[stack[-1][1]].parent
        elif stack and 1 < value == latest[stack[-1][0]] + 1 and nexts[place].get(stack[-1][0]) == value + 1:
            parent = found[stack[-1][1]].parent  # one of the row, written in another way
        else:
            parent = stack[-1][1] if stack else -1
            stack.append((style, -1))
        latest[stack[-1][0]] = value
        stack[-1] = (stack[-1][0], len(found))
        start, text = line.start + match.start("number"), line.text[match.end() :]
        heading, after_text = line.index in headings, last != place - 1
        found.append(
            Entry(line, match["number"], start, style, value, len(stack), parent, epoch, after_text, heading, text)
        )
        last = place
    return found


def _style(number: str) -> int:
    return next(i for i, pattern in enumerate(STYLE_PATTERNS) if pattern.match(number))


def _nexts(numbers: list[re.Match[str] | None]) -> list[dict[int, int]]:
    """For each line, the value that each way of numbering has next below it."""
    result: list[dict[int, int]] = []
    below: dict[int, int] = {}
    for match in reversed(numbers):
        result.append(below)
        if match:
            below = {**below, _style(match["number"]): number_of(match["number"])}
    return result[::-1]


def parts(lines: list[Line], numbered: list[Entry]) -> list[Part]:
    """The first-level parts in order: 一、二、 where the text has them, else its outermost headings."""
    tops = [entry for entry in numbered if entry.depth == 1]
    style = TOP if any(entry.style == TOP for entry in tops) else (tops[0].style if tops else TOP)
    roots = [entry for entry in tops if entry.style == style]
    by_line = {line.index: place for place, line in enumerate(lines)}
    starts = [by_line[entry.line.index] for entry in roots]
    ends = [*starts, len(lines)][1:]
    return [
        Part(entry, kinds(entry.title), tuple(lines[start + 1 : end]))
        for entry, start, end in zip(roots, starts, ends, strict=True)
    ]


def kinds(heading: str) -> frozenset[str]:
    """What a first-level heading is for; one that joins two (问题和原因) is for both."""
    if PAST.search(heading):
        return frozenset({"整改落实"})
    found = {kind for kind, pattern in KINDS if pattern.search(CAUSED.sub("", heading))}
    if STUDY.search(heading) and not NOT_STUDY.search(heading):
        found.add("学习")
    return frozenset(found)


def title(lines: list[Line]) -> Line | None:
    """The title's line, also one that wrongly ends in a stop; only before the first numbered line."""
    for line in lines[:8]:
        if NUMBER.match(line.text):
            return None
        plain = line.text.lstrip("# ")
        if line.text.startswith("# ") and plain:
            return line
        if len(plain) <= 60 and TITLE_WORDS.search(plain) and not re.search(r"[。；：，]|^(?:现将|以下)", plain[:-1]):
            faulty = re.search(r"(?:材料|报告|提纲|发言|汇报|方案)》?。$", plain)
            if faulty or plain[-1] not in "。；：，":
                return line
    return None


def signature(lines: list[Line]) -> list[Line]:
    """The lines at the end that sign the text: unit, name, date, enclosures."""
    count = 0
    for line in reversed(lines[1:]):
        signs = DATE_LINE.fullmatch(line.text) or TAIL_LINE.fullmatch(line.text) or UNIT_LINE.fullmatch(line.text)
        if NUMBER.match(line.text) or not (signs or NAME_LINE.fullmatch(line.text)):
            break
        count += 1
    return lines[len(lines) - count :]


def groups(numbered: list[Entry]) -> Iterator[list[int]]:
    """Entries of one level under one parent, as places in the list of all."""
    found: dict[tuple[int, int, int], list[int]] = {}
    for place, entry in enumerate(numbered):
        style = entry.style if entry.parent == -1 else -1
        found.setdefault((entry.epoch, entry.parent, style), []).append(place)
    yield from found.values()
