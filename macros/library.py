"""docs/ -> Library (内容库): every item read once, every error reported together.

A kind's folder holds its items; an item's id is its path under that folder without `.md`, and its topic or part is the folder
of that id. `index.md` files, guides and the contributor pages are pages, not items.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError
from pymdownx.slugs import slugify

from macros import messages
from macros.body import read_body
from macros.finding import Finding
from macros.kept import FRESH, Fresh, digest
from macros.limits import check_size
from macros.model import CardFact, Example, Item, Policy, Problem, Snippet, Structured, Template, Theme
from macros.placing import check_address, context
from macros.safety import check_source, check_tree
from macros.source import Source, parse, read_front, read_yaml
from macros.vocabulary import Formula, Kinds, PartEntry, Root, SearchWords, SharedBlank, Topic, Units, Vocabulary

KINDS: dict[str, type[Item]] = {
    "policies": Policy,
    "themes": Theme,
    "problems": Problem,
    "snippets": Snippet,
    "structured": Structured,
    "templates": Template,
    "examples": Example,
}
_slug = slugify(case="lower")
KIND_TITLES = {
    "policies": "政策",
    "themes": "主题",
    "problems": "问题卡",
    "snippets": "片段",
    "structured": "专项内容",
    "templates": "模板",
    "examples": "范例",
}
ASKING = ("problems", "snippets", "structured", "templates")  # kinds whose items may declare facts of their own
VOCABULARY: dict[str, Any] = {
    "kinds": Kinds,
    "topics": list[Topic],
    "roots": list[Root],
    "parts": list[PartEntry],
    "blanks": list[SharedBlank],
    "units": Units,
    "common_words": list[str],
    "formulas": list[Formula],
    "standing_phrases": list[str],
    "search": SearchWords,
}


@dataclass(frozen=True)
class Page:
    """A page that is no item: `path` under docs/, its title, its everyday names."""

    path: str
    title: str
    aliases: tuple[str, ...] = ()


@dataclass(
    eq=False, repr=False
)  # one library is itself alone: what is worked out from it is kept by lru_cache; printed, it fills megabytes
class Library:
    """All items by kind and id, in the order of their ids."""

    docs: Path
    vocabulary: Vocabulary
    policies: dict[str, Policy] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)
    snippets: dict[str, Snippet] = field(default_factory=dict)
    structured: dict[str, Structured] = field(default_factory=dict)
    templates: dict[str, Template] = field(default_factory=dict)
    examples: dict[str, Example] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    sources: dict[tuple[str, str], Source] = field(default_factory=dict)

    def of(self, kind: str) -> dict[str, Item]:
        """The items of a kind."""
        return cast("dict[str, Item]", getattr(self, kind))

    @cached_property
    def basis(self) -> Library:
        """The vocabularies and policies alone: what every text is checked against and linked to, whatever the other items say."""
        sources = {place: source for place, source in self.sources.items() if place[0] == "policies"}
        return Library(self.docs, self.vocabulary, policies=self.policies, sources=sources)

    @cached_property
    def basis_digest(self) -> bytes:
        """One name for the state of the vocabularies and policies."""
        return digest(
            (self.vocabulary, *(part for i in self.policies for part in (i, self.sources["policies", i].text)))
        )

    def facts_of(self, scope: str) -> list[CardFact]:
        """The facts that the item with this id asks for; ids of the asking kinds never meet (content/scope)."""
        for kind in ASKING:
            item = self.of(kind).get(scope)
            if item is not None:
                return cast("list[CardFact]", getattr(item, "facts"))  # noqa: B009  (not every item has them)
        return []

    def title_of(self, scope: str) -> str:
        """The title of the item with this id."""
        return next((self.of(kind)[scope].title for kind in ASKING if scope in self.of(kind)), "")


def url_of(kind: str, item_id: str) -> str:
    """An item's address from the site's root."""
    return f"{kind}/{item_id}.html"


def anchor_of(heading: str) -> str:
    """The anchor that a heading gets on its page, as mkdocs.yml has the table of contents make it."""
    return str(_slug(heading, "-"))


def folder_of(item_id: str) -> str:
    """The topic of a problem, the part of a snippet."""
    return item_id.split("/", 1)[0]


def state_of(docs: Path) -> tuple[object, ...]:
    """What tells one state of docs/ from another: every file's name, time and size."""
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path in _files(docs) if (stat := path.stat()))


def load(docs: Path, kept: Fresh = FRESH) -> tuple[Library | None, list[Finding]]:
    """Read everything under docs/. With findings, the library is what could be read, or None without vocabularies."""
    vocabulary, findings = load_vocabulary(docs)
    if vocabulary is None:
        return None, findings
    library = Library(docs, vocabulary)
    findings += check_tree(docs)
    sources: dict[str, Source] = {}
    for path in _files(docs):
        if path.suffix != ".md":
            continue
        place = path.relative_to(docs).as_posix()
        shown = _shown(docs, path)
        if check_size(path, shown):
            continue  # told by check_tree; never read
        raw = path.read_bytes()
        source, found = parse(raw, shown, partial(_front, (shown, raw), kept))
        unsafe = (
            kept.get("safe", (place, shown, raw), partial(check_source, source, place), hold=True)
            if source.text
            else []
        )
        findings += found + unsafe
        if not found:
            sources[place] = source
    _build(library, sources, findings, kept)
    return library, sorted(set(findings))


def _front(inputs: tuple[str, bytes], kept: Fresh, source: Source) -> list[Finding]:
    """Read the data of a file, or take what is kept of it; the text itself is at hand and never kept."""

    def make() -> tuple[dict[str, Any], list[Finding]]:
        found = read_front(source)
        return source.front, found

    source.front, findings = kept.get("data", inputs, make, hold=True)
    return findings


def load_vocabulary(docs: Path) -> tuple[Vocabulary | None, list[Finding]]:
    """The closed lists, or the findings that stand in their way."""
    data: dict[str, Any] = {}
    findings: list[Finding] = []
    for name, shape in VOCABULARY.items():
        path = docs / "_vocabulary" / f"{name}.yml"
        shown = _shown(docs, path)
        if not path.is_file():
            findings.append(Finding(shown, 1, 1, "content/vocabulary", "缺少词表文件。", "从仓库历史里找回这个文件。"))
            continue
        source, found = read_yaml(path, shown)
        findings += found
        if found:
            continue
        try:
            data[name] = TypeAdapter(shape).validate_python(source.front["data"])
        except ValidationError as error:
            source.data = (*source.data[:3], ())
            findings += messages.findings(error, source, name, Item)
    return (None if findings else Vocabulary(**data)), findings


def item_path(path: str) -> tuple[str, str] | None:
    """Kind and id of an item by its path under docs/, or None for a page."""
    kind, _, rest = path.partition("/")
    if kind not in KINDS or rest == "index.md" or rest.endswith("/index.md"):
        return None
    return kind, rest.removesuffix(".md")


def _build(library: Library, sources: dict[str, Source], findings: list[Finding], kept: Fresh) -> None:
    ids: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for path in sources:
        if place := item_path(path):
            ids[place[0]].append(place[1])
    checked = context(library.vocabulary, ids)
    against = digest((checked,))
    for path, source in sources.items():
        place = item_path(path)
        if place is None:
            _add_page(library, path, source, findings)
            continue
        kind, item_id = place
        findings += check_address(library.vocabulary, kind, item_id, source)
        item, found = kept.get(
            "item", (against, path, source.path, source.text), partial(read_item, source, kind, checked), hold=True
        )
        findings += found
        if item is not None:
            library.of(kind)[item_id] = item
            library.sources[kind, item_id] = source


def read_item(source: Source, kind: str, checked: dict[str, Any]) -> tuple[Item | None, list[Finding]]:
    """The item that a source holds, and what is wrong with it; `checked` is context()'s."""
    body, found = read_body(source, kind, checked["words"]["writers"])
    try:
        return KINDS[kind].model_validate({**source.front, **body}, context=checked), found
    except ValidationError as error:
        told = any(finding.rule == "content/missing-section" for finding in found)
        again = messages.findings(error, source, kind, KINDS[kind])
        return None, found + [f for f in again if not (told and f.rule == "content/missing-section")]


def _add_page(library: Library, path: str, source: Source, findings: list[Finding]) -> None:
    title = source.front.get("title")
    known = {"title", "aliases", "render_macros"}
    for name in source.front:
        if name not in known:
            line, column = source.position((name,))
            findings.append(
                Finding(
                    source.path,
                    line,
                    column,
                    "content/unknown-field",
                    f"页面没有“{name}”这个字段。",
                    "删掉；页面只有 title、aliases、render_macros。",
                )
            )
    if not isinstance(title, str) or not title.strip():
        findings.append(
            Finding(source.path, 1, 1, "content/missing-field", "缺少字段“title”。", "加上“title: 页面标题”。")
        )
        return
    aliases = source.front.get("aliases") or []
    library.pages[path] = Page(path, title, tuple(map(str, aliases)))


def _files(docs: Path) -> list[Path]:
    return sorted(path for path in docs.rglob("*") if path.suffix in (".md", ".yml") and path.is_file())


def _shown(docs: Path, path: Path) -> str:
    """The path that messages name: from the folder above docs/."""
    return path.relative_to(docs.parent).as_posix()
