"""Automatic numbering of Word (自动编号): the 一、 and （一） that stand on paper but not in the paragraph's text."""

from __future__ import annotations

import re
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "〇一二三四五六七八九"
CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "ideographTraditional",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}


def chinese(value: int) -> str:
    """1 to 99 in Chinese; beyond that the digits."""
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


class Numbering:
    """The lists that numbering.xml defines, and where each stands."""

    def __init__(self, root: Any | None) -> None:
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        abstract = {node.get(f"{W}abstractNumId"): _levels(node) for node in root.iter(f"{W}abstractNum")}
        for node in root.iter(f"{W}num"):
            link = node.find(f"{W}abstractNumId")
            if link is not None:
                self.levels[node.get(f"{W}numId")] = abstract.get(link.get(f"{W}val"), {})

    def label(self, paragraph: Any) -> str:
        """The number that a paragraph shows; nothing where it has none, or only a bullet."""
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is None:
            return ""
        which = number.get(f"{W}val", "0")
        level_node = paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl")
        value = level_node.get(f"{W}val", "0") if level_node is not None else "0"
        level = int(value) if value.isdecimal() else 0
        known = self.levels.get(which, {})
        if level not in known:
            return ""
        counts = self.counts.setdefault(which, {})
        counts[level] = counts.get(level, known[level][2] - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        form, text, _ = known[level]
        if form in ("bullet", "none"):
            return ""

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            form, _, start = known.get(place, ("decimal", "", 1))
            count = counts.get(place, start)
            return chinese(count) if form in CHINESE else str(count)

        return re.sub(r"%([1-9])", shown, text)


def _levels(node: Any) -> dict[int, tuple[str, str, int]]:
    """Format, text and first value of each level of a list."""

    def value(level: Any, name: str, default: str) -> str:
        found = level.find(f"{W}{name}")
        return str(found.get(f"{W}val", default)) if found is not None else default

    result = {}
    for level in node.iter(f"{W}lvl"):
        place, start = level.get(f"{W}ilvl", "0"), value(level, "start", "1")
        if place.isdecimal():
            result[int(place)] = (
                value(level, "numFmt", "decimal"),
                value(level, "lvlText", ""),
                int(start) if start.isdecimal() else 1,
            )
    return result
