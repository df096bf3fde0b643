"""One module a family of rules; a rule is a generator of findings, its docstring is the page that explains it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from macros.checks import content
from macros.checks.policy import check_policies
from macros.checks.text import Text
from macros.finding import ContentError, Finding
from macros.library import Library

WRONG_ON_PURPOSE = re.compile(r"^>.*$|~~[^~\n]+~~", re.M)


def library_findings(library: Library, day: date | None = None) -> list[Finding]:
    """Every finding over a library that loads, on a day (today): empty parts, and citations in passages and examples."""
    return sorted([*content.assembles(library), *_passages(library, day or date.today()), *_examples(library)])


def refuse(library: Library) -> None:
    """Raise ContentError when the library has an error."""
    errors = [finding for finding in library_findings(library) if finding.level == "error"]
    if errors:
        raise ContentError(errors)


def _passages(library: Library, day: date) -> Iterator[Finding]:
    """Cards, snippets and structured parts; what they quote as wrong is left out."""
    for (kind, _), source in library.sources.items():
        if kind in ("problems", "snippets", "structured"):
            body = WRONG_ON_PURPOSE.sub(lambda match: " " * len(match[0]), source.body)
            yield from check_policies(library, Text(source.path, body, day, source.body_line))


def _examples(library: Library) -> Iterator[Finding]:
    """Examples, each by its own date; a flaw that its note mends is no finding."""
    for example_id, example in library.examples.items():
        source = library.sources["examples", example_id]
        text = Text(source.path, source.body, example.as_of, source.body_line)
        flaws = [(source.body.index(note.quote), note.quote) for note in example.annotations if note.mend]
        spots = [(*text.place(start), *text.place(start + len(quote))) for start, quote in flaws]
        for finding in check_policies(library, text):
            at = (finding.line, finding.column)
            if not any((line, column) <= at <= (end_line, end_column) for line, column, end_line, end_column in spots):
                yield finding
