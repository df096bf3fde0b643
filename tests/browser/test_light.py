"""What a first visit costs, measured in a browser: requests, compressed bytes, style sheets that block, and that nothing jumps."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

BUDGET = {
    # page -> compressed bytes, requests (None: not asked for)
    "index.html": (100_000, 10),
    "templates/niandu-duizhao-jiancha.html": (130_000, None),
    "templates/zhenggai-taizhang.html": (130_000, None),
}


@pytest.mark.parametrize("path", BUDGET)
def test_the_first_view_is_light(page: Page, served: str, path: str) -> None:
    got: list[Response] = []
    page.on("response", lambda one: got.append(one))  # Playwright takes no built-in
    page.goto(f"{served}/{path}", wait_until="networkidle")
    weights = {urlsplit(one.url).path: len(gzip.compress(one.body(), 6)) for one in got}
    most, requests = BUDGET[path]
    assert sum(weights.values()) <= most, weights
    assert requests is None or len(got) <= requests, sorted(weights)


@pytest.mark.parametrize("path", BUDGET)
def test_at_most_three_style_sheets_block(page: Page, served: str, path: str) -> None:
    page.goto(f"{served}/{path}")
    blocking = page.evaluate(
        """() => performance.getEntriesByType('resource').filter(one => one.renderBlockingStatus === 'blocking' && /\\.css/.test(one.name))
        .map(one => one.name)"""
    )
    assert 1 <= len(blocking) <= 3, blocking


@pytest.mark.parametrize("width", (1280, 390), indirect=True)
@pytest.mark.parametrize(
    "path", [*BUDGET, "guides/gongwen-geshi.html", "search.html?q=整改", "compose.html", "policies/index.html"]
)
def test_nothing_jumps(page: Page, served: str, path: str, width: int) -> None:
    page.goto(f"{served}/{path}", wait_until="networkidle")
    jumps = page.evaluate(
        """() => new Promise(done => {
            const seen = [];
            new PerformanceObserver(list => seen.push(...list.getEntries().map(one => [one.value, one.hadRecentInput,
                one.sources.map(source => source.node && source.node.nodeName + '.' + source.node.className).join(' ')])))
                .observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => done(seen), 300);
        })"""
    )
    assert [jump for jump in jumps if jump[0] > 0.001] == []
