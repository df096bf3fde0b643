"""A draft as a Word file (.docx): shapes filled with text, put into the package.

The shapes are strings with placeholders, and nothing but putting text in their places makes a file of them: the browser does the same
with the same strings (site/assets/data/docx.js), so that its file and the one of the build agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from macros import blanks
from macros.draft import Block, Draft, Span
from macros.model import Example
from macros.render import layout
from macros.render.docx_package import STYLES, indents, package, section
from macros.render.example_page import example_draft
from macros.render.text import Values, no_values
from macros.render.zipped import zipped

PLACE = re.compile(r"\{(\w+)\}")
# What XML 1.0 cannot hold, and the two places that mean no character.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NEW_LINE = re.compile(r"\r\n?|\n")


@lru_cache(maxsize=1)
def shapes() -> dict[str, str]:
    """The XML of every kind of block, run and table part, by name.

    Placeholders: `{runs}` in paragraphs and cells, `{text}` in runs, `{rows}` and `{columns}` in a table, `{width}` in a column and a
    cell, `{cells}` in a row, `{section}` in the paragraph that ends a section.
    """
    # The hint makes “”, … and — Chinese: without it Word takes them from the Latin font, half as wide.
    hint = '<w:rFonts w:hint="eastAsia"/>'
    text = '<w:t xml:space="preserve">{text}</w:t></w:r>'
    made = {
        key: f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{{runs}}</w:p>'
        for key, style in STYLES.items()
        if not key.startswith("table_")
    }
    by_hand = f'<w:pStyle w:val="{STYLES["signature"]}"/>{indents(layout.LOOKS["signature_by_hand"])}'
    made["signature_by_hand"] = f"<w:p><w:pPr>{by_hand}</w:pPr>{{runs}}</w:p>"
    made["run"] = f"<w:r><w:rPr>{hint}</w:rPr>{text}"
    made["blank"] = f'<w:r><w:rPr>{hint}<w:highlight w:val="yellow"/></w:rPr>{text}'
    made["line_break"] = '</w:t><w:br/><w:t xml:space="preserve">'
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    sides = (
        ("top", layout.CELL_ROOM),
        ("left", layout.CELL_MARGIN),
        ("bottom", layout.CELL_ROOM),
        ("right", layout.CELL_MARGIN),
    )
    margin = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    made["table"] = (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margin}</w:tblCellMar></w:tblPr>'
        "<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )
    made["column"] = '<w:gridCol w:w="{width}"/>'
    height = f'<w:trHeight w:val="{round(layout.ROW_HEIGHT * 20)}" w:hRule="atLeast"/>'
    made["header_row"] = f"<w:tr><w:trPr><w:cantSplit/>{height}<w:tblHeader/></w:trPr>{{cells}}</w:tr>"
    made["row"] = f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{{cells}}</w:tr>"
    for name in ("header_cell", "cell"):
        style = STYLES["table_header" if name == "header_cell" else "table_cell"]
        made[name] = (
            '<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{{runs}}</w:p></w:tc>'
        )
    # One point high. Word joins tables that meet, and wants a paragraph at the end of a section.
    thin = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    made["after_table"] = f'<w:p><w:pPr>{thin}<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
    made["section_end"] = f'<w:p><w:pPr>{thin}<w:rPr><w:sz w:val="2"/></w:rPr>{{section}}</w:pPr></w:p>'
    made["portrait"] = section(landscape=False)
    made["landscape"] = section(landscape=True)
    return made


def put(shape: str, **parts: str) -> str:
    """A shape with its places filled, in one pass: what is put in is never looked at again."""
    return PLACE.sub(lambda match: parts[match[1]], shape)


def text_xml(text: str) -> str:
    """Text as it stands in a run: never markup, whatever it says; a new line is a line break, what XML cannot hold is left out."""
    plain = FORBIDDEN.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return NEW_LINE.sub(lambda _: shapes()["line_break"], plain)


def run_xml(shape: str, text: str) -> str:
    return put(shapes()[shape], text=text_xml(text)) if text else ""


def spans_xml(spans: Iterable[Span], values: Values) -> str:
    """Runs: text, filled values, and open blanks marked."""
    parts = []
    for span in spans:
        known = values(span.scope)

        def blank(name: str, known: object = known) -> str:
            value = known.get(name)  # type: ignore[attr-defined]
            return run_xml("run", value) if value else run_xml("blank", f"【{name}】")

        parts.append(blanks.split(span.text, blank, lambda text: run_xml("run", text)))
    return "".join(parts)


def table_xml(block: Block, values: Values) -> str:
    """A table: its header repeats on every page, no row is torn by a page's end."""
    widths = layout.column_widths(block.texts())
    rows = []
    for number, row in enumerate(block.rows):
        kind = "row" if number else "header_row"
        cell = shapes()["cell" if number else "header_cell"]
        cells = [put(cell, width=str(w), runs=spans_xml(spans, values)) for w, spans in zip(widths, row, strict=True)]
        rows.append(put(shapes()[kind], cells="".join(cells)))
    columns = "".join(put(shapes()["column"], width=str(width)) for width in widths)
    return put(shapes()["table"], columns=columns, rows="".join(rows)) + shapes()["after_table"]


def block_xml(key: str, block: Block, values: Values = no_values) -> str:
    """One block of a draft, under the key of its look."""
    if key == "table":
        return table_xml(block, values)
    return put(shapes()[key], runs=run_xml("run", block.number) + spans_xml(block.spans, values))


def body_xml(blocks: Sequence[Block], values: Values = no_values) -> str:
    """All blocks with the sections they stand in; the last section's properties close the body."""
    parts: list[str] = []
    last = "portrait"
    for number, (lying, gathered) in enumerate(layout.pages(blocks)):
        if number:
            parts.append(put(shapes()["section_end"], section=shapes()[last]))
        parts += [block_xml(key, block, values) for key, block in gathered]
        last = "landscape" if lying else "portrait"
    return "".join(parts) + shapes()[last]


def document(draft: Draft, values: Values = no_values) -> bytes:
    """The whole file. Blanks without a value stay as 【名称】, marked."""
    parts = {**package(), "word/document.xml": put(package()["word/document.xml"], body=body_xml(draft.blocks, values))}
    return zipped({name: text.encode("utf-8") for name, text in parts.items()})


def example_document(example: Example) -> bytes:
    """An example's document without its notes."""
    return document(example_draft(example))
