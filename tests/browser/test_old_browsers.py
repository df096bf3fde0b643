"""Old browsers: whatever is newer than the oldest promised one (Chromium 78) is tested before use. Here each such thing is removed, and the
page still serves: reading, search, filling in, copying, files, composing; where something cannot be done, it is said.

What is promised stands on docs/contribute/bushu.md. The same in a real Chromium 78: tests/release/test_whole.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import esprima
import pytest
from docx import Document
from playwright.sync_api import Browser, Page

from tests.browser.conftest import NO_CLIPBOARD
from tests.browser.parts import pasted
from tests.conftest import ROOT

DRAFT = "templates/niandu-duizhao-jiancha.html"
STORAGE = "Object.defineProperty(window, '{0}', {{ get() {{ throw new DOMException('denied', 'SecurityError'); }} }});"
# A worker that is refused only after it was made, as a Content-Security-Policy or a group policy does it.
DYING_WORKER = """window.Worker = function () {
    var made = this;
    made.postMessage = function () {};
    setTimeout(function () { made.onerror(new ErrorEvent('error', { cancelable: true })); }, 50);
};"""

REMOVED = {
    "localStorage": STORAGE.format("localStorage"),
    "sessionStorage": STORAGE.format("sessionStorage"),
    "both storages": STORAGE.format("localStorage") + STORAGE.format("sessionStorage"),
    "no storage at all": "for (const name of ['localStorage', 'sessionStorage'])"
    " Object.defineProperty(window, name, { value: undefined });",
    "BroadcastChannel": "delete window.BroadcastChannel;",
    "Worker": "delete window.Worker;",
    "Worker refused late": DYING_WORKER,
    "Worker throws": "window.Worker = function () { throw new DOMException('denied', 'SecurityError'); };",
    "addresses of blobs": "delete URL.createObjectURL; delete URL.revokeObjectURL;",
    "ClipboardItem": "delete window.ClipboardItem;",
    "TextEncoder": "delete window.TextEncoder;",
    "replaceState": "history.replaceState = function () { throw new DOMException('denied', 'SecurityError'); };",
    "IntersectionObserver": "window.IntersectionObserver = undefined;",
    "newer still": "delete window.structuredClone; delete HTMLDialogElement.prototype.showModal; delete window.fetch;"
    "delete Element.prototype.replaceChildren; delete String.prototype.replaceAll; delete Array.prototype.at;",
}
NOT_EVEN_FILES = REMOVED | {
    "Blob": "delete window.Blob;",
    "download": "delete HTMLAnchorElement.prototype.download;",
    "FileReader": "delete window.FileReader;",
    "execCommand": "document.execCommand = undefined;",
}


@pytest.fixture
def old(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page without what the parameter names; what its scripts throw fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.add_init_script(NO_CLIPBOARD)
    page.add_init_script(request.param)
    yield page
    context.close()
    # The theme's own script, which only decorates, may miss what it wants of a browser.
    assert [error for error in thrown if "IntersectionObserver" not in error] == []


def each(removed: dict[str, str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("old", removed.values(), ids=removed, indirect=True)


def search(page: Page) -> None:
    page.fill(".antou-search [data-search-input]", "xuncha")
    page.wait_for_selector("[data-search-hit]")
    assert int(page.text_content(".search-panel [data-search-count]") or 0) > 3
    page.keyboard.press("Escape")


def fill(page: Page) -> None:
    page.click("details.fill > summary")
    page.fill("[data-blank='单位名称']", "云岫市青塬区水务局")
    assert page.text_content(".gw-title .blank[data-name='单位名称']") == "云岫市青塬区水务局"


def said(page: Page) -> str:
    return page.text_content("div.fill-status") or ""


@each(REMOVED)
def test_a_draft_is_found_filled_copied_and_taken_away(old: Page, served: str, tmp_path: Path) -> None:
    old.goto(f"{served}/{DRAFT}")
    search(old)
    fill(old)
    old.click("[data-draft] > .draft-bar [data-action='copy-text']")
    old.wait_for_function("() => document.querySelector('.copy-status').textContent === '已复制'")
    assert pasted(old).startswith("云岫市青塬区水务局领导班子")
    with old.expect_download() as download:
        old.click("[data-action='download-docx'] >> nth=0")
    file = tmp_path / "甲.docx"
    download.value.save_as(file)
    assert Document(str(file)).paragraphs[0].text.startswith("云岫市青塬区水务局领导班子")
    assert "Word文件做好了" in said(old)


@each(
    {name: REMOVED[name] for name in ("both storages", "no storage at all", "BroadcastChannel", "addresses of blobs")}
)
def test_the_compose_page_works(old: Page, served: str, tmp_path: Path) -> None:
    old.goto(f"{served}/compose.html")
    old.wait_for_selector("[data-compose][data-ready]")
    old.select_option("[data-choose=theme]", "2023-zhuti-jiaoyu")
    old.select_option("[data-choose=template]", "zhuti-jiaoyu-duizhao-jiancha")
    old.click("#aspect-0 [data-do=pick]")
    old.locator("[data-picker='0'] [data-do=take]").first.click()
    old.wait_for_selector("#aspect-0 .compose-problem")
    old.wait_for_selector(".compose-draft .gw-body")
    for action, ending in (("[data-do=save-work]", ".json"), ("[data-do=xlsx]", ".xlsx")):
        with old.expect_download() as download:
            old.click(action)
        assert download.value.suggested_filename.endswith(ending)
        download.value.save_as(tmp_path / f"made{ending}")
        assert (tmp_path / f"made{ending}").stat().st_size > 300


@each({name: NOT_EVEN_FILES[name] for name in ("Blob", "download")})
def test_without_files_the_one_that_was_built_is_given_and_it_is_said(old: Page, served: str) -> None:
    old.goto(f"{served}/{DRAFT}")
    search(old)
    fill(old)
    old.click("[data-action='save-values']")
    assert "这个浏览器不能在网页里存、读文件" in said(old)
    with old.expect_download() as download:
        old.click("[data-action='download-docx'] >> nth=0")
    assert download.value.suggested_filename.endswith(".docx") and "下载的是没有填的文件" in said(old)
    old.goto(f"{served}/compose.html#template=zhuti-jiaoyu-duizhao-jiancha&theme=2023-zhuti-jiaoyu&writer=班子")
    old.wait_for_selector("[data-compose][data-ready]")
    old.click(".compose-draft [data-action='download-docx']")
    old.wait_for_function(
        "() => document.querySelector('.fill-status').textContent === 'Word文件没有做成，请用“带格式”复制。'"
    )


@each({"FileReader": NOT_EVEN_FILES["FileReader"]})
def test_what_cannot_be_read_is_said(old: Page, served: str, tmp_path: Path) -> None:
    saved = tmp_path / "存过的.json"
    saved.write_text('{"antou": 1, "values": {"单位名称": "甲"}}', "utf-8")
    old.goto(f"{served}/{DRAFT}")
    old.set_input_files("[data-load] >> nth=0", saved)
    assert "不能在网页里存、读文件" in said(old)
    old.goto(f"{served}/compose.html")
    old.wait_for_selector("[data-compose][data-ready]")
    old.set_input_files("[data-open-work]", saved)
    assert "不能在网页里读文件" in said(old)


@each({"execCommand": NOT_EVEN_FILES["execCommand"]})
def test_what_cannot_be_copied_is_said(old: Page, served: str) -> None:
    old.goto(f"{served}/{DRAFT}")
    for action in ("copy-text", "copy-rich"):
        button = old.locator(f"[data-draft] > .draft-bar [data-action='{action}']").first
        button.click()
        old.wait_for_function(
            "() => document.querySelector('.copy-status').textContent === '没有复制成，请选中文字按Ctrl+C'"
        )


@each({"print": "window.print = undefined;"})
def test_what_cannot_be_printed_is_said(old: Page, served: str) -> None:
    old.goto(f"{served}/{DRAFT}")
    old.click("[data-action='print'] >> nth=0")
    assert "不能由网页打印" in said(old)
    assert old.locator(".printing-path").count() == 0


@each({name: REMOVED[name] for name in ("localStorage", "both storages")})
def test_what_cannot_be_kept_is_said_and_stays_on_the_page(old: Page, served: str) -> None:
    old.goto(f"{served}/{DRAFT}")
    fill(old)
    old.click("[data-keep] >> nth=0")
    assert "请“存成文件”" in said(old) and not old.is_checked("[data-keep] >> nth=0")
    assert old.text_content(".gw-title .blank[data-name='单位名称']") == "云岫市青塬区水务局"
    if old.evaluate("(() => { try { return Boolean(sessionStorage); } catch (error) { return false; } })()"):
        old.reload()
        assert old.text_content(".gw-title .blank[data-name='单位名称']") == "云岫市青塬区水务局"


@each({"replaceState": REMOVED["replaceState"]})
def test_policies_by_date_without_a_changing_address(old: Page, served: str) -> None:
    old.goto(f"{served}/guides/an-riqi-cha.html")
    old.fill("[data-by-date-input]", "2019-01-01")
    assert "2019-01-01" in (old.text_content("[data-by-date] output") or "")


@each({"all of them": "".join(NOT_EVEN_FILES.values())})
def test_with_nothing_at_all_the_page_reads_searches_and_fills(old: Page, served: str) -> None:
    old.goto(f"{served}/{DRAFT}")
    search(old)
    fill(old)
    old.goto(f"{served}/compose.html")
    old.wait_for_selector("[data-compose][data-ready]")


@each({"nothing": ""})
def test_without_the_themes_script_ours_work(old: Page, served: str) -> None:
    """The theme's script has its own demands; where it breaks, only what it decorates is lost."""
    old.route("**/bundle.*.js", lambda route: route.abort())
    old.goto(f"{served}/{DRAFT}")
    search(old)
    fill(old)
    old.click("[data-draft] > .draft-bar [data-action='copy-text']")
    assert pasted(old).startswith("云岫市青塬区水务局领导班子")


# ---- the other side: a script that begins to use something newer must be noticed ----

# What came after Chromium 78, and what plain http or a policy takes away: methods, which follow a dot, and names of their own.
METHODS = """
    replaceAll at( structuredClone replaceChildren randomUUID findLast findLastIndex hasOwn groupBy toSorted toReversed toSpliced any(
    checkVisibility showPicker requestSubmit startViewTransition showPopover hidePopover setHTML setHTMLUnsafe withResolvers matchAll
    allSettled fromEntries flat flatMap showModal inert fetch serviceWorker caches subtle locks adoptedStyleSheets
"""
NAMES = """
    structuredClone WeakRef FinalizationRegistry showSaveFilePicker showOpenFilePicker CompressionStream DecompressionStream Temporal
    URLPattern scheduler Highlight globalThis HTMLDialogElement IntersectionObserver ResizeObserver fetch XMLHttpRequest AbortController
    queueMicrotask indexedDB caches SharedWorker EventSource WebSocket requestIdleCallback BigInt
"""
GUARDED = {
    "clipboard": "execCommand",
    "ClipboardItem": "ClipboardItem",
    "BroadcastChannel": "BroadcastChannel",
    "Worker": "Worker",
    "localStorage": "localStorage",
    "sessionStorage": "sessionStorage",
    "createObjectURL": "addresses of blobs",
    "Blob": "Blob",
    "FileReader": "FileReader",
    "TextEncoder": "TextEncoder",
    "replaceState": "replaceState",
    "execCommand": "execCommand",
}


def spoken(text: str) -> tuple[set[str], set[str]]:
    """What a script reaches for by a dot, once more with a bracket where it calls it, and every name in it; its texts do not count."""
    tokens = [(token.type, token.value) for token in esprima.tokenize(text)] + [("", "")]
    reached, named = set(), set()
    for (_, before), (kind, name), (_, after) in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if kind == "Identifier":
            named.add(name)
            if before == ".":
                reached |= {name, name + after} if after == "(" else {name}
    return reached, named


def newer(text: str) -> set[str]:
    reached, named = spoken(text)
    return reached & set(METHODS.split()) | named & set(NAMES.split())


def test_scripts_use_nothing_newer_unguarded() -> None:
    used: set[str] = set()
    for script in (ROOT / "overrides/assets/antou").glob("*.js"):
        text = script.read_text("utf-8")
        assert newer(text) == set(), script.name
        used |= spoken(text)[1]
    assert set(GUARDED) <= used, "a guard for what nobody uses any more"
    assert set(GUARDED.values()) <= set(NOT_EVEN_FILES)
    assert newer("var at = 1; b.at = 2; a.replaceAll(b, 'fetch'); a.at(-1); new WeakRef(a);") == {
        "replaceAll",
        "at(",
        "WeakRef",
    }


def test_the_promise_names_what_may_be_missing() -> None:
    page = (ROOT / "docs/contribute/bushu.md").read_text("utf-8")
    assert re.search(r"^## 浏览器$", page, re.M) and "Chromium 78" in page
