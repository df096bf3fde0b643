"""The pieces from which the browser makes a ledger's Excel file: the same workbook, taken apart into a package and the XML of cells.

A workbook with one cell of each look is made by the code that makes the built files, so that the looks are the same.
"""

from __future__ import annotations

import re
import zipfile
from functools import lru_cache
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from macros.render.xlsx import DATE_FORMAT, DATES, OTHER_WIDTH, WIDTHS, look, saved, set_up

SHEET = "xl/worksheets/sheet1.xml"
LOOKS = ("header", "cell", "blank", "date")


@lru_cache(maxsize=1)
def workbook_data() -> dict[str, Any]:
    """`package` (parts as text, the sheet with `{columns}` and `{rows}`), `looks` (style numbers), `widths`, `dates` (columns of dates)."""
    book = Workbook()
    sheet = book.active
    for column, name in enumerate(LOOKS, 1):
        cell = sheet.cell(1, column)
        cell.value = "甲"
        look(cell, header=name == "header", open_blank=name == "blank")
        if name == "date":
            cell.number_format = DATE_FORMAT
    set_up(book, [OTHER_WIDTH])
    with zipfile.ZipFile(BytesIO(saved(book))) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    numbers = dict(zip(LOOKS, re.findall(r'<c r="[A-D]1" s="(\d+)"', parts[SHEET]), strict=True))
    parts[SHEET] = re.sub(r"<cols>.*?</cols>", "<cols>{columns}</cols>", parts[SHEET])
    parts[SHEET] = re.sub(r"<sheetData>.*?</sheetData>", "<sheetData>{rows}</sheetData>", parts[SHEET])
    parts[SHEET] = re.sub(r"<dimension [^>]*/>", "", parts[SHEET])
    return {"package": parts, "looks": numbers, "widths": WIDTHS, "other": OTHER_WIDTH, "dates": list(DATES)}
