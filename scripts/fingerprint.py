"""Addresses that change with their content: assets/antou/ and assets/data/ become assets/antou-1a2b3c4d5e6f/ and so on.

A page asks for the scripts, styles and data of its own release by name, so that a reader whose page came just before a switch
never runs the new script on the old data; and such files may be kept by browsers for good. The theme's own files bear hashes already.
One name for both folders, not one a file: the scripts ask for one another and for the data, so a change of one is a change of all.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

FOLDERS = ("antou", "data")
ASKED = re.compile(r"(\bassets/(?:antou|data))/")
ATTRIBUTE = re.compile(r"""\b(?:href|src|content)="[^"]*\bassets/(?:antou|data)/[^"]*\"""")


def stamp(site: Path) -> str:
    """Rename the folders under `site`/assets and every request for them; returns the name's ending. Raises OSError."""
    assets = site / "assets"
    folders = [assets / name for name in FOLDERS if (assets / name).is_dir()]
    mark = digest(folders)
    for folder in folders:
        for path in folder.rglob("*.js"):
            _rewrite(path, ASKED.sub(rf"\1-{mark}/", path.read_text("utf-8")))
        folder.rename(folder.with_name(f"{folder.name}-{mark}"))
    for path in site.rglob("*.html"):
        # Only what a page asks for: its text may tell of these folders.
        _rewrite(path, ATTRIBUTE.sub(lambda m: ASKED.sub(rf"\1-{mark}/", m[0]), path.read_text("utf-8")))
    return mark


def digest(folders: list[Path]) -> str:
    """Twelve hexadecimal digits of every file's name and bytes."""
    whole = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                whole.update(path.relative_to(folder.parent).as_posix().encode() + b"\0")
                whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:12]


def _rewrite(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")
