"""Hostile content: every case is refused with its file and line by check, by build and by plain mkdocs build, and nothing of it runs."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.checks import load
from macros.finding import Finding
from tests.conftest import copy_repository, run

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yml").read_text("utf-8"))
REPEATED = re.compile(r"⟦(.+?)\*(\d+)⟧", re.S)
CANARY = "touch canary"


def content(case: dict[str, Any]) -> str:
    """The file of a case as it is planted."""
    text = str(case["text"]).replace("«RUN»", CANARY)
    if not case.get("whole") and not text.startswith("---\n"):
        text = f"---\ntitle: 页{case['name']}\n---\n{text}\n"
    return REPEATED.sub(
        lambda match: match[1] * int(match[2]), text.replace("title: 页\n", f"title: 页{case['name']}\n")
    )


def plant(docs: Path, case: dict[str, Any]) -> None:
    path = docs / case["path"]
    path.parent.mkdir(parents=True, exist_ok=True)
    if "link" in case:
        path.symlink_to(case["link"])
    else:
        path.write_text(content(case), "utf-8")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_repository(tmp_path_factory.mktemp("hostile") / "repository")
    for case in CASES:
        plant(root / "docs", case)
    return root


@pytest.fixture(scope="module")
def told(planted: Path) -> list[Finding]:
    started = time.monotonic()
    findings = load(planted / "docs")[1]
    assert time.monotonic() - started < 60  # a few seconds; a bomb that goes off takes hours
    return findings


def test_there_are_enough_of_each() -> None:
    assert len(CASES) >= 60 and len({case["name"] for case in CASES}) == len(CASES)
    letters = Counter(match[1] for case in CASES if (match := re.search(r"h-([a-z])\d", case["path"])))
    assert (
        letters["t"] >= 15 and letters["s"] >= 15 and letters["p"] >= 10 and letters["y"] >= 10 and letters["r"] >= 10
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_it_is_refused_with_its_line(told: list[Finding], case: dict[str, Any]) -> None:
    found = [finding for finding in told if finding.path == f"docs/{case['path']}"]
    exact = [f for f in found if f.rule == case["rule"] and f.line == case["line"] and f.level == "error"]
    assert exact, [str(finding) for finding in found]
    assert exact[0].message and exact[0].fix and len(str(exact[0])) < 400


@pytest.mark.parametrize(
    "command",
    [("scripts.check",), ("scripts.build",), ("mkdocs", "build", "--site-dir", "plain")],
    ids=["check", "build", "mkdocs"],
)
def test_nothing_runs_under(planted: Path, command: tuple[str, ...]) -> None:
    started = time.monotonic()
    result = run(planted, *command)
    said = result.stdout + result.stderr
    assert result.returncode != 0
    for case in CASES:
        assert f"docs/{case['path']}:{case['line']}:" in said, case["name"]
    assert "Traceback" not in said
    assert not list(planted.rglob("canary")) and not Path("canary").exists()
    assert not (planted / "site").exists() and not list(planted.glob("plain/**/*.html"))
    assert time.monotonic() - started < 120


def test_the_canary_sings(tmp_path: Path) -> None:
    """What the cases hold would run if an engine rendered it: the test can fail."""
    import jinja2

    text = content(next(case for case in CASES if case["name"] == "template-globals")).replace(
        CANARY, f"{CANARY} && mv canary {tmp_path}/"
    )
    jinja2.Environment().from_string(text).render()
    assert (tmp_path / "canary").exists()
