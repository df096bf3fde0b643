"""The rules' pages: what each finds, why, what is wrong and what is right, from the docstrings that their tests run."""

from __future__ import annotations

import re
from html import escape

from macros.checks import same
from macros.checks.cases import NOTE, Page, page
from macros.checks.drafts import FAMILIES, FAMILY_TITLES


def rules_html() -> str:
    """Every family with its rules; each rule has an anchor of its own name."""
    parts = []
    for family, rules in FAMILIES.items():
        pages = [page(rule) for rule in rules] + ([page(same.across)] if family == "same" else [])
        parts.append(
            f'<section class="rule-family"><h2>{FAMILY_TITLES[family]}</h2>{"".join(map(_rule, pages))}</section>'
        )
    return "".join(parts)


def _rule(told: Page) -> str:
    anchor = told.name.replace("/", "-")
    return (
        f'<article class="rule" id="{anchor}" data-nolink><h3>{escape(told.what.rstrip("。"))}<code>{escape(told.name)}</code></h3>'
        f"<p>{escape(told.why)}</p>{_cases('错', told.wrong)}{_cases('对', told.right)}</article>"
    )


def _cases(title: str, cases: tuple[str, ...]) -> str:
    listed = "".join(f"<li>{_case(case)}</li>" for case in cases)
    css = "wrong" if title == "错" else "right"
    return f'<p class="case-title {css}">{title}</p><ul class="cases {css}">{listed}</ul>'


def _case(case: str) -> str:
    notes = [f"{name}：{value}" for name, value in NOTE.findall(case)]
    text = escape(NOTE.sub("", case)).replace("⏎", "<br>")
    text = re.sub(r"(?:<br>){2,}", "<br>", text)
    return f"<small>（{escape('，'.join(notes))}）</small>{text}" if notes else text
