"""The search's files: small first (names and their sounds), the rest behind (other characters, bodies in pieces).

Classic scripts that call `antouSearchData(part, data)`: a script element loads on http and from a folder alike, where fetch would not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from macros.library import Library
from macros.search.characters import sounds, traditional
from macros.search.records import Record, records

PIECE = 120_000  # characters of text in one file: a few milliseconds to read on an old machine


def write(library: Library, site: Path, day: date) -> None:
    """Write the files under `site`/assets/data/search."""
    folder = site / "assets" / "data" / "search"
    folder.mkdir(parents=True, exist_ok=True)
    found = records(library, day)
    pieces = list(_pieces(found))
    named, others = sounds(_named(found))
    _write(folder / "names.js", "names", names(library, found, named, len(pieces)))
    _write(folder / "forms.js", "forms", {"forms": traditional(record.text for record in found), "sounds": others})
    for number, piece in enumerate(pieces, 1):
        _write(folder / f"bodies-{number}.js", "bodies", piece)


def names(library: Library, found: list[Record], named: str, pieces: int) -> dict[str, Any]:
    """The first file: a row a record, words for kinds and slips, sounds, and how many pieces follow."""
    words = library.vocabulary.search
    return {
        "kinds": [[k.kind, k.title, k.words] for k in words.kinds],
        "slips": [[slip.wrong, slip.right] for slip in words.slips],
        "topics": {topic.id: topic.title for topic in library.vocabulary.topics},
        "sounds": named,
        "pieces": pieces,
        "rows": [_row(library, record) for record in found],
    }


def _named(found: list[Record]) -> Iterator[str]:
    for record in found:
        yield from (record.title, *record.names, *record.wrong)


def _row(library: Library, record: Record) -> list[Any]:
    """Kind, address, title, other names, wrong names, place, note, topic, document type, year, writers; empty ends are cut."""
    row: list[Any] = [
        next(n for n, k in enumerate(library.vocabulary.search.kinds) if k.kind == record.kind),
        record.url.replace(".html", ""),
        record.title,
        "|".join(record.names),
        "|".join(record.wrong),
        record.place,
        record.note,
        record.topic,
        record.document_type,
        record.year,
        "、".join(record.writers),
    ]
    while row[-1] == "":
        row.pop()
    return row


def _pieces(found: list[Record]) -> Iterator[list[list[Any]]]:
    """Bodies in pieces: number of the record, text, heads, copies."""
    piece: list[list[Any]] = []
    size = 0
    for number, record in enumerate(found):
        piece.append([number, record.text, record.heads, record.copies])
        size += len(record.text)
        if size >= PIECE:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _write(path: Path, part: str, data: Any) -> None:
    told = (
        json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
    path.write_text(f'antouSearchData("{part}",{told});\n', encoding="utf-8")
