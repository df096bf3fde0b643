"""The domain of 案头 (antou). This file is the door for mkdocs-macros: check, register, nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def define_env(env: Any) -> None:
    """Refuse a broken library before any page is rendered, then register the macros."""
    # Here, so that a command that only checks a draft does not load the renderers with the package.
    from macros import checks, csp, functions, version
    from macros.finding import ContentError
    from macros.render.layout import copy_styles

    docs = Path(env.conf["docs_dir"])
    try:
        loaded = checks.refresh(docs)
    except ContentError as error:
        raise _refusal(error) from None
    for name, macro in functions.bind(loaded).items():
        env.macro(macro, name)
    env.conf["extra"]["release"] = version.release(docs.parent)
    env.conf["extra"]["styles"] = json.dumps(copy_styles(), ensure_ascii=False, separators=(",", ":"))
    env.conf["extra"]["csp"] = csp.policy(docs.parent / "overrides")


def _refusal(error: Exception) -> Exception:
    """MkDocs prints its own kind of error as plain text, any other with a traceback."""
    try:
        from mkdocs.exceptions import PluginError
    except ImportError:
        return error
    return PluginError(str(error))
