"""How a problem, its cause and its measure are worded as points (要点) of a draft."""

from __future__ import annotations

from macros.model import Measure, Problem

# The browser words a problem of one's own by the same patterns.
PROBLEM = "{title}。{appearance}"
CAUSE = "{note}。{cause}"
MEASURE_TEXT = "{what}责任人：{who}完成时限：{by}检查办法：{check}办结标准：{done}"
MEASURE = "针对{quoted}的问题，" + MEASURE_TEXT


def problem_text(problem: Problem, writer: str) -> str:
    """A problem as a point: its title, then what is seen."""
    return PROBLEM.format(title=problem.title, appearance=problem.appearance[writer])


def cause_text(problem: Problem, writer: str) -> str:
    """A cause as a point: the card's own root, then the direct cause."""
    return CAUSE.format(note=problem.root_note, cause=problem.causes[writer])


def measure_point(problem: Problem, writer: str) -> str:
    """A measure as a point: which problem it answers, then what, who, by when, how checked, when done."""
    return MEASURE.format(quoted=quoted(problem.title), **problem.measures[writer].model_dump())


def quoted(text: str) -> str:
    """In quotation marks, those inside turned single (GB/T 15834—2011)."""
    return "“" + text.replace("“", "‘").replace("”", "’") + "”"


def measure_text(measure: Measure) -> str:
    """A measure as running text: what, who, by when, how checked, when done."""
    return MEASURE_TEXT.format(**measure.model_dump())


def problem_texts(problem: Problem, writer: str) -> dict[str, str]:
    """A card's three passages for a writer, by their names."""
    return {
        "表现": problem.appearance[writer],
        "直接原因": problem.causes[writer],
        "整改": measure_text(problem.measures[writer]),
    }
