"""The Word file: each clause of GB/T 9704—2012 that applies, read back from its XML; tables, blanks, hostile text; as LibreOffice sets it.

What is expected is written here in full, not taken from macros/render/layout.py, so that a changed number is noticed.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from macros.assemble import draft
from macros.draft import Block, Draft, Span
from macros.library import Library
from macros.render import docx, layout
from macros.render.docx_package import package
from tests.office import HOSTILE, NS, W, part, pdf_text, pdfs

A4 = 'w:pgSz[@w:w="11906"][@w:h="16838"]'
BODY = '//w:style[@w:styleId="BodyText"]'

# clause -> part, XPath that must find something
CLAUSES = {
    "5.1 A4": ("word/document.xml", f"//w:sectPr/{A4}"),
    "5.2.1 top 37 mm": ("word/document.xml", '//w:pgMar[@w:top="2098"]'),
    "5.2.1 binding 28 mm": ("word/document.xml", '//w:pgMar[@w:left="1587"]'),
    "5.2.1 text 156 mm: right 26 mm": ("word/document.xml", '//w:pgMar[@w:right="1474"]'),
    "5.2.1 text 225 mm: bottom 35 mm": ("word/document.xml", '//w:pgMar[@w:bottom="1984"]'),
    "5.2.1 and 6.2 binding side changes": ("word/settings.xml", "//w:mirrorMargins"),
    "5.2.2 仿宋": ("word/styles.xml", f'{BODY}//w:rFonts[@w:eastAsia="仿宋"]'),
    "5.2.2 3号": ("word/styles.xml", f'{BODY}//w:sz[@w:val="32"]'),
    "5.2.3 28 characters a line": ("word/styles.xml", f'{BODY}/w:rPr/w:spacing[@w:val="-5"]'),
    "5.2.3 22 lines a page (28 pt is custom)": (
        "word/styles.xml",
        f'{BODY}/w:pPr/w:spacing[@w:line="560"][@w:lineRule="exact"][@w:before="0"][@w:after="0"]',
    ),
    "7.3.1 title 小标宋": ("word/styles.xml", '//w:style[@w:styleId="Title"]//w:rFonts[@w:eastAsia="方正小标宋简体"]'),
    "7.3.1 title 2号": ("word/styles.xml", '//w:style[@w:styleId="Title"]//w:sz[@w:val="44"]'),
    "7.3.1 title centred": ("word/styles.xml", '//w:style[@w:styleId="Title"]//w:jc[@w:val="center"]'),
    "7.3.2 a line under the title": (
        "word/styles.xml",
        '//w:style[@w:styleId="Title"]/w:pPr/w:spacing[@w:after="560"]',
    ),
    "7.3.2 addressee flush left": (
        "word/styles.xml",
        '//w:style[@w:styleId="Salutation"]/w:pPr[w:ind[@w:firstLine="0"]]/w:jc[@w:val="left"]',
    ),
    "7.3.3 two characters": ("word/styles.xml", f'{BODY}//w:ind[@w:firstLineChars="200"][@w:firstLine="640"]'),
    "7.3.3 first level 黑体": ("word/styles.xml", '//w:style[@w:styleId="Heading1"]//w:rFonts[@w:eastAsia="黑体"]'),
    "7.3.3 second level 楷体": ("word/styles.xml", '//w:style[@w:styleId="Heading2"]//w:rFonts[@w:eastAsia="楷体"]'),
    "7.3.3 third level 仿宋": ("word/styles.xml", '//w:style[@w:styleId="Heading3"]//w:rFonts[@w:eastAsia="仿宋"]'),
    "7.3.3 fourth level 仿宋": ("word/styles.xml", '//w:style[@w:styleId="Heading4"]//w:rFonts[@w:eastAsia="仿宋"]'),
    "7.3.5.2 signature two characters from the right, a line below": (
        "word/styles.xml",
        '//w:style[@w:styleId="Signature"]/w:pPr[w:jc[@w:val="right"]][w:spacing[@w:before="560"]]/w:ind[@w:rightChars="200"]',
    ),
    "7.3.7 attachment 黑体 on a page of its own": (
        "word/styles.xml",
        '//w:style[@w:styleId="Attachment"][w:pPr/w:pageBreakBefore][w:pPr/w:ind[@w:firstLine="0"]]//w:rFonts[@w:eastAsia="黑体"]',
    ),
    "7.5 number 4号": ("word/styles.xml", '//w:style[@w:styleId="Footer"]//w:sz[@w:val="28"]'),
    "7.5 number 宋体, digits too": (
        "word/styles.xml",
        '//w:style[@w:styleId="Footer"]//w:rFonts[@w:eastAsia="宋体"][@w:ascii="宋体"][@w:hAnsi="宋体"]',
    ),
    "7.5 odd and even apart": ("word/settings.xml", "//w:evenAndOddHeaders"),
    "7.5 dash 7 mm under the text": ("word/document.xml", '//w:pgMar[@w:footer="1427"]'),
}


def of(library: Library, template_id: str) -> Draft:
    """A template's draft for its first theme and writer."""
    template = library.templates[template_id]
    return draft(library, template_id, template.themes[0], template.writers[0])


@pytest.fixture(scope="module")
def made(library: Library) -> Draft:
    return draft(library, "niandu-duizhao-jiancha", "2025-niandu", "班子")


@pytest.fixture(scope="module")
def file(made: Draft) -> bytes:
    return docx.document(made)


@pytest.mark.parametrize("clause", CLAUSES)
def test_clause(file: bytes, clause: str) -> None:
    name, path = CLAUSES[clause]
    assert part(file, name).xpath(path, namespaces=NS), clause


@pytest.mark.parametrize(("kind", "side"), [("default", "right"), ("even", "left")])
def test_page_numbers_stand_outside(file: bytes, kind: str, side: str) -> None:
    """7.5: odd right, even left, one character in, between dashes."""
    (key,) = part(file, "word/document.xml").xpath(f'//w:footerReference[@w:type="{kind}"]/@r:id', namespaces=NS)
    relations = part(file, "word/_rels/document.xml.rels")
    (target,) = [r.get("Target") for r in relations if r.get("Id") == key]
    footer = part(file, f"word/{target}")
    assert "".join(footer.itertext()) == "— 1 —"
    assert footer.xpath('//w:fldSimple[normalize-space(@w:instr)="PAGE"]', namespaces=NS)
    assert footer.xpath("//w:jc/@w:val", namespaces=NS) == [side]
    assert footer.xpath(f"//w:ind/@w:{side}Chars", namespaces=NS) == ["100"]


def test_nothing_is_bold(file: bytes) -> None:
    """7.3.3 sets levels apart by fonts; it asks for no bold."""
    for name in ("word/styles.xml", "word/document.xml"):
        assert not part(file, name).xpath("//w:b", namespaces=NS)


def test_no_theme_and_chinese(file: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        for name in archive.namelist():
            assert "theme" not in name.lower()
            assert b"Theme" not in archive.read(name), name
    defaults = part(file, "word/styles.xml").xpath("//w:docDefaults//w:rPr", namespaces=NS)[0]
    assert defaults.find("w:rFonts", NS).get(f"{{{W}}}eastAsia") == "仿宋"
    assert defaults.find("w:lang", NS).get(f"{{{W}}}eastAsia") == "zh-CN"


def test_every_font_that_is_used_is_in_the_font_table(file: bytes) -> None:
    used = set(part(file, "word/styles.xml").xpath("//w:rFonts/@w:eastAsia | //w:rFonts/@w:ascii", namespaces=NS))
    table = part(file, "word/fontTable.xml")
    assert used == set(table.xpath("//w:font/@w:name", namespaces=NS))
    (other,) = table.xpath('//w:font[@w:name="方正小标宋简体"]/w:altName/@w:val', namespaces=NS)
    assert "华文中宋" in other


def test_headings_are_real(file: bytes, made: Draft) -> None:
    opened = Document(io.BytesIO(file))
    found = [(p.style.name, p.text) for p in opened.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert found == [(f"Heading {b.level}", b.text()) for b in made.blocks if b.kind == "heading"]
    levels = part(file, "word/styles.xml").xpath(
        '//w:style[starts-with(@w:styleId, "Heading")]//w:outlineLvl/@w:val', namespaces=NS
    )
    assert levels == ["0", "1", "2", "3"]


def test_every_style_that_is_used_is_there(library: Library) -> None:
    for template_id in library.templates:
        file = docx.document(of(library, template_id))
        used = set(part(file, "word/document.xml").xpath("//w:pStyle/@w:val", namespaces=NS))
        assert used <= set(part(file, "word/styles.xml").xpath("//w:style/@w:styleId", namespaces=NS))


def test_no_name_no_date(file: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = part(file, "docProps/core.xml")
    assert not list(core) and not core.text
    assert not re.search(r"w:(?:rsid|author)", "".join(package().values()))


def test_the_same_draft_gives_the_same_bytes(file: bytes, made: Draft) -> None:
    docx.shapes.cache_clear()
    assert docx.document(made) == file


def test_parts_are_text_and_all_of_them_are_used(file: bytes) -> None:
    assert set(package()) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/settings.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
    }
    for name in package():
        if not name.startswith(("[", "_rels", "word/_rels", "docProps")):
            assert f"/{name}" in package()["[Content_Types].xml"]


def test_the_text_is_that_of_the_draft(file: bytes, made: Draft) -> None:
    paragraphs = [p.text for p in Document(io.BytesIO(file)).paragraphs]
    assert paragraphs == [block.text() for block in made.blocks]


def test_open_blanks_are_marked_and_filled_ones_are_not(made: Draft) -> None:
    def marked(file: bytes) -> list[str]:
        return part(file, "word/document.xml").xpath("//w:r[w:rPr/w:highlight]/w:t/text()", namespaces=NS)  # type: ignore[no-any-return]

    assert "【单位名称】" in marked(docx.document(made))
    filled = docx.document(made, lambda scope: {"单位名称": "青塬区水务局"})
    assert "【单位名称】" not in marked(filled) and len(marked(filled)) > 100
    assert "青塬区水务局" in Document(io.BytesIO(filled)).paragraphs[0].text


def test_a_private_blank_is_filled_only_in_its_own_item() -> None:
    made = Draft("题", (Block("paragraph", (Span("甲【次数】", "a"), Span("乙【次数】", "b"))),))
    file = docx.document(made, lambda scope: {"次数": "3"} if scope == "a" else {})
    assert Document(io.BytesIO(file)).paragraphs[0].text == "甲3乙【次数】"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_values_stay_text(made: Draft, name: str) -> None:
    value, said = HOSTILE[name]
    file = docx.document(made, lambda scope: {"单位名称": value})
    opened, plain = Document(io.BytesIO(file)), Document(io.BytesIO(docx.document(made)))
    assert len(opened.paragraphs) == len(plain.paragraphs)
    title = next(block.text() for block in made.blocks if block.kind == "title")
    assert opened.paragraphs[0].text == title.replace("【单位名称】", said)
    tags = {element.tag for element in opened.element.iter(etree.Element)}
    assert tags <= {element.tag for element in plain.element.iter(etree.Element)} | {f"{{{W}}}br"}


def test_hostile_values_stay_text_in_tables() -> None:
    cells = tuple((Span(f"【{name}】"),) for name in HOSTILE)
    made = Draft("表", (Block("table", rows=(tuple((Span(name),) for name in HOSTILE), cells)),))
    file = docx.document(made, lambda scope: {name: value for name, (value, _) in HOSTILE.items()})
    (table,) = Document(io.BytesIO(file)).tables
    assert [cell.text for cell in table.rows[1].cells] == [said for _, said in HOSTILE.values()]


def tables(library: Library) -> list[tuple[str, etree._Element]]:
    found = []
    for template_id in library.templates:
        file = docx.document(of(library, template_id))
        found += [(template_id, table) for table in part(file, "word/document.xml").iter(f"{{{W}}}tbl")]
    for example_id, example in library.examples.items():
        file = docx.example_document(example)
        found += [(example_id, table) for table in part(file, "word/document.xml").iter(f"{{{W}}}tbl")]
    return found


def test_tables_have_borders_repeat_their_header_and_are_not_cut(library: Library) -> None:
    found = tables(library)
    assert len(found) >= 60
    for item, table in found:
        sides = table.xpath('w:tblPr/w:tblBorders/*[@w:val="single"]', namespaces=NS)
        assert {etree.QName(side).localname for side in sides} == {
            "top",
            "left",
            "bottom",
            "right",
            "insideH",
            "insideV",
        }
        rows = table.findall("w:tr", NS)
        assert [row.find("w:trPr/w:tblHeader", NS) is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in rows), item
        assert set(table.xpath(".//w:trHeight/@w:hRule", namespaces=NS)) == {"atLeast"}
        styles = set(table.xpath(".//w:pStyle/@w:val", namespaces=NS))
        assert styles == {"TableHeader", "TableText"}
        columns = [int(width) for width in table.xpath("w:tblGrid/w:gridCol/@w:w", namespaces=NS)]
        assert sum(columns) == (12756 if len(columns) >= 7 else 8844) and min(columns) > 400, item
        for row in rows:
            assert [int(width) for width in row.xpath("w:tc/w:tcPr/w:tcW/@w:w", namespaces=NS)] == columns


def test_cells_have_no_exact_spacing(file: bytes) -> None:
    for style in ("TableText", "TableHeader"):
        path = f'//w:style[@w:styleId="{style}"]/w:pPr/w:spacing/@w:lineRule'
        assert part(file, "word/styles.xml").xpath(path, namespaces=NS) == ["auto"]


def test_a_wide_ledger_lies_across_with_its_heading(library: Library) -> None:
    """8: A4 across. The part that holds it lies, the others stand."""
    file = docx.document(of(library, "minzhu-pingyi-cepingbiao"))
    sections = part(file, "word/document.xml").findall(".//w:sectPr", NS)
    ways = [section.find("w:pgSz", NS).get(f"{{{W}}}orient") for section in sections]
    assert ways == [None, "landscape", None]
    lying = sections[1].find("w:pgMar", NS)
    assert [lying.get(f"{{{W}}}{side}") for side in ("top", "right", "bottom", "left")] == [
        "1587",
        "2098",
        "1474",
        "1984",
    ]
    body = part(file, "word/document.xml")[0]
    kinds = [
        "end"
        if child.find(".//w:sectPr", NS) is not None
        else etree.QName(child).localname + "".join(child.xpath("w:pPr/w:pStyle/@w:val", namespaces=NS))
        for child in body
    ]
    start = kinds.index("end")
    assert kinds[start + 1 : start + 3] == ["pHeading1", "tbl"]


def test_pages_group_what_belongs_together() -> None:
    wide = Block("table", rows=(tuple((Span(str(n)),) for n in range(7)),))
    first, second = (Block("heading", (Span(text),), 1) for text in "甲乙")
    text = Block("paragraph", (Span("文"),))
    attachment = Block("paragraph", (Span("附件1：表"),))
    ways = lambda *blocks: [(lying, len(listed)) for lying, listed in layout.pages(blocks)]  # noqa: E731
    assert ways(text, wide) == [(True, 2)]
    assert ways(first, text, second, wide) == [(False, 2), (True, 2)]
    assert ways(first, wide, second, wide) == [(True, 4)]
    signature = Block("signature", (Span("某局"),))
    assert ways(text, signature, attachment, wide) == [(False, 2), (True, 2)]
    assert ways(attachment, text, wide) == [(True, 3)]  # before the signature it is the list of attachments


def test_signing_lines_leave_room(library: Library) -> None:
    file = docx.document(of(library, "dangyuan-duizhao-jiancha"))
    signing = [p for p in Document(io.BytesIO(file)).paragraphs if p.text == "检查人（签名）："]
    (indent,) = signing[0]._p.xpath("w:pPr/w:ind/@w:rightChars")
    assert indent == "800"


def test_examples_know_their_addressee_and_signature(library: Library) -> None:
    opened = Document(io.BytesIO(docx.example_document(library.examples["jiaoyu-zhengdun-qingkuang-baogao"])))
    styles = [p.style.name for p in opened.paragraphs if p.style]
    assert styles[:2] == ["Title", "Salutation"] and styles[-3:] == ["Body Text", "Signature", "Signature"]


def test_lines_and_characters_of_a_page_in_libreoffice(tmp_path: Path) -> None:
    """5.2.3 and 7.5 on paper: 22 lines of 28 characters; the number where the clause puts it."""
    path = tmp_path / "a.docx"
    path.write_bytes(docx.document(Draft("题", (Block("paragraph", (Span("国" * 2500),)),))))
    (pdf,) = pdfs([path], tmp_path / "out")
    pages = pdf_text(pdf, "-layout").split("\f")
    lines = [line.strip() for line in pages[1].splitlines() if "国" in line]
    assert [len(line) for line in lines] == [28] * 22
    boxes = pdf_text(pdf, "-bbox").split("<page ")[1:]
    millimetre = 72 / 25.4
    for number, box in enumerate(boxes[:2], 1):
        words = [
            tuple(map(float, m))
            for m in re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"', box)
        ]
        dashes = [word for word in words if word[1] > (37 + 225) * millimetre]
        middle = (dashes[0][1] + dashes[0][3]) / 2 / millimetre
        assert abs(middle - (37 + 225 + 7)) < 1.5
        edge = 14 / millimetre  # one character of 4号
        if number % 2:
            assert abs(max(word[2] for word in dashes) / millimetre - (210 - 26 - edge)) < 1
        else:
            assert abs(min(word[0] for word in dashes) / millimetre - (26 + edge)) < 1
