"""What can be found: one record an item, a page, a topic, a rule; the text is the source's own, with what may be copied in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from macros import citations
from macros.body import HEADING, SECTIONS
from macros.checks import same
from macros.checks.cases import NOTE, page
from macros.checks.drafts import FAMILIES
from macros.library import Library, anchor_of, folder_of, url_of
from macros.model import Example, Policy, Problem, Snippet, Template, Theme

KIND_OF = {
    "policies": "policy",
    "themes": "theme",
    "problems": "problem",
    "snippets": "snippet",
    "structured": "structured",
    "templates": "template",
    "examples": "example",
}
HAN = re.compile(r"[\u3400-\u9fff]")
MARKDOWN = re.compile(r"\{\{.*?\}\}|!?\[([^\]\n]*)\]\([^)\n]*\)|\*\*|~~|`|<[^>\n]+>|^#{1,6} |^> |^\||\|$", re.M)
FENCED = re.compile(r"^```.*?^```", re.M | re.S)


@dataclass
class Record:
    """One thing that can be found. `heads` and `copies` are places in `text`: (start, title, anchor), (label, start, end)."""

    kind: str
    url: str
    title: str
    names: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    place: str = ""
    note: str = ""
    topic: str = ""
    document_type: str = ""
    year: str = ""
    writers: list[str] = field(default_factory=list)
    text: str = ""
    heads: list[tuple[int, str, str]] = field(default_factory=list)
    copies: list[tuple[str, int, int]] = field(default_factory=list)

    def add(self, text: str) -> int:
        """Append a line of text; where it begins."""
        start = len(self.text)
        self.text += text + "\n"
        return start

    def head(self, title: str, anchor: str, *, own: bool = True) -> None:
        """A heading that stands here, with its anchor on the page; one that only the page makes is no text of the item's own."""
        self.heads.append((self.add(title) if own else len(self.text), title, anchor))

    def copyable(self, label: str, text: str) -> None:
        """A passage that can be copied from the result."""
        start = self.add(text)
        self.copies.append((label, start, start + len(text)))


@lru_cache(maxsize=1)  # the index by pinyin and the search's files ask for the same
def records(library: Library, day: date) -> list[Record]:
    """Everything that can be found, in the order of the site."""
    return [*_items(library, day), *_topics(library), *_pages(library), *_rules()]


def _items(library: Library, day: date) -> Iterator[Record]:
    for kind, item_id in library.sources:
        item: Any = library.of(kind)[item_id]
        record = Record(KIND_OF[kind], url_of(kind, item_id), item.title, names=list(item.aliases))
        record.add(item.title)
        record.writers = list(getattr(item, "writers", []))
        match item:
            case Policy():
                _policy(library, item, record, day)
            case Theme():
                record.year = str(item.year or "")
                record.place = item.meeting
            case Template():
                record.document_type = item.document_type
                record.place = item.stage
            case Example():
                record.document_type, record.writers, record.place = item.document_type, [item.writer], item.unit
                record.year = str(library.themes[item.theme].year or item.as_of.year)
            case Problem():
                record.topic = folder_of(item_id)
                record.place = library.vocabulary.topic(record.topic).title
            case Snippet():
                record.place = library.vocabulary.part(folder_of(item_id)).title
        for text in _strings(library.sources[kind, item_id].front):
            record.add(text)
        _body(library, kind, item_id, item, record)
        yield record


def _body(library: Library, kind: str, item_id: str, item: Any, record: Record) -> None:
    """The body as it stands, cards and snippets so that their passages can be copied."""
    if isinstance(item, Problem):
        record.add("\n".join(section.heading for section in SECTIONS[kind][:3]))
        for writer in item.writers:
            measure = item.measures[writer]
            lines = {"做什么": measure.what, "谁来做": measure.who, "何时完成": measure.by}
            lines |= {"怎样检查": measure.check, "算办到": measure.done}
            record.head(f"{writer}怎么写", anchor_of(f"{writer}怎么写"), own=False)
            listed = "\n".join(f"{name}：{text}" for name, text in lines.items())
            record.copyable(writer, f"{item.appearance[writer]}\n{item.causes[writer]}\n{listed}")
        record.head("不要这样写", "不要这样写")
        record.add(plain(item.avoid))
    elif isinstance(item, Snippet):
        record.add(SECTIONS[kind][0].heading)
        record.copyable("", "\n".join(_paragraphs(item.text)))
        record.head("怎么用", "怎么用")
        record.add(plain(item.how))
    else:
        source = library.sources[kind, item_id]
        for line in source.body.split("\n"):
            heading = HEADING.match(line)
            if heading and len(heading[1]) == 2 and not isinstance(item, Example):
                record.head(heading[2], anchor_of(heading[2]))
            elif line.strip():
                record.add(plain(line))


def _policy(library: Library, policy: Policy, record: Record, day: date) -> None:
    record.names = [*policy.short_names, *policy.aliases, *policy.search_words]
    record.names += [version.name for version in policy.versions if version.name]
    record.wrong = [wrong.text for wrong in policy.wrong_names]
    record.place = policy.kind
    record.note = citations.status_text(policy, day)
    for term in citations.terms(policy):
        record.head(f"{term.version.label}年版", citations.version_anchor(term.version.label), own=False)
    for article in policy.articles:
        for entry in article.in_:
            title = f"{entry.version}年版{entry.number}"
            record.head(title, citations.article_anchor(entry.version, entry.number), own=False)
            record.add(f"{entry.number}\n{article.subject}\n{entry.gist}")


def _topics(library: Library) -> Iterator[Record]:
    for topic in library.vocabulary.topics:
        path = f"problems/{topic.id}/index.md"
        if path in library.pages:
            text = f"{topic.title}\n{topic.covers}\n{_page_text(library, path)}"
            url = path.removesuffix(".md") + ".html"
            yield Record(
                "topic", url, topic.title, names=list(topic.aliases), place="问题卡", topic=topic.id, text=text
            )


def _pages(library: Library) -> Iterator[Record]:
    topics = {f"problems/{topic.id}/index.md" for topic in library.vocabulary.topics}
    for path, found in library.pages.items():
        if path in topics or path in ("search.md", "suoyin.md"):
            continue
        kind = "guide" if path.startswith("guides/") and not path.endswith("index.md") else "page"
        record = Record(kind, path.removesuffix(".md") + ".html", found.title, names=list(found.aliases))
        folder, _, rest = path.rpartition("/")
        index = library.pages.get(f"{folder}/index.md") if rest != "index.md" else None
        record.place = index.title if index else ""
        record.add(found.title)
        for line in FENCED.sub(lambda block: block[0].replace("#", ""), _page_text(library, path)).split("\n"):
            heading = HEADING.match(line)
            if heading and len(heading[1]) in (2, 3):
                record.head(plain(heading[2]), anchor_of(heading[2]))
            elif plain(line).strip():
                record.add(plain(line))
        yield record


def _rules() -> Iterator[Record]:
    """The rules, each at its place on the rules' page."""
    listed: list[Callable[..., object]] = [rule for rules in FAMILIES.values() for rule in rules]
    for rule in [*listed, same.across]:
        told = page(rule)
        url = f"guides/guize.html#{told.name.replace('/', '-')}"
        text = "\n".join(
            [told.what, told.why, *(NOTE.sub("", case).replace("⏎", "\n") for case in told.wrong + told.right)]
        )
        yield Record("rule", url, told.what.rstrip("。"), names=[told.name], place="检查规则", text=text)


def _page_text(library: Library, path: str) -> str:
    text = (library.docs / path).read_text("utf-8")
    return re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)


def _strings(value: Any) -> Iterator[str]:
    """Every piece of Chinese text in front matter, as typed."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(str(name))
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str) and HAN.search(value):
        yield value


def _paragraphs(text: str) -> list[str]:
    joined = ("".join(line.strip() for line in part.split("\n")) for part in text.strip().split("\n\n"))
    return [part for part in joined if part]


def plain(text: str) -> str:
    """Markdown's marks taken off, the words of its links kept."""
    return MARKDOWN.sub(lambda match: match[1] or "", text).strip()
