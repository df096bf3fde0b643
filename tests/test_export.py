"""The published data keeps the contract and its own schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from macros.records import RECORDS

CONTRACT = ("policies", "themes", "problems", "snippets", "templates", "examples", "blanks", "topics")


def read(site: Path, name: str) -> Any:
    return json.loads((site / "api" / "v1" / name).read_text("utf-8"))


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_data_fits_its_schema(site: Path, kind: str) -> None:
    validator = Draft202012Validator(read(site, f"schema/{kind}.json"))
    data = read(site, f"{kind}.json")
    assert [error.message for error in validator.iter_errors(data)] == []
    assert data["version"] == 1 and data["items"]


@pytest.mark.parametrize("kind", CONTRACT)
def test_the_schema_can_fail(site: Path, kind: str) -> None:
    validator = Draft202012Validator(read(site, f"schema/{kind}.json"))
    data = read(site, f"{kind}.json")
    del data["items"][0]["title"]
    assert list(validator.iter_errors(data))


@pytest.mark.parametrize("kind", CONTRACT)
def test_items_have_id_title_and_a_page(site: Path, kind: str) -> None:
    items = read(site, f"{kind}.json")["items"]
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        assert item["title"]
        assert item["url"] is None or (site / item["url"]).is_file()


def test_fields_of_policies_and_problems(site: Path) -> None:
    policy = next(item for item in read(site, "policies.json")["items"] if item["id"] == "jilv-chufen-tiaoli")
    assert {"kind", "issuer", "short_names", "aliases", "versions"} <= policy.keys()
    version = next(v for v in policy["versions"] if v["label"] == "2018")
    assert {
        "adopted",
        "issued",
        "effective",
        "until",
        "status",
        "document_number",
        "articles",
        "confidence",
    } <= version.keys()
    assert (version["effective"], version["until"], version["status"]) == ("2018-10-01", "2024-01-01", "已修订")
    problem = read(site, "problems.json")["items"][0]
    assert {"topic", "writers", "screening", "facts", "causes", "measures", "policies"} <= problem.keys()


def test_counts(site: Path) -> None:
    """What the first release promises."""
    count = {kind: len(read(site, f"{kind}.json")["items"]) for kind in CONTRACT}
    assert count["topics"] >= 12 and count["problems"] >= 48 and count["snippets"] >= 40
    assert count["policies"] >= 32 and count["templates"] >= 5 and count["examples"] >= 5


def test_no_withheld_mark_is_published(site: Path) -> None:
    text = "".join((site / "api" / "v1" / f"{kind}.json").read_text("utf-8") for kind in ("policies", "themes"))
    for mark in ("K中", "K低", "推", "未核"):
        assert f'"{mark}"' not in text
