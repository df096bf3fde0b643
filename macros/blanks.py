"""Blanks (填空项) `【…】` in text: find, check, fill."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

BLANK = re.compile(r"【([^【】\n]*)】")


def names(text: str) -> list[str]:
    """The blanks of a text in order, each once."""
    return list(dict.fromkeys(match[1] for match in BLANK.finditer(text)))


def places(text: str) -> Iterator[tuple[int, str]]:
    """Offset and name of each blank."""
    for match in BLANK.finditer(text):
        yield match.start(), match[1]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Text with every blank that has a value replaced by it; the others stay."""
    return BLANK.sub(lambda match: values.get(match[1]) or match[0], text)


def split(text: str, on_blank: Callable[[str], str], on_text: Callable[[str], str]) -> str:
    """Text with its blanks and the stretches between them each passed through a function."""
    parts: list[str] = []
    end = 0
    for match in BLANK.finditer(text):
        parts += [on_text(text[end : match.start()]), on_blank(match[1])]
        end = match.end()
    parts.append(on_text(text[end:]))
    return "".join(parts)
