"""Build the site: check, pages, data; into a new folder, renamed at the end. On any error site/ stays as it was."""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence, Sized
from datetime import date
from pathlib import Path

from macros import checks, export
from macros.built import check_built
from macros.finding import report
from macros.library import Library

ROOT = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 built, 1 the content has errors, 2 the build could not run."""
    parser = argparse.ArgumentParser(prog="python -m scripts.build", description="检查内容，生成网站")
    parser.add_argument("--root", type=Path, default=ROOT, help="仓库所在的文件夹")
    parser.add_argument("--site", type=Path, default=None, help="网站生成到哪里，默认是仓库里的 site")
    options = parser.parse_args(argv)
    root: Path = options.root.resolve()
    site: Path = (options.site or root / "site").resolve()
    library, findings = checks.load(root / "docs")
    errors = [finding for finding in findings if finding.level == "error"]
    if errors or library is None:
        print(report(errors), file=sys.stderr)
        return 1
    fresh = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
    try:
        if not _pages(root, fresh):
            return 1
        export.write(library, fresh, date.today())
        if active := list(check_built(fresh)):
            print(report(active), file=sys.stderr)
            return 1
        fresh.chmod(0o755)
        _replace(site, fresh)
    except OSError as error:
        print(
            f"没有生成成：{error.strerror or error}（{error.filename or fresh}）。原来的网站没有动。", file=sys.stderr
        )
        return 2
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    print(f"网站生成好了：{site / 'index.html'}（{_count(library)}）")
    return 0


def _pages(root: Path, fresh: Path) -> bool:
    """The pages by MkDocs in strict mode; False where it refused."""
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
        print(f"网站没有生成：{error}", file=sys.stderr)
        return False
    return True


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
