"""A smoke build of the same sources with Zensical, the theme's named successor, which publishes macro errors and exits 0."""

from __future__ import annotations

import html
import os
import subprocess
import sys
from pathlib import Path

from macros import csp
from macros.library import KINDS, Library, url_of
from scripts.bench.peers import lenient


def test_zensical_builds_the_same_pages(repository: Path, library: Library) -> None:
    environment = {**os.environ, "PYTHONPATH": str(repository)}
    tool = Path(sys.executable).parent / "zensical"
    lenient(repository)
    result = subprocess.run(
        [tool, "build"], cwd=repository, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert result.returncode == 0, result.stderr
    site = repository / "site"
    for kind in KINDS:
        for item_id in library.of(kind):
            page = (site / url_of(kind, item_id)).read_text("utf-8")
            assert "Macro Rendering Error" not in page and "{{" not in page
    policy = csp.policy(repository / "overrides")
    home = (site / "index.html").read_text("utf-8")
    assert policy in html.unescape(home), "mkdocs.yml 的 extra.csp 要照 macros.csp 算出来的写"
    assert "写出本单位自己的" in home
    for page_path in library.pages:
        assert "Macro Rendering Error" not in (site / page_path).with_suffix(".html").read_text("utf-8")
    assert "data-draft" in (site / "templates/niandu-duizhao-jiancha.html").read_text("utf-8")
    assert "针对“" in (site / "contribute/macros.html").read_text("utf-8")
