"""Building and packaging under bad luck: each ends with the old result whole or the new one, and a clear message."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.release.conftest import digest, python, small_repository

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="只有root能挂文件系统、断开网络")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A small repository under a name with a blank and Chinese characters."""
    return small_repository(tmp_path / "仓库 two")


def done(root: Path, *command: str, env: dict[str, str] | None = None) -> tuple[int, str]:
    run = python(root, *command, env=env)
    out, error = run.communicate(timeout=600)
    assert "Traceback" not in error
    return run.returncode, out + error


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    subprocess.run(["mount", *options, str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize(
    ("command", "result"), [(("scripts.build",), "site"), (("scripts.package",), "dist")], ids=["build", "package"]
)
def test_killed_at_ten_random_moments(place: Path, command: tuple[str, ...], result: str) -> None:
    started = time.monotonic()
    assert done(place, *command)[0] == 0
    whole = time.monotonic() - started
    target = place / result
    good = digest(target)
    (target / "old").write_text(
        "what stood there before", "utf-8"
    )  # build replaces it, package keeps what is not of this version
    old = digest(target)
    if result == "dist":
        (target / "antou-0.1.0.zip").write_bytes(b"an older one of the same name")
        good, old = old, digest(target)
    chance = random.Random(20261125)
    killed = replaced = 0
    for n in range(10):
        run = python(place, *command)
        # Half of them anywhere, half near the end, where the old gives way to the new.
        time.sleep(chance.uniform(0, whole) if n % 2 else chance.uniform(0.85, 1.1) * whole)
        run.send_signal(signal.SIGKILL)
        killed += run.wait() == -signal.SIGKILL
        stands = digest(target)
        assert stands in (good, old)
        replaced += stands == good
    assert killed >= 3, "the runs ended before they could be killed: the moments are wrong"
    assert done(place, *command)[0] == 0
    assert digest(target) == good
    assert not list(place.glob(".*-new-*")), "what the killed ones left is cleared"


@ROOT_ONLY
@pytest.mark.parametrize(
    ("command", "size"),
    [(("scripts.build", "--site"), 16), (("scripts.package", "--dist"), 24)],
    ids=["build", "package"],
)
def test_a_full_disk(place: Path, tmp_path: Path, command: tuple[str, ...], size: int) -> None:
    disk = tmp_path / "盘"
    disk.mkdir()
    with mounted(disk, "-t", "tmpfs", "-o", f"size={size}m", "tmpfs"):
        target = disk / "out"
        assert done(place, *command, str(target))[0] == 0
        before = digest(target)
        (disk / "filler").write_bytes(b"x" * (shutil.disk_usage(disk).free - 2_000_000))
        code, told = done(place, *command, str(target))
        assert code == 2 and "No space left on device" in told and "没有动" in told
        assert digest(target) == before
        assert sorted(path.name for path in disk.iterdir()) == [".out.lock", "filler", "out"]


@ROOT_ONLY
def test_a_read_only_checkout(place: Path, tmp_path: Path) -> None:
    with mounted(place, "--bind", str(place)):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(place)], check=True)
        for command in ("scripts.build", "scripts.package"):
            code, told = done(place, command)
            assert code == 2 and "Read-only file system" in told and "没有动" in told
        assert done(place, "scripts.check")[0] == 0
        assert done(place, "scripts.build", "--site", str(tmp_path / "elsewhere"))[0] == 0
        assert done(place, "scripts.package", "--dist", str(tmp_path / "dist"))[0] == 0
    assert (tmp_path / "dist/antou-0.1.0.zip").is_file() and (tmp_path / "elsewhere/index.html").is_file()


@ROOT_ONLY
def test_no_network_after_set_up(place: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(place)}
    for command in ("scripts.build", "scripts.package"):
        run = subprocess.run(
            ["unshare", "-n", sys.executable, "-m", command],
            cwd=place,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    ("command", "result", "verb"), [("scripts.build", "site", "生成"), ("scripts.package", "dist", "打包")]
)
def test_two_at_once(place: Path, command: str, result: str, verb: str) -> None:
    runs = [python(place, command) for _ in range(2)]
    told = [(*run.communicate(timeout=600), run.returncode) for run in runs]
    codes = sorted(code for _, _, code in told)
    assert codes in ([0, 0], [0, 2])
    for _, error, code in told:
        assert code == 0 or f"另一次{verb}正在进行" in error
    assert (place / result).is_dir() and not list(place.glob(".*-new-*"))


def test_a_wrong_epoch_is_said(place: Path) -> None:
    for command in ("scripts.build", "scripts.package"):
        code, told = done(place, command, env={"SOURCE_DATE_EPOCH": "yesterday"})
        assert code == 2 and "SOURCE_DATE_EPOCH" in told


def test_what_is_not_committed_is_not_packaged(place: Path) -> None:
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"]):
        subprocess.run(["git", *command], cwd=place, check=True)
    (place / "docs/policies/xin.md").write_text("x", "utf-8")
    code, told = done(place, "scripts.package")
    assert code == 1 and "docs/policies/xin.md" in told and "--dirty" in told
    assert not (place / "dist").exists()
