"""Results kept between builds (留存), so that a build after one change makes anew only what the change touches.

A result is found again only under everything that it was made from: the digest of its inputs, of all code, templates and
configuration, of what is installed, and of the day. So there is no rule to get wrong about when a result is out of date: what was
made from other inputs has another name. Nothing is kept from a build that fails, nor while another build is keeping.
"""

from __future__ import annotations

import contextlib
import pickle
import sqlite3
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar, cast

from macros.dates import build_day

Made = TypeVar("Made")
CODE = Path(__file__).resolve().parent.parent
SHAPE = 1  # of the table


class Fresh:
    """Keeps nothing: every result is made anew."""

    def get(self, what: str, inputs: Iterable[object], make: Callable[[], Made], hold: bool = False) -> Made:
        """The result of `make`, which depends on `inputs` (strings, bytes, and what repr tells whole) and on nothing else of this run.

        `hold`: nobody changes the result, so the next build of this process may be given the same object.
        """
        return make()


FRESH = Fresh()
_held: dict[bytes, Any] = {}


class Kept(Fresh):
    """Results in one SQLite file; inside one transaction from opening to saving."""

    def __init__(self, connection: sqlite3.Connection, base: bytes) -> None:
        self._connection = connection
        self._base = base
        self._used: set[bytes] = set()
        self.broken = False

    def get(self, what: str, inputs: Iterable[object], make: Callable[[], Made], hold: bool = False) -> Made:
        """As kept under these inputs, else made and kept."""
        key = digest((self._base, what, *inputs))
        self._used.add(key)
        if key in _held:
            return cast("Made", _held[key])
        result = self._found(key, make)
        if hold:
            _held[key] = result
        return result

    def _found(self, key: bytes, make: Callable[[], Made]) -> Made:
        with self._careful():
            found = self._connection.execute("select value from kept where key = ?", (key,)).fetchone()
            if found:
                return cast("Made", pickle.loads(found[0]))
        made = make()
        with self._careful():
            self._connection.execute("insert or replace into kept values (?, ?)", (key, pickle.dumps(made, 5)))
        return made

    @contextlib.contextmanager
    def _careful(self) -> Iterator[None]:
        """A file that cannot be read or written costs time, never the build."""
        try:
            yield
        except Exception:  # unpickling what is broken may raise anything
            self.broken = True

    def save(self, whole: bool) -> None:
        """Keep what this build made; a whole one forgets what it did not ask for."""
        if whole:
            every = {row[0] for row in self._connection.execute("select key from kept")}
            self._connection.executemany("delete from kept where key = ?", [(key,) for key in every - self._used])
            for key in _held.keys() - self._used:
                del _held[key]
        self._connection.commit()


@contextlib.contextmanager
def keeping(root: Path, name: str, whole: bool = True) -> Iterator[Fresh]:
    """What was kept under .cache/`name`.sqlite beside docs/, for one build; saved when the block ends well and nothing that
    all results rest on has changed meanwhile. What a `whole` build did not ask for is forgotten. Where the file is in use, broken or cannot be written, nothing is kept.
    """
    base = state(root)
    path = root / ".cache" / f"{name}.sqlite"
    connection = _opened(path)
    if connection is None:
        yield FRESH
        return
    kept = Kept(connection, base)
    try:
        yield kept
        if not kept.broken and state(root) == base:
            with kept._careful():
                kept.save(whole)
    finally:
        connection.close()  # what was not saved is rolled back
        if kept.broken:
            path.unlink(missing_ok=True)


def _opened(path: Path) -> sqlite3.Connection | None:
    for _ in range(2):
        try:
            path.parent.mkdir(exist_ok=True)
            connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
            connection.execute("begin immediate")
            if connection.execute("pragma user_version").fetchone()[0] != SHAPE:
                connection.execute("drop table if exists kept")
                connection.execute("create table kept (key blob primary key, value blob) without rowid")
                connection.execute(f"pragma user_version = {SHAPE}")
            return connection
        except sqlite3.OperationalError:
            return None
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
        except OSError:
            return None
    return None


def digest(parts: Iterable[object]) -> bytes:
    """One name for a sequence of values; each with its kind and length, so that no two sequences run together."""
    made = blake2b(digest_size=24)
    for part in parts:
        data = (
            part
            if isinstance(part, bytes)
            else (part if isinstance(part, str) else repr(part)).encode(errors="surrogatepass")
        )
        made.update(f"{type(part).__name__} {len(data)}:".encode())
        made.update(data)
    return made.digest()


def _counts(path: Path) -> bool:
    """Scripts, styles and pictures of overrides/assets are copied as they are and stand in no result."""
    return path.is_file() and not {"__pycache__", "assets"} & set(path.parts)


def state(root: Path) -> bytes:
    """What every result rests on: the day, Python, what is installed, all our code, the templates, the configuration."""
    folders = (CODE / "macros", CODE / "scripts", root / "macros", root / "overrides")
    files = sorted({path for folder in folders for path in folder.rglob("*") if _counts(path)})
    installed = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    texts = ((path.as_posix(), path.read_bytes()) for path in [*files, root / "mkdocs.yml"])
    return digest((build_day(), sys.version, *installed, *(part for pair in texts for part in pair)))
