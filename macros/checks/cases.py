"""A rule's docstring is its page: what it finds, why, and cases that its test runs.

    family/name：一句话，找什么。

    为什么：……

    错：
    - 一个例子
    对：
    - 一个例子

In a case ⏎ is a line break; notes in 〔〕 at its start say what is known: 〔主体：班子〕〔文种：情况报告〕〔主题：2024-niandu〕〔成文：2024-03-01〕
〔模式：contribution〕.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from macros.document import Document
from macros.finding import Finding
from macros.library import Library

Rule = Callable[[Library, Document], Iterator[Finding]]
NOTE = re.compile(r"〔(主体|文种|主题|成文|模式)：([^〕]+)〕")
FIELDS = {"主体": "writer", "文种": "document_type", "主题": "theme", "模式": "mode"}


@dataclass(frozen=True)
class Page:
    """A rule's page, read from its docstring."""

    name: str
    what: str
    why: str
    wrong: tuple[str, ...]
    right: tuple[str, ...]


def page(rule: Callable[..., object]) -> Page:
    """The parsed docstring. Raises ValueError where a part is missing."""
    text = re.sub(r"\n[ ]+", "\n", (rule.__doc__ or "").strip())
    head = re.match(r"([a-z]+/[a-z\-]+)：(.+)", text)
    why = re.search(r"^为什么：(.+)$", text, re.M)
    if not head or not why:
        raise ValueError(f"{rule.__name__}: the docstring lacks its first line or 为什么")
    wrong, _, right = text.partition("\n错：")[2].partition("\n对：")
    return Page(head[1], head[2], why[1], _listed(wrong), _listed(right))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(line[2:] for line in text.split("\n") if line.startswith("- "))


def document(case: str) -> Document:
    """A case as a document, dated 2026-01-12 unless it says otherwise, checked as one's own draft."""
    known: dict[str, Any] = {"as_of": date(2026, 1, 12)}
    while match := NOTE.match(case):
        value = match[2]
        known |= {"as_of": date.fromisoformat(value)} if match[1] == "成文" else {FIELDS[match[1]]: value}
        case = case[match.end() :]
    return Document(path="例", text=case.replace("⏎", "\n"), **known)
