"""Point in time: for every version date that the fact sheet marks V, the day before and the day itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from macros import citations, review
from macros.changes import changes, feed
from macros.library import Library

# policy, first day (marked V in the sheet's as-of table), the version from that day, the version the day before
V_DATES = [
    ("dangzhang", "2017-10-24", "2017", "2012"),
    ("xinxingshi-zhengzhi-shenghuo-zhunze", "2016-10-27", "2016", None),
    ("jilv-chufen-tiaoli", "2018-10-01", "2018", "2015"),
    ("jilv-chufen-tiaoli", "2024-01-01", "2023", "2018"),
    ("dangnei-jiandu-tiaoli", "2016-10-27", "2016", "2003"),
    ("zhongda-shixiang-qingshi-baogao-tiaoli", "2019-01-31", "2019", None),
    ("dangyuan-quanli-baozhang-tiaoli", "2004-09-22", "2004", None),
    ("zuzhi-chuli-guiding", "2021-03-19", "2021", None),
    ("baxiang-guiding", "2012-12-04", "2012", None),
    ("gbt-9704", "2012-07-01", "2012", "1999"),
    ("zhongxinzu-xuexi-guize", "2017-01-30", "2017", None),
    ("zhuti-zeren-guiding", "2020-03-09", "2020", None),
]


def label(library: Library, policy: str, day: date) -> str | None:
    version = citations.in_force(library.policies[policy], day)
    return version.label if version else None


@pytest.mark.parametrize(("policy", "first", "version", "before"), V_DATES)
def test_the_day_before_and_the_day_itself(
    library: Library, policy: str, first: str, version: str, before: str | None
) -> None:
    day = date.fromisoformat(first)
    assert label(library, policy, day) == version
    assert label(library, policy, day - timedelta(days=1)) == before


def test_every_published_start_switches_on_its_day(library: Library) -> None:
    for policy_id, policy in library.policies.items():
        for term in citations.terms(policy):
            if term.start and (not term.until or term.until > term.start):
                assert label(library, policy_id, term.start) == term.version.label
                assert label(library, policy_id, term.start - timedelta(days=1)) != term.version.label


def test_review_dates(library: Library) -> None:
    policy = library.policies["dangzhang"]
    assert review.due(policy) == date(2027, 11, 22)
    assert not review.overdue(policy, date(2027, 11, 22)) and review.overdue(policy, date(2027, 11, 23))
    late = policy.model_copy(update={"reviewed_on": date(2025, 12, 31), "review_months": 2})
    assert review.due(late) == date(2026, 2, 28)


def test_changes_are_newest_first_and_never_ahead(library: Library) -> None:
    listed = changes(library, date(2024, 2, 8))
    assert [change.day for change in listed] == sorted((change.day for change in listed), reverse=True)
    assert listed[0].policy == "xunshi-gongzuo-tiaoli" and listed[0].day == date(2024, 2, 8)
    assert all(change.day < date(2024, 2, 8) for change in changes(library, date(2024, 2, 7)))


def test_the_feed_is_atom(library: Library) -> None:
    from xml.etree import ElementTree

    root = ElementTree.fromstring(feed(library, date(2026, 11, 22)))
    space = {"a": "http://www.w3.org/2005/Atom"}
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    ids = [entry.findtext("a:id", namespaces=space) for entry in root.findall("a:entry", space)]
    assert len(ids) == len(set(ids)) == 40
    assert all(root.findtext(f"a:{name}", namespaces=space) for name in ("id", "title", "updated"))
