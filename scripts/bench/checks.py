"""Checking: the whole library, a draft, two drafts against each other, an import."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from macros import checks
from macros.checks import same
from macros.checks.drafts import check_document
from macros.document import Document
from macros.library import Library
from scripts.bench import imports
from scripts.bench.peers import ROOT, Places
from scripts.bench.run import environment, seconds
from scripts.bench.table import Row, at_most, plain
from scripts.bench.text import real_text

ITEMS = 600  # as large as the library was expected to grow when the goal was set


def rows(places: Places, library: Library) -> Iterator[Row]:
    """Every rule on a draft of 20,000 characters, what twice the text costs, the command with its start-up, the library."""
    text = real_text(library, 20_000)
    once, twice = (seconds(partial(_check, library, t)) for t in (text, text * 2))
    everything = seconds(partial(checks.load, places.docs(ITEMS)), runs=3)
    yield at_most(f"查整个内容库（{ITEMS}个条目）", everything, "秒", 3)
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.txt"
        draft.write_text(text, encoding="utf-8")
        yield at_most("查2万字的稿子，连同启动", _command("scripts.check", str(draft)), "秒", 1)
    yield from imports.rows(library)
    yield plain("两份6万字的稿子互相比", _compare(library), "秒")
    yield plain("查2万字，不算启动", once * 1000, "毫秒", 1)
    yield at_most("查两倍文本的用时", twice / once, "倍", 2.2)


def _command(*arguments: str) -> float:
    """A command with its start-up; what it finds is no failure here."""
    call = [sys.executable, "-m", *arguments]
    return seconds(
        partial(
            subprocess.run,
            call,
            cwd=ROOT,
            env=environment(ROOT),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        ),
        runs=3,
    )


def _compare(library: Library) -> float:
    text = real_text(library, 60_000)
    pair = [Document(name, text, date(2026, 1, 1)) for name in ("甲", "乙")]
    return seconds(lambda: list(same.across(library, pair)), runs=3)


def _check(library: Library, text: str) -> object:
    return check_document(library, Document("", text, date(2026, 1, 1)))
