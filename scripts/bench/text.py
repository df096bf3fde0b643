"""Text of the library's own, as long as asked."""

from __future__ import annotations

from macros.library import Library


def real_text(library: Library, characters: int) -> str:
    """Text of the library's own examples, repeated to a length."""
    text = "\n".join(example.document for example in library.examples.values())
    return (text * (characters // len(text) + 1))[:characters]
