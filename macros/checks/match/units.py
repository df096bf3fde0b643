"""What match/ compares: the problems, causes and measures of a draft as units, and how near two of them are in words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from macros.document import NUMBER, POINT, Document, Heading, Part, part_of

FRONT = re.compile(r"\A---\n.*?\n---\n", re.S)
LABEL = re.compile(
    r"[\s*（(]*(?:责任|牵头|配合|完成|整改|时限|期限|检查|核查|办结|验收|措施|具体|表现|比如|例如)[^。；，]{0,8}[：:]"
)
CLOSING = re.compile(
    r"\s*(?:[（(]?以上|上述|综上|会后|特此|此致|敬请|恳请|妥否|不当之处|不妥之处|我们?将|下一步|欢迎|请[各领区市县局批同])"
)
SIGNED = re.compile(r"[^。；，：]{0,40}\s*$")
SPOKEN = re.compile(r"(?:以下|如下|下列)[^。]{0,30}[：:。]?\s*$|[：:]\s*$")
HAN = re.compile(r"[\u4e00-\u9fff]+")
FIGURE = re.compile(r"\d+(?:\.\d+)?[\u4e00-\u9fff%％]")
STOCK = re.compile(
    r"领导班子|班子成员|分管负责同志|分管领导|分管|班子|责任人|完成时限|检查办法|办结标准|负责|牵头|书记|局长|主任|科长|处长|党组|党委|党支部|"
    r"机关|办公室|纪检监察组|纪检委员|派驻|每季度|每半年|每月|年底|全年|进一步|不断|持续|切实|认真|严格|深入|加强|强化|提高|提升|完善|健全|"
    r"建立|推进|落实|做好|抓好|确保|坚持|按照|根据|通过|围绕|方面|问题|措施|工作|情况|存在|主要|要求|没有|不够|不到位|不足|进行|开展|"
    r"核对|检查|通报|抽查|报告|记录|前完成|以前|以后|结果|自己|一次|一个|有的|是不是|针对"
)


@dataclass(frozen=True)
class Line:
    """A line of running text: its part, the line number and the text of the heading right above it."""

    start: int
    text: str
    part: Part
    section: int
    title: str


@dataclass(frozen=True)
class Unit:
    """A problem, cause or measure: where it starts, its text, its section (the heading below the part's), what marks it."""

    start: int
    text: str
    section: int
    title: str
    marked: bool
    table: bool = False

    @property
    def lead(self) -> tuple[int, int]:
        """Offsets of the clause that names it, without its number."""
        begin = _skip(self.text)
        end = re.compile(r"[。；：\n]|(?<=.{10})，|$").search(self.text, begin + 1)
        return self.start + begin, self.start + max(begin + 1, end.start() if end else 0)

    @property
    def name(self) -> str:
        """The clause that names it."""
        begin, end = self.lead
        return self.text[begin - self.start : end - self.start]


def applies(document: Document) -> bool:
    """Whether the draft has problems and measures to set against each other."""
    return document.has("问题") and document.has("措施")


def _skip(text: str) -> int:
    begin = len(text) - len(text.lstrip(" \u3000#*"))
    for mark in (NUMBER, re.compile(r"[一二三四五六七八九十]{1,2}是")):
        match = mark.match(text, begin)
        begin = match.end() if match and match.end() < len(text) else begin
    return begin


@lru_cache(maxsize=4)
def lines(document: Document) -> tuple[Line, ...]:
    """The lines that are not headings, after front matter; a numbered line that has nothing under it is a unit, not a heading."""
    front = FRONT.match(document.text)
    first = front.end() if front else 0
    headings = {heading.line: heading for heading in document.headings}
    written = [(number, start, raw) for number, (start, raw) in enumerate(document.lines) if raw.strip()]
    part: Part = "开头"
    section, title = 0, ""
    result = []
    for place, (number, start, raw) in enumerate(written):
        if start < first:
            continue
        heading = headings.get(number + document.first_line)
        if heading and heading.level <= 1:
            if heading.level:
                part, section, title = part_of(heading.text), number, ""
            if heading.own_line or not heading.level:
                continue
        after = headings.get(written[place + 1][0] + document.first_line) if place + 1 < len(written) else None
        last = (after is None and place + 1 == len(written)) or (heading is not None and _follows(heading, after))
        if heading and heading.level > 1 and heading.own_line and not _whole(raw, last):
            section, title = number, heading.text
        elif not heading and NUMBER.match(raw.strip()) and not re.search(r"[。；]", raw):
            section, title = number, raw.strip()
        else:
            result.append(Line(start, raw, part, section, title))
    return tuple(result)


def _follows(heading: Heading, after: Heading | None) -> bool:
    """Whether the next heading is numbered alike or opens a new part, so that this one has nothing under it."""
    style = [re.sub(r"[\d一二三四五六七八九十]+", "", one.number or "") for one in (heading, after) if one]
    return after is not None and (after.level <= 1 or style[0] == style[1])


def _whole(raw: str, last: bool) -> bool:
    """Whether a numbered line says all there is to say, though short enough for a heading."""
    plain = raw.strip(" \u3000#*")
    return bool(re.search(r"[。；].", plain)) or (last and len(plain) >= 14 and not plain.endswith(("方面", "方面。")))


@lru_cache(maxsize=16)
def units(document: Document, part: Part) -> tuple[Unit, ...]:
    """The units of a part: 一是 …, numbered paragraphs, else what stands under a heading of its own."""
    found: list[Unit] = []
    section, title, here = -1, "", False
    for line in lines(document):
        if line.part != part:
            continue
        if line.section != section:
            section, title, here = line.section, line.title, False
        new = _units(line, section, title)
        if not new:
            continue
        if new[0].marked or new[0].table:
            found += new
            here = True
        elif here and found and (LABEL.match(line.text) or not found[-1].marked) and not _around(line.text):
            found[-1] = replace(found[-1], text=document.text[found[-1].start : line.start + len(line.text)])
        elif not here and title and not _around(line.text):
            found += new
            here = True
    if not found:
        own = [line for line in lines(document) if line.part == part and not _around(line.text)]
        found = [Unit(line.start, line.text, 0, "", False) for line in own]
    return tuple(found)


def _units(line: Line, section: int, title: str) -> list[Unit]:
    text, start = line.text, line.start
    if text.lstrip().startswith("|"):
        return [Unit(start, text, section, title, True, True)] if re.search(r"\d", text) else []
    marks = list(POINT.finditer(text))
    if len(marks) >= 2 or (marks and not text[: marks[0].start()].strip(" \u3000")):
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        return [
            Unit(start + mark.start(), text[mark.start() : end], section, title, True)
            for mark, end in zip(marks, ends, strict=True)
        ]
    return [Unit(start, text, section, title, bool(NUMBER.match(text.lstrip(" \u3000#"))))]


def _around(text: str) -> bool:
    """Whether a paragraph leads in, closes or signs and is no unit itself."""
    return bool(CLOSING.match(text) or SIGNED.match(text) or SPOKEN.search(text))


class Words:
    """How much two units share, by pairs of characters: the rarer in the units given, the heavier."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Counts in how many of the texts each pair stands."""
        listed = list(texts)
        self._in = Counter(pair for text in listed for pair in pairs(text))
        self._all = max(2, len(listed))

    def weight(self, pair: str) -> float:
        """1 for a pair that only two texts have, 0 for one that all have."""
        return max(0.0, math.log(self._all / max(1, self._in[pair] - 1)) / math.log(self._all))


@lru_cache(maxsize=4096)
def pairs(text: str) -> frozenset[str]:
    """The pairs of Chinese characters and the figures with their unit, without stock words."""
    plain = STOCK.sub("　", text)
    return frozenset(
        [run[i : i + 2] for run in HAN.findall(plain) for i in range(len(run) - 1)] + FIGURE.findall(plain)
    )


def scores(words: Words, ones: Sequence[str], others: Sequence[str]) -> dict[tuple[int, int], float]:
    """What each of the ones shares with each of the others, by way of the pairs that few have: linear in length."""
    holders: dict[str, list[int]] = {}
    for column, text in enumerate(others):
        for pair in pairs(text):
            holders.setdefault(pair, []).append(column)
    found: dict[tuple[int, int], float] = {}
    for row, text in enumerate(ones):
        for pair in pairs(text):
            if (weight := words.weight(pair)) > 0.1:
                for column in holders.get(pair, ())[:40]:
                    found[row, column] = found.get((row, column), 0.0) + weight
    return found
