"""Rows of figures, and how they are shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from unicodedata import east_asian_width


@dataclass(frozen=True)
class Row:
    """One figure: what was measured, the figure, its unit, the goal in words, and whether it was reached (None: no goal)."""

    what: str
    figure: float | str
    unit: str = ""
    goal: str = ""
    reached: bool | None = None

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def at_most(what: str, figure: float, unit: str, limit: float, digits: int = 2) -> Row:
    """A figure that must not exceed a limit."""
    return Row(what, _rounded(figure, digits), unit, f"不超过{limit:g}", figure <= limit)


def at_least(what: str, figure: float, unit: str, limit: float, digits: int = 2) -> Row:
    """A figure that must reach a limit."""
    return Row(what, _rounded(figure, digits), unit, f"不低于{limit:g}", figure >= limit)


def plain(what: str, figure: float, unit: str, digits: int = 2) -> Row:
    """A figure without a goal."""
    return Row(what, _rounded(figure, digits), unit)


def _rounded(figure: float, digits: int) -> float | str:
    """JSON knows no infinity: what never came is said."""
    return round(figure, digits) if math.isfinite(figure) else "没有"


def skipped(what: str, why: str) -> Row:
    """What could not be measured here, and why: never left out silently."""
    return Row(what, "没有量", "", why)


def text_table(rows: Sequence[Row]) -> str:
    """The rows as a table of text, columns aligned for a fixed-width font."""
    marks = {True: "到了", False: "没到", None: ""}
    head = ("量什么", "结果", "单位", "目标", "")
    cells = [head, *((r.what, f"{r.figure}", r.unit, r.goal, marks[r.reached]) for r in rows)]
    widths = [max(_width(row[n]) for row in cells) for n in range(len(head))]
    lines = ["| " + " | ".join(_padded(c, w) for c, w in zip(row, widths, strict=True)) + " |" for row in cells]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
