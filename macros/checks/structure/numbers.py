"""structure/numbering: numbers of headings, of points (一是…二是…), of （1）（2） inside a paragraph; ways of numbering."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from macros.checks.structure.lines import (
    ARABIC,
    TOP,
    Entry,
    Line,
    chinese,
    groups,
    number_of,
    outline,
    renumbered,
)
from macros.checks.structure.ways import RULE, ways, widths
from macros.document import Document
from macros.finding import Finding, Level
from macros.library import Library

Found = Iterator[Finding]
POINT = re.compile(r"(?:^|(?<=[。；：，、！？（）”\s]))([一二三四五六七八九十]{1,2})是")
INLINE = re.compile(
    r"(?:^|(?<=[。；：，]))(?:（([一二三四五六七八九十]{1,2}|\d{1,2})）|第([一二三四五六七八九十])[，、])"
)
FIRST = re.compile(r"首先|其一|第一|一要|一来|一则|一方面|一个是")
OPEN_END = re.compile(r"[^。！？；：”）]$")
ORDER = "从头顺一遍这一层的序号；少了一条的补上，多写了序号的改过来。"
MOST_LISTS = 8
BACK = 400


def numbering(library: Library, document: Document) -> Found:
    """structure/numbering：同一层的序号跳号、重号、乱号，或者写法前后不一。

    为什么：序号断了，读的人会以为漏了一条；一会儿“（一）”一会儿“1.”，像是几份材料拼成的，套用标题样式也会错位。

    错：
    - 一、学习情况⏎会前学习3次。⏎三、存在的主要问题⏎班子存在两个问题。
    - 一、问题⏎（一）理论学习方面⏎学得少。⏎（三）工作作风方面⏎去得少。⏎二、措施⏎抓学习。
    - 有三点认识。一是条文要学到岗位上。二是口子要查到环节上。四是家风连着作风。
    - 有三点认识。一是条文要学到岗位上。二是口子要查到环节上。二是家风连着作风。
    - 一、问题⏎1.学习不深⏎缺课4次。⏎2.调研不实⏎到点2次。⏎二、原因⏎（一）思想松⏎先让学习。⏎（二）作风浮⏎怕见矛盾。
    - 一、问题⏎（一）理论学习方面⏎学得少。⏎（二）能力本领方面⏎办案错2件。⏎(三)工作作风方面⏎去得少。
    - 班子有三次机会：（1）分管副局长看了报告；（2）支部开了组织生活会；（4）党委听了汇报。
    对：
    - 一、问题⏎（一）学习方面⏎学得少。⏎（二）作风方面⏎去得少。⏎二、措施⏎（一）学习方面⏎补课。⏎（二）作风方面⏎入户。
    - 一是学用脱节。表现在两处：一是方案没有依据；二是办案引错条款。二是调研不实。三是答复不快。
    - 一、第一季度情况⏎1.5万元的维修没有上会。⏎12.26专项检查查出3处。⏎二、下一步打算⏎月底前补议。
    - （一）反馈问题⏎1.议事不上会。⏎2.记录缺失。⏎（二）自查问题⏎3.发文多。⏎4.报表多。
    - 会上有人说：“三是报表太多，五是会太长。”班子记下来，逐条答复。
    """
    lines, numbered = outline(document)
    yield from _rows(document, numbered)
    yield from _points(document, lines, numbered)
    yield from _inline(document, lines)
    yield from ways(document, numbered)
    yield from widths(document, numbered)


def _told(document: Document, start: int, end: int, level: Level, message: str, fix: str = ORDER) -> Finding:
    return document.finding(start, end, RULE, level, message, fix)


def _rows(document: Document, numbered: list[Entry]) -> Found:
    """Numbers of one level under one parent."""
    ends: dict[int, int] = {}
    for places in groups(numbered):
        row = [numbered[place] for place in places]
        first, style = row[0], row[0].style
        # 1. 2. under （一） may run on as 3. 4. under （二）; a break may run on too
        allowed = ends.get(style, 0) + 1 if style >= ARABIC or first.epoch else 1
        ends[style] = row[-1].value
        yield from _row(document, row, allowed)
        for before, entry in pairwise(row):
            if entry.style != before.style and entry.style != style:
                message = f"“{entry.number}”接着“{before.number}”往下数，写法却换了。"
                fix = f"改成“{renumbered(first.number, entry.value)}”。"
                yield _told(document, entry.start, entry.end, "warning", message, fix)


def _row(document: Document, row: list[Entry], allowed: int) -> Found:
    expected = 1
    for place, entry in enumerate(row):
        value, right = entry.value, renumbered(entry.number, expected)
        following = row[place + 1].value if place + 1 < len(row) else None
        if value == expected or (place == 0 and value == allowed and following != 2):
            expected = value + 1
            continue
        level: Level = "error"
        fix = ORDER
        if following == expected + 1:
            message, fix = f"序号写成“{entry.number}”，照次序应当是“{right}”。", f"改成“{right}”。"
            expected += 1
        elif value == 1 and entry.style >= ARABIC and entry.after_text:
            expected = 2  # another list in the same part
            continue
        elif following == expected:
            message = f"“{entry.number}”重复或者乱了次序，上一个已经是“{renumbered(entry.number, expected - 1)}”。"
        elif value > expected:
            if place == 0 and not _stands(document, max(0, entry.start - BACK), entry.start, right, entry.style):
                message = f"这一层从“{entry.number}”编起，前面没有“{right}”。"
                level = "warning" if entry.depth == 1 or entry.style >= ARABIC else "error"
            elif place == 0 or _stands(document, row[place - 1].end, entry.start, right, entry.style):
                expected = value + 1
                continue
            else:
                message = f"序号从“{row[place - 1].number}”跳到“{entry.number}”，缺“{right}”。"
            expected = value + 1
        elif value == 1:
            if entry.after_text and _labelled(document, entry):
                expected = 2
                continue
            message = f"同一部分里又从“{entry.number}”编起，中间没有上一级标题。"
            level = "warning" if following == 2 else "error"
            expected = 2
        else:
            message = f"“{entry.number}”重复或者乱了次序，照次序应当是“{right}”。"
            expected = value + 1
        yield _told(document, entry.start, entry.end, level, message, fix)


def _stands(document: Document, start: int, end: int, number: str, style: int) -> bool:
    """Whether the missing number stands inside a paragraph instead of opening one."""
    return style != TOP and re.search(r"[。；：]\s*" + re.escape(number), document.text[start:end]) is not None


def _labelled(document: Document, entry: Entry) -> bool:
    """Whether a short line that names a speaker or a list (张某某：) stands right before."""
    before = document.text[max(0, entry.line.start - 40) : entry.line.start].rstrip()
    return before.endswith(("：", ":"))


@dataclass(eq=False)
class _Points:
    """A list of points: how deep it began, in which paragraph it was last met, whether its points open paragraphs."""

    depth: int
    last: int
    paragraph: int
    opens: bool


@dataclass(frozen=True)
class _Mark:
    """一是, 二是 …: `floor` is the outermost level of the numbered lines since the mark before."""

    start: int
    value: int
    depth: int
    floor: int
    section: int
    section_start: int
    paragraph: int
    opens: bool


def _marks(document: Document, lines: list[Line], numbered: list[Entry]) -> list[_Mark]:
    by_line = {entry.line.index: entry for entry in numbered}
    found: list[_Mark] = []
    depth = section = section_start = paragraph = floor = 0
    open_end = False
    for line in lines:
        entry = by_line.get(line.index)
        if entry:
            depth, section, section_start = entry.depth, section + 1, entry.start
            floor = min(floor, depth)
        opens_with = POINT.match(line.text)
        if entry or opens_with or not open_end:
            paragraph += 1
        for match in POINT.finditer(line.text):
            start = line.start + match.start(1)
            if not document.in_quotation(start, start + len(match[0])):
                value = number_of(match[1])
                opens = match.start() == 0
                found.append(_Mark(start, value, depth, floor, section, section_start, paragraph, opens))
                floor = MOST_LISTS
        open_end = bool(OPEN_END.search(line.text)) and not entry
    return found


def _points(document: Document, lines: list[Line], numbered: list[Entry]) -> Found:
    """一是…二是…: one list may stand in another, and a list's points may be paragraphs of their own."""
    marks = _marks(document, lines, numbered)
    lists: list[_Points] = []
    section = -1
    for place, mark in enumerate(marks):
        if mark.section != section:
            lists, section = [known for known in lists if known.depth < mark.floor], mark.section
        after = marks[place + 1] if place + 1 < len(marks) else None
        following = after.value if after and after.section == section else None
        current = [known for known in lists if known.paragraph == mark.paragraph or (mark.opens and known.opens)]
        top = current[-1].last if current else 0
        value = mark.value
        fits = next((known for known in reversed(current) if known.last + 1 == value), None) if value > 1 else None
        if fits:
            del lists[lists.index(fits) + 1 :]
            fits.last, fits.paragraph = value, mark.paragraph
            continue
        slips = following == top + 2 and (value != 1 or top > 0)
        again = value == top == 1 and not mark.opens and (not after or after.paragraph != mark.paragraph)
        if value == 1 and not slips and not again:
            lists = [*lists[1 - MOST_LISTS :], _Points(mark.depth, 1, mark.paragraph, mark.opens)]
            continue
        if not top and not slips and any(known.last + 1 == value for known in lists):
            lists.append(_Points(mark.depth, value, mark.paragraph, mark.opens))
            continue
        level: Level = "error"
        written, right = f"{chinese(value)}是", f"{chinese(top + 1)}是"
        if slips:
            message, new = f"写成“{written}”，照次序应当是“{right}”。", top + 1
        elif following == top + 1 and top:
            message, new = f"“{written}”重复或者乱了次序。", top
        elif value > top:
            new = value
            if top:
                between = document.text[marks[place - 1].start : mark.start]
                message = "" if _otherwise(between, top + 1) else f"从“{chinese(top)}是”跳到“{written}”，缺“{right}”。"
            else:
                before = document.text[max(mark.section_start, mark.start - BACK) : mark.start]
                if value > 3:
                    continue  # 十一是国庆
                message, level = "" if FIRST.search(before) else f"从“{written}”说起，前面没有“一是”。", "warning"
        else:
            message, new = f"“{written}”重复或者乱了次序，照次序应当是“{right}”。", value
        if current:
            current[-1].last, current[-1].paragraph = new, mark.paragraph
        else:
            lists = [*lists[1 - MOST_LISTS :], _Points(mark.depth, new, mark.paragraph, mark.opens)]
        if message:
            yield _told(document, mark.start, mark.start + len(written), level, message)


def _otherwise(between: str, value: int) -> bool:
    """Whether the missing point is there in other words (其二, 二要, 二、)."""
    one = chinese(value)
    return re.search(rf"[其第]{one}|{one}(?:是|要|则|来|、|，|靠)|其次", between[2:]) is not None


def _inline(document: Document, lines: list[Line]) -> Found:
    """（1）…（2）… and 第一，…第二，… inside one paragraph; a row that does not begin with one is a reference."""
    for line in lines:
        rows: dict[str, tuple[int, int]] = {}
        for match in INLINE.finditer(line.text):
            core = match[1] or match[2]
            way, value = "第" if match[2] else "1" if core.isdecimal() else "一", number_of(core)
            before, count = rows.get(way, (0, 0))
            start = line.start + match.start()
            if document.in_quotation(start, line.start + match.end()):
                continue
            message = ""
            if count and before + 1 < value < before + 4:
                right = renumbered(match[0], before + 1)
                message = f"段内序号从“{renumbered(match[0], before)}”跳到“{match[0]}”，缺“{right}”。"
            elif count and 1 < value <= before:
                message = f"段内序号“{match[0]}”重复或者乱了次序。"
            if message:
                yield _told(document, start, line.start + match.end(), "error", message)
            rows[way] = (value, count + 1)
