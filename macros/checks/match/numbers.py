"""match/: numbers that do not add up or differ between parts or documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from macros.checks.match.units import Line, applies, lines, units
from macros.document import Document
from macros.finding import Finding, Level
from macros.library import Library

Found = Iterator[Finding]
UNIT = r"人次|[个条件次项名人份起处家户场篇笔]"
TOTAL = re.compile(
    rf"(?P<n>\d+)(?P<u>{UNIT})(?P<what>[^\d。；：，（\n]{{0,8}})"
    r"(?P<mark>[，,]?(?:分别是|分别为|具体是|包括)?[：:]|[，,]?其中[：:，]?|（(?P<of>其中[：:，]?)?)"
)
GUARD = re.compile(r"比|每|各|第|平均|人均|最|超|近|约|多|余|不少于|以上|上年|去年|同比|其中|占|分之|%|约")
AFTER_SUM = re.compile(rf"[，；]共(?:计)?(?P<n>\d+)(?P<u>{UNIT})(?=[，。；\n]|$)")
TOPIC = re.compile(r"意见|建议|谈心|谈话|征求")
DONE = re.compile(
    rf"(?<!没有)(?<!未)(?<!前)(?<!基本)(?<!部分)(?:完成|办结|销号|整改到位|改到位|改完|解决)(?:整改|的|了)?(?P<n>\d+)(?P<u>{UNIT})"
)
OPEN = re.compile(
    r"(?:没有(?:完成|办结|销号|改完|整改|解决)|未(?:完成|办结|整改|销号|解决)|尚未|(?:正在|尚在|仍在|还在|继续|持续)(?:推进|整改|办理|落实)|还有)"
    rf"[^。；\d]{{0,20}}?(?P<n>\d+)(?P<u>{UNIT})"
)
STATED = re.compile(
    rf"(?:查摆|列出|反馈|指出|梳理|提出|制定|定|承诺|认领|列入)[^。；\d，]{{0,14}}?(?:\d+个方面)?(?P<n>\d+)(?P<u>{UNIT})"
)
OTHER_STATE = re.compile(rf"(?:基本|部分|阶段性|转入|长期|合并|移交|取消)[^。；，\d]{{0,10}}?\d+(?:{UNIT})")
LAST_YEAR = re.compile(r"上年|去年|上一?年度|上一次|\d{4}年度?(?:民主生活会|组织生活会|党史学习)")
EARLIER = re.compile(r"上年|去年|上一年|上次|\d{4}年度(?:民主|组织)生活会")
QUANTITIES: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "征求意见条数",
        re.compile(
            r"(?:征求|收到|收集|征集|听取)(?:到)?(?:各(?:方面|类))?(?:的)?(?:意见(?:和)?(?:、)?(?:建议)?|建议)(?:共|共计)?(?P<n>\d+)(?P<u>条)"
            r"|共(?:收到|征求到?|收集到?|征集到?)(?:各(?:方面|类))?(?:意见建议|意见和建议|意见|建议)?(?P<n2>\d+)(?P<u2>条)"
        ),
        re.compile(r"座谈|回函|书面|信箱|其中|微信|网|电话|对|本人|会上|会后|批评|我|科|支部|又|另|再"),
    ),
    (
        "谈心谈话次数",
        re.compile(r"(?:谈心谈话|谈心交心|谈话谈心)(?:活动)?(?:共|共计)?(?P<n>\d+)(?P<u>人次|次)"),
        re.compile(r"相互|互相|之间|书记|班长|主要负责|两两|其中|与|同|和|对|我|本人|支部|科|全年|平时|每"),
    ),
    (
        "批评意见条数",
        re.compile(r"(?:批评意见|提出批评)[，]?(?:共|共计)?(?P<n>\d+)(?P<u>条)"),
        re.compile(r"其中|对|收到|我|本人|每|最|书记|第|转|又|支部"),
    ),
    (
        "上年问题数",
        re.compile(
            r"(?:上年度?|上一年度?|\d{4}年度)[^。；，\d]{0,16}(?:查摆|列出|查找)(?:出)?(?:的)?[^。；，\d]{0,8}?(?P<n>\d+)(?P<u>[个条项])(?:问题)?"
        ),
        re.compile(r"个人|本人|我"),
    ),
    (
        "查摆问题数",
        re.compile(
            r"(?<!度)(?:查摆|查找|检查|剖析|查)(?:出|到)(?:班子)?(?:存在)?(?:的)?(?:突出|主要)?问题(?:共)?(?P<n>\d+)(?P<u>[个条项])"
            r"|(?:查摆|查找|剖析)(?:突出|主要)?问题(?:共)?(?P<n3>\d+)(?P<u3>[个条项])"
            r"|(?:查摆|查找|检查|剖析|查)(?:出|到)?(?P<n2>\d+)(?P<u2>[个条项])(?:突出|主要)?问题"
        ),
        re.compile(
            r"上年|去年|年度|个人|本人|巡[视察]|反馈|审计|自查|另|又|再|举一反三|科|支部|合并|其中|上次|督查|抽查|每"
        ),
    ),
)
DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
PLANNED = re.compile(
    r"(?:提出|制定|定出|落到|对应|形成)(?:了|以下|如下)?(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})(?P<u>[条项])(?:具体|整改)*措施"
)


@dataclass(frozen=True)
class Stated:
    """One quantity as a text states it: what, how many of which unit, where."""

    what: str
    number: int
    unit: str
    start: int
    end: int


def numbers(library: Library, document: Document) -> Found:
    """match/numbers：数字加不拢，或者同一件事前后两个数。

    为什么：读的人第一件事就是加一遍，加不上，后面的数都不再信。

    错：
    - 会前共收到意见45条：书面17条，座谈会14条，走访12条。⏎一、存在的问题⏎1.发文多。⏎二、整改措施⏎1.合并文件。
    - 会前征求意见43条，其中座谈会18条、书面13条、访谈9条。⏎一、存在的问题⏎1.发文多。⏎二、整改措施⏎1.合并文件。
    - 会前收到意见45条，开展谈心谈话52次。⏎一、征求意见情况⏎发函36份，共收到意见42条。⏎二、存在的问题⏎1.发文多。⏎三、整改措施⏎1.合并文件。
    - 一、上年度整改落实情况⏎2024年度民主生活会查摆问题12个，已完成9个，尚在推进2个。⏎二、存在的问题⏎1.发文多。⏎三、整改措施⏎1.合并文件。
    - 对照四个方面，查出问题4个。⏎一、存在的问题⏎1.发文多。全年186份。⏎2.会议多。全年46次。⏎3.调研少。全年2次。⏎二、整改措施⏎1.合并文件。
    对：
    - 共收到意见45条：书面回函17条，座谈会14条，谈心谈话9条，意见箱3条，督导组转来2条。归并为18条，对班子12条、对个人6条。⏎一、存在的问题⏎1.发文多。⏎二、整改措施⏎1.合并文件。
    - 收到意见33条，归并为19条，其中7条说的是发文，4条说的是会议。⏎一、存在的问题⏎1.发文多。⏎二、整改措施⏎1.合并文件。
    - 提出批评意见78条，其中对党委书记11条，对其他成员67条，收到最少的一人8条。谈心谈话36次，两两谈到；与民警代表谈54人次。⏎一、存在的问题⏎1.发文多。⏎二、整改措施⏎1.合并文件。
    - 会前收到意见45条。座谈会收到意见14条。⏎一、上年度整改落实情况⏎2024年度民主生活会查摆问题12个，定整改措施15项，已完成9个，尚在推进3个；证据不足退回重办的2个。⏎二、存在的问题⏎1.发文多。⏎三、整改措施⏎1.合并文件。
    - 巡察反馈问题26个，到4月底销号20个，基本完成2个，没有销号4个。查出问题2个。⏎一、存在的问题⏎1.发文多。全年186份。⏎2.会议多。全年46次。⏎二、整改措施⏎1.合并文件。
    """  # noqa: E501  (a case is one line)
    if not applies(document):
        return
    for line in lines(document):
        if not line.text.lstrip().startswith("|"):
            yield from _sums(document, line)
            yield from _sum_after(document, line)
            yield from _states(document, line)
    first: dict[tuple[str, str], Stated] = {}
    for stated in quantities(document):
        known = first.setdefault((stated.what, stated.unit), stated)
        if known.number != stated.number:
            where = document.place(known.start)[0]
            yield document.finding(
                stated.start,
                stated.end,
                "match/numbers",
                "warning",
                f"{stated.what}前后不一：这里是{stated.number}{stated.unit}，第{where}行是{known.number}{known.unit}。",
                "回到原始记录点一遍，改成同一个数；说的不是一件事的，写清各指什么。",
            )
    yield from _counted(document, first)


def _sums(document: Document, line: Line) -> Found:
    """A total with its items after it: 45条：书面17条，座谈会14条，…."""
    for match in TOTAL.finditer(line.text):
        unit, total = match["u"], int(match["n"])
        partial = "其中" in match["mark"]
        tail = line.text[match.end() :]
        stop = re.search(r"）" if "（" in match["mark"] else r"[。\n]", tail)
        items, whole = _items(tail[: stop.start()] if stop else tail, unit)
        sums = [sum(items[:count]) for count in range(2, len(items) + 1)]
        if total < 3 or len(items) < 2 or total in sums or not whole:
            continue
        clause, _ = document.clause(line.start + match.start(), line.start + match.end())
        if partial and not (TOPIC.search(clause + match["what"]) and (len(items) >= 3 or sums[-1] > total)):
            continue
        level: Level = "warning" if partial else "error"
        yield _wrong_sum(
            document, line.start + match.start("n"), line.start + match.end("u"), total, items, unit, level
        )


def _items(text: str, unit: str) -> tuple[list[int], bool]:
    """The number in each piece of a list, and whether the list is nothing but such pieces."""
    items: list[int] = []
    pieces = re.findall(r"[^，、；]+[，、；]?", re.sub(r"（[^（）]*）", "", text))
    for place, piece in enumerate(pieces):
        told = re.findall(rf"(?<![\d.])(\d+)({UNIT})", piece)
        counted = [int(number) for number, its in told if its == unit]
        if len(counted) != 1 or GUARD.search(piece) or len(re.findall(r"\d+", piece)) > 1:
            return items, place > 0 and pieces[place - 1].endswith("；")
        items.append(counted[0])
    return items, True


def _sum_after(document: Document, line: Line) -> Found:
    """Items with their total after them: 逐人谈6次，相互谈15次，共52次."""
    for match in AFTER_SUM.finditer(line.text):
        unit, total = match["u"], int(match["n"])
        before = re.split("[。；：\n]", line.text[: match.start()])[-1]
        items: list[int] = []
        for piece in reversed(re.split("[，、]", before)):
            counted, whole = _items(piece, unit)
            if not whole or not counted:
                if GUARD.search(piece):
                    items = []
                break
            items.insert(0, counted[0])
        sums = [sum(items[-count:]) for count in range(2, len(items) + 1)]
        if len(items) >= 3 and total not in sums:
            start = line.start + match.start("n")
            yield _wrong_sum(document, start, line.start + match.end("u"), total, items, unit, "warning")


def _wrong_sum(
    document: Document, start: int, end: int, total: int, items: list[int], unit: str, level: Level
) -> Finding:
    told = "、".join(map(str, items))
    message = f"分项{told}加起来是{sum(items)}{unit}，同{total}{unit}对不上。"
    return document.finding(
        start, end, "match/numbers", level, message, "回到原始记录点一遍，补上漏写的一项或者改总数。"
    )


def _states(document: Document, line: Line) -> Found:
    """What was found, what of it is done, what is going on."""
    for done in DONE.finditer(line.text):
        before = line.text[max(0, done.start() - 160) : done.start()]
        after = line.text[done.end() : done.end() + 80]
        open_ = OPEN.search(after)
        totals = [match for match in STATED.finditer(before) if match["u"] == done["u"]]
        if not open_ or open_["u"] != done["u"] or not totals or DONE.search(after[: open_.start()]):
            continue
        total, finished, going = int(totals[-1]["n"]), int(done["n"]), int(open_["n"])
        between = before[totals[-1].end() :] + after
        if finished + going == total or OTHER_STATE.search(between) or "个方面" in totals[-1][0][-4:]:
            continue
        sure = line.part == "整改落实" or bool(LAST_YEAR.search(before))
        start = line.start + done.start()
        yield document.finding(
            start,
            line.start + done.end() + open_.end(),
            "match/numbers",
            "error" if sure and finished + going > total else "warning",
            f"完成{finished}{done['u']}、没有完成{going}{done['u']}，加起来是{finished + going}，同总数{total}{done['u']}对不上。",
            "逐项核对台账；有第三种情形的，写明几个、是什么。",
        )


def _counted(document: Document, first: dict[tuple[str, str], Stated]) -> Found:
    """Problems and measures as stated against those that stand in the text."""
    problems, measures = units(document, "问题"), units(document, "措施")
    stated = next((one for (what, _), one in first.items() if what == "查摆问题数"), None)
    ways = {len(problems), len({unit.section for unit in problems})}
    if stated and len(problems) >= 3 and all(unit.marked for unit in problems) and stated.number not in ways:
        yield _miscounted(document, stated.start, stated.end, f"{stated.number}{stated.unit}", "问题", len(problems))
    ways = {len(measures), len({unit.section for unit in measures})}
    for line in lines(document):
        for match in PLANNED.finditer(line.text) if line.part == "措施" else ():
            if len(measures) >= 3 and all(unit.marked for unit in measures) and _number(match["n"]) not in ways:
                start, end = line.start + match.start(), line.start + match.end()
                yield _miscounted(document, start, end, match["n"] + match["u"], "措施", len(measures))


def _miscounted(document: Document, start: int, end: int, told: str, what: str, count: int) -> Finding:
    message = f"这里说{what}{told}，下面数得出的是{count}条。"
    return document.finding(start, end, "match/numbers", "warning", message, "导语里的数最后填，填完再数一遍。")


def _number(written: str) -> int:
    """A number below 100 in digits or Chinese."""
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0)


def quantities(document: Document) -> list[Stated]:
    """The quantities that a meeting's documents share, where a text states them as totals."""
    found = []
    for line in lines(document):
        for what, pattern, part_of_it in QUANTITIES:
            for match in pattern.finditer(line.text):
                start, end = line.start + match.start(), line.start + match.end()
                before, _ = document.clause(start, start)
                earlier = what not in ("上年问题数", "查摆问题数") and EARLIER.search(before + match[0])
                if part_of_it.search(before) or earlier or document.in_quotation(start, end):
                    continue
                number, unit = next(
                    (match[n], match[n.replace("n", "u")])
                    for n in ("n", "n2", "n3")
                    if n in pattern.groupindex and match[n]
                )
                found.append(Stated(what, int(number), unit, start, end))
    return sorted(found, key=lambda stated: stated.start)


def across(library: Library, documents: Sequence[Document]) -> Found:
    """The same quantity, stated otherwise in another of the documents given for one meeting."""
    shared = [document for document in documents if not document.personal]
    first: dict[tuple[str, str], tuple[Document, Stated]] = {}
    for document in shared:
        seen: set[tuple[str, str]] = set()
        for stated in quantities(document):
            key = (stated.what, stated.unit)
            if key in seen or stated.what == "查摆问题数":
                continue
            seen.add(key)
            other, known = first.setdefault(key, (document, stated))
            if known.number == stated.number or not _same_meeting(other, document):
                continue
            yield document.finding(
                stated.start,
                stated.end,
                "match/numbers",
                "warning",
                f"{stated.what}两份材料不一：这里是{stated.number}{stated.unit}，"
                f"{other.path}第{other.place(known.start)[0]}行是{known.number}{known.unit}。",
                "回到原始记录点一遍，几份材料用同一个数。",
            )


def _same_meeting(one: Document, other: Document) -> bool:
    """Whether two documents may belong to one meeting: near in time, no different theme or kind of writer."""
    near = abs((one.as_of - other.as_of).days) <= 120
    return near and not any(a and b and a != b for a, b in ((one.theme, other.theme), (one.writer, other.writer)))
