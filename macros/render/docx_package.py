"""The parts of a .docx that are the same in every file: styles, page numbers, settings, properties.

A python-docx Document is set up by our own layout, saved, and read back as text; what its template brings and a 公文 does not need
(theme, thumbnail, several hundred styles) is taken out. No part bears a name or a date, so the same draft gives the same bytes.
"""

from __future__ import annotations

import zipfile
from functools import lru_cache
from html import escape
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from macros.render import layout
from macros.render.layout import FONTS, LATIN, LOOKS, Look, twips

STYLES = {
    "title": "Title",
    "addressee": "Salutation",
    "heading1": "Heading1",
    "heading2": "Heading2",
    "heading3": "Heading3",
    "heading4": "Heading4",
    "paragraph": "BodyText",
    "signature": "Signature",
    "signature_by_hand": "Signature",  # one style, so that the free line stands once above all that sign
    "attachment": "Attachment",
    "table_header": "TableHeader",
    "table_cell": "TableText",
}
# Word's own names, by which it shows them in the reader's language and builds the navigation pane.
BUILT_IN = {
    "Title": "Title",
    "Salutation": "Salutation",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Heading3": "heading 3",
    "Heading4": "heading 4",
    "BodyText": "Body Text",
    "Signature": "Signature",
}
KEPT = (RELATION.STYLES, RELATION.SETTINGS, RELATION.FONT_TABLE, RELATION.FOOTER)
NAMESPACES = nsdecls("w", "r")
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def package() -> dict[str, str]:
    """Every part but the text, by its name in the zip; `word/document.xml` has `{body}` where blocks and the last section stand."""
    return _made()[0]


@lru_cache(maxsize=1)
def _made() -> tuple[dict[str, str], tuple[str, str]]:
    """The parts, and the ids by which a section names its odd and even footer."""
    document = Document()
    _strip(document)
    _styles(document)
    _settings(document)
    _fonts(document)
    _properties(document)
    footers = _footers(document)
    stream = BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as saved:
        parts = {name: saved.read(name).decode("utf-8") for name in saved.namelist()}
    parts["word/document.xml"] = f"{HEAD}<w:document {NAMESPACES}><w:body>{{body}}</w:body></w:document>"
    return parts, footers


def section(landscape: bool) -> str:
    """The properties of a section (w:sectPr): paper, margins, the two footers."""
    width, height = twips(layout.PAGE_WIDTH), twips(layout.PAGE_HEIGHT)
    size = f'w:w="{height}" w:h="{width}" w:orient="landscape"' if landscape else f'w:w="{width}" w:h="{height}"'
    edges = " ".join(f'w:{side}="{twips(length)}"' for side, length in layout.margins(landscape).items())
    # The number keeps its distance from the text, so from the edge it is what the lower margin leaves (7.5).
    below = layout.margins(landscape)["bottom"] - layout.PAGE_NUMBER_BELOW
    footer = twips(below) - round(layout.PAGE_NUMBER_LINE * 10)
    odd, even = _made()[1]
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{odd}"/>'
        f'<w:footerReference w:type="even" r:id="{even}"/><w:type w:val="nextPage"/>'
        f'<w:pgSz {size}/><w:pgMar {edges} w:header="851" w:footer="{footer}" w:gutter="0"/>'
        "</w:sectPr>"
    )


def _strip(document: WordDocument) -> None:
    for part, kept in (
        (document.part, KEPT),
        (document.part.package, (RELATION.OFFICE_DOCUMENT, RELATION.CORE_PROPERTIES)),
    ):
        for key in [key for key, relation in part.rels.items() if relation.reltype not in kept]:
            del part.rels[key]


def run_fonts(font: str, latin: str = LATIN) -> str:
    """The fonts by name, never by theme: with theme attributes WPS reports a missing font."""
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{font}" w:hAnsi="{latin}" w:cs="{latin}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'


def indents(look: Look) -> str:
    """w:ind: in characters, so that indents follow the size; the twips are for programs that do not know these."""
    width = round(look.size * 20)
    return (
        f'<w:ind w:left="0" w:right="{look.right * width}" w:rightChars="{look.right * 100}"'
        f' w:firstLine="{look.indent * width}" w:firstLineChars="{look.indent * 100}"/>'
    )


def paragraph_properties(look: Look) -> str:
    """w:pPr of a style, its children in the order of the schema."""
    flags = ("<w:keepNext/>" if look.with_next else "") + ("<w:pageBreakBefore/>" if look.new_page else "")
    spacing = f'w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}"'
    if look.line is None:
        spacing += ' w:line="240" w:lineRule="auto"'
    else:
        spacing += f' w:line="{round(look.line * 20)}" w:lineRule="exact"'
    same = "<w:contextualSpacing/>" if look.before else ""  # the free line stands once above the signature, not in it
    level = f'<w:outlineLvl w:val="{look.level - 1}"/>' if look.level else ""
    return f'<w:pPr>{flags}<w:spacing {spacing}/>{indents(look)}{same}<w:jc w:val="{look.align}"/>{level}</w:pPr>'


def _style(style_id: str, look: Look) -> str:
    name = BUILT_IN.get(style_id, look.name)
    custom = "" if style_id in BUILT_IN else ' w:customStyle="1"'
    following = '<w:next w:val="BodyText"/>' if look.level or style_id in ("Title", "Salutation") else ""
    pitch = f'<w:spacing w:val="{layout.pitch()}"/>' if look.size == LOOKS["paragraph"].size else ""
    bold = "<w:b/><w:bCs/>" if look.bold else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style_id}"><w:name w:val="{escape(name)}"/><w:basedOn w:val="Normal"/>'
        f"{following}<w:qFormat/>{paragraph_properties(look)}<w:rPr>{run_fonts(look.font)}{bold}{pitch}{_size(look.size)}</w:rPr></w:style>"
    )


def _styles(document: WordDocument) -> None:
    """Our styles in place of the template's."""
    body = LOOKS["paragraph"]
    number = Look("页码", layout.PAGE_NUMBER_FONT, layout.PAGE_NUMBER_SIZE, "left", line=layout.PAGE_NUMBER_LINE)
    # Widows are let be and no room is added between Chinese and digits: either would break 22 lines of 28 characters.
    normal = '<w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:jc w:val="both"/></w:pPr>'
    run = f"{run_fonts(body.font)}{_size(body.size)}{LANGUAGE}"
    listed = [
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>",
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"{normal}<w:rPr>{run}</w:rPr></w:style>",
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        "<w:semiHidden/></w:style>",
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        *(_style(style_id, LOOKS[key]) for key, style_id in STYLES.items() if key != "signature_by_hand"),
        '<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/>'
        f"{paragraph_properties(number)}<w:rPr>{run_fonts(number.font, number.font)}{_size(number.size)}</w:rPr></w:style>",
    ]
    _replace(document.styles.element, f"<w:styles {NAMESPACES}>{''.join(listed)}</w:styles>")


def _settings(document: WordDocument) -> None:
    """Odd and even footers (7.5); the binding side changes with the page (5.2.1: 订口, 6.2: printed on both sides)."""
    mode = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    _replace(
        document.settings.element,
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:mirrorMargins/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        # A line broken inside a value is not stretched to the margin.
        f"<w:compat><w:doNotExpandShiftReturn/>{mode}</w:compat></w:settings>",
    )


def _replace(element: BaseOxmlElement, xml: str) -> None:
    """Give an element the children of another."""
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(xml)):
        element.append(child)


def _fonts(document: WordDocument) -> None:
    """The font table: other names under which a font may be installed, and what comes nearest."""
    listed = [
        f'<w:font w:name="{name}"><w:altName w:val="{",".join(others)}"/><w:charset w:val="86"/></w:font>'
        for name, others in FONTS.items()
    ]
    listed.append(f'<w:font w:name="{LATIN}"><w:charset w:val="00"/></w:font>')
    part = document.part.part_related_by(RELATION.FONT_TABLE)
    part._blob = f"{HEAD}<w:fonts {NAMESPACES}>{''.join(listed)}</w:fonts>".encode()


def _properties(document: WordDocument) -> None:
    """Nobody's name, no date: neither would be true of the file that a user makes of this one."""
    _replace(document.core_properties._element, "<none/>")


def _footers(document: WordDocument) -> tuple[str, str]:
    """The two footers (7.5): odd at the right, even at the left, one character from the edge. Returns their relation ids."""
    made = document.sections[0]
    ids = []
    for footer, side in ((made.footer, "right"), (made.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        indent = round(layout.PAGE_NUMBER_SIZE * 20) * layout.PAGE_NUMBER_INDENT
        inner = (
            '<w:p><w:pPr><w:pStyle w:val="Footer"/>'
            f'<w:ind w:{side}="{indent}" w:{side}Chars="{layout.PAGE_NUMBER_INDENT * 100}"/><w:jc w:val="{side}"/></w:pPr>'
            f'{_dash("— ")}<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>{_dash(" —")}</w:p>'
        )
        _replace(footer._element, f"<w:ftr {NAMESPACES}>{inner}</w:ftr>")
        ids.append(document.part.relate_to(footer.part, RELATION.FOOTER))
    return ids[0], ids[1]


def _dash(text: str) -> str:
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
