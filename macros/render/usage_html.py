"""The list of what rests on an item."""

from __future__ import annotations

from macros.library import KIND_TITLES
from macros.render.html import Html, links
from macros.usage import Used


def used_by(used: Used) -> list[str]:
    """A section with links by kind, or nothing."""
    given = {kind: entries for kind, entries in used.items() if entries}
    if not given:
        return []
    parts = "".join(
        f'<p class="used-kind">{KIND_TITLES[kind]}</p>{links(kind, entries)}' for kind, entries in given.items()
    )
    return ["## 用在哪里", Html(f'<div class="used">{parts}</div>')]
