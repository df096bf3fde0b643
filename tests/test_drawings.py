"""The pictures: the cycle of a meeting, made from the library, the measured page of GB/T 9704, the flow from content to site."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree, html
from pydantic import ValidationError

from macros import functions
from macros.functions import MacroError
from macros.library import Library, url_of
from macros.render.cycle import templates_of
from macros.render.flow_drawing import ROWS
from macros.render.page_drawing import BOTTOM, PAGE, RIGHT, page_drawing_html
from macros.vocabulary import Kinds
from tests.conftest import ROOT

MEETINGS = ("民主生活会", "组织生活会")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def cycle(library: Library, meeting: str) -> html.HtmlElement:
    return html.fromstring(functions.cycle(library, meeting))


@pytest.mark.parametrize("meeting", MEETINGS)
def test_every_template_of_the_meeting_is_linked_once(library: Library, meeting: str) -> None:
    linked = cycle(library, meeting).xpath("//a/@href")
    expected = {f"~/{url_of('templates', i)}" for i, t in library.templates.items() if t.meeting == meeting}
    assert expected <= set(linked) and len(linked) == len(set(linked))
    assert sorted(linked) == sorted(f"~/{url_of('templates', i)}" for i in templates_of(library, meeting))


def test_the_two_cycles_together_hold_every_template(library: Library) -> None:
    assert {i for meeting in MEETINGS for i in templates_of(library, meeting)} == set(library.templates)


@pytest.mark.parametrize("meeting", MEETINGS)
def test_a_template_stands_in_its_own_stage(library: Library, meeting: str) -> None:
    steps = cycle(library, meeting).xpath("//li[@class='cycle-step']")
    stages = library.vocabulary.kinds.stages
    assert [step.findtext(".//strong") for step in steps] == [stage.name for stage in stages]
    for step, stage in zip(steps, stages, strict=True):
        ids = [href.removeprefix("~/templates/").removesuffix(".html") for href in step.xpath(".//a/@href")]
        assert ids and {library.templates[i].stage for i in ids} == {stage.name}
        assert f"模板{len(ids)}个" in step.text_content()
        entry = stage.round_of(meeting)
        assert [dd.text_content() for dd in step.xpath(".//dd")] == [entry.who, entry.when, entry.point]


def test_the_cycle_is_of_a_known_meeting(library: Library) -> None:
    assert functions.cycle(library) == functions.cycle(library, "民主生活会")
    with pytest.raises(MacroError, match="会议种类"):
        functions.cycle(library, "民主生活")


def test_a_stage_without_a_meeting_is_refused(library: Library) -> None:
    data = library.vocabulary.kinds.model_dump()
    data["stages"][0]["rounds"].pop()
    with pytest.raises(ValidationError, match="会前准备"):
        Kinds.model_validate(data)


def test_the_page_adds_up() -> None:
    n = {name: measure.value for name, measure in PAGE.items()}
    assert (n["订口"], n["版心宽"], RIGHT, n["纸宽"]) == (28, 156, 26, 210)
    assert (n["天头"], n["版心高"], BOTTOM, n["纸高"]) == (37, 225, 35, 297)
    assert n["订口"] + n["版心宽"] + RIGHT == n["纸宽"] and n["天头"] + n["版心高"] + BOTTOM == n["纸高"]
    assert (n["每面行数"], n["每行字数"], n["页码距版心"]) == (22, 28, 7)
    assert all(measure.clause for measure in PAGE.values())


def test_the_drawing_is_drawn_to_its_numbers() -> None:
    root = etree.fromstring(page_drawing_html())
    paper, area = (
        {k: float(v) for k, v in root.find(f".//rect[@class='{name}']").attrib.items() if k != "class"}
        for name in ("sheet", "type-area")
    )
    assert (paper["width"], paper["height"], area["width"], area["height"]) == (210, 297, 156, 225)
    assert (area["x"] - paper["x"], area["y"] - paper["y"]) == (28, 37)
    numbers = [text.text for text in root.iterfind(".//text") if "number" in text.get("class", "")]
    assert numbers == ["28", "156", "26", "210", "37", "225", "35", "297", "7"]
    # One band a line, and one stroke more than there are characters.
    assert root.find(".//path[@class='band']").get("d").count("M") == 22
    assert root.find(".//path[@class='cell']").get("d").count("M") == 29
    _, _, width, height = map(float, root.find("svg").get("viewBox").split())
    assert paper["x"] + paper["width"] <= width and paper["y"] + paper["height"] <= height


def test_the_drawing_is_said_in_words() -> None:
    svg = html.fromstring(page_drawing_html()).find("svg")
    assert svg.get("role") == "img"
    for measure in PAGE.values():
        assert f"{measure.value:g}" in svg.get("aria-label")


def test_what_the_standard_does_not_give_is_dashed() -> None:
    root = etree.fromstring(page_drawing_html())
    dashed = [path.get("d") for path in root.iterfind(".//path[@class='dimension derived']")]
    assert any(d.endswith(f"h{RIGHT:g}") for d in dashed) and any(d.endswith(f"v{BOTTOM:g}") for d in dashed)
    assert not any(d.endswith(("h28", "h156", "h210", "v37", "v225", "v297")) for d in dashed)


@pytest.mark.parametrize("name", ["cycle", "flow_drawing", "page_drawing"])
def test_no_style_attribute_no_heading_no_id(library: Library, name: str) -> None:
    drawn = functions.bind(library)[name]()
    root = html.fromstring(drawn)
    assert not root.xpath("//@style | //style | //@id") and "\n" not in drawn
    assert not [element for element in root.iter() if element.tag in HEADINGS]


@pytest.mark.parametrize(
    "page", ["guides/liucheng", "guides/zuzhi-shenghuohui", "guides/gongwen-geshi", "contribute/macros", "index"]
)
def test_headings_of_a_page_step_down_one_at_a_time(site: Path, page: str) -> None:
    root = html.fromstring((site / f"{page}.html").read_bytes().decode("utf-8"))
    levels = [int(element.tag[1]) for element in root.find(".//main").iter() if element.tag in HEADINGS]
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_what_the_flow_names_is_there() -> None:
    words = {
        word
        for row in ROWS
        for box in row
        for word in re.findall(r"(?<![A-Za-z])[a-z_]+(?:[./][a-z_]+)*", " ".join(box))
    }
    made = {"site", "dist", "zip", "tar.gz", "index.html", "current"}  # by the build, the package, the publishing
    assert made < words and len(words - made) > 15
    for word in words - made:
        places = [ROOT / folder / word.replace(".", "/") for folder in ("", "docs", "macros")]
        assert any(place.exists() or place.with_suffix(".py").exists() for place in places), word
