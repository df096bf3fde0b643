"""Editing with `make serve` on the real library: from saving a card to seeing it, over http and in the browser."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from scripts.bench.browser import chromium, missing
from scripts.bench.peers import CHANGED, OURS, Places, a_card, changed
from scripts.bench.run import BenchError, environment
from scripts.bench.table import Row, at_most, skipped

START = 600  # seconds that the first build may take
LIMIT = 300
WITHIN = 2


def rows(places: Places) -> Iterator[Row]:
    """The server is started on a copy, one card changed; the card's page is read until it shows the change."""
    copy = places.copy(0, OURS)
    card = a_card(copy)
    page_path = card.relative_to(copy / "docs").with_suffix(".html").as_posix()
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    command = _command(port)
    with (copy / "serve.log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=copy, env=environment(copy), stdout=log, stderr=log, start_new_session=True
        )
        try:
            url = f"{address}/{page_path}"
            _until(lambda: _read(url) != "", START, copy, server)
            yield at_most("改一张卡到网页上能看到（http）", _seen(url, card, copy, server), "秒", WITHIN, 1)
            time.sleep(1)  # the change back is noticed, and the build that it causes has begun
            _until(lambda: _settled(copy), START, copy, server)
            yield from _in_browser(url, card)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()


def _command(port: int) -> list[str]:
    """What `make serve` runs, on a port of our own."""
    return [sys.executable, "-m", "scripts.serve", "-a", f"127.0.0.1:{port}"]


def _seen(url: str, card: Path, copy: Path, server: subprocess.Popen[bytes]) -> float:
    with changed(card):
        start = time.perf_counter()
        _until(lambda: CHANGED in _read(url), LIMIT, copy, server)
        took = time.perf_counter() - start
    _until(lambda: CHANGED not in _read(url), LIMIT, copy, server)
    return took


def _settled(copy: Path) -> bool:
    """Whether the last thing that the server told is that the whole site stands: a change during a build waits for it."""
    told = (copy / "serve.log").read_text("utf-8", errors="replace").strip().split("\n")
    return told[-1].startswith("全站生成好了")


def _in_browser(url: str, card: Path) -> Iterator[Row]:
    """An open page reloads by itself."""
    what = "改一张卡到打开的页面自己刷新"
    if why := missing():
        yield skipped(what, why)
        return
    from playwright.sync_api import TimeoutError as NotSeen

    with chromium() as browser:
        page = browser.new_page()
        page.goto(url)
        try:
            with changed(card):
                start = time.perf_counter()
                page.wait_for_function(
                    "text => document.body.textContent.includes(text)", arg=CHANGED, timeout=LIMIT * 500
                )
                took = time.perf_counter() - start
            yield at_most(what, took, "秒", WITHIN, 1)
        except NotSeen:
            yield Row(what, f"{LIMIT // 2}秒内没有刷新", "", f"不超过{WITHIN}", False)


def _until(done: Callable[[], bool], limit: float, copy: Path, server: subprocess.Popen[bytes]) -> None:
    """Wait for it. Raises BenchError where the server ends or the time is over."""
    start = time.perf_counter()
    while not done():
        if server.poll() is not None or time.perf_counter() - start > limit:
            said = (copy / "serve.log").read_text("utf-8", errors="replace")[-1000:]
            raise BenchError(f"边改边看的服务没有等到（{limit}秒）：\n{said}")
        time.sleep(0.05)


def _read(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return str(answer.read().decode("utf-8"))
    except (urllib.error.URLError, OSError):
        return ""


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
