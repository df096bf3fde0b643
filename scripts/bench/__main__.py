"""Measure what the project promises of speed, beside its peers, and print it as tables; the figures also go to bench/results.json."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from macros import checks as rules
from macros.finding import ContentError
from scripts.bench import browser, build, checks, mentions, search, serve
from scripts.bench.peers import ROOT, Places
from scripts.bench.picture import picture
from scripts.bench.run import BenchError
from scripts.bench.table import Row, text_table

TITLES = {
    "mentions": "找政策名称",
    "checks": "检查",
    "build": "生成网站",
    "search": "检索",
    "browser": "填空和组稿",
    "serve": "边改边看",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 measured (whether or not the goals are reached), 1 the library has errors or something could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description="量快慢，和同类工具并排")
    parser.add_argument("--only", nargs="+", choices=TITLES, metavar="NAME", help=f"只量这几项：{' '.join(TITLES)}")
    parser.add_argument("--sizes", nargs="+", type=int, help="内容库的条目数，如 300 1000 2000；0是真实的库")
    parser.add_argument("--runs", type=int, default=3, help="从头生成量几遍取中位（2000条的只量一遍），默认3")
    parser.add_argument("--folder", type=Path, help="仿造的库和各家的网站放在哪里，下次接着用；不写就用完删掉")
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "results.json", help="结果写到哪里，旁边还有图")
    options = parser.parse_args(argv)
    try:
        library = rules.refresh(ROOT / "docs")
    except ContentError as error:
        print(f"{error}\n内容库有错，先运行 make check。", file=sys.stderr)
        return 1
    results: dict[str, list[Row]] = {}
    failed = False
    with tempfile.TemporaryDirectory(prefix="antou-bench-") as temporary:
        places = Places((options.folder or Path(temporary)).resolve())
        places.folder.mkdir(parents=True, exist_ok=True)
        sizes = {"sizes": tuple(options.sizes)} if options.sizes else {}
        works: dict[str, Callable[[], Iterator[Row]]] = {
            "mentions": lambda: mentions.rows(library),
            "checks": lambda: checks.rows(places, library),
            "build": lambda: build.rows(places, options.runs, **sizes),
            "search": lambda: search.rows(places, **sizes),
            "browser": lambda: browser.rows(places, library),
            "serve": lambda: serve.rows(places),
        }
        for name in options.only or TITLES:
            results[name] = []
            try:
                results[name] += works[name]()
            except BenchError as error:
                failed = True
                print(f"{TITLES[name]}没有量完：{error}", file=sys.stderr)
            print(f"\n{TITLES[name]}\n{text_table(results[name])}", flush=True)
            _keep(options.out, results)
    print(f"\n{machine()}。结果在 {options.out}")
    return 1 if failed else 0


def machine() -> str:
    """The machine in words: processor, cores, memory, system, how busy it was."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        cpu = names[0] if names else cpu
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    load = f"，量的时候的负载{os.getloadavg()[0]:.1f}"
    return (
        f"{cpu}，{os.cpu_count()}核，内存{memory:.0f}GB，{platform.system()}，Python {platform.python_version()}{load}"
    )


def _keep(out: Path, results: dict[str, list[Row]]) -> None:
    """The figures so far, beside what was there; written anew after each part, so that a broken run keeps what it has."""
    told = {
        "machine": machine(),
        "when": datetime.now().strftime("%Y-%m-%d"),
        "sections": {name: [row.as_json() for row in rows] for name, rows in results.items()},
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    out.with_suffix(".svg").write_text(picture(told), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
