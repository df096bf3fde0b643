"""The report (contract, clause 3): findings, mentions and headings of the input, and all that was removed or changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from macros.importing.gather import Aside
from macros.importing.lines import Line


def removed(lines: Sequence[Line], asides: Sequence[Aside]) -> list[dict[str, Any]]:
    """What is not on the page any more."""
    gone = [
        {"line": line.number, "text": piece.source, "why": "；".join(piece.why)}
        for line in lines
        for piece in line.pieces
        if not piece.plain and not piece.now
    ]
    return sorted(
        [*gone, *({"line": a.line, "text": a.text, "why": a.why} for a in asides)], key=lambda r: int(str(r["line"]))
    )


def changed(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """What stands otherwise on the page; blanks are among it."""
    return [
        {"line": line.number, "from": piece.source, "to": piece.now, "why": "；".join(piece.why)}
        for line in lines
        for piece in line.pieces
        if not piece.plain and piece.now
    ]


def blanks(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The blanks that were put in, with what they cover."""
    return [
        {"line": line.number, "text": piece.source, "suggestion": piece.now}
        for line in lines
        for piece in line.pieces
        if piece.blank and piece.now
    ]
