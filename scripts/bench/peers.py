"""The builds that are compared: ours, the pages alone, Material's default set-up, Zensical; each on its own copy of the repository."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.utils.yaml import yaml_load

from scripts.bench.library import resized
from scripts.bench.run import Cost, command

ROOT = Path(__file__).resolve().parent.parent.parent
PARTS = ("mkdocs.yml", "macros", "overrides", "scripts", "pyproject.toml")
# What a peer's own set-up puts in place of ours: the frame of the page, its navigation, its header.
OURS_ALONE = ("main.html", "partials")
KEPT_PARTIALS = ("content.html", "home.html")
TOOLS = Path(sys.executable).parent

OURS = "ours"
SEARCHABLE = "searchable"
PAGES = "pages"
MATERIAL = "material"
ZENSICAL = "zensical"
NAMES = {
    OURS: "本站，全套",
    SEARCHABLE: "本站，页面加检索",
    PAGES: "本站，只有页面",
    MATERIAL: "Material默认",
    ZENSICAL: "Zensical",
}


@dataclass
class Places:
    """Where the copies stand: one synthetic library a size, one copy of the repository a size and builder. Size 0 is the real library."""

    folder: Path
    sizes: dict[int, int] = field(default_factory=dict)

    def docs(self, size: int) -> Path:
        """The library of this size, made when first asked for."""
        if not size:
            return ROOT / "docs"
        target = self.folder / f"library-{size}" / "docs"
        if not target.exists():
            target.parent.mkdir(parents=True)
            self.sizes[size] = resized(ROOT / "docs", target, size)
        return target

    def copy(self, size: int, builder: str) -> Path:
        """A copy of the repository with the library of this size, set up for a builder."""
        target = self.folder / f"{builder}-{size}"
        if target.exists():
            return target
        docs = self.docs(size)
        target.mkdir(parents=True)
        for part in PARTS:
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(source, target / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target / part)
        shutil.copytree(docs, target / "docs")
        if builder == MATERIAL:
            _stock(target)
        if builder == ZENSICAL:
            lenient(target)
        return target

    def site(self, size: int, builder: str) -> Path:
        """The built site, built now if no benchmark has built it before."""
        site = self.copy(size, builder) / "site"
        if not (site / "index.html").exists():
            build(site.parent, builder)
        return site


def build(copy: Path, builder: str) -> Cost:
    """Build a copy with its builder."""
    python = [sys.executable, "-m"]
    match builder:
        case "ours":
            return command([*python, "scripts.build"], copy)
        case "pages":
            return command([*python, "mkdocs", "build"], copy)
        case "searchable":
            return command([*python, "scripts.bench.searchable"], copy)
        case "material":
            return command([*python, "scripts.bench.material"], copy)
        case _:
            return command([str(TOOLS / "zensical"), "build"], copy)


def forget(copy: Path) -> None:
    """Take away what a build left, so that the next one is cold."""
    for left in ("site", ".cache"):
        shutil.rmtree(copy / left, ignore_errors=True)


CHANGED = "量快慢时加的一句。"


def a_card(copy: Path) -> Path:
    """The first problem card."""
    return next(path for path in sorted((copy / "docs" / "problems").glob("*/*.md")) if path.name != "index.md")


@contextmanager
def changed(card: Path) -> Iterator[None]:
    """A sentence more at the card's end, as a contributor would write it; taken away again."""
    before = card.read_bytes()
    card.write_bytes(before.rstrip(b"\n") + CHANGED.encode() + b"\n")
    try:
        yield
    finally:
        card.write_bytes(before)


def lenient(copy: Path) -> None:
    """On a busy machine Zensical (0.0.73) may look at links before it has read the pages that they lead to, says that they do not
    exist and, where the configuration is strict, gives up. Whether links lead anywhere is told by the build with MkDocs.
    """
    path = copy / "mkdocs.yml"
    path.write_text(re.sub(r"^strict: true$", "strict: false", path.read_text("utf-8"), flags=re.M), "utf-8")


def _stock(copy: Path) -> None:
    """Material as it comes: its own frame and navigation (pruned), its search; the same content and Markdown extension."""
    for part in OURS_ALONE:
        path = copy / "overrides" / part
        if path.is_dir():
            for file in path.rglob("*"):
                if file.is_file() and file.name not in KEPT_PARTIALS:
                    file.unlink()
        else:
            path.unlink()
    with (copy / "mkdocs.yml").open("rb") as source:
        base = yaml_load(source)
    own = {
        "INHERIT": "mkdocs.yml",
        "theme": {"features": [*base["theme"]["features"], "navigation.prune"]},
        "plugins": ["search", *base["plugins"]],
        "extra_javascript": [],
    }
    (copy / "material.yml").write_text(json.dumps(own, ensure_ascii=False), "utf-8")
