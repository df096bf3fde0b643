"""HTML by the standard, on one page of each layout; scripts that old browsers can parse. All pages: tests/release."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import esprima
import pytest

from macros.library import KINDS, Library, url_of
from tests.conftest import ROOT
from tests.site.valid import faults

SCRIPTS = sorted((ROOT / "overrides/assets/antou").glob("*.js"))
# What ES2018 and later brought to regular expressions, which a parser of scripts does not look into.
LATER_PATTERN = re.compile(r"\(\?<|\\p\{|\\k<")


def newer_than_es2017(text: str) -> str:
    """Why an ES2017 browser would not take the script; empty where it would."""
    later: list[str] = []

    def look(node: Any, place: Any) -> None:
        # Spread and rest in objects are of 2018; this parser lets them pass.
        if node.type in ("ObjectExpression", "ObjectPattern") and any(
            part.type in ("SpreadElement", "RestElement") for part in node.properties
        ):
            later.append(f"Line {place.start.line}: ... in an object")

    try:
        tokens = esprima.parseScript(text, {"tokens": True, "loc": True}, look).tokens
    except esprima.Error as error:
        return str(error)
    if later:
        return later[0]
    for token in tokens:
        if token.type == "RegularExpression":
            pattern, _, flags = token.value.rpartition("/")
            if LATER_PATTERN.search(pattern) or set(flags) - set("gimuy"):
                return f"Line {token.loc.start.line}: {token.value}"
    return ""


def test_one_page_of_each_layout(site: Path, library: Library) -> None:
    pages = [
        "index.html",
        "404.html",
        "search.html",
        "suoyin.html",
        "problems/index.html",
        "contribute/vocabulary.html",
    ]
    pages += [url_of(kind, sorted(library.of(kind))[-1]) for kind in KINDS]
    assert faults([site / page for page in pages]) == []


def test_a_fault_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    whole = '<!doctype html><html lang="zh"><head><title>题</title></head><body>{}</body></html>'
    page.write_text(whole.format("<p><ul><li>一</li></ul></p>"), "utf-8")
    assert any("“p” end tag" in fault for fault in faults([page]))
    page.write_text(whole.format('<input type="checkbox" autocomplete="off">'), "utf-8")
    assert faults([page]), "only the theme's own toggles are let pass"
    page.write_text(whole.format("<p>一</p>"), "utf-8")
    assert faults([page]) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_parse_as_es2017(script: Path) -> None:
    assert newer_than_es2017(script.read_text("utf-8")) == ""


def test_inline_scripts_parse_as_es2017() -> None:
    texts = [
        text
        for path in (ROOT / "overrides").rglob("*.html")
        for text in re.findall(r"<script>(.*?)</script>", path.read_text("utf-8"), re.S)
    ]
    assert texts and [newer_than_es2017(text) for text in texts] == [""] * len(texts)


@pytest.mark.parametrize(
    "newer",
    [
        "var a = {...b};",
        "var {a, ...b} = c;",
        "function f({a, ...b}) {}",
        "({a, ...b}) => b;",
        "var a = b?.c;",
        "var a = b ?? c;",
        "try { a(); } catch { b(); }",
        "async function f() { for await (const x of y) {} }",
        "var a = 1_000;",
        "var a = 10n;",
        "class A { #b = 1; }",
        "a ||= b;",
        r"var a = /(?<=b)c/;",
        r"var a = /\p{L}/u;",
        "var a = /b/s;",
    ],
)
def test_what_is_newer_is_refused(newer: str) -> None:
    assert newer_than_es2017(newer)


@pytest.mark.parametrize(
    "old", ["async function f() { await g(); }", "var a = 2 ** 3;", "f(...a, );", "/(?=b)[/]/giu.test(c)"]
)
def test_what_is_es2017_passes(old: str) -> None:
    assert newer_than_es2017(old) == ""
