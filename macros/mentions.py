"""Mentions (提到): where a text names a policy, found in one pass by an Aho-Corasick automaton (ahocorasick_rs, leftmost-longest).

Names inside longer names are left alone: a name within 《》 counts only if it is the whole of what stands there.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from macros import citations, usage
from macros.library import Library
from macros.model import Policy

NameKind = Literal["title", "short", "alias", "old", "wrong"]
TITLE = re.compile(r"《([^《》\n]{1,80})》")
QUOTED = re.compile(r"“([^“”\n]{1,40})”")
# What may follow a name inside its 《》 although it is no part of it: （2018年修订）.
REVISION = re.compile(r"（(?:\d{4}年)?(?:第[一二三]次)?修[订改正][^（）]*）$")
# One character for one, so that places in the normalised text are places in the text.
FOLD = (
    {chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
    | dict.fromkeys("“”„‟‘’「」『』＂", '"')
    | {"(": "（", ")": "）", "–": "—", "-": "—", "−": "—"}
)


@dataclass(frozen=True)
class Name:
    """A name in the automaton: whose it is, of which kind, and the version that bears it where it is an old one."""

    text: str
    policy: str
    kind: NameKind
    version: str | None = None


class Mention(NamedTuple):
    """A place where a policy is named; `start` and `end` include the marks round the name."""

    start: int
    end: int
    text: str
    policy: str
    kind: NameKind
    marks: Literal["《》", "“”", ""]
    version: str | None = None


@dataclass(frozen=True)
class Finder:
    """The automaton with its names, index for index."""

    automaton: AhoCorasick
    names: tuple[tuple[Name, ...], ...]
    common: frozenset[str]

    def find(self, text: str) -> list[Mention]:
        """Every mention in order; of two names that start alike the longer one wins."""
        folded = fold(text)
        titles = [(match.start(1), match.end(1)) for match in TITLE.finditer(text)]
        starts = [start for start, _ in titles]
        found = []
        for index, start, end in self.automaton.find_matches_as_indexes(folded):
            name = self.names[index][0]
            place = bisect.bisect_right(starts, start) - 1
            inside = titles[place] if place >= 0 and titles[place][1] > start else None
            if inside:
                if start != inside[0] or not (end == inside[1] or REVISION.fullmatch(text[end : inside[1]])):
                    continue
                found.append(
                    Mention(
                        inside[0] - 1,
                        inside[1] + 1,
                        text[inside[0] - 1 : inside[1] + 1],
                        name.policy,
                        name.kind,
                        "《》",
                        name.version,
                    )
                )
            elif name.text in self.common:
                continue
            elif text[start - 1 : start] == "“" and text[end : end + 1] == "”":
                found.append(
                    Mention(start - 1, end + 1, text[start - 1 : end + 1], name.policy, name.kind, "“”", name.version)
                )
            else:
                found.append(Mention(start, end, text[start:end], name.policy, name.kind, "", name.version))
        return found


@lru_cache(maxsize=8)
def fold(text: str) -> str:
    """Full-width letters and digits, quotation marks, brackets and dashes in one form each, character for character."""
    for wrong, right in FOLD.items():  # ten times as fast as translate on Chinese text, where few of them occur
        if wrong in text:
            text = text.replace(wrong, right)
    return text


@lru_cache(maxsize=2)
def finder(library: Library) -> Finder:
    """The automaton over every name of every policy, built once for a library."""
    by_text: dict[str, list[Name]] = {}
    for policy_id, policy in library.policies.items():
        for name in _names(policy_id, policy):
            by_text.setdefault(fold(name.text), []).append(name)
    texts = list(by_text)
    return Finder(
        AhoCorasick(texts, matchkind=MatchKind.LeftmostLongest),
        tuple(tuple(by_text[text]) for text in texts),
        frozenset(library.vocabulary.common_words),
    )


def _names(policy_id: str, policy: Policy) -> Iterable[Name]:
    yield Name(policy.title, policy_id, "title")
    for text in policy.short_names:
        yield Name(text, policy_id, "short")
    for text in policy.aliases:
        yield Name(text, policy_id, "alias")
    for version in policy.versions:
        if version.name and version.name != policy.title:
            yield Name(version.name, policy_id, "old", version.label)
    for wrong in policy.wrong_names:
        yield Name(wrong.text, policy_id, "wrong")


def mentioned(library: Library, policy_id: str) -> usage.Used:
    """Items by kind (id, title) that rest on the policy: those that list it, and those whose text names it."""
    used = usage.of_policy(library, policy_id)
    for kind, item_id in _named_in(library).get(policy_id, ()):
        entry = (item_id, library.of(kind)[item_id].title)
        if entry not in used.setdefault(kind, []):
            used[kind].append(entry)
    return used


@lru_cache(maxsize=2)
def _named_in(library: Library) -> dict[str, list[tuple[str, str]]]:
    """Policy -> the items (kind, id) whose body names it; read once for a library."""
    found: dict[str, list[tuple[str, str]]] = {}
    names = finder(library)
    for (kind, item_id), source in library.sources.items():
        if kind == "policies":
            continue
        for policy in {mention.policy for mention in names.find(source.body) if mention.kind != "wrong"}:
            found.setdefault(policy, []).append((kind, item_id))
    return found


def version_of(library: Library, mention: Mention, day: date) -> str | None:
    """The label of the version that a mention means on a day: the one its old name says, else the one to cite then."""
    if mention.version:
        return mention.version
    version = citations.citable(library.policies[mention.policy], day)
    return version.label if version else None


def right_name(library: Library, mention: Mention, day: date) -> str:
    """The whole name as it should be written on a day, with its marks."""
    policy = library.policies[mention.policy]
    return citations.full(policy, library.vocabulary, citations.citable(policy, day))
