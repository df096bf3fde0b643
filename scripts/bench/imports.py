"""Importing: 20,000 characters with start-up, and what twice the text costs."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from macros.importing import import_file
from macros.library import Library
from scripts.bench.peers import ROOT
from scripts.bench.run import command
from scripts.bench.table import Row, at_most, plain

CHARACTERS = 20_000
# What raw files are full of, put among the lines of a real text (source-documents.md).
DIRT = (
    "更多材料请加群123456，扫码关注公众号",
    "—  3  —",
    "***局党组于*月*日召开会议,研究(讨论)了XX同志提出的意见；",
    "第1页 共12页",
    "联系人：李某某，电话13812345678",
)


def rows(library: Library) -> Iterator[Row]:
    """Raises BenchError where the import fails, so that no time is taken of a refusal."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{times}.txt" for times in (1, 2)]
        for times, path in enumerate(files, 1):
            path.write_text(dirty_text(library, times * CHARACTERS), "utf-8")
        call = [sys.executable, "-m", "scripts.import_example", str(files[0]), "--out", f"{folder}/page.md", "--force"]
        yield at_most("导入2万字的稿子，连同启动", _median(lambda: command(call, ROOT)), "秒", 2)
        once, twice = (
            _median(partial(import_file, library, path, date(2026, 1, 1)), time.process_time) for path in files
        )
    yield plain("导入2万字，不算启动", once * 1000, "毫秒", 1)
    yield at_most("导入两倍文本的用时", twice / once, "倍", 2.2)


def dirty_text(library: Library, characters: int) -> str:
    """The library's own examples line by line with dirt among them, up to a length."""
    lines: list[str] = []
    length = 0
    while length < characters:
        for example in library.examples.values():
            for number, line in enumerate(example.document.split("\n")):
                lines += [line, DIRT[number // 12 % len(DIRT)]] if number % 12 == 5 else [line]
        length = sum(map(len, lines)) + len(lines)
    return "\n".join(lines)[:characters]


def _median(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter, runs: int = 5) -> float:
    """The median of a few runs after one that warms up."""
    taken = []
    for _ in range(runs + 1):
        start = clock()
        work()
        taken.append(clock() - start)
    return statistics.median(taken[1:])
