"""One module a family of rules; a rule is a generator of findings, its docstring is the page that explains it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from macros.checks import content
from macros.checks.content import relations
from macros.checks.drafts import check_document
from macros.dates import build_day
from macros.document import Document
from macros.finding import ContentError, Finding
from macros.kept import FRESH, Fresh
from macros.library import Library, state_of
from macros.library import load as read

# A passage is checked by its words alone, a good example as a whole document; likeness within the library has tests of its own.
WORDS = ("policy", "wording", "mask", "privacy")
WHOLE = ("structure", *WORDS, "match", "empty")
WRONG_ON_PURPOSE = re.compile(r"^>.*$|~~[^~\n]+~~", re.M)


def load(docs: Path, kept: Fresh = FRESH) -> tuple[Library | None, list[Finding]]:
    """The library and every finding on it; what needs whole drafts is looked at only where nothing else is wrong."""
    library, findings = read(docs, kept)
    if library is None:
        return None, findings
    findings = sorted({*findings, *relations.check(library)})
    return library, findings or sorted(
        [*content.assembles(library), *_passages(library, build_day(), kept), *_examples(library)]
    )


def refresh(docs: Path, kept: Fresh = FRESH) -> Library:
    """The library as it stands on disk, checked once for each state of it. Raises ContentError when it has an error."""
    docs = docs.resolve()
    stamp = state_of(docs)
    known = _checked.get(docs)
    if known and known[0] == stamp:
        return known[1]
    library, findings = load(docs, kept)
    errors = [finding for finding in findings if finding.level == "error"]
    if errors or library is None:
        raise ContentError(errors)
    _checked[docs] = (stamp, library)
    return library


def preview(docs: Path, kept: Fresh = FRESH) -> bool:
    """Make the library as it stands on disk the current one before its rules are checked; False where it cannot be read whole."""
    docs = docs.resolve()
    library, findings = read(docs, kept)
    if library is None or findings:
        return False
    _checked[docs] = ((), library)  # no state of any folder: refresh reads and checks again
    return True


def current(docs: Path) -> Library:
    """The library as last checked in this process, without looking at the disk again."""
    known = _checked.get(docs) or _checked.get(
        docs.resolve()
    )  # resolving asks the disk, and a page asks for this often
    return known[1] if known else refresh(docs)


_checked: dict[Path, tuple[tuple[object, ...], Library]] = {}


def _passages(library: Library, day: date, kept: Fresh) -> Iterator[Finding]:
    """Cards, snippets and structured parts, each by itself: its rules see no other; what they quote as wrong is left out."""
    for (kind, _), source in library.sources.items():
        if kind in ("problems", "snippets", "structured"):
            body = WRONG_ON_PURPOSE.sub(lambda match: " " * len(match[0]), source.body)
            document = Document(source.path, body, day, source.body_line, "contribution")
            inputs = (library.basis_digest, day, source.path, source.body_line, body)
            yield from kept.get("passage", inputs, partial(check_document, library.basis, document, WORDS))


def _examples(library: Library) -> Iterator[Finding]:
    """Examples, each by its own date; a flawed one only by its words, and a flaw that its note mends is no finding."""
    for example_id, example in library.examples.items():
        source = library.sources["examples", example_id]
        known = (example.as_of, source.body_line, "contribution", example.writer, example.document_type, example.theme)
        document = Document(source.path, source.body, *known)  # type: ignore[arg-type]
        flaws = [(source.body.index(note.quote), note.quote) for note in example.annotations if note.mend]
        spots = [(document.place(start), document.place(start + len(quote))) for start, quote in flaws]
        for finding in check_document(library, document, WORDS if example.flawed else WHOLE):
            first, last = (finding.line, finding.column), (finding.end_line, finding.end_column)
            if not any(start <= last and first <= end for start, end in spots):
                yield finding
