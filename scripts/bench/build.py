"""Building: cold, after one card changed, memory, sizes, growth; side by side with Material's default set-up and with Zensical."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from scripts.bench import run
from scripts.bench.peers import (
    MATERIAL,
    NAMES,
    OURS,
    PAGES,
    SEARCHABLE,
    ZENSICAL,
    Places,
    a_card,
    build,
    changed,
    forget,
)
from scripts.bench.run import Cost
from scripts.bench.table import Row, at_most, plain

SIZES = (300, 1_000, 2_000)
LARGEST = 2_000
BUILDERS = (PAGES, ZENSICAL, SEARCHABLE, MATERIAL, OURS)


def rows(places: Places, runs: int, sizes: tuple[int, ...] = SIZES) -> Iterator[Row]:
    """The builders take turns, so that a slow minute of the machine falls on all of them; at the largest size each runs once."""
    taken: dict[int, dict[str, Cost]] = {}
    for size in sizes:
        costs = taken[size] = _cold(places, size, 1 if size >= LARGEST else runs)
        for builder in BUILDERS:
            yield plain(f"{size}条，{NAMES[builder]}：从头生成", costs[builder].seconds, "秒", 1)
        for builder in BUILDERS:  # on a busy machine a steadier figure than the clock's
            yield plain(f"{size}条，{NAMES[builder]}：从头生成，处理器", costs[builder].processor, "秒", 1)
        for builder in BUILDERS:
            yield _memory(size, builder, costs[builder])
        yield _against(size, costs, PAGES, ZENSICAL, 0.6)
        yield _against(size, costs, SEARCHABLE, MATERIAL, 0.35)
        yield _against(size, costs, OURS, SEARCHABLE, 1.5)
        yield from _changed(places, size, costs)
        yield from _sizes(places, size)
    if {1_000, 2_000} <= set(taken):
        for builder in BUILDERS:
            growth = taken[2_000][builder].seconds / taken[1_000][builder].seconds
            what = f"2000条比1000条，{NAMES[builder]}"
            yield plain(what, growth, "倍") if builder in (ZENSICAL, MATERIAL) else at_most(what, growth, "倍", 2.2)


def _memory(size: int, builder: str, cost: Cost) -> Row:
    what = f"{size}条，{NAMES[builder]}：内存峰值"
    if size < LARGEST or builder != OURS:  # what `make site` takes
        return plain(what, cost.memory, "MB", 0)
    return at_most(what, cost.memory, "MB", 250, 0)


def _against(size: int, costs: dict[str, Cost], one: str, other: str, limit: float) -> Row:
    return at_most(f"{size}条，{NAMES[one]}比{NAMES[other]}", costs[one].seconds / costs[other].seconds, "倍", limit)


def _cold(places: Places, size: int, runs: int) -> dict[str, Cost]:
    taken: dict[str, list[Cost]] = {builder: [] for builder in BUILDERS}
    for _ in range(runs):
        for builder in BUILDERS:
            copy = places.copy(size, builder)
            forget(copy)
            taken[builder].append(build(copy, builder))
    return {builder: run.median(costs) for builder, costs in taken.items()}


def _changed(places: Places, size: int, cold: dict[str, Cost]) -> Iterator[Row]:
    """What one changed card costs on top of a build that is there."""
    for builder in (OURS, ZENSICAL):
        copy = places.copy(size, builder)
        with changed(a_card(copy)):
            again = build(copy, builder)
        yield plain(f"{size}条，{NAMES[builder]}：改一张卡以后", again.seconds, "秒", 1)
        yield plain(f"{size}条，{NAMES[builder]}：改一张卡以后，处理器", again.processor, "秒", 1)
        ratio = again.seconds / cold[builder].seconds
        what = f"{size}条，{NAMES[builder]}：改一张卡，比从头生成"
        yield at_most(what, ratio, "倍", 0.5) if builder == OURS else plain(what, ratio, "倍")


def _sizes(places: Places, size: int) -> Iterator[Row]:
    for builder in (OURS, MATERIAL, ZENSICAL):
        site = places.site(size, builder)
        yield plain(
            f"{size}条，{NAMES[builder]}：网站大小",
            sum(p.stat().st_size for p in site.rglob("*") if p.is_file()) / 1e6,
            "MB",
            1,
        )
        pages = [path.stat().st_size for path in site.rglob("*.html")]
        yield plain(f"{size}条，{NAMES[builder]}：一页大小（中位）", median(pages) / 1e3, "KB", 1)
