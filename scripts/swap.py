"""Replacing a folder by a new one in one step, so that a reader, a full disk or a kill -9 sees the old one whole or the new one whole.

Shared by build, package and publish; no verb of its own.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where a second run is not kept out
    fcntl = None  # type: ignore[assignment]

AT_FDCWD = -100
RENAME_EXCHANGE = 2


class BusyError(Exception):
    """Another run holds the lock; the text says so, in Chinese."""


@contextmanager
def locked(path: Path, what: str) -> Iterator[None]:
    """Hold the lock file `path`; the system frees it with the process, however that ends. Raises BusyError, OSError."""
    with path.open("a") as file:
        if fcntl:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BusyError(
                    f"另一次{what}正在进行（锁文件：{path}），这一次没有做，什么也没有动。等它完成再来。"
                ) from None
        yield


@contextmanager
def fresh_folder(target: Path, what: str) -> Iterator[Path]:
    """A new folder beside `target`, to be filled and then given to `put`; under a lock, and gone at the end whatever happens.

    What a killed run left behind is cleared first: nobody else can be using it while the lock is held. Raises BusyError, OSError.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with locked(target.parent / f".{target.name}.lock", what):
        for left in target.parent.glob(f".{target.name}-new-*"):
            shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-new-", dir=target.parent))
        try:
            folder.chmod(0o755)  # mkdtemp's is for its owner alone, which a web server is not
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def put(fresh: Path, target: Path) -> None:
    """Give `fresh` the name `target` in one step; what stood there stands in `fresh` afterwards. Raises OSError."""
    if not target.exists():
        fresh.rename(target)
    elif not _exchange(fresh, target):
        # No exchange on this system: between the two renames there is no target for an instant.
        old = fresh.with_name(fresh.name + "-old")
        target.rename(old)
        fresh.rename(target)
        old.rename(fresh)


def _exchange(one: Path, other: Path) -> bool:
    """Linux's renameat2 with RENAME_EXCHANGE, which Python does not offer; False where it cannot be had."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(call(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)
