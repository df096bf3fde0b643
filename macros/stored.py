"""The library kept between runs of a command that only reads it, so that checking one draft need not parse every item again.

Kept under .cache/ beside docs/, and used only while every file of docs/ and of this package is as it was when it was kept.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
import tempfile
from pathlib import Path

from macros.finding import Finding
from macros.library import Library, load, state_of


def load_stored(docs: Path) -> tuple[Library | None, list[Finding]]:
    """The library and its findings; a library without findings is kept for the next time."""
    store = docs.parent / ".cache" / "library.pickle"
    key = (sys.version, state_of(docs), _state_of_code())
    with (
        contextlib.suppress(OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, ValueError),
        store.open("rb") as file,
    ):
        if pickle.load(file) == key:
            return pickle.load(file), []
    library, findings = load(docs)
    if library and not findings:
        with contextlib.suppress(OSError):
            _keep(store, key, library)
    return library, findings


def _keep(store: Path, key: object, library: Library) -> None:
    """Write beside, then rename: a reader sees the old one whole or the new one."""
    store.parent.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(dir=store.parent)
    with os.fdopen(handle, "wb") as file:
        pickle.dump(key, file)
        pickle.dump(library, file)
    Path(name).replace(store)


def _state_of_code() -> tuple[object, ...]:
    folder = Path(__file__).parent
    return tuple(
        (str(path), stat.st_mtime_ns, stat.st_size) for path in sorted(folder.rglob("*.py")) if (stat := path.stat())
    )
