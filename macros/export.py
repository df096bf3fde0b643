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


def write(library: Library, site: Path, day: date, kept: Fresh = FRESH) -> None:
    """Write one file a kind and its schema under `site`/api/v1, the search, the files to take away, the feed of changes."""
    search.write(library, site, day)
    compose.write(library, site)
    downloads.write(library, site, kept)
    (site / "feed.xml").write_bytes(feed(library, day))
    folder = site / "api" / f"v{API_VERSION}"
    (folder / "schema").mkdir(parents=True, exist_ok=True)
    for kind in RECORDS:
        _write(folder / f"{kind}.json", {"version": API_VERSION, "items": records(library, kind, day)})
        _write(folder / "schema" / f"{kind}.json", schema(kind))


def _write(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
