"""Filling in: values stand everywhere at once, stay text in every sink, go with the window unless kept, and come back from a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.parts import WHERE, pasted, violations

DRAFT = "templates/niandu-duizhao-jiancha.html"
OTHER = "templates/qingkuang-baogao.html"
HOSTILE = [
    "<b>粗</b>",
    "\"引'号",
    "=1+1",
    "五" * 5000,
    "😀表情",
    "１２３",
    "<script>alert(1)</script>",
    "&amp;",
    "a{runs}b{text}",
]


def opened_form(page: Page, address: str) -> None:
    page.goto(address)
    page.click("details.fill > summary")


@pytest.mark.parametrize("where", WHERE)
def test_a_value_stands_everywhere_and_on_the_next_page(page: Page, address: Callable[[str], str], where: str) -> None:
    opened_form(page, address(DRAFT))
    page.fill("[data-blank='单位名称']", "云岫市青塬区水务局")
    shown = page.eval_on_selector_all(".blank[data-name='单位名称']", "all => all.map(one => one.textContent)")
    assert shown and set(shown) == {"云岫市青塬区水务局"}
    page.goto(address(OTHER))
    shown = page.eval_on_selector_all(".blank[data-name='单位名称']", "all => all.map(one => one.textContent)")
    assert shown and set(shown) == {"云岫市青塬区水务局"}


def test_by_default_values_go_when_the_window_closes(browser: Browser, served: str) -> None:
    context = browser.new_context()
    first = context.new_page()
    opened_form(first, f"{served}/{DRAFT}")
    first.fill("[data-blank='单位名称']", "甲单位")
    assert first.evaluate("Object.keys(localStorage).filter(key => key.startsWith('antou'))") == []
    first.close()
    second = context.new_page()
    opened_form(second, f"{served}/{DRAFT}")
    assert second.input_value("[data-blank='单位名称']") == ""
    context.close()


@pytest.mark.parametrize("where", WHERE)
def test_kept_values_come_back_and_one_button_clears_them(
    browser: Browser, address: Callable[[str], str], where: str
) -> None:
    context = browser.new_context()
    first = context.new_page()
    opened_form(first, address(DRAFT))
    first.fill("[data-blank='单位名称']", "乙单位")
    first.check("[data-keep]")
    assert "别人用这台电脑也能看到" in (first.text_content("[data-fill-message]") or "")
    first.close()
    second = context.new_page()
    opened_form(second, address(DRAFT))
    assert second.input_value("[data-blank='单位名称']") == "乙单位" and second.is_checked("[data-keep]")
    second.on("dialog", lambda dialog: dialog.accept())
    second.click("[data-action='clear-values']")
    assert second.input_value("[data-blank='单位名称']") == ""
    assert "乙单位" not in second.evaluate("JSON.stringify([localStorage, sessionStorage])")
    context.close()


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("kept", [True, False])
def test_two_windows_agree(browser: Browser, address: Callable[[str], str], where: str, kept: bool) -> None:
    if where == "file" and not kept:
        pytest.skip("from a folder the browser gives windows no way to speak but kept storage")
    context = browser.new_context()
    one, two = context.new_page(), context.new_page()
    opened_form(one, address(DRAFT))
    if kept:
        one.check("[data-keep]")
    opened_form(two, address(OTHER))
    one.fill("[data-blank='单位名称']", "丙单位")
    two.wait_for_function("() => document.querySelector(\"[data-blank='单位名称']\").value === '丙单位'")
    two.fill("[data-blank='单位名称']", "丁单位")
    one.wait_for_function("() => document.querySelector(\"[data-blank='单位名称']\").value === '丁单位'")
    context.close()


def test_to_a_file_and_back(page: Page, browser: Browser, served: str, tmp_path: Path) -> None:
    opened_form(page, f"{served}/{DRAFT}")
    page.fill("[data-blank='单位名称']", "戊单位")
    with page.expect_download() as download:
        page.click("[data-action='save-values']")
    saved = tmp_path / "填写.json"
    download.value.save_as(saved)
    assert json.loads(saved.read_text("utf-8"))["values"]["单位名称"] == "戊单位"
    again = browser.new_context().new_page()
    opened_form(again, f"{served}/{DRAFT}")
    again.set_input_files("[data-load]", saved)
    again.wait_for_function("() => document.querySelector(\"[data-blank='单位名称']\").value === '戊单位'")
    again.context.close()


BAD_FILES = {
    "damaged": ('{"antou": 1, "val', "读不出来"),
    "newer": ('{"antou": 9, "values": {"单位名称": "新"}}', "更新的版本"),
    "nothing": ("[]", "没有填过的内容"),
    "binary": ("\x00\x01PK", "读不出来"),
    "older": ('{"单位名称": "老文件"}', "读进来了"),
    "partly": ('{"antou": 1, "values": {"单位名称": "好", "年度": 2025, "会议日期": {"a": 1}}}', "2项不是文字"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_said_and_nothing_is_lost(page: Page, served: str, tmp_path: Path, name: str) -> None:
    text, told = BAD_FILES[name]
    opened_form(page, f"{served}/{DRAFT}")
    page.fill("[data-blank='班子称谓']", "局党组")
    bad = tmp_path / "坏.json"
    bad.write_text(text, "utf-8")
    page.set_input_files("[data-load]", bad)
    page.wait_for_function("told => document.querySelector('[data-fill-message]').textContent.includes(told)", arg=told)
    assert page.input_value("[data-blank='班子称谓']") == "局党组"


@pytest.mark.parametrize("how", ["forbidden", "full"])
def test_storage_full_or_forbidden_is_said(browser: Browser, served: str, how: str) -> None:
    opened = browser.new_context().new_page()
    opened.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('no'); } });"
        if how == "forbidden"
        else "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    opened_form(opened, f"{served}/{DRAFT}")
    opened.fill("[data-blank='单位名称']", "己单位")
    assert "请“存成文件”" in (opened.text_content("[data-fill-message]") or "")
    assert opened.text_content(".blank[data-name='单位名称']") == "己单位"
    opened.context.close()


@pytest.mark.parametrize(
    ("typed", "shown", "told"),
    [
        ("2026-1-20", "2026年1月20日", ""),
        ("20260120", "2026年1月20日", ""),
        ("２０２６/1/20", "2026年1月20日", ""),
        ("2026年1月20日", "2026年1月20日", ""),
        ("2026-2-30", "2026-2-30", "没有这一天"),
        ("明年初", "明年初", "写成2026年1月20日这样"),
    ],
)
def test_dates(page: Page, served: str, typed: str, shown: str, told: str) -> None:
    opened_form(page, f"{served}/{DRAFT}")
    page.fill("[data-blank='成文日期']", typed)
    page.keyboard.press("Tab")
    assert page.text_content(".blank[data-name='成文日期']") == shown
    field = page.locator("[data-blank='成文日期']")
    assert field.get_attribute("aria-invalid") == ("true" if told else "false")
    assert told in (field.locator("xpath=..").text_content() or "")


def test_a_number_is_made_half_width_and_letters_are_told(page: Page, served: str) -> None:
    opened_form(page, f"{served}/{DRAFT}")
    page.fill("[data-blank='对照方面数']", "５")
    assert page.text_content(".blank[data-name='对照方面数']") == "5"
    page.fill("[data-blank='对照方面数']", "五个")
    assert "这里只写数字" in (page.locator("[data-blank='对照方面数']").locator("xpath=..").text_content() or "")


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_values_stay_text_in_every_sink(page: Page, served: str, tmp_path: Path, value: str) -> None:
    from docx import Document

    opened_form(page, f"{served}/{DRAFT}")
    page.fill("[data-blank='单位名称']", value)
    shown = value.strip()
    assert page.text_content(".gw-title .blank") == shown
    assert page.locator(".gw-title .blank *").count() == 0
    page.click("[data-draft] [data-action='copy-text'] >> nth=0")
    assert pasted(page).startswith(shown)
    page.click("[data-draft] [data-action='copy-rich'] >> nth=0")
    assert rich(page).startswith(shown)
    with page.expect_download() as download:
        page.click("[data-action='download-docx']")
    file = tmp_path / "甲.docx"
    download.value.save_as(file)
    assert Document(str(file)).paragraphs[0].text.startswith(shown)


def rich(page: Page) -> str:
    """The text of the formatted clipboard, pasted into an editable page of another program's kind; it must bring nothing that runs or loads."""
    other = page.context.new_page()
    other.set_content("<div id='place' contenteditable></div>")
    other.focus("#place")
    other.keyboard.press("Control+V")
    text = other.eval_on_selector("#place", "place => place.textContent.trim()")
    assert other.locator("#place :is(script, b, img, a, form)").count() == 0
    other.close()
    return str(text)


def test_open_blanks_are_counted_and_stepped_through_by_keyboard(page: Page, served: str) -> None:
    page.goto(f"{served}/{DRAFT}")
    open_before = page.locator("[data-draft] .blank:not(.filled)").count()
    assert page.text_content("[data-blank-count]") == f"还有{open_before}处未填"
    page.focus("[data-action='next-blank']")
    page.keyboard.press("Enter")
    first = page.locator(".blank.editing").get_attribute("data-name") or ""
    page.keyboard.type("填好的")
    page.keyboard.press("Enter")
    second = page.locator(".blank.editing").get_attribute("data-name") or ""
    assert first != second
    assert page.text_content(f".blank[data-name='{first}']") == "填好的"
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Escape")
    assert page.locator(".blank-editor").count() == 0
    assert page.evaluate("document.activeElement.matches('.blank')")
    count = page.locator("[data-draft] .blank:not(.filled)").count()
    assert count < open_before and page.text_content("[data-blank-count]") == f"还有{count}处未填"


def test_the_form_says_first_that_secrets_do_not_belong_here(page: Page, served: str) -> None:
    opened_form(page, f"{served}/{DRAFT}")
    assert page.locator("details.fill > summary + *").text_content() == "涉密材料不得在本机处理。"


@pytest.mark.parametrize("width", (1280, 390), indirect=True)
@pytest.mark.parametrize("scheme", ("default", "slate"))
def test_axe_finds_nothing_with_the_form_and_the_editor_open(page: Page, served: str, scheme: str) -> None:
    opened_form(page, f"{served}/templates/yanqi-qingshi.html")
    page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
    page.click("[data-action='next-blank']")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]


def test_printing_shows_one_draft_alone(page: Page, served: str, tmp_path: Path) -> None:
    page.goto(f"{served}/{DRAFT}")
    page.evaluate("window.print = () => {}")
    page.click("[data-action='print'] >> nth=0")
    page.emulate_media(media="print")
    shown: list[Any] = page.evaluate("""() => ['.md-header', '.fill', '.draft-bar', 'h1', '.paper'].map(
        name => document.querySelector(name).getClientRects().length > 0)""")
    assert shown == [False, False, False, False, True]
    look = page.evaluate("""() => { const style = getComputedStyle(document.querySelector('.gw-body'));
        return [style.fontSize, style.lineHeight, style.textIndent]; }""")
    points = [round(float(value.removesuffix("px")) * 0.75, 1) for value in look]
    assert points == [16, 28, 32]
