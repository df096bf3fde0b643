"""Releases, servers and small repositories for the long tests; they run by `make test-release` only."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import package
from scripts.build import make
from tests.conftest import ROOT

EPOCH = 1795600000
SERVING = ROOT / "serving"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a long one."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.release)


def digest(folder: Path) -> str:
    """One value for every name and byte under a folder."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def python(root: Path, *command: str, env: dict[str, str] | None = None) -> subprocess.Popen[str]:
    """Start `python -m command` with the code that stands in `root`."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(root),
        "SOURCE_DATE_EPOCH": str(EPOCH),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=root,
        env={**environment, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def small_repository(target: Path) -> Path:
    """The real code with the policies alone for content: built in seconds."""
    for part in ("macros", "overrides", "scripts", "serving", "docs/_vocabulary", "docs/policies"):
        shutil.copytree(ROOT / part, target / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("mkdocs.yml", "pyproject.toml", "docs/search.md", "docs/suoyin.md"):
        shutil.copy(ROOT / file, target / file)
    (target / "docs/index.md").write_text("---\ntitle: 案头\n---\n## 开头\n\n小的一份。\n", "utf-8")
    return target


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_repository(tmp_path_factory.mktemp("small") / "仓库 one")


@pytest.fixture(scope="session")
def tarballs(small: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Four releases of the small site, each telling its number in every page, script, style and piece of data."""
    folder = tmp_path_factory.mktemp("releases")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))
        make(small, folder / "site")
    made = []
    for number in range(4):
        root, site = folder / f"root{number}", folder / f"site{number}"
        root.mkdir()
        for part in ("serving", "scripts"):
            shutil.copytree(small / part, root / part)
        (root / "pyproject.toml").write_text(f'[project]\nversion = "0.0.{number}"\n', "utf-8")
        shutil.copytree(folder / "site", site)
        for path in [
            *site.rglob("*.html"),
            *(site / "assets/antou").glob("*.[jc]*s"),
            *(site / "assets/data").rglob("*.js"),
        ]:
            mark = f"<!-- release {number} -->" if path.suffix == ".html" else f"/* release {number} */"
            path.write_text(path.read_text("utf-8") + mark, "utf-8")
        archive = package.release(site, root, folder, EPOCH + number)[1]
        made.append(folder / archive)
    return made


@pytest.fixture
def www() -> Iterator[Path]:
    """A folder that another user may read, as pytest's own are not, with a blank and Chinese characters in its path."""
    folder = Path(tempfile.mkdtemp(prefix="antou-"))
    folder.chmod(0o755)
    yield folder / "内网 网站"
    shutil.rmtree(folder)


class Nginx:
    """Debian's nginx on a free port, with one of our configurations, its workers as nobody where the tests run as root."""

    def __init__(self, www: Path, which: str, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder
        own = (SERVING / which).read_text("utf-8")
        self.here = {}
        for path in SERVING.glob("*.conf"):
            # The files name /srv/antou and each other there; here they stand where the test publishes.
            text = (
                path.read_text("utf-8")
                .replace("/srv/antou/current/serving", str(folder))
                .replace("/srv/antou", str(www))
            )
            served = www / "current" / "serving" / path.name
            if path.name == "antou-headers.conf" and served.is_file():
                text = served.read_text("utf-8")
            (folder / path.name).write_text(text, "utf-8")
        assert "/srv/antou" in own
        text = (folder / which).read_text("utf-8")
        text = re.sub(r"listen +\S+( default_server)?;", f"listen 127.0.0.1:{self.port};", text)
        if which != "nginx.conf":
            user = "user nobody nogroup;" if os.geteuid() == 0 else ""
            temporary = "".join(
                f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            )
            text = (
                f"{user} error_log {folder}/error.log; pid {folder}/nginx.pid; events {{ worker_connections 1024; }}"
                f" http {{ include /etc/nginx/mime.types; access_log off; {temporary} {text} }}"
            )
        self.file = folder / "main.conf"
        self.file.write_text(text, "utf-8")
        self.command = ["nginx", "-c", str(self.file), "-g", "daemon off;"]

    def test(self) -> str:
        """What `nginx -t` says."""
        told = subprocess.run(["nginx", "-t", "-c", str(self.file)], capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stderr
        return told.stderr

    def start(self) -> Nginx:
        self.process = subprocess.Popen(self.command, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5)
            except urllib.error.HTTPError:
                return self
            except OSError:
                time.sleep(0.05)
            else:
                return self
        raise AssertionError("nginx did not start")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)


@pytest.fixture
def nginx(www: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """Start nginx with one of our configurations on what is published in `www`; stopped at the end."""
    started: list[Nginx] = []

    def start(which: str, folder: Path = www) -> str:
        server = Nginx(folder, which, tmp_path_factory.mktemp("nginx"))
        server.test()
        started.append(server.start())
        return f"http://127.0.0.1:{server.port}"

    yield start
    for server in started:
        server.stop()
