"""The names of the files to take away, as addresses from the site's root (下载). Here, so that pages can link to them without making them."""

from __future__ import annotations

from macros import usage
from macros.library import Library
from macros.model import Template
from macros.render.html import Html, download_link
from macros.vocabulary import Vocabulary

FOLDER = "downloads"


def draft_file(vocabulary: Vocabulary, template_id: str, writer: str, ending: str = "docx") -> str:
    """The file of a template for a writer: downloads/niandu-duizhao-jiancha-banzi.docx."""
    return f"{FOLDER}/{template_id}-{vocabulary.writer(writer).id}.{ending}"


def example_file(example_id: str) -> str:
    """The file of an example."""
    return f"{FOLDER}/{example_id}.docx"


def has_ledger(template: Template) -> bool:
    """Whether a ledger belongs to the template: its own, or the one that follows its measures."""
    return any(node.measures or node.ledger for node in usage.nodes(template.outline))


def draft_links(library: Library, template_id: str, theme_id: str, writer: str) -> Html:
    """Links to the files of a draft; none for a theme other than the template's first, for which no file is made."""
    template = library.templates[template_id]
    if theme_id != template.themes[0]:
        return Html("")
    links = download_link("docx", draft_file(library.vocabulary, template_id, writer), template.title)
    return Html(links + (ledger_link(library, template_id, writer) if has_ledger(template) else ""))


def ledger_link(library: Library, template_id: str, writer: str) -> str:
    """The link to the ledger's Excel file."""
    return download_link("xlsx", draft_file(library.vocabulary, template_id, writer, "xlsx"), "整改台账")
