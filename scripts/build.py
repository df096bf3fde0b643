"""Build the site: check, pages, data; into a new folder, renamed at the end. On any error site/ stays as it was."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence, Sized
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from macros import checks, export
from macros.built import check_built
from macros.dates import build_day
from macros.finding import ContentError, report
from macros.kept import FRESH, Fresh, keeping
from macros.library import Library
from scripts import swap

if TYPE_CHECKING:
    from scripts.kept_pages import KeptPages

ROOT = Path(__file__).resolve().parent.parent


class BuildError(Exception):
    """The site could not be built: the text says why, in Chinese and `code` is the exit code."""

    def __init__(self, text: str, code: int) -> None:
        super().__init__(text)
        self.code = code


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 built, 1 the content has errors, 2 the build could not run."""
    parser = argparse.ArgumentParser(prog="python -m scripts.build", description="检查内容，生成网站")
    parser.add_argument("--root", type=Path, default=ROOT, help="仓库所在的文件夹")
    parser.add_argument("--site", type=Path, default=None, help="网站生成到哪里，默认是仓库里的 site")
    parser.add_argument("--fresh", action="store_true", help="全部重新生成，不用上次留在 .cache 里的")
    options = parser.parse_args(argv)
    root: Path = options.root.resolve()
    site: Path = (options.site or root / "site").resolve()
    try:
        library = make(root, site, keep=not options.fresh)
    except BuildError as error:
        print(error, file=sys.stderr)
        return error.code
    print(f"网站生成好了：{site / 'index.html'}（{_count(library)}）")
    return 0


def make(root: Path, site: Path, keep: bool = False) -> Library:
    """Check the library, then build the site into a new folder that takes the place of `site` in one step; with `keep`, from what the last
    build left where it still holds. Raises BuildError.
    """
    try:
        build_day()
    except ValueError:
        raise BuildError(bad_epoch(), 2) from None
    try:
        with (
            swap.fresh_folder(site, "生成") as fresh,
            keeping(root, "build") if keep else nullcontext(FRESH) as kept,
        ):
            library, _ = write_site(root, fresh, kept)
            swap.put(fresh, site)
    except swap.BusyError as error:
        raise BuildError(str(error), 2) from None
    except OSError as error:
        text = f"没有生成成：{error.strerror or error}（{error.filename or site}）。原来的网站没有动。"
        raise BuildError(text, 2) from None
    return library


def bad_epoch() -> str:
    """What to say where SOURCE_DATE_EPOCH is no number."""
    return f"SOURCE_DATE_EPOCH应当是1970年以来的秒数，现在是“{os.environ['SOURCE_DATE_EPOCH']}”。"


def write_site(root: Path, fresh: Path, kept: Fresh) -> tuple[Library, KeptPages | None]:
    """Check, then write pages and data into an empty folder; the library, and the pages where they are kept.

    Raises BuildError, of which nothing is kept, and OSError.
    """
    try:
        library = checks.refresh(root / "docs", kept)  # remembered: define_env asks for it again in this process
    except ContentError as error:
        raise BuildError(str(error), 1) from None
    pages = _pages(root, fresh, kept)
    export.write(library, fresh, build_day(), kept)
    if active := list(check_built(fresh, kept)):
        raise BuildError(report(active), 1)
    return library, pages


def _pages(root: Path, fresh: Path, kept: Fresh) -> KeptPages | None:
    """The pages by MkDocs in strict mode. Raises BuildError where it refused."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # the theme's notice, not about this site
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    from scripts.kept_pages import keep_pages

    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(fresh))
        pages = keep_pages(config, kept)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    except (Abort, ConfigurationError) as error:
        raise BuildError(f"网站没有生成：{error}", 1) from None
    return pages


def _count(library: Library) -> str:
    counts: dict[str, Sized] = {
        "政策": library.policies,
        "问题卡": library.problems,
        "片段": library.snippets,
        "模板": library.templates,
        "范例": library.examples,
    }
    return "，".join(f"{name}{len(items)}" for name, items in counts.items())


if __name__ == "__main__":
    sys.exit(main())
