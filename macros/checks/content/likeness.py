"""content/: no two problem cards alike, no sentence that stands everywhere."""

from __future__ import annotations

import itertools
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator

from macros.blanks import BLANK
from macros.checks.content.policy_data import Found, at
from macros.checks.same.text import mask, standing_phrases
from macros.library import Library
from macros.model import Problem
from macros.points import measure_text

GRAM = 5
HALF = 0.5
DRAWERS = 1 << 24
SENTENCE, MOST = 10, 3
BODIES = ("problems", "snippets", "structured", "templates", "examples")
SENTENCES = re.compile(r"[。！？；\n]")
WORDS = re.compile(r"[0-9A-Za-z\u3400-\u9fff]+")


def plain(text: str) -> str:
    """Letters, digits and characters alone, blanks left out."""
    return "".join(WORDS.findall(BLANK.sub("", text)))


def card_text(problem: Problem) -> str:
    """Everything of a card that goes into a draft."""
    measures = map(measure_text, problem.measures.values())
    return plain("".join([problem.title, *problem.appearance.values(), *problem.causes.values(), *measures]))


def grams(text: str) -> set[str]:
    """A text's sequences of five characters."""
    return {text[place : place + GRAM] for place in range(len(text) - GRAM + 1)}


def alike(library: Library) -> Found:
    """Two problem cards share at most half of the shorter one's sequences of five characters."""
    for first, second in _seeming(library.problems):
        one, other = (grams(card_text(library.problems[problem_id])) for problem_id in (first, second))
        part = len(one & other) / max(1, min(len(one), len(other)))
        if part > HALF:
            message = f"与问题卡“{library.problems[first].title}”有{part:.0%}的五字序列相同。"
            fix = "两张卡写的是一件事就合成一张，不是一件事就各写各的。"
            yield at(library.sources["problems", second], ("title",), "alike", message, fix)


def _seeming(problems: dict[str, Problem]) -> Iterator[tuple[str, str]]:
    """The pairs that share more than half by the hashes of their sequences, which take a tenth of the sequences' room."""
    hashes = {problem_id: array("q", {*map(hash, grams(card_text(card)))}) for problem_id, card in problems.items()}
    met = bytearray(DRAWERS)  # how many fell into each drawer, up to two: a hash alone in its drawer is in one card
    for value in itertools.chain.from_iterable(hashes.values()):
        met[value % DRAWERS] = min(2, met[value % DRAWERS] + 1)
    holders: dict[int, list[str]] = {}
    for value in itertools.chain.from_iterable(hashes.values()):
        if met[value % DRAWERS] > 1:
            holders[value] = []
    for second, found in hashes.items():
        shared: Counter[str] = Counter()
        for value in holders.keys() & found:
            shared.update(holders[value])
            holders[value].append(second)
        for first, count in shared.items():
            if count > HALF * min(len(hashes[first]), len(found)):
                yield first, second


def repeated(library: Library) -> Found:
    """A sentence of ten or more characters stands in at most three items, headings and standing phrases aside."""
    listed = {plain(phrase) for phrase in library.vocabulary.standing_phrases}
    standing = standing_phrases(library)
    places: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for kind, item_id in library.sources:
        if kind in BODIES:
            for line, sentence in _sentences(mask(library.sources[kind, item_id].body, standing)):
                places[sentence].setdefault((kind, item_id), line)
    for sentence, items in places.items():
        if len(items) > MOST and sentence not in listed:
            for (kind, item_id), line in list(items.items())[MOST:]:
                source = library.sources[kind, item_id]
                message = f"这句话已经在{len(items)}个条目里：“{sentence}”。"
                fix = "换成这个条目自己的事；确是固定说法的，加进 _vocabulary/standing_phrases.yml。"
                yield at(source, (), "repeated", message, fix, line=source.body_line + line)


def _sentences(body: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(body.split("\n")):
        if line.startswith("#"):
            continue
        for part in SENTENCES.split(line):
            sentence = plain(part)
            if len(sentence) >= SENTENCE:
                yield number, sentence
