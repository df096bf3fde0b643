"""A synthetic library of any size, made from ours and always the same: copies of cards and snippets, or fewer of them."""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from macros import checks
from macros.library import KINDS
from scripts.bench.run import BenchError

CHANGING = ("problems", "snippets")  # the kinds that grow as the library is meant to grow


def resized(docs: Path, target: Path, count: int) -> int:
    """A copy of docs/ with `count` items; how many it holds. Raises BenchError where the result is no valid library."""
    shutil.copytree(docs, target)
    have = len(_items(target))
    if count > have:
        _grow(target, count - have)
    elif count < have:
        _shrink(target, have - count)
    library, findings = checks.load(target)
    errors = [finding for finding in findings if finding.level == "error"]
    if library is None or errors:
        shown = "\n".join(str(finding) for finding in errors[:5])
        raise BenchError(f"仿造的{count}个条目的内容库有{len(errors)}处错误：\n{shown}")
    return len(_items(target))


def _items(docs: Path, kinds: Sequence[str] = tuple(KINDS)) -> list[Path]:
    return [p for kind in kinds for p in sorted((docs / kind).rglob("*.md")) if p.name != "index.md"]


def _grow(docs: Path, number: int) -> None:
    """Copies of every card and snippet in turn, each under another name and title."""
    originals = _items(docs, CHANGING)
    for path, text in itertools.islice(_copies(originals), number):
        path.write_text(text, "utf-8")


def _shrink(docs: Path, number: int) -> None:
    """Take cards and snippets away that no other file names, spread over the folders; what names them may go later too."""
    texts = {path: path.read_text("utf-8") for path in sorted(docs.rglob("*")) if path.suffix in (".md", ".yml")}
    gone = 0
    while gone < number:
        free = [path for path in _items(docs, CHANGING) if not _named(docs, path, texts)]
        spread = sorted(free, key=lambda path: (free.index(path) * 7919 % max(len(free), 1), str(path)))
        if not spread:
            return
        for path in spread[: number - gone]:
            path.unlink()
            del texts[path]
            gone += 1


def _named(docs: Path, path: Path, texts: dict[Path, str]) -> bool:
    """Whether another file names the item, or it is the last of its folder."""
    own = path.relative_to(docs).with_suffix("").as_posix().split("/", 1)[1]
    word = re.compile(rf"(?<![\w-]){re.escape(own)}(?![\w-])")
    others = [p for p in path.parent.glob("*.md") if p.name != "index.md"]
    return len(others) < 2 or any(own in text and word.search(text) for p, text in texts.items() if p != path)


def _copies(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Copies of items without end, each under another name and title."""
    for number in itertools.count(2):
        for path in paths:
            front, body = path.read_text("utf-8").replace("title: ", f"title: 第{number}份", 1).split("\n---\n", 1)
            yield path.with_name(f"{path.stem}-{number}.md"), f"{front}\n---\n{_another(body, number)}"


KEPT = re.compile(r"【[^】]*】|《[^》]*》|“[^”]{1,6}”|^#.*$|^- [^：]*：")


def _another(body: str, number: int) -> str:
    """The body with every fifth Chinese character of a line replaced, so that no two copies are alike; headings, blanks, names kept."""
    return "\n".join(_worn(line, chr(0x8000 + number)) for line in body.split("\n"))


def _worn(line: str, other: str) -> str:
    counted = itertools.count()
    parts: list[str] = []
    end = 0
    for kept in [*KEPT.finditer(line), None]:
        free = line[end : kept.start()] if kept else line[end:]
        parts += (other if "\u4e00" <= c <= "\u9fff" and next(counted) % 5 == 1 else c for c in free)
        if kept:
            parts.append(kept[0])
            end = kept.end()
    return "".join(parts)
