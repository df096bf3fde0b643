"""A draft as clean plain text: one paragraph a line, as the copy button gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from macros import blanks
from macros.draft import Block, Draft, Span

Values = Callable[[str], Mapping[str, str]]


def no_values(scope: str) -> Mapping[str, str]:
    return {}


def block_text(block: Block, values: Values = no_values) -> str:
    """One block on one line (a table: one row a line, cells by tabs); blanks filled where `values(scope)` has them."""
    if block.kind == "table":
        rows = ("\t".join(_spans(cell, values) for cell in row) for row in block.rows)
        return "\n".join(rows)
    return block.number + _spans(block.spans, values)


def draft_text(draft: Draft, values: Values = no_values) -> str:
    """The whole draft."""
    return "\n".join(block_text(block, values) for block in draft.blocks)


def _spans(spans: tuple[Span, ...], values: Values) -> str:
    return "".join(blanks.fill(span.text, values(span.scope)) for span in spans)
