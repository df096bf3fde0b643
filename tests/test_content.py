"""The library is whole: how much there is of each kind, that it serves every writer and unit."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from macros.checks.content import likeness
from macros.library import Library, folder_of


def test_topics_have_pages_and_cards(library: Library) -> None:
    cards = Counter(map(folder_of, library.problems))
    assert len(library.vocabulary.topics) >= 18
    for topic in library.vocabulary.topics:
        assert f"problems/{topic.id}/index.md" in library.pages
        assert cards[topic.id] >= 10, topic.title
    assert len(library.problems) >= 240


def test_cards_serve_every_writer_and_every_kind_of_unit(library: Library) -> None:
    writers = Counter(writer for problem in library.problems.values() for writer in problem.writers)
    units = Counter(kind for problem in library.problems.values() for kind in problem.unit_kinds)
    assert min(writers[name] for name in library.vocabulary.names("writers")) >= 50
    assert min(units[name] for name in library.vocabulary.names("unit_kinds")) >= 20


def test_snippets_stand_over_every_part(library: Library) -> None:
    parts = Counter(map(folder_of, library.snippets))
    assert len(library.snippets) >= 200
    for part in library.vocabulary.parts:
        if part.takes == "片段":
            assert parts[part.id] >= 8, part.title
            assert f"snippets/{part.id}/index.md" in library.pages


def test_structured_parts_and_what_to_write_when_there_is_none(library: Library) -> None:
    parts = {item.part for item in library.structured.values()}
    assert parts >= {
        "shangnian-zhenggai",
        "anli-pouxi",
        "shixiang-shuoming",
        "zhengqiu-yijian",
        "xianghu-piping",
        "xin-renzhi",
    }
    assert library.structured["shixiang-shuoming"].none


def test_themes_of_every_year_and_of_the_special_meetings(library: Library) -> None:
    years = {theme.year for theme in library.themes.values() if theme.meeting == "民主生活会" and theme.year}
    assert years >= set(range(2019, 2026))
    branch = {theme.year for theme in library.themes.values() if theme.meeting == "组织生活会" and theme.year}
    assert branch >= set(range(2019, 2026))
    occasions = {theme.occasion for theme in library.themes.values()}
    assert occasions >= {"主题教育", "党史学习教育", "教育整顿", "专项治理", "巡视巡察整改", "以案促改"}


STEPS = {
    "会前准备": ["会议方案", "方案.*请示", "延期", "通知", "学习.*安排", "学习.*记录", "征求意见.*函", "原汁原味", "采纳", "谈心谈话.*安排", "谈心谈话.*提纲",
             "谈心谈话.*记录", ],
    "撰写材料": ["送审", "年度", "主题教育", "巡察整改", "专项治理", "以案促改", "教育整顿", "个人对照检查", "发言提纲", "函询"],
    "会上": ["议程", "主持词", "征求意见.*通报", "相互批评", "表态", "书面发言", "督导", "会议记录"],
    "会后": ["情况报告", "认领", "整改方案", "整改台账", "个人整改清单", "整改落实.*通报", "上年度整改落实", "归档"],
    "组织生活会": ["组织生活会.*方案", "支部.*对照检查", "党员.*对照检查", "普通党员身份", "组织生活会.*记录", "组织生活会.*情况报告", "民主评议.*方案", "测评表", "评议.*结果"],
}  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_templates_cover_the_cycle(library: Library, step: str) -> None:
    titles = [
        template.title
        for template in library.templates.values()
        if (
            template.meeting == "组织生活会"
            if step == "组织生活会"
            else template.stage == step and template.meeting == "民主生活会"
        )
    ]
    missing = [wanted for wanted in STEPS[step] if not any(re.search(wanted, title) for title in titles)]
    assert missing == [], titles
    assert len(library.templates) >= 36


def test_examples_of_many_types_some_flawed_one_pair(library: Library) -> None:
    examples = library.examples.values()
    assert len(examples) >= 14 and sum(example.flawed for example in examples) >= 3
    assert {example.writer for example in examples} >= {"班子", "班子成员", "主要负责人", "支部", "党员"}
    others = {example.document_type for example in examples} - {"对照检查材料", "查摆剖析材料"}
    assert len(others) >= 5
    units = {(example.unit, example.theme, example.writer) for example in examples}
    assert any((unit, theme, "班子成员") in units for unit, theme, writer in units if writer == "班子")


def test_no_two_cards_alike_and_no_sentence_everywhere(library: Library) -> None:
    assert [*likeness.alike(library), *likeness.repeated(library)] == []


def test_a_copied_card_is_alike(library: Library) -> None:
    first = next(iter(library.problems))
    library.problems["lilun-wuzhuang/chaolai"] = library.problems[first]
    library.sources["problems", "lilun-wuzhuang/chaolai"] = library.sources["problems", first]
    try:
        assert [finding.rule for finding in likeness.alike(library)] == ["content/alike"]
    finally:
        del library.problems["lilun-wuzhuang/chaolai"], library.sources["problems", "lilun-wuzhuang/chaolai"]


def test_guides_there_are(library: Library) -> None:
    wanted = ["liucheng", "zuzhi-shenghuohui", "xie-juti", "wenti-yuanyin-cuoshi", "banzi-yu-geren", "zenyang-piping", "yinyong-zhengce", "gongwen-geshi",
              "biaodian-shuzi", "tuomin-baomi", "leitong-taohua", "shuyu", "xiezuo-luxian", "shencha-luxian", "xinnian-zhuti"]  # fmt: skip
    assert [name for name in wanted if f"guides/{name}.md" not in library.pages] == []
