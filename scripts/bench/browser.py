"""Debian's Chromium on a site served as a web server would serve it, compressed; and what a user waits for in forms and in composing."""

from __future__ import annotations

import functools
import gzip
import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from macros.library import Library
from scripts.bench.peers import OURS, Places
from scripts.bench.table import Row, at_most, plain, skipped
from scripts.prepare import browser_path

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
COMPRESSED = {".html", ".js", ".css", ".json", ".svg", ".xml", ".txt"}
BLANKS = 300
NAMES = 100
PROBLEMS = 30
KEYSTROKES = 40
# From the key to the frame after the text stands in every blank of the name.
KEYSTROKE = """n => new Promise(done => {
    const field = document.querySelector(`[data-blank="量快慢${n % 100}"]`);
    const blank = document.querySelector(`.blank[data-name="量快慢${n % 100}"]`);
    const wanted = "值" + n, start = performance.now();
    field.value = wanted;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    (function look() {
        if (blank.textContent.includes(wanted)) { requestAnimationFrame(() => setTimeout(() => done(performance.now() - start), 0)); }
        else if (performance.now() - start > 5000) { done(-1); }
        else { setTimeout(look, 0); }
    })();
})"""
TAKE = """() => new Promise(done => {
    const root = document.querySelector("[data-compose]");
    const count = () => root.querySelectorAll(".compose-problem").length;
    const before = count(), text = root.querySelector("[data-draft]").textContent.length, start = performance.now();
    root.querySelector("[data-do=take]").click();
    (function look() {
        if (count() > before && root.querySelector("[data-draft]").textContent.length !== text) {
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - start), 0));
        } else if (performance.now() - start > 10000) { done(-1); } else { setTimeout(look, 0); }
    })();
})"""


class _Compressing(http.server.SimpleHTTPRequestHandler):
    """Files as they lie, text compressed once and kept, cached by the browser as an office's server lets it."""

    kept: dict[str, bytes]
    sent: list[tuple[str, int]]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # the library's name
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        data = self.kept.get(str(path))
        packed = path.suffix in COMPRESSED
        if data is None:
            data = gzip.compress(path.read_bytes(), 6, mtime=0) if packed else path.read_bytes()
            self.kept[str(path)] = data
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)
        self.sent.append((self.path, len(data)))

    def log_message(self, format: str, *args: object) -> None:
        return


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle is no fault."""


class Served(NamedTuple):
    """The address of a folder over http, and what has been sent: path and bytes, those that workers ask for too."""

    address: str
    sent: list[tuple[str, int]]


@contextmanager
def served(site: Path) -> Iterator[Served]:
    """Serve a folder."""
    sent: list[tuple[str, int]] = []
    handler = type("Handler", (_Compressing,), {"kept": {}, "sent": sent})
    server = _Server(("127.0.0.1", 0), functools.partial(handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Served(f"http://127.0.0.1:{server.server_port}", sent)
    finally:
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, as the tests drive it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def missing() -> str:
    """Why nothing can be measured in a browser here, or nothing."""
    if not browser_path():
        return "这台电脑没有Chromium"
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "没有装playwright，先运行 make test"
    return ""


def rows(places: Places, library: Library) -> Iterator[Row]:
    """Filling in and composing, on the real library's site."""
    if why := missing():
        yield skipped("填空、组稿", why)
        return
    with served(places.site(0, OURS)) as (address, _), chromium() as browser:
        page = browser.new_context().new_page()
        yield from _form(page, address)
        page = browser.new_context().new_page()
        yield from _compose(page, address, library)


def _form(page: Page, address: str) -> Iterator[Row]:
    """A keystroke in the form, with 300 blanks on the page beside its own."""
    page.route(
        "**/templates/*.html", lambda route: route.fulfill(response=(got := route.fetch()), body=_full(got.text()))
    )
    page.goto(f"{address}/templates/niandu-duizhao-jiancha.html")
    if not page.query_selector('[data-blank="量快慢0"]') or not page.query_selector('.blank[data-name="量快慢0"]'):
        yield skipped("填空：按键到显示", "这一页没有填空表")
        return
    blanks = page.locator(".blank").count()
    taken = [float(page.evaluate(KEYSTROKE, n)) for n in range(KEYSTROKES)]
    if min(taken) < 0:
        yield skipped("填空：按键到显示", "填的字5秒内没有显示")
        return
    yield at_most(f"填空：按键到显示（页上{blanks}处空），中位", median(taken), "毫秒", 50, 1)
    yield at_most("填空：按键到显示，95%", percentile(taken), "毫秒", 50, 1)


def _full(html: str) -> str:
    """The page with 300 blanks more in its draft and a field for each of their names in its form."""
    names = [f"量快慢{number}" for number in range(NAMES)]
    blanks = "".join(f'<span class="blank" data-name="{name}">【{name}】</span>' for name in names * (BLANKS // NAMES))
    fields = "".join(f'<label class="field"><input type="text" data-blank="{name}"></label>' for name in names)
    html = re.sub(r"<[^<>]*\bdata-draft\b[^<>]*>", lambda match: f"{match[0]}<p>{blanks}</p>", html, count=1)
    return re.sub(r'<label class="field"', lambda match: fields + match[0], html, count=1)


def _compose(page: Page, address: str, library: Library) -> Iterator[Row]:
    """The page of composing: until it can be used with a warm cache, and adding a problem to 30."""
    response = page.goto(f"{address}/compose.html")
    if response is None or response.status != 200 or not page.query_selector("[data-compose]"):
        yield skipped("组稿：加一条问题", "还没有组稿的页面")
        return
    page.wait_for_selector("[data-compose][data-ready]")
    link = f"{address}/compose.html?full#{_work(library)}"
    ready = []
    for _ in range(5):
        page.goto("about:blank")
        page.goto(link)
        page.wait_for_selector("[data-compose][data-ready]")
        ready.append(float(page.evaluate("performance.now()")))
    yield at_most("组稿：打开到能用（缓存是热的，稿里30条问题），中位", median(ready), "毫秒", 1000, 0)
    if page.locator(".compose-problem").count() < PROBLEMS:
        yield skipped("组稿：加一条问题", f"链接只带进来{page.locator('.compose-problem').count()}条问题")
        return
    page.click("[data-do=pick] >> nth=0")
    page.wait_for_selector("[data-do=take]")
    taken = []
    for _ in range(5):
        if not page.query_selector("[data-do=take]"):
            page.click("[data-do=pick] >> nth=0")
        taken.append(float(page.evaluate(TAKE)))
    yield at_most("组稿：稿里30条以后再加一条，中位", median(taken), "毫秒", 100, 0)
    yield plain("组稿：稿里30条以后再加一条，最慢", max(taken), "毫秒", 0)


def _work(library: Library) -> str:
    """A link that brings 30 problems: the yearly theme and template, problems dealt out over the theme's aspects."""
    template_id = "niandu-duizhao-jiancha"
    template = library.templates[template_id]
    theme_id = next(t for t in template.themes if library.themes[t].aspects)
    writer = template.writers[0]
    problems = [i for i, problem in library.problems.items() if writer in problem.writers][:PROBLEMS]
    aspects = len(library.themes[theme_id].aspects)
    dealt = ";".join(",".join(problems[n::aspects]) for n in range(aspects))
    return f"theme={theme_id}&template={template_id}&writer={quote(writer)}&problems={dealt}"


def percentile(taken: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(taken, n=20)[-1]
