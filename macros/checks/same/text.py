"""The text that same/ compares: letters, digits and characters, without what every such document has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from macros.blanks import BLANK
from macros.checks.empty.facts import body_start
from macros.document import Document
from macros.library import Library

TOKEN = re.compile(r"[0-9A-Za-z\u3400-\u9fff]+|[\x00\n]+")
STOPS = re.compile(r"[，。；：！？]")
# Sentences that every such document has.
RITUAL = re.compile(
    r"(?:以上[^。；\n]{0,20}，)?敬?请[^。；\n]{0,30}批评指正|现?将?[^。；，：\n]{0,24}(?:报告|汇报|剖析|发言|检查)如下|特此报告"
)


@dataclass(frozen=True)
class Plain:
    """Letters, digits and characters of a text, with the place of each; a line feed where a run breaks off."""

    text: str
    places: list[int]


@lru_cache(maxsize=2)
def standing_phrases(library: Library) -> AhoCorasick:
    """The standing phrases: formulas, whole policy names, theme sentences with their clauses, aspects."""
    phrases = {formula.text for formula in library.vocabulary.formulas}
    for policy in library.policies.values():
        phrases |= {policy.title, *(version.name for version in policy.versions if version.name)}
        phrases |= {"、".join(policy.members.values)} if policy.members else set()
    for theme in library.themes.values():
        told = [aspect.title for aspect in theme.aspects] + [demand.text for demand in theme.demands]
        for sentence in [*told, *([theme.sentence.value] if theme.sentence else [])]:
            phrases |= {sentence, *re.split(r"[，；。]", sentence)}
    return AhoCorasick(sorted(p for p in phrases if len(p) >= 8), matchkind=MatchKind.LeftmostLongest)


def mask(text: str, standing: AhoCorasick) -> str:
    """The text with blanks, standing phrases and ritual sentences struck out, character for character."""
    text = BLANK.sub(lambda match: "\x00" * len(match[0]), text)
    text = RITUAL.sub(lambda match: "\x00" * len(match[0]), text)
    pieces: list[str] = []
    done = 0
    for _, start, end in standing.find_matches_as_indexes(text):
        pieces += [text[done:start], "\x00" * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])


def strike(document: Document, standing: AhoCorasick) -> str:
    """The document's text with what does not count struck out: front matter, headings, lines without a sentence."""
    by_line = {heading.line: heading for heading in document.headings}
    lines: list[str] = []
    begin = body_start(document)
    for number, (start, raw) in enumerate(document.lines, document.first_line):
        heading = by_line.get(number)
        alone = heading and (not heading.level or (heading.own_line and raw.rstrip()[-1] not in "。；！？"))
        if start < begin or alone or raw.startswith("#") or not STOPS.search(raw):
            lines.append("\x00" * len(raw))
        elif heading and not heading.own_line:
            cut = raw.find(heading.text) + len(heading.text)
            lines.append("\x00" * cut + raw[cut:])
        else:
            lines.append(raw)
    return mask("\n".join(lines), standing)


def plain_of(document: Document, standing: AhoCorasick) -> Plain:
    words: list[str] = []
    places: list[int] = []
    for match in TOKEN.finditer(strike(document, standing)):
        if match[0][0] in "\x00\n":
            words.append("\n")
            places.append(match.start())
        else:
            words.append(match[0])
            places += range(match.start(), match.end())
    return Plain("".join(words), places)
