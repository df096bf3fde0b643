"""Finding mentions of policies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from macros.library import Library
from macros.mentions import Finder, finder, fold
from scripts.bench.run import seconds
from scripts.bench.table import Row, at_least, at_most
from scripts.bench.text import real_text


def rows(library: Library) -> Iterator[Row]:
    """Megabytes of UTF-8 a second, and what twice the text costs."""
    names = finder(library)
    text = real_text(library, 1_000_000)
    yield at_least("找政策名称", len(text.encode()) / 1e6 / seconds(partial(_find, names, text)), "MB/秒", 5, 1)
    # Growth below a million characters: there the text leaves the processor's cache, and each character costs a third more once.
    half, quarter = (seconds(partial(_find, names, text[: len(text) // n])) for n in (2, 4))
    yield at_most("两倍文本的用时", half / quarter, "倍", 2.2)


def _find(names: Finder, text: str) -> object:
    fold.cache_clear()  # the folding is part of the work
    return names.find(text)
