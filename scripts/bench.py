"""Measure what the project promises of speed, and print it as tables; the figures also go to bench/results.json (not committed)."""

from __future__ import annotations

import argparse
import itertools
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import timeit
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from macros import checks
from macros.checks import same
from macros.checks.drafts import check_document
from macros.document import Document
from macros.library import KINDS, Library, load
from macros.mentions import Finder, finder, fold

ROOT = Path(__file__).resolve().parent.parent
Row = dict[str, float | str]


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 measured, 1 the library has errors."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description="量一量快慢")
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "results.json", help="结果写到哪里")
    options = parser.parse_args(argv)
    library, findings = load(ROOT / "docs")
    if library is None or findings:
        print("内容库有错，先运行 make check。", file=sys.stderr)
        return 1
    rows = [*mention_rows(library), *check_rows(library)]
    print_table(rows)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def seconds(work: Callable[[], object], runs: int = 5) -> float:
    """The median time of a piece of work after one warm-up, as timeit takes it: without the garbage collector."""
    work()
    return statistics.median(timeit.repeat(work, number=1, repeat=runs))


def real_text(library: Library, characters: int) -> str:
    """Text of the library's own examples, repeated to a length."""
    text = "\n".join(example.document for example in library.examples.values())
    return (text * (characters // len(text) + 1))[:characters]


def mention_rows(library: Library) -> list[Row]:
    """Finding mentions: megabytes of UTF-8 a second, and what twice the text costs."""
    names = finder(library)
    text = real_text(library, 1_000_000)
    once, twice = (seconds(partial(_find, names, t)) for t in (text, text * 2))
    size = len(text.encode()) / 1e6
    return [
        {"what": "找政策名称", "figure": round(size / once, 1), "unit": "MB/s", "goal": "不低于5"},
        {"what": "两倍文本的用时", "figure": round(twice / once, 2), "unit": "倍", "goal": "不超过2.2"},
    ]


def check_rows(library: Library) -> list[Row]:
    """Every rule on a draft of 20,000 characters, what twice the text costs, and the command with its start-up."""
    text = real_text(library, 20_000)
    once, twice = (seconds(partial(_check, library, t)) for t in (text, text * 2))
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.txt"
        draft.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "scripts.check", str(draft)]
        whole = seconds(partial(subprocess.run, command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False), runs=3)
    with tempfile.TemporaryDirectory() as folder:
        items = enlarge(ROOT / "docs", Path(folder) / "docs", 600)
        everything = seconds(partial(checks.load, Path(folder) / "docs"), runs=3)
    return [
        {
            "what": f"查整个内容库（{items}个条目）",
            "figure": round(everything, 2),
            "unit": "秒",
            "goal": "不超过3",
        },
        {"what": "查2万字的稿子，连同启动", "figure": round(whole, 2), "unit": "秒", "goal": "不超过1"},
        {"what": "两份6万字的稿子互相比", "figure": round(_compare(library), 2), "unit": "秒", "goal": ""},
        {"what": "查2万字，不算启动", "figure": round(once * 1000, 1), "unit": "毫秒", "goal": ""},
        {"what": "两倍文本的用时", "figure": round(twice / once, 2), "unit": "倍", "goal": "不超过2.2"},
    ]


def enlarge(docs: Path, target: Path, count: int) -> int:
    """A copy of docs/ grown to `count` items as the library is meant to grow: to 240 problem cards, the rest snippets; how many it holds."""
    shutil.copytree(docs, target)
    cards, snippets = (
        [p for p in sorted((target / kind).rglob("*.md")) if p.name != "index.md"] for kind in ("problems", "snippets")
    )
    items = sum(
        1 for path in target.rglob("*.md") if path.name != "index.md" and path.relative_to(target).parts[0] in KINDS
    )
    wanted = itertools.chain(
        itertools.islice(_copies(cards), 240 - len(cards)),
        _copies(snippets),
    )
    for path, text in itertools.islice(wanted, count - items):
        path.write_text(text, "utf-8")
        items += 1
    return items


def _copies(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Copies of items without end, each under another name and title."""
    for number in itertools.count(2):
        for path in paths:
            front, body = path.read_text("utf-8").replace("title: ", f"title: 第{number}份", 1).split("\n---\n", 1)
            yield path.with_name(f"{path.stem}-{number}.md"), f"{front}\n---\n{_another(body, number)}"


KEPT = re.compile(r"【[^】]*】|《[^》]*》|“[^”]{1,6}”|^#.*$|^- [^：]*：", re.M)


def _another(body: str, number: int) -> str:
    """The body with every fifth character replaced, so that no two copies are alike; headings, blanks and names are kept."""
    parts: list[str] = []
    end = 0
    for match in KEPT.finditer(body):
        parts += [_worn(body[end : match.start()], number), match[0]]
        end = match.end()
    return "".join([*parts, _worn(body[end:], number)])


def _worn(text: str, number: int) -> str:
    other = chr(0x8000 + number)
    return "".join(other if n % 5 == 2 and "\u4e00" <= c <= "\u9fff" else c for n, c in enumerate(text))


def _find(names: Finder, text: str) -> object:
    fold.cache_clear()  # the folding is part of the work
    return names.find(text)


def _compare(library: Library) -> float:
    text = real_text(library, 60_000)
    pair = [Document(name, text, date(2026, 1, 1)) for name in ("甲", "乙")]
    return seconds(lambda: list(same.across(library, pair)), runs=3)


def _check(library: Library, text: str) -> object:
    return check_document(library, Document("", text, date(2026, 1, 1)))


def print_table(rows: Sequence[Row]) -> None:
    print("| 量什么 | 结果 | 单位 | 目标 |\n|---|---|---|---|")
    for row in rows:
        print(f"| {row['what']} | {row['figure']} | {row['unit']} | {row['goal']} |")


if __name__ == "__main__":
    sys.exit(main())
