"""The timeline of a document's versions as a picture (SVG, no inline style: the site's policy forbids it)."""

from __future__ import annotations

from datetime import date
from html import escape

from macros import citations
from macros.dates import chinese_date
from macros.model import Policy

WIDTH, MARGIN, TOP, BAR = 680, 14, 34, 18


def timeline(policy: Policy, day: date) -> str:
    """One bar a version from its start to its end, today marked; nothing where no start may be published."""
    terms = [term for term in citations.terms(policy) if term.start]
    if not terms:
        return ""
    first = terms[0].start
    assert first
    last = max(day, max(term.start for term in terms if term.start))
    span = max((last - first).days, 1)

    def x(when: date) -> float:
        return round(MARGIN + (when - first).days / span * (WIDTH - 2 * MARGIN), 1)

    parts = []
    for number, term in enumerate(terms):
        assert term.start
        left = x(term.start)
        right = max(x(min(term.until or last, last)), left + 2)
        status = term.status(day)
        css = {"现行": "now", "尚未施行": "coming"}.get(status, "past")
        above = number % 2 == 0
        y = TOP - 8 if above else TOP + BAR + 18
        anchor = "end" if left > WIDTH - 60 else "start"
        said = f"{term.version.label}年版，{citations.term_text(term)}，{status}"
        parts.append(
            f'<g class="{css}"><title>{escape(said)}</title><rect x="{left}" y="{TOP}" width="{round(right - left, 1)}" height="{BAR}"/>'
            f'<line x1="{left}" y1="{TOP - 4 if above else TOP}" x2="{left}" y2="{TOP + BAR + (0 if above else 6)}"/>'
            f'<text x="{left}" y="{y}" text-anchor="{anchor}">{term.version.label}</text></g>'
        )
    label = "；".join(f"{t.version.label}年版{citations.term_text(t)}" for t in terms)
    height = TOP + BAR + 28
    today = f'<line class="today" x1="{x(day)}" y1="{TOP - 2}" x2="{x(day)}" y2="{TOP + BAR + 2}"/>'
    return (
        f'<figure class="timeline"><svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(label, quote=True)}">{"".join(parts)}{today}</svg>'
        f"<figcaption>各版施行的起止，右端是{chinese_date(day)}。</figcaption></figure>"
    )
