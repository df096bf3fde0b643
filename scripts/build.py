"""Build the site: check, pages, data; into a new folder, renamed at the end. On any error site/ stays as it was."""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence, Sized
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from macros import checks, export
from macros.finding import ContentError
from macros.kept import FRESH, Fresh, keeping
from macros.library import Library

if TYPE_CHECKING:
    from scripts.kept_pages import KeptPages

ROOT = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 built, 1 the content has errors, 2 the build could not run."""
    parser = argparse.ArgumentParser(prog="python -m scripts.build", description="检查内容，生成网站")
    parser.add_argument("--root", type=Path, default=ROOT, help="仓库所在的文件夹")
    parser.add_argument("--site", type=Path, default=None, help="网站生成到哪里，默认是仓库里的 site")
    parser.add_argument("--fresh", action="store_true", help="全部重新生成，不用上次留在 .cache 里的")
    options = parser.parse_args(argv)
    root: Path = options.root.resolve()
    site: Path = (options.site or root / "site").resolve()
    fresh: Path | None = None
    try:
        with nullcontext(FRESH) if options.fresh else keeping(root, "build") as kept:
            fresh = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
            library, _ = write_site(root, fresh, kept)
            fresh.chmod(0o755)
            _replace(site, fresh)
    except NoSiteError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        name = error.filename or fresh
        print(f"没有生成成：{error.strerror or error}（{name}）。原来的网站没有动。", file=sys.stderr)
        return 2
    finally:
        if fresh:
            shutil.rmtree(fresh, ignore_errors=True)
    print(f"网站生成好了：{site / 'index.html'}（{_count(library)}）")
    return 0


class NoSiteError(Exception):
    """The sources do not make a site; the text says why, in Chinese. Nothing of such a build is kept."""


def write_site(root: Path, fresh: Path, kept: Fresh) -> tuple[Library, KeptPages | None]:
    """Check, then write pages and data into an empty folder; the library, and the pages where they are kept.

    Raises NoSiteError, OSError.
    """
    try:
        library = checks.refresh(root / "docs", kept)  # remembered: define_env asks for it again in this process
    except ContentError as error:
        raise NoSiteError(str(error)) from None
    pages = _pages(root, fresh, kept)
    export.write(library, fresh, date.today(), kept)
    return library, pages


def _pages(root: Path, fresh: Path, kept: Fresh) -> KeptPages | None:
    """The pages by MkDocs in strict mode."""
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
        raise NoSiteError(f"网站没有生成：{error}") from None
    return pages


def _replace(site: Path, fresh: Path) -> None:
    """Put the new folder where the old one stands; the old one goes last."""
    if not site.exists():
        fresh.rename(site)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{site.name}-old-", dir=site.parent))
    site.rename(old / "site")
    fresh.rename(site)
    shutil.rmtree(old)


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
