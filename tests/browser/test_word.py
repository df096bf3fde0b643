"""Taking a draft away: the browser's Word file is the build's; formatted copying keeps the 公文 through LibreOffice; the ledger in Excel."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from playwright.sync_api import Page

from macros.library import Library
from macros.render import layout
from macros.render.files import draft_file, example_file
from tests.browser.parts import WHERE

SAMPLE = (
    "niandu-duizhao-jiancha",
    "zhenggai-taizhang",
    "zhuchici",
    "guidang-mulu",
    "songshen-xiugai-biao",
    "tanxin-tigang",
    "huiyi-tongzhi",
    "geren-duizhao",
)


def outline(path: Path) -> list[Any]:
    """The body piece by piece: a paragraph's style and runs joined where alike, a table's grid and cells, where sections end."""
    pieces: list[Any] = []
    for child in Document(str(path)).element.body.iterchildren():
        if child.tag == qn("w:tbl"):
            grid = [column.get(qn("w:w")) for column in child.iter(qn("w:gridCol"))]
            pieces.append(
                ("table", grid, [[runs(cell) for cell in row.iter(qn("w:tc"))] for row in child.iter(qn("w:tr"))])
            )
        else:
            style = child.find(f".//{qn('w:pStyle')}")
            turned = child.find(f".//{qn('w:pgSz')}")
            paper = turned.get(qn("w:orient"), "portrait") if turned is not None else ""
            pieces.append(
                (child.tag.rpartition("}")[2], style.get(qn("w:val")) if style is not None else "", paper, runs(child))
            )
    return pieces


def runs(element: Any) -> list[tuple[str, bool]]:
    """Text and whether it is marked as an open blank; neighbours of one kind joined."""
    joined: list[tuple[str, bool]] = []
    for run in element.iter(qn("w:r")):
        text = "".join(part.text or "" for part in run.iter(qn("w:t")))
        marked = run.find(f".//{qn('w:highlight')}") is not None
        if joined and joined[-1][1] == marked:
            joined[-1] = (joined[-1][0] + text, marked)
        else:
            joined.append((text, marked))
    return [pair for pair in joined if pair[0]]


def take(page: Page, selector: str, target: Path) -> Path:
    with page.expect_download() as download:
        page.click(selector)
    download.value.save_as(target)
    return target


@pytest.mark.parametrize("where", WHERE)
def test_the_browsers_word_file_is_the_builds(
    page: Page, address: Callable[[str], str], where: str, site: Path, library: Library, tmp_path: Path
) -> None:
    for template_id in SAMPLE if where == "http" else SAMPLE[:2]:
        page.goto(address(f"templates/{template_id}.html"))
        for number, writer in enumerate(library.templates[template_id].writers):
            mine = take(page, f"[data-draft] >> nth={number} >> [data-action='download-docx']", tmp_path / "mine.docx")
            built = site / draft_file(library.vocabulary, template_id, writer)
            assert outline(mine) == outline(built), (template_id, writer)
    example_id = "zhujian-zhenggai-fangan"
    page.goto(address(f"examples/{example_id}.html"))
    mine = take(page, "[data-action='download-docx']", tmp_path / "example.docx")
    assert outline(mine) == outline(site / example_file(example_id))


def test_values_are_in_the_word_file_and_its_name(page: Page, served: str, tmp_path: Path) -> None:
    page.goto(f"{served}/templates/niandu-duizhao-jiancha.html")
    page.click("details.fill > summary")
    page.fill("[data-blank='单位名称']", "云岫市青塬区水务局")
    page.fill("[data-blank='年度']", "2025")
    with page.expect_download() as download:
        page.click("[data-action='download-docx']")
    assert download.value.suggested_filename == "云岫市青塬区水务局领导班子2025年度民主生活会对照检查材料.docx"
    download.value.save_as(tmp_path / "甲.docx")
    made = Document(str(tmp_path / "甲.docx"))
    assert made.paragraphs[0].text == "云岫市青塬区水务局领导班子2025年度民主生活会对照检查材料"
    assert not any(run.font.highlight_color for run in made.paragraphs[0].runs)
    assert made.core_properties.author == ""


def test_without_the_data_the_file_as_built_is_given_and_said(browser: Any, served: str, tmp_path: Path) -> None:
    opened = browser.new_context().new_page()
    opened.route("**/docx.js", lambda route: route.abort())
    opened.goto(f"{served}/templates/huiyi-tongzhi.html")
    with opened.expect_download() as download:
        opened.click("[data-action='download-docx']")
    assert download.value.suggested_filename == "huiyi-tongzhi-banzi.docx"
    assert "没有填的文件" in (opened.text_content(".fill-status") or "")
    opened.context.close()


def test_the_ledger_filled_in_as_excel(page: Page, served: str, tmp_path: Path) -> None:
    page.goto(f"{served}/templates/zhenggai-taizhang.html")
    page.click("details.fill > summary")
    page.fill("[data-blank='检查部门']", "=1+1")
    page.fill("[data-blank='整改期限']", "2026年6月30日")
    file = take(page, "[data-action='download-xlsx'] >> nth=0", tmp_path / "台账.xlsx")
    sheet = load_workbook(file).active
    header = [cell.value for cell in sheet[1]]
    assert "问题" in header and sheet.freeze_panes == "A2" and sheet.print_title_rows == "$1:$1"
    texts = [str(cell.value) for row in sheet.iter_rows(min_row=2) for cell in row]
    assert any("=1+1" in text for text in texts)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


LOOK = {
    # kind of line in the page -> font, size, indent (characters), line (points), centred
    "gw-title": ("方正小标宋简体", 22, 0, 32, True),
    "gw-1": ("黑体", 16, 2, 28, False),
    "gw-body": ("仿宋", 16, 2, 28, False),
}


@pytest.mark.parametrize("where", WHERE)
def test_a_formatted_copy_keeps_the_look_through_libreoffice(
    page: Page, address: Callable[[str], str], where: str, tmp_path: Path
) -> None:
    """Fill, copy formatted, paste into an editable page, save its HTML, convert it with LibreOffice, read the Word file back."""
    page.goto(address("templates/qingkuang-baogao.html"))
    page.click("details.fill > summary")
    page.fill("[data-blank='单位名称']", "云岫市青塬区水务局")
    page.fill("[data-blank='会议日期']", "2026-1-20")
    page.click("[data-draft] [data-action='copy-rich'] >> nth=0")
    page.wait_for_function("() => document.querySelector('.copy-status').textContent === '已带格式复制'")
    source = {
        css: page.eval_on_selector_all(f"[data-draft] .{css}", "all => all.map(one => one.textContent)") for css in LOOK
    }
    made = pasted_and_converted(page, tmp_path)
    by_text = {paragraph.text: paragraph for paragraph in made.paragraphs if paragraph.text}
    for css, (font, size, indent, line, centred) in LOOK.items():
        assert source[css]
        for text in source[css]:
            paragraph = by_text[text]
            # LibreOffice drops names that are not in Latin letters; each font has one that is.
            fonts = told(paragraph, "w:rFonts")
            assert {font, *layout.FONTS[font]} & set(
                (fonts.get(qn("w:eastAsia")) or fonts.get(qn("w:ascii"))).split(";")
            ), text
            assert int(told(paragraph, "w:sz").get(qn("w:val"))) == size * 2, text
            shape = paragraph.paragraph_format
            assert round((shape.first_line_indent.pt if shape.first_line_indent else 0) / size) == indent, text
            assert shape.line_spacing is not None and round(shape.line_spacing.pt) == line, text
            assert (paragraph.alignment == 1) == centred, text
    levels = {p.text: p.style.name for p in made.paragraphs if p.style.name.startswith("Heading")}
    assert levels.get("一、基本情况") == "Heading 1"
    whole = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "云岫市青塬区水务局" in whole and "2026年1月20日" in whole and "复制" not in whole
    marked = [run.text for p in made.paragraphs for run in p.runs if "【" in run.text]
    assert marked


def told(paragraph: Any, name: str) -> Any:
    """A property of the paragraph's Chinese text: from its first such run, else its style, the styles that it stands on, the defaults."""
    chinese = next(run for run in paragraph.runs if any("一" <= letter <= "鿿" for letter in run.text))
    places, style = [chinese._element], paragraph.style
    while style is not None:
        places.append(style.element)
        style = style.base_style
    places.append(paragraph.part.styles.element.find(qn("w:docDefaults")))
    return next(found for place in places if (found := place.find(f".//{qn(name)}")) is not None)


def test_a_table_is_copied_with_its_borders(page: Page, served: str, tmp_path: Path) -> None:
    page.goto(f"{served}/templates/yijian-caina-biao.html")
    page.click("[data-draft] [data-action='copy-rich'] >> nth=0")
    made = pasted_and_converted(page, tmp_path)
    assert made.tables and len(made.tables[0].rows) >= 2
    borders = made.tables[0]._element.findall(f".//{qn('w:tcBorders')}")
    assert borders and all(border.find(qn("w:top")) is not None for border in borders)


def pasted_and_converted(page: Page, folder: Path) -> Any:
    """What the clipboard holds, pasted into an editable page whose HTML is saved and read by LibreOffice."""
    other = page.context.new_page()
    other.set_content("<div id='place' contenteditable></div>")
    other.focus("#place")
    other.keyboard.press("Control+V")
    saved = folder / "粘贴.html"
    saved.write_text(f"<!doctype html><meta charset=utf-8>{other.inner_html('#place')}", "utf-8")
    other.close()
    return converted(saved, folder)


def converted(saved: Path, folder: Path) -> Any:
    """The HTML as a Word file by LibreOffice."""
    profile = (folder / "profile").as_uri()
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation={profile}",
        "--infilter=HTML (StarWriter)",
        "--convert-to",
        "docx:MS Word 2007 XML",
    ]
    subprocess.run([*command, "--outdir", str(folder), str(saved)], check=True, capture_output=True, timeout=180)
    return Document(str(folder / f"{saved.stem}.docx"))


def test_where_only_plain_text_can_be_had_it_says_so(page: Page, served: str) -> None:
    page.goto(f"{served}/templates/huiyi-tongzhi.html")
    page.evaluate("""() => { const real = DataTransfer.prototype.setData;
        DataTransfer.prototype.setData = function (kind, text) { if (kind !== 'text/html') { real.call(this, kind, text); } }; }""")
    page.click("[data-draft] [data-action='copy-rich'] >> nth=0")
    page.wait_for_function("() => document.querySelector('.copy-status').textContent === '只复制了文字，没有格式'")


def test_the_numbers_of_print_and_of_the_layout_are_the_same() -> None:
    css = (Path(__file__).parents[2] / "overrides" / "assets" / "antou" / "print.css").read_text("utf-8")
    margins = layout.margins()
    assert f"margin: {margins['top']}mm {margins['right']}mm {margins['bottom']}mm {margins['left']}mm" in css
    body, title = layout.LOOKS["paragraph"], layout.LOOKS["title"]
    assert f"font-size: {body.size:g}pt; line-height: {body.line:g}pt" in css
    assert f"font-size: {title.size:g}pt; line-height: {title.line:g}pt" in css
