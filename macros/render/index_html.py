"""The index by pinyin (拼音索引): everything that can be found, under the first letter of its title; for reading without script."""

from __future__ import annotations

from collections import defaultdict
from html import escape

from macros.dates import build_day
from macros.library import Library
from macros.search.characters import sort_key
from macros.search.records import Record, records


def pinyin_index_html(library: Library) -> str:
    """Letters as headings with a row of jumps, titles with their kind; pages that only list others are left out."""
    kinds = {entry.kind: entry.title for entry in library.vocabulary.search.kinds}
    letters: dict[str, list[tuple[tuple[str, ...], Record]]] = defaultdict(list)
    for record in records(library, build_day()):
        if record.kind != "page":
            key = sort_key(record.title)
            letter = key[0][0].upper() if key and key[0][0].isascii() and key[0][0].isalpha() else "#"
            letters[letter].append((key, record))
    ordered = sorted(letters)
    jumps = "".join(f'<a href="#{_anchor(letter)}">{letter}</a>' for letter in ordered)
    parts = [f'<p class="letters">{jumps}</p>']
    for letter in ordered:
        listed = sorted(letters[letter], key=lambda pair: (pair[0], pair[1].url))
        entries = "".join(f"<li>{_entry(record, kinds)}</li>" for _, record in listed)
        parts.append(f'<h2 id="{_anchor(letter)}">{letter}</h2><ul class="index">{entries}</ul>')
    return "".join(parts)


def _anchor(letter: str) -> str:
    return "letter-" + ("other" if letter == "#" else letter.lower())


def _entry(record: Record, kinds: dict[str, str]) -> str:
    return f'<a href="~/{record.url}">{escape(record.title)}</a> <small>{escape(kinds[record.kind])}</small>'
