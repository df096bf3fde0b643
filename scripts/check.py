"""Check the library: every error at once, as text, JSON, or annotations that a code host shows in a diff."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from macros import checks
from macros.finding import LEVEL_NAMES, LEVELS, Finding
from macros.library import load

ROOT = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 no error, 1 errors, 2 could not run."""
    parser = argparse.ArgumentParser(prog="python -m scripts.check", description="检查内容库，一次列出全部问题")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="内容文件夹")
    parser.add_argument("--format", choices=("text", "json", "github"), default="text", help="输出的样式")
    options = parser.parse_args(argv)
    if not options.docs.is_dir():
        print(f"没有这个文件夹：{options.docs}", file=sys.stderr)
        return 2
    library, findings = load(options.docs.resolve())
    if library and not findings:
        findings = checks.library_findings(library)
    PRINTERS[options.format](findings)
    return 1 if any(finding.level == "error" for finding in findings) else 0


def print_text(findings: Sequence[Finding]) -> None:
    for finding in sorted(findings, key=lambda f: (LEVELS.index(f.level), f)):
        print(finding)
    counts = "，".join(f"{LEVEL_NAMES[level]}{sum(f.level == level for f in findings)}" for level in LEVELS)
    print(counts if findings else "没有发现问题。")


def print_json(findings: Sequence[Finding]) -> None:
    data = {"findings": [finding.as_json() for finding in findings], "mentions": [], "headings": []}
    print(json.dumps(data, ensure_ascii=False))


def print_github(findings: Sequence[Finding]) -> None:
    commands = {"error": "error", "warning": "warning", "info": "notice"}
    for f in findings:
        text = f"{f.message}改法：{f.fix}".replace("%", "%25").replace("\n", "%0A")
        print(f"::{commands[f.level]} file={f.path},line={f.line},col={f.column},title={f.rule}::{text}")


PRINTERS = {"text": print_text, "json": print_json, "github": print_github}

if __name__ == "__main__":
    sys.exit(main())
