"""Every layout read by machine and by keyboard: axe in light and dark, wide and narrow; landmarks, headings, large text, no movement."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.parts import WHERE, WIDTHS, violations

# One page of each layout; forms open, results shown and the 组稿台 at work are tried in the tests of their own.
LAYOUTS = (
    "index.html",
    "templates/index.html",
    "templates/niandu-duizhao-jiancha.html",
    "templates/zhenggai-taizhang.html",
    "problems/index.html",
    "problems/lilun-wuzhuang/index.html",
    "problems/lilun-wuzhuang/biji-niandi-jizhong-buchao.html",
    "snippets/index.html",
    "structured/index.html",
    "structured/shixiang-shuoming.html",
    "policies/index.html",
    "policies/jilv-chufen-tiaoli.html",
    "themes/index.html",
    "themes/2025-niandu.html",
    "examples/index.html",
    "examples/zhujian-zhenggai-fangan.html",
    "guides/index.html",
    "guides/liucheng.html",
    "guides/gongwen-geshi.html",
    "guides/guize.html",
    "guides/an-riqi-cha.html",
    "guides/zuijin-bianhua.html",
    "contribute/index.html",
    "contribute/problems.html",
    "suoyin.html",
    "search.html",
    "404.html",
)

# axe takes seconds a page: these with every run of the tests, the others before a release
OFTEN = (
    "index.html",
    "policies/index.html",
    "problems/lilun-wuzhuang/biji-niandi-jizhong-buchao.html",
    "themes/2025-niandu.html",
)


@pytest.mark.parametrize("width", WIDTHS, indirect=True)
@pytest.mark.parametrize(
    "layout", [one if one in OFTEN else pytest.param(one, marks=pytest.mark.release) for one in LAYOUTS]
)
def test_axe_finds_nothing(page: Page, served: str, layout: str, width: int) -> None:
    """All rules in the light; in the dark only the colours are others."""
    page.goto(f"{served}/{layout}")
    assert violations(page) == []
    page.evaluate("() => document.body.setAttribute('data-md-color-scheme', 'slate')")
    assert violations(page, "color-contrast") == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_order_and_text_twice_as_large(page: Page, served: str, layout: str) -> None:
    """One banner, main part and foot, one first heading, no level skipped. Zoomed to 200 % (half as many pixels wide), and with the letters
    alone at 200 %, nothing runs out of the page sideways.
    """
    page.goto(f"{served}/{layout}")
    marks = page.evaluate(
        "() => ['header.md-header', 'main', 'footer'].map(name => document.querySelectorAll(name).length)"
    )
    assert marks == [1, 1, 1]
    levels = page.evaluate(
        """() => [...document.querySelectorAll('main h1, main h2, main h3, main h4, main h5, main h6')]
        .filter(one => one.getClientRects().length).map(one => Number(one.tagName[1]))"""
    )
    assert levels.count(1) == 1 and levels[0] == 1, levels
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels
    page.set_viewport_size({"width": 640, "height": 450})
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("() => { document.documentElement.style.fontSize = '250%'; }")  # the theme's own is 125 %
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize("layout", ("index.html", "templates/niandu-duizhao-jiancha.html"))
def test_nothing_moves_for_who_wants_no_movement(page: Page, served: str, layout: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{served}/{layout}")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(one => ['', '::before', '::after'].some(part => {
            const style = getComputedStyle(one, part || null);
            const times = (style.transitionDuration + ',' + (style.animationName === 'none' ? '0s' : style.animationDuration)).split(',');
            return times.some(time => parseFloat(time) > 0.01);
        })).map(one => one.outerHTML.slice(0, 80))"""
    )
    assert moving == []


def reach(page: Page, selector: str, most: int = 200) -> None:
    """By Tab alone; what has the focus must be seen to have it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = page.evaluate(
                """() => { const style = getComputedStyle(document.activeElement);
                return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'; }"""
            )
            assert outline, f"the focus on {selector} is not seen"
            return
    raise AssertionError(f"not reached by Tab: {selector}")


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("width", WIDTHS, indirect=True)
def test_from_home_to_a_filled_draft_by_keyboard(
    page: Page, address: Callable[[str], str], where: str, width: int
) -> None:
    """The first press is the way past the head; then to the templates, one of them, its form, a value, a copy."""
    page.goto(address("index.html"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-skip')")
    page.keyboard.press("Enter")
    reach(page, "main a[href$='templates/index.html']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/templates/index.html")
    reach(page, "main a[href$='huiyi-tongzhi.html']", 600)
    page.keyboard.press("Enter")
    page.wait_for_url("**/huiyi-tongzhi.html")
    reach(page, "details.fill > summary")
    page.keyboard.press("Enter")
    reach(page, "main details.fill [data-blank]:not([data-kind='日期'])")
    page.keyboard.insert_text("云岫市青塬区水务局")
    reach(page, "[data-draft] [data-action='copy-text']", 400)
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.copy-status').textContent !== ''")
    assert "云岫市青塬区水务局" in page.inner_text("[data-draft]")
