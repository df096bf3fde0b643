"""Personal data and real units go out, as the rules of privacy/ find them: what a place needs becomes a blank, what it does not is removed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from macros.checks.privacy import numbers, people, places
from macros.dates import build_day
from macros.document import Document
from macros.finding import Finding
from macros.importing.lines import Edit, Line
from macros.library import Library

OFFICE = re.compile(rf"{people.POST})$")  # POST leaves its group open
RULES = (
    numbers.id_number,
    numbers.phone,
    numbers.bank_card,
    numbers.plate,
    numbers.email,
    places.address,
    people.surname_office,
    people.name,
    places.real_place,
)


def take_out(library: Library, lines: Sequence[Line]) -> None:
    """Edit the lines in place."""
    document = Document("x.txt", "\n".join(line.text for line in lines), build_day(), 1, "contribution")
    edits: dict[int, list[Edit]] = {}
    for rule in RULES:
        for finding in rule(library, document):
            made = _edit(finding, lines[finding.line - 1].text[: finding.column - 1])
            if made and finding.line == finding.end_line:
                edits.setdefault(finding.line - 1, []).append(made)
    for place, found in edits.items():
        lines[place].edit(found)


def _edit(finding: Finding, before: str) -> Edit | None:
    start, end = finding.column - 1, finding.end_column - 1
    match finding.rule:
        case "privacy/phone":
            return Edit(start, end, "【联系电话】", "电话号码", True)
        case "privacy/email":
            return Edit(start, end, "【电子邮箱】", "电子邮箱", True)
        case "privacy/id-number" | "privacy/bank-card" | "privacy/plate" | "privacy/address":
            kinds = {"id-number": "公民身份号码", "bank-card": "银行卡号", "plate": "车牌号", "address": "住址"}
            return Edit(start, end, "", kinds[finding.rule.partition("/")[2]])
        case "privacy/surname-office":
            office = OFFICE.search(finding.text)
            if office and not office[0].endswith("某") and office.start() > 0:
                return Edit(start, start + office.start(), "", "职务前面的姓氏、姓名")
            if OFFICE.search(before):
                return Edit(start, end, "【姓名】", "职务后面的姓名", True)
            return Edit(start, end, "【岗位】", "姓名，改写岗位", True)
        case "privacy/name":
            return Edit(start, end, "【姓名】", "像是姓名", True)
        case "privacy/real-place" if finding.level == "error":
            return Edit(start, end, "【单位名称】", "冠着真实地名的单位", True)
    return None
