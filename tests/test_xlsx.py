"""The ledger as an Excel file: header, widths, page, dates; whatever is typed stays text."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from macros.draft import Span
from macros.library import Library
from macros.render import xlsx
from tests.office import HOSTILE

KEY = ("zhenggai-taizhang", "2025-niandu", "班子")


def opened(library: Library, value: str = "") -> Worksheet:
    """The ledger with one value in every blank."""
    values = dict.fromkeys(names(library), value) if value else {}
    return load_workbook(io.BytesIO(xlsx.ledger_workbook(library, *KEY, lambda scope: values))).active


def names(library: Library) -> set[str]:
    block = xlsx.ledger_block(library, *KEY)
    return set(re.findall(r"【(.*?)】", str(block.texts())))


def test_rows_are_those_of_the_ledger(library: Library) -> None:
    sheet = opened(library)
    found = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert found == xlsx.ledger_block(library, *KEY).texts()
    assert found[0] == ["序号", "方面", "问题", "整改措施", "责任人", "完成时限", "检查办法", "办结标准", "完成情况"]


def test_the_page(library: Library) -> None:
    sheet = opened(library)
    assert sheet.freeze_panes == "A2" and sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert {letter: d.width for letter, d in sheet.column_dimensions.items()}["D"] > 40
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.alignment.wrap_text and cell.border.left.style == cell.border.top.style == "thin"


def test_open_blanks_are_text_on_yellow(library: Library) -> None:
    sheet = opened(library)
    blank = next(cell for row in sheet.iter_rows() for cell in row if "【" in str(cell.value))
    assert blank.data_type == "s" and blank.fill.fgColor.rgb == "00FFFF99"
    assert sheet["A2"].fill.fill_type is None


@pytest.fixture
def deadline(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger whose deadlines are one blank each."""
    block = xlsx.ledger_block(library, *KEY)
    column = [cell[0].text for cell in block.rows[0]].index("完成时限")
    rows = [
        tuple((Span("【整改期限】"),) if number and place == column else cell for place, cell in enumerate(row))
        for number, row in enumerate(block.rows)
    ]
    made = type(block)("table", rows=tuple(rows))
    monkeypatch.setattr(xlsx, "ledger_block", lambda *_: made)


@pytest.mark.usefixtures("deadline")
@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2026年6月30日", datetime(2026, 6, 30)),
        ("2026年2月30日", "2026年2月30日"),
        ("2026年6月30日前", "2026年6月30日前"),
        ("6月底", "6月底"),
        ("", "【整改期限】"),
    ],
)
def test_full_dates_are_dates(library: Library, typed: str, value: object) -> None:
    book = load_workbook(io.BytesIO(xlsx.ledger_workbook(library, *KEY, lambda scope: {"整改期限": typed})))
    cell = book.active["F2"]
    assert cell.value == value
    assert cell.number_format == 'yyyy"年"m"月"d"日"'


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_values_stay_text(library: Library, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    value, said = HOSTILE[name]
    block = xlsx.ledger_block(library, *KEY)
    rows = (block.rows[0], tuple((Span("【甲】"),) for _ in block.rows[0]))
    made = type(block)("table", rows=rows)
    monkeypatch.setattr(xlsx, "ledger_block", lambda *_: made)
    book = load_workbook(io.BytesIO(xlsx.ledger_workbook(library, *KEY, lambda scope: {"甲": value})))
    for cell in book.active[2]:
        assert (cell.value, cell.data_type) == (said, "s")
        assert bool(cell.quotePrefix) == value.startswith(("=", "@"))


def test_no_name_no_date_and_the_same_bytes(library: Library) -> None:
    file = xlsx.ledger_workbook(library, *KEY)
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "openpyxl" not in core and not re.search(r"\d{4}-\d\d-\d\d", core)
    assert xlsx.ledger_workbook(library, *KEY) == file
