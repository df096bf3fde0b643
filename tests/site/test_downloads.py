"""The files of the site: one a template and writer, one an example, one a ledger; each opens, and its page links to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook

from macros.library import Library, url_of
from macros.render import docx
from tests.office import page_count, pdf_text, pdfs

SAMPLE = {
    "niandu-duizhao-jiancha-banzi": "存在的主要问题",
    "qingkuang-baogao-banzi": "情况的报告",
    "zhengqiu-yijian-han-banzi": "附件2",
    "zhuchici-zhuyao-fuzeren": "主持词",
    "zhujian-zhenggai-fangan": "整改台账",
}


@pytest.fixture(scope="module")
def folder(site: Path) -> Path:
    return site / "downloads"


def test_every_template_and_example_has_its_file(folder: Path, library: Library) -> None:
    words = {
        "班子": "banzi",
        "主要负责人": "zhuyao-fuzeren",
        "班子成员": "banzi-chengyuan",
        "支部": "zhibu",
        "党员": "dangyuan",
    }
    expected = {f"{i}-{words[w]}.docx" for i, t in library.templates.items() for w in t.writers}
    expected |= {f"{i}.docx" for i in library.examples}
    assert {path.name for path in folder.glob("*.docx")} == expected
    ledgers = {path.stem for path in folder.glob("*.xlsx")}
    assert {
        "niandu-duizhao-jiancha-banzi",
        "zhenggai-taizhang-banzi",
        "geren-zhenggai-qingdan-banzi-chengyuan",
    } <= ledgers
    assert not ledgers & {"zhuchici-zhuyao-fuzeren", "huiyi-tongzhi-banzi"}


def test_pages_link_to_every_file(site: Path, folder: Path, library: Library) -> None:
    linked = set()
    for kind in ("templates", "examples"):
        for item_id in library.of(kind):
            page = html.fromstring((site / url_of(kind, item_id)).read_text("utf-8"))
            for link in page.xpath("//a[@data-action='download-docx' or @data-action='download-xlsx']"):
                assert link.get("data-action") == f"download-{link.get('href').rpartition('.')[2]}"
                assert link.get("download") is not None
                linked.add(link.get("href").removeprefix("../downloads/"))
            assert page.xpath("//*[@data-draft]//a[@data-action='download-docx']"), item_id
    assert linked == {path.name for path in folder.iterdir()}


def test_a_draft_of_another_theme_links_to_no_file(library: Library) -> None:
    from macros import functions

    assert "download-docx" in functions.draft(library, "niandu-duizhao-jiancha", "2025-niandu", "班子")
    assert "download" not in functions.draft(library, "niandu-duizhao-jiancha", "2022-niandu", "班子")


def test_every_file_opens(folder: Path) -> None:
    for path in folder.iterdir():
        if path.suffix == ".docx":
            opened = Document(str(path))
            assert any(paragraph.text.strip() for paragraph in opened.paragraphs), path.name
            assert not opened.core_properties.author and not opened.core_properties.last_modified_by
        else:
            book = load_workbook(path)
            assert book.active.max_row > 1, path.name
            assert not book.properties.creator and not book.properties.lastModifiedBy


def test_every_word_file_opens_in_libreoffice(folder: Path, tmp_path: Path) -> None:
    """One run for all: 15 to 20 seconds where nothing else runs."""
    files = sorted(folder.glob("*.docx"))
    made = pdfs(files, tmp_path)
    assert [pdf.name for pdf in made if not pdf.is_file()] == []
    assert [pdf.name for pdf in made if not 1 <= page_count(pdf) <= 30] == []
    for stem, text in SAMPLE.items():
        assert text in pdf_text(tmp_path / f"{stem}.pdf").replace("\n", "").replace(" ", ""), stem


def test_the_browser_has_the_parts(site: Path) -> None:
    text = (site / "assets" / "data" / "docx.js").read_text("utf-8")
    assert text.startswith("antouDocx({") and text.endswith("});\n")
    data = json.loads(text.removeprefix("antouDocx(").removesuffix(");\n"))
    assert data["package"]["word/document.xml"].count("{body}") == 1
    assert data["shapes"] == docx.shapes() and data["numbers"]["wide"] == 7
    assert len(text) < 40_000
