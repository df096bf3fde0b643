"""Mentions link themselves: the first one in a section becomes a link, with what its card shows on hover and focus.

Works on a page's finished HTML, so that prose and assembled drafts are treated alike under MkDocs and Zensical. Headings, links,
code, buttons, forms and struck-out wrong examples are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from html import escape

from macros import citations
from macros.library import Library, url_of
from macros.mentions import Finder, Mention, finder, fold, version_of

MARKED = re.compile(r"<([A-Za-z][A-Za-z0-9]*)(?![A-Za-z0-9])[^<>]*?data-(?:nolink|as-of)")
SKIPPED = {
    "a",
    "button",
    "code",
    "pre",
    "del",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "script",
    "select",
    "option",
    "label",
    "legend",
    "summary",
    "svg",
    "title",
    "dt",
    "th",
    "caption",
}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
VOID = {"br", "hr", "img", "input", "meta", "link", "wbr", "col"}
AS_OF = re.compile(r'data-as-of="(\d{4}-\d{2}-\d{2})"')


def link_mentions(library: Library, html: str, today: date, own: str = "") -> str:
    """The page's HTML with its mentions linked; `own` is the policy whose page it is, which is not linked to itself."""
    found = finder(library)
    pieces = _pieces(found, html)
    if not pieces:
        return html
    day = today
    seen: set[str] = {own}
    skipping: list[str] = []
    parts: list[str] = []
    end = 0
    tags = _telling(html)
    tag = next(tags, None)
    for first, last in pieces:
        while tag and tag.start() < first:
            name = tag[2].lower()
            if tag[1]:
                if skipping and skipping[-1] == name:
                    skipping.pop()
                tag = next(tags, None)
                continue
            if name in HEADINGS:
                seen = {own}
            if name not in VOID and (name in SKIPPED or (skipping and name == skipping[-1]) or "data-nolink" in tag[3]):
                skipping.append(name)
            if date_of := AS_OF.search(tag[3]):
                day = date.fromisoformat(date_of[1])
            tag = next(tags, None)
        if not skipping:
            parts += [html[end:first], _linked(library, found, html[first:last], day, today, seen)]
            end = last
    return "".join([*parts, html[end:]])


def _pieces(found: Finder, html: str) -> list[tuple[int, int]]:
    """The pieces of text between two tags that hold a name: one pass over the page, instead of one over each of its thousand pieces.

    No name holds a bracket of a tag, so what is found in the whole is what would be found piece by piece.
    """
    pieces: list[tuple[int, int]] = []
    last = 0
    for _, start, _ in found.automaton.find_matches_as_indexes(fold(html)):
        if start < last:
            continue
        first = html.rfind(">", 0, start) + 1
        if html.rfind("<", first, start) >= 0:
            continue  # within a tag
        last = html.find("<", start)
        last = len(html) if last < 0 else last
        pieces.append((first, last))
    return pieces


def _telling(html: str) -> Iterator[re.Match[str]]:
    """The tags that decide whether a piece is linked, and for which date."""
    marked = {match[1].lower() for match in MARKED.finditer(html)}
    return _tags(frozenset(SKIPPED | marked)).finditer(html)


@lru_cache(maxsize=64)
def _tags(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"<(/?)({'|'.join(sorted(names))})(?![A-Za-z0-9])([^>]*)>", re.I)


def _linked(library: Library, found: Finder, text: str, day: date, today: date, seen: set[str]) -> str:
    if len(text) < 2:
        return text
    parts: list[str] = []
    end = 0
    for mention in found.find(text):
        if mention.policy in seen or mention.kind == "wrong":
            continue
        seen.add(mention.policy)
        parts += [text[end : mention.start], _link(library, mention, day, today)]
        end = mention.end
    return "".join([*parts, text[end:]]) if parts else text


def _link(library: Library, mention: Mention, day: date, today: date) -> str:
    policy = library.policies[mention.policy]
    version = version_of(library, mention, day)
    chosen = next((v for v in policy.versions if v.label == version), None)
    attributes = {
        "data-policy": mention.policy,
        "data-version": version or "",
        "data-name": citations.full(policy, library.vocabulary, chosen),
        "data-status": card_status(library, mention.policy, version, day, today),
        "data-cite": citations.dated(policy, library.vocabulary, chosen),
    }
    listed = "".join(f' {name}="{escape(value, quote=True)}"' for name, value in attributes.items() if value)
    return f'<a class="policy-mention" href="~/{url_of("policies", mention.policy)}"{listed}>{mention.text}</a>'


def card_status(library: Library, policy_id: str, label: str | None, day: date, today: date) -> str:
    """The status of a version on the page's date, and that it was valid then where it no longer is."""
    policy = library.policies[policy_id]
    term = next((term for term in citations.terms(policy) if term.version.label == label), None)
    if term is None:
        return policy.kind
    then, now = term.status(day), term.status(today)
    if then == "现行" and now != "现行":
        return f"{label}年版，当时有效，今{now}"
    return f"{label}年版，{then}" if then != "待核" else f"{label}年版，施行日期待核"
