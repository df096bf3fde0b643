"""A measured drawing (尺寸图) of the A4 page of GB/T 9704—2012, as SVG in millimetres; its look is in the style sheet (.page-drawing)."""

from __future__ import annotations

from html import escape
from typing import NamedTuple


class Measure(NamedTuple):
    """A number of the standard and the clause that gives it."""

    value: float
    clause: str


# Millimetres, except lines and characters (行、字). Every clause is V2 in the fact sheet: shown as 未对原文.
PAGE = {
    "纸宽": Measure(210, "5.1"),
    "纸高": Measure(297, "5.1"),
    "天头": Measure(37, "5.2.1"),
    "订口": Measure(28, "5.2.1"),
    "版心宽": Measure(156, "5.2.1"),
    "版心高": Measure(225, "5.2.1"),
    "每面行数": Measure(22, "5.2.3"),
    "每行字数": Measure(28, "5.2.3"),
    "页码距版心": Measure(7, "7.5"),
}
# What the standard leaves to be worked out (推算): not its numbers.
RIGHT = PAGE["纸宽"].value - PAGE["订口"].value - PAGE["版心宽"].value
BOTTOM = PAGE["纸高"].value - PAGE["天头"].value - PAGE["版心高"].value

CHARACTER = 16 * 25.4 / 72  # 3号 is 16 points
FOLIO = 14 * 25.4 / 72  # 4号 is 14 points
LEFT, TOP = 40, 38  # room for the dimension lines, left of the paper and above it
EDGE = 4  # and on the two other sides


def page_drawing_html() -> str:
    """The figure; the words under it say the same as the picture."""
    n = {name: measure.value for name, measure in PAGE.items()}
    paper = _rect("sheet", LEFT, TOP, n["纸宽"], n["纸高"])
    x, y = LEFT + n["订口"], TOP + n["天头"]
    area = _rect("type-area", x, y, n["版心宽"], n["版心高"])
    right, bottom = x + n["版心宽"], y + n["版心高"]
    middle = x + n["版心宽"] / 2
    words = [
        _text(middle, TOP + n["天头"] / 2 - 2, "天头（上白边）"),
        _text(LEFT + n["订口"] / 2, y + n["版心高"] / 2 + 4, "订口"),
        _text(middle, y + n["版心高"] / 2 - 18, f"版心 {n['版心宽']:g}×{n['版心高']:g}", "name"),
        _text(middle, y + n["版心高"] / 2 + 2, f"每面{n['每面行数']:g}行"),
        _text(middle, y + n["版心高"] / 2 + 17, f"每行{n['每行字数']:g}字"),
        _text(right + 3, y + 7, "1", "count"),
        _text(right + 3, bottom - 1, f"{n['每面行数']:g}行", "count"),
        _text(x, y - 3, "1", "count"),
        _text(right, y - 3, f"{n['每行字数']:g}字", "count end"),
    ]
    drawn = [
        paper,
        _lines(x, y),
        area,
        *_across(TOP - 8, [(n["订口"], True), (n["版心宽"], True), (RIGHT, False)]),
        *_across(TOP - 24, [(n["纸宽"], True)]),
        *_down(LEFT - 8, [(n["天头"], True), (n["版心高"], True), (BOTTOM, False)]),
        *_down(LEFT - 24, [(n["纸高"], True)]),
        *_folios(x, right, bottom),
        *words,
    ]
    width, height = LEFT + n["纸宽"] + EDGE, TOP + n["纸高"] + EDGE
    return (
        f'<figure class="page-drawing"><svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(_label(), quote=True)}">'
        f"{''.join(drawn)}</svg><figcaption>单位：毫米。实线上的数是标准{_clauses()}给的（未对原文）；"
        f"虚线上的{RIGHT:g}和{BOTTOM:g}是减出来的，标准没有写。</figcaption></figure>"
    )


def _label() -> str:
    n = {name: f"{measure.value:g}" for name, measure in PAGE.items()}
    return (
        f"A4纸，宽{n['纸宽']}、高{n['纸高']}毫米。天头{n['天头']}，订口{n['订口']}；版心宽{n['版心宽']}、高{n['版心高']}，"
        f"排{n['每面行数']}行，每行{n['每行字数']}字。版心右边余{RIGHT:g}，下边余{BOTTOM:g}。"
        f"页码的一字线在版心下边{n['页码距版心']}毫米，单页居右空一字，双页居左空一字。"
    )


def _clauses() -> str:
    return "、".join(dict.fromkeys(measure.clause for measure in PAGE.values()))


def _n(value: float) -> str:
    return f"{round(value, 2):g}"


def _rect(css: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{css}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"/>'


def _text(x: float, y: float, text: str, css: str = "") -> str:
    name = f' class="{css}"' if css else ""
    return f'<text{name} x="{_n(x)}" y="{_n(y)}">{escape(text)}</text>'


def _lines(x: float, y: float) -> str:
    """Every line as a band as high as its characters; the first one divided into its characters."""
    width, rows = PAGE["版心宽"].value, int(PAGE["每面行数"].value)
    pitch, step = PAGE["版心高"].value / rows, width / PAGE["每行字数"].value
    top = (pitch - CHARACTER) / 2
    bands = "".join(
        f"M{_n(x)} {_n(y + row * pitch + top)}h{_n(width)}v{_n(CHARACTER)}h-{_n(width)}z" for row in range(rows)
    )
    cells = "".join(
        f"M{_n(x + cell * step)} {_n(y + top)}v{_n(CHARACTER)}" for cell in range(int(PAGE["每行字数"].value) + 1)
    )
    return f'<path class="band" d="{bands}"/><path class="cell" d="{cells}"/>'


def _across(y: float, spans: list[tuple[float, bool]]) -> list[str]:
    """A chain of dimensions above the paper, from its left edge."""
    x, made = float(LEFT), []
    for length, given in spans:
        css = "dimension" if given else "dimension derived"
        ends = f"M{_n(x)} {_n(y - 3)}v6M{_n(x + length)} {_n(y - 3)}v6"
        made.append(f'<path class="{css}" d="M{_n(x)} {_n(y)}h{_n(length)}"/><path class="dimension" d="{ends}"/>')
        made.append(_text(x + length / 2, y - 3, f"{length:g}", "number"))
        x += length
    return made


def _down(x: float, spans: list[tuple[float, bool]]) -> list[str]:
    """A chain of dimensions left of the paper, from its upper edge; the numbers read upwards, as on a drawing."""
    y, made = float(TOP), []
    for length, given in spans:
        css = "dimension" if given else "dimension derived"
        ends = f"M{_n(x - 3)} {_n(y)}h6M{_n(x - 3)} {_n(y + length)}h6"
        made.append(f'<path class="{css}" d="M{_n(x)} {_n(y)}v{_n(length)}"/><path class="dimension" d="{ends}"/>')
        at = f"{_n(x - 3)} {_n(y + length / 2)}"
        made.append(
            f'<text class="number" x="{_n(x - 3)}" y="{_n(y + length / 2)}" transform="rotate(-90 {at})">{length:g}</text>'
        )
        y += length
    return made


def _folios(x: float, right: float, bottom: float) -> list[str]:
    """The page number (页码): odd pages right, even pages left, one character of its size from the edge of the 版心."""
    gap = PAGE["页码距版心"].value
    y = bottom + gap
    half = FOLIO / 2  # a digit of half width between two dashes of one character each
    length = 2 * FOLIO + half + 2
    made = []
    for number, name, start in ((1, "单页", right - FOLIO - length), (2, "双页", x + FOLIO)):
        dashes = f"M{_n(start)} {_n(y)}h{_n(FOLIO)}M{_n(start + length - FOLIO)} {_n(y)}h{_n(FOLIO)}"
        made.append(f'<path class="folio" d="{dashes}"/>')
        made.append(_text(start + length / 2, y + FOLIO * 0.36, str(number), "digit"))
        made.append(_text(start + length / 2, y + 17, f"{name}页码"))
    middle = (x + right) / 2
    made.append(
        f'<path class="dimension" d="M{_n(middle)} {_n(bottom)}v{_n(gap)}M{_n(middle - 3)} {_n(bottom)}h6M{_n(middle - 3)} {_n(y)}h6"/>'
    )
    made.append(f'<path class="guide" d="M{_n(x + FOLIO * 4)} {_n(y)}H{_n(right - FOLIO * 4)}"/>')
    made.append(_text(middle, y + 10, f"{gap:g}", "number"))
    return made
