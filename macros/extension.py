"""The Markdown extension: door 2. Gives item pages their derived parts, and resolves `~/` addresses for the page they stand on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from macros.checks import current
from macros.dates import build_day
from macros.library import item_path
from macros.render.html import Html
from macros.render.mention_links import link_mentions
from macros.render.pages import page_chunks

ROOT_ADDRESS = re.compile(r'(href|src)="~/')


class ItemPages(Preprocessor):
    """Replaces an item's body by its page: Markdown stays Markdown, finished HTML is stashed."""

    def run(self, lines: list[str]) -> list[str]:
        path = page_path(self.md)
        docs = docs_dir(self.md)
        if path is None or docs is None:
            return lines
        chunks = page_chunks(current(docs), path, "\n".join(lines), build_day())
        if chunks is None:
            return lines
        result: list[str] = []
        for chunk in chunks:
            text = self.md.htmlStash.store(str(chunk)) if isinstance(chunk, Html) else chunk
            result += ["", *text.split("\n"), ""]
        # A blank line at the end would stay in the last paragraph, and a stashed list inside a <p> is no valid HTML.
        return "\n".join(result).rstrip("\n").split("\n")


class ScrollingTables(Treeprocessor):
    """A table written in Markdown scrolls by itself where it is too wide, and can be reached by keyboard; Material's own wrapping cannot."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for at, table in enumerate(list(parent)):
                if table.tag == "table" and parent.get("class") != "table-scroll":
                    table.set("class", "table")
                    frame = Element("div", {"class": "table-scroll", "tabindex": "0"})
                    frame.tail, table.tail = table.tail, None
                    parent[at] = frame
                    frame.append(table)


class PolicyMentions(Postprocessor):
    """The first mention of a policy in each section becomes a link with its card."""

    def run(self, text: str) -> str:
        path = page_path(self.md)
        docs = docs_dir(self.md)
        if path is None or docs is None or "<" not in text:  # a heading's words, which the table of contents asks for
            return text
        place = item_path(path)
        own = place[1] if place and place[0] == "policies" else ""
        return link_mentions(current(docs).basis, text, build_day(), own)


class RootAddresses(Postprocessor):
    """`~/policies/x.html` -> an address relative to the page, for http and file:// alike."""

    def run(self, text: str) -> str:
        depth = (page_path(self.md) or "").count("/")
        return ROOT_ADDRESS.sub(rf'\1="{"../" * depth}', text)


class AntouExtension(Extension):
    """Registered in mkdocs.yml as `macros.extension`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the library's name)
        # After whitespace is normalised (30), which would strip the stash's marks; before fences (25) and raw HTML (20).
        md.preprocessors.register(ItemPages(md), "antou-items", 28)
        md.treeprocessors.register(ScrollingTables(md), "antou-tables", 5)
        md.postprocessors.register(PolicyMentions(md), "antou-mentions", 1)
        md.postprocessors.register(RootAddresses(md), "antou-root", 0)


def page_path(md: Markdown) -> str | None:
    """The page's path under docs/, from MkDocs or from Zensical; None outside both."""
    file = getattr(_relpath(md), "file", None)
    if file is not None:
        return str(file.src_uri)
    context = _zensical_context(md)
    return str(context.page.path) if context is not None else None


def docs_dir(md: Markdown) -> Path | None:
    """docs/ of the site being built."""
    config = getattr(_relpath(md), "config", None)
    if config is not None:
        return Path(config.docs_dir)
    context = _zensical_context(md)
    return Path(context.config["docs_dir"]) if context is not None else None


def _relpath(md: Markdown) -> Any:
    """MkDocs' own tree processor, which knows the file and the configuration."""
    return md.treeprocessors["relpath"] if "relpath" in md.treeprocessors else None  # noqa: SIM401  (a Registry has no get)


def _zensical_context(md: Markdown) -> Any:
    try:
        from zensical.extensions.context import ContextPreprocessor
    except ImportError:
        return None
    return ContextPreprocessor.from_markdown(md)


def makeExtension(**options: Any) -> AntouExtension:  # noqa: N802  (the library's name)
    """Entry point that Python-Markdown looks for."""
    return AntouExtension(**options)
