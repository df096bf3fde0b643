"""The library's data for others: site/api/v1/*.json with their schemas."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from macros import compose, downloads
from macros.changes import feed
from macros.kept import FRESH, Fresh
from macros.library import Library
from macros.records import API_VERSION, RECORDS, records, schema
from macros.search import data as search
from macros.search.records import records as search_records


def write(library: Library, site: Path, day: date, kept: Fresh = FRESH) -> None:
    """Write one file a kind and its schema under `site`/api/v1, the search, the files to take away, the feed of changes."""
    search.write(library, site, day)
    search_records.cache_clear()  # all text of the site, asked for no more
    compose.write(library, site)
    downloads.write(library, site, kept)
    (site / "feed.xml").write_bytes(feed(library, day))
    folder = site / "api" / f"v{API_VERSION}"
    (folder / "schema").mkdir(parents=True, exist_ok=True)
    for kind in RECORDS:
        with (folder / f"{kind}.json").open("w", encoding="utf-8", newline="\n") as file:
            file.write(f'{{"version":{API_VERSION},"items":[')
            for number, record in enumerate(records(library, kind, day)):  # one at a time: together they are large
                file.write(("," if number else "") + _json(record))
            file.write("]}\n")
        (folder / "schema" / f"{kind}.json").write_text(_json(schema(kind)) + "\n", encoding="utf-8", newline="\n")


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
