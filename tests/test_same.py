"""same/files: what two or more of the files given share, with where."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from macros.checks.cases import document, page
from macros.checks.same import across, shared_with_library
from macros.document import Document
from macros.library import Library

NAMES = ("甲", "乙", "丙")
WORDS = "班子局里科室办公会前会后记录台账合同验收管网调研谈话学习研讨签字核对回访问题原因措施期限责任群众企业项目资金"


def files(case: str) -> list[Document]:
    """The files of a case: 〔甲〕… 〔乙〕…"""
    parts = re.split(r"〔[甲乙丙]〕", case)[1:]
    return [replace(document(text), path=f"{name}.txt") for name, text in zip(NAMES, parts, strict=False)]


CASES = page(across)  # type: ignore[arg-type]


def test_the_page_has_its_cases() -> None:
    assert CASES.name == "same/files" and len(CASES.wrong) >= 3 and len(CASES.right) >= 3


@pytest.mark.parametrize("case", CASES.wrong)
def test_what_is_shared_is_found_on_the_later_file(library: Library, case: str) -> None:
    given = files(case)
    found = list(across(library, given))
    assert found, case
    for finding in found:
        assert finding.rule == "same/files" and finding.level == "warning"
        assert finding.path != given[0].path
        assert finding.text in next(d.text for d in given if d.path == finding.path)
        assert re.search(r"[甲乙]\.txt第\d+行", finding.message)


@pytest.mark.parametrize("case", CASES.right)
def test_what_every_such_document_has_is_left_alone(library: Library, case: str) -> None:
    assert [str(finding) for finding in across(library, files(case))] == []


def test_the_other_file_and_line_are_named(library: Library) -> None:
    shared = "怕牵了头就成了自家的事，来函一拖再拖，七月才清淤。"
    first, second = files(f"〔甲〕一、原因⏎开头一句。⏎{shared}〔乙〕一、问题⏎另一句。⏎再一句。⏎前面有话，{shared}")
    (finding,) = across(library, [first, second])
    assert (finding.path, finding.line, finding.column) == ("乙.txt", 4, 6)
    assert "甲.txt第3行" in finding.message and finding.text == shared[:-1]


def test_a_stop_or_a_space_more_hides_nothing(library: Library) -> None:
    first, second = files(
        "〔甲〕示范段好看、好总结，管网末端去了就要当场答复，谁也不愿去。"
        "〔乙〕示范段 好看好总结；管网末端去了，就要当场答复。谁也不愿去。"
    )
    assert len(list(across(library, [first, second]))) == 1


def test_one_file_is_not_compared_with_itself(library: Library) -> None:
    (only,) = files("〔甲〕管网末端去了就要当场答复，谁也不愿去。⏎管网末端去了就要当场答复，谁也不愿去。")
    assert list(across(library, [only])) == []


def long_text(seed: int, size: int) -> str:
    chance = random.Random(seed)
    return "。\n".join("".join(chance.choices(WORDS, k=40)) for _ in range(size // 42)) + "。"


@pytest.mark.parametrize("repeated", [False, True])
def test_two_long_texts_are_compared(library: Library, repeated: bool) -> None:
    """60,000 characters each, random or one sentence over and over; how long it takes is the benchmark's to say."""
    copied = "管网末端去了就要当场答复，班子谁也不愿意先去。\n"
    texts = [copied * (60_000 // len(copied)) if repeated else long_text(seed, 60_000) for seed in (1, 2)]
    given = [replace(document(text), path=f"{name}.txt") for name, text in zip(NAMES, texts, strict=False)]
    assert bool(list(across(library, given))) is repeated


def test_a_page_of_the_library_is_not_compared_with_itself(library: Library) -> None:
    kind, item_id = "examples", next(iter(library.examples))
    path = library.docs / kind / f"{item_id}.md"
    text = library.sources[kind, item_id].body
    found = list(shared_with_library(library, replace(document("例"), path=str(path), text=text)))
    assert len(found) < 5
    copied = list(shared_with_library(library, replace(document("例"), path="own.txt", text=text)))
    assert len(copied) > 10
