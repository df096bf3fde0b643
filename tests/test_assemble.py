"""Assembly: numbering, gathering, correspondence, and drafts that fill without a blank left."""

from __future__ import annotations

import re

import pytest

from macros.assemble import (
    EmptyPartError,
    by_root,
    choose,
    combinations,
    draft,
    examples,
    ledger,
    most_of,
    needs_problems,
)
from macros.draft import Draft, chinese_number, heading_number, point_number
from macros.library import Library, folder_of
from macros.points import quoted
from macros.render.text import draft_text
from macros.usage import nodes


@pytest.fixture(scope="module")
def drafts(library: Library) -> dict[tuple[str, str, str], Draft]:
    return {key: draft(library, *key) for key in combinations(library)}


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四"), (99, "九十九")]
)
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese_number(number) == text


def test_numbers_of_each_level() -> None:
    assert [heading_number(level, 3) for level in (1, 2, 3, 4)] == ["三、", "（三）", "3.", "（3）"]
    assert point_number(2) == "二是"


def test_quotation_marks_nest() -> None:
    assert quoted("学“习”") == "“学‘习’”"


def test_every_combination_assembles(drafts: dict[tuple[str, str, str], Draft]) -> None:
    templates = {template for template, _, _ in drafts}
    assert {
        "zhuanxiang-zhili-chabai-pouxi",
        "xuncha-zhenggai-duizhao",
        "niandu-duizhao-jiancha",
        "zhuti-jiaoyu-duizhao-jiancha",
        "qingkuang-baogao",
    } <= templates


def test_headings_count_up_at_each_level(drafts: dict[tuple[str, str, str], Draft]) -> None:
    for key, made in drafts.items():
        expected = {1: 0, 2: 0}
        for block in made.blocks:
            if block.kind != "heading":
                continue
            expected[block.level] += 1
            if block.level == 1:
                expected[2] = 0
            assert block.number == heading_number(block.level, expected[block.level]), key


def test_every_part_of_the_outline_stands_in_the_draft(
    library: Library, drafts: dict[tuple[str, str, str], Draft]
) -> None:
    for (template_id, _, _), made in drafts.items():
        parts = {block.part for block in made.blocks}
        assert {node.part for node in nodes(library.templates[template_id].outline)} <= parts
        assert all(block.text().strip() for block in made.blocks if block.kind != "table")


def test_every_problem_has_one_cause_and_one_measure(
    library: Library, drafts: dict[tuple[str, str, str], Draft]
) -> None:
    for (template_id, theme_id, writer), made in drafts.items():
        template = library.templates[template_id]
        choice = choose(library, template, library.themes[theme_id], writer, most_of(template))
        chosen = choice.problems if needs_problems(template) else []
        if not chosen:
            continue
        text = draft_text(made)
        assert len(chosen) == len(set(chosen))
        for problem_id in chosen:
            problem = library.problems[problem_id]
            if any(node.problems for node in nodes(template.outline)):
                assert text.count(f"{problem.title}。{problem.appearance[writer]}") == 1
            if any(node.measures for node in nodes(template.outline)):
                assert text.count(f"针对{quoted(problem.title)}的问题，{problem.measures[writer].what}") == 1
            if any(node.causes for node in nodes(template.outline)):
                assert text.count(problem.causes[writer]) == 1
        table = ledger(library, choice, writer)
        assert [row[1][0].text for row in table.rows[1:]] == [library.problems[i].title for i in chosen]


def test_causes_gather_under_roots(library: Library) -> None:
    ids = list(library.problems)
    groups = by_root(library, ids)
    assert len(groups) < len(ids)
    assert sorted(i for _, group in groups for i in group) == sorted(ids)
    for title, group in groups:
        assert {library.vocabulary.root(library.problems[i].root).title for i in group} == {title}


def test_problems_stand_under_an_aspect_of_their_topic(library: Library) -> None:
    for template_id, theme_id, writer in combinations(library):
        template, theme = library.templates[template_id], library.themes[theme_id]
        topics = {aspect.title: aspect.topics for aspect in theme.aspects}
        for title, problems in choose(library, template, theme, writer).aspects:
            assert all(folder_of(problem) in topics[title] for problem in problems)


def test_a_new_card_changes_no_draft(library: Library) -> None:
    key = next(combinations(library))
    before = draft(library, *key)
    source = next(iter(library.problems.values()))
    library.problems["lilun-wuzhuang/xin-ka"] = source.model_copy(update={"title": "新卡"})
    try:
        assert draft(library, *key) == before
    finally:
        del library.problems["lilun-wuzhuang/xin-ka"]


def test_an_aspect_without_a_card_is_told(library: Library) -> None:
    template_id, theme_id, writer = next(c for c in combinations(library) if needs_problems(library.templates[c[0]]))
    template = library.templates[template_id]
    library.templates[template_id] = template.model_copy(update={"picks": []})
    try:
        with pytest.raises(EmptyPartError, match="没有可用的问题卡"):
            draft(library, template_id, theme_id, writer)
    finally:
        library.templates[template_id] = template


def test_filled_with_the_examples_nothing_is_left_open(
    library: Library, drafts: dict[tuple[str, str, str], Draft]
) -> None:
    for (template_id, theme_id, _), made in drafts.items():
        theme = library.themes[theme_id]
        text = draft_text(made, lambda scope, theme=theme: examples(library, scope, theme))
        assert "【" not in text and "】" not in text, template_id
        assert not re.search(r"。。|；。|，。|，，|、、|：。|\d(?:次|个|件|条|户|项)(?:次|个|件|条|户|项)", text), (
            template_id,
            re.findall(r".{8}(?:。。|；。|，。|，，|、、|：。|\d(?:次|个|件|条|户|项)(?:次|个|件|条|户|项)).{4}", text),
        )


def test_every_card_filled_with_its_examples_has_no_blank_left(library: Library) -> None:
    from macros import blanks
    from macros.points import problem_texts

    theme = library.themes["2025-niandu"]
    for problem_id, problem in library.problems.items():
        for writer in problem.writers:
            for text in problem_texts(problem, writer).values():
                assert not blanks.names(blanks.fill(text, examples(library, problem_id, theme))), problem_id


FORM = """---
title: 谈话安排表
document_type: 表格
meeting: 民主生活会
stage: 会前准备
writers: [班子, 党员]
reader: 班子成员
timing: 会前
themes: [2025-niandu]
facts:
  - {blank: 谈话人, look: 安排表, example: 党组书记}
outline:
  - {part: biaoti, text: 谈话安排表}
  - {part: zhengwen, text: [第一段，【谈话人】。, 第二段。]}
  - {part: biaoge, table: {header: [谁, 同谁], rows: [[【谈话人】, '']]}}
  - {part: jieyu, snippets: [jieyu/niandu-jieyu, jieyu/dangyuan-jieyu]}
  - {part: taizhang, ledger: {columns: [序号, 方面, 问题, 完成情况], most: 1}}
picks: PICKS
reviewed_on: 2026-11-25
---
## 什么时候用

甲

## 不要用在

乙

## 读的人看什么

丙

## 常被退回的原因

丁
"""


@pytest.fixture(scope="module")
def with_form(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Library:
    from shutil import copytree

    from macros.checks import load

    docs = tmp_path_factory.mktemp("form") / "docs"
    copytree(library.docs, docs)
    picks = library.templates["niandu-duizhao-jiancha"].picks
    (docs / "templates" / "biao.md").write_text(FORM.replace("PICKS", str(picks).replace("'", "")), "utf-8")
    made, findings = load(docs)
    assert made is not None
    assert [f.message for f in findings] == [
        "按主题“2025年度民主生活会”给“党员”组稿时，方面“强化政治忠诚、提高政治能力”没有可用的问题卡。"
    ]
    return made


def test_a_form_has_paragraphs_a_table_and_a_ledger_of_its_own_columns(with_form: Library) -> None:
    made = draft(with_form, "biao", "2025-niandu", "班子")
    paragraphs = [b.text() for b in made.blocks if b.kind == "paragraph" and b.part == "zhengwen"]
    assert paragraphs == ["第一段，【谈话人】。", "第二段。"]
    form, own = [b for b in made.blocks if b.kind == "table"]
    assert [[cell[0].text for cell in row] for row in form.rows] == [["谁", "同谁"], ["【谈话人】", ""]]
    assert [cell[0].text for cell in own.rows[0]] == ["序号", "方面", "问题", "完成情况"]
    assert {row[3][0].text for row in own.rows[1:]} == {""}
    assert "biao" in made.scopes()


def test_a_draft_takes_only_the_snippets_of_its_writer(with_form: Library) -> None:
    made = draft(with_form, "biao", "2025-niandu", "班子")
    assert [b.spans[0].scope for b in made.blocks if b.part == "jieyu"] == ["jieyu/niandu-jieyu"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[[【谈话人】, '']]", "[[【谈话人】]]", "表格第1行有1格，表头有2格"),
        (
            "ledger: {columns: [序号, 方面, 问题, 完成情况]",
            "ledger: {columns: [序号, 方面, 问题, 心得]",
            "不能是“心得”",
        ),
        (
            "example: 党组书记}",
            "example: 党组书记}\n  - {blank: 没用到, look: 表, example: 甲}",
            "没有用到事实“没用到”",
        ),
        ("【谈话人】, ''", "【谈话的人】, ''", "没有“谈话的人”这个填空项"),
    ],
)
def test_a_form_is_refused(
    library: Library, tmp_path: pytest.TempPathFactory, old: str, new: str, message: str
) -> None:
    from shutil import copytree

    from macros.checks import load

    docs = tmp_path / "docs"  # type: ignore[operator]
    copytree(library.docs, docs)
    picks = str(library.templates["niandu-duizhao-jiancha"].picks).replace("'", "")
    (docs / "templates" / "biao.md").write_text(FORM.replace("PICKS", picks).replace(old, new, 1), "utf-8")
    _, findings = load(docs)
    assert any(message in f.message and f.path.endswith("biao.md") for f in findings), [f.message for f in findings]


def test_an_id_shared_by_two_kinds_that_ask_is_told(library: Library, tmp_path: pytest.TempPathFactory) -> None:
    from shutil import copytree

    from macros.checks import load

    docs = tmp_path / "docs"  # type: ignore[operator]
    copytree(library.docs, docs)
    (docs / "templates" / "anli-pouxi.md").write_text(FORM.replace("PICKS", "[]"), "utf-8")
    _, findings = load(docs)
    assert any(f.rule == "content/scope" for f in findings)
