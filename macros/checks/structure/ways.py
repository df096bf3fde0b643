"""structure/numbering: one level numbered in two ways, one way written with two kinds of brackets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from macros.checks.structure.lines import ARABIC, ARABIC_PAREN, PAREN, Entry, groups, renumbered
from macros.document import Document
from macros.finding import Finding

Found = Iterator[Finding]
RULE = "structure/numbering"
MOST_TOLD = 3


def ways(document: Document, numbered: list[Entry]) -> Found:
    """（一） in one part and 1. in another at the same depth; lists of sentences do not count."""
    levels: dict[tuple[int, int], list[list[Entry]]] = defaultdict(list)
    for places in groups(numbered):
        row = [numbered[place] for place in places]
        sentences = sum(entry.rest.endswith(("。", "；")) and len(entry.rest) <= 40 for entry in row)
        headings = len(row) > 1 and all(entry.heading for entry in row) and sentences * 2 < len(row)
        if headings and row[0].parent >= 0 and row[0].style >= PAREN:
            levels[row[0].depth, numbered[row[0].parent].style].append(row)
    for rows in levels.values():
        counts = Counter(row[0].style for row in rows)
        if len(counts) < 2:
            continue
        seen = list(counts)
        usual = max(seen, key=lambda style: (counts[style], -style))
        like = next(row[0] for row in rows if row[0].style == usual)
        for row in [row for row in rows if row[0].style != usual][:MOST_TOLD]:
            message = f"同一层的序号，别处写“{like.number}”，这里写“{row[0].number}”。"
            fix = f"这一组从“{renumbered(like.number, 1)}”编起，全篇一种写法。"
            yield document.finding(row[0].start, row[0].end, RULE, "warning", message, fix)


def widths(document: Document, numbered: list[Entry]) -> Found:
    """（一） and (一), 1. and 1． in one text; told once for each way of numbering."""
    forms: dict[int, list[tuple[str, Entry]]] = defaultdict(list)
    for entry in numbered:
        if entry.style in (PAREN, ARABIC_PAREN, ARABIC):
            forms[entry.style].append((entry.number[-1], entry))
    for written in forms.values():
        counts = Counter(form for form, _ in written)
        if len(counts) < 2:
            continue
        seen = list(counts)
        usual = max(seen, key=lambda form: (counts[form], -seen.index(form)))
        odd = [entry for form, entry in written if form != usual]
        like = next(entry for form, entry in written if form == usual)
        more = f"，这样的有{len(odd)}处" if len(odd) > 1 else ""
        message = f"别处写“{like.number}”，这里写“{odd[0].number}”，符号不一样{more}。"
        fix = f"改成“{renumbered(like.number, odd[0].value)}”，全篇一种写法。"
        yield document.finding(odd[0].start, odd[0].end, RULE, "warning", message, fix)
