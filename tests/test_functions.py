"""Macros without MkDocs: each gives what it says, refuses what is not there, and is shown on the contributor page."""

from __future__ import annotations

import pytest

from macros import functions
from macros.functions import MacroError
from macros.library import KINDS, Library
from macros.safety import MACROS
from tests.conftest import ROOT

TEMPLATE = ("niandu-duizhao-jiancha", "2022-niandu-difang", "班子")


def test_citation(library: Library) -> None:
    html = functions.citation(library, "dangzhang", "later")
    assert 'data-action="copy-citation" data-form="later"' in html and ">党章<" in html


def test_citation_for_a_day(library: Library) -> None:
    assert "《中国共产党党内监督条例（试行）》" in functions.citation(
        library, "dangnei-jiandu-tiaoli", "full", "2015-01-01"
    )


def test_draft_form_and_ledger_agree(library: Library) -> None:
    draft, form, ledger = (f(library, *TEMPLATE) for f in (functions.draft, functions.form, functions.ledger))
    names = {part.split('"')[0] for part in draft.split('data-name="')[1:]}
    fields = {part.split('"')[0] for part in form.split('data-blank="')[1:]}
    assert names == fields
    assert "data-draft" in draft and ledger.count("<tr data-line>") == 1 + draft.count("的问题，")


def test_problem_part(library: Library) -> None:
    problem_id, problem = next(iter(library.problems.items()))
    html = functions.problem_part(library, problem_id, problem.writers[0], "表现")
    assert 'data-action="copy-text"' in html and 'class="blank"' in html


def test_problems_by_topic_and_writer(library: Library) -> None:
    everyone = functions.problems(library, "zuzhi-shenghuo")
    members = functions.problems(library, "zuzhi-shenghuo", "党员")
    assert everyone.count("<li>") > members.count("<li>") > 0


def test_snippet(library: Library) -> None:
    assert "copy-text" in functions.snippet(library, "jieyu/qing-piping-zhizheng")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_items_and_reference_of_every_kind(library: Library, kind: str) -> None:
    html = functions.items(library, kind)
    assert html.count("href=") >= 1 and "\n" not in html
    reference = functions.reference(library, kind)
    for name, field in KINDS[kind].model_fields.items():
        if field.title and not field.title.startswith("正文"):
            assert f"<td>{field.alias or name}</td>" in reference


def test_reference_names_its_words(library: Library) -> None:
    assert "有这事才能选" in functions.reference(library, "problems")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda lib: functions.citation(lib, "dangzhan"), "dangzhang"),
        (lambda lib: functions.citation(lib, "dangzhang", "short"), "引用写法"),
        (lambda lib: functions.draft(lib, "niandu", "x", "班子"), "模板"),
        (lambda lib: functions.draft(lib, "niandu-duizhao-jiancha", "x", "班子"), "适用主题"),
        (lambda lib: functions.problems(lib, "lilun"), "主题词"),
        (lambda lib: functions.snippet(lib, "jieyu/x"), "片段"),
        (lambda lib: functions.items(lib, "policy"), "条目类别"),
        (lambda lib: functions.vocabulary(lib, "x"), "词表"),
    ],
)
def test_a_wrong_name_is_told(library: Library, call: object, said: str) -> None:
    with pytest.raises(MacroError, match=said):
        call(library)  # type: ignore[operator]


def test_every_macro_is_bound_and_shown(library: Library) -> None:
    page = (ROOT / "docs/contribute/macros.md").read_text("utf-8")
    bound = functions.bind(library)
    assert set(bound) == MACROS
    for name in MACROS:
        assert f"## {name}：" in page
        assert any(f"{{{{ {name}(" in path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md"))
        assert bound[name].__doc__


def test_no_front_matter_key_shadows_a_macro() -> None:
    keys = {"title", "aliases", "render_macros"}
    assert not keys & MACROS
