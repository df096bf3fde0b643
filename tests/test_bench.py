"""The benchmark measures what it says: libraries of the size asked for, goals told truly, scores right, a picture with the machine."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from macros.library import Library, load
from scripts.bench import browser
from scripts.bench import library as made
from scripts.bench.picture import picture
from scripts.bench.run import BenchError, command
from scripts.bench.table import Row, at_least, at_most, text_table
from scripts.bench.terms import Truth, terms
from tests.conftest import ROOT


def test_a_library_grows_and_stays_without_error(tmp_path: Path, library: Library) -> None:
    have = len(library.sources)
    assert made.resized(ROOT / "docs", tmp_path / "docs", have + 60) == have + 60
    grown, findings = load(tmp_path / "docs")
    assert grown is not None and not findings
    copies = [path for path in (tmp_path / "docs").rglob("*-2.md") if not (ROOT / path.relative_to(tmp_path)).exists()]
    assert len(copies) == 60


def test_a_library_shrinks_by_what_nothing_names(tmp_path: Path, library: Library) -> None:
    have = len(library.sources)
    assert made.resized(ROOT / "docs", tmp_path / "docs", have - 100) == have - 100


def test_goals_are_told_truly() -> None:
    assert at_most("甲", 2.2, "倍", 2.2).reached and not at_most("甲", 2.21, "倍", 2.2).reached
    assert at_least("甲", 5, "MB", 5).reached and not at_least("甲", 4.9, "MB", 5).reached
    table = text_table([at_most("很长的一行名称", 3, "秒", 2), Row("短", 1)])
    assert "没到" in table
    widths = {sum(2 if ord(c) > 0x2E7F else 1 for c in line) for line in table.split("\n")}
    assert len(widths) == 1


def test_a_command_that_fails_or_hangs_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="坏了"):
        command([sys.executable, "-c", "print('坏了'); raise SystemExit(3)"], tmp_path)
    start = time.perf_counter()
    with pytest.raises(BenchError):
        command([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path, limit=0.5)
    assert time.perf_counter() - start < 20
    held = "import time; x = bytearray(150_000_000); x[::4096] = b'1' * len(x[::4096]); time.sleep(0.3)"
    assert 143 < command([sys.executable, "-c", held], tmp_path).memory < 180


def test_scores(tmp_path: Path, library: Library, site: Path) -> None:
    truth = Truth(library, site)
    asked = terms(library, truth, 5)
    assert asked == terms(library, truth, 5) and all(truth.items(term) for term in asked)
    term = asked[0]
    items = sorted(truth.items(term))
    wrong = next(url for url, text in truth.pages.items() if term not in text)
    assert truth.score(term, {"shown": items[:10], "all": items}, 10) == (1, 1)
    precision, recall = truth.score(term, {"shown": [wrong, *items[:1]], "all": items[:1]}, 10)
    assert precision <= 0.5 and recall == 1 / len(items)


def test_the_full_page_of_the_form(site: Path) -> None:
    html = (site / "templates" / "niandu-duizhao-jiancha.html").read_text("utf-8")
    full = browser._full(html)
    assert full.count('class="blank" data-name="量快慢') == browser.BLANKS
    assert full.count('data-blank="量快慢') == browser.NAMES


def test_the_picture_is_svg_with_the_machine() -> None:
    rows = [
        Row("2000条，本站，只有页面：从头生成", 30.5, "秒"),
        Row("2000条，Zensical：从头生成", 61, "秒"),
        Row("别的", 1),
    ]
    told = {"machine": "某机器<2核>", "when": "2026-11-25", "sections": {"build": [row.as_json() for row in rows]}}
    drawn = picture(told)
    root = ElementTree.fromstring(drawn)
    texts = [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "从头生成网站（2000条）" in texts and any("某机器<2核>" in text for text in texts)
    bars = [float(e.get("width", "0")) for e in root.iter("{http://www.w3.org/2000/svg}rect")][1:]
    assert bars[0] * 2 == pytest.approx(bars[1], rel=0.01)
