"""A text to be checked, and what its sentences say of time."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from macros.fields import Confidence
from macros.finding import Finding, Level

CLAUSE_END = re.compile(r"[，。；：！？\n]")
SENTENCE_END = re.compile(r"[。；！？\n]")
LONG_QUOTE = re.compile(r"“([^“”\n]{1,200})”")
DATED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
LEVEL_OF: dict[Confidence, Level] = {"V": "error", "V2": "warning", "K高": "warning"}


@dataclass(frozen=True)
class Text:
    """A document's text with the date it goes by; `first_line` is the line of the file on which it begins."""

    path: str
    text: str
    as_of: date
    first_line: int = 1

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def finding(self, start: int, end: int, rule: str, level: Level, message: str, fix: str) -> Finding:
        """A finding on the stretch from start to end; the message names the date that it went by."""
        line, column = self.place(start)
        end_line, end_column = self.place(end)
        return Finding(self.path, line, column, rule, message, fix, level, self.text[start:end], end_line, end_column)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1."""
        line = bisect.bisect_right(self._starts, offset) - 1
        return self.first_line + line, offset - self._starts[line] + 1

    def clause(self, start: int, end: int) -> tuple[str, str]:
        """The clause round a stretch: what stands before it and after it."""
        before = self.text[max(0, start - 60) : start]
        cut = [match.end() for match in CLAUSE_END.finditer(before)]
        after = CLAUSE_END.split(self.text[end : end + 60], maxsplit=1)[0]
        return before[cut[-1] :] if cut else before, after

    def sentence(self, start: int, end: int) -> tuple[str, str]:
        """The sentence round a stretch: what stands before it and after it."""
        before = self.text[max(0, start - 200) : start]
        cut = [match.end() for match in SENTENCE_END.finditer(before)]
        after = SENTENCE_END.split(self.text[end : end + 200], maxsplit=1)[0]
        return before[cut[-1] :] if cut else before, after

    @cached_property
    def _quotes(self) -> list[tuple[int, int]]:
        return [(match.start(1), match.end(1)) for match in LONG_QUOTE.finditer(self.text)]

    def in_quotation(self, start: int, end: int) -> bool:
        """Whether a stretch is part of a longer quotation, whose words are somebody else's."""
        place = bisect.bisect_right(self._quotes, (start, len(self.text))) - 1
        if place < 0:
            return False
        first, last = self._quotes[place]
        return first <= start and end <= last and (last - first) > (end - start)


def own_date(text: str) -> date | None:
    """The date a text gives itself: the last full date in its last five lines."""
    for line in reversed(text.strip().split("\n")[-5:]):
        for year, month, day in reversed(DATED.findall(line)):
            try:
                return date(int(year), int(month), int(day))
            except ValueError:
                continue
    return None
