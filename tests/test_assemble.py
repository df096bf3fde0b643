"""Assembly: numbering, gathering, correspondence, and drafts that fill without a blank left."""

from __future__ import annotations

import re

import pytest

from macros.assemble import EmptyPartError, by_root, choose, combinations, draft, examples, ledger, quoted
from macros.draft import Draft, chinese_number, heading_number, point_number
from macros.library import Library, folder_of
from macros.render.template_page import most_of
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
        chosen = choose(library, template, library.themes[theme_id], writer, most_of(template)).problems
        text = draft_text(made)
        assert len(chosen) == len(set(chosen))
        for problem_id in chosen:
            problem = library.problems[problem_id]
            assert text.count(f"{problem.title}。{problem.appearance[writer]}") == 1
            assert text.count(f"针对{quoted(problem.title)}的问题，{problem.measures[writer].what}") == 1
            if any(node.causes for node in nodes(template.outline)):
                assert text.count(problem.causes[writer]) == 1
        table = ledger(library, chosen, writer)
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
    template_id, theme_id, writer = next(combinations(library))
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
    from macros.assemble import problem_texts

    theme = library.themes["2025-niandu"]
    for problem_id, problem in library.problems.items():
        for writer in problem.writers:
            for text in problem_texts(problem, writer).values():
                assert not blanks.names(blanks.fill(text, examples(library, problem_id, theme))), problem_id
