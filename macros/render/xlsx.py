"""The ledger (整改台账) as an Excel file (.xlsx): A4 across, the header on every page, dates as dates."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from macros import blanks, usage
from macros.assemble import LEDGER, choose, ledger, most_of
from macros.draft import Block, Span
from macros.library import Library
from macros.render import layout
from macros.render.docx import FORBIDDEN, NEW_LINE
from macros.render.text import Values, no_values
from macros.render.zipped import zipped

# Widths in characters of the default font, by what stands in the column.
WIDTHS = {
    "序号": 6,
    "方面": 16,
    "问题": 22,
    "根源": 14,
    "整改措施": 44,
    "责任人": 18,
    "完成时限": 18,
    "检查办法": 28,
    "办结标准": 28,
}
OTHER_WIDTH = 16
DATES = ("完成时限",)
DATE_FORMAT = 'yyyy"年"m"月"d"日"'
FULL_DATE = re.compile(r"\s*(\d{4})年(\d{1,2})月(\d{1,2})日\s*")
LONGEST = 32_767  # what a cell can hold
MOMENT = datetime(1980, 1, 1)  # Excel wants one; the same in every file


def ledger_block(library: Library, template_id: str, theme_id: str, writer: str) -> Block:
    """The ledger of a template's default problems, in the columns of its outline if it names any."""
    template = library.templates[template_id]
    choice = choose(library, template, library.themes[theme_id], writer, most_of(template))
    own = next((node.ledger.columns for node in usage.nodes(template.outline) if node.ledger), LEDGER)
    return ledger(library, choice, writer, own)


def ledger_workbook(
    library: Library, template_id: str, theme_id: str, writer: str, values: Values = no_values
) -> bytes:
    """The file. Blanks without a value stay as text 【名称】, on yellow; a full date in a column of dates becomes a date."""
    block = ledger_block(library, template_id, theme_id, writer)
    names = [_text(cell, values) for cell in block.rows[0]]
    book = Workbook()
    sheet = book.active
    for number, row in enumerate(block.rows, 1):
        for column, spans in enumerate(row, 1):
            cell = sheet.cell(number, column)
            _fill(cell, _text(spans, values), is_date=number > 1 and names[column - 1] in DATES)
            look(cell, header=number == 1, open_blank=bool(blanks.names(str(cell.value or ""))))
    set_up(book, [WIDTHS.get(name, OTHER_WIDTH) for name in names])
    return saved(book)


def set_up(book: Workbook, widths: Sequence[int]) -> None:
    """The sheet's page: A4 across, the header frozen and on every page, page numbers, no name of anyone."""
    sheet = book.active
    sheet.title = "整改台账"
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = {side: length / 25.4 for side, length in layout.margins(landscape=True).items()}
    for side, inches in margins.items():
        setattr(sheet.page_margins, side, inches)
    sheet.oddFooter.center.text = "— &P —"
    book.properties.creator = ""


def _text(spans: tuple[Span, ...], values: Values) -> str:
    return "".join(blanks.fill(span.text, values(span.scope)) for span in spans)


def _fill(cell: Cell, text: str, is_date: bool) -> None:
    """Put text into a cell as text, whatever it begins with: a formula would be run by whoever opens the file."""
    if is_date:
        cell.number_format = DATE_FORMAT
        day = _date(text)
        if day:
            cell.value = day
            cell.number_format = DATE_FORMAT  # openpyxl sets its own for a date
            return
    if not text:
        return
    cell.value = NEW_LINE.sub("\n", FORBIDDEN.sub("", text))[:LONGEST]
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True  # else typing in the cell again makes a formula of it


def _date(text: str) -> date | None:
    """The day that a cell says and nothing else; None also for one that the calendar lacks."""
    match = FULL_DATE.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


THIN = Side(style="thin")


def look(cell: Cell, header: bool, open_blank: bool) -> None:
    """A cell's look: borders, wrapped, the header in 黑体, an open blank on yellow."""
    cell.font = Font(name="黑体" if header else "仿宋", size=layout.LOOKS["table_cell"].size)
    cell.alignment = Alignment(
        horizontal="center" if header else "left", vertical="center" if header else "top", wrap_text=True
    )
    cell.border = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
    if open_blank:
        cell.fill = PatternFill("solid", fgColor="FFFF99")


def saved(book: Workbook) -> bytes:
    """The workbook without the time at which it was made."""
    stream = BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as saved:
        parts = {name: saved.read(name) for name in saved.namelist()}
    core = parts["docProps/core.xml"].decode("utf-8")
    core = re.sub(r"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>", "", core)
    parts["docProps/core.xml"] = core.encode("utf-8")
    return zipped(parts)
