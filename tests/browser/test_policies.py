"""In a real browser: mentions lead to the right item and version, the card opens by mouse and by keyboard, the date page filters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page

from macros.library import Library
from macros.mentions import finder, version_of
from tests.browser.parts import WHERE, pasted


def test_every_mention_in_the_examples_links_to_its_item_and_version(site: Path, library: Library) -> None:
    """Each section's first mention, found again in the plain text of the built page, is a link to that item and version."""
    total = 0
    for example_id, example in library.examples.items():
        root = html.fromstring((site / "examples" / f"{example_id}.html").read_text("utf-8"))
        (document,) = root.xpath("//*[@data-draft]")
        links = document.xpath(".//a[contains(@class,'policy-mention')]")
        for link in links:
            (mention,) = finder(library).find(link.text_content())
            assert link.get("data-policy") == mention.policy
            assert link.get("data-version") == version_of(library, mention, example.as_of)
            assert link.get("href") == f"../policies/{mention.policy}.html"
        for note in document.xpath(".//*[@data-annotation]"):
            note.getparent().remove(note)
        named = {m.policy for m in finder(library).find(document.text_content()) if m.kind != "wrong"}
        assert named - {link.get("data-policy") for link in links} <= _only_in_headings(document, library)
        total += len(links)
    assert total >= 40


def _only_in_headings(document: html.HtmlElement, library: Library) -> set[str]:
    """Policies that the document names in headings or across marked words only."""
    headings = " ".join(h.text_content() for h in document.xpath(".//h3 | .//h4 | .//h5 | .//h6"))
    marked = " ".join(p.text_content() for p in document.xpath(".//p[.//mark]"))
    return {m.policy for text in (headings, marked) for m in finder(library).find(text)}


@pytest.mark.parametrize("where", WHERE)
def test_the_card_opens_by_mouse_and_copies(page: Page, address: Callable[[str], str], where: str) -> None:
    page.goto(address("examples/zhuti-jiaoyu-duizhao-jiancha.html"))
    link = page.locator("a.policy-mention[data-version]").first
    link.hover()
    card = page.locator(".mention-card")
    assert card.locator(".mention-name").text_content() == link.get_attribute("data-name")
    assert card.locator(".mention-status").text_content() == link.get_attribute("data-status")
    card.locator("button").click()
    assert pasted(page) == link.get_attribute("data-cite")


@pytest.mark.parametrize("where", WHERE)
def test_the_card_opens_by_keyboard_copies_and_closes(page: Page, address: Callable[[str], str], where: str) -> None:
    page.goto(address("examples/zhuti-jiaoyu-duizhao-jiancha.html"))
    link = page.locator("a.policy-mention").first
    link.focus()
    assert page.locator(".mention-card").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.mention-card') !== null")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('[role=status].copy-status').textContent === '已复制'")
    assert pasted(page) == link.get_attribute("data-cite")
    link.focus()
    page.keyboard.press("Escape")
    assert page.locator(".mention-card").count() == 0


@pytest.mark.parametrize("where", WHERE)
def test_the_card_is_never_copied_with_the_text(page: Page, address: Callable[[str], str], where: str) -> None:
    page.goto(address("examples/zhuti-jiaoyu-duizhao-jiancha.html"))
    copy = "document.querySelector(\"[data-draft] [data-action='copy-text']\").click()"
    page.evaluate(copy)
    before = pasted(page)
    page.locator("a.policy-mention").first.focus()
    page.evaluate(copy)
    assert page.locator(".mention-card").count() == 1
    assert pasted(page) == before


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("width", (1280, 390), indirect=True)
def test_the_date_page(page: Page, address: Callable[[str], str], where: str, library: Library) -> None:
    page.goto(address("guides/an-riqi-cha.html") + "#date=2023-12-31")
    assert page.input_value("[data-by-date-input]") == "2023-12-31"
    shown = page.locator(".by-date tr[data-from]:not([hidden])")
    row = shown.filter(has_text="中国共产党纪律处分条例")
    assert row.count() == 1 and "2018年版" in (row.text_content() or "")
    page.fill("[data-by-date-input]", "2024-01-01")
    assert "2023年版" in (row.text_content() or "") and "recent" in (row.get_attribute("class") or "")
    assert page.url.endswith("#date=2024-01-01")
    for listed in shown.all()[:5]:
        assert date.fromisoformat(listed.get_attribute("data-from") or "") <= date(2024, 1, 1)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
