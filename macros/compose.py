"""组稿台: what the browser composes from, exported as blocks already worded; it chooses, orders, numbers and fills, and knows no more.

Blanks stand as 【key】, where a private one's key is its item's id and its name (contract, clause 6). How a point, a cause, a measure is
worded from its pieces is given as patterns, so that a problem of one's own reads like any other.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from macros import blanks
from macros.assemble import LEDGER
from macros.body import EVERYONE
from macros.library import Library, folder_of, url_of
from macros.model import CardFact, Problem, Template, Theme
from macros.outline import OutlineNode
from macros.points import CAUSE, MEASURE, PROBLEM, cause_text, measure_point, problem_text

VERSION = 1


def write(library: Library, site: Path) -> None:
    """Write the files under `site`/assets/data/compose: the index, a topic's cards each, the passages."""
    folder = site / "assets" / "data" / "compose"
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "index.js", "index", index(library))
    _write(folder / "passages.js", "passages", passages(library))
    for topic in library.vocabulary.topics:
        own = {key: problem for key, problem in library.problems.items() if folder_of(key) == topic.id}
        cards = {key: card(library, key, problem) for key, problem in own.items()}
        _write(folder / f"cards-{topic.id}.js", "cards", cards)


def index(library: Library) -> dict[str, Any]:
    """Themes, templates with their outlines, roots, topics, the list of cards, shared blanks, patterns."""
    words = library.vocabulary
    return {
        "version": VERSION,
        "themes": [_theme(theme_id, theme) for theme_id, theme in library.themes.items()],
        "templates": [_template(library, template_id, t) for template_id, t in library.templates.items()],
        "roots": [{"id": root.id, "title": root.title, "aim": root.aim, "note": root.note} for root in words.roots],
        "topics": [{"id": topic.id, "title": topic.title} for topic in words.topics],
        "writers": [{"name": writer.name, "speaks": writer.speaks} for writer in words.kinds.writers],
        "problems": [
            {
                "id": problem_id,
                "title": problem.title,
                "topic": folder_of(problem_id),
                "root": problem.root,
                "writers": problem.writers,
                "units": problem.unit_kinds,
                "screening": problem.screening,
                "names": problem.aliases,
            }
            for problem_id, problem in library.problems.items()
        ],
        "blanks": {
            b.name: {"label": b.label, "look": b.look, "example": b.example, "kind": b.kind, "choices": b.choices}
            for b in words.blanks
        },
        "counted": {"对照方面数": "aspects", "整改问题数": "problems"},
        "patterns": {"problem": PROBLEM, "cause": CAUSE, "measure": MEASURE},
        "ledger": LEDGER,
    }


def card(library: Library, problem_id: str, problem: Problem) -> dict[str, Any]:
    """A card's blocks by writer, with its facts."""
    return {
        "id": problem_id,
        "title": problem.title,
        "url": url_of("problems", problem_id),
        "root": problem.root,
        "note": problem.root_note,
        "screening": problem.screening,
        "owned": problem.owned_by,
        "facts": [_fact(problem_id, fact) for fact in problem.facts],
        "sides": {
            writer: {
                "problem": keyed(library, problem_text(problem, writer), problem_id),
                "cause": keyed(library, cause_text(problem, writer), problem_id),
                "measure": keyed(library, measure_point(problem, writer), problem_id),
                "cells": {
                    name: keyed(library, getattr(problem.measures[writer], name).removesuffix("。"), problem_id)
                    for name in ("what", "who", "by", "check", "done")
                },
            }
            for writer in problem.writers
        },
    }


def passages(library: Library) -> dict[str, Any]:
    """Every snippet and structured part, in paragraphs."""
    return {
        "snippets": {
            snippet_id: {
                "title": snippet.title,
                "part": folder_of(snippet_id),
                "writers": snippet.writers,
                "text": _paragraphs(library, snippet.text, snippet_id),
                "facts": [_fact(snippet_id, fact) for fact in snippet.facts],
            }
            for snippet_id, snippet in library.snippets.items()
        },
        "structured": {
            item_id: {
                "title": item.title,
                "part": item.part,
                "text": {writer: _paragraphs(library, text, item_id) for writer, text in item.text.items()},
                "everyone": EVERYONE,
                "entries": [_paragraphs(library, text, item_id) for text in item.entries.values()],
                "none": item.none or "",
                "facts": [_fact(item_id, fact) for fact in item.facts],
            }
            for item_id, item in library.structured.items()
        },
    }


def keyed(library: Library, text: str, scope: str) -> str:
    """Text whose private blanks bear their key."""
    own = {fact.blank for fact in library.facts_of(scope)}
    return blanks.BLANK.sub(lambda match: f"【{scope}/{match[1]}】" if match[1] in own else match[0], text)


def _paragraphs(library: Library, text: str, scope: str) -> list[str]:
    joined = ("".join(line.strip() for line in part.split("\n")) for part in text.strip().split("\n\n"))
    return [keyed(library, part, scope) for part in joined if part]


def _fact(scope: str, fact: CardFact) -> dict[str, Any]:
    return {
        "key": f"{scope}/{fact.blank}",
        "label": fact.blank,
        "look": fact.look,
        "example": fact.example,
        "kind": fact.kind,
        "choices": fact.choices,
        "for": [fact.for_] if isinstance(fact.for_, str) else fact.for_,
    }


def _theme(theme_id: str, theme: Theme) -> dict[str, Any]:
    return {
        "id": theme_id,
        "title": theme.title,
        "meeting": theme.meeting,
        "year": theme.year,
        "sentence": theme.sentence.value if theme.sentence else "",
        "example": theme.basis == "示例",
        "aspects": [{"title": aspect.title, "topics": aspect.topics} for aspect in theme.aspects],
        "demands": [demand.text for demand in theme.demands],
    }


def _template(library: Library, template_id: str, template: Template) -> dict[str, Any]:
    return {
        "id": template_id,
        "title": template.title,
        "type": template.document_type,
        "meeting": template.meeting,
        "stage": template.stage,
        "writers": template.writers,
        "themes": template.themes,
        "picks": template.picks,
        "facts": [_fact(template_id, fact) for fact in template.facts],
        "outline": [_node(library, template_id, node) for node in template.outline],
    }


def _node(library: Library, template_id: str, node: OutlineNode) -> dict[str, Any]:
    """A part of an outline; what is not there is left out."""
    made: dict[str, Any] = {"part": node.part, "title": library.vocabulary.part(node.part).title}
    if node.heading:
        made["heading"] = keyed(library, node.heading, template_id)
    if node.children:
        made["children"] = [_node(library, template_id, child) for child in node.children]
    if node.text:
        made["text"] = [keyed(library, text, template_id) for text in node.text]
    if node.snippets:
        made["snippets"] = node.snippets
        made["points"] = node.points or ""
    if node.structured:
        made["structured"] = node.structured
    if node.table:
        rows = [node.table.header, *node.table.rows]
        made["table"] = [[keyed(library, cell, template_id) for cell in row] for row in rows]
    if node.ledger:
        made["ledger"] = node.ledger.columns
    for name in ("problems", "causes", "measures"):
        layout = getattr(node, name)
        if layout:
            made[name] = {"by": layout.by, "points": layout.points}
    return made


def _write(path: Path, part: str, data: dict[str, Any]) -> None:
    """Entry by entry: the whole as one text is large."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'antouCompose("{part}",')
        for number, (key, value) in enumerate(data.items()):
            file.write(f"{',' if number else '{'}{_json(key)}:{_json(value)}")
        file.write("});\n" if data else "{});\n")


def _json(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "").replace("\u2029", "")
