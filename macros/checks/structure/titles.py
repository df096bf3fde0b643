"""structure/title and structure/aspects: what a text calls itself, and whether its problems follow the notice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from macros.checks.structure.lines import Entry, Line, Part, outline, parts, title
from macros.document import Document
from macros.finding import Finding
from macros.library import Library

Found = Iterator[Finding]
TITLED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("查摆剖析材料", re.compile(r"(?:查摆|检视)剖析(?:材料)?")),
    ("对照检查材料", re.compile(r"对照检查(?:材料|发言|情况)?|(?<!监督)检查材料")),
    ("情况报告", re.compile(r"(?:生活会|召开).{0,20}情况的?(?:报告|汇报)|情况(?:报告|汇报)")),
    ("整改方案", re.compile(r"整改.{0,6}方案")),
    ("发言提纲", re.compile(r"发言(?:提纲|材料)")),
)
FITS: dict[str, frozenset[str]] = {
    "对照检查材料": frozenset({"对照检查材料", "查摆剖析材料"}),
    "查摆剖析材料": frozenset({"对照检查材料", "查摆剖析材料"}),
    "发言提纲": frozenset({"发言提纲", "对照检查材料", "查摆剖析材料"}),
    "情况报告": frozenset({"情况报告"}),
    "整改方案": frozenset({"整改方案"}),
}
NO_GUESS = re.compile(r"说明|通知|方案|台账|清单|通报|记录|意见|主持|写法|提纲|整改(?!专题)|审核")
MEETING_FACTS = re.compile(r"应到|实到|到会指导|列席|提出(?:相互)?批评意见")
YEAR = re.compile(r"(\d{4})年(?:度)?(?=[^，。；\n]{0,16}(?:民主|组织)生活会)")
LAST_YEAR = re.compile(r"整改|承诺|查摆|上年|上次")
MARKS = re.compile(r"[，。、；：“”‘’《》（）()\s,.\"'—·-]|带头|^在")
NEAR = 60


def type_of(document: Document, heading: Line | None) -> tuple[str | None, bool]:
    """The document's type (文种) and whether it is only guessed from its title."""
    if document.document_type:
        return document.document_type, False
    if not heading or NO_GUESS.search(heading.text) or "生活会" not in heading.text:
        return None, True
    return next((name for name, pattern in TITLED if pattern.search(heading.text)), None), True


def shown(document: Document, line: Line) -> tuple[int, int]:
    """The stretch of a line to be shown, without the # of Markdown."""
    skip = len(line.text) - len(line.text.lstrip("# "))
    return line.start + skip, min(line.end, line.start + skip + 60)


def title_fits(library: Library, document: Document) -> Found:
    """structure/title：没有标题，标题与文种、会议、年度不符，或者标题带了句号、书名号。

    为什么：收材料的人先看标题归档，标题错了，后面写得再好也要退回来改。

    错：
    - 按照区委通知，局党组会前学习3次。⏎一、存在的主要问题⏎研讨少。⏎二、整改措施⏎每季度研讨1次。
    - 〔文种：对照检查材料〕区水务局党组关于召开2024年度民主生活会情况的报告⏎一、存在的问题⏎研讨少。
    - 区水务局党组2023年度民主生活会对照检查材料⏎按照《关于开好2024年度民主生活会的通知》，报告如下。⏎一、问题⏎研讨少。
    - 区水务局党组2024年度民主生活会对照检查材料。⏎一、存在的问题⏎研讨少。
    - 《区水务局党组2024年度民主生活会对照检查材料》⏎一、存在的问题⏎研讨少。
    - 区水务局党组年度民主生活会情况报告⏎一、存在的问题⏎研讨少。⏎二、原因分析⏎先让学习。⏎三、整改措施⏎补课。
    对：
    - 区水务局党组2024年度民主生活会对照检查材料⏎会前通报了2023年度民主生活会整改情况。⏎一、问题⏎研讨少。
    - 关于学习贯彻《中国共产党纪律处分条例》情况的报告⏎一、学习情况⏎学习3次。⏎二、存在的问题⏎研讨少。
    - 〔文种：情况报告〕局党委关于召开专题民主生活会情况的报告⏎县委：⏎一、基本情况⏎应到9名。⏎二、问题⏎报告慢。
    - 〔文种：查摆剖析材料〕区住建局党组专题民主生活会对照检查材料⏎一、存在的问题⏎节日收礼没有登记。
    - 〔模式：contribution〕一、存在的主要问题⏎研讨少。⏎二、整改措施⏎每季度研讨1次。
    """
    lines, numbered = outline(document)
    found = parts(lines, numbered)
    heading = title(lines)
    rule = "structure/title"
    if heading is None:
        if document.mode == "own" and found:
            start = lines[0].start
            end = min(lines[0].end, start + 20)
            fix = "在最前面写标题：单位、年度、会议名称、文种。"
            yield document.finding(start, end, rule, "info", "全文没有标题。", fix)
        return
    start, end = shown(document, heading)
    plain = document.text[start:end]
    if plain[-1] == "。":
        yield document.finding(start, end, rule, "warning", "标题末尾不加句号。", "删去“。”。")
    if re.fullmatch(r"《[^《》]*》。?", plain):
        yield document.finding(start, end, rule, "warning", "标题不加书名号。", "删去“《》”。")
    opening = document.text[heading.end : found[0].heading.start] if found else ""
    for message, fix in _unfit(library, document, plain, opening, found):
        yield document.finding(start, end, rule, "warning", message, fix)


def _unfit(
    library: Library, document: Document, plain: str, opening: str, found: list[Part]
) -> Iterator[tuple[str, str]]:
    """What is wrong with a title as a title: its type, its meeting, its year."""
    named = [name for name, pattern in TITLED if pattern.search(plain)]
    kind = document.document_type
    present = {name for part in found for name in part.kinds}
    if kind in FITS:
        if named and not FITS[kind] & set(named):
            yield f"文种是{kind}，标题写的是{named[0]}。", f"标题的文种改成“{kind}”。"
    elif named == ["情况报告"] and {"问题", "原因", "措施"} <= present and "生活会" in plain:
        if "基本情况" not in present and not MEETING_FACTS.search(document.text):
            fix = "标题改成“对照检查材料”；确是情况报告的，补写会议的基本情况。"
            yield "标题写的是情况报告，正文却是问题、原因、措施，没有会议的情况。", fix
    elif named == ["对照检查材料"] and "原因" not in present and MEETING_FACTS.search(opening):
        basic = any("基本情况" in part.heading.title for part in found)
        if basic:
            yield "标题写的是对照检查材料，正文报的却是会议召开情况。", "标题改成“关于召开……情况的报告”。"
    theme = library.themes.get(document.theme or "")
    for one, other in (("民主生活会", "组织生活会"), ("组织生活会", "民主生活会")):
        if one not in plain or other in plain:
            continue
        opens = other in opening and one not in opening and "双重" not in opening
        if opens or (theme and theme.meeting == other):
            yield f"标题写的是{one}，{'开头' if opens else '主题'}却是{other}。", "照会议的名称写。"
    year = YEAR.search(plain)
    if not year:
        return
    told = {
        match[1]
        for match in YEAR.finditer(opening)
        if not LAST_YEAR.search(opening[max(0, match.start() - 6) : match.end() + 20])
    }
    if told and year[1] not in told:
        yield f"标题是{year[1]}年度，开头写的是{min(told)}年度。", "照通知的年度统一。"
    elif theme and theme.year and theme.occasion == "年度" and str(theme.year) != year[1]:
        yield f"标题是{year[1]}年度，主题是{theme.year}年度的。", "照通知的年度统一。"


def _plain(text: str) -> str:
    return re.sub(r"方面.*$", "", MARKS.sub("", text))


def aspects(library: Library, document: Document) -> Found:
    """structure/aspects：问题部分的小标题，和通知规定的对照方面对不上：少了、换了、次序乱了。

    为什么：对照方面每年一换，审稿的人先拿通知逐个对；多半是照上一年的材料改的。地方通知可以增加，以收到的通知为准。

    错：
    - 〔主题：2024-niandu〕一、存在的问题⏎（一）严守政治纪律方面⏎（二）增强党性方面⏎（三）勤政务实方面⏎二、原因
    - 〔主题：2025-niandu〕一、问题⏎（一）强化政治忠诚⏎（二）固本培元⏎（三）干事创业⏎（四）敬畏人民⏎（五）管党治党责任
    - 〔主题：2025-niandu〕一、问题⏎（一）强化政治忠诚⏎（二）理论学习⏎（三）敬畏人民⏎（四）干事创业⏎（五）管党治党责任
    - 〔主题：2025-niandu〕一、存在的问题⏎（一）理论学习方面⏎（二）能力本领方面⏎（三）工作作风方面⏎二、原因
    对：
    - 〔主题：2025-niandu〕一、问题⏎（一）带头强化政治忠诚方面⏎（二）在固本培元上⏎（三）敬畏法纪⏎（四）担当作为⏎（五）管党治党责任
    - 〔主题：2023-zhuti-jiaoyu〕一、查摆的问题⏎（一）廉洁自律⏎（二）工作作风⏎二、原因分析
    - 〔主题：2024-niandu〕一、存在的主要问题⏎一是会议多。二是研讨少。⏎二、原因分析⏎（一）思想上放松⏎（二）制度上有漏洞
    - 〔主题：2020-niandu〕一、存在的主要问题⏎（一）理论学习方面⏎（二）担当作为方面⏎二、原因分析
    """
    theme = library.themes.get(document.theme or "")
    if not theme or theme.basis != "通知" or not theme.aspects:
        return
    lines, numbered = outline(document)
    names = [aspect.title for aspect in theme.aspects]
    under = [
        (part.heading, [e for e in numbered if e.parent >= 0 and numbered[e.parent] is part.heading and _names(e)])
        for part in parts(lines, numbered)
        if "问题" in part.kinds
    ]
    under = [(heading, below) for heading, below in under if len(below) > 1 and not any("【" in e.rest for e in below)]
    if not under:
        return
    heading, below = max(under, key=lambda pair: sum(bool(_matching(e.title, names)) for e in pair[1]))
    yield from _compare(document, heading, below, names)


def _names(entry: Entry) -> bool:
    """Whether a numbered line is a heading; an aspect's name may be longer than headings usually are."""
    return entry.heading or not re.search(r"[。；：]", entry.rest)


def _inner(name: str) -> str:
    """A name whose quotation marks stand inside others."""
    return name.replace("“", "‘").replace("”", "’")


def _matching(heading: str, names: list[str]) -> list[int]:
    """Which aspects a heading stands for: it holds the aspect or a part that is the aspect's alone, or is such a part."""
    plain = _plain(heading)
    whole = [_plain(name) for name in names]
    found = []
    for place, name in enumerate(names):
        own = [
            piece
            for piece in map(_plain, re.split(r"[、，]", name))
            if len(piece) > 3 and sum(piece in other for other in whole) == 1
        ]
        inside = len(plain) > 3 and plain in whole[place] and sum(plain in other for other in whole) == 1
        if whole[place] in plain or inside or any(piece in plain for piece in own):
            found.append(place)
    return found


def _compare(document: Document, heading: Entry, below: list[Entry], names: list[str]) -> Found:
    rule = "structure/aspects"
    matched = {place: _matching(entry.title, names) for place, entry in enumerate(below)}
    start, end = shown(document, heading.line)
    if not any(matched.values()):
        message = f"小标题和通知规定的{len(names)}个方面都对不上。"
        fix = "对照方面是：" + "；".join(names) + "。以收到的通知为准。"
        yield document.finding(start, end, rule, "warning", message, fix)
        return
    missing = [place for place in range(len(names)) if not any(place in found for found in matched.values())]
    for place, entry in enumerate(below):
        if matched[place]:
            continue
        stretch = (entry.start, entry.end + len(entry.title))
        near = max(missing, key=lambda m: fuzz.ratio(_plain(entry.title), _plain(names[m])), default=None)
        if near is not None and fuzz.ratio(_plain(entry.title), _plain(names[near])) >= NEAR:
            missing.remove(near)
            message, fix = f"这个方面与通知写的不一样，通知是“{_inner(names[near])}”。", "照收到的通知逐字写。"
            yield document.finding(*stretch, rule, "warning", message, fix)
        else:
            message = f"“{_inner(entry.title)}”不在通知规定的{len(names)}个方面里。"
            yield document.finding(*stretch, rule, "info", message, "地方通知增加的可以保留；不是的并入相应的方面。")
    for place in missing:
        message = f"问题部分少了一个对照方面：“{_inner(names[place])}”。"
        yield document.finding(start, end, rule, "warning", message, "补上这个方面；地方通知归并了的，照地方通知。")
    highest = -1
    order = [(place, min(found)) for place, found in matched.items() if found]
    for index, (place, aspect) in enumerate(order):
        following = order[index + 1][1] if index + 1 < len(order) else len(names)
        if aspect < highest or (highest < following < aspect):
            entry = below[place]
            message = f"“{_inner(entry.title)}”的次序与通知不一样，通知里它是第{aspect + 1}个方面。"
            yield document.finding(
                entry.start, entry.end + len(entry.title), rule, "warning", message, "照通知的次序排。"
            )
            if following > highest:
                continue
        highest = max(highest, aspect)
