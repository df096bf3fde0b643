"""Import (导入): a colleague's raw file -> a page that opens for editing, and a report of all that was done to it.

The order matters: what is no document goes first, then personal data and masks while they stand as they were typed, then spaces and stops
are set right and both are looked for again, and last whatever an engine could run is made harmless.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from macros.checks.drafts import check_document
from macros.document import Document
from macros.finding import Finding
from macros.importing import headings, masks, normalise, page, personal, propose, report
from macros.importing.gather import Aside, Gathered, RefusedError, gather
from macros.importing.lines import Line
from macros.importing.strip import strip
from macros.library import Library
from macros.mentions import finder, right_name, version_of

__all__ = ["Imported", "RefusedError", "gather", "import_file", "import_gathered"]
BESIDE = ("privacy/author", "privacy/comments")


@dataclass(frozen=True)
class Imported:
    """The page's text, its body alone, the report's object, and the lines with their history."""

    page: str
    body: str
    report: dict[str, Any]
    lines: Sequence[Line]
    asides: Sequence[Aside]


def import_file(library: Library, path: Path, today: date) -> Imported:
    """Import one file. Raises RefusedError with the reason; writes nothing."""
    return import_gathered(library, gather(path), path, today)


def import_gathered(library: Library, gathered: Gathered, path: Path, today: date) -> Imported:
    """The same once the file has been read (gather), which needs no library. Raises RefusedError too."""
    lines, markdown = gathered.lines, gathered.markdown
    strip(lines, markdown)
    if not any(line.text.strip() for line in lines):
        raise RefusedError("去掉广告和水印以后，文件里没有正文。")
    as_read = "\n".join(line.text for line in lines)  # what was taken out leaves its line empty, so the numbers stay
    guess = propose.propose(library, Document(str(path), as_read, today), gathered.front)
    day = guess.as_of or today
    known = (day, 1, "contribution", guess.writer, guess.document_type, guess.theme)
    raw = Document(str(path), as_read, *known)  # type: ignore[arg-type]
    found = sorted({*check_document(library, raw), *_beside(gathered, str(path))})
    raw_headings = raw.headings

    if markdown:
        headings.strip_hashes(lines)
    personal.take_out(library, lines)
    masks.fill(library, lines, markdown)
    normalise.normalise(lines, markdown)
    masks.fill(library, lines, markdown)
    personal.take_out(library, lines)
    normalise.harmless(lines, markdown)

    clean = Document(str(path), "\n".join(line.text for line in lines), *known)  # type: ignore[arg-type]
    text = page.body(lines, headings.marks(raw))
    by_number = {line.number: line.text for line in lines}
    remaining = check_document(library, clean)
    again = propose.propose(library, clean, gathered.front)
    titled = replace(guess, title=again.title, unit=again.unit)
    notes = list(propose.notes(remaining, text, by_number))
    whole = page.page(titled, notes, text, path.name, today)
    told = {
        "findings": [finding.as_json() for finding in found],
        "mentions": list(_mentions(library, clean, lines, str(path))),
        "headings": [{"line": h.line, "level": h.level, "number": h.number, "text": h.text} for h in raw_headings],
        "removed": report.removed(lines, gathered.asides),
        "changed": report.changed(lines),
        "blanks": report.blanks(lines),
    }
    return Imported(whole, text, told, lines, gathered.asides)


def _beside(gathered: Gathered, path: str) -> list[Finding]:
    """Findings on what a Word file carries beside its text."""
    kinds = {
        "批注": ("privacy/comments", "文件里有批注。"),
        "修订中删掉的文字": ("privacy/tracked-changes", "这一段有修订痕迹。"),
    }
    kinds["文件属性里的人名"] = ("privacy/author", "文件属性里留着作者的名字。")
    return [
        Finding(
            path, aside.line, 1, kinds[aside.why][0], kinds[aside.why][1], "导入时已经去掉，原文件里还在。", "warning"
        )
        for aside in gathered.asides
        if aside.why in kinds
    ]


def _mentions(library: Library, clean: Document, lines: Sequence[Line], path: str) -> Any:
    """Where the input names a policy: found in the clean text, told by the places of the input."""
    for mention in finder(library).find(clean.text):
        number, column = clean.place(mention.start)
        line = lines[number - 1]
        start, end = line.origin(column - 1, column - 1 + mention.end - mention.start)
        yield {
            "path": path,
            "line": line.number,
            "column": start + 1,
            "text": line.source[start:end],
            "policy": mention.policy,
            "version": version_of(library, mention, clean.as_of),
            "right_name": right_name(library, mention, clean.as_of),
        }
