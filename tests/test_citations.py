"""Citations: forms, versions by date, marks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from macros import citations
from macros.library import Library

TODAY = date(2026, 11, 22)


def forms(library: Library, policy: str, day: date = TODAY) -> dict[citations.Form, str]:
    return citations.forms(library.policies[policy], library.vocabulary, day)


def test_a_document_in_every_form(library: Library) -> None:
    assert forms(library, "jilv-chufen-tiaoli") == {
        "full": "《中国共产党纪律处分条例》",
        "first": "《中国共产党纪律处分条例》（以下简称《纪律处分条例》）",
        "later": "《纪律处分条例》",
        "article": forms(library, "jilv-chufen-tiaoli")["article"],
        "dated": "《中国共产党纪律处分条例》（2023年12月19日中共中央发布，2024年1月1日起施行）",
    }
    assert forms(library, "jilv-chufen-tiaoli")["article"].startswith("《中国共产党纪律处分条例》第")


@pytest.mark.parametrize(
    ("policy", "full", "later"),
    [
        ("dangzhang", "《中国共产党章程》", "党章"),
        ("baxiang-guiding", "《十八届中央政治局关于改进工作作风、密切联系群众的八项规定》", "中央八项规定"),
        ("sanhui-yike", "“三会一课”", "“三会一课”"),
        ("minzhu-jizhongzhi", "民主集中制", "民主集中制"),
        ("gbt-9704", "GB/T 9704—2012《党政机关公文格式》", "GB/T 9704—2012"),
        ("zhibu-gongzuo-tiaoli", "《中国共产党支部工作条例（试行）》", None),
        ("ershi-jie-sanzhong-quanhui", "党的二十届三中全会", None),
    ],
)
def test_marks_follow_the_kind(library: Library, policy: str, full: str, later: str | None) -> None:
    found = forms(library, policy)
    assert found["full"] == full
    if later:
        assert found["later"] == later


@pytest.mark.parametrize(
    ("day", "label"),
    [
        ("2015-12-31", "2003"),
        ("2016-01-01", "2015"),
        ("2018-09-30", "2015"),
        ("2018-10-01", "2018"),
        ("2023-12-31", "2018"),
        ("2024-01-01", "2023"),
    ],
)
def test_the_version_in_force_on_a_day(library: Library, day: str, label: str) -> None:
    version = citations.in_force(library.policies["jilv-chufen-tiaoli"], date.fromisoformat(day))
    assert version is not None and version.label == label


def test_status_is_derived(library: Library) -> None:
    old, *_, new = citations.terms(library.policies["jilv-chufen-tiaoli"])
    assert old.status(TODAY) == "已修订"
    assert new.status(TODAY) == "现行"
    assert new.status(date(2023, 12, 31)) == "尚未施行"
    gone = citations.terms(library.policies["lianjie-congzheng-zhunze"])[-1]
    assert gone.status(TODAY) == "已废止"


def test_an_older_date_takes_the_older_name(library: Library) -> None:
    assert forms(library, "dangzu-gongzuo-tiaoli", date(2018, 1, 1))["full"] == "《中国共产党党组工作条例（试行）》"


def test_a_version_ends_where_the_next_begins(library: Library) -> None:
    for policy in library.policies.values():
        dated = [term for term in citations.terms(policy) if term.start]
        for term in dated:
            assert term.start
            if term.until:
                assert term.status(term.until - timedelta(days=1)) == "现行"
                assert term.status(term.until) != "现行"
