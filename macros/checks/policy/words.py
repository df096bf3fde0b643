"""policy/: marks, fixed wordings and series, short names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from macros.citations import full, later, takes_quotes
from macros.finding import Finding, Level
from macros.library import Library
from macros.mentions import Mention, fold
from macros.model import CommonError
from macros.text import LEVEL_OF, Text

Found = Iterator[Finding]
GENERIC = re.compile(r"《(条例|准则|规定|办法|规则|意见)》")
JOINT = r"[、，,和及与]{1,2}"


def phrases(library: Library, text: Text, mentions: list[Mention]) -> Found:
    """policy/formula：固定搭配写错，如“做到‘两个确立’”。"""
    folded = fold(text.text)
    for wrong, error in _wrong_phrases(library):
        for start in _found(wrong, folded):
            if not text.in_quotation(start, start + len(wrong)):
                level, why = LEVEL_OF[error.confidence], f"搭配写错：{error.why}。"
                yield text.finding(start, start + len(wrong), "policy/formula", level, why, f"写{error.right}。")


@lru_cache(maxsize=2)
def _wrong_phrases(library: Library) -> list[tuple[str, CommonError]]:
    """The wrong phrases of every policy, folded, with their quotation marks and without."""
    errors = [error for policy in library.policies.values() for error in policy.common_errors if error.phrase]
    folded = [(fold(error.wrong), error) for error in errors]
    return [*folded, *((wrong.replace('"', ""), error) for wrong, error in folded if '"' in wrong)]


def formulas(library: Library, text: Text, mentions: list[Mention]) -> Found:
    """policy/formula：固定表述错了字、漏了字、颠倒了次序。"""
    for formula in library.vocabulary.formulas:
        right = formula.text
        places = set(_found(right[:3], text.text))
        places |= {place + 3 - len(right) + shift for place in _found(right[-3:], text.text) for shift in (-1, 0, 1)}
        exact = [(place, place + len(right)) for place in _found(right, text.text)]
        near = sorted(found for place in places if place >= 0 and (found := _near_formula(text.text, place, right)))
        told: list[tuple[int, int]] = []
        for _, start, end in near:
            if not any(s < end and start < e for s, e in (*exact, *told)):
                told.append((start, end))
                message = f"固定表述写错，应当是“{right}”。"
                yield text.finding(
                    start, end, "policy/formula", LEVEL_OF[formula.confidence], message, "照抄固定表述。"
                )
        yield from _shuffled(text, right, LEVEL_OF[formula.confidence])


def _found(piece: str, text: str) -> Iterator[int]:
    """Where a piece stands in a text."""
    place = text.find(piece)
    while place >= 0:
        yield place
        place = text.find(piece, place + 1)


def _near_formula(text: str, start: int, right: str) -> tuple[int, int, int] | None:
    """Distance, start and end of a stretch at `start` that is the formula but for one or two characters in it; its first and last stay the formula's."""
    most = 1 if len(right) < 12 else 2
    best: tuple[int, int] | None = None
    for length in range(len(right) - 2, len(right) + 3):
        piece = text[start : start + length]
        if len(piece) < length or "\n" in piece or piece[0] != right[0] or piece[-1] != right[-1]:
            continue
        distance = Levenshtein.distance(piece, right, score_cutoff=most)
        if 1 <= distance <= most and (best is None or distance < best[0]):
            best = (distance, start + length)
    return (best[0], start, best[1]) if best else None


def _shuffled(text: Text, right: str, level: Level) -> Found:
    """The formula's members, all of them, in another order."""
    members = re.split(r"[、，]", right)
    if not 3 <= len(members) <= 4:
        return
    for match in _series(tuple(members), text.text):
        if re.split(r"[、，,]", match[0]) != members and not text.in_quotation(match.start(), match.end()):
            yield text.finding(
                match.start(), match.end(), "policy/formula", level, f"次序颠倒，应当是“{right}”。", "照固定次序写。"
            )


def _series(members: tuple[str, ...], text: str) -> Iterator[re.Match[str]]:
    """Stretches in which all the members stand together, each once, in any order."""
    if all(member in text for member in members):
        one, together = _series_patterns(members)
        for match in together.finditer(text):
            if sorted(one.findall(match[0])) == sorted(members):
                yield match


@lru_cache(maxsize=64)
def _series_patterns(members: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    one = "|".join(map(re.escape, members))
    return re.compile(one), re.compile(rf"(?:{one})(?:{JOINT}(?:{one})){{{len(members) - 1}}}")


def order(library: Library, text: Text, mentions: list[Mention]) -> Found:
    """policy/order：固定内容齐全，次序不对。"""
    fixed = {formula.text for formula in library.vocabulary.formulas}
    for policy in library.policies.values():
        if not policy.members or len(policy.members.values) < 3 or "、".join(policy.members.values) in fixed:
            continue
        members = policy.members.values
        for match in _series(tuple(members), text.text):
            if re.findall("|".join(map(re.escape, members)), match[0]) != members and not text.in_quotation(
                match.start(), match.end()
            ):
                right = "、".join(members)
                yield text.finding(
                    match.start(),
                    match.end(),
                    "policy/order",
                    "warning",
                    f"“{policy.title}”的次序是固定的。",
                    f"写{right}。",
                )


def book_marks(library: Library, text: Text, mentions: list[Mention]) -> Found:
    """policy/book-marks：提法、制度、会议、活动不是文件，不加书名号。"""
    for mention in mentions:
        policy = library.policies[mention.policy]
        if mention.marks != "《》" or mention.kind == "wrong" or text.in_quotation(mention.start, mention.end):
            continue
        bare = bool(policy.versions) and policy.quoted is False and mention.kind == "short" and policy.kind != "党章"
        if not policy.versions or bare:
            right = later(policy, library.vocabulary) if bare else full(policy, library.vocabulary)
            message = (
                f"“{mention.text[1:-1]}”{'是简称，这个简称' if bare else f'是{policy.kind}，不是文件，'}不加书名号。"
            )
            yield text.finding(mention.start, mention.end, "policy/book-marks", "warning", message, f"写{right}。")


def short_names(library: Library, text: Text, mentions: list[Mention]) -> Found:
    """policy/short-name：只写《条例》《准则》，看不出是哪一部。"""
    for match in GENERIC.finditer(text.text):
        kind = match[1]
        if f"以下简称《{kind}》" in text.text[: match.end()] or text.in_quotation(match.start(), match.end()):
            continue
        named = [
            m.policy
            for m in mentions
            if m.end <= match.start() and m.kind != "wrong" and kind in library.policies[m.policy].title[-8:]
        ]
        candidates = list(dict.fromkeys(named))
        if len(candidates) == 1:
            name = full(library.policies[candidates[0]], library.vocabulary)
            yield text.finding(
                match.start(),
                match.end(),
                "policy/short-name",
                "info",
                f"《{kind}》没有先说明简称，这里像是指{name}。",
                f"第一次写全称，后面注“（以下简称《{kind}》）”。",
            )
            continue
        why = (
            "前面有" + "、".join(f"《{library.policies[c].title}》" for c in candidates)
            if candidates
            else "前面没有写过全称"
        )
        yield text.finding(
            match.start(),
            match.end(),
            "policy/short-name",
            "warning",
            f"《{kind}》看不出是哪一部：{why}。",
            "写全称，或者用分得清的简称。",
        )


def plain_forms(library: Library, text: Text, mentions: list[Mention]) -> Found:
    """policy/plain-form：口头的写法，如“中纪委”《党章》。"""
    forms = (
        ("中纪委", "中央纪委", "正式材料写“中央纪委”"),
        ("《党章》", "党章", "党章用简称时不加书名号"),
        ("批评与自我批评", "批评和自我批评", "条文写“批评和自我批评”，日常两种写法都用"),
    )
    for wrong, right, why in forms:
        for match in re.finditer(wrong, text.text):
            if not text.in_quotation(match.start(), match.end()):
                yield text.finding(match.start(), match.end(), "policy/plain-form", "info", f"{why}。", f"写{right}。")


def quotes(library: Library, text: Text, mentions: list[Mention]) -> Found:
    """policy/quotes：提法没有加引号。"""
    for mention in mentions:
        policy = library.policies[mention.policy]
        if (
            policy.versions
            or not takes_quotes(policy)
            or mention.kind == "wrong"
            or mention.marks
            or policy.title not in mention.text
        ):
            continue
        if _quoted_round(text.text, mention) or text.in_quotation(mention.start, mention.end):
            continue
        start = mention.start + mention.text.index(policy.title)
        message = f"{policy.title}是{policy.kind}，一般加引号。"
        yield text.finding(
            start,
            start + len(policy.title),
            "policy/quotes",
            "info",
            message,
            f"写{full(policy, library.vocabulary)}。",
        )


def _quoted_round(text: str, mention: Mention) -> bool:
    """Any kind of quotation mark right round the name, or a name taken apart by them (“六稳”“六保”)."""
    marks = "“”\"'‘’「」『』"
    return (
        text[mention.start - 1 : mention.start] in marks and text[mention.end : mention.end + 1] in marks
        if mention.start
        else False
    )


def marks_mixed(library: Library, text: Text, mentions: list[Mention]) -> Found:
    """policy/marks-mixed：同一部文件的全称，一处加书名号，一处不加。"""
    by_policy: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if library.policies[mention.policy].versions and mention.kind == "title":
            by_policy[mention.policy].append(mention)
    for policy_id, listed in by_policy.items():
        bare = [mention for mention in listed if mention.marks == ""]
        if bare and any(mention.marks == "《》" for mention in listed):
            for mention in bare:
                if not text.in_quotation(mention.start, mention.end):
                    name = full(library.policies[policy_id], library.vocabulary)
                    yield text.finding(
                        mention.start,
                        mention.end,
                        "policy/marks-mixed",
                        "info",
                        "同一部文件，别处加了书名号，这里没有加。",
                        f"写{name}。",
                    )
