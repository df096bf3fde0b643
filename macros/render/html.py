"""HTML of drafts, blanks and copy buttons.

Everything that comes from content goes through `escape`. Addresses inside the site are written `~/…`; the Markdown extension turns
them into addresses relative to the page, so the same HTML serves every page, http and file://.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from macros import blanks
from macros.draft import Block, Draft, Span
from macros.library import Library, url_of

CLASSES = {"title": "gw-title", "addressee": "gw-addressee", "paragraph": "gw-body", "signature": "gw-signature"}


PRINT = '<button type="button" class="copy" data-action="print">打印</button>'
NEXT_BLANK = (
    '<span class="draft-note" data-blank-count></span>'
    '<button type="button" class="copy" data-action="next-blank" hidden>填下一处</button>'
)


class Html(str):
    """Finished HTML; anything else that a page is made of is Markdown."""

    __slots__ = ()


def link(kind: str, item_id: str, text: str, anchor: str = "") -> str:
    """A link to an item."""
    return f'<a href="~/{url_of(kind, item_id)}{anchor}">{escape(text)}</a>'


def private_names(library: Library, scope: str) -> set[str]:
    """The blanks that an item declares for itself."""
    return {fact.blank for fact in library.facts_of(scope)}


def blank_key(library: Library, name: str, scope: str) -> str:
    """The name a blank is filled under: private ones bear their item's id (contract, clause 6)."""
    return f"{scope}/{name}" if scope and name in private_names(library, scope) else name


def span_html(library: Library, span: Span) -> str:
    """Text with its blanks marked."""

    def blank(name: str) -> str:
        key = escape(blank_key(library, name, span.scope), quote=True)
        return f'<span class="blank" data-name="{key}">【{escape(name)}】</span>'

    return blanks.split(span.text, blank, escape)


def spans_html(library: Library, spans: Iterable[Span]) -> str:
    return "".join(span_html(library, span) for span in spans)


def passage(library: Library, text: str, scope: str) -> str:
    """A passage of an item as copyable paragraphs."""
    paragraphs = ("".join(line.strip() for line in part.split("\n")) for part in text.strip().split("\n\n"))
    return "".join(f"<p data-line>{span_html(library, Span(part, scope))}</p>" for part in paragraphs if part)


def copy_button(label: str = "复制", what: str = "", *, rich: bool = False) -> str:
    """Copies the nearest [data-copyable] as plain text, or with the formatting of a 公文."""
    name = f' aria-label="{escape(label + what, quote=True)}"' if what else ""
    action = "copy-rich" if rich else "copy-text"
    return f'<button type="button" class="copy" data-action="{action}"{name}>{escape(label)}</button>'


def copy_buttons(label: str = "复制", what: str = "") -> str:
    """Both ways of copying, side by side."""
    return f'<span class="copies">{copy_button(label, what)}{copy_button("带格式", "复制" + what, rich=True)}</span>'


def download_link(ending: str, address: str, what: str) -> str:
    """A link to a file (docx or xlsx) as the site carries it, its blanks open; the browser's script fills it on the way."""
    label = {"docx": "下载Word", "xlsx": "下载Excel"}[ending]
    name = escape(f"{label}：{what}", quote=True)
    return f'<a class="copy" data-action="download-{ending}" href="~/{escape(address, quote=True)}" download aria-label="{name}">{label}</a>'


def copyable(inner: str, what: str, label: str = "复制") -> str:
    """A box with its copy button."""
    return f'<div class="copyable" data-copyable>{copy_buttons(label, what)}{inner}</div>'


def block_html(library: Library, block: Block) -> str:
    """One block of a draft."""
    if block.kind == "table":
        return table_html(library, block)
    inner = escape(block.number) + spans_html(library, block.spans)
    if block.kind == "heading":
        tag = f"h{min(block.level + 2, 6)}"
        return f'<{tag} class="gw-{block.level}" data-line>{inner}</{tag}>'
    return f'<p class="{CLASSES[block.kind]}" data-line>{inner}</p>'


def table_html(library: Library, block: Block) -> str:
    """A table that scrolls by itself on a narrow screen."""
    header, *rows = block.rows
    head = "".join(f'<th scope="col">{spans_html(library, cell)}</th>' for cell in header)
    body = "".join(
        "<tr data-line>" + "".join(f"<td>{spans_html(library, cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<div class="table-scroll" tabindex="0"><table class="table"><thead><tr data-line>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def draft_html(library: Library, draft: Draft, name: str, downloads: str = "") -> Html:
    """A whole draft in the look of a 公文: each section copyable, and the whole; `downloads` are links to its files."""
    sections = []
    for blocks in draft.sections():
        first = blocks[0]
        title = first.text() if first.kind == "heading" else "开头"
        inner = "".join(block_html(library, block) for block in blocks)
        sections.append(
            f'<section class="gw-section" data-copyable>{copy_buttons("复制本节", "：" + title)}{inner}</section>'
        )
    bar = f'<div class="draft-bar">{copy_buttons("复制全文", "：" + name)}{downloads}{PRINT}{NEXT_BLANK}</div>'
    return Html(
        f'<div class="gongwen" data-draft data-copyable>{bar}<div class="paper">{"".join(sections)}</div></div>'
    )


def definition_list(pairs: Iterable[tuple[str, str]]) -> str:
    """Short facts about an item; values are finished HTML."""
    rows = "".join(f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in pairs if value)
    return f'<dl class="facts">{rows}</dl>' if rows else ""


def table(header: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "") -> str:
    """A table of finished HTML cells."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in header)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f'<div class="table-scroll" tabindex="0"><table class="table">{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def links(kind: str, entries: Iterable[tuple[str, str]]) -> str:
    """A list of links to items (id, title)."""
    listed = "".join(f"<li>{link(kind, item_id, title)}</li>" for item_id, title in entries)
    return f'<ul class="links">{listed}</ul>' if listed else ""
