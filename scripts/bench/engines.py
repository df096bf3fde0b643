"""How each search is driven in the browser: its own box for the first hit, its own worker for a warm query.

Of ours the exact hits count as its answer; what it sets apart as 接近的结果 counts only where there is no exact one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from scripts.bench.browser import Served

# Remembers every worker that the page makes, to ask it the way the page does; notes what was posted.
WATCH = """(() => {
    const Made = window.Worker;
    window.__workers = [];
    window.Worker = class extends Made { constructor(...args) { super(...args); window.__workers.push(this); } };
})()"""
TYPED = """([selector, hit, query]) => new Promise(done => {
    const box = document.querySelector(selector), start = performance.now();
    box.focus();
    box.value = query;
    for (const name of ["input", "keyup"]) { box.dispatchEvent(new Event(name, { bubbles: true })); }
    const watch = setInterval(() => {
        if (document.querySelector(hit)) { clearInterval(watch); done(performance.now() - start); }
        else if (performance.now() - start > 120000) { clearInterval(watch); done(-1); }
    }, 1);
})"""
# A worker that answers one question at a time: post, wait for the answer that `take` recognises.
ROUND = """async query => {
    const worker = window.__workers[window.__workers.length - 1];
    const start = performance.now();
    const answer = await new Promise(done => {
        const listen = event => { const got = %(take)s; if (got) { worker.removeEventListener("message", listen); done(got); } };
        worker.addEventListener("message", listen);
        worker.postMessage(%(post)s);
    });
    const took = performance.now() - start;
    return %(result)s;
}"""
OUR_ALL = {
    "post": "{ id: 900000, query: query, filters: {}, most: 100000 }",
    "take": "event.data.id === 900000 && event.data.result",
}
OUR_BOX = OUR_ALL | {"post": "{ id: 900000, query: query, filters: {}, most: 8 }"}
THEIRS = {"post": "{ type: 2, data: query }", "take": "event.data.type === 3 && event.data.data"}
LOCAL = "new URL(%s, document.baseURI).pathname.slice(1)"
PAGEFIND_ALL = """async query => {
    const pagefind = window.__pagefind = window.__pagefind || await import("/pagefind/pagefind.js");
    const found = await pagefind.search(query);
    const urls = (await Promise.all(found.results.map(one => one.data()))).map(one => one.url.split("#")[0].replace(/^\\//, ""));
    return { shown: urls, all: urls };
}"""
PAGEFIND_CLOCK = """async query => {
    const start = performance.now();
    const found = await window.__pagefind.search(query);
    await Promise.all(found.results.slice(0, 8).map(one => one.data()));
    return performance.now() - start;
}"""
PAGEFIND_COLD = """async query => {
    const start = performance.now();
    const pagefind = window.__pagefind = await import("/pagefind/pagefind.js");
    const found = await pagefind.search(query);
    if (!found.results.length) { return -1; }
    await found.results[0].data();
    return performance.now() - start;
}"""


@dataclass(frozen=True)
class Engine:
    """`ask` gives the pages shown and all pages found for a query; `clock` the milliseconds of a warm query."""

    name: str
    ask: str
    clock: str
    box: tuple[str, str] | None  # the box, the first hit; None: asked through its programming interface
    counted: tuple[str, ...]  # addresses that are there for the search alone
    ready: str


ENGINES = {
    "ours": Engine(
        "本站",
        ROUND
        % (
            OUR_ALL
            | {
                "result": "((exact, urls) => ({ shown: urls(exact.length ? exact : answer.hits), all: urls(exact) }))"
                "(answer.hits.filter(hit => hit.match === 'exact'), hits => hits.map(hit => hit.url.split('#')[0]))"
            }
        ),
        ROUND % (OUR_BOX | {"result": "took"}),
        ("[data-search-place] [data-search-input]", "[data-search-place] [data-search-hit]"),
        ("assets/antou/search", "assets/data/search/"),
        "() => performance.getEntriesByType('resource').filter(e => /search\\/bodies-/.test(e.name)).length > 0",
    ),
    "material": Engine(
        "Material（jieba）",
        ROUND
        % (
            THEIRS
            | {
                "result": "(urls => ({ shown: urls, all: urls }))(answer.items.map(group => "
                + LOCAL % "group[0].location"
                + "))"
            }
        ),
        ROUND % (THEIRS | {"result": "took"}),
        ('[data-md-component="search-query"]', ".md-search-result__item"),
        ("assets/javascripts/workers/search", "search/search_index.json"),
        "() => true",
    ),
    "pagefind": Engine("Pagefind", PAGEFIND_ALL, PAGEFIND_CLOCK, None, ("pagefind/",), "() => true"),
}


def cold(browser: Browser, site: Served, engine: Engine, query: str) -> tuple[float, float]:
    """Milliseconds from the typed name to the first hit in a browser that has nothing yet (-1: none came), and the bytes sent for it."""
    page = _page(browser)
    site.sent.clear()
    page.goto(f"{site.address}/index.html")
    took = page.evaluate(TYPED, [*engine.box, query]) if engine.box else page.evaluate(PAGEFIND_COLD, query)
    total = sum(size for path, size in list(site.sent) if any(part in path for part in engine.counted))
    page.context.close()
    return float(took), total


def opened(browser: Browser, address: str, engine: Engine) -> Page:
    """A page whose search has everything that it loads by itself."""
    page = _page(browser)
    page.goto(f"{address}/index.html")
    if engine.box:
        page.evaluate(TYPED, [*engine.box, "会议"])
        page.wait_for_load_state("networkidle")
        page.wait_for_function(engine.ready)
        page.wait_for_timeout(500)
    else:
        page.evaluate(engine.ask, "会议")
    return page


def _page(browser: Browser) -> Page:
    """Without the page's own policy: it forbids Pagefind's program, which is not what is measured."""
    page = browser.new_context(bypass_csp=True).new_page()
    page.set_default_timeout(180_000)
    page.add_init_script(WATCH)
    return page
