"""Our pages with their search data and nothing else: what a peer's build with search does."""

from __future__ import annotations

import sys
from pathlib import Path

from macros import checks
from macros.dates import build_day
from macros.search import data


def main() -> int:
    """Build ./site."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    config = load_config("mkdocs.yml")
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    data.write(checks.current(Path(config.docs_dir)), Path(config.site_dir), build_day())
    return 0


if __name__ == "__main__":
    sys.exit(main())
