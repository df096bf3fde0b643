"""policy/: every small draft gives exactly its finding, at its level; nothing crashes; a text's own date is found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from macros.checks.policy import RULES, check_policies
from macros.document import Document
from macros.library import Library
from macros.text import own_date
from scripts.check import main

CASES = yaml.safe_load((Path(__file__).parent / "policy_drafts.yml").read_text("utf-8"))


def found(library: Library, text: str, as_of: str) -> list[tuple[str, str, str]]:
    return sorted(
        (f.rule, f.level, f.text) for f in check_policies(library, Document("稿子", text, date.fromisoformat(as_of)))
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_small_draft(library: Library, case: dict[str, object]) -> None:
    expected = sorted((e["rule"], e["level"], e["text"]) for e in case["expect"])  # type: ignore[attr-defined]
    assert found(library, str(case["text"]), str(case["as_of"])) == expected


def test_there_are_enough_of_both() -> None:
    mistakes = [case for case in CASES if case["expect"]]
    assert len(CASES) >= 120 and len(mistakes) >= 60 and len(CASES) - len(mistakes) >= 50
    assert {e["rule"] for case in CASES for e in case["expect"]} == {
        f"policy/{name}"
        for name in (
            "wrong-name",
            "version",
            "article",
            "meeting",
            "not-yet",
            "formula",
            "book-marks",
            "short-name",
            "order",
            "plain-form",
            "quotes",
            "marks-mixed",
        )
    }


def test_every_rule_says_what_it_is_for() -> None:
    for rule in RULES:
        assert rule.__doc__ and rule.__doc__.startswith("policy/")


def test_a_finding_says_what_is_right_and_by_which_date(library: Library) -> None:
    (finding,) = check_policies(
        library, Document("稿子", "对照《中国共产党党内监督条例（试行）》检查。", date(2024, 3, 1))
    )
    assert "2024年3月1日" in finding.message and "《中国共产党党内监督条例》" in finding.fix
    assert (finding.line, finding.column, finding.end_column) == (1, 3, 3 + len(finding.text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        "對照《中國共產黨紀律處分條例》檢查，落實“三會一課”。",
        "二〇二四年，第１３２条，《中国共产党纪律处分条例》第１３２条。",
        "“”‘’\"'《》《《中国共产党章程》》》“三会一课》《党章”",
        "【单位名称】对照《【政策】》第【条】条。",
        "对照《中国共产党章程》、“三会一课”，学习党的二十大精神，" * 2200,
        "《" * 5000,
        "“" * 5000,
        "\U0001f600\ufeff\u200b\x00\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "ignore"),
    ],
)
def test_nothing_crashes(library: Library, text: str) -> None:
    for finding in check_policies(library, Document("稿子", text, date(2026, 1, 1))):
        assert finding.text in text and finding.line >= 1 and finding.column >= 1


def test_a_long_text_keeps_its_places(library: Library) -> None:
    line = "对照《中国共产党章程》、“三会一课”检查。\n"
    (finding,) = check_policies(library, Document("稿子", line * 3000 + "落实《三会一课》。\n", date(2026, 1, 1)))
    assert (finding.line, finding.column, finding.text) == (3001, 3, "《三会一课》")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("标题\n正文2022年3月1日开会。\n云岫市青塬区水务局党组\n2023年12月18日", date(2023, 12, 18)),
        ("没有日期", None),
        ("2023年13月40日", None),
    ],
)
def test_the_text_dates_itself(text: str, day: date | None) -> None:
    assert own_date(text) == day


def test_the_command_on_a_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    draft = tmp_path / "稿子.txt"
    draft.write_bytes(
        "\ufeff标题\r\n认真学习党的二十届四中全会精神，落实“三会一课”。\r\n对照《中国共产党纪律处份条例》。\r\n2025年3月1日\r\n".encode()
    )
    assert main([str(draft), "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert [(f["rule"], f["level"], f["line"], f["column"]) for f in data["findings"]] == [
        ("policy/not-yet", "warning", 2, 5),
        ("policy/wrong-name", "error", 3, 3),
    ]
    assert [(m["policy"], m["version"], m["right_name"]) for m in data["mentions"]] == [
        ("ershi-jie-sizhong-quanhui", None, "党的二十届四中全会"),
        ("sanhui-yike", None, "“三会一课”"),
    ]
    assert main([str(draft), "--as-of", "2026-01-10", "--format", "text"]) == 1
    assert "policy/not-yet" not in capsys.readouterr().out
    assert main([str(tmp_path / "没有.txt")]) == 2
