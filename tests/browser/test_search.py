"""Search in a real browser: the queries hold, the exact set is the true set, hits can be copied, bad input breaks nothing."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

from macros.library import Library
from macros.search.records import KIND_OF
from tests.browser.parts import WHERE, pasted, violations

QUERIES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent.parent / "search_queries.yml").read_text("utf-8"))
HITS = "[data-search-page] [data-search-hit]"
READ = "hits => hits.map(hit => [hit.dataset.kind, hit.querySelector('a').textContent, hit.dataset.match])"
# The engine with all of its data in a page of the site, without the box.
ENGINE = """async () => {
    const load = path => new Promise((done, failed) => {
        const script = document.createElement('script');
        script.src = path; script.onload = done; script.onerror = failed;
        document.head.appendChild(script);
    });
    // Beside the page's own scripts, whose folders bear a fingerprint in a release.
    const scripts = document.querySelector("script[src*='/search.js']").src.replace(/search\\.js$/, '');
    const data = scripts.replace(/antou([^/]*)\\/$/, 'data$1/search/');
    await load(scripts + 'search-engine.js');
    const engine = window.engine = antouSearchEngine();
    let pieces = 0;
    window.antouSearchData = (part, data) => { if (part === 'names') { pieces = data.pieces; } engine[part](data); };
    await load(data + 'names.js');
    await load(data + 'forms.js');
    for (let n = 1; n <= pieces; n++) { await load(`${data}bodies-${n}.js`); }
}"""


def ask(page: Page, query: str) -> None:
    """Type a query on the results page and wait until it is answered with the bodies read."""
    page.fill("#search-page-input", query)
    settled(page)


def settled(page: Page) -> None:
    page.wait_for_function(
        """() => {
            const live = document.querySelector('[data-search-page] [role=status]');
            return live.dataset.query === document.querySelector('#search-page-input').value && live.textContent && !live.textContent.includes('正文还在读入');
        }"""
    )
    page.wait_for_timeout(60)


@pytest.mark.parametrize("where", WHERE)
def test_the_queries_find_what_they_should(page: Page, address: Callable[[str], str], where: str) -> None:
    page.goto(address("search.html"))
    reciprocal = []
    failed = []
    for expected in QUERIES:
        ask(page, str(expected["q"]))
        hits = page.eval_on_selector_all(HITS, READ)
        ranks = [
            n
            for n, (kind, title, _) in enumerate(hits, 1)
            if kind == expected["kind"] and re.search(expected["title"], title)
        ]
        reciprocal.append(1 / ranks[0] if ranks else 0)
        if not ranks or ranks[0] > expected["within"]:
            failed.append((expected["q"], ranks[:1], hits[:3]))
    assert failed == []
    assert sum(reciprocal) / len(reciprocal) >= 0.95


def own_texts(library: Library) -> dict[str, str]:
    """What an item says itself: its file without the names of fields."""
    return {
        f"{KIND_OF[kind]}/{item_id}": re.sub(r"\*\*|~~|`", "", source.text)
        for (kind, item_id), source in library.sources.items()
    }


def test_exact_hits_are_the_items_that_contain_the_term(page: Page, served: str, library: Library) -> None:
    texts = own_texts(library)
    chance = random.Random(6)
    names = sorted(texts)
    terms = set()
    while len(terms) < 200:
        runs = re.findall(r"[\u4e00-\u9fff]{2,}", texts[chance.choice(names)].partition("\n---\n")[2])
        run = chance.choice(runs)
        size = chance.randint(2, min(6, len(run)))
        start = chance.randint(0, len(run) - size)
        terms.add(run[start : start + size])
    page.goto(f"{served}/index.html")
    page.evaluate(ENGINE)
    told = page.evaluate(
        "terms => terms.map(term => engine.run(term, {}, 100000).hits.filter(hit => hit.match === 'exact').map(hit => hit.url))",
        sorted(terms),
    )
    kinds = {"policies": "policy", "themes": "theme", "problems": "problem", "snippets": "snippet"}
    kinds |= {"structured": "structured", "templates": "template", "examples": "example"}
    for term, urls in zip(sorted(terms), told, strict=True):
        found = set()
        for url in urls:
            kind, _, rest = url.partition("/")
            item = rest.partition("#")[0].removesuffix(".html")
            if kind in kinds and not item.endswith("index"):
                found.add(f"{kinds[kind]}/{item}")
        assert found == {name for name, text in texts.items() if term in text}, term


@pytest.mark.parametrize("where", WHERE)
def test_an_address_shows_every_result(page: Page, address: Callable[[str], str], where: str) -> None:
    page.goto(address("search.html") + "?q=%E5%85%9A%E5%91%98&all=1")
    settled(page)
    exact = page.locator(f"{HITS}[data-match=exact]").count()
    assert exact > 60 and page.text_content("[data-search-page] [data-search-count]") == str(exact)
    page.select_option("[data-search-filter=kind]", "policy")
    page.wait_for_timeout(300)
    kinds = {kind for kind, _, _ in page.eval_on_selector_all(HITS, READ)}
    assert kinds == {"policy"} and "kind=policy" in page.url


FOLDED = [
    ("三會一課", "三会一课"), ("“三会一课”", "三会一课"), ("三 会一课", "三会一课"), ("三hui一课", "三会一课"), ("SHYK", "三会一课"),
    ("ｓｈｙｋ", "三会一课"), ("二〇二四年度民主生活会", "2024年度民主生活会"), ("24年度民主生活会", "2024年度民主生活会"),
    ("纪律处分條例", "中国共产党纪律处分条例"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "title"), FOLDED)
def test_writing_does_not_matter(page: Page, served: str, query: str, title: str) -> None:
    page.goto(f"{served}/search.html")
    ask(page, query)
    assert page.locator(HITS).first.locator("a").text_content() == title


@pytest.mark.parametrize(
    ("query", "right"),
    [("对照检察", "对照检查"), ("整改台帐", "整改台账"), ("处分条列", "处分条例"), ("会议纪录", "会议记录")],
)
def test_a_listed_slip_is_mended_and_said(page: Page, served: str, query: str, right: str) -> None:
    page.goto(f"{served}/search.html")
    ask(page, query)
    assert f"已按“{right}”查找" in (page.text_content("[data-search-page] .search-status") or "")
    assert page.text_content("[data-search-page] [data-search-count]") == "0"
    assert {match for _, _, match in page.eval_on_selector_all(HITS, READ)} == {"near"}


def test_a_wrong_character_of_the_same_sound_is_near(page: Page, served: str) -> None:
    page.goto(f"{served}/search.html")
    ask(page, "八项规定实施西则")
    assert page.locator(HITS).first.get_attribute("data-match") == "near"
    assert "八项规定实施细则" in (page.locator(HITS).first.locator("a").text_content() or "")
    assert page.locator(".hit-heading").text_content() == "接近的结果"


def test_a_wrong_name_shows_the_right_one(page: Page, served: str, library: Library) -> None:
    policy = next(p for p in library.policies.values() if p.wrong_names)
    page.goto(f"{served}/search.html")
    ask(page, policy.wrong_names[0].text)
    assert f"应为{policy.title}" in (page.locator(".hit-name", has_text="错的写法").first.text_content() or "")


def test_year_and_article_lead_to_their_place(page: Page, served: str) -> None:
    for query, anchor in (
        ("处分条例 2018", "v2018"),
        ("处分条例 第一百三十二条", "v2023-第一百三十二条"),
        ("处分条例 第132条", "v2023-第一百三十二条"),
    ):
        page.goto(f"{served}/search.html")
        ask(page, query)
        page.locator(HITS).first.locator("a").click()
        page.wait_for_url("**/policies/jilv-chufen-tiaoli.html#*")
        assert page.evaluate("decodeURIComponent(location.hash)") == f"#{anchor}"
        assert page.evaluate("document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null")


@pytest.mark.parametrize("word", ["一把手", "躺平", "过紧日子", "回头看"])
def test_everyday_words_find_through_aliases(page: Page, served: str, word: str) -> None:
    page.goto(f"{served}/search.html")
    ask(page, word)
    assert int(page.text_content("[data-search-page] [data-search-count]") or 0) >= 1


def test_every_heading_that_a_hit_leads_to_is_on_its_page(page: Page, served: str, site: Path) -> None:
    page.goto(f"{served}/index.html")
    page.evaluate(ENGINE)
    words = ["怎么用", "怎样", "什么时候用", "班子怎么写", "第十条", "退回"]
    urls = page.evaluate("words => words.map(w => engine.run(w, {}, 100000).hits.map(hit => hit.url)).flat()", words)
    anchored = {url for url in urls if "#" in url}
    assert len(anchored) > 30
    for url in anchored:
        path, _, anchor = url.partition("#")
        assert f'id="{anchor}"' in (site / path).read_text("utf-8"), url


@pytest.mark.parametrize("where", WHERE)
def test_by_keyboard_from_any_page_to_a_hit_and_back(page: Page, address: Callable[[str], str], where: str) -> None:
    page.goto(address("policies/sanhui-yike.html"))
    page.keyboard.press("/")
    page.keyboard.type("dangnei")
    page.wait_for_selector(".search-panel [data-search-hit]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.closest('[data-search-hit]') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('[data-search-input]')")
    assert page.locator(".search-panel").is_hidden()
    page.keyboard.press("Control+K")
    page.wait_for_selector(".search-panel [data-search-hit]")
    page.keyboard.press("ArrowDown")
    title = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"h1:has-text('{title}')")


@pytest.mark.parametrize("where", WHERE)
def test_a_card_is_copied_from_the_result(
    page: Page, address: Callable[[str], str], where: str, library: Library
) -> None:
    problem = library.problems["lilun-wuzhuang/lingdu-duo-yantao-shao"]
    page.goto(address("index.html"))
    page.keyboard.press("/")
    page.keyboard.type("领读多")
    page.click(".search-panel [data-search-hit] >> text=复制（班子）")
    text = pasted(page)
    assert text.split("\n")[0] == problem.appearance["班子"]
    assert f"做什么：{problem.measures['班子'].what}" in text


@pytest.mark.parametrize("width", (1280, 390), indirect=True)
@pytest.mark.parametrize("scheme", ("light", "dark"))
def test_axe_finds_nothing(page: Page, served: str, scheme: str) -> None:
    page.goto(f"{served}/index.html")
    if scheme == "dark":
        page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    page.keyboard.press("/")
    page.keyboard.type("批评")
    page.wait_for_selector(".search-panel [data-search-hit]")
    page.wait_for_timeout(500)
    assert violations(page) == []
    page.goto(f"{served}/search.html?q=批评")
    if scheme == "dark":
        page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    settled(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]


HOSTILE = [
    "纪" * 10_000,
    "，。！？《》“”",
    r".*+?^${}()|[]\\",
    "<script>alert(1)</script>",
    "\ud800学习\udfff",
    "%00%u",
    "  ",
    "学" * 121,
    "a" * 3000,
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_queries_break_nothing(page: Page, served: str, query: str) -> None:
    page.goto(f"{served}/search.html")
    page.evaluate(
        "query => { const box = document.querySelector('#search-page-input'); box.value = query; box.dispatchEvent(new Event('input', {bubbles: true})); }",
        query,
    )
    page.wait_for_timeout(200)
    ask(page, "三会一课")
    assert page.locator(HITS).first.locator("a").text_content() == "三会一课"


def test_a_passage_says_more_than_the_word(page: Page, served: str) -> None:
    """The list of everyday names has lines of the word alone, which tell nothing: a sentence is shown, or nothing."""
    page.goto(f"{served}/search.html")
    ask(page, "三会一课")
    shown = page.locator(f"{HITS} .hit-passage").all_text_contents()
    assert len(shown) > 15 and "…三会一课…" not in shown and all("三会一课" in text for text in shown)
    assert "制度条例" not in shown[0], "a wrong name is no passage"


def test_typing_faster_than_results_shows_the_last(page: Page, served: str) -> None:
    page.goto(f"{served}/search.html")
    page.evaluate("""() => {
        const box = document.querySelector('#search-page-input');
        for (let n = 0; n < 200; n++) {
            box.value = n === 199 ? '三重一大' : '查' + n;
            box.dispatchEvent(new Event('input', {bubbles: true}));
        }
    }""")
    settled(page)
    assert page.locator(HITS).first.locator("a").text_content() == "三重一大"


@pytest.mark.parametrize(
    ("pattern", "body", "told"),
    [
        ("**/search/names.js", None, "检索数据没有读到"),
        ("**/search/names.js", 'antouSearchData("names",{"kinds":[', "检索数据没有读到"),
        ("**/search/bodies-1.js", 'antouSearchData("bodies",[[0,', "检索数据没有读全"),
        ("**/search/bodies-1.js", None, "检索数据没有读全"),
        ("**/search-engine.js", None, "检索数据没有读到"),
    ],
)
def test_data_missing_or_cut_short_is_said(
    browser: Any, served: str, pattern: str, body: str | None, told: str
) -> None:
    opened = browser.new_context().new_page()  # its console may complain here
    opened.route(
        pattern,
        lambda route: route.abort() if body is None else route.fulfill(body=body, content_type="text/javascript"),
    )
    opened.goto(f"{served}/search.html?q=三会一课")
    opened.wait_for_function(
        "told => document.querySelector('[data-search-page] [role=status]').textContent.includes(told)", arg=told
    )
    opened.context.close()


def test_without_workers_it_runs_in_the_page(page: Page, served: str) -> None:
    page.add_init_script("delete window.Worker;")
    page.goto(f"{served}/search.html")
    ask(page, "三会一课")
    assert page.locator(HITS).first.locator("a").text_content() == "三会一课"


def test_the_index_by_pinyin_holds_everything_without_script(browser: Any, served: str, library: Library) -> None:
    opened = browser.new_context(java_script_enabled=False).new_page()
    opened.goto(f"{served}/index.html")
    opened.click("[data-search-place] a")
    links = {
        link.removeprefix(f"{served}/")
        for link in opened.eval_on_selector_all(".index a", "links => links.map(a => a.href)")
    }
    from macros.library import url_of

    assert {url_of(kind, item_id) for kind, item_id in library.sources} <= links
    titles = opened.eval_on_selector_all("#letter-s + .index a", "links => links.map(a => a.textContent)")
    assert "三会一课" in titles and titles.index("三会一课") < titles.index("四种形态")
    opened.context.close()


def test_nothing_is_asked_of_another_host_and_the_data_loads_only_when_used(page: Page, served: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served}/index.html")
    page.wait_for_timeout(300)
    assert not [url for url in asked if "/names.js" in url or "/bodies-" in url]
    page.keyboard.press("/")
    page.keyboard.type("sh")
    page.wait_for_selector(".search-panel [data-search-hit]")
    assert [url for url in asked if "/search/names.js" in url]
