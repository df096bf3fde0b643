"""What rests on a policy: who lists it, who names it and where, and which citations its newest version makes stale."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from macros import citations, usage
from macros.checks.policy import check_policies
from macros.dates import build_day
from macros.document import Document
from macros.finding import Finding, nearest, report
from macros.library import KIND_TITLES, Library, load
from macros.mentions import finder

ROOT = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 told, 1 the library has errors, 2 no such policy."""
    parser = argparse.ArgumentParser(prog="python -m scripts.impact", description="一条政策变了，看牵动哪些条目")
    parser.add_argument("policy", metavar="POLICY", help="政策的id，即 docs/policies/ 下的文件名")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="内容文件夹")
    options = parser.parse_args(argv)
    library, findings = load(options.docs.resolve())
    if library is None or findings:
        print(report(findings), file=sys.stderr)
        return 1
    if options.policy not in library.policies:
        print(f"没有“{options.policy}”这条政策。{nearest(options.policy, library.policies)}", file=sys.stderr)
        return 2
    print("\n".join(lines(library, options.policy, build_day())))
    return 0


def lines(library: Library, policy_id: str, today: date) -> Iterator[str]:
    """The report, line by line."""
    policy = library.policies[policy_id]
    yield f"{citations.full(policy, library.vocabulary)}（{policy_id}）"
    newest = citations.terms(policy)[-1] if policy.versions else None
    if newest:
        yield f"最新一版：{newest.version.label}年版，{citations.term_text(newest)}，{newest.status(today)}"
    listed = {kind: entries for kind, entries in usage.of_policy(library, policy_id).items() if entries}
    yield "列为依据的条目：" + ("" if listed else "没有")
    for kind, entries in listed.items():
        yield from (f"  {KIND_TITLES[kind]} {item_id}：{title}" for item_id, title in entries)
    named = list(mentions(library, policy_id))
    yield f"正文里提到的地方：{len(named)}处"
    yield from (f"  {place}" for place in named)
    late = list(stale(library, policy_id, newest.start if newest and newest.start else today))
    yield f"最新一版施行以后，会变成过时的引用：{len(late)}处"
    yield from (f"  {finding}" for finding in late)


def mentions(library: Library, policy_id: str) -> Iterator[str]:
    """Every place in the items' bodies that names the policy."""
    names = finder(library)
    for (kind, item_id), source in library.sources.items():
        if (kind, item_id) == ("policies", policy_id):
            continue
        text = Document(source.path, source.body, date.min, source.body_line)
        for mention in names.find(source.body):
            if mention.policy == policy_id:
                line, column = text.place(mention.start)
                yield f"{source.path}:{line}:{column}: {mention.text}"


def stale(library: Library, policy_id: str, day: date) -> Iterator[Finding]:
    """What is wrong about the policy in each body once its newest version is in force, whatever the body's own date."""
    names = finder(library)
    for (kind, _), source in library.sources.items():
        if kind == "policies":
            continue
        text = Document(source.path, source.body, day, source.body_line)
        spans = [
            (text.place(m.start), text.place(m.end + 20)) for m in names.find(source.body) if m.policy == policy_id
        ]
        for finding in check_policies(library, text):
            at = (finding.line, finding.column)
            if finding.rule in ("policy/version", "policy/article") and any(
                first <= at <= last for first, last in spans
            ):
                yield finding


if __name__ == "__main__":
    sys.exit(main())
