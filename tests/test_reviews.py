"""Drafts were read whole by a person who wrote down what was found and mended (tests/reviews/)."""

from __future__ import annotations

from pathlib import Path

import yaml

from macros.assemble import combinations
from macros.library import Library

REVIEWS = Path(__file__).parent / "reviews"
QUESTIONS = (
    "具体吗",
    "真有这样的事吗",
    "原因只解释这一条吗",
    "措施查得出来吗",
    "提示查得到吗",
    "通读通不通",
    "语气平实吗",
)


def test_twenty_drafts_were_read_whole(library: Library) -> None:
    known = set(combinations(library))
    reviews = sorted(REVIEWS.glob("*.md"))
    read = set()
    for path in reviews:
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        told = yaml.safe_load(front)
        key = (told["template"], told["theme"], told["writer"])
        assert key in known, path.name
        assert path.stem == "--".join(key)
        assert [question for question in QUESTIONS if question not in body] == [], path.name
        read.add(key)
    assert len(read) >= 20
