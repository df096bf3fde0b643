"""One module a family of rules; a rule is a generator of findings, its docstring is the page that explains it."""

from __future__ import annotations

from macros.checks import content
from macros.finding import ContentError, Finding
from macros.library import Library


def library_findings(library: Library) -> list[Finding]:
    """Every finding over a library that loads."""
    return sorted(content.assembles(library))


def refuse(library: Library) -> None:
    """Raise ContentError when the library has an error."""
    errors = [finding for finding in library_findings(library) if finding.level == "error"]
    if errors:
        raise ContentError(errors)
