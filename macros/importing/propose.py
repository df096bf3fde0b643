"""What the front matter of an imported example may say: type, theme, writer, date, notes. Proposals only; the page says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from macros.checks.privacy.numbers import narrow
from macros.checks.structure.titles import TITLED
from macros.document import Document
from macros.finding import Finding
from macros.library import Library
from macros.text import own_date

OCCASIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("专项治理", re.compile(r"专项治理|红包礼金|违规收送")),
    ("巡视巡察整改", re.compile(r"巡[视察](?:反馈|整改|[^，。]{0,6}专题)")),
    ("以案促改", re.compile(r"以案[促为]")),
    ("教育整顿", re.compile(r"教育整顿")),
    ("党史学习教育", re.compile(r"党史学习教育")),
    ("主题教育", re.compile(r"主题教育")),
)
NOTE_TYPES = {
    "structure": "结构",
    "policy": "引用",
    "wording": "表述",
    "mask": "脱敏",
    "privacy": "脱敏",
    "match": "问题",
    "empty": "问题",
    "same": "问题",
}
MOST_NOTES = 24
YEAR = re.compile(r"(20\d{2})\s*年度?")
YEARLY = re.compile(r"20\d{2}\s*年度[^，。]{0,14}生活会")
DATE_ALONE = re.compile(r"[（(]?\d{4}年\d{1,2}月\d{1,2}日[)）]?")
KNOWN = ("title", "document_type", "theme", "writer", "unit", "template_id")


@dataclass(frozen=True)
class Note:
    """A proposed annotation on words that stand in the page once."""

    type: str
    quote: str
    note: str
    mend: str


@dataclass(frozen=True)
class Proposal:
    """Front matter as far as it can be told; None where it cannot."""

    title: str | None
    document_type: str | None = None
    template_id: str | None = None
    theme: str | None = None
    writer: str | None = None
    unit: str | None = None
    as_of: date | None = None


def propose(library: Library, document: Document, front: dict[str, Any]) -> Proposal:
    """What the text says of itself, and what its own front matter said before."""
    stated = {name: str(front[name]) for name in KNOWN if isinstance(front.get(name), str)}
    titles = [heading.text for heading in document.headings if heading.level == 0]
    title = titles[0] if titles else stated.get("title")
    text = narrow(document.text)
    head = f"{narrow(title or '')}\n{text[:1500]}"
    kind = stated.get("document_type") or _type(library, title or "", text)
    writer = stated.get("writer") or (
        "支部" if "支部" in (title or "") else "班子成员" if document.personal else "班子"
    )
    as_of = own_date(text) or _under_title(text) or _date(front.get("as_of"))
    theme = stated.get("theme") or _theme(library, narrow(title or ""), head, as_of)
    template = next(
        (
            template_id
            for template_id, template in library.templates.items()
            if template.document_type == kind and theme in template.themes and writer in template.writers
        ),
        None,
    )
    unit = next((unit for unit in library.vocabulary.units.organisations if unit in document.text), None)
    unit = unit or stated.get("unit")
    return Proposal(
        title, kind, stated.get("template_id") or template, theme, writer, stated.get("unit") or unit, as_of
    )


def _type(library: Library, title: str, text: str) -> str | None:
    allowed = sorted(library.vocabulary.names("document_types"), key=len, reverse=True)
    found = next((name for name in allowed if title.endswith(name)), None) or next(
        (name for name, pattern in TITLED if pattern.search(title)), None
    )
    if found:
        return found
    opening = text[:600]
    return (
        "查摆剖析材料" if re.search(r"剖析", opening) else "对照检查材料" if re.search(r"对照|查摆", opening) else None
    )


def _theme(library: Library, title: str, head: str, as_of: date | None) -> str | None:
    """The theme of the same meeting, occasion and year; None where two would do."""
    meeting = "组织生活会" if "组织生活会" in head and "民主生活会" not in head else "民主生活会"
    # A title that names a year and no occasion speaks of the annual meeting, whatever its text goes on to mention.
    places = (title,) if YEARLY.search(title) else (title, head)
    occasion = next((o for where in places for o, pattern in OCCASIONS if pattern.search(where)), "年度")
    years = [int(year) for year in YEAR.findall(title) or YEAR.findall(head)[:1]]
    if not years and as_of:
        years = [as_of.year - (occasion == "年度" and as_of.month < 7)]
    fits = [(i, t) for i, t in library.themes.items() if t.meeting == meeting and t.occasion == occasion]
    dated = sorted((len(t.title), i) for i, t in fits if t.year is not None and t.year in years)
    return dated[0][1] if dated else fits[0][0] if len(fits) == 1 else None


def _under_title(text: str) -> date | None:
    """A date that has one of the first lines to itself."""
    lines = [line.strip() for line in text.split("\n") if line.strip()][:6]
    return next((day for line in lines if DATE_ALONE.fullmatch(line) and (day := own_date(line))), None)


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def notes(findings: Iterable[Finding], body: str, lines: dict[int, str]) -> Iterator[Note]:
    """Proposed annotations where rules fire on the page's own text; each on words that stand there once."""
    taken: set[str] = set()
    for finding in findings:
        family = finding.rule.partition("/")[0]
        if finding.level == "info" or family not in NOTE_TYPES or len(taken) >= MOST_NOTES:
            continue
        quote = _quote(finding, lines.get(finding.line, ""), body)
        if quote and not any(quote in other or other in quote for other in taken):
            taken.add(quote)
            yield Note(NOTE_TYPES[family], quote, finding.message, finding.fix)


def _quote(finding: Finding, line: str, body: str) -> str | None:
    """The words found, with as much round them as makes them stand there once; no more than sixty characters."""
    start = finding.column - 1
    end = finding.end_column - 1 if finding.end_line == finding.line else len(line)
    for more in (0, 3, 6, 10, 16, 24):
        quote = line[max(0, start - more) : min(len(line), end + more)]
        if (
            2 <= len(quote) <= 60
            and not set(quote) & set("<>{}\n")
            and quote.strip() == quote
            and body.count(quote) == 1
        ):
            return quote
    return None
