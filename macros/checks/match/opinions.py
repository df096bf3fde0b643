"""match/: opinions gathered and findings of inspections that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from macros.checks.match.numbers import EARLIER
from macros.checks.match.units import Line, applies, lines
from macros.document import Document
from macros.finding import Finding
from macros.library import Library

Found = Iterator[Finding]
OPINIONS = re.compile(
    r"(?:征求|收到|收集|征集)(?:到)?[^。；\n\d]{0,12}?(?:意见|建议)[^。；\n\d]{0,6}?\d+条|共(?:收到|征求到?|收集到?)\d+条"
)
INSPECTED = re.compile(
    r"(?:巡[视察]|审计|督查|督导|检查)组?[^。；\n\d“]{0,12}?(?:反馈|指出|点出)[^。；\n\d]{0,8}?(?:\d+个方面)?(?:的)?\d+[个条项]"
)
WENT = re.compile(
    r"列入|列为|采纳|吸收|采用|整改|认领|合并|归并|梳理|归纳|归为|办结|办理|答复|回复|回告|并入|写入|写进|对应|转[交入为]|来自|反馈给|反馈本人|原话|分送|解释|"
    r"融入|体现|销号|台账|立行立改|查摆|结合|解决|落实|改[为了]"
)
SAID_LATER = re.compile(r"会上|会后|批评指正|同志们|批评意见")


def leads_nowhere(library: Library, document: Document) -> Found:
    """match/leads-nowhere：写了收到多少条意见、反馈了多少个问题，没有写它们去了哪里。

    为什么：意见收上来没有下文，提意见的人看不到结果，下一次就不提了。

    错：
    - 会前征求意见43条，开展谈心谈话38次。⏎一、存在的问题⏎1.发文多。全年186份。⏎二、整改措施⏎1.办公室6月底前合并文件，每季度通报。
    - 会前召开座谈会2场，发函36份，收到意见建议45条。现报告如下。⏎一、存在的问题⏎1.发文多。⏎二、整改措施⏎1.办公室6月底前合并文件，每季度通报。会后把批评意见列入整改方案。
    - 2025年6月，区委巡察组反馈问题26个。⏎一、存在的问题⏎1.发文多。⏎二、措施⏎1.办公室6月底前合并文件，每季度通报。
    对：
    - 会前收到意见45条，归并为18条，原话反馈给班子和本人。⏎一、存在的问题⏎1.发文多。⏎二、整改措施⏎1.办公室6月底前合并文件，每季度通报。
    - 会前征求意见43条。⏎一、存在的问题⏎班子查摆问题11条，9条来自上述意见。⏎1.发文多。⏎二、整改措施⏎1.办公室6月底前合并文件，每季度通报。
    - 区委巡察组反馈问题26个，到4月底销号22个。⏎一、存在的问题⏎1.发文多。⏎二、整改措施⏎1.办公室6月底前合并文件，每季度通报。
    """
    if not applies(document):
        return
    for pattern, about, what in (
        (OPINIONS, re.compile(r"意见|建议|\d+条"), "意见"),
        (INSPECTED, re.compile(r"巡[视察]|反馈|审计|督查|督导|检查组"), "反馈的问题"),
    ):
        places = [(line, match) for line in lines(document) for match in pattern.finditer(line.text)]
        places = [(line, match) for line, match in places if not EARLIER.search(line.text[: match.start()][-30:])]
        if places and not _followed(document, about, [line for line, _ in places]):
            line, match = places[0]
            yield document.finding(
                line.start + match.start(),
                line.start + match.end(),
                "match/leads-nowhere",
                "warning",
                f"写了{what}的数目，全篇没有写去了哪里。",
                "写明列入查摆几条、当场办结几条、解释说明几条，加起来等于总数。",
            )


def _followed(document: Document, about: re.Pattern[str], where: Iterable[Line]) -> bool:
    """Whether a sentence that speaks of it says where it went: after it is stated, or anywhere by its name."""
    stated = {line.start for line in where}
    for line in lines(document):
        for sentence in re.split("[。；\n]", line.text):
            named = about.search(sentence.replace("反馈意见", "") if "意见" in about.pattern else sentence)
            if named and line.part not in ("措施",) and WENT.search(sentence) and not SAID_LATER.search(sentence):
                return True
        if line.start in stated and re.search(r"(?:合并|归并|梳理|去向|认领|台账)", line.text):
            return True
    return False
