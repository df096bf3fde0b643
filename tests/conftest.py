"""Shared fixtures: the library, one built site, copies of the repository, a real browser."""

from __future__ import annotations

import fcntl
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from macros.checks import load
from macros.library import Library
from scripts.bench.run import environment
from scripts.build import main as build
from scripts.prepare import browser_path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("mkdocs.yml", "docs", "macros", "overrides", "scripts", "pyproject.toml")


@pytest.fixture(scope="session")
def library() -> Library:
    """The real library, which must load without an error."""
    loaded, findings = load(ROOT / "docs")
    assert loaded is not None
    assert not findings, "\n".join(map(str, findings))
    return loaded


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once for all workers; or one that stands already, as the release tests have it."""
    if given := os.environ.get("ANTOU_TEST_SITE"):
        return Path(given)
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent
    target = folder / "built" / "site"
    target.parent.mkdir(exist_ok=True)
    with (target.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            assert build(["--site", str(target)]) == 0
    return target


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A copy of the repository that a test may break."""
    return copy_repository(tmp_path / "repository")


def copy_repository(target: Path) -> Path:
    target.mkdir(parents=True)
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, target / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target / part)
    return target


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m command` in a copy of the repository, with that copy's own code."""
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=root, env=environment(root), capture_output=True, text=True, check=False
    )


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The site's address over plain http, on a name that is no secure context; a real server's where the release tests have one."""
    if given := os.environ.get("ANTOU_TEST_ADDRESS"):
        yield given
        return
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_path(), args=arguments)
        yield opened
        opened.close()


@pytest.fixture
def address(request: pytest.FixtureRequest, site: Path, served: str) -> Callable[[str], str]:
    """The address of a page, over http or from the disk, by the test's `where` parameter."""
    where = request.getfixturevalue("where")
    return lambda path: f"{served}/{path}" if where == "http" else (site / path).as_uri()
