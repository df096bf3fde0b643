"""Build the site: check, pages, data; into a new folder, renamed at the end. On any error site/ stays as it was."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence, Sized
from pathlib import Path

from macros import checks, export
from macros.dates import build_day
from macros.finding import report
from macros.library import Library
from scripts import swap

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
    options = parser.parse_args(argv)
    root: Path = options.root.resolve()
    site: Path = (options.site or root / "site").resolve()
    try:
        library = make(root, site)
    except BuildError as error:
        print(error, file=sys.stderr)
        return error.code
    print(f"网站生成好了：{site / 'index.html'}（{_count(library)}）")
    return 0


def make(root: Path, site: Path) -> Library:
    """Check the library, then build the site into a new folder that takes the place of `site` in one step. Raises BuildError."""
    try:
        day = build_day()
    except ValueError:
        raise BuildError(bad_epoch(), 2) from None
    library, findings = checks.load(root / "docs")
    errors = [finding for finding in findings if finding.level == "error"]
    if errors or library is None:
        raise BuildError(report(errors), 1)
    try:
        with swap.fresh_folder(site, "生成") as fresh:
            _pages(root, fresh)
            export.write(library, fresh, day)
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


def _pages(root: Path, fresh: Path) -> None:
    """The pages by MkDocs in strict mode. Raises BuildError where it refused."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # the theme's notice, not about this site
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(fresh))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    except (Abort, ConfigurationError) as error:
        raise BuildError(f"网站没有生成：{error}", 1) from None


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
