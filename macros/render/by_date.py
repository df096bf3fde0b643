"""Tables of the policies by date: what was in force on a day, what had just changed. A script filters them; without it they are whole."""

from __future__ import annotations

from datetime import date
from html import escape

from macros import citations
from macros.changes import changes
from macros.dates import chinese_date
from macros.library import Library
from macros.render.html import link
from macros.render.policy_page import mark


def by_date_html(library: Library, today: date) -> str:
    """A date field, a table of versions with their times, a table of meetings and campaigns."""
    control = (
        f'<form class="by-date-form" data-by-date><label>成文日期 <input type="date" value="{today.isoformat()}" data-by-date-input></label>'
        '<output class="by-date-status" role="status"></output></form>'
    )
    versions = [row for policy_id in library.policies for row in _versions(library, policy_id)]
    events = [row for policy_id in library.policies for row in _events(library, policy_id)]
    first = _table("文件的各版", ("名称", "版本", "施行起", "到（不含）", "引用写法"), versions)
    return f'<div class="by-date" data-nolink>{control}{first}{_table("会议和活动", ("名称", "开始", "结束"), events)}</div>'


def _table(caption: str, header: tuple[str, ...], rows: list[str]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in header)
    return f'<div class="table-scroll" tabindex="0"><table class="table"><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


def _versions(library: Library, policy_id: str) -> list[str]:
    policy = library.policies[policy_id]
    rows = []
    for term in citations.terms(policy):
        if not term.start or not term.version.effective:
            continue
        until = f' data-until="{term.until.isoformat()}"' if term.until else ""
        cells = (
            link("policies", policy_id, citations.name_of(policy, term.version)),
            f"{term.version.label}年版",
            f"{term.version.effective.value.chinese} {mark(term.version.effective.confidence)}",
            chinese_date(term.until) if term.until else "—",
            escape(citations.full(policy, library.vocabulary, term.version)),
        )
        rows.append(
            f'<tr data-from="{term.start.isoformat()}"{until}>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        )
    return rows


def _events(library: Library, policy_id: str) -> list[str]:
    policy = library.policies[policy_id]
    if policy.kind not in ("会议", "活动") or not policy.begins:
        return []
    begins = f"{policy.begins.value.chinese} {mark(policy.begins.confidence)}"
    ends = f"{policy.ends.value.chinese} {mark(policy.ends.confidence)}" if policy.ends else "—"
    return [
        f'<tr data-from="{policy.begins.value.first.isoformat()}"><td>{link("policies", policy_id, policy.title)}</td><td>{begins}</td><td>{ends}</td></tr>'
    ]


def changes_html(library: Library, today: date, most: int = 40) -> str:
    """The newest changes as a list."""
    listed = "".join(
        f"<li>{chinese_date(c.day)}：{link('policies', c.policy, library.policies[c.policy].title)}，{escape(c.what)} {mark(c.confidence)}</li>"
        for c in changes(library, today)[:most]
    )
    return f'<p>也可以用阅读器订阅：<a href="~/feed.xml">feed.xml</a></p><ul class="changes">{listed}</ul>'
