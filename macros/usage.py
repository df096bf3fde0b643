"""What rests on what (谁用到它): the ways back along the references, derived, never typed in."""

from __future__ import annotations

from collections.abc import Iterator

from macros.library import Library
from macros.outline import OutlineNode

Used = dict[str, list[tuple[str, str]]]


def of_policy(library: Library, policy_id: str) -> Used:
    """Items by kind (id, title) that name the policy."""
    kinds = ("themes", "problems", "snippets", "structured")
    return {
        kind: [(i, item.title) for i, item in library.of(kind).items() if policy_id in getattr(item, "policies", [])]
        for kind in kinds
    }


def of_theme(library: Library, theme_id: str) -> Used:
    """Templates that apply to the theme, examples written for it."""
    return {
        "templates": [(i, t.title) for i, t in library.templates.items() if theme_id in t.themes],
        "examples": [(i, e.title) for i, e in library.examples.items() if e.theme == theme_id],
    }


def of_problem(library: Library, problem_id: str) -> Used:
    """Templates that pick the problem."""
    return {"templates": [(i, t.title) for i, t in library.templates.items() if problem_id in t.picks]}


def of_passage(library: Library, kind: str, item_id: str) -> Used:
    """Templates whose outline holds the snippet or the structured part."""
    used = [
        (template_id, template.title)
        for template_id, template in library.templates.items()
        if any(
            item_id in node.snippets if kind == "snippets" else item_id == node.structured
            for node in nodes(template.outline)
        )
    ]
    return {"templates": used}


def of_template(library: Library, template_id: str) -> Used:
    """Examples written on the template."""
    return {"examples": [(i, e.title) for i, e in library.examples.items() if e.template_id == template_id]}


def nodes(outline: list[OutlineNode]) -> Iterator[OutlineNode]:
    """Every part of an outline, from the top down."""
    for node in outline:
        yield node
        yield from nodes(node.children)
