"""match/: completion dates that lie before the document's own."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from macros.checks.match.units import Line, applies, lines
from macros.document import Document
from macros.finding import Finding
from macros.library import Library
from macros.text import own_date

Found = Iterator[Finding]
DEADLINE = re.compile(
    r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|(?P<late>底|末))?(?P<by>(?:之|以)?前)?(?!\d)"
)
PAST = re.compile(
    r"已|曾|原定|原计划|截至|此前|发现|查出|指出|反馈|上年|去年|每年|次年|明年|来年|下一年|历年|每月|每季"
)
OF_PAST = re.compile(r"(?:到期|发生|形成|签订|印发|入职|建成|反馈|查出|已|的)")


def early_date(library: Library, document: Document) -> Found:
    """match/early-date：措施的完成日期比成文日期还早。

    为什么：多半是从上年的材料里带过来的，读的人一眼就看出这一条没有动过脑子。

    错：
    - 〔成文：2025-01-12〕一、存在的问题⏎1.发文多。⏎二、整改措施⏎1.合并文件，办公室主任负责，2024年6月30日前完成，每季度通报。
    - 〔成文：2025-01-12〕一、存在的问题⏎1.发文多。⏎二、整改措施⏎1.合并文件。责任人：办公室主任。完成时限：2024年12月31日。检查办法：每季度通报。
    - 〔成文：2025-06-20〕一、存在的问题⏎1.发文多。⏎二、整改措施⏎1.合并文件，办公室主任负责，3月31日前完成，每季度通报。
    对：
    - 〔成文：2025-01-12〕一、存在的问题⏎1.发文多。⏎二、整改措施⏎1.已于2024年12月31日前合并27份；办公室主任负责，2025年3月底前再压减10份，每季度通报。
    - 〔成文：2025-12-20〕一、存在的问题⏎1.发文多。⏎二、整改措施⏎1.合并文件，办公室主任负责，3月31日前完成，每季度通报。
    - 〔成文：2025-12-18〕一、存在的问题⏎1.管网漏水。⏎二、整改措施⏎1.党组书记领办，2026年1月31日前议定办法；3月31日前完成设计，9月30日前改造完毕，办公室回访。
    - 〔成文：2025-01-12〕一、存在的问题⏎1.合同没有续签。⏎二、整改措施⏎1.人事科3月底前为2024年6月30日前到期的5份合同办完续签，机关党委逐份核对。
    """
    if not applies(document):
        return
    early: list[tuple[int, int, bool]] = []
    full = 0
    for line in lines(document):
        if line.part != "措施":
            continue
        before: date | None = None
        for match in DEADLINE.finditer(line.text):
            day = _deadline(document, line, match, before)
            if day is None:
                continue
            full += bool(match["year"])
            before = day if match["year"] or before else None
            if day < document.as_of:
                early.append((line.start + match.start(), line.start + match.end(), bool(match["year"])))
    doubtful = own_date(document.text) is None and sum(year for *_, year in early) * 2 > full >= 3
    for start, end, year in early[:1] if doubtful else early:
        yield document.finding(
            start,
            end,
            "match/early-date",
            "error" if year and not doubtful else "warning",
            f"期限比成文日期{document.as_of.year}年{document.as_of.month}月{document.as_of.day}日还早。",
            "改成成文以后的日期；已经办完的，写“已于某月某日办完”；材料没有落款日期的，检查时写明成文日期。",
        )


def _deadline(document: Document, line: Line, match: re.Match[str], before: date | None) -> date | None:
    """The day by which something is to be done, or None where a date is none such or may be next year's."""
    clause, after = document.clause(line.start + match.start(), line.start + match.end())
    start = line.start + match.start()
    labelled = re.search(r"(?:时限|期限|完成时间)[：:为是]?\s*$", document.text[max(0, start - 12) : start])
    if not (match["by"] or labelled) or PAST.search(clause) or OF_PAST.match(after):
        return None
    try:
        month = int(match["month"])
        year = int(match["year"]) if match["year"] else before.year if before else document.as_of.year
        last = calendar.monthrange(year, month)[1]
        day = date(year, month, int(match["day"]) if match["day"] else last if match["late"] or labelled else 1)
    except ValueError:
        return None
    if match["year"]:
        return day
    if before:
        return day if day >= before else None
    return day if day >= document.as_of or (document.as_of - day).days <= 183 else None
