"""Headings of what was read (macros/document.py does the reading) as Markdown headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from macros.document import Document
from macros.importing.lines import Edit, Line

HASHES = re.compile(r"^\s*#{1,6}\s+|\s+#+\s*$")
DEEPEST = 6


def strip_hashes(lines: Sequence[Line]) -> None:
    """Take the # of a Markdown input out; the page sets its own, by level."""
    for line in lines:
        line.edit(Edit(*m.span(), "", "标题记号，按层级重新加") for m in HASHES.finditer(line.text))


def marks(document: Document) -> dict[int, str]:
    """Line number -> the # that a heading with its line to itself gets."""
    return {
        h.line: "#" * min(h.level + 1, DEEPEST) + " "
        for h in document.headings
        if h.own_line and h.text[-1] not in "。；.;．"
    }
