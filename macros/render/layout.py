"""The layout of a 公文: every number in one place, for Word, for the clipboard and for print.

Source: GB/T 9704—2012, whose clause stands beside each number. What is not in the standard is marked `custom`.

Fonts: 仿宋, 楷体, 黑体 and 宋体 come with every Windows since Vista and WPS knows them; 仿宋_GB2312 and 楷体_GB2312 are of Windows XP
and would be reported missing. 方正小标宋简体 comes with no Windows but is what offices install for titles; where it is missing the font
table sends Word to 华文中宋. Latin letters and digits: the standard names no font; Times New Roman is custom.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import floor
from typing import Literal

from macros.draft import Block

# 5.1: A4. 5.2.1: 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm; the other two margins are what remains of the sheet.
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
TEXT_WIDTH, TEXT_HEIGHT = 156, 225
TOP, LEFT = 37, 28
BOTTOM, RIGHT = PAGE_HEIGHT - TOP - TEXT_HEIGHT, PAGE_WIDTH - LEFT - TEXT_WIDTH
LINES, CHARACTERS = 22, 28  # 5.2.3: lines a page, characters a line; see LINE and pitch()

SIZES = {"2号": 22.0, "3号": 16.0, "4号": 14.0, "小4号": 12.0}  # Chinese sizes in points
LINE = 28.0  # custom: exact line spacing in points; 22 such lines fit the 225 mm, the standard says no number
LATIN = "Times New Roman"  # custom

# 7.5: 4号 宋体 digits between dashes, the dash 7 mm under the text, one character from the outer edge.
PAGE_NUMBER_FONT, PAGE_NUMBER_SIZE = "宋体", SIZES["4号"]
PAGE_NUMBER_BELOW = 7
PAGE_NUMBER_LINE = 16.0  # custom: the line that the number stands in, in points
PAGE_NUMBER_INDENT = 1

# Other names of the same fonts, then what may stand for them.
FONTS = {
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "华文中宋", "STZhongsong"),
    "仿宋": ("FangSong", "仿宋_GB2312"),
    "楷体": ("KaiTi", "楷体_GB2312"),
    "黑体": ("SimHei",),
    "宋体": ("SimSun",),
}

Align = Literal["both", "left", "center", "right"]


@dataclass(frozen=True)
class Look:
    """How one kind of block looks: points for sizes and spaces, characters for indents; line None is single spacing."""

    name: str
    font: str = "仿宋"
    size: float = SIZES["3号"]
    align: Align = "both"
    indent: int = 0
    right: int = 0
    line: float | None = LINE
    before: float = 0
    after: float = 0
    bold: bool = False
    level: int = 0
    with_next: bool = False
    new_page: bool = False


LOOKS = {
    # 7.3.1: 2号 小标宋, centred. Line and the free line under it (7.3.2: 主送机关 one line under the title): 32 pt custom.
    "title": Look("标题", "方正小标宋简体", SIZES["2号"], "center", line=32.0, after=LINE, with_next=True),
    "addressee": Look("主送机关", align="left"),  # 7.3.2: flush left
    # 7.3.3: 黑体, 楷体, 仿宋, 仿宋; none bold. The indent of headings is custom (惯例).
    "heading1": Look("标题 1", "黑体", indent=2, level=1, with_next=True),
    "heading2": Look("标题 2", "楷体", indent=2, level=2, with_next=True),
    "heading3": Look("标题 3", indent=2, level=3, with_next=True),
    "heading4": Look("标题 4", indent=2, level=4, with_next=True),
    "paragraph": Look("正文", indent=2),  # 7.3.3: two characters, later lines flush
    # 7.3.5.2: a free line under the text, two characters from the right; a name by hand needs room after its colon (custom).
    "signature": Look("落款", align="right", right=2, before=LINE, with_next=True),
    "signature_by_hand": Look("签名", align="right", right=8, before=LINE, with_next=True),
    "attachment": Look("附件", "黑体", align="left", after=LINE, with_next=True, new_page=True),  # 7.3.7
    # Tables are not in the standard: custom. Never exact spacing in a cell: a row of two lines would be cut.
    "table_header": Look("表头", "黑体", SIZES["小4号"], "center", line=None),
    "table_cell": Look("表格文字", "仿宋", SIZES["小4号"], "left", line=None),
}

# Custom: from seven columns on a table is set on a landscape page (8: A4 across). On an upright one such a column of a ledger holds
# five characters a line, and a measure of eighty characters becomes a column of sixteen lines.
WIDE = 7
ROW_HEIGHT = LINE  # custom: the least height of a row, room to write by hand
CELL_MARGIN, CELL_ROOM = 80, 40  # custom: twips beside the text of a cell, and over and under it

ATTACHMENT = re.compile(r"附(?:件[0-9０-９一二三四五六七八九十]*)?[：:]?")


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres / 25.4 * 1440)


def margins(landscape: bool = False) -> dict[str, int]:
    """The four margins in mm. 8: a landscape page lies with its head to the left side of the upright one, so its top is the binding."""
    if landscape:
        return {"top": LEFT, "right": TOP, "bottom": RIGHT, "left": BOTTOM}
    return {"top": TOP, "right": RIGHT, "bottom": BOTTOM, "left": LEFT}


def pitch() -> int:
    """What a body character is set closer, in twips (negative), so that 28 of 16 pt stand in 156 mm (5.2.3).

    A grid of the page (w:docGrid) would do it in Word; LibreOffice gives such a grid its own, far wider reading.
    """
    return floor((text_width() / 20 / CHARACTERS - LOOKS["paragraph"].size) * 20)


def text_width(landscape: bool = False) -> int:
    """The width of the text in twips."""
    return twips(TEXT_HEIGHT if landscape else TEXT_WIDTH)


def kinds(blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
    """Each block with the key of its look; a table's key is `table`."""
    signed = False
    for block in blocks:
        text = block.text()
        key: str = block.kind
        if block.kind == "heading":
            key = f"heading{min(block.level, 4)}"
        elif block.kind == "signature":
            signed = True
            key = "signature_by_hand" if text.endswith(("：", ":")) else "signature"
        elif block.kind == "paragraph" and signed and ATTACHMENT.match(text):
            key = "attachment"  # 7.3.7: what stands before the signature is only the list of them (7.3.4)
        yield key, block


def pages(blocks: Iterable[Block]) -> Iterator[tuple[bool, list[tuple[str, Block]]]]:
    """The blocks by the way their pages lie (True: landscape).

    A part, from a first-level heading or an attachment to the next, lies across where it holds a wide table, so that a ledger stands on
    one page with its heading.
    """
    parts: list[list[tuple[str, Block]]] = [[]]
    headed = False  # what stands before the first heading goes with the first part
    for key, block in kinds(blocks):
        if key == "attachment" or (key == "heading1" and headed):
            parts.append([])
        headed = headed or key == "heading1"
        parts[-1].append((key, block))
    lying: bool | None = None
    gathered: list[tuple[str, Block]] = []
    for part in parts:
        across = any(block.kind == "table" and is_wide(block) for _, block in part)
        if gathered and across != lying:
            yield bool(lying), gathered
            gathered = []
        lying = across
        gathered = gathered + part
    if gathered:
        yield bool(lying), gathered


def is_wide(block: Block) -> bool:
    """Whether a table needs a landscape page."""
    return len(block.rows[0]) >= WIDE


def column_widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """The widths of a table's columns in twips; together exactly the text's width.

    Every column first gets room for up to four characters; the rest goes by the longest cell, which keeps rows low, but a cell over
    a hundred characters draws no more. A column of empty cells is written in by hand: it counts as one of twelve characters.
    """
    size = int(LOOKS["table_cell"].size * 20)
    columns = list(zip(*rows, strict=True))
    longest = [max(map(len, column)) if any(column[1:]) else max(12, len(column[0])) for column in columns]
    least = [min(length, 4) * size + 2 * CELL_MARGIN for length in longest]
    total = text_width(len(columns) >= WIDE)
    shares = [min(length, 100) for length in longest]
    rest = total - sum(least)
    widths = [low + rest * share // sum(shares) for low, share in zip(least, shares, strict=True)]
    widths[-1] += total - sum(widths)
    return widths


def table_numbers() -> dict[str, int]:
    """What `column_widths` reckons with, for tables that the browser makes: a character's width, a margin, both text widths in twips."""
    return {
        "character": int(LOOKS["table_cell"].size * 20),
        "margin": CELL_MARGIN,
        "portrait": text_width(),
        "landscape": text_width(landscape=True),
        "wide": WIDE,
    }


def copy_styles() -> dict[str, str]:
    """Inline CSS of each kind of block for the clipboard, in the words that Word and WPS read: font names Chinese first, points, exact lines.

    28 pt and the sizes are the numbers above; `mso-` is what Word reads of HTML beyond CSS.
    """
    styles = {key: _css(look) for key, look in LOOKS.items()}
    styles["table"] = "border-collapse:collapse;width:100%"
    styles["cell_box"] = styles["header_box"] = "border:1px solid #000;padding:2pt 4pt;vertical-align:middle"
    styles["cell"], styles["header"] = styles.pop("table_cell"), styles.pop("table_header")
    return styles


def _css(look: Look) -> str:
    fonts = ",".join(f"'{name}'" for name in (look.font, *FONTS[look.font]))
    parts = [
        f"font-family:{fonts},serif",
        f"mso-fareast-font-family:'{look.font}'",
        f"mso-ascii-font-family:'{LATIN}'",
        f"font-size:{look.size:g}pt",
        f"font-weight:{'bold' if look.bold else 'normal'}",
        f"text-align:{'justify' if look.align == 'both' else look.align}",
        f"margin:{look.before:g}pt {look.right * look.size:g}pt {look.after:g}pt 0",
        f"text-indent:{look.indent * look.size:g}pt",  # LibreOffice reads no em
    ]
    if look.indent:
        parts.append(f"mso-char-indent-count:{look.indent}.0")
    parts += [f"line-height:{look.line:g}pt", "mso-line-height-rule:exactly"] if look.line else ["line-height:normal"]
    if look.level:
        parts.append(f"mso-outline-level:{look.level}")
    return ";".join(parts)
