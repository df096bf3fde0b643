"""The version and the day of a build: one place each, the same on every machine."""

from __future__ import annotations

import os
import subprocess
import time
from datetime import date
from pathlib import Path

import pytest

from macros.dates import build_day
from macros.version import commit_time, release

LATE = 1795622400 - 1  # 2026-11-25, 15:59:59 in Greenwich, one second to midnight in Beijing


def write_project(root: Path) -> Path:
    root.mkdir(exist_ok=True)
    (root / "pyproject.toml").write_text('[project]\nversion = "7.8.9"\n', "utf-8")
    return root


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/Los_Angeles"])
def test_the_day_is_beijings_in_every_zone(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(LATE))
        assert build_day() == date(2026, 11, 25)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(LATE + 1))
        assert build_day() == date(2026, 11, 26)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_without_a_fixed_day_it_is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert build_day() == date.today()


def test_nothing_else_asks_for_today() -> None:
    """One function tells the day; a second one would tell another at midnight and break equal bytes."""
    root = Path(__file__).resolve().parent.parent
    asking = [
        str(path.relative_to(root))
        for folder in ("macros", "scripts")
        for path in sorted((root / folder).rglob("*.py"))
        if "today()" in path.read_text("utf-8")
    ]
    assert asking == ["macros/dates.py"]


def test_the_footer_tells_the_commits_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    root = write_project(tmp_path / "repository")
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    dated = {**os.environ, **who, "GIT_COMMITTER_DATE": f"{LATE} +0000"}
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run(["git", *command], cwd=root, env=dated, check=True)
    assert commit_time(root) == LATE
    assert release(root) == "案头7.8.9版，2026年11月25日"


def test_a_checkout_without_git_tells_no_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where a folder above is somebody else's repository."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    assert release(write_project(tmp_path / "repository")) == "案头7.8.9版"
