"""Lists of items for the index pages: policies by kind, folders, cards in groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from macros import citations
from macros.dates import build_day
from macros.library import Library, folder_of
from macros.render.html import link, table


def policies_html(library: Library, kind: str) -> str:
    """Policies in tables by kind, or those of one kind."""
    groups = [entry.name for entry in library.vocabulary.kinds.policy_kinds if not kind or entry.name == kind]
    parts = []
    for group in groups:
        listed = [(i, p) for i, p in library.policies.items() if p.kind == group]
        if listed:
            rows = [
                (
                    link("policies", i, p.title),
                    escape("、".join(p.short_names)),
                    escape(citations.status_text(p, build_day()) or _when(p)),
                )
                for i, p in listed
            ]
            parts.append(f"<h2>{escape(group)}</h2>" + table(["名称", "规范简称", "状态"], rows))
    return f'<div class="policy-list">{"".join(parts)}</div>'.replace("\n", "")


def _when(policy: Any) -> str:
    return policy.begins.value.chinese if policy.begins else ""


def folders_html(library: Library, kind: str) -> str:
    """A kind's folders as cards, with how many items each holds."""
    words = library.vocabulary
    entries = (
        [(t.id, t.title, t.covers) for t in words.topics]
        if kind == "problems"
        else [(p.id, p.title, "") for p in words.parts]
    )
    cards = []
    for folder, title, note in entries:
        number = sum(1 for item_id in library.of(kind) if folder_of(item_id) == folder)
        if f"{kind}/{folder}/index.md" in library.pages:
            cards.append(
                f'<li><a href="~/{kind}/{folder}/index.html">{escape(title)}</a><small>{number}</small><p>{escape(note)}</p></li>'
            )
    return f'<ul class="cards">{"".join(cards)}</ul>'


def cards_html(library: Library, kind: str) -> str:
    """Cards in groups: themes by year with the old ones folded away, templates by the step of the meeting, others as they come."""
    match kind:
        case "themes":
            return _themes(library)
        case "templates":
            groups = _by_stage(library)
            return "".join(
                f'<h2 id="{name}">{escape(name)}</h2>{_card_list(library, kind, ids)}'
                for name, ids in groups.items()
                if ids
            )
        case _:
            return _card_list(library, kind, list(library.of(kind)))


def _by_stage(library: Library) -> dict[str, list[str]]:
    """Templates of the 民主生活会 by stage, those of the 组织生活会 in a group of their own."""
    words = library.vocabulary.kinds
    groups: dict[str, list[str]] = {name: [] for name in [*(stage.name for stage in words.stages), "组织生活会"]}
    for template_id, template in library.templates.items():
        groups["组织生活会" if template.meeting == "组织生活会" else template.stage].append(template_id)
    return groups


RECENT = 2  # years that stand open on the page of themes


def _themes(library: Library) -> str:
    """The newest years, the special meetings, the 组织生活会; older years folded away."""
    years = sorted({theme.year for theme in library.themes.values() if theme.year}, reverse=True)[:RECENT]
    groups: dict[str, list[str]] = {"近两年": [], "专题会": [], "组织生活会": [], "往年": []}
    for theme_id, theme in sorted(library.themes.items(), key=lambda item: -(item[1].year or 0)):
        if theme.year and theme.year not in years:
            groups["往年"].append(theme_id)
        elif theme.meeting == "组织生活会":
            groups["组织生活会"].append(theme_id)
        else:
            groups["近两年" if theme.year else "专题会"].append(theme_id)
    folded = f"<details><summary>往年的主题（{len(groups['往年'])}个）</summary>{_card_list(library, 'themes', groups['往年'])}</details>"
    shown = "".join(
        f'<h2 id="{name}">{name}</h2>{_card_list(library, "themes", groups[name])}'
        for name in list(groups)[:3]
        if groups[name]
    )
    return shown + (f'<h2 id="往年">往年</h2>{folded}' if groups["往年"] else "")


def _card_list(library: Library, kind: str, ids: Iterable[str]) -> str:
    notes: dict[str, Callable[[Any], str]] = {
        "templates": lambda t: f"{t.document_type}，{'、'.join(t.writers)}写，{t.timing}",
        "themes": lambda t: f"{t.meeting}，{t.occasion}" + ("" if t.aspects else "，方面待核"),
        "examples": lambda e: f"{e.unit}，{e.document_type}" + ("，有意留错" if e.flawed else ""),
        "structured": lambda s: "、".join(s.writers),
    }
    items = library.of(kind)
    cards = [f"<li>{link(kind, i, items[i].title)}<p>{escape(notes[kind](items[i]))}</p></li>" for i in ids]
    return f'<ul class="cards">{"".join(cards)}</ul>'
