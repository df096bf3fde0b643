"""A finding (发现): one thing wrong in one place, said so that a clerk can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "info"]
LEVELS: tuple[Level, ...] = ("error", "warning", "info")
LEVEL_NAMES: dict[Level, str] = {"error": "错误", "warning": "提醒", "info": "提示"}


@dataclass(frozen=True, order=True)
class Finding:
    """Where (lines and columns from 1, in characters), which rule, what is wrong, how to mend it."""

    path: str
    line: int
    column: int
    rule: str
    message: str
    fix: str = ""
    level: Level = "error"
    text: str = ""
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        mend = f" 改法：{self.fix}" if self.fix else ""
        return f"{self.path}:{self.line}:{self.column}: {self.rule}: {self.message}{mend}"

    def as_json(self) -> dict[str, object]:
        """The object that the contract promises, section 5 clause 2."""
        return {
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "end_line": self.end_line or self.line,
            "end_column": self.end_column or self.column + len(self.text),
            "rule": self.rule,
            "level": self.level,
            "message": self.message,
            "fix": self.fix,
            "text": self.text,
        }


class ContentError(Exception):
    """Raised once, with every finding of level error; its text is the whole report."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = sorted(findings)
        super().__init__(report(self.findings))


def report(findings: Iterable[Finding]) -> str:
    """One line a finding, and a closing line with the count."""
    lines = [str(finding) for finding in findings]
    return "\n".join([*lines, f"共{len(lines)}处错误，没有生成网站。"])


def nearest(value: object, allowed: Iterable[str]) -> str:
    """The closest allowed value as a hint (“最接近的是…”), or the list when it is short, else nothing."""
    choices = list(allowed)
    close = difflib.get_close_matches(str(value), choices, n=1, cutoff=0.5)
    if close:
        return f"最接近的是“{close[0]}”。"
    if choices and len(choices) <= 8:
        return f"可以写：{'、'.join(choices)}。"
    return ""
