"""The built site: every item has a page, every link and anchor resolves, nothing is asked of another host."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
from lxml import html

from macros.library import KINDS, Library, url_of

VISIBLE_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|Macro (?:Rendering|Syntax) Error")

SCRIPT = re.compile(r"<script.*?</script>", re.S)


@cache
def tree(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_bytes().decode("utf-8"))


@pytest.fixture(scope="session")
def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_every_item_and_page_has_its_file(site: Path, library: Library) -> None:
    for kind in KINDS:
        for item_id in library.of(kind):
            assert (site / url_of(kind, item_id)).is_file()
    for path in library.pages:
        assert (site / path).with_suffix(".html").is_file()


def test_no_template_syntax_is_left(pages: list[Path]) -> None:
    assert [str(page) for page in pages if VISIBLE_TEMPLATE.search(SCRIPT.sub("", page.read_text("utf-8")))] == []


def test_links_and_anchors_resolve(site: Path, pages: list[Path]) -> None:
    broken = []
    for page in pages:
        for target in tree(page).xpath("//@href | //@src"):
            parsed = urlparse(target)
            if parsed.scheme or parsed.netloc or page.name == "404.html":
                continue
            file = (page.parent / unquote(parsed.path)).resolve() if parsed.path else page
            if not file.is_file() or not file.is_relative_to(site):
                broken.append(f"{page.relative_to(site)}: {target}")
            elif parsed.fragment and file.suffix == ".html":
                name = unquote(parsed.fragment)
                if not tree(file).xpath("//*[@id=$name or @name=$name]", name=name):
                    broken.append(f"{page.relative_to(site)}: {target}")
    assert broken == []


def test_nothing_is_asked_of_another_host(pages: list[Path]) -> None:
    for page in pages:
        root = tree(page)
        loaded = root.xpath(
            "//script/@src | //img/@src | //link[@rel!='canonical' and @rel!='edit']/@href | //iframe/@src | //source/@src"
        )
        assert [target for target in loaded if urlparse(target).netloc] == []


def test_styles_ask_nothing_of_another_host(site: Path) -> None:
    for style in site.rglob("*.css"):
        assert not re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", style.read_text("utf-8")), style


def test_every_inline_script_is_in_the_policy(pages: list[Path]) -> None:
    import base64
    import hashlib

    for page in pages:
        root = tree(page)
        (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "unsafe" not in policy
        for script in root.xpath("//script[not(@src) and not(@type='application/json')]"):
            digest = base64.b64encode(hashlib.sha256((script.text or "").encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy, page
        assert not root.xpath("//*[@style] | //style"), page
        assert not [
            name
            for element in root.iter()
            if isinstance(element.tag, str)
            for name in element.attrib
            if name.startswith("on")
        ]


def test_ids_are_unique(pages: list[Path]) -> None:
    for page in pages:
        ids = tree(page).xpath("//@id")
        assert sorted(ids) == sorted(set(ids)), page


def test_one_heading_of_the_first_level(pages: list[Path]) -> None:
    for page in pages:
        assert len(tree(page).xpath("//main//h1")) == 1, page


def test_each_template_has_a_draft_and_the_five_types_an_example(site: Path, library: Library) -> None:
    for template_id in library.templates:
        root = tree(site / url_of("templates", template_id))
        assert root.xpath("//*[@data-draft]//*[@data-line]")
        assert root.xpath("//*[@data-copyable]//button[@data-action='copy-text']")
        assert root.xpath("//*[@data-blank]") and root.xpath("//*[contains(@class,'blank')][@data-name]")
    asked = {
        t
        for t, template in library.templates.items()
        if template.document_type in ("对照检查材料", "查摆剖析材料", "情况报告")
    }
    shown = {example.template_id for example in library.examples.values()}
    five = {
        "niandu-duizhao-jiancha",
        "zhuti-jiaoyu-duizhao-jiancha",
        "xuncha-zhenggai-duizhao",
        "zhuanxiang-zhili-chabai-pouxi",
    }
    assert five <= asked & shown
    assert any(library.templates[t].document_type == "情况报告" for t in shown)


def test_examples_are_annotated(site: Path, library: Library) -> None:
    flawed = 0
    for example_id, example in library.examples.items():
        notes = tree(site / url_of("examples", example_id)).xpath("//*[@data-annotation]")
        assert len(notes) == len(example.annotations) >= 12
        assert len({note.get("data-annotation") for note in notes}) >= 4
        flawed += example.flawed
    assert flawed >= 3


def test_policies_offer_every_form(site: Path, library: Library) -> None:
    for policy_id in library.policies:
        root = tree(site / url_of("policies", policy_id))
        forms = set(root.xpath("//*[@data-action='copy-citation']/@data-form"))
        assert {"full", "first", "later", "dated"} <= forms


def test_plain_reading_needs_no_script(site: Path) -> None:
    """The text of a draft stands in the page itself."""
    text = tree(site / "templates/niandu-duizhao-jiancha.html").text_content()
    assert "存在的主要问题" in text and "整改措施" in text and "【单位名称】" in text
