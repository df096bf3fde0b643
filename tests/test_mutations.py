"""Mutation: 200 single faults planted at random places in good examples; at least 95 in a hundred are found on the right line."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from macros.checks.drafts import check_document
from macros.document import Document
from macros.library import Library

COUNT, SHARE = 200, 0.95
# A mutation gives the changed text and the lines on which it may be told, or None where it does not apply.
Mutation = Callable[[random.Random, str], tuple[str, set[int]] | None]


def line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def replace_at(text: str, match: re.Match[str], new: str) -> tuple[str, set[int]]:
    return text[: match.start()] + new + text[match.end() :], {line_of(text, match.start())}


def at_random(pattern: str, new: Callable[[re.Match[str]], str]) -> Mutation:
    """Replaces one random match of a pattern in running text."""

    def mutate(rng: random.Random, text: str) -> tuple[str, set[int]] | None:
        body = text.index("\n")
        places = [match for match in re.finditer(pattern, text) if match.start() > body]
        if not places:
            return None
        match = rng.choice(places)
        return replace_at(text, match, new(match))

    return mutate


def skipped_number(rng: random.Random, text: str) -> tuple[str, set[int]] | None:
    """A second-level heading's number jumps by two."""
    places = [m for m in re.finditer(r"^### （([一二三四])）", text, re.M) if m[1] != "一"]
    if not places:
        return None
    match = rng.choice(places)
    return replace_at(text, match, f"### （{'六七八九'['一二三四'.index(match[1])]}）")


def skipped_point(rng: random.Random, text: str) -> tuple[str, set[int]] | None:
    """二是 becomes 四是."""
    places = list(re.finditer(r"(?<=。)二是", text))
    return replace_at(text, rng.choice(places), "四是") if places else None


def copied_sentence(rng: random.Random, text: str) -> tuple[str, set[int]] | None:
    """A sentence stands a second time at the end of another paragraph."""
    sentences = [s for s in re.findall(r"(?<=。)[^。\n：]{16,60}。", text) if s[1:2] != "是"]
    ends = [m.end() for m in re.finditer(r"。(?=\n\n[^#\n])", text)]
    if not sentences or len(ends) < 3:
        return None
    sentence, end = rng.choice(sentences), rng.choice(ends)
    changed = text[:end] + sentence + text[end:]
    return changed, {line_of(changed, m.start()) for m in re.finditer(re.escape(sentence), changed)}


MUTATIONS: dict[str, Mutation] = {
    "mask": at_random(r"\d{2,}(?=[个件人条次户])", lambda m: "**"),
    "mask-letters": at_random(r"(?<=[\u4e00-\u9fff])\d{1,2}月\d{1,2}日", lambda m: "X月X日"),
    "half-width-comma": at_random(r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])", lambda m: ","),
    "half-width-semicolon": at_random(r"(?<=[\u4e00-\u9fff])；(?=[\u4e00-\u9fff])", lambda m: ";"),
    "doubled-stops": at_random(r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])", lambda m: "，。"),
    "unpaired": at_random(r"”", lambda m: ""),
    "slip": at_random(
        r"台账|部署|对照检查|处分条例",
        lambda m: {"台账": "台帐", "部署": "布署", "对照检查": "对照检察", "处分条例": "处分条列"}[m[0]],
    ),
    "phone": at_random(r"(?<=[\u4e00-\u9fff])。(?=\n)", lambda m: "，联系电话13912345678。"),
    "id-number": at_random(r"(?<=[\u4e00-\u9fff])。(?=\n)", lambda m: "，身份证号11010519491231002X。"),
    "wrong-version": at_random(
        r"(?<=[\u4e00-\u9fff])。(?=\n)", lambda m: "，对照《中国共产党党内监督条例（试行）》检查。"
    ),
    "wrong-name": at_random(r"(?<=[\u4e00-\u9fff])。(?=\n)", lambda m: "，对照《中国共产党纪律处份条例》检查。"),
    "wrong-session": at_random(r"(?<=[\u4e00-\u9fff])。(?=\n)", lambda m: "，学习十九届中央纪委五中全会精神。"),
    "book-marks": at_random(r"(?<=[\u4e00-\u9fff])。(?=\n)", lambda m: "，落实《三会一课》。"),
    "blank": at_random(r"(?<=[\u4e00-\u9fff])\d+(?=[个件人条次户])", lambda m: "【数目】"),
    "skipped-number": skipped_number,
    "skipped-point": skipped_point,
    "copied-sentence": copied_sentence,
}


def planted(library: Library) -> Iterator[tuple[str, Document, Document, set[int]]]:
    """Mutations in turn over the good examples, with a fixed seed."""
    rng = random.Random(20261122)
    good = [example for example in library.examples.values() if not example.flawed]
    names = sorted(MUTATIONS)
    made = 0
    turn = 0
    while made < COUNT:
        name, example = names[turn % len(names)], rng.choice(good)
        turn += 1
        result = MUTATIONS[name](rng, example.document)
        if result is None:
            continue
        made += 1
        as_of: date = example.as_of
        known = {
            "mode": "contribution" if name in ("phone", "mask", "mask-letters") else "own",
            "writer": example.writer,
        }
        yield (
            name,
            Document("原", example.document, as_of, **known),
            Document("原", result[0], as_of, **known),
            result[1],
        )  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def outcome(library: Library) -> list[tuple[str, bool]]:
    before: dict[tuple[str, str], set[tuple[str, str]]] = {}
    result = []
    for name, original, changed, lines in planted(library):
        key = (original.text, original.mode)
        if key not in before:
            before[key] = {(f.rule, f.text) for f in check_document(library, original)}
        fresh = [
            f for f in check_document(library, changed) if (f.rule, f.text) not in before[key] and f.level != "info"
        ]
        result.append((name, any(f.line in lines for f in fresh)))
    return result


def test_faults_are_found_on_their_line(outcome: list[tuple[str, bool]]) -> None:
    missed = [name for name, found in outcome if not found]
    assert len(outcome) == COUNT
    assert len(missed) <= COUNT * (1 - SHARE), sorted(missed)


def test_every_kind_of_fault_is_found_somewhere(outcome: list[tuple[str, bool]]) -> None:
    assert {name for name, found in outcome if found} == {name for name, _ in outcome}


def test_a_lost_measure_is_missed(library: Library) -> None:
    """Each measure taken out in turn: the problem it met is pointed out, in at least nine of ten."""
    total = found = 0
    for example in library.examples.values():
        if example.flawed:
            continue
        known = {"writer": example.writer}
        original = Document("原", example.document, example.as_of, **known)  # type: ignore[arg-type]
        before = {(f.rule, f.text) for f in check_document(library, original, ("match",))}
        for point in original.of("措施"):
            if not re.search("负责|牵头|责任", point.text):
                continue
            text = original.text[: point.start] + original.text[point.start + len(point.text) :]
            changed = Document("原", text, example.as_of, **known)  # type: ignore[arg-type]
            total += 1
            found += any(
                (f.rule, f.text) not in before for f in check_document(library, changed, ("match", "structure"))
            )
    assert total >= 10 and found / total >= 0.9, (found, total)
