"""An example's page (范例): the document in the look of a 公文, its notes beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from macros.body import HEADING
from macros.dates import chinese_date
from macros.library import Library
from macros.model import Annotation, Example
from macros.render.html import PRINT, Html, copy_buttons, definition_list, link, table

ROW = re.compile(r"\|(.+)\|\s*$")


def example_page(library: Library, example_id: str) -> list[str]:
    """What it is, the annotated document, the notes as a list."""
    example = library.examples[example_id]
    summary = definition_list(
        [
            ("文种", escape(example.document_type)),
            ("单位", f"{escape(example.unit)}（虚构）"),
            ("主题", link("themes", example.theme, library.themes[example.theme].title)),
            ("成文日期", chinese_date(example.as_of)),
            ("模板", link("templates", example.template_id, library.templates[example.template_id].title)),
            (
                "留错",
                "有意留错，共" + str(sum(1 for a in example.annotations if a.mend)) + "处，批注里有改法"
                if example.flawed
                else "没有",
            ),
        ]
    )
    return [Html(summary), "## 全文", Html(document_html(example)), "## 批注一览", Html(_notes_table(example))]


def blocks(document: str) -> Iterator[tuple[str, str]]:
    """The document's blocks as (kind, text): title, h1 to h4, table row, or paragraph."""
    for line in document.split("\n"):
        text = line.strip()
        if not text or re.fullmatch(r"\|[\s:|-]+\|", text):
            continue
        heading = HEADING.match(text)
        if heading:
            yield ("title" if len(heading[1]) == 1 else f"h{len(heading[1]) - 1}"), heading[2]
        else:
            yield ("row" if ROW.match(text) else "paragraph"), text


def document_html(example: Example) -> str:
    """The document with its notes; a note stands after the block it speaks of, beside it on a wide screen."""
    parts: list[str] = []
    rows: list[str] = []
    notes_of_rows: list[str] = []
    for kind, text in blocks(example.document):
        marked, notes = _mark(text, example.annotations)
        if kind == "row":
            rows.append(marked)
            notes_of_rows += notes
            continue
        if rows:
            parts.append(_with_notes(_table(rows), notes_of_rows))
            rows, notes_of_rows = [], []
        parts.append(_with_notes(_block(kind, marked), notes))
    if rows:
        parts.append(_with_notes(_table(rows), notes_of_rows))
    bar = f'<div class="draft-bar">{copy_buttons("复制全文", "：" + example.title)}{PRINT}</div>'
    return f'<div class="gongwen annotated" data-draft data-copyable data-as-of="{example.as_of.isoformat()}">{bar}<div class="paper">{"".join(parts)}</div></div>'


def _with_notes(block: str, notes: list[str]) -> str:
    return f'<div class="noted-block">{block}<div class="notes">{"".join(notes)}</div></div>' if notes else block


def _block(kind: str, inner: str) -> str:
    if kind.startswith("h"):
        level = min(int(kind[1]), 4)
        return f'<h{level + 2} class="gw-{level}" data-line>{inner}</h{level + 2}>'
    css = "gw-title" if kind == "title" else "gw-body"
    return f'<p class="{css}" data-line>{inner}</p>'


def _table(rows: list[str]) -> str:
    cells = ["".join(f"<td>{cell.strip()}</td>" for cell in row.strip().strip("|").split("|")) for row in rows]
    body = "".join(f"<tr data-line>{row}</tr>" for row in cells)
    return f'<div class="table-scroll" tabindex="0"><table><tbody>{body}</tbody></table></div>'


def _mark(text: str, annotations: list[Annotation]) -> tuple[str, list[str]]:
    """The block's text with the quotes marked, and the notes on it."""
    found = sorted((text.index(a.quote), number, a) for number, a in enumerate(annotations, 1) if a.quote in text)
    result: list[str] = []
    notes: list[str] = []
    end = 0
    for start, number, annotation in found:
        if start < end:
            start = end
        stop = max(start, text.index(annotation.quote) + len(annotation.quote))
        flaw = " flaw" if annotation.mend else ""
        result.append(escape(text[end:start]))
        result.append(f'<mark class="noted{flaw}" data-note="{number}">{escape(text[start:stop])}</mark>')
        result.append(
            f'<a class="note-ref" id="ref-{number}" href="#note-{number}" data-nocopy aria-label="批注{number}">{number}</a>'
        )
        notes.append(_note(number, annotation))
        end = stop
    result.append(escape(text[end:]))
    return "".join(result), notes


def _note(number: int, annotation: Annotation) -> str:
    mend = f'<p class="mend"><strong>改法</strong>{escape(annotation.mend)}</p>' if annotation.mend else ""
    flaw = " flaw" if annotation.mend else ""
    kind = escape(annotation.type)
    return (
        f'<aside class="note{flaw}" id="note-{number}" data-annotation="{kind}" data-nocopy>'
        f'<p><a href="#ref-{number}" aria-label="回到正文">{number}</a><strong>{kind}</strong>{escape(annotation.note)}</p>{mend}</aside>'
    )


def _notes_table(example: Example) -> str:
    rows = [
        (
            f'<a href="#ref-{n}">{n}</a>',
            escape(a.type),
            escape(a.quote),
            escape(a.note) + (f"<br><strong>改法</strong>：{escape(a.mend)}" if a.mend else ""),
        )
        for n, a in enumerate(example.annotations, 1)
    ]
    return table(["序号", "类型", "原文", "批注"], rows)
