"""Every rule against the cases on its page: each wrong one is found, each tempting right one is left alone."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import macros.checks
from macros.checks.cases import Page, Rule, document, page
from macros.library import Library

FAMILIES = ("policy", "structure", "wording", "mask", "privacy", "match", "empty", "same")


def rules() -> list[Rule]:
    present = {module.name for module in pkgutil.iter_modules(macros.checks.__path__)}
    found: list[Rule] = []
    for family in FAMILIES:
        if family in present:
            found += importlib.import_module(f"macros.checks.{family}").RULES
    return found


PAGES: list[tuple[Rule, Page]] = [(rule, page(rule)) for rule in rules()]


@pytest.mark.parametrize(("rule", "told"), PAGES, ids=[told.name for _, told in PAGES])
def test_a_rule_has_its_cases(rule: Rule, told: Page) -> None:
    assert len(told.wrong) >= 3 and len(told.right) >= 3 and told.what and told.why


@pytest.mark.parametrize(("rule", "case"), [(r, c) for r, p in PAGES for c in p.wrong])
def test_a_wrong_case_is_found(library: Library, rule: Rule, case: str) -> None:
    checked = document(case)
    found = list(rule(library, checked))
    assert found, case
    assert {finding.rule for finding in found} == {page(rule).name}
    assert all(finding.message and finding.fix and finding.text in checked.text for finding in found)


@pytest.mark.parametrize(("rule", "case"), [(r, c) for r, p in PAGES for c in p.right])
def test_a_right_case_is_left_alone(library: Library, rule: Rule, case: str) -> None:
    assert [str(finding) for finding in rule(library, document(case))] == []
