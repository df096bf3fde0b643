"""Publishing: the old release whole or the new one whole, whatever happens on the way."""

from __future__ import annotations

import gzip
import io
import os
import random
import shutil
import signal
import subprocess
import tarfile
import time
from pathlib import Path

import pytest

from scripts import publish as module
from scripts.publish import current, listed, main
from tests.release.conftest import digest, python


def put(tarball: Path, www: Path) -> int:
    return main([str(tarball), str(www)])


def number(www: Path) -> int:
    """The number that the served home page tells."""
    page = (www / "current/site/index.html").read_text("utf-8")
    assert gzip.decompress((www / "current/site/index.html.gz").read_bytes()).decode() == page
    return int(page.rsplit("<!-- release ", 1)[1].split()[0])


def own(release: Path) -> str:
    """One value for a release's own files, without what was carried over from others."""
    lines = (release / "assets.txt").read_text("utf-8").splitlines()
    pages = [p.relative_to(release).as_posix() for p in (release / "site").rglob("*") if p.is_file()]
    files = sorted({*lines, *(p for p in pages if not p.startswith("site/assets/"))})
    return "\n".join(f"{name} {hash((release / name).read_bytes())}" for name in files)


def test_publish_and_go_back(tarballs: list[Path], www: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(3):
        assert put(tarballs[n], www) == 0
        assert number(www) == n
    assert [path.name for path in listed(www)] == ["0001-antou-0.0.0", "0002-antou-0.0.1", "0003-antou-0.0.2"]
    assert main(["--rollback", str(www)]) == 0
    assert number(www) == 1
    # The release that was left is not gone back to from a later one.
    assert put(tarballs[3], www) == 0
    assert main(["--rollback", str(www)]) == 0
    assert number(www) == 1
    assert main(["--rollback", str(www)]) == 0
    assert number(www) == 0
    assert main(["--rollback", str(www)]) == 1
    assert "没有可退的" in capsys.readouterr().err
    assert number(www) == 0


def test_the_same_release_again_changes_nothing(
    tarballs: list[Path], www: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert put(tarballs[0], www) == put(tarballs[0], www) == 0
    assert "现在就是这一版" in capsys.readouterr().out
    assert len(listed(www)) == 1


def test_it_keeps_some_and_removes_the_rest(tarballs: list[Path], www: Path) -> None:
    for tarball in tarballs:
        assert main([str(tarball), str(www), "--keep", "1"]) == 0
    assert [path.name for path in listed(www)] == ["0003-antou-0.0.2", "0004-antou-0.0.3"]


def test_old_pages_still_find_their_assets(tarballs: list[Path], www: Path) -> None:
    """After a publication and after going back, each kept release's own scripts, styles and data are there under their names."""
    put(tarballs[0], www)
    first = (www / "current/assets.txt").read_text("utf-8").splitlines()
    assert any("/data-" in line for line in first) and any("/antou-" in line for line in first)
    put(tarballs[1], www)
    second = (www / "current/assets.txt").read_text("utf-8").splitlines()
    assert set(first) - set(second)
    assert all((www / "current" / line).is_file() for line in first + second)
    main(["--rollback", str(www)])
    assert number(www) == 0
    assert all((www / "current" / line).is_file() for line in first + second)


def test_another_user_can_read_it_whatever_the_umask(tarballs: list[Path], www: Path) -> None:
    old = os.umask(0o077)
    try:
        assert put(tarballs[0], www) == 0
    finally:
        os.umask(old)
    for path in [www, www / "releases", *(www / "current").resolve().rglob("*")]:
        if "site" in path.parts or path.is_dir():
            assert path.stat().st_mode & 0o004, path
            assert path.is_file() or path.stat().st_mode & 0o001, path


@pytest.mark.parametrize("damage", ["cut", "changed", "no checksum", "empty checksum"])
def test_a_damaged_tarball_is_refused(
    tarballs: list[Path], www: Path, tmp_path: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tarballs[0], www)
    copy = Path(shutil.copy(tarballs[1], tmp_path))
    beside = Path(shutil.copy(f"{tarballs[1]}.sha256", tmp_path))
    data = copy.read_bytes()
    match damage:
        case "cut":
            copy.write_bytes(data[:-100])
        case "changed":
            copy.write_bytes(data[:5000] + bytes([data[5000] ^ 1]) + data[5001:])
        case "no checksum":
            beside.unlink()
        case "empty checksum":
            beside.write_text("")
    assert put(copy, www) == 1
    assert "sha256" in capsys.readouterr().err
    assert number(www) == 0 and len(listed(www)) == 1


def test_a_tarball_that_reaches_outside_is_refused(
    www: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, kind in (
        ("antou-1/../../x", tarfile.REGTYPE),
        ("/etc/antou", tarfile.REGTYPE),
        ("antou-1/site", tarfile.SYMTYPE),
    ):
        bad = tmp_path / "bad.tar.gz"
        with tarfile.open(bad, "w:gz") as archive:
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc"
            archive.addfile(entry, io.BytesIO())
        checksum = subprocess.run(["sha256sum", bad], capture_output=True, text=True, check=True).stdout
        bad.with_name("bad.tar.gz.sha256").write_text(checksum)
        assert put(bad, www) == 1
        assert "不是 make package 做的" in capsys.readouterr().err
        assert current(www) is None and not (www.parent / "x").exists()


def test_it_runs_from_the_tarball_alone(tarballs: list[Path], www: Path, tmp_path: Path) -> None:
    """A server has Python and the tarball, neither a checkout nor a package."""
    with tarfile.open(tarballs[0]) as archive:
        archive.extractall(tmp_path, filter="data")
    command = [
        "python3",
        "-I",
        "-S",
        "-c",
        "import sys; sys.path.insert(0, '.'); from scripts.publish import main; sys.exit(main())",
    ]
    result = subprocess.run(
        [*command, str(tarballs[0]), str(www)],
        cwd=tmp_path / "antou-0.0.0",
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert number(www) == 0


def test_two_at_once(tarballs: list[Path], www: Path, small: Path) -> None:
    put(tarballs[0], www)
    runs = [python(small, "scripts.publish", str(tarball), str(www)) for tarball in tarballs[1:3]]
    told = [(run.communicate(timeout=120), run.returncode) for run in runs]
    codes = sorted(code for _, code in told)
    assert codes in ([0, 0], [0, 2])
    for (_, error), code in told:
        assert code == 0 or "另一次发布正在进行" in error
    assert number(www) in (1, 2)


def test_the_lock_keeps_a_second_one_out(tarballs: list[Path], www: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tarballs[0], www)
    with module.swap.locked(www / ".lock", "发布"):
        assert put(tarballs[1], www) == 2
    assert "另一次发布正在进行" in capsys.readouterr().err
    assert number(www) == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="只有root能挂一个小的文件系统")
def test_a_full_disk(tarballs: list[Path], www: Path, capsys: pytest.CaptureFixture[str]) -> None:
    www.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(www)], check=True)
    try:
        assert put(tarballs[0], www) == 0
        room = shutil.disk_usage(www).free
        (www / "filler").write_bytes(b"x" * (room - 1_000_000))
        before = digest(current(www) or www)
        assert put(tarballs[1], www) == 2
        assert "No space left" in (told := capsys.readouterr().err) and "现在是0001" in told
        assert number(www) == 0 and digest(current(www) or www) == before
        assert not (www / "releases" / module.INCOMING).exists()
        (www / "filler").unlink()
        assert put(tarballs[1], www) == 0 and number(www) == 1
    finally:
        subprocess.run(["umount", str(www)], check=True)


def test_killed_at_random_moments(tarballs: list[Path], www: Path, small: Path) -> None:
    """SIGKILL, ten times: what is served is one release whole; the next publication works and clears what was left."""
    put(tarballs[0], www)
    started = time.monotonic()
    assert python(small, "scripts.publish", str(tarballs[1]), str(www)).wait(300) == 0
    whole = time.monotonic() - started
    good = {n: own(listed(www)[n]) for n in (0, 1)}
    chance = random.Random(20261125)
    served, killed = 1, 0
    for _ in range(10):
        wanted = 1 - served
        run = python(small, "scripts.publish", str(tarballs[wanted]), str(www))
        time.sleep(chance.uniform(0.2, 1) * whole)
        run.send_signal(signal.SIGKILL)
        killed += run.wait() == -signal.SIGKILL
        served = number(www)
        assert own(current(www) or www) == good[served]
    assert killed >= 3, "the runs ended before they could be killed: the moments are wrong"
    assert put(tarballs[2], www) == 0 and number(www) == 2
    assert not list((www / "releases").glob(".*")) and not module.never_served(www)
    assert all(own(path) in good.values() for path in listed(www)[:-1])
