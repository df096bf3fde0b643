"""structure/: parts, aspects, numbering, headings, title, balance, closing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.checks.cases import Rule
from macros.checks.structure.lines import (
    ARABIC,
    PAREN,
    TOP,
    Entry,
    Line,
    groups,
    outline,
    parts,
    signature,
    title,
)
from macros.checks.structure.numbers import numbering
from macros.checks.structure.titles import aspects, shown, title_fits, type_of
from macros.document import POINT, Document
from macros.finding import Finding
from macros.library import Library

Found = Iterator[Finding]
NEEDS: dict[str, tuple[str, ...]] = {
    "对照检查材料": ("问题", "原因", "措施"),
    "查摆剖析材料": ("问题", "原因", "措施"),
    "情况报告": ("基本情况", "问题", "措施"),
}
BEFORE = r"^[*\s（(一二三四五六七八九\d.、）)]{0,8}"
LABELS = {
    "问题": re.compile(BEFORE + r"(?:存在的?)?(?:主要|突出)?问题[^，。；\n]{0,6}[：:]", re.M),
    "原因": re.compile(BEFORE + r"(?:产生)?(?:问题的?)?原因[^，。；\n]{0,6}[：:]", re.M),
    "措施": re.compile(BEFORE + r"(?:整改)?措施[^，。；\n]{0,6}[：:]", re.M),
}
CLOSING = re.compile(
    r"批评指正|批评帮助|特此(?:报告|汇报)|以上(?:是|为|检查|报告|汇报|发言|情况|材料|对照|查摆|剖析|不妥|如有)"
    r"|(?:报告|汇报|发言)完毕|(?<!提)请[^。]{0,20}(?:批评|指正)|恳请|妥否|不妥之处|欢迎[^。]{0,12}批评"
)
HEADING_LENGTH = 40


def missing_part(library: Library, document: Document) -> Found:
    """structure/missing-part：文种该有的部分缺了一个：问题、原因、措施，或者情况报告的基本情况。

    为什么：这几部分是通知要求的骨架，缺一个就会被退回。写明文种的算错误，从标题猜的算提醒。

    错：
    - 〔文种：对照检查材料〕一、存在的主要问题⏎班子学习研讨只有2次。⏎二、整改措施⏎每季度研讨1次，党组书记定题。
    - 区水务局党组2024年度民主生活会对照检查材料⏎一、存在的问题⏎会议多。⏎二、原因分析⏎怕担责。
    - 〔文种：情况报告〕一、检查出的主要问题⏎轮岗拖延。⏎二、整改措施⏎8月底前轮完。
    - 〔文种：查摆剖析材料〕一、学习情况和认识⏎学习2次。⏎二、原因分析⏎情面观念重。⏎三、整改措施⏎逐件核清。
    对：
    - 〔文种：对照检查材料〕一、检视出的差距⏎研讨少。⏎二、根源剖析⏎先让学习。⏎三、努力方向⏎每季度研讨1次。
    - 〔文种：对照检查材料〕一、存在的问题及原因⏎研讨少，因为先让学习。⏎二、下步打算⏎每季度研讨1次。
    - 〔文种：情况报告〕一、会议召开情况⏎应到7人，实到7人。⏎二、查摆的问题⏎轮岗慢。⏎三、整改打算⏎8月底前轮完。
    - 〔文种：发言提纲〕一、学习体会⏎学了党章。⏎二、存在的问题⏎到基层少。
    - 区水务局2024年度民主生活会征求意见情况报告⏎一、征求意见的做法⏎发函36份。⏎二、意见的去向⏎查摆11条。
    - 〔文种：对照检查材料〕存在的主要问题是研讨少，会前学习没有落到用水计划上。
    """
    lines, numbered = outline(document)
    found = parts(lines, numbered)
    kind, guessed = type_of(document, title(lines))
    if len(found) < 2 or kind not in NEEDS:
        return
    needs = NEEDS[kind]
    present = {name for part in found for name in part.kinds}
    deeper = [entry.title for entry in numbered if entry.depth > 1 and len(entry.rest) <= HEADING_LENGTH]
    for place, need in enumerate(needs):
        below = {"原因": r"原因|根源", "措施": r"措施|努力方向|打算", "问题": r"存在.{0,4}问题"}.get(need)
        if need in present or (below and any(re.search(below, text) for text in deeper)):
            continue
        if need in LABELS and LABELS[need].search(document.text):
            continue
        later = (part.heading for part in found if part.kinds & set(needs[place + 1 :]))
        line = next(later, found[-1].heading).line
        message = f"{'看标题是' if guessed else '文种是'}{kind}，一级标题里没有“{need}”这一部分。"
        yield document.finding(
            *shown(document, line),
            "structure/missing-part",
            "warning" if guessed else "error",
            message,
            f"补写“{need}”；已经写在别的标题下面的，标题里点明。",
        )


def heading_stop(library: Library, document: Document) -> Found:
    """structure/heading-stop：独占一行的标题，末尾带了句号、逗号、分号。

    为什么：独占一行的标题末尾不加标点。标题后面接着写正文的，句号是对的。

    错：
    - 一、存在的主要问题。⏎（一）理论学习方面⏎学用脱节，用水计划没有依据。
    - 一、问题⏎（一）理论学习方面。⏎研讨只有2次。⏎（二）工作作风方面⏎调研到点少。
    - ## 三、整改措施，⏎⏎一是每季度研讨1次，党组书记定题。
    - 一、学习情况⏎会前学习3次。⏎二、查摆的问题；⏎一是研讨少。二是调研少。
    对：
    - 一、学习抓得不紧。全年研讨只有2次。⏎二、调研走得不远。到点41处次，末端只有2次。
    - 会议要求：⏎1.4月10日前补齐会议记录。⏎2.5月底前通报。⏎3.6月底前回访；⏎以上由局办公室负责。
    - 一、存在的主要问题⏎（一）理论学习⏎研讨只有2次。⏎中共青塬区水务局党组⏎2025年1月12日
    - 一、整改措施⏎（一）党组书记3月底前定题。⏎（二）办公室4月底前通报。⏎（三）机关党委6月底前回访。
    """
    lines, numbered = outline(document)
    by_line = {line.index: place for place, line in enumerate(lines)}
    signed = {line.index for line in signature(lines)}
    at = {entry.line.index: entry for entry in numbered}

    def carries(entry: Entry) -> bool:
        """Whether text or a smaller heading stands under this line."""
        place = by_line[entry.line.index] + 1
        if place == len(lines) or lines[place].index in signed:
            return False
        below = at.get(lines[place].index)
        return below is None or below.depth > entry.depth

    for places in groups(numbered):
        row = [numbered[place] for place in places]
        carrying = sum(map(carries, row))
        titles = carrying == len(row) and (len(row) > 1 or row[0].style <= PAREN)
        for entry in row:
            hashed = entry.line.text.startswith("#")
            if not hashed and not (carries(entry) and (titles or (entry.style == TOP and carrying * 2 > len(row)))):
                continue
            yield from _stop(document, entry.start, entry.rest, entry.line.end)
    for line in lines:
        if line.text.startswith("#") and line.index not in at:
            yield from _stop(document, line.start, line.text.lstrip("# "), line.end)


def _stop(document: Document, start: int, text: str, end: int) -> Found:
    if text and text[-1] in "。，；" and len(text) <= HEADING_LENGTH and not re.search(r"[。；：！？]", text[:-1]):
        message = f"标题独占一行，末尾不加“{text[-1]}”。"
        fix = f"删去“{text[-1]}”；要接着写正文的，正文不另起一行。"
        start += len(document.text[start:end]) - len(document.text[start:end].lstrip("# "))
        yield document.finding(start, end, "structure/heading-stop", "warning", message, fix)


def balance(library: Library, document: Document) -> Found:
    """structure/balance：学习、成绩写得比问题还长。

    为什么：对照检查看的是问题；学习和成绩占了多半，容易被说成工作总结。

    错：
    - 一、学习情况和认识⏎党组集中学习6次，研讨3次，每名成员都写了提纲，认识有了提高。⏎二、存在的问题⏎研讨少。
    - 一、工作成效⏎全年办结工单138件，改造管网3公里，农户满意，上级两次通报表扬。⏎二、存在的主要问题⏎一是会议多。二是发文多。
    - 一、学习体会⏎通过学习，深化了对纪律的认识，增强了守纪的自觉，提高了办事的本领。⏎二、查摆的问题⏎到基层少。⏎三、措施⏎入户。
    对：
    - 一、学习情况⏎集中学习6次。⏎二、存在的问题⏎研讨只有2次，8月20日的研讨改成了传达，会后没有补。
    - 〔文种：情况报告〕一、学习情况⏎集中学习6次，研讨3次，每名成员都写了提纲。⏎二、检查的问题⏎报告慢。
    - 一、理论学习方面的差距⏎中心组研讨少，学过的篇目没有用到用水计划上。⏎二、工作作风方面的问题⏎调研少。
    - 一、上年度整改落实情况⏎上年查摆11个问题，办结9个，余下2个转入今年。⏎二、存在的问题⏎研讨少。
    """
    lines, numbered = outline(document)
    found = parts(lines, numbered)
    study = [part for part in found if part.kinds == {"学习"} or part.kinds == {"学习", "基本情况"}]
    spent = sum(part.size for part in study)
    kept = sum(part.size for part in found if "问题" in part.kinds)
    if not study or not kept or spent <= kept or type_of(document, title(lines))[0] == "情况报告":
        return
    names = "、".join(f"“{part.heading.title}”" for part in study)
    message = f"{names}写了{spent}字，问题部分只有{kept}字。"
    yield document.finding(
        *shown(document, study[0].heading.line),
        "structure/balance",
        "warning",
        message,
        "学习和成绩只留引得出问题的，篇幅让给问题和事实。",
    )


def closing(library: Library, document: Document) -> Found:
    """structure/closing：措施写完就完了，没有结语。

    为什么：对照检查要请人批评，报告要写“特此报告”；少了这一句，读的人以为少了一页。

    错：
    - 一、问题⏎研讨少。⏎二、整改措施⏎一是每季度研讨1次。⏎二是按月通报。⏎中共青塬区水务局党组⏎2025年1月12日
    - 一、问题⏎研讨少。⏎二、整改措施⏎（一）学习⏎党组书记定题，每季度研讨1次，提请党组会议审议。
    - 一、问题⏎研讨少。⏎二、努力方向⏎1.每季度研讨1次。⏎2.每半年通报1次，以上由全体班子成员负责。⏎2025年1月12日
    对：
    - 一、问题⏎研讨少。⏎二、措施⏎一是每季度研讨1次。⏎以上检查，请同志们批评指正。⏎青塬区水务局党组⏎2025年1月12日
    - 一、问题⏎研讨少。⏎二、整改措施⏎一是每季度研讨1次。二是按月通报。请区委督导组和同志们批评指正。
    - 一、基本情况⏎应到7人。⏎二、整改措施⏎一是8月底前轮完。⏎会后10日内印发整改方案。特此报告。⏎2025年1月12日
    - 一、问题⏎研讨少。⏎二、措施⏎（一）学习⏎每季度研讨1次。⏎（二）作风⏎入户走访。⏎局党组将把会上的意见写进整改方案。⏎2025年1月12日
    - 〔文种：整改方案〕一、整改问题⏎研讨少。⏎二、整改措施⏎一是每季度研讨1次。二是按月通报。
    """
    lines, numbered = outline(document)
    found = parts(lines, numbered)
    heading = title(lines)
    kind = document.document_type or ""
    if len(found) < 2 or "措施" not in found[-1].kinds or "方案" in kind or (heading and "方案" in heading.text):
        return
    signed = signature(lines)
    text = lines[: len(lines) - len(signed)]
    last = text[-1]
    inside = [line for line in text if line.start > found[-1].heading.line.start]
    if not inside or CLOSING.search(last.text[-200:]) or CLOSING.search(last.text[:40]) or last.text.startswith("#"):
        return
    at = {entry.line.index: entry for entry in numbered}
    previous = at.get(inside[-2].index) if len(inside) > 1 else None
    listed = last.index in at or POINT.match(last.text) or len(inside) == 1
    under = previous is not None and previous.style <= ARABIC and len(previous.rest) <= HEADING_LENGTH
    if not listed and not (under and previous and previous.rest[-1:] not in "。；" and _is_only(at, inside, previous)):
        return
    line = signed[-1] if signed else last
    start = line.start if signed else max(last.start, last.end - 20)
    yield document.finding(
        start,
        line.end,
        "structure/closing",
        "warning",
        "措施写完没有结语" + ("，直接落款。" if signed else "。"),
        "落款前补一句，如“以上检查如有不实、不深之处，请同志们批评指正”；情况报告写“特此报告”。",
    )


def _is_only(at: dict[int, Entry], inside: list[Line], heading: Entry) -> bool:
    """Whether the last paragraph is all that stands under its heading, as under the headings beside it."""
    beside = [line for line in inside[:-2] if line.index not in at]
    others = [entry for entry in at.values() if entry.parent == heading.parent and entry is not heading]
    return bool(heading.rest) and (bool(beside) or not others)


SPACED = re.compile(
    r"^[# \t\u3000]*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|（\d{1,2}）)(?P<space>[ \u3000]+)(?=[\u4e00-\u9fff“《])",
    re.M,
)


def heading_space(library: Library, document: Document) -> Found:
    """structure/heading-space：中文序号后面多了空格。

    为什么：“一、”“（一）”后面直接写字，空格多半是从别处粘贴带来的，排版时对不齐。

    错：
    - （三）　全面从严治党方面
    - 一、 存在的主要问题
    - ## 二、　原因分析
    对：
    - （三）全面从严治党方面
    - 1. 学习研讨少，全年3次。
    - ## 二、原因分析
    - 附件 一、整改台账另附。
    """
    for match in SPACED.finditer(document.text):
        start, end = match.start("space"), match.end() + 1
        yield document.finding(
            start, end, "structure/heading-space", "warning", "序号后面多了空格。", "删掉空格，序号后面直接写字。"
        )


RULES: tuple[Rule, ...] = (missing_part, aspects, numbering, heading_stop, heading_space, title_fits, balance, closing)
