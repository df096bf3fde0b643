"""template x theme x writer -> Draft (成稿).

Problems are placed under the theme's aspects by topic, causes gather them under their roots (many to one), measures and the
ledger follow one to one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from macros.body import EVERYONE
from macros.draft import Block, Draft, Span, heading_number, point_number, run_in, text_blocks
from macros.fields import LedgerColumn
from macros.library import Library, folder_of
from macros.model import Template, Theme
from macros.outline import Layout, OutlineNode
from macros.points import cause_text, measure_point, problem_text
from macros.usage import nodes

Point = tuple[Span, ...]
Group = tuple[str, list[str]]


@dataclass(frozen=True)
class Choice:
    """The problems chosen for a draft: aspect title -> problem ids, in the order of the theme."""

    aspects: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def problems(self) -> list[str]:
        return [problem for _, problems in self.aspects for problem in problems]


class EmptyPartError(Exception):
    """A part of the outline that nothing fills, for a template, a theme and a writer."""


def choose(library: Library, template: Template, theme: Theme, writer: str, most: int = 2) -> Choice:
    """Deal the template's picks to the theme's aspects: first one each, by the aspect's first topic that has any, then up to `most`."""
    left = [pick for pick in template.picks if writer in library.problems[pick].writers]
    dealt: list[list[str]] = [[] for _ in theme.aspects]
    for _ in range(most):
        for aspect, got in zip(theme.aspects, dealt, strict=True):
            pick = _next_pick(left, aspect.topics)
            if pick:
                left.remove(pick)
                got.append(pick)
    return Choice(tuple((aspect.title, tuple(got)) for aspect, got in zip(theme.aspects, dealt, strict=True)))


def _next_pick(left: Sequence[str], topics: Sequence[str]) -> str | None:
    return next((pick for topic in topics for pick in left if folder_of(pick) == topic), None)


@dataclass(frozen=True)
class _Making:
    """What a draft is made of."""

    library: Library
    template_id: str
    choice: Choice
    writer: str


def draft(library: Library, template_id: str, theme_id: str, writer: str) -> Draft:
    """The assembled draft. Raises EmptyPartError where a part has nothing to stand in it."""
    template, theme = library.templates[template_id], library.themes[theme_id]
    choice = choose(library, template, theme, writer, most_of(template))
    if needs_problems(template):
        if not theme.aspects:
            raise EmptyPartError("这个主题没有列出对照方面")
        empty = [title for title, problems in choice.aspects if not problems]
        if empty:
            raise EmptyPartError(f"方面“{empty[0]}”没有可用的问题卡")
    making = _Making(library, template_id, choice, writer)
    return Draft(template.title, tuple(_nodes(making, template.outline, level=1)))


def needs_problems(template: Template) -> bool:
    """Whether the outline is made from problems, in whatever form."""
    return any(node.problems or node.causes or node.measures or node.ledger for node in nodes(template.outline))


def most_of(template: Template) -> int:
    """How many problems an aspect takes in this template."""
    layouts = [node.problems or node.ledger for node in nodes(template.outline)]
    return next((layout.most for layout in layouts if layout), 2)


def _nodes(making: _Making, outline: Sequence[OutlineNode], level: int) -> Iterator[Block]:
    numbers = count(1)
    for node in outline:
        inner = level
        if node.heading:
            spans = (Span(node.heading, making.template_id),)
            yield Block("heading", spans, level, heading_number(level, next(numbers)), node.part)
            inner = level + 1
        content = list(_content(making, node, inner))
        if not content:
            title = node.heading or making.library.vocabulary.part(node.part).title
            raise EmptyPartError(f"“{title}”这一部分没有内容")
        yield from content


def _content(making: _Making, node: OutlineNode, level: int) -> Iterator[Block]:
    library, writer, chosen = making.library, making.writer, making.choice.problems
    if node.children:
        yield from _nodes(making, node.children, level)
    elif node.text:
        kinds = {"biaoti": "title", "zhusong": "addressee", "luokuan": "signature"}
        kind = kinds.get(node.part, "paragraph")
        for text in node.text:
            yield Block(kind, (Span(text, making.template_id),), part=node.part)  # type: ignore[arg-type]
    elif node.snippets:
        yield from _snippets(library, node, writer)
    elif node.structured:
        yield from _structured(library, node.structured, writer, node.part)
    elif node.table:
        rows = (node.table.header, *node.table.rows)
        yield Block("table", part=node.part, rows=tuple(_row(row, making.template_id) for row in rows))
    elif node.ledger:
        yield ledger(library, making.choice, writer, node.ledger.columns, node.part)
    elif node.problems:
        points = {pid: _problem_point(library, pid, writer) for pid in chosen}
        yield from _points(by_aspect(making.choice), points, node.problems, node.part, level)
    elif node.causes:
        points = {pid: _cause_point(library, pid, writer) for pid in chosen}
        yield from _points(_groups(library, making.choice, node.causes), points, node.causes, node.part, level)
    elif node.measures:
        points = {pid: _measure_point(library, pid, writer) for pid in chosen}
        aims = {root.title: root.aim for root in library.vocabulary.roots}
        groups = [(aims.get(title, title), ids) for title, ids in _groups(library, making.choice, node.measures)]
        yield from _points(groups, points, node.measures, node.part, level)


def _row(cells: Sequence[str], scope: str) -> tuple[tuple[Span, ...], ...]:
    return tuple((Span(cell, scope),) for cell in cells)


def by_aspect(choice: Choice) -> list[Group]:
    """Problems under the theme's aspects."""
    return [(title, list(problems)) for title, problems in choice.aspects]


def by_root(library: Library, problems: Iterable[str]) -> list[Group]:
    """Problems under their roots, roots in the order of the vocabulary."""
    gathered: dict[str, list[str]] = {root.id: [] for root in library.vocabulary.roots}
    for problem in problems:
        gathered[library.problems[problem].root].append(problem)
    return [(root.title, gathered[root.id]) for root in library.vocabulary.roots if gathered[root.id]]


def _groups(library: Library, choice: Choice, layout: Layout) -> list[Group]:
    match layout.by:
        case "方面":
            return by_aspect(choice)
        case "根源":
            return by_root(library, choice.problems)
        case _:
            return [("", choice.problems)]


def _points(groups: list[Group], points: dict[str, Point], layout: Layout, part: str, level: int) -> Iterator[Block]:
    """Groups of points as the layout says; without groups the points stand under the part's own heading."""
    for number, (title, ids) in enumerate(groups, 1):
        if layout.by != "不分":
            yield Block("heading", (Span(title),), level, heading_number(level, number), part)
        listed = [points[pid] for pid in ids]
        if layout.points == "段内":
            block = run_in(listed, part)
            if block:
                yield block
            continue
        for n, point in enumerate(listed, 1):
            inner = level + (layout.by != "不分")
            mark = point_number(n) if layout.points == "分段" else heading_number(max(inner, 3), n)
            yield Block("paragraph", point if len(listed) == 1 else (Span(mark), *point), part=part)


def _snippets(library: Library, node: OutlineNode, writer: str) -> Iterator[Block]:
    """The node's snippets that this writer can say."""
    listed = [(snippet_id, library.snippets[snippet_id]) for snippet_id in node.snippets]
    passages = [(snippet_id, snippet) for snippet_id, snippet in listed if writer in snippet.writers]
    if node.points is None:
        for snippet_id, snippet in passages:
            yield from text_blocks(snippet.text, snippet_id, node.part)
        return
    points = [(Span("".join(snippet.text.split("\n")), snippet_id),) for snippet_id, snippet in passages]
    if node.points == "段内":
        block = run_in(points, node.part)
        if block:
            yield block
        return
    for n, point in enumerate(points, 1):
        yield Block("paragraph", (Span(point_number(n)), *point), part=node.part)


def _structured(library: Library, structured_id: str, writer: str, part: str) -> Iterator[Block]:
    item = library.structured[structured_id]
    text = item.text.get(writer) or item.text.get(EVERYONE)
    if text:
        yield from text_blocks(text, structured_id, part)
    for entry in item.entries.values():
        yield from text_blocks(entry, structured_id, part)


def _problem_point(library: Library, problem_id: str, writer: str) -> Point:
    return (Span(problem_text(library.problems[problem_id], writer), problem_id),)


def _cause_point(library: Library, problem_id: str, writer: str) -> Point:
    return (Span(cause_text(library.problems[problem_id], writer), problem_id),)


def _measure_point(library: Library, problem_id: str, writer: str) -> Point:
    return (Span(measure_point(library.problems[problem_id], writer), problem_id),)


LEDGER: tuple[LedgerColumn, ...] = ("序号", "问题", "整改措施", "责任人", "完成时限", "检查办法", "办结标准")


def ledger(
    library: Library, choice: Choice, writer: str, columns: Sequence[LedgerColumn] = LEDGER, part: str = ""
) -> Block:
    """The ledger (整改台账): one row a problem; 完成情况 is left to be written by hand."""
    rows: list[tuple[tuple[Span, ...], ...]] = [tuple((Span(name),) for name in columns)]
    aspects = [(title, problem_id) for title, problems in choice.aspects for problem_id in problems]
    for number, (aspect, problem_id) in enumerate(aspects, 1):
        problem = library.problems[problem_id]
        measure = problem.measures[writer]
        cells: dict[LedgerColumn, str] = {
            "序号": str(number),
            "方面": aspect,
            "问题": problem.title,
            "根源": library.vocabulary.root(problem.root).title,
            "整改措施": measure.what,
            "责任人": measure.who,
            "完成时限": measure.by,
            "检查办法": measure.check,
            "办结标准": measure.done,
            "完成情况": "",
        }
        rows.append(tuple((Span(cells[name].removesuffix("。"), problem_id),) for name in columns))
    return Block("table", rows=tuple(rows), part=part)


def combinations(library: Library) -> Iterator[tuple[str, str, str]]:
    """Every template, theme and writer that a template says it applies to; themes without aspects take the user's own."""
    for template_id, template in library.templates.items():
        for theme_id in template.themes:
            if needs_problems(template) and not library.themes[theme_id].aspects:
                continue
            for writer in template.writers:
                yield template_id, theme_id, writer


YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


def examples(library: Library, scope: str, theme: Theme) -> dict[str, str]:
    """The example value of every blank that text of this scope may use under a theme.

    Examples are written for the year of the vocabulary's 年度; under a theme of another year their years move with it. The number
    of aspects is the theme's own.
    """
    values = {blank.name: blank.example for blank in library.vocabulary.blanks}
    values |= {fact.blank: fact.example for fact in library.facts_of(scope)}
    year = int(theme.examples.get("年度", theme.year or values["年度"]))
    later = year - int(values["年度"])
    values = {name: YEAR.sub(lambda match: str(int(match[0]) + later), value) for name, value in values.items()}
    return values | {"年度": str(year), "对照方面数": str(len(theme.aspects))} | theme.examples
