"""A problem card's page (问题卡), and its parts as macros show them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from macros import usage
from macros.draft import Span
from macros.library import Library, folder_of
from macros.model import CardFact, Measure, Problem
from macros.points import problem_texts
from macros.render.html import Html, copyable, definition_list, link, links, passage, span_html, table
from macros.render.usage_html import used_by

MEASURE_NAMES = (("what", "做什么"), ("who", "谁来做"), ("by", "何时完成"), ("check", "怎样检查"), ("done", "算办到"))


def problem_page(library: Library, problem_id: str) -> list[str]:
    """Screening first; then each writer's own passages; facts to look up; what not to write."""
    problem = library.problems[problem_id]
    chunks: list[str] = [Html(_screening(problem)), Html(_summary(library, problem_id, problem))]
    for writer in problem.writers:
        chunks += [f"## {writer}怎么写", Html(_side(library, problem_id, problem, writer))]
    chunks += ["## 要查的事实", Html(facts_table(problem.facts))]
    if problem.owned_by:
        owned = [(escape(role), escape(what)) for role, what in problem.owned_by.items()]
        chunks += ["## 谁认领什么", Html(table(["谁", "认领的一段"], owned))]
    chunks += ["## 不要这样写", problem.avoid]
    if problem.policies:
        chunks += ["## 依据", Html(links("policies", [(i, library.policies[i].title) for i in problem.policies]))]
    return chunks + used_by(usage.of_problem(library, problem_id))


def _screening(problem: Problem) -> str:
    return f'<div class="screening"><strong>有没有这事</strong><p>{escape(problem.screening)}</p></div>'


def _summary(library: Library, problem_id: str, problem: Problem) -> str:
    topic = library.vocabulary.topic(folder_of(problem_id))
    return definition_list(
        [
            ("主题词", f'<a href="~/problems/{topic.id}/index.html">{escape(topic.title)}</a>'),
            ("主体", escape("、".join(problem.writers))),
            ("适用单位", escape("、".join(problem.unit_kinds)) or "各类单位"),
            ("根源", f"{escape(library.vocabulary.root(problem.root).title)}：{escape(problem.root_note)}"),
        ]
    )


def _side(library: Library, problem_id: str, problem: Problem, writer: str) -> str:
    texts = problem_texts(problem, writer)
    parts = [part_html(library, problem_id, writer, name) for name in texts if name != "整改"]
    return "".join([*parts, _measure(library, problem_id, problem.measures[writer], writer)])


def part_html(library: Library, problem_id: str, writer: str, name: str) -> str:
    """One passage of a card (表现, 直接原因, 整改) with its button. Raises KeyError for a writer or a name it has not."""
    text = problem_texts(library.problems[problem_id], writer)[name]
    return f'<div class="passage"><span class="passage-name">{escape(name)}</span>{copyable(passage(library, text, problem_id), name)}</div>'


def _measure(library: Library, problem_id: str, measure: Measure, writer: str) -> str:
    rows = "".join(
        f"<div data-line><dt>{name}：</dt><dd>{span_html(library, Span(getattr(measure, key), problem_id))}</dd></div>"
        for key, name in MEASURE_NAMES
    )
    return f'<div class="passage"><span class="passage-name">整改</span>{copyable(f"<dl class=measure>{rows}</dl>", "整改")}</div>'


def facts_table(facts: Iterable[CardFact]) -> str:
    """What to look up, and where."""
    rows = []
    for fact in facts:
        owners = fact.for_ if isinstance(fact.for_, str) else "、".join(fact.for_)
        choices = f"（{'、'.join(map(escape, fact.choices))}）" if fact.choices else ""
        rows.append((f"【{escape(fact.blank)}】{choices}", escape(fact.look), escape(fact.example), escape(owners)))
    return table(["填空项", "到哪里查", "例", "谁用"], rows)


def problems_by_topic(library: Library, topic: str, writer: str | None = None) -> str:
    """The cards of a topic, with what must be true before one may be chosen."""
    cards = []
    for problem_id, problem in library.problems.items():
        if folder_of(problem_id) == topic and (writer is None or writer in problem.writers):
            title = link("problems", problem_id, problem.title)
            writers = escape("、".join(problem.writers))
            cards.append(f'<li>{title}<small class="writers">{writers}</small><p>{escape(problem.screening)}</p></li>')
    return f'<ul class="cards">{"".join(cards)}</ul>' if cards else "<p>这个主题还没有问题卡。</p>"
