"""Whole evenings at the 组稿台: from the notice to draft, Word file and ledger, by mouse and by keyboard, http and from a folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page

from macros import compose
from macros.assemble import choose, combinations, draft, most_of
from macros.draft import Block, Span
from macros.library import Library
from tests.browser.parts import WHERE, pasted, violations

OWN = {
    "title": "窗口中午没有人值守",
    "note": "排班先顾自己",
    "appearance": "2023年9月到11月，办事窗口午间无人值守11次，3名群众白跑一趟。",
    "cause": "排班表只排了上班时间，午间由谁顶一直没有定。",
    "what": "午间排一名值守人员，姓名和时段贴在窗口。",
    "who": "综合科排班，分管负责同志每周看一次。",
    "by": "2024年1月25日前排好，当日起执行。",
    "check": "每周抽看两天监控，缺岗的在班子会上通报。",
    "done": "连续三个月抽看没有缺岗。",
}


def started(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("[data-compose][data-ready]")


def set_up(page: Page, theme: str, template: str, writer: str) -> None:
    page.select_option("[data-choose=theme]", theme)
    page.select_option("[data-choose=template]", template)
    page.select_option("[data-choose=writer]", writer)


def take(page: Page, aspect: int, count: int = 1) -> None:
    """Take the first suggested cards of an aspect."""
    for _ in range(count):
        if page.locator(f"[data-picker='{aspect}'] li").count() == 0:
            page.click(f"#aspect-{aspect} [data-do=pick]")
        before = page.locator(f"#aspect-{aspect} .compose-problem").count()
        page.locator(f"[data-picker='{aspect}'] [data-do=take]").first.click()
        page.wait_for_function(
            "([at, before]) => document.querySelectorAll(`#aspect-${at} .compose-problem`).length > before",
            arg=[aspect, before],
        )


def write_own(page: Page, aspect: int, told: dict[str, str] = OWN) -> str:
    page.click(f"#aspect-{aspect} [data-do=own]")
    own = page.locator(f"#aspect-{aspect} .compose-problem").last.get_attribute("id") or ""
    name = own.removeprefix("problem-")
    for column, text in told.items():
        page.fill(f"[data-own='{name}'][data-column={column}]", text)
    return name


def settle(page: Page) -> None:
    page.wait_for_timeout(150)


def paper(page: Page) -> str:
    settle(page)
    return page.inner_text(".compose-draft .paper")


def fill_everything(page: Page) -> None:
    """Every open fact with its example, as the form shows it."""
    page.evaluate("""() => document.querySelectorAll('#fill [data-blank]').forEach(field => {
        if (field.value) { return; }
        const hint = field.closest('label').querySelector('small');
        const match = /例：(.*)$/.exec(hint ? hint.textContent : '');
        field.value = match ? match[1] : '某事';
        field.dispatchEvent(new Event('input', {bubbles: true}));
    })""")
    settle(page)


@pytest.mark.parametrize("where", WHERE)
def test_an_evening_from_the_notice_to_the_word_file(
    page: Page, browser: Browser, address: Callable[[str], str], where: str, tmp_path: Path
) -> None:
    """2023 主题教育 班子: six aspects, two of one's own, one renamed; reload, save, reopen elsewhere; Word, ledger; then 个人, then 情况报告."""
    started(page, address("compose.html"))
    set_up(page, "2023-zhuti-jiaoyu", "zhuti-jiaoyu-duizhao-jiancha", "班子")
    assert page.locator(".compose-aspect").count() == 6
    for aspect in range(5):
        take(page, aspect)
    write_own(page, 5)
    write_own(
        page,
        0,
        {**OWN, "title": "来信登记后没有人回", "appearance": "2023年收到来信42件，登记后9件没有答复，最长的放了87天。"},
    )
    page.fill("[data-aspect-title='3']", "担当作为（照本单位通知）")
    text = paper(page)
    assert "（四）担当作为（照本单位通知）" in text and "窗口中午没有人值守。2023年9月到11月" in text
    assert "针对“窗口中午没有人值守”的问题，" in text
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert paper(page) == text
    fill_everything(page)
    assert "【" not in paper(page), paper(page)[:400]
    with page.expect_download() as download:
        page.click("[data-do=save-work]")
    saved = tmp_path / "组稿.json"
    download.value.save_as(saved)
    whole = paper(page)

    other = browser.new_context(accept_downloads=True).new_page()
    started(other, address("compose.html"))
    other.set_input_files("[data-open-work]", saved)
    other.wait_for_function("() => document.querySelectorAll('.compose-aspect').length === 6")
    assert paper(other) == whole
    other.context.close()

    page.click(".compose-draft [data-action='copy-text'] >> nth=0")
    assert "窗口中午没有人值守" in pasted(page)
    with page.expect_download() as download:
        page.click(".compose-draft [data-action='download-docx']")
    word = tmp_path / "稿.docx"
    download.value.save_as(word)
    assert "窗口中午没有人值守" in "\n".join(p.text for p in Document(str(word)).paragraphs)
    with page.expect_download() as download:
        page.click("[data-do=xlsx]")
    ledger = tmp_path / "台账.xlsx"
    download.value.save_as(ledger)
    sheet = load_workbook(ledger).active
    assert sheet.max_row == 1 + 7  # five cards, two of one's own
    checked_clean(word)

    both = page.evaluate("""() => antou.composing.data.index.problems
        .filter(card => card.writers.includes('班子成员') && document.getElementById('problem-' + card.id)).map(card => card.id)""")
    page.locator(f"[id='problem-{both[0]}'] [data-choose=owner]").select_option("me")
    page.select_option("#aspect-5 .compose-problem >> nth=0 >> [data-choose=owner]", "me")
    page.select_option("[data-choose=template]", "geren-duizhao")
    page.select_option("[data-choose=writer]", "班子成员")
    personal = paper(page)
    assert personal.count("针对“") == 2 and "窗口中午没有人值守" in personal

    page.select_option("[data-choose=template]", "qingkuang-baogao")
    report = paper(page)
    assert report.count("针对“") == 7
    page.select_option("[data-choose=template]", "zhenggai-fangan")
    assert paper(page).count("窗口中午没有人值守") >= 1


def checked_clean(word: Path) -> None:
    """The finished file passes the checks that a reviewer would run: no error, no warning of match/."""
    import contextlib
    import io

    from scripts.check import main as check

    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        check([str(word), "--format", "json", "--as-of", "2024-01-12"])
    findings = json.loads(told.getvalue())["findings"]
    wrong = [
        f for f in findings if f["level"] == "error" or (f["level"] == "warning" and f["rule"].startswith("match/"))
    ]
    assert wrong == [], [f"{f['rule']}: {f['message']} {f['text'][:60]}" for f in wrong]


@pytest.mark.parametrize("where", WHERE)
def test_the_same_by_keyboard_alone(page: Page, address: Callable[[str], str], where: str) -> None:
    started(page, address("compose.html"))

    def to(selector: str, most: int = 400) -> None:
        for _ in range(most):
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"not reached by Tab: {selector}")

    to("[data-choose=theme]")
    page.keyboard.type("2025年度民主生活会")
    to("[data-choose=template]")
    for _ in range(60):
        if page.input_value("[data-choose=template]") == "niandu-duizhao-jiancha":
            break
        page.keyboard.press("ArrowDown")
    assert page.input_value("[data-choose=template]") == "niandu-duizhao-jiancha"
    to("#aspect-0 [data-do=pick]")
    page.keyboard.press("Enter")
    to("[data-picker='0'] [data-do=take]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#aspect-0 .compose-problem")
    to("[data-picker='0'] [data-do=take]")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('#aspect-0 .compose-problem').length === 2")
    titles = page.eval_on_selector_all("#aspect-0 .problem-title", "all => all.map(one => one.textContent)")
    page.focus("#aspect-0")
    to("#aspect-0 .compose-problem:nth-child(2) [data-do=problem-up]")
    page.keyboard.press("Enter")
    settle(page)
    assert (
        page.eval_on_selector_all("#aspect-0 .problem-title", "all => all.map(one => one.textContent)") == titles[::-1]
    )
    to("[data-do=undo]", 600)
    page.keyboard.press("Enter")
    settle(page)
    assert page.eval_on_selector_all("#aspect-0 .problem-title", "all => all.map(one => one.textContent)") == titles


def keyed(library: Library, spans: tuple[Span, ...]) -> str:
    return "".join(compose.keyed(library, span.text, span.scope) for span in spans)


def told(library: Library, block: Block) -> list[Any]:
    return [
        block.kind,
        block.number + keyed(library, block.spans),
        [[keyed(library, cell) for cell in row] for row in block.rows],
    ]


def test_default_picks_compose_to_what_the_build_assembles(page: Page, served: str, library: Library) -> None:
    """Every template, theme and writer, block by block."""
    started(page, f"{served}/compose.html")
    topics = [topic.id for topic in library.vocabulary.topics]
    page.evaluate(
        """topics => {
        /* a release's folders end in a mark, the same for scripts and data */
        const own = document.querySelector('script[src*="assets/antou"]').src;
        const folder = own.replace('assets/antou', 'assets/data').replace(/[^/]*$/, 'compose/');
        return Promise.all(topics.map(topic => new Promise(done => {
            const script = document.createElement('script');
            script.src = `${folder}cards-${topic}.js`; script.onload = done; document.head.appendChild(script);
        })));
    }""",
        topics,
    )
    different = []
    for template_id, theme_id, writer in combinations(library):
        template = library.templates[template_id]
        choice = choose(library, template, library.themes[theme_id], writer, most_of(template))
        work = {
            "theme": theme_id, "template": template_id, "writer": writer,
            "aspects": [{"title": title, "topics": [], "problems": list(problems)} for title, problems in choice.aspects],
            "owner": dict.fromkeys(choice.problems, "me"),
        }  # fmt: skip
        made = page.evaluate(
            """work => antou.assemble(antou.composing.data, antou.work.mend(work, antou.composing.data.index).work)
            .blocks.map(block => [block.kind, block.number + block.text, block.rows || []])""",
            work,
        )
        if made != [told(library, block) for block in draft(library, template_id, theme_id, writer).blocks]:
            different.append((template_id, theme_id, writer))
    assert different == []


def test_no_this_has_not_happened_leaves_a_card_out(page: Page, served: str) -> None:
    started(page, f"{served}/compose.html")
    set_up(page, "2025-niandu", "niandu-duizhao-jiancha", "班子")
    page.click("#aspect-0 [data-do=pick]")
    first = page.locator("[data-picker='0'] strong").first.text_content()
    assert "有没有这事" in (page.locator("[data-picker='0'] .screening-text").first.text_content() or "")
    page.locator("[data-picker='0'] [data-do=no]").first.click()
    page.wait_for_selector(".answered-no")
    assert page.locator("[data-picker='0'] strong").first.text_content() != first
    assert page.locator("[data-picker='0'] .answered-no strong").first.text_content() == first


def test_the_panel_says_what_is_missing(page: Page, served: str) -> None:
    started(page, f"{served}/compose.html")
    set_up(page, "2025-niandu", "niandu-duizhao-jiancha", "班子")
    take(page, 0)
    write_own(page, 1, {"title": "一条没有写完的"})
    settle(page)
    panel = page.inner_text(".compose-missing")
    assert "还没有问题" in panel and "没有人认领" in panel and "没有写谁来做" in panel and "没有写何时完成" in panel
    assert "项事实没有填" in panel and "不是规定" in panel
    text = paper(page)
    assert "【表现：时间、事项、数字】" in text  # an empty column never reads as finished
    page.click(".compose-missing a >> nth=0")
    assert page.evaluate("document.activeElement !== document.body")


def test_aspects_are_added_renamed_ordered_and_removed_and_undone(page: Page, served: str) -> None:
    started(page, f"{served}/compose.html")
    set_up(page, "2025-niandu", "niandu-duizhao-jiancha", "班子")
    count = page.locator(".compose-aspect").count()
    page.click("[data-do=aspect-add]")
    page.fill(f"[data-aspect-title='{count}']", "本单位加的方面")
    page.click(f"#aspect-{count} [data-do=aspect-up]")
    assert page.input_value(f"[data-aspect-title='{count - 1}']") == "本单位加的方面"
    page.click(f"#aspect-{count - 1} [data-do=aspect-out]")
    assert page.locator(".compose-aspect").count() == count
    page.click("[data-do=undo]")
    assert page.input_value(f"[data-aspect-title='{count - 1}']") == "本单位加的方面"
    page.click("[data-do=redo]")
    assert page.locator(".compose-aspect").count() == count


def test_a_theme_without_aspects_takes_the_users_own(page: Page, served: str, library: Library) -> None:
    theme = next(i for i, t in library.themes.items() if not t.aspects and t.meeting == "民主生活会")
    started(page, f"{served}/compose.html")
    page.select_option("[data-choose=theme]", theme)
    page.select_option("[data-choose=template]", "niandu-duizhao-jiancha")
    assert "照收到的通知自己写上" in page.inner_text("#first")
    page.click("[data-do=aspect-add]")
    page.fill("[data-aspect-title='0']", "通知上的第一个方面")
    write_own(page, 0)
    assert "（一）通知上的第一个方面" in paper(page)


def test_roots_are_renamed_and_regrouped(page: Page, served: str) -> None:
    started(page, f"{served}/compose.html")
    set_up(page, "2025-niandu", "niandu-duizhao-jiancha", "班子")
    take(page, 0, 2)
    root = page.locator("[data-root]").first
    root.fill("学用结合抓得不紧")
    assert "学用结合抓得不紧" in paper(page)
    page.locator("[data-choose=root-of]").first.select_option("new")
    settle(page)
    assert "给根源起个名称" in paper(page)


def test_a_link_carries_choices_and_never_values(page: Page, browser: Browser, served: str) -> None:
    started(page, f"{served}/compose.html")
    set_up(page, "2025-niandu", "niandu-duizhao-jiancha", "班子")
    take(page, 0)
    page.fill("#fill [data-blank='单位名称']", "不该出去的名字")
    page.click("[data-do=link]")
    link = pasted(page)
    assert "不该出去" not in link and "theme=2025-niandu" in link
    other = browser.new_context().new_page()
    started(other, link)
    assert other.locator(".compose-problem").count() == 1
    assert other.input_value("#fill [data-blank='单位名称']") == ""
    other.context.close()


BAD_WORKS = {
    "damaged": ("{\"antou\": 1, \"wo", "读不出来"),
    "no work": ("{\"antou\": 1, \"values\": {}}", "不是组稿台存的"),
    "newer": ("{\"antou\": 7, \"work\": {}}", "更新的版本"),
    "removed": (
        json.dumps({"antou": 1, "work": {"theme": "2025-niandu", "template": "niandu-duizhao-jiancha", "writer": "班子",
                    "aspects": [{"title": "甲", "topics": ["mei-you"], "problems": ["lilun-wuzhuang/mei-you-zhe-zhang"]}]}}),
        "lilun-wuzhuang/mei-you-zhe-zhang",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_WORKS)
def test_a_bad_work_is_said_and_nothing_is_lost(page: Page, served: str, tmp_path: Path, name: str) -> None:
    text, told_words = BAD_WORKS[name]
    started(page, f"{served}/compose.html")
    set_up(page, "2025-niandu", "niandu-duizhao-jiancha", "班子")
    take(page, 0)
    before = paper(page)
    bad = tmp_path / "坏.json"
    bad.write_text(text, "utf-8")
    page.set_input_files("[data-open-work]", bad)
    page.wait_for_function(
        "told => document.querySelector('[data-fill-message]').textContent.includes(told)", arg=told_words
    )
    if name != "removed":
        assert paper(page) == before
    else:
        page.click("[data-do=undo]")
        assert paper(page) == before


def test_sixty_problems_and_two_hundred_of_ones_own(page: Page, served: str, library: Library, tmp_path: Path) -> None:
    cards = [i for i, p in library.problems.items() if "班子" in p.writers][:60]
    sides = {"班子": {"appearance": "9月查出2件。"}}
    own = {
        f"own-{n}": {"id": f"own-{n}", "title": f"第{n}件自拟的事", "root": "zhidu", "sides": sides}
        for n in range(1, 201)
    }
    work = {
        "antou": 1,
        "work": {
            "theme": "2025-niandu", "template": "niandu-duizhao-jiancha", "writer": "班子", "own": own,
            "aspects": [{"title": "甲", "topics": [], "problems": [*cards, *own]}],
        },
        "values": {},
    }  # fmt: skip
    saved = tmp_path / "大.json"
    saved.write_text(json.dumps(work, ensure_ascii=False), "utf-8")
    started(page, f"{served}/compose.html")
    page.set_input_files("[data-open-work]", saved)
    page.wait_for_function("() => document.querySelectorAll('.compose-problem').length === 260", timeout=60_000)
    assert paper(page).count("针对“") == 260


def test_hostile_text_of_ones_own_stays_text(page: Page, served: str, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)>【不是空】=1+1"
    started(page, f"{served}/compose.html")
    set_up(page, "2025-niandu", "niandu-duizhao-jiancha", "班子")
    write_own(page, 0, {**OWN, "title": hostile})
    page.fill("[data-aspect-title='0']", "<script>1</script>")
    assert "<img src=x onerror=alert(1)>" in paper(page)
    assert page.locator(".compose-draft .paper :is(img, script)").count() == 0
    with page.expect_download() as download:
        page.click(".compose-draft [data-action='download-docx']")
    download.value.save_as(tmp_path / "甲.docx")
    assert "<img src=x" in "\n".join(p.text for p in Document(str(tmp_path / "甲.docx")).paragraphs)


@pytest.mark.parametrize("how", ["forbidden", "full"])
def test_storage_that_fails_is_said(browser: Browser, served: str, how: str) -> None:
    opened = browser.new_context().new_page()
    opened.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('no'); } });"
        if how == "forbidden"
        else "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    started(opened, f"{served}/compose.html")
    set_up(opened, "2025-niandu", "niandu-duizhao-jiancha", "班子")
    opened.wait_for_function("() => document.querySelector('[data-fill-message]').textContent.includes('存成文件')")
    opened.context.close()


def test_kept_only_if_the_user_says_so(browser: Browser, served: str) -> None:
    context = browser.new_context()
    first = context.new_page()
    started(first, f"{served}/compose.html")
    set_up(first, "2025-niandu", "niandu-duizhao-jiancha", "班子")
    take(first, 0)
    first.close()
    second = context.new_page()
    started(second, f"{served}/compose.html")
    assert second.locator(".compose-problem").count() == 0
    set_up(second, "2025-niandu", "niandu-duizhao-jiancha", "班子")
    second.check("[data-keep]")
    take(second, 1)
    second.close()
    third = context.new_page()
    started(third, f"{served}/compose.html")
    assert third.locator(".compose-problem").count() == 1
    context.close()


@pytest.mark.parametrize("width", (1280, 390), indirect=True)
@pytest.mark.parametrize("scheme", ("default", "slate"))
def test_axe_finds_nothing_while_composing(page: Page, served: str, scheme: str) -> None:
    started(page, f"{served}/compose.html")
    page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
    set_up(page, "2025-niandu", "niandu-duizhao-jiancha", "班子")
    take(page, 0)
    write_own(page, 1)
    page.click("#aspect-2 [data-do=pick]")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
