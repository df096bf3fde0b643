"""Material's default build, as `mkdocs build -f material.yml` does it, with a clock on its search plugin."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

spent = 0.0
RESULT = Path("search-seconds.txt")


def _clocked(work: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        global spent
        start = time.perf_counter()
        try:
            return work(*arguments, **named)
        finally:
            spent += time.perf_counter() - start

    return call


def main() -> int:
    """Build; the seconds that the search took go to search-seconds.txt."""
    from material.plugins.search.plugin import SearchPlugin
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    for event in ("on_config", "on_pre_build", "on_page_context", "on_post_build"):
        if hasattr(SearchPlugin, event):
            setattr(SearchPlugin, event, _clocked(getattr(SearchPlugin, event)))
    config = load_config("material.yml")
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    RESULT.write_text(f"{spent:.3f}", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
