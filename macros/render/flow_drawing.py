"""How content becomes a site (流程), as SVG: boxes from top to bottom, so that a narrow screen shows them whole; look in the style sheet (.flow)."""

from __future__ import annotations

from html import escape
from itertools import pairwise

WIDTH, HEIGHT = 352, 46  # of a row
ROOM, GAP = 8, 20  # between two boxes, between two rows

# A row's boxes: what it is, and what does it.
ROWS = (
    (("docs/：一个条目一个文件", "前置数据加正文，词表在 _vocabulary/"),),
    (("安全检查、读入", "safety、source、body、model：错一次列全"),),
    (("内容库", "library：各类条目、词表、原文"),),
    (("检查规则", "checks：路径:行:列: 规则: 说明"),),
    (("页面", "functions、render"), ("数据、检索、组稿", "export、search"), ("Word、Excel", "downloads")),
    (("site/：全部做好，一步替换", "scripts.build；有错，原来的不动"),),
    (("dist/：zip和tar.gz", "scripts.package：同一次提交，同样的字节"),),
    (("解开就用", "双击 index.html"), ("服务器 current", "scripts.publish，可退回")),
)
LABEL = (
    "流程：docs里的文件先过安全检查，读入内容库，再按规则检查；由内容库做出页面，数据、检索和组稿，Word和Excel；"
    "全部做好才替换site；打包成zip和tar.gz；zip解开就用，tar.gz发布到服务器。"
)


def flow_drawing_html() -> str:
    """The figure; its label tells the same in words."""
    boxes = [
        _box(number, left, width, *box)
        for number, row in enumerate(ROWS)
        for box, (left, width) in zip(row, _columns(len(row)), strict=True)
    ]
    arrows = [
        _arrow(number, left + width / 2)
        for number, (row, following) in enumerate(pairwise(ROWS))
        for left, width in _columns(max(len(row), len(following)))
    ]
    height = len(ROWS) * (HEIGHT + GAP) - GAP
    return (
        f'<figure class="flow"><svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(LABEL, quote=True)}">'
        f"{''.join(arrows + boxes)}</svg></figure>"
    )


def _columns(count: int) -> list[tuple[float, float]]:
    """Left edge and width of each of a row's boxes."""
    width = (WIDTH - ROOM * (count - 1)) / count
    return [(number * (width + ROOM), width) for number in range(count)]


def _box(row: int, left: float, width: float, title: str, note: str) -> str:
    top, middle = row * (HEIGHT + GAP), left + width / 2
    return (
        f'<rect x="{left:g}" y="{top}" width="{width:g}" height="{HEIGHT}" rx="3"/>'
        f'<text class="name" x="{middle:g}" y="{top + 20}">{escape(title)}</text>'
        f'<text x="{middle:g}" y="{top + 37}">{escape(note)}</text>'
    )


def _arrow(row: int, x: float) -> str:
    return f'<path d="M{x:g} {row * (HEIGHT + GAP) + HEIGHT}v{GAP - 2}m-4 -5l4 5l4 -5"/>'
