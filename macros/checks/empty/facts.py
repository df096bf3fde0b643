"""What counts as a fact in a draft, and the pieces (points, short numbered lines) that empty/ looks at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from macros.document import Document, Part, part_of
from macros.finding import Finding
from macros.library import Library
from macros.text import SENTENCE_END

FRONT = re.compile(r"---[ ]*\n.*?\n---[ ]*(?:\n|$)", re.S)
# What stands before the words of a point: #, -, a number, 一是.
OPENING = re.compile(
    r"[\s\u3000]*(?:#{1,6}\s*|[-*+]\s+)?(?:\*\*)?"
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十]+[，、])?"
    r"[\s\u3000]*(?:[一二三四五六七八九十]{1,2}是)?"
)
INNER = re.compile(r"[（(]\d{1,2}[）)]|[①-⑳]|\d{4}年(?:度|以来)|(?:^|(?<=[。；：，\s]))\d{1,2}[.．、](?!\d)")
# Years that only date the meeting, and fixed names with a number in them, are no figures.
FIXED = re.compile(
    r"三会一课|三重一大|一岗双责|(?:两个|四个|三个|十个|六个|九个)(?:维护|确立|责任|务必|意识|自信|全面|服从|伟大|明确|坚持|必须|带头|代表|以学)"
    r"|八项规定|四种形态|第[一二三四]种形态|十[四五]五|两面|一[体次]化|一次性|一条龙|一方面|一定|一些|一直|一般|一味"
)
NUMERAL = "[一两二三四五六七八九十百千万半]"
COUNTED = re.compile(
    r"[0-9０-９【]|[XxＸ×＊*]{1,6}(?=[年月日次件名个户份家处起项条人笔万元])"
    rf"|(?:[两二三四五六七八九十百千半]{NUMERAL}*)(?:次|件|名|个(?!方面|环节|层面|维度)|份|户|家|起|处|条|天|年|月|周|小时|分钟|人|项|笔|场|篇|本|辆|台|间|亩"
    r"|成|倍|批|轮|趟|张|页|封|遍|所|座|元|回|倍|分之)"
    r"|一(?:次|件|名|户|份|处|笔|场|篇|台|辆|间|张|封|遍|趟|周|天|半|批|轮|家(?!之)|年(?:多|半|后|里)|个(?:多|半)?(?:月|季度|上午|下午|晚上|星期))"
    r"|[有了生]一[起个条]"
)
TIMED = re.compile(
    r"去年|前年|年初|年底|年中|[上下]半年|[一二三四]季度|春节|元旦|清明|端午|中秋|国庆|汛期|前阶段|当天|当晚|次日|第二天"
)
PLAIN_NONE = re.compile(
    r"(?:没有?|未)[^，。；\n]{0,15}[^通超]过(?!程|关|渡|硬|高|急|于)|[没无]有?一[次件项个条人名份家处]|一[次件项个条人名份家处]也[没未]"
    r"|没有人|无一|从来?[没未不]有?|[仅只]有?一[次件项个条人名份家处]"
)
INSTANCE = re.compile(r"比如|例如|譬如|(?<![不假犹])如[：，]|为例|有一次|那次|那一?天")
NAMED = re.compile(r"《[^《》\n]{2,}》|“([^“”\n]{5,})”|[写批说答问称为]着?[：]?“[^“”\n]{2,}”")
NO_TEXT = re.compile(r"[\s\u3000]*(?:>|\||<!--|!\[|【[^】]*】\s*$)")


@dataclass(frozen=True)
class Entry:
    """A point, or a heading that has its line to itself: `level` 0 for a point."""

    start: int
    text: str
    part: Part
    path: tuple[str, ...]
    level: int = 0


@dataclass(frozen=True)
class Piece:
    """A point without its number, and with all that belongs to it in `text`; `heading` where its text stands below."""

    start: int
    words: str
    text: str
    path: tuple[str, ...]
    heading: bool = False


@lru_cache(maxsize=4)
def pieces(document: Document, part: Part) -> tuple[Piece, ...]:
    """The points of a part; a numbered line with nothing under it is a point too, an opening sentence none."""
    return tuple(_pieces(document, part))


def _pieces(document: Document, part: Part) -> Iterator[Piece]:
    listed = entries(document)
    for index, entry in enumerate(listed):
        skip = _opening(entry.text)
        words = entry.text[skip:].rstrip()
        if entry.part != part or entry.level == 1 or not words or NO_TEXT.match(entry.text):
            continue
        below = listed[index + 1] if index + 1 < len(listed) else None
        if below and below.path != entry.path and below.path[: len(entry.path)] == entry.path:
            continue  # opens what stands under smaller headings
        here = bool(below and below.path == entry.path)
        if here and below and not entry.level and not _marked(entry.text) and _marked(below.text):
            continue  # opens 一是 … 二是 …
        rest = _rest(listed, index)
        yield Piece(entry.start + skip, words, "\n".join([words, *rest]), entry.path, bool(entry.level and here))


def _rest(listed: tuple[Entry, ...], index: int) -> list[str]:
    """What carries a point on: unmarked lines under the same headings (for a heading, all lines under it)."""
    entry = listed[index]
    rest: list[str] = []
    for more in listed[index + 1 : index + 9]:
        if more.path != entry.path or more.level or (_marked(more.text) and not entry.level):
            break
        rest.append(more.text)
    return rest


@lru_cache(maxsize=2)
def entries(document: Document) -> tuple[Entry, ...]:
    """Points and headings on their own line, in order."""
    begin = body_start(document)
    found = [Entry(p.start, p.text, p.part, p.path) for p in document.points if p.start >= begin]
    path: list[str] = []
    part: Part = "开头"
    for heading in document.headings:
        if heading.level == 0:
            continue
        path = [*path[: heading.level - 1], heading.text]
        part = part_of(heading.text) if heading.level == 1 else part
        if heading.own_line:
            start, raw = document.lines[heading.line - document.first_line]
            found.append(Entry(start, raw, part, tuple(path), heading.level))
    return tuple(sorted(found, key=lambda entry: entry.start))


def _opening(raw: str) -> int:
    opening = OPENING.match(raw)
    return opening.end() if opening else 0


def _marked(raw: str) -> bool:
    opening = OPENING.match(raw)
    return bool(opening and opening[0].strip(" \u3000\t#*-"))


def body_start(document: Document) -> int:
    """Where the text begins after front matter, if it still carries any."""
    front = FRONT.match(document.text)
    return front.end() if front else 0


def has_fact(text: str, names: frozenset[str] = frozenset()) -> bool:
    """A figure, a date, a named matter or document, an instance, or a plain “never”; `names` are terms, no matters."""
    text = INNER.sub("", text)
    if INSTANCE.search(text) or PLAIN_NONE.search(text) or TIMED.search(text):
        return True
    if any(not match[1] or match[1] not in names for match in NAMED.finditer(text)):
        return True
    return bool(COUNTED.search(FIXED.sub("", text)))


def quoted(document: Document, start: int, end: int) -> bool:
    """Whether a stretch stands in quotation marks: somebody else's words, or words that are spoken of."""
    text = document.text
    return document.in_quotation(start, end) or (text[max(0, start - 1) : start] == "“" and text[end : end + 1] == "”")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Offset and words of each sentence."""
    start = 0
    for match in SENTENCE_END.finditer(text):
        if text[start : match.start()].strip():
            yield start, text[start : match.start()]
        start = match.end()
    if text[start:].strip():
        yield start, text[start:]


def told(document: Document, start: int, end: int, rule: str, message: str, fix: str) -> Finding:
    """A doubt on one stretch."""
    return document.finding(start, end, rule, "warning", message, fix)


CATCHWORDS = ("最后一公里", "最先一公里", "指尖上的形式主义", "上热中温下冷", "最后一米", "好人主义", "大水漫灌")


def terms(library: Library) -> frozenset[str]:
    """Terms (提法, 制度) and catchwords that stand in “ ” and are no matters."""
    terms = [policy for policy in library.policies.values() if not policy.versions]
    return frozenset([*CATCHWORDS, *(name for policy in terms for name in (policy.title, *policy.aliases))])


LEADS = re.compile(
    r"[：:]$|如下|以下(?:几|[一二三四五六七八九十\d]+)?[个方问]|批评指正|^(?:以上|上述|这些问题|总之|由此)"
)


def opens(piece: Piece) -> bool:
    """Whether a piece only opens or closes a part, or is a line without a sentence."""
    words = piece.words
    return bool(LEADS.search(words)) or not re.search(r"[，。；]", words) or len(words) < 6
