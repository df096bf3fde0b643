"""An example's page (范例): the document in the look of a 公文, its notes beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import cast

from macros.body import HEADING
from macros.dates import chinese_date
from macros.draft import Block, Draft, Kind, Span
from macros.library import Library
from macros.model import Annotation, Example
from macros.render.files import example_file
from macros.render.html import (
    CLASSES,
    PRINT,
    Html,
    copy_buttons,
    definition_list,
    download_link,
    link,
    table,
)

ROW = re.compile(r"\|(.+)\|\s*$")
RULE = re.compile(r"\|[\s:|-]+\|")
DATE = re.compile(r"(?:[^。，：]{1,8}：)?\d{4}年\d{1,2}月\d{1,2}日")


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
    return [
        Html(summary),
        "## 全文",
        Html(document_html(example, download_link("docx", example_file(example_id), example.title))),
        "## 批注一览",
        Html(_notes_table(example)),
    ]


def blocks(document: str) -> Iterator[tuple[str, str]]:
    """The document's blocks as (kind, text): title, h1 to h4, table row, addressee, paragraph, or signature."""
    lines = [line.strip() for line in document.split("\n")]
    listed = [text for text in lines if text and not RULE.fullmatch(text)]
    signed = _signed(listed)
    for number, text in enumerate(listed):
        heading = HEADING.match(text)
        if heading:
            yield ("title" if len(heading[1]) == 1 else f"h{len(heading[1]) - 1}"), heading[2]
        elif ROW.match(text):
            yield "row", text
        elif number >= signed:
            yield "signature", text
        elif number == 1 and text.endswith("："):
            yield "addressee", text
        else:
            yield "paragraph", text


def _signed(lines: list[str]) -> int:
    """Where the signature begins: the last line when it is a date, with the name above it."""
    if not lines or not DATE.fullmatch(lines[-1]):
        return len(lines)
    above = lines[-2] if len(lines) > 1 else ""
    named = above and not (HEADING.match(above) or ROW.match(above) or above.endswith(("。", "；", "：")))
    return len(lines) - (2 if named else 1)


def example_draft(example: Example) -> Draft:
    """The document as a draft, for the renderers that take one. Numbers stand in the text."""
    made: list[Block] = []
    rows: list[tuple[tuple[Span, ...], ...]] = []

    def close() -> None:
        if rows:
            made.append(Block("table", rows=tuple(rows)))
            rows.clear()

    for kind, text in blocks(example.document):
        if kind == "row":
            rows.append(tuple((Span(cell),) for cell in cells(text)))
            continue
        close()
        level = int(kind[1]) if kind.startswith("h") else 0
        made.append(Block("heading" if level else cast("Kind", kind), (Span(text),), level))
    close()
    return Draft(example.title, tuple(made))


def cells(row: str) -> list[str]:
    """The cells of a table's row."""
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def document_html(example: Example, downloads: str = "") -> str:
    """The document with its notes; a note stands after the block it speaks of, beside it on a wide screen."""
    parts: list[str] = []
    rows: list[tuple[str, str]] = []
    notes_of_rows: list[str] = []
    for kind, text in blocks(example.document):
        marked, notes = _mark(text, example.annotations)
        if kind == "row":
            rows.append((text, marked))
            notes_of_rows += notes
            continue
        if rows:
            parts.append(_with_notes(_table(rows), notes_of_rows))
            rows, notes_of_rows = [], []
        parts.append(_with_notes(_block(kind, marked), notes))
    if rows:
        parts.append(_with_notes(_table(rows), notes_of_rows))
    bar = f'<div class="draft-bar">{copy_buttons("复制全文", "：" + example.title)}{downloads}{PRINT}</div>'
    return f'<div class="gongwen annotated" data-draft data-copyable data-as-of="{example.as_of.isoformat()}">{bar}<div class="paper">{"".join(parts)}</div></div>'


def _with_notes(block: str, notes: list[str]) -> str:
    return f'<div class="noted-block">{block}<div class="notes">{"".join(notes)}</div></div>' if notes else block


def _block(kind: str, inner: str) -> str:
    if kind.startswith("h"):
        level = min(int(kind[1]), 4)
        return f'<h{level + 2} class="gw-{level}" data-line>{inner}</h{level + 2}>'
    return f'<p class="{CLASSES[kind]}" data-line>{inner}</p>'


def _table(rows: list[tuple[str, str]]) -> str:
    """A table of rows, each as it is written and with its notes marked."""
    body = "".join("<tr data-line>" + "".join(f"<td>{cell}</td>" for cell in cells(row)) + "</tr>" for _, row in rows)
    return f'<div class="table-scroll" tabindex="0"><table class="table"><tbody>{body}</tbody></table></div>'


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
