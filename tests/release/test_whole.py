"""The whole site as a release: equal bytes everywhere, valid pages, and in a real browser from a folder and from nginx."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser

from scripts.prepare import OLD_BROWSER
from scripts.publish import main
from tests.conftest import ROOT
from tests.site.valid import faults

ELSEWHERE = [
    {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "1", "USER": "one", "umask": "0o077"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "USER": "two", "umask": "0o002"},
]


@pytest.fixture(scope="session")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """dist/ of the same commit, made in two clones under different names, homes, users, zones, locales, umasks and hash seeds."""
    made = []
    told = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    for n, way in enumerate(ELSEWHERE):
        folder = tmp_path_factory.mktemp(f"{'很长的路径' * n}{n}")
        clone = folder / ("仓库 甲" if n else "b")
        subprocess.run(["git", "clone", "-q", "--no-hardlinks", str(ROOT), str(clone)], check=True)
        subprocess.run(["git", "checkout", "-q", "--detach", told.stdout.strip()], cwd=clone, check=True)
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "SOURCE_DATE", "ANTOU"))}
        environment |= {k: v for k, v in way.items() if k != "umask"}
        environment |= {"HOME": str(folder), "LOGNAME": way["USER"], "PYTHONPATH": str(clone)}
        run = subprocess.run(
            [sys.executable, "-m", "scripts.package"],
            cwd=clone,
            env=environment,
            umask=int(way["umask"], 8),
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        made.append(clone / "dist")
    return made


@pytest.fixture(scope="session")
def unzipped(packaged: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip unpacked where a colleague would: in a folder with a Chinese name."""
    folder = tmp_path_factory.mktemp("zip") / "民主生活会 材料"
    with zipfile.ZipFile(next(packaged[0].glob("*.zip"))) as archive:
        archive.extractall(folder)
    (top,) = folder.iterdir()
    return top


def test_the_same_commit_gives_the_same_bytes(packaged: list[Path]) -> None:
    one, other = (
        {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in dist.iterdir()} for dist in packaged
    )
    assert len(one) == 4 and one == other
    for dist in packaged:
        for told in dist.glob("*.sha256"):
            subprocess.run(["sha256sum", "-c", "--quiet", told.name], cwd=dist, check=True)


def test_nothing_tells_where_it_was_built(unzipped: Path, packaged: list[Path]) -> None:
    places = [str(dist.parent.parent).encode() for dist in packaged]
    for path in unzipped.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not any(place in data for place in [*places, str(ROOT).encode()]), path


def test_every_page_is_valid(unzipped: Path) -> None:
    assert faults(sorted(unzipped.rglob("*.html"))) == []


def test_every_asset_asked_for_is_there(unzipped: Path) -> None:
    """By pages, and by scripts, whose requests are told by their text alone."""
    for page in unzipped.rglob("*.html"):
        if page.name != "404.html":
            for target in re.findall(r'(?:href|src)="([^":#?]*assets/[^"#?]*)"', page.read_text("utf-8")):
                assert (page.parent / target).is_file(), (page, target)
    (own,) = (unzipped / "assets").glob("antou-*")
    for script in own.glob("*.js"):
        for target in re.findall(r"assets/[\w./-]*\w", script.read_text("utf-8")):
            assert (unzipped / target).exists(), (script.name, target)
        assert not re.search(r"assets/(?:antou|data)/", script.read_text("utf-8"))


def test_page_by_page_from_a_folder(unzipped: Path, browser: Browser) -> None:
    """No page complains in a real browser; search, form and copying are held by the journeys below."""
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(f"{page.url}: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda request: complaints.append(f"{page.url}: {request.url}"))
    for path in sorted(unzipped.rglob("*.html")):
        if path.name != "404.html":
            page.goto(path.as_uri())
            assert page.locator("main h1").count() == 1
    context.close()
    assert complaints == []


def test_an_evening_in_a_real_chromium_78(
    packaged: list[Path], www: Path, nginx: Callable[..., str], unzipped: Path, tmp_path: Path
) -> None:
    """The oldest browser that is promised (docs/contribute/bushu.md), from the unpacked zip and from nginx under a path."""
    assert main([str(next(packaged[0].glob("*.tar.gz"))), str(www)]) == 0
    addresses = [unzipped.as_uri(), nginx("antou-path.conf") + "/antou"]
    run = subprocess.run(
        ["node", str(ROOT / "tests/release/old_browser/journey.js"), str(OLD_BROWSER), str(tmp_path), *addresses],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert re.match(r"HeadlessChrome/78\.", told["version"])
    assert len(told["evenings"]) == 2
    for evening in told["evenings"]:
        assert evening["complaints"] == []
        assert evening["found"] > 3 and evening["copied"] == "已带格式复制"
        assert evening["title"].startswith("云岫市青塬区水务局领导班子")
        assert len(evening["draft"]) > 500
        (file,) = evening["files"]
        assert Document(file).paragraphs[0].text == evening["title"]


@pytest.mark.parametrize(
    ("which", "prefix"), [("antou-root.conf", ""), ("antou-path.conf", "/antou")], ids=["root", "path"]
)
def test_the_journeys_pass_on_nginx(
    which: str, prefix: str, packaged: list[Path], www: Path, nginx: Callable[..., str], unzipped: Path
) -> None:
    """Every browser test of the site, on the release: over nginx where a test goes over http, from the unpacked zip where it opens files."""
    assert main([str(next(packaged[0].glob("*.tar.gz"))), str(www)]) == 0
    environment = {**os.environ, "ANTOU_TEST_SITE": str(unzipped), "ANTOU_TEST_ADDRESS": nginx(which) + prefix}
    if prefix:
        environment["ANTOU_TEST_WHERE"] = "http"
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/browser", "-p", "no:cacheprovider"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-6000:]
