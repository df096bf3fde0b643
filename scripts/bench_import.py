"""Measure the import: 20,000 characters with start-up, and what twice the text costs (scripts.bench puts the rows among its own)."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from macros.importing import import_file
from macros.library import Library
from macros.stored import load_stored

ROOT = Path(__file__).resolve().parent.parent
CHARACTERS = 20_000
# What raw files are full of, put among the lines of a real text (source-documents.md).
DIRT = (
    "更多材料请加群123456，扫码关注公众号",
    "—  3  —",
    "***局党组于*月*日召开会议,研究(讨论)了XX同志提出的意见；",
    "第1页 共12页",
    "联系人：李某某，电话13812345678",
)


def import_rows() -> list[dict[str, float | str]]:
    """Rows of the table: what, figure, unit, goal. Raises CalledProcessError where the import fails, so that no time is taken of a refusal."""
    library, _ = load_stored(ROOT / "docs")
    if library is None:
        raise ValueError("the vocabularies have errors")
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{times}.txt" for times in (1, 2)]
        for times, path in enumerate(files, 1):
            path.write_text(dirty_text(library, times * CHARACTERS), "utf-8")
        command = [
            sys.executable,
            "-m",
            "scripts.import_example",
            str(files[0]),
            "--out",
            f"{folder}/page.md",
            "--force",
        ]
        whole = _median(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True))
        once, twice = (
            _median(
                partial(import_file, library, path, date(2026, 1, 1)), time.process_time
            )  # a ratio: others do not count
            for path in files
        )
    return [
        {"what": "导入2万字的稿子，连同启动", "figure": round(whole, 2), "unit": "秒", "goal": "不超过2"},
        {"what": "导入2万字，不算启动", "figure": round(once * 1000, 1), "unit": "毫秒", "goal": ""},
        {"what": "导入两倍文本的用时", "figure": round(twice / once, 2), "unit": "倍", "goal": "不超过2.2"},
    ]


rows = import_rows  # the name that scripts.bench calls


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


def _median(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter, runs: int = 3) -> float:
    """The median of a few runs after one that warms up."""
    taken = []
    for _ in range(runs + 1):
        start = clock()
        work()
        taken.append(clock() - start)
    return statistics.median(taken[1:])


if __name__ == "__main__":
    for row in import_rows():
        print(f"{row['what']}：{row['figure']}{row['unit']}{'，目标' + str(row['goal']) if row['goal'] else ''}")
