"""Search beside Material's (jieba) and Pagefind, on the same pages, in one run: bytes and time to the first hit, warm queries, precision, recall."""

from __future__ import annotations

import importlib.util
import math
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from macros import checks
from macros.dates import build_day
from macros.library import Library
from macros.search import data
from scripts.bench.browser import chromium, missing, percentile, served
from scripts.bench.engines import ENGINES, cold, opened
from scripts.bench.peers import MATERIAL, OURS, Places
from scripts.bench.run import command
from scripts.bench.table import Row, at_most, plain, skipped
from scripts.bench.terms import NAMES, Truth, names, terms

SIZES = (0, 1_000, 2_000)  # 0: the real library
GOAL_AT, TWICE = 1_000, 2_000
TERMS = 60
FIRST = 10


@dataclass
class Figures:
    """What one engine did at one size."""

    built: float = 0
    sent: float = 0
    first: float = 0
    warm: float = 0
    slow: float = 0
    precision: float = 0
    recall: float = 0
    lost: int = 0


def rows(places: Places, sizes: tuple[int, ...] = SIZES) -> Iterator[Row]:
    """Every engine at every size."""
    why = missing() or ("" if importlib.util.find_spec("pagefind") else "没有装 pagefind，先运行 make bench")
    if why:
        yield skipped("检索", why)
        return
    ours: dict[int, Figures] = {}
    for size in sizes:
        library = checks.refresh(places.docs(size))
        found = _measure(places, size, library)
        ours[size] = found["ours"]
        for name, figures in found.items():
            yield from _told(size, name, figures)
        yield from _ahead(size, found)
    if {GOAL_AT, TWICE} <= set(ours):
        for what, field in (("字节", "sent"), ("第一个结果", "first"), ("95%的查询", "slow")):
            growth = getattr(ours[TWICE], field) / getattr(ours[GOAL_AT], field)
            yield at_most(f"检索：2000条比1000条，本站，{what}", growth, "倍", 2.2)


def _measure(places: Places, size: int, library: Library) -> dict[str, Figures]:
    sites = {"ours": places.site(size, OURS), "material": places.site(size, MATERIAL)}
    sites["pagefind"] = sites["ours"]
    figures = {name: Figures() for name in ENGINES}
    figures["ours"].built = _our_index(library)
    figures["material"].built = float((places.copy(size, MATERIAL) / "search-seconds.txt").read_text("utf-8"))
    figures["pagefind"].built = _pagefind(sites["ours"])
    truth = Truth(library, sites["ours"])
    asked = terms(library, truth, TERMS)
    for name, engine in ENGINES.items():
        with served(sites[name]) as site, chromium() as browser:
            firsts = [cold(browser, site, engine, query) for query in names(library)]
            figures[name].first = median([first for first, _ in firsts if first >= 0] or [math.inf])
            figures[name].lost = sum(first < 0 for first, _ in firsts)
            figures[name].sent = median(sent for _, sent in firsts)
            page = opened(browser, site.address, engine)
            answers = [page.evaluate(engine.ask, term) for term in asked]  # also warms what is fetched in pieces
            taken = [float(page.evaluate(engine.clock, term)) for term in asked]
        figures[name].warm, figures[name].slow = median(taken), percentile(taken)
        scored = [truth.score(term, answer, FIRST) for term, answer in zip(asked, answers, strict=True)]
        figures[name].precision = sum(one for one, _ in scored) / len(scored)
        figures[name].recall = sum(other for _, other in scored) / len(scored)
    return figures


def _our_index(library: Library) -> float:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        data.write(library, Path(folder), build_day())
        return time.perf_counter() - start


def _pagefind(site: Path) -> float:
    """Pagefind's index of the articles, beside the site's files as its users have it."""
    python = [sys.executable, "-m", "pagefind", "--site", str(site), "--root-selector", "article"]
    return command(python, site.parent).seconds


def _told(size: int, name: str, figures: Figures) -> Iterator[Row]:
    where = f"检索，{size or '真实的库'}{'条' if size else ''}，{ENGINES[name].name}："
    limited = name == "ours" and size == GOAL_AT
    yield plain(where + "做索引", figures.built, "秒", 1)
    for what, figure, unit, limit in (
        ("到第一个结果收的字节（压缩后）", figures.sent / 1e3, "KB", 60),
        ("到第一个结果（冷，按名称）", figures.first, "毫秒", 150),
        ("一次查询（热），95%", figures.slow, "毫秒", 20),
    ):
        yield at_most(where + what, figure, unit, limit, 1) if limited else plain(where + what, figure, unit, 1)
    yield plain(where + "一次查询（热），中位", figures.warm, "毫秒", 1)
    if figures.lost:
        yield plain(where + "按名称没有结果的", figures.lost, f"个（共{NAMES}个）", 0)
    yield plain(where + "前10个里真有这几个字的", figures.precision, "", 3)
    yield plain(where + "真有这几个字的条目找到的", figures.recall, "", 3)


def _ahead(size: int, found: dict[str, Figures]) -> Iterator[Row]:
    """Ahead of both peers in every column, or which not."""
    less = {"做索引": "built", "字节": "sent", "第一个结果": "first", "中位": "warm", "95%": "slow"}
    more = {"前10准确": "precision", "找全": "recall"}
    behind = [
        f"{what}不如{ENGINES[peer].name}"
        for peer in ("material", "pagefind")
        for columns, sign in ((less, 1), (more, -1))
        for what, field in columns.items()
        if sign * getattr(found["ours"], field) > sign * getattr(found[peer], field)
    ]
    yield Row(f"检索，{size or '真实的库'}，各列都在前面", "；".join(behind) or "是", "", "各列都在前面", not behind)
