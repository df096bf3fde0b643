"""What went from a file to its page without being told."""

from __future__ import annotations

import re
from collections import Counter

from macros.importing import Imported

BETWEEN = "\n |"  # stands between paragraphs and cells


def lost(made: Imported, word: bool) -> dict[str, int]:
    """The input's body put together again from the page and the report alone: each character that is then missing (less than 0) or too many."""
    page = Counter(re.sub(r"^#+ |^\|[-|]+\|$|<br>" if word else r"^#+ ", "", made.body, flags=re.M))
    for change in made.report["changed"]:
        page.subtract(change["to"])
        page.update(change["from"])
    for removal in made.report["removed"]:
        page.update(removal["text"])
    page.subtract("".join(aside.text for aside in made.asides))
    page.subtract("".join(line.source for line in made.lines))
    return {character: count for character, count in page.items() if count and character not in BETWEEN}
