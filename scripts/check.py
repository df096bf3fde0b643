"""Check the library or drafts: every finding at once, as text, JSON, or annotations that a code host shows in a diff."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from macros import checks
from macros.checks.policy import check_policies
from macros.finding import LEVEL_NAMES, LEVELS, Finding
from macros.library import Library, load
from macros.mentions import finder, right_name, version_of
from macros.text import Text, own_date

ROOT = Path(__file__).resolve().parent.parent
FRONT_DATE = re.compile(r"^as_of:\s*['\"]?(\d{4}-\d{2}-\d{2})", re.M)


class CannotRunError(Exception):
    """The check cannot run; the text says why, in Chinese."""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 no error, 1 errors, 2 could not run."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.check", description="检查内容库或者自己的稿子，一次列出全部问题"
    )
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="要检查的稿子（.md .txt）；不写就检查内容库"
    )
    parser.add_argument("--as-of", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="稿子的成文日期")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="内容文件夹")
    parser.add_argument("--format", choices=("text", "json", "github"), default="text", help="输出的样式")
    options = parser.parse_args(argv)
    if not options.docs.is_dir():
        print(f"没有这个文件夹：{options.docs}", file=sys.stderr)
        return 2
    mentions: list[dict[str, Any]] = []
    if options.paths:
        try:
            library = readable(options.docs)
            texts = [read_draft(path, options.as_of) for path in options.paths]
        except CannotRunError as error:
            print(error, file=sys.stderr)
            return 2
        findings = [finding for text in texts for finding in check_policies(library, text)]
        mentions = [record for text in texts for record in mention_records(library, text)]
    else:
        _, findings = checks.load(options.docs.resolve())
    if options.format == "json":
        print(
            json.dumps(
                {"findings": [f.as_json() for f in findings], "mentions": mentions, "headings": []}, ensure_ascii=False
            )
        )
    else:
        PRINTERS[options.format](findings)
    return 1 if any(finding.level == "error" for finding in findings) else 0


def readable(docs: Path) -> Library:
    """The library that drafts are checked against. Raises CannotRunError where it is broken itself."""
    library, findings = load(docs.resolve())
    if library is None or findings:
        raise CannotRunError("内容库有错，先运行 make check 改好，再检查稿子。")
    return library


def read_draft(path: Path, as_of: date | None) -> Text:
    """A draft's text with its date: given, else the front matter's, else its own, else today. Raises CannotRunError."""
    if not path.is_file():
        raise CannotRunError(f"没有这个文件：{path}")
    if path.suffix.lower() not in (".md", ".txt"):
        raise CannotRunError(f"{path}：只检查 .md 和 .txt 文件。")
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise CannotRunError(f"{path}：文件不是UTF-8编码，请另存为UTF-8。") from None
    front = FRONT_DATE.search(text) if text.startswith("---\n") else None
    day = as_of or (date.fromisoformat(front[1]) if front else None) or own_date(text) or date.today()
    return Text(str(path), text, day)


def mention_records(library: Library, text: Text) -> list[dict[str, Any]]:
    """Where the text names a policy, which version it means on the text's date, and the right name (contract, clause 2)."""
    records = []
    for mention in finder(library).find(text.text):
        line, column = text.place(mention.start)
        records.append(
            {
                "path": text.path,
                "line": line,
                "column": column,
                "text": mention.text,
                "policy": mention.policy,
                "version": version_of(library, mention, text.as_of),
                "right_name": right_name(library, mention, text.as_of),
            }
        )
    return records


def print_text(findings: Sequence[Finding]) -> None:
    for finding in sorted(findings, key=lambda f: (LEVELS.index(f.level), f)):
        print(finding)
    counts = "，".join(f"{LEVEL_NAMES[level]}{sum(f.level == level for f in findings)}" for level in LEVELS)
    print(counts if findings else "没有发现问题。")


def print_github(findings: Sequence[Finding]) -> None:
    commands = {"error": "error", "warning": "warning", "info": "notice"}
    for f in findings:
        text = f"{f.message}改法：{f.fix}".replace("%", "%25").replace("\n", "%0A")
        print(f"::{commands[f.level]} file={f.path},line={f.line},col={f.column},title={f.rule}::{text}")


PRINTERS = {"text": print_text, "github": print_github}

if __name__ == "__main__":
    sys.exit(main())
