"""Mentions: longest match, names in longer names, versions by date, links in finished HTML."""

from __future__ import annotations

from datetime import date

import pytest

from macros.library import Library
from macros.mentions import finder, right_name, version_of
from macros.render.mention_links import link_mentions

TODAY = date(2026, 11, 22)


def named(library: Library, text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.policy) for mention in finder(library).find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对照《中国共产党纪律处分条例》", [("《中国共产党纪律处分条例》", "jilv-chufen-tiaoli")]),
        ("对照纪律处分条例检查", [("纪律处分条例", "jilv-chufen-tiaoli")]),
        ("落实“三会一课”制度", [("“三会一课”", "sanhui-yike")]),
        ("运用监督执纪“四种形态”", [("“四种形态”", "sizhong-xingtai")]),
        ("深入贯彻中央八项规定精神学习教育", [("深入贯彻中央八项规定精神学习教育", "bxgd-xuexi-jiaoyu-2025")]),
        ("《“三会一课”实施办法》", []),
        ("《区水务局贯彻落实中央八项规定精神实施细则》", []),
        (
            "《中国共产党纪律处分条例（2018年修订）》",
            [("《中国共产党纪律处分条例（2018年修订）》", "jilv-chufen-tiaoli")],
        ),
        ("制定若干规定", []),
        ("依据《若干规定》", [("《若干规定》", "minzhu-shenghuohui-guiding")]),
        ("ＧＢ/Ｔ 9704-2012", [("ＧＢ/Ｔ 9704-2012", "gbt-9704")]),
        ("“不忘初心、牢记使命”主题教育", [("“不忘初心、牢记使命”主题教育", "buwang-chuxin-zhuti-jiaoyu-2019")]),
        ("二十届中央纪委三次全会", [("二十届中央纪委三次全会", "ershi-jie-jiwei-sanci-quanhui")]),
    ],
)
def test_what_is_a_mention(library: Library, text: str, expected: list[tuple[str, str]]) -> None:
    assert named(library, text) == expected


@pytest.mark.parametrize(
    ("day", "version"), [("2015-12-31", "2003"), ("2017-01-01", "2015"), ("2023-12-31", "2018"), ("2024-01-01", "2023")]
)
def test_the_date_chooses_the_version(library: Library, day: str, version: str) -> None:
    (mention,) = finder(library).find("《中国共产党纪律处分条例》")
    assert version_of(library, mention, date.fromisoformat(day)) == version


def test_an_old_name_means_its_own_version(library: Library) -> None:
    (mention,) = finder(library).find("《中国共产党党内监督条例（试行）》")
    assert version_of(library, mention, TODAY) == "2003"
    assert right_name(library, mention, TODAY) == "《中国共产党党内监督条例》"


def test_the_first_mention_in_a_section_links(library: Library) -> None:
    html = "<h2>一</h2><p>党章、党章</p><h2>二</h2><p>党章</p>"
    assert link_mentions(library, html, TODAY).count('data-policy="dangzhang"') == 2


@pytest.mark.parametrize(
    "html",
    [
        "<h2>党章</h2>",
        '<p><a href="x">党章</a></p>',
        "<code>党章</code>",
        "<del>党章</del>",
        "<button>党章</button>",
        "<del><b>党</b>党章</del>",
    ],
)
def test_what_is_left_alone(library: Library, html: str) -> None:
    assert link_mentions(library, html, TODAY) == html


def test_a_page_does_not_link_to_itself(library: Library) -> None:
    assert "policy-mention" not in link_mentions(library, "<p>党章</p>", TODAY, own="dangzhang")


def test_an_example_keeps_its_own_time(library: Library) -> None:
    html = '<div data-as-of="2022-05-20"><p>对照《中国共产党纪律处分条例》</p></div>'
    linked = link_mentions(library, html, TODAY)
    assert 'data-version="2018"' in linked and "当时有效，今已修订" in linked


def test_text_stays_the_same(library: Library) -> None:
    from lxml import html as parser

    source = "<div><h3>甲</h3><p>学习《中国共产党章程》和“三会一课”，&lt;b&gt;党的二十大&amp;。</p></div>"
    assert (
        parser.fromstring(link_mentions(library, source, TODAY)).text_content()
        == parser.fromstring(source).text_content()
    )
