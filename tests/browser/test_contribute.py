"""A way without git: the forms of 投一篇范例 and 补一张问题卡 make files that the repository takes, and say what it would not take."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from macros.body import read_body
from macros.library import Library
from macros.model import Example
from macros.source import read
from scripts import pictures
from tests.browser.contributed import CARD, EXAMPLE, FACTS, NOTES, TEXT
from tests.browser.parts import WHERE, WIDTHS, pasted, violations
from tests.conftest import ROOT, run

PROBLEM_PAGE = "contribute/bu-wentika.html"
EXAMPLE_PAGE = "contribute/tou-fanli.html"
PATTERNS = {
    "GitHub": "https://github.com/OWNER/REPO/new/main?filename={path}&value={text}",
    "Gitea": "https://git.example.org/OWNER/REPO/_new/main?filename={path}&value={text}",
    "GitLab": "https://git.example.org/OWNER/REPO/-/new/main?file_name={path}&file={text}",
}


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("[data-contribute][data-ready]")


PUT = """told => Object.keys(told).forEach(name => {
    const put = (field, property, value) => {
        field[property] = value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const field = document.getElementById('c-' + name), value = told[name];
    if (Array.isArray(value)) {
        document.querySelectorAll(`[data-field=${name}] input`).forEach(box => put(box, 'checked', value.includes(box.value)));
    } else if (typeof value === 'boolean') { put(field, 'checked', value); } else { put(field, 'value', value); }
})"""


def fill(page: Page, told: dict[str, Any]) -> None:
    """Fill fields by name, in the form's order, in one step: a real pointer and keyboard are in the tests that say so."""
    page.evaluate(PUT, told)


def fill_facts(page: Page, facts: dict[str, tuple[str, str, str]] = FACTS) -> None:
    for name, (look, example, kind) in facts.items():
        row = page.locator(f"[data-fact='{name}']")
        row.locator("[data-field=look] input").fill(look)
        row.locator("[data-field=example] input").fill(example)
        row.locator("[data-field=kind] select").select_option(kind)


def fill_notes(page: Page, notes: list[tuple[str, str, str, str]] = NOTES) -> None:
    for number, (type_, quote, note, mend) in enumerate(notes):
        if number:
            page.click("[data-rows-of=annotations]")
        row = page.locator("[data-rows=annotations] > .row").nth(number)
        row.locator("[data-field=type] select").select_option(type_)
        row.locator("[data-field=quote] input").fill(quote)
        row.locator("[data-field=note] textarea").fill(note)
        row.locator("[data-field=mend] textarea").fill(mend)


def filled_card(page: Page, address: str) -> None:
    opened(page, address)
    fill(page, CARD)
    fill_facts(page)


def filled_example(page: Page, address: str) -> None:
    opened(page, address)
    fill(page, EXAMPLE)
    fill_notes(page)


def act(page: Page, action: str) -> None:
    page.click(f"[data-contribute-do={action}]")


def complaints(page: Page) -> list[str]:
    """What the list of faults says; nothing when it is not shown."""
    act(page, "check")
    if not page.locator("[data-contribute-wrong]").is_visible():
        return []
    return page.locator("[data-contribute-wrong] li").all_inner_texts()


def made(page: Page) -> str:
    return str(page.text_content("[data-contribute-file] pre"))


def saved(page: Page, folder: Path, press: Callable[[], None]) -> Path:
    with page.expect_download() as waiting:
        press()
    target = folder / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target


def tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def choose_by_keyboard(page: Page, value: str) -> None:
    """Down the list to a value, as it has the focus."""
    for _ in range(80):
        if page.evaluate("document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the keyboard does not reach {value}")


def card_by_keyboard(page: Page) -> None:
    """The whole card without a mouse: Tab, Space, arrows and typing."""
    page.keyboard.press("Tab")
    for name, value in CARD.items():
        if isinstance(value, list):
            for word in value:
                tab_to(page, f"[data-field={name}] input[value={word}]")
                page.keyboard.press("Space")
            continue
        tab_to(page, f"#c-{name}")
        if page.evaluate("document.activeElement.tagName") == "SELECT":
            choose_by_keyboard(page, value)
        else:
            page.keyboard.insert_text(value)
    for name, (look, example, kind) in FACTS.items():
        tab_to(page, f"[data-fact='{name}'] [data-field=look] input")
        page.keyboard.insert_text(look)
        tab_to(page, f"[data-fact='{name}'] [data-field=example] input")
        page.keyboard.insert_text(example)
        tab_to(page, f"[data-fact='{name}'] [data-field=kind] select")
        choose_by_keyboard(page, kind)


def example_by_mouse(page: Page) -> None:
    for name, value in EXAMPLE.items():
        if isinstance(value, bool):
            page.set_checked(f"#c-{name}", value)
        elif page.locator(f"select#c-{name}").count():
            page.select_option(f"#c-{name}", value)
        else:
            page.fill(f"#c-{name}", value)


def test_a_card_and_an_example_from_the_form_to_the_site(
    page: Page, site: Path, served: str, repository: Path, tmp_path: Path
) -> None:
    """The card by keyboard from a folder, the example by mouse over http; both pass the check and stand in the built site."""
    opened(page, (site / PROBLEM_PAGE).as_uri())
    card_by_keyboard(page)
    tab_to(page, "[data-contribute-do=save]")
    card = saved(page, tmp_path, lambda: page.keyboard.press("Enter"))
    assert card.name == f"{CARD['slug']}.md"
    said = page.inner_text("[data-contribute-message]")
    assert f"docs/problems/{CARD['folder']}/{CARD['slug']}.md" in said and "附件" in said

    opened(page, f"{served}/{EXAMPLE_PAGE}")
    example_by_mouse(page)
    assert page.input_value("#c-document_type") == "通知"  # told by the template
    fill_notes(page)
    example = saved(page, tmp_path, lambda: act(page, "save"))

    in_library = [f"docs/problems/{CARD['folder']}/{card.name}", f"docs/examples/{example.name}"]
    for file, place in zip((card, example), in_library, strict=True):
        (repository / place).write_bytes(file.read_bytes())
    settings = repository / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("new_file: ''", f"new_file: '{PATTERNS['Gitea']}'"), "utf-8"
    )
    result = run(repository, "scripts.check", in_library[0], "--mode", "contribution")
    assert result.returncode == 0 and "没有发现问题" in result.stdout, result.stdout
    result = run(repository, "scripts.check")
    assert result.returncode == 0 and "没有发现问题" in result.stdout, result.stdout
    result = run(repository, "scripts.build")
    assert result.returncode == 0, result.stderr

    shown = (repository / f"site/problems/{CARD['folder']}/{CARD['slug']}.html").read_text("utf-8")
    assert str(CARD["title"]) in shown and str(CARD["avoid-quote"]) in shown and "借出次数" in shown
    document = (repository / f"site/examples/{EXAMPLE['slug']}.html").read_text("utf-8")
    assert 'data-annotation="表述"' in document and "<td" in document and "二、会前要办的事" in document
    form = (repository / "site" / PROBLEM_PAGE).read_text("utf-8")
    assert re.findall(r'<meta name="antou-new-file" content="([^"]*)">', form) == [
        PATTERNS["Gitea"].replace("&", "&amp;")
    ]


@pytest.mark.parametrize("where", WHERE)
def test_the_file_is_as_the_library_writes_it(
    where: str, page: Page, address: Callable[[str], str], library: Library, tmp_path: Path
) -> None:
    filled_card(page, address(PROBLEM_PAGE))
    assert complaints(page) == []
    text = made(page)
    source, findings = read(_file(tmp_path, text), "x")
    assert not findings
    body, findings = read_body(source, "problems", library.vocabulary.names("writers"))
    assert not findings
    assert source.front["writers"] == CARD["writers"] and source.front["aliases"] == ["钥匙登记", "借钥匙"]
    assert source.front["reviewed_on"] == page.evaluate("new Date().toLocaleDateString('sv')")
    facts = {fact["blank"]: fact for fact in source.front["facts"]}
    assert list(facts) == list(FACTS)  # in the order of the text; shared blanks ask for nothing
    assert facts["借出次数"] == {
        "blank": "借出次数",
        "look": FACTS["借出次数"][0],
        "example": "64",
        "for": "班子",
        "kind": "数字",
    }
    assert facts["本人拿走次数"]["for"] == "党员"
    assert body["measures"]["班子"]["done"] == CARD["measures-banzi-done"]
    assert body["avoid"] == f"> {CARD['avoid-quote']}\n\n{CARD['avoid-why']}"


def _file(folder: Path, text: str) -> Path:
    path = folder / "made.md"
    path.write_bytes(text.encode("utf-8"))
    return path


def test_a_blank_keeps_what_was_told_of_it(page: Page, served: str) -> None:
    """Renamed in the text, moved to the other side, taken out and put back: look and example stay."""
    filled_card(page, f"{served}/{PROBLEM_PAGE}")
    appearance = str(CARD["appearance-banzi"])
    page.fill("#c-appearance-banzi", appearance.replace("借出次数", "借走次数"))
    assert page.input_value("[data-fact=借走次数] [data-field=look] input") == FACTS["借出次数"][0]
    page.fill("#c-appearance-banzi", "空的。")
    assert page.locator("[data-fact=问到人数]").count() == 0
    page.fill("#c-appearance-banzi", appearance)
    assert page.input_value("[data-fact=问到人数] [data-field=example] input") == "9"
    page.fill("#c-causes-dangyuan", "【借出次数】次里我占了一多半。")
    assert "班子、党员" in page.inner_text("[data-fact=借出次数] legend") or "共用" in page.inner_text(
        "[data-fact=借出次数] legend"
    )


@pytest.mark.parametrize("where", WHERE)
def test_nothing_is_lost_on_an_error_or_a_reload(where: str, page: Page, address: Callable[[str], str]) -> None:
    filled_example(page, address(EXAMPLE_PAGE))
    page.fill("#c-slug", "中文名")
    act(page, "save")
    assert page.evaluate("document.activeElement.matches('[data-contribute-wrong]')")
    assert page.input_value("#c-document") == TEXT
    page.reload()
    page.wait_for_selector("[data-contribute][data-ready]")
    assert page.input_value("#c-document") == TEXT and page.is_checked("#c-flawed")
    assert page.locator("[data-rows=annotations] > .row").count() == len(NOTES)
    page.fill("#c-slug", str(EXAMPLE["slug"]))
    assert complaints(page) == []


@pytest.mark.parametrize("where", WHERE)
def test_a_draft_half_written_is_saved_and_opened(
    where: str, page: Page, address: Callable[[str], str], tmp_path: Path
) -> None:
    filled_card(page, address(PROBLEM_PAGE))
    fill(page, {"title": ""})
    draft = saved(page, tmp_path, lambda: act(page, "keep-draft"))
    page.once("dialog", lambda dialog: dialog.accept())
    with page.expect_navigation():
        act(page, "clear")
    page.wait_for_selector("[data-contribute][data-ready]")
    assert page.input_value("#c-slug") == "" and page.locator("[data-fact]").count() == 0
    other = tmp_path / "other.json"
    for text in ("{}", "not json", '{"form": "antou.contribute.examples", "fields": {}, "rows": {}, "facts": []}'):
        other.write_text(text, "utf-8")
        page.set_input_files("[data-contribute-draft]", other)
        page.wait_for_function(
            "() => document.querySelector('[data-contribute-message]').textContent.includes('不是这张表')"
        )
        page.evaluate("document.querySelector('[data-contribute-message]').textContent = ''")
    page.set_input_files("[data-contribute-draft]", draft)
    page.wait_for_function("() => document.querySelector('[data-contribute-message]').textContent.includes('打开了')")
    page.fill("#c-title", str(CARD["title"]))
    assert complaints(page) == []
    assert [fact for fact in FACTS if f"blank: '{fact}', look: '{FACTS[fact][0]}'" not in made(page)] == []


def test_without_storage_the_form_still_works(browser: Browser, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no'); } });"
    )
    filled_card(page, f"{served}/{PROBLEM_PAGE}")
    assert complaints(page) == [] and str(CARD["title"]) in made(page)
    context.close()
    assert thrown == []


# A field, what is typed into it, what is said: each of these is refused at the field and in the list.
WRONG_CARD = [
    ("title", "", "没有填"),
    ("title", "学习笔记到年底集中补抄", "已经有一篇"),
    ("title", "丢了【几】把钥匙", "不能有填空项"),
    ("slug", "公用钥匙", "不合用"),
    ("slug", "Yao Shi.md", "不合用"),
    ("slug", "yi-gang--shuangze", "不合用"),
    ("folder", "", "没有选"),
    ("root", "", "没有选"),
    ("screening", "查到**人没有登记", "用星号遮盖"),
    ("screening", "某某同志借过", "用“某”字遮盖"),
    ("appearance-banzi", "XX科借走【借出次数】把", "用字母遮盖"),
    ("appearance-banzi", "××镇借走【借出次数】把", "用叉号遮盖"),
    ("appearance-banzi", "○○年借走【借出次数】把", "用圈、方框遮盖"),
    ("appearance-banzi", "找13800138000借【借出次数】把", "手机号"),
    ("appearance-banzi", "找0300-8765432借【借出次数】把", "电话号码"),
    ("appearance-banzi", "登记11010519491231002X，借【借出次数】把", "身份证号"),
    ("appearance-banzi", "发到swj_bgs@yunxiu.gov.cn，【借出次数】件", "电子邮箱"),
    ("appearance-banzi", "借出【借出次数】次,没有登记", "半角的“,”"),
    ("appearance-banzi", "借出(含归还)【借出次数】次", "半角括号"),
    ("appearance-banzi", '说"马上还"，【借出次数】次', "不分左右的引号"),
    ("appearance-banzi", "借出【借出次数次", "没有配成对"),
    ("appearance-banzi", "## 整改\n借出【借出次数】次", "行首的符号"),
    ("appearance-banzi", "借出【借出次数】次\n---\n没有登记", "分隔线"),
    ("appearance-banzi", "借出【借出次数】次，见[这里](javascript:x)", "链接"),
    ("causes-banzi", "登记本叫`借用`", "反引号"),
    ("causes-banzi", "{{ 7*7 }}", "花括号"),
    ("causes-banzi", "<script>alert(1)</script>", "标签"),
    ("causes-banzi", "因为【没有写过的空】", "没有填"),
    ("measures-banzi-by", "", "没有填"),
    ("avoid-quote", "找13800138000", "手机号"),
]


CHECKED = """name => {
    document.querySelector('[data-contribute-do=check]').click();
    const list = document.querySelector('[data-contribute-wrong]');
    const lines = list.hidden ? [] : Array.from(list.querySelectorAll('li'), one => one.textContent);
    return [lines, document.querySelector(`[data-field=${name}] .field-wrong:not([hidden])`)?.textContent ?? ''];
}"""


def test_every_wrong_thing_of_a_card_is_told(page: Page, served: str) -> None:
    filled_card(page, f"{served}/{PROBLEM_PAGE}")
    untold = []
    for name, text, said in WRONG_CARD:
        fill(page, {name: text})
        told, at_field = page.evaluate(CHECKED, name)
        if not any(said in line for line in told) or (said not in at_field and "没有写过的空" not in text):
            untold.append((name, text, told, at_field))
        fill(page, {name: CARD[name]})
    assert untold == []
    assert complaints(page) == []


def test_a_used_name_no_writer_and_no_fact(page: Page, served: str, library: Library) -> None:
    filled_card(page, f"{served}/{PROBLEM_PAGE}")
    folder, slug = next(iter(library.problems)).split("/")
    fill(page, {"folder": folder, "slug": slug})
    assert any("已经有了" in line for line in complaints(page))
    fill(page, {"folder": CARD["folder"], "slug": CARD["slug"]})
    for name in [name for name in CARD if name.startswith(("appearance", "causes", "measures"))]:
        page.fill(f"#c-{name}", "没有空的一句。")
    assert any("一个自己的空也没有" in line for line in complaints(page))
    fill(page, {"writers": []})
    told = complaints(page)
    assert any(line.startswith("主体") and "没有选" in line for line in told)
    page.click("[data-contribute-wrong] a:text-is('主体')")
    assert page.evaluate("document.activeElement.closest('[data-field]').dataset.field") == "writers"


def test_every_wrong_thing_of_an_example_is_told(page: Page, served: str) -> None:
    filled_example(page, f"{served}/{EXAMPLE_PAGE}")
    rows = page.locator("[data-rows=annotations] > .row")
    quote, mend = rows.nth(0).locator("[data-field=quote] input"), rows.nth(2).locator("[data-field=mend] textarea")
    quote.fill("没有这句话")
    assert any("全文里没有" in line for line in complaints(page))
    quote.fill("区委")
    quote.fill("党组")
    assert any("出现了" in line and "次" in line for line in complaints(page))
    quote.fill(NOTES[0][1])
    mend.fill("")
    told = complaints(page)
    assert any("没有一条批注写改法" in line for line in told)
    assert any("半角的“.”" in line for line in told)  # no note mends the flaw any more
    mend.fill(NOTES[2][3])
    page.uncheck("#c-flawed")
    assert any("没有勾“有意留错”" in line for line in complaints(page))
    page.check("#c-flawed")
    page.fill("#c-document", TEXT.replace("区委12月5日", "**区委12月5日，电话13800138000"))
    told = complaints(page)
    assert any("星号" in line for line in told) and any("手机号" in line for line in told)
    page.fill(
        "#c-document", TEXT.replace("一、时间和地点\n", "").replace("二、会前要办的事\n", "").replace("三、请假\n", "")
    )
    assert any("没有找到小标题" in line for line in complaints(page))
    page.fill("#c-document", TEXT)
    fill(page, {"as_of": "", "unit": ""})
    assert sum("没有选" in line for line in complaints(page)) == 2
    fill(page, {"as_of": EXAMPLE["as_of"], "unit": EXAMPLE["unit"]})
    for number in (2, 1, 0):
        rows.nth(number).locator("[data-contribute-do=drop]").click()
    assert any("一条批注也没有" in line for line in complaints(page))


HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "{% raw %}",
    "单引号'，双引号“甲”，两个''",
    "冒号: 后面有空格",
    "# 井号开头",
    "--- 三个减号",
    "- 减号开头",
    "& 锚点 *别名 !标签 | > % @ `",
    "&amp; &lt;b&gt;",
    "true",
    "12",
    "null",
    "~",
    "[甲, 乙]",
    "第一行\n第二行\r\n---\r\n第四行",
    "制表\t符，末尾空格  ",
    "表情🙂和生僻字𠮷",
    "看不见的\u200b零宽\ufeff和\u202e反向\u2028换行",
    "反斜线\\n和\\u0041",
    "半个\ud83d代理",
]


def test_hostile_text_is_refused_or_safe(page: Page, served: str, library: Library, tmp_path: Path) -> None:
    """Read back with the repository's own reader: the text itself, on one line, or a message at the field."""
    filled_card(page, f"{served}/{PROBLEM_PAGE}")
    writers = library.vocabulary.names("writers")
    safe = 0
    for text in HOSTILE:
        page.evaluate(
            """text => ['#c-root_note', '#c-screening', '[data-fact=借出次数] [data-field=look] input', '#c-avoid-why'].forEach(where => {
                const field = document.querySelector(where);
                field.value = text;
                field.dispatchEvent(new Event('input', { bubbles: true }));
            })""",
            text,
        )
        if complaints(page):
            assert (
                page.locator(
                    "[data-field=root_note] .field-wrong, [data-field=avoid-why] .field-wrong"
                ).first.inner_text()
                or True
            )
            assert "root_note" in wrong_fields(page) or "avoid-why" in wrong_fields(page)
            continue
        source, findings = read(_file(tmp_path, made(page)), "x")
        assert not findings, (text, findings)
        expected = (
            re.sub(r"[\u200b\ufeff\u202e\ud800-\udfff]", "", text)
            .replace("\u2028", "\n")
            .replace("\r\n", "\n")
            .replace("\t", " ")
        )
        expected = "".join(line.strip() for line in expected.split("\n"))
        assert source.front["screening"] == expected
        assert source.front["facts"][0]["look"] == expected
        body, findings = read_body(source, "problems", writers)
        assert not findings and body["avoid"].endswith(expected), (text, body["avoid"])
        safe += 1
    assert 8 <= safe < len(HOSTILE)
    assert page.locator("[data-contribute] script").count() == 0


def wrong_fields(page: Page) -> list[str]:
    return list(
        page.eval_on_selector_all(
            ".field-wrong:not([hidden])", "all => all.map(one => one.closest('[data-field]').dataset.field)"
        )
    )


PASTED = [
    (
        "关于学习的报告\r\n\r\n　　开头一段。\n一、问题\n（一）学习方面\n学了3次。",
        "# 关于学习的报告\n\n开头一段。\n\n## 一、问题\n\n### （一）学习方面\n\n学了3次。",
    ),
    (
        "# 标题\n\n## 一、甲\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n后文",
        "# 标题\n\n## 一、甲\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n后文",
    ),
    ("标题\n甲\t乙\n1\t2|3\n后文", "# 标题\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2｜3 |\n\n后文"),
    (
        "标题\n（一）学习不够。全年只学了3次。\n一、学习不够，只学了3次。",
        "# 标题\n\n（一）学习不够。全年只学了3次。\n\n一、学习不够，只学了3次。",
    ),
    ("", ""),
]


def test_pasted_text_becomes_markdown(page: Page, served: str) -> None:
    opened(page, f"{served}/{EXAMPLE_PAGE}")
    for text, expected in PASTED:
        assert page.evaluate("text => window.antou.contributeFile.markdown(text)", text) == expected


def test_a_note_is_made_from_what_is_selected(page: Page, served: str) -> None:
    opened(page, f"{served}/{EXAMPLE_PAGE}")
    page.fill("#c-document", TEXT)
    page.eval_on_selector(
        "#c-document",
        "(area, quote) => { const at = area.value.indexOf(quote); area.setSelectionRange(at, at + quote.length); }",
        NOTES[0][1],
    )
    act(page, "annotate")
    assert page.input_value("[data-rows=annotations] [data-field=quote] input") == NOTES[0][1]


@pytest.mark.parametrize("where", WHERE)
def test_copied_whole(where: str, page: Page, address: Callable[[str], str]) -> None:
    filled_example(page, address(EXAMPLE_PAGE))
    act(page, "copy")
    page.wait_for_function("() => document.querySelector('[data-contribute-message]').textContent.includes('已复制')")
    assert pasted(page) == made(page)


def test_addresses_of_new_pages(page: Page, served: str) -> None:
    """The path and the text in the address, escaped; a text that is too long left out, with its parameter."""
    opened(page, f"{served}/{PROBLEM_PAGE}")
    assert page.locator("[data-contribute-do=open]").is_hidden()  # no code host is set
    names = {"GitHub": ("filename", "value"), "Gitea": ("filename", "value"), "GitLab": ("file_name", "file")}
    address = "([pattern, path, text]) => window.antou.contributeFile.address(pattern, path, text)"
    for host, pattern in PATTERNS.items():
        path, text = "docs/problems/a/b.md", "---\ntitle: '甲 & 乙'\n---\n#?=+"
        short = page.evaluate(address, [pattern, path, text])
        asked = page.evaluate("href => Object.fromEntries(new URL(href).searchParams)", short["href"])
        assert short["whole"] and asked == dict(zip(names[host], (path, text), strict=True))
        long = page.evaluate(address, [pattern, path, "长" * 900])
        assert not long["whole"] and len(long["href"]) < 200
        assert page.evaluate("href => Object.fromEntries(new URL(href).searchParams)", long["href"]) == {
            names[host][0]: path
        }
    for refused in ("javascript:alert(1)//{path}", "", "data:text/html,{text}"):
        assert page.evaluate(address, [refused, "p", "t"])["href"] == ""


@pytest.mark.parametrize("kind", ["short", "long"])
def test_the_code_hosts_page_is_opened(browser: Browser, served: str, kind: str) -> None:
    """With the setting, the button opens the host's page in a new tab; what does not fit is in the clipboard, and that is said."""
    context = browser.new_context()
    asked: list[str] = []
    context.route(
        "https://git.example.org/**", lambda route: (asked.append(route.request.url), route.fulfill(body="ok"))
    )

    def with_setting(route: Any) -> None:
        response = route.fetch()
        body = response.text().replace(
            'name="antou-new-file" content=""', f'name="antou-new-file" content="{PATTERNS["Gitea"]}"'
        )
        route.fulfill(response=response, body=body)

    context.route("**/contribute/*.html", with_setting)
    page = context.new_page()
    filled_card(page, f"{served}/{PROBLEM_PAGE}")
    if kind == "short":
        page.uncheck("[data-field=writers] input[value=党员]")
    for name in CARD:
        if kind == "short" and name.startswith(("appearance", "causes", "measures", "avoid", "screening")):
            page.evaluate("([id, text]) => { document.getElementById(id).value = text; }", [f"c-{name}", "短句。"])
    if kind == "short":
        page.fill("#c-appearance-banzi", "借出【借出次数】次。")
    with page.expect_popup() as waiting:
        act(page, "open")
    waiting.value.wait_for_load_state()
    said = page.inner_text("[data-contribute-message]")
    assert ("内容已复制，在打开的页面里粘贴" in said) == (kind == "long"), said
    assert len(asked[0]) < 7100 and ("value=" in asked[0]) == (kind == "short")
    assert pasted(page) == made(page)
    context.close()


@pytest.mark.parametrize("width", WIDTHS, indirect=True)
@pytest.mark.parametrize("path", [PROBLEM_PAGE, EXAMPLE_PAGE])
def test_axe_finds_nothing(page: Page, served: str, path: str, width: int) -> None:
    """Filled, and with faults shown; nothing wider than the screen. The file made is looked at once."""
    (filled_card if path == PROBLEM_PAGE else filled_example)(page, f"{served}/{path}")
    if (path, width) == (PROBLEM_PAGE, 1280):
        assert complaints(page) == []
        page.click("[data-contribute-file] summary")
        assert violations(page) == []
    fill(page, {"title": "{{ 坏的 }}", "slug": "坏的"})
    assert len(complaints(page)) >= 2
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_script_the_page_says_where_to_go(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path, fields in ((PROBLEM_PAGE, "problems.html"), (EXAMPLE_PAGE, "examples.html")):
        page.goto(f"{served}/{path}")
        assert "用邮件" in page.inner_text("main noscript, main .md-content")
        assert page.locator(f"main noscript a[href$='contribute/{fields}'], main a[href$='{fields}']").count() >= 1
        assert not page.locator("[data-contribute]").is_visible()
    context.close()


def test_the_guide_has_its_pictures(site: Path, tmp_path: Path) -> None:
    """The command takes the pictures that the guide shows; each small, with a Chinese text in its place."""
    folder = ROOT / "docs/contribute/pictures"
    guide = (ROOT / "docs/contribute/tougao-buzhou.md").read_text("utf-8")
    shown = re.findall(r"!\[([^\]]*)\]\(pictures/([^)]+)\)", guide)
    assert sorted(name for _, name in shown) == sorted(path.name for path in folder.iterdir())
    result = run(ROOT, "scripts.pictures", "--site", str(site), "--out", str(tmp_path))
    assert result.returncode == 0, result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in folder.iterdir())
    for text, name in shown:
        assert len(re.findall(r"[\u4e00-\u9fff]", text)) >= 10
        for path in (folder / name, tmp_path / name):
            data = path.read_bytes()
            width = int.from_bytes(data[16:20], "big")
            assert data.startswith(b"\x89PNG") and len(data) <= 60_000 and width <= 1280


def test_pictures_need_a_built_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pictures.main(["--site", str(tmp_path)]) == 2
    assert "make site" in capsys.readouterr().err


def test_dates_and_words_are_the_models(library: Library, served: str, page: Page) -> None:
    """The closed lists are the vocabulary's, the titles the model's."""
    opened(page, f"{served}/{EXAMPLE_PAGE}")
    units = page.eval_on_selector_all("#c-unit option", "all => all.map(one => one.value).filter(Boolean)")
    assert units == library.vocabulary.units.organisations
    themes = page.eval_on_selector_all("#c-theme option", "all => all.map(one => one.value).filter(Boolean)")
    assert sorted(themes) == sorted(library.themes)
    assert page.inner_text("label[for=c-as_of]") == Example.model_fields["as_of"].title
