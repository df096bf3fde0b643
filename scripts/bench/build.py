"""Building: cold, after one card changed, memory, sizes, growth; side by side with Material's default set-up and with Zensical."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from scripts.bench import run
from scripts.bench.peers import MATERIAL, NAMES, OURS, PAGES, ZENSICAL, Places, build, change_a_card, forget
from scripts.bench.run import Cost
from scripts.bench.table import Row, at_most, plain

SIZES = (300, 1_000, 2_000)
LARGEST = 2_000
BUILDERS = (OURS, PAGES, MATERIAL, ZENSICAL)


def rows(places: Places, runs: int, sizes: tuple[int, ...] = SIZES) -> Iterator[Row]:
    """The builders take turns, so that a slow minute of the machine falls on all of them; at the largest size each runs once."""
    ours: dict[int, Cost] = {}
    for size in sizes:
        costs = _cold(places, size, 1 if size >= LARGEST else runs)
        ours[size] = costs[OURS]
        for builder in BUILDERS:
            yield plain(f"{size}条，{NAMES[builder]}：从头生成", costs[builder].seconds, "秒", 1)
            yield plain(f"{size}条，{NAMES[builder]}：处理器用时", costs[builder].processor, "秒", 1)
            memory = f"{size}条，{NAMES[builder]}：内存峰值"
            limited = builder in (OURS, PAGES) and size == LARGEST
            yield at_most(memory, costs[builder].memory, "MB", 250, 0) if limited else plain(
                memory, costs[builder].memory, "MB", 0
            )
        yield at_most(
            f"{size}条，只有页面，比Zensical", costs[PAGES].seconds / costs[ZENSICAL].seconds, "倍", 0.6
        )
        yield at_most(
            f"{size}条，页面加检索，比Material默认", costs[OURS].seconds / costs[MATERIAL].seconds, "倍", 0.35
        )
        yield from _changed(places, size, costs)
        yield from _sizes(places, size)
    if 1_000 in ours and 2_000 in ours:
        yield at_most("2000条比1000条，用时", ours[2_000].seconds / ours[1_000].seconds, "倍", 2.2)


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
        card = change_a_card(copy, "")
        before = card.read_bytes()
        change_a_card(copy, "这一句是量快慢时加的。")
        try:
            again = build(copy, builder)
        finally:
            card.write_bytes(before)
        yield plain(f"{size}条，{NAMES[builder]}：改一张卡以后", again.seconds, "秒", 1)
        ratio = again.seconds / cold[builder].seconds
        what = f"{size}条，{NAMES[builder]}：改一张卡，比从头生成"
        yield at_most(what, ratio, "倍", 0.5) if builder == OURS else plain(what, ratio, "倍")


def _sizes(places: Places, size: int) -> Iterator[Row]:
    for builder in (OURS, MATERIAL, ZENSICAL):
        site = places.site(size, builder)
        yield plain(f"{size}条，{NAMES[builder]}：网站大小", _sum(site, lambda path: True) / 1e6, "MB", 1)
        pages = [path.stat().st_size for path in site.rglob("*.html")]
        yield plain(f"{size}条，{NAMES[builder]}：一页大小（中位）", median(pages) / 1e3, "KB", 1)


def _sum(site: Path, wanted: Callable[[Path], bool]) -> int:
    return sum(path.stat().st_size for path in site.rglob("*") if path.is_file() and wanted(path))
