"""The picture on the maintainers' page: bars as SVG, written by hand so that nothing heavy is needed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from typing import Any

WIDTH, LABEL, BAR, GAP = 760, 250, 18, 8
COLOURS = {"本站": "#b02a30", "Material": "#7a7f87", "Zensical": "#3c6ea5", "Pagefind": "#4f8a5b"}


def picture(results: dict[str, Any]) -> str:
    """One SVG of the rows that compare builders and searches at the largest size that was measured; the machine is named below."""
    groups = list(_groups(results))
    parts: list[str] = []
    top = 34
    for title, unit, bars in groups:
        parts.append(f'<text x="0" y="{top}" class="t">{escape(title)}</text>')
        top += 12
        longest = max(value for _, value in bars) or 1
        for name, value in bars:
            width = max(1, (WIDTH - LABEL - 110) * value / longest)
            parts.append(
                f'<text x="{LABEL - 8}" y="{top + 14}" class="n">{escape(name)}</text>'
                f'<rect x="{LABEL}" y="{top}" width="{width:.1f}" height="{BAR}" fill="{_colour(name)}"/>'
                f'<text x="{LABEL + width + 6:.1f}" y="{top + 14}">{value:g} {escape(unit)}</text>'
            )
            top += BAR + GAP
        top += 24
    note = f"{results['machine']}，{results['when']}"
    style = "text{font:14px sans-serif;fill:#222}.t{font-weight:bold}.n{text-anchor:end}.m{font-size:12px;fill:#555}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top + 10}" role="img" aria-label="快慢对比">'
        f'<style>{style}</style><rect width="{WIDTH}" height="{top + 10}" fill="#fff"/>'
        f'{"".join(parts)}<text x="0" y="{top}" class="m">{escape(note)}</text></svg>\n'
    )


def _groups(results: dict[str, Any]) -> Iterable[tuple[str, str, list[tuple[str, float]]]]:
    """Title, unit, bars; the rows are recognised by what their first column says: size，builder：measure."""
    found: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for row in (row for rows in results["sections"].values() for row in rows):
        where, colon, measure = row["what"].partition("：")
        if not colon or not isinstance(row["figure"], int | float) or measure not in SHOWN:
            continue
        where = where.removeprefix("检索，")
        size, _, name = where.partition("，")
        found.setdefault((size, measure), []).append((name, row["figure"]))
    last: dict[str, tuple[str, list[tuple[str, float]]]] = {}
    for (size, measure), bars in found.items():
        last[measure] = (size, bars)
    for measure in SHOWN:
        if measure in last and len(last[measure][1]) > 1:
            size, bars = last[measure]
            yield f"{SHOWN[measure][0]}（{size}）", SHOWN[measure][1], bars


SHOWN = {
    "从头生成": ("从头生成网站", "秒"),
    "改一张卡以后": ("改一张卡以后再生成", "秒"),
    "内存峰值": ("内存峰值", "MB"),
    "到第一个结果（冷，按名称）": ("检索：到第一个结果", "毫秒"),
    "到第一个结果收的字节（压缩后）": ("检索：到第一个结果收的字节", "KB"),
    "一次查询（热），95%": ("检索：一次查询，95%", "毫秒"),
    "前10个里真有这几个字的": ("检索：前10个里真有这几个字的", ""),
}


def _colour(name: str) -> str:
    return next((colour for start, colour in COLOURS.items() if name.startswith(start)), "#999")


def read(text: str) -> dict[str, Any]:
    """bench/results.json as main wrote it."""
    return dict(json.loads(text))
