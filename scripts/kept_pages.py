"""Pages kept between builds: MkDocs builds every page as always, but takes its costly steps from macros.kept where everything that
goes into them is as it was. What a page shows of other items is worked out anew in each build, and is part of what goes in.

Not named in mkdocs.yml and not needed for a right site: plain `mkdocs build` and Zensical build the same pages without it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import meta

from macros import checks
from macros.dates import build_day
from macros.kept import FRESH, Fresh, digest
from macros.library import item_path
from macros.render.pages import page_chunks

Content = tuple[Any, ...]  # HTML, table of contents, title, anchors, links to anchors
KNOWN = {"material/meta", "macros"}  # whose work on a page rests on the files of docs/ alone


def keep_pages(config: MkDocsConfig, kept: Fresh) -> KeptPages | None:
    """Add to a loaded configuration. Under a plugin or hook that is not known here, or where a warning does not stop the build
    (it would not be heard again), nothing is kept.
    """
    if kept is FRESH or not set(config.plugins) <= KNOWN or config.hooks or not config.strict:
        return None
    pages = KeptPages(kept)
    config.plugins["antou-kept"] = pages
    return pages


class KeptPages(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """Reading front matter, converting Markdown, filling the theme's template: each kept under everything that goes in."""

    def __init__(self, kept: Fresh) -> None:
        self.kept = kept
        self.places = b""  # which files there are: what the links of every page rest on
        self.nav = Navigation([], [])
        self.files = Files([])
        self.env: Any = None
        self.settings: MkDocsConfig | None = None
        self.contents: dict[str, tuple[bytes, Callable[[], Content]]] = {}  # what goes into each, and what makes it

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """By now the meta plugin has taken its own files out."""
        self.files, self.settings = files, config
        self.places = digest((config.site_url, *((file.src_uri, file.url, file.inclusion) for file in files)))

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """The pages have their titles only later."""
        self.nav = nav

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> None:
        """This page's own two steps, replaced by ones that look first."""
        setattr(page, "read_source", partial(self._read, page))  # noqa: B010
        setattr(page, "render", partial(self._render, page, partial(Page.render, page)))  # noqa: B010

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Any:
        """Templates that look first; Jinja keeps what it compiles of them under the digest of their source."""
        folder = Path(config.config_file_path).parent / ".cache" / "templates"
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            env.bytecode_cache = FileSystemBytecodeCache(str(folder))
        self.env = _Templates(env, self, digest((self.places, config.extra, *_titles(self.nav))))
        return self.env

    def again(self, path: str) -> bool:
        """Write one page of docs/ anew into the site of the last build, in the frame that it had; False where it is no page of it."""
        file = self.files.get_file_from_path(path)
        if file is None or file.page is None or self.settings is None:
            return False
        self.kept = FRESH
        _populate_page(file.page, self.settings, self.files)
        _build_page(file.page, self.settings, self.files.documentation_pages(), self.nav, self.env)
        return True

    def _read(self, page: Page, config: MkDocsConfig) -> None:
        """An item's page shows its data, so of its front matter the title is enough."""
        library = checks.current(Path(config.docs_dir))
        place = item_path(page.file.src_uri)
        if place and place in library.sources:
            page.markdown, page.meta = library.sources[place].body, {"title": library.of(place[0])[place[1]].title}
        else:
            text = page.file.content_string
            page.markdown, page.meta = self.kept.get("front", (text,), partial(meta.get_data, text))

    def _render(self, page: Page, render: Any, config: MkDocsConfig, files: Files) -> None:
        library = checks.current(Path(config.docs_dir))
        shown = page_chunks(library, page.file.src_uri, page.markdown or "", build_day()) or []
        told = ((type(chunk).__name__, chunk) for chunk in shown)
        inputs = digest(
            (
                self.places,
                library.basis_digest,
                page.file.src_uri,
                page.meta,
                page.markdown,
                *(x for one in told for x in one),
            )
        )

        def make() -> Content:
            render(config, files)
            links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
            return page.content, page.toc, page._title_from_render, page.present_anchor_ids, links

        self.contents[page.file.src_uri] = inputs, make
        _, _, page._title_from_render, page.present_anchor_ids, links = self.kept.get("content", (inputs,), make)
        _empty(page)  # until it is written, so that not all of them are held at once
        found = {files.get_file_from_path(path): anchors for path, anchors in links.items()}
        page.links_to_anchors = {file: anchors for file, anchors in found.items() if file}


class _Templates:
    """The theme's templates; a page's own is looked up first."""

    def __init__(self, env: Environment, pages: KeptPages, frame: bytes) -> None:
        self.env = env
        self.pages = pages
        self.frame = frame

    def __getattr__(self, name: str) -> Any:
        return getattr(self.env, name)

    def get_template(self, name: str) -> Any:
        return _Template(self, name)


class _Template:
    """One template; what it makes of a page rests on the page's content and address, and on the titles and addresses of all pages."""

    def __init__(self, templates: _Templates, name: str) -> None:
        self.templates = templates
        self.name = name

    def render(self, context: dict[str, Any]) -> str:
        page = context.get("page")
        if page is None:
            return str(self.templates.env.get_template(self.name).render(context))
        pages = self.templates.pages
        inputs, content = pages.contents[page.file.src_uri]

        def make() -> str:
            page.content, page.toc = pages.kept.get("content", (inputs,), content)[:2]
            made = self.templates.env.get_template(self.name).render(context)
            _empty(page)
            return str(made)

        return pages.kept.get("page", (self.templates.frame, self.name, inputs, page.edit_url), make)


def _empty(page: Page) -> None:
    page.content, page.toc = "", TableOfContents([])


def _titles(items: Iterable[StructureItem]) -> Iterator[object]:
    """The whole navigation: kinds, titles, addresses, what stands in what."""
    for item in items:
        yield (type(item).__name__, item.title, getattr(item, "url", ""))
        yield from _titles(getattr(item, "children", None) or ())
        yield "end"
