"""What the rules of wording and mask look at: the text, of the same length, with all covered that is no Chinese prose."""

from __future__ import annotations

import re
from functools import lru_cache

COVER = "\ue000"
HIDDEN = re.compile(
    r"\A---[ ]*\n.*?\n---[ ]*(?=\n|\Z)"  # front matter
    r"|^```.*?(?:^```|\Z)|`[^`\n]+`"  # code
    r"|<!--.*?-->"
    r"|^[ ]*\|?[ ]*:?-{2,}:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$"  # the ruler of a pipe table, a line across
    r"|^[ ]*(?:\*[ ]*){3,}$|^[ ]*_{3,}[ ]*$"
    r"|(?:https?|ftp)://[!-~]+|www\.[!-~]+|[\w.+-]{1,40}@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+"
    r"|(?<=\])\([^()\n]*\)",  # the target of a link
    re.M | re.S,
)
FILE_NAME = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|txt|md|wps|et|ofd|jpe?g|png|zip|rar)(?![A-Za-z])", re.I)
NO_FILE_NAME = re.compile(r"[\s，。；：、《》“”（）()【】|]")


@lru_cache(maxsize=8)
def plain(text: str) -> str:
    """The text with front matter, code, addresses, file names and rulers covered; every offset stays."""
    text = HIDDEN.sub(lambda match: re.sub(r"[^\n]", COVER, match[0]), text)
    kept, end = [], 0
    for match in FILE_NAME.finditer(text):
        before = NO_FILE_NAME.split(text[max(end, match.start() - 60) : match.start()])[-1]
        start = match.start() - len(before)
        kept += [text[end:start], COVER * (match.end() - start)]
        end = match.end()
    return "".join([*kept, text[end:]])


def line_of(text: str, offset: int) -> str:
    """The line that an offset stands in, up to the offset."""
    return text[text.rfind("\n", 0, offset) + 1 : offset]


def in_table(text: str, offset: int) -> bool:
    """Whether an offset stands in a row of a pipe table."""
    return line_of(text, offset).lstrip().startswith("|")
