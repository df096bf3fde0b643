"""The version (版本): written in pyproject.toml and nowhere else, told with the date of the commit that was built."""

from __future__ import annotations

import os
import subprocess
import tomllib
from functools import cache
from pathlib import Path

from macros.dates import chinese_date, day_of


@cache
def version(root: Path) -> str:
    """The version of the checkout at `root`. Raises OSError or KeyError where pyproject.toml does not tell."""
    return str(tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def commit_time(root: Path) -> int | None:
    """The second of the commit that `root` stands on: SOURCE_DATE_EPOCH first, then git; None where neither tells."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return int(epoch) if epoch else _git_time(root)


@cache
def _git_time(root: Path) -> int | None:
    if not (root / ".git").exists():  # git would look in the folders above, and tell the commit of something else
        return None
    try:
        told = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True, check=True, timeout=30
        )
        return int(told.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def release(root: Path) -> str:
    """What the footer says: 案头0.1.0版，2026年11月25日; without the date where no commit is known."""
    seconds = commit_time(root)
    return f"案头{version(root)}版" + (f"，{chinese_date(day_of(seconds))}" if seconds is not None else "")
