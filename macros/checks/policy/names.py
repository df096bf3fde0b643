"""policy/wrong-name: a document's name misspelt, or one of the names that people get wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from macros.citations import citable, full
from macros.dates import chinese_date
from macros.finding import Finding, Level
from macros.library import Library
from macros.mentions import REVISION, TITLE, Mention, fold
from macros.model import Policy
from macros.text import LEVEL_OF, Text

TRIAL = "（试行）"
# What makes a title somebody's own: an implementing rule, a notice about a document, a local measure.
DERIVED = re.compile(r"[〈〉]|实施办法|实施细则|实施意见|的通知|解读|辅导|读本|学习|贯彻")


def listed(library: Library, text: Text, mentions: list[Mention]) -> Iterator[Finding]:
    """policy/wrong-name：常见的错误名称。"""
    for mention in mentions:
        policy = library.policies[mention.policy]
        if mention.kind != "wrong" or policy.kind == "会议" or text.in_quotation(mention.start, mention.end):
            continue
        wrong = next(w for w in policy.wrong_names if fold(w.text) in fold(mention.text))
        if any(
            fold(version.name or "") == fold(wrong.text) and _valid_then(policy, version.label, text)
            for version in policy.versions
        ):
            continue
        right = full(policy, library.vocabulary, citable(policy, text.as_of))
        yield text.finding(
            mention.start,
            mention.end,
            "policy/wrong-name",
            LEVEL_OF[wrong.confidence],
            f"名称写错：{wrong.reason}。",
            f"写{right}。",
        )


def _valid_then(policy: Policy, label: str, text: Text) -> bool:
    valid = citable(policy, text.as_of)
    return valid is not None and valid.label == label


def misspelt(library: Library, text: Text, mentions: list[Mention]) -> Iterator[Finding]:
    """policy/wrong-name：书名号里的名称与一部文件只差一两个字。"""
    known = {mention.start for mention in mentions if mention.marks == "《》"}
    names = _full_names(library)
    for match in TITLE.finditer(text.text):
        if match.start() in known or text.in_quotation(match.start(), match.end()):
            continue
        content = REVISION.sub("", fold(match[1]))
        if len(content) < 6 or content in names:
            continue
        policy_id = _near(content, names)
        if policy_id is None:
            continue
        policy = library.policies[policy_id]
        right = full(policy, library.vocabulary, citable(policy, text.as_of))
        message = f"没有这个名称，与{right}只差一点（按成文日期{chinese_date(text.as_of)}）。"
        yield text.finding(match.start(), match.end(), "policy/wrong-name", _level(policy), message, f"写{right}。")


def _level(policy: Policy) -> Level:
    facts = [fact for v in policy.versions for fact in (v.issued, v.effective, v.adopted, v.published) if fact]
    return "error" if any(fact.confidence == "V" for fact in facts) else "warning"


@lru_cache(maxsize=2)
def _full_names(library: Library) -> dict[str, str]:
    """Every name that documents bear, folded, with its policy; short names too, so that they are no misspellings."""
    names: dict[str, str] = {}
    for policy_id, policy in library.policies.items():
        if policy.versions:
            own = [policy.title, *policy.short_names, *policy.aliases, *(v.name for v in policy.versions if v.name)]
            names |= {fold(name): policy_id for name in own}
    return names


def _near(content: str, names: dict[str, str]) -> str | None:
    """The policy whose name differs by three characters at most, or by （试行） alone; None for a title of its own."""
    best: tuple[int, str] | None = None
    for name, policy_id in names.items():
        if len(name) < 8:
            continue
        if content.replace(TRIAL, "") == name.replace(TRIAL, ""):
            return policy_id
        distance = Levenshtein.distance(content, name, score_cutoff=3)
        if distance <= min(3, len(name) // 5) and (best is None or distance < best[0]):
            best = (distance, policy_id)
    if best is None or (DERIVED.search(content) and best[0] > 1):
        return None
    return best[1]
