"""A real browser: from the home page to a copied passage in three clicks, by mouse and by keyboard, http and file://."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from macros.dates import build_day
from macros.library import Library
from macros.render.text import draft_text
from tests.browser.parts import WHERE, WIDTHS, pasted

TYPES = {
    "S0": ("zhuanxiang-zhili-chabai-pouxi", "专项治理专题会班子查摆剖析材料"),
    "S1": ("xuncha-zhenggai-duizhao", "巡察整改专题会班子对照检查材料"),
    "S2": ("niandu-duizhao-jiancha", "年度民主生活会班子对照检查材料"),
    "S3": ("zhuti-jiaoyu-duizhao-jiancha", "主题教育专题会班子对照检查材料"),
    "S4": ("qingkuang-baogao", "民主生活会情况报告"),
}


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("width", WIDTHS, indirect=True)
@pytest.mark.parametrize("kind", sorted(TYPES))
def test_from_home_to_a_copied_passage_in_three_clicks(
    page: Page, address: Callable[[str], str], where: str, kind: str
) -> None:
    _, title = TYPES[kind]
    page.goto(address("index.html"))
    page.click(".doors >> text=写材料")
    page.click(f".cards >> text={title}")
    page.click(".gw-section >> nth=1 >> [data-action='copy-text']")
    text = pasted(page)
    assert text.startswith("一、") and len(text) > 60
    assert "复制" not in text.split("\n")[0]


@pytest.mark.parametrize("where", WHERE)
def test_the_whole_draft_is_the_draft_that_python_assembled(
    page: Page, address: Callable[[str], str], where: str, library: Library
) -> None:
    from macros.assemble import draft

    template_id, _ = TYPES["S0"]
    page.goto(address(f"templates/{template_id}.html"))
    page.click("[data-draft] > .draft-bar [data-action='copy-text']")
    theme_id = library.templates[template_id].themes[0]
    assert pasted(page).replace("\r", "") == draft_text(draft(library, template_id, theme_id, "班子"))


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("form", ["full", "first", "later", "dated", "article"])
def test_a_citation_in_each_form(
    page: Page, address: Callable[[str], str], where: str, form: str, library: Library
) -> None:

    from macros.citations import forms

    page.goto(address("index.html"))
    page.click(".doors >> text=查政策")
    page.click("main >> text=中国共产党纪律处分条例")
    page.click(f"[data-action='copy-citation'][data-form='{form}'] >> nth=0")
    text = pasted(page)
    expected = forms(library.policies["jilv-chufen-tiaoli"], library.vocabulary, build_day())[form]  # type: ignore[index]
    assert text == expected if form != "article" else text.startswith("《中国共产党纪律处分条例》第")


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("width", WIDTHS, indirect=True)
def test_by_keyboard_alone(page: Page, address: Callable[[str], str], where: str) -> None:
    """Tab and Enter only; the confirmation is in a live region."""

    def tab_to(selector: str, most: int = 120) -> None:
        for _ in range(most):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"no way by keyboard to {selector}")

    page.goto(address("index.html"))
    tab_to(".doors a[href*='templates']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/templates/index.html")
    tab_to(".cards a[href*='niandu']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/niandu-duizhao-jiancha.html")
    tab_to(".gw-section [data-action='copy-text']")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.copy-status').textContent === '已复制'")
    assert pasted(page)


@pytest.mark.parametrize("where", WHERE)
def test_problem_snippet_and_structured_passages_copy(
    page: Page, address: Callable[[str], str], where: str, library: Library
) -> None:
    problem_id, problem = next(iter(library.problems.items()))
    page.goto(address(f"problems/{problem_id}.html"))
    page.click(".passage [data-action='copy-text'] >> nth=0")
    assert pasted(page) == problem.appearance[problem.writers[0]]
    page.click(".passage [data-action='copy-text'] >> nth=2")
    assert pasted(page).startswith("做什么：")
    page.goto(address("snippets/jieyu/niandu-jieyu.html"))
    page.click("[data-action='copy-text'] >> nth=0")
    assert pasted(page) == library.snippets["jieyu/niandu-jieyu"].text.strip()


@pytest.mark.parametrize("where", WHERE)
def test_values_filled_in_are_copied_and_stay_text(page: Page, address: Callable[[str], str], where: str) -> None:
    page.goto(address("templates/niandu-duizhao-jiancha.html"))
    page.click("details.fill > summary")
    page.fill("[data-blank='单位名称']", "<b>云岫市</b>")
    assert page.eval_on_selector(".blank[data-name='单位名称']", "blank => blank.textContent") == "<b>云岫市</b>"
    assert page.locator(".blank b").count() == 0
    page.click("[data-draft] > .draft-bar [data-action='copy-text']")
    assert pasted(page).startswith("<b>云岫市</b>领导班子")
    page.goto(address("templates/xuncha-zhenggai-duizhao.html"))
    assert page.eval_on_selector(".blank[data-name='单位名称']", "blank => blank.textContent") == "<b>云岫市</b>"


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("width", WIDTHS, indirect=True)
def test_nothing_overflows(page: Page, address: Callable[[str], str], where: str, width: int, library: Library) -> None:
    paths = [
        "index.html",
        "policies/index.html",
        "policies/jilv-chufen-tiaoli.html",
        "templates/niandu-duizhao-jiancha.html",
    ]
    paths += [
        f"examples/{next(iter(library.examples))}.html",
        f"problems/{next(iter(library.problems))}.html",
        "contribute/problems.html",
    ]
    for path in paths:
        page.goto(address(path))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("where", WHERE)
def test_notes_stand_beside_on_a_wide_screen(
    page: Page, address: Callable[[str], str], where: str, library: Library
) -> None:
    page.goto(address(f"examples/{next(iter(library.examples))}.html"))
    note = page.locator("aside.note").first
    text = page.locator(".noted-block > p, .noted-block > h3, .noted-block > h4").first
    beside, body = note.bounding_box(), text.bounding_box()
    assert beside and body and beside["x"] >= body["x"] + body["width"]
    page.set_viewport_size({"width": 390, "height": 900})
    beside, body = note.bounding_box(), text.bounding_box()
    assert beside and body and beside["y"] >= body["y"] + body["height"]


@pytest.mark.parametrize("where", WHERE)
def test_reading_needs_no_script(browser: Browser, address: Callable[[str], str], where: str, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address("index.html"))
    page.click(".doors >> text=写材料")
    page.click(".cards >> text=民主生活会情况报告")
    assert page.is_visible("text=检查出的主要问题") and page.is_visible(".gw-title")
    context.close()
