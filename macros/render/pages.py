"""The page of an item or of a folder, as chunks: Markdown text, or finished HTML."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from macros.library import Library, folder_of, item_path
from macros.render.example_page import example_page
from macros.render.html import Html, links
from macros.render.passage_pages import snippet_page, structured_page, theme_page
from macros.render.policy_page import policy_page
from macros.render.problem_page import problem_page, problems_by_topic
from macros.render.template_page import template_page

PAGES: dict[str, Callable[[Library, str], list[str]]] = {
    "themes": theme_page,
    "problems": problem_page,
    "snippets": snippet_page,
    "structured": structured_page,
    "templates": template_page,
    "examples": example_page,
}


@lru_cache(maxsize=1)  # asked for twice in a row: for what goes into the page, then by its conversion
def page_chunks(library: Library, path: str, prose: str, day: date) -> list[str] | None:
    """What the page at `path` (under docs/) shows; None where its own Markdown is all there is."""
    place = item_path(path)
    if place:
        kind, item_id = place
        if item_id not in library.of(kind):
            return None
        return policy_page(library, item_id, day) if kind == "policies" else PAGES[kind](library, item_id)
    return _folder(library, path, prose)


def _folder(library: Library, path: str, prose: str) -> list[str] | None:
    """A topic's or a part's own page: its prose, then what the folder holds."""
    match path.split("/"):
        case ["problems", topic, "index.md"]:
            return [prose, "## 问题卡", Html(problems_by_topic(library, topic))]
        case ["snippets", part, "index.md"]:
            listed = [(i, s.title) for i, s in library.snippets.items() if folder_of(i) == part]
            structured = [(i, s.title) for i, s in library.structured.items() if s.part == part]
            chunks = [prose, "## 片段", Html(links("snippets", listed) or "<p>这一部分还没有片段。</p>")]
            return [*chunks, "## 专项内容", Html(links("structured", structured))] if structured else chunks
        case _:
            return None
