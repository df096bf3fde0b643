"""Tables of characters for the browser: the sounds of each (pypinyin), traditional forms of the simplified ones (OpenCC).

Both are libraries of the registry that carry their data; a table of our own would be a copy that ages.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from opencc import OpenCC

os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")  # its tables are read, never changed: one copy is enough
from pypinyin import Style, lazy_pinyin, pinyin

HAN_RANGE = range(0x4E00, 0x9FA6)


@cache
def common_characters() -> str:
    """The 3,755 characters of GB/T 2312, level 1: what people type, whether it stands on the site or not."""
    return "".join(
        bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF)
    )


def sounds(texts: Iterable[str]) -> tuple[str, str]:
    """`sound characters;sound characters`, without tones, ü as v: of the texts' characters, and of the common ones that they lack."""
    used = sorted({char for text in texts for char in text if ord(char) in HAN_RANGE})
    return _table(used), _table(sorted(set(common_characters()).difference(used)))


def _table(characters: list[str]) -> str:
    table: dict[str, list[str]] = defaultdict(list)
    readings = pinyin(characters, style=Style.NORMAL, heteronym=True, v_to_u=False)
    for char, sounding in zip(characters, readings, strict=True):
        for sound in dict.fromkeys(sounding):
            table[sound].append(char)
    return ";".join(f"{sound} {''.join(chars)}" for sound, chars in sorted(table.items()))


def traditional(texts: Iterable[str]) -> str:
    """Pairs of characters, traditional then simplified, one after the other, for the simplified ones that the texts have."""
    used = set().union(*texts)
    return "".join(old + new for old, new in _simplified() if new in used)


@cache
def _simplified() -> tuple[tuple[str, str], ...]:
    convert = OpenCC("t2s").convert
    pairs = ((chr(code), convert(chr(code))) for code in HAN_RANGE)
    return tuple((old, new) for old, new in pairs if old != new)


def sort_key(text: str) -> tuple[str, ...]:
    """How a title is filed: by the sounds of its characters, read as words."""
    return tuple(lazy_pinyin(text.lower(), style=Style.NORMAL))
