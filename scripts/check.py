"""Check the library or drafts: every finding at once, as text, JSON, or annotations that a code host shows in a diff."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from macros import checks
from macros.checks.cases import page
from macros.checks.drafts import FAMILIES, check_documents
from macros.document import Document
from macros.finding import LEVEL_NAMES, LEVELS, Finding
from macros.library import Library
from macros.mentions import finder, right_name, version_of
from macros.reading import UnreadableError, read_draft
from macros.stored import load_stored

ROOT = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 no error, 1 errors, 2 could not run."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.check", description="检查内容库或者自己的稿子，一次列出全部问题"
    )
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="要检查的稿子（.md .txt .docx）；不写就检查内容库"
    )
    parser.add_argument("--as-of", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="稿子的成文日期")
    parser.add_argument(
        "--mode", choices=("own", "contribution"), default="own", help="own 自己的稿子，contribution 投到库里的"
    )
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="内容文件夹")
    parser.add_argument("--format", choices=("text", "json", "github"), default="text", help="输出的样式")
    options = parser.parse_args(argv)
    if not options.docs.is_dir():
        print(f"没有这个文件夹：{options.docs}", file=sys.stderr)
        return 2
    mentions: list[dict[str, Any]] = []
    headings: list[dict[str, Any]] = []
    if options.paths:
        library, broken = load_stored(options.docs.resolve())
        if library is None or broken:
            print("内容库有错，先运行 make check 改好，再检查稿子。", file=sys.stderr)
            return 2
        try:
            drafts = [read_draft(path, options.as_of, options.mode) for path in options.paths]
        except UnreadableError as error:
            print(error, file=sys.stderr)
            return 2
        documents = [draft.document for draft in drafts]
        findings = sorted([*(f for draft in drafts for f in draft.findings), *check_documents(library, documents)])
        mentions = [record for document in documents for record in mention_records(library, document)]
        headings = [record for document in documents for record in heading_records(document)]
    else:
        _, findings = checks.load(options.docs.resolve())
    if options.format == "json":
        print(
            json.dumps(
                {"findings": [f.as_json() for f in findings], "mentions": mentions, "headings": headings},
                ensure_ascii=False,
            )
        )
    elif options.format == "github":
        print_github(findings)
    else:
        print_text(findings)
    return 1 if any(finding.level == "error" for finding in findings) else 0


def mention_records(library: Library, document: Document) -> list[dict[str, Any]]:
    """Where the text names a policy, which version it means on the text's date, and the right name (contract, clause 2)."""
    records = []
    for mention in finder(library).find(document.text):
        line, column = document.place(mention.start)
        records.append(
            {
                "path": document.path,
                "line": line,
                "column": column,
                "text": mention.text,
                "policy": mention.policy,
                "version": version_of(library, mention, document.as_of),
                "right_name": right_name(library, mention, document.as_of),
            }
        )
    return records


def heading_records(document: Document) -> list[dict[str, Any]]:
    """The headings; a title is level 0 with number null (contract, clause 2)."""
    return [{"line": h.line, "level": h.level, "number": h.number, "text": h.text} for h in document.headings]


def print_text(findings: Sequence[Finding]) -> None:
    """Grouped by place, the worst first."""

    def place(finding: Finding) -> tuple[str, int]:
        return finding.path, finding.line

    groups = [list(group) for _, group in groupby(sorted(findings), key=place)]
    for group in sorted(groups, key=lambda group: (min(LEVELS.index(f.level) for f in group), place(group[0]))):
        for finding in sorted(group, key=lambda f: (LEVELS.index(f.level), f)):
            print(f"{LEVEL_NAMES[finding.level]} {finding}")
    counts = "，".join(f"{LEVEL_NAMES[level]}{sum(f.level == level for f in findings)}" for level in LEVELS)
    print(f"{counts}。" if findings else "没有发现问题。")
    explained = sorted({f.rule for f in findings} & set(rule_names()))
    if explained:
        print(
            "规则的说明和例子：" + "、".join(f"site/guides/guize.html#{rule.replace('/', '-')}" for rule in explained)
        )


def rule_names() -> Iterator[str]:
    """The rules that have a page."""
    return (page(rule).name for rules in FAMILIES.values() for rule in rules)


def print_github(findings: Sequence[Finding]) -> None:
    """One annotation a finding."""
    commands = {"error": "error", "warning": "warning", "info": "notice"}
    for f in findings:
        text = f"{f.message}改法：{f.fix}".replace("%", "%25").replace("\n", "%0A")
        print(f"::{commands[f.level]} file={f.path},line={f.line},col={f.column},title={f.rule}::{text}")


if __name__ == "__main__":
    try:
        code = main()
    except BrokenPipeError:
        # The reader (head, less) went away; nothing is left to say to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code)
