"""Bytes of a text file -> text: UTF-8, UTF-16 or GB18030, with a mark or without, line breaks as one character.

No detection library: the three encodings that Chinese offices write tell themselves apart for certain. A mark decides. UTF-16 text has
zero bytes (its line breaks and digits), the other two never have; UTF-8 read strictly accepts next to nothing that is not UTF-8; what is
left is GB18030 or no text. charset-normalizer guesses from letter frequencies, slowly, and takes a short GB18030 text for Japanese or Korean.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Beginnings of files that are no text, with what to do about them.
OTHER_FILES = (
    (b"%PDF", "这是PDF文件，改了文件名。请用原来的Word文件，或者另存为 .docx。"),
    (b"PK\x03\x04", "这是压缩包或者Word文件，改了文件名。是Word文件的，把扩展名改回 .docx。"),
    (b"\xd0\xcf\x11\xe0", "这是旧版Word文件（.doc）。请在WPS或Word里另存为 .docx。"),
    (b"{\\rtf", "这是RTF文件。请在WPS或Word里另存为 .docx。"),
    (b"\x89PNG", "这是图片，不是文字。"),
    (b"\xff\xd8\xff", "这是图片，不是文字。"),
)
ALLOWED_CONTROLS = "\t\n\x0b\x0c\x1a\x1c\x1d\x1e\x1f\x85"
STRANGE = 0.05


class EncodingError(Exception):
    """The bytes are no text; the message says why, in Chinese."""


def other_file(raw: bytes) -> str:
    """What a file is that is no text, and what to do about it; nothing for what may be text."""
    return next((message for start, message in OTHER_FILES if raw.startswith(start)), "")


def decode(raw: bytes) -> str:
    """The text, without its mark, with `\\n` for every line break. Raises EncodingError."""
    if message := other_file(raw):
        raise EncodingError(message)
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            text = _strict(raw[len(mark) :], encoding)
            break
    else:
        guesses = ("utf-16-le", "utf-16-be") if b"\0" in raw else ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
        texts = (_strict(raw, encoding) for encoding in guesses)
        text = next((text for text in texts if text is not None and _plausible(text)), None)
    if text is None or not _plausible(text):
        raise EncodingError("认不出文字的编码，或者不是文字。请在记事本、WPS里另存为UTF-8。")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausible(text: str) -> bool:
    """Whether it reads as text: no control characters, hardly any private or unassigned ones."""
    strange = 0
    for character, count in Counter(text).items():
        category = unicodedata.category(character)
        if category == "Cc" and character not in ALLOWED_CONTROLS and character != "\r":
            return False
        if category in ("Cn", "Co", "Cs"):
            strange += count
    return strange <= STRANGE * len(text)
