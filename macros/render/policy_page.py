"""A policy's page."""

from __future__ import annotations

from datetime import date
from html import escape

from macros import citations, review
from macros.dates import chinese_date
from macros.fields import CONFIDENCE_NAMES, DatedFact, Fact
from macros.library import Library
from macros.mentions import mentioned
from macros.model import Policy, Version
from macros.render.html import Html, definition_list, links, table
from macros.render.timeline import timeline
from macros.render.usage_html import used_by

DATES = (("adopted", "通过"), ("issued", "印发"), ("published", "公布"), ("effective", "施行"))


def mark(confidence: str, seen: str | None = None) -> str:
    """The mark of a fact: 已核 or 未对原文, with where it was seen."""
    name = CONFIDENCE_NAMES[confidence]
    kind = "checked" if confidence == "V" else "unchecked"
    title = f' title="见于：{escape(seen, quote=True)}"' if seen else ""
    return f'<span class="mark {kind}"{title}>{name}</span>'


def fact_html(fact: Fact | DatedFact | None) -> str:
    """A value with its mark; a date in 公文 form."""
    if fact is None:
        return ""
    value = fact.value.chinese if isinstance(fact, DatedFact) else fact.value
    return f"{escape(value)} {mark(fact.confidence, fact.seen)}"


def policy_page(library: Library, policy_id: str, day: date) -> list[str]:
    """The page: what it is, citations, versions, articles, errors, what rests on it."""
    policy = library.policies[policy_id]
    chunks: list[str] = [Html(_overdue(policy, day))] if review.overdue(policy, day) else []
    chunks += [Html(_summary(library, policy, day)), Html(citations_html(library, policy, day))]
    chunks += ["## 是什么", policy.what, "## 什么时候引", policy.when, "## 怎么写对", policy.how]
    if policy.common_errors or policy.wrong_names:
        chunks += ["## 常见错误", Html(_errors(policy))]
    if policy.versions:
        chunks += ["## 版本", Html(timeline(policy, day) + _versions(policy, day))]
    if policy.articles:
        chunks += ["## 按内容查条文", Html(_articles(library, policy))]
    if policy.open_questions:
        chunks += ["## 待核", "\n".join(f"- {question}" for question in policy.open_questions)]
    chunks += used_by(mentioned(library, policy_id))
    if policy.related:
        chunks += ["## 相关政策", Html(links("policies", [(i, library.policies[i].title) for i in policy.related]))]
    return chunks


def _overdue(policy: Policy, day: date) -> str:
    return (
        f'<div class="overdue" role="note"><strong>该复核了</strong><p>上次复核是{chinese_date(policy.reviewed_on)}，'
        f"应在{chinese_date(review.due(policy))}前再核一次。引用前请查正式公布的文本。</p></div>"
    )


def _summary(library: Library, policy: Policy, day: date) -> str:
    names = "、".join(escape(name) for name in policy.short_names)
    members = ""
    if policy.members:
        members = escape("；".join(policy.members.values)) + " " + mark(policy.members.confidence)
    return definition_list(
        [
            ("类型", escape(policy.kind)),
            ("状态", escape(citations.status_text(policy, day))),
            ("制发", fact_html(policy.issuer)),
            ("规范简称", names),
            ("开始" if policy.kind in ("会议", "活动") else "提出", fact_html(policy.begins)),
            ("结束", fact_html(policy.ends)),
            ("内容", members),
            ("复核", f"{chinese_date(policy.reviewed_on)}，下次{chinese_date(review.due(policy))}前"),
        ]
    )


def citations_html(library: Library, policy: Policy, day: date) -> str:
    """The citation in every form, each with its button (contract, clause 6)."""
    rows = []
    for form, text in citations.forms(policy, library.vocabulary, day).items():
        if form == "article":
            continue
        rows.append(_citation_row(citations.FORM_TITLES[form], form, text))
    return f'<div class="citations" aria-label="引用写法">{"".join(rows)}</div>'


def _citation_row(title: str, form: str, text: str) -> str:
    button = f'<button type="button" class="copy" data-action="copy-citation" data-form="{form}" aria-label="复制{escape(title)}">复制</button>'
    return f'<div class="citation" data-copyable><span class="citation-form">{escape(title)}</span><span data-line>{escape(text)}</span>{button}</div>'


def _errors(policy: Policy) -> str:
    rows = [
        (f'<del class="wrong">{escape(e.wrong)}</del>', escape(e.right), f"{escape(e.why)} {mark(e.confidence)}")
        for e in policy.common_errors
    ]
    rows += [
        (f'<del class="wrong">{escape(w.text)}</del>', escape(policy.title), f"{escape(w.reason)} {mark(w.confidence)}")
        for w in policy.wrong_names
    ]
    return table(["错的写法", "对的写法", "为什么"], rows)


def _versions(policy: Policy, day: date) -> str:
    rows = []
    for term in reversed(citations.terms(policy)):
        version = term.version
        rows.append(
            (
                f'<span id="{citations.version_anchor(version.label)}">{escape(version.label)}</span>',
                escape(term.status(day)),
                _dates(version) or "待核",
                "<br>".join(
                    filter(
                        None,
                        [
                            escape(citations.name_of(policy, version)),
                            fact_html(version.scale),
                            fact_html(version.document_number),
                        ],
                    )
                ),
            )
        )
    return table(["版本", "状态", "日期", "名称、规模、文号"], rows)


def _dates(version: Version) -> str:
    parts = []
    for name, title in DATES:
        fact: DatedFact | None = getattr(version, name)
        if fact:
            verb = version.issued_verb if name == "issued" else title
            who = f"（{escape(version.adopted_by)}）" if name == "adopted" and version.adopted_by else ""
            parts.append(f"{fact_html(fact)} {verb}{who}")
    if version.repealed:
        parts.append(f"{fact_html(version.repealed)} 废止")
    return "<br>".join(parts)


def _articles(library: Library, policy: Policy) -> str:
    labels = [
        version.label
        for version in policy.versions
        if any(e.version == version.label for a in policy.articles for e in a.in_)
    ]
    rows = []
    placed: set[str] = set()  # one article may stand in several rows; its anchor is at the first
    for article in policy.articles:
        cells = [escape(article.subject)]
        for label in labels:
            entry = next((e for e in article.in_ if e.version == label), None)
            if entry is None:
                cells.append("—")
                continue
            text = citations.article(policy, library.vocabulary, entry)
            button = (
                f'<span data-copyable><span data-line hidden>{escape(text)}</span><button type="button" class="copy" data-action="copy-citation"'
                f' data-form="article" aria-label="复制{escape(text)}">复制</button></span>'
            )
            anchor = citations.article_anchor(label, entry.number)
            place = "" if anchor in placed else f' id="{anchor}"'
            placed.add(anchor)
            cells.append(
                f"<span{place}>{escape(entry.number)}</span> {mark(entry.confidence, entry.seen)}{button}<br><small>{escape(entry.gist)}</small>"
            )
        rows.append(cells)
    return table(["内容", *(f"{label}年版" for label in labels)], rows, "同一个条号在不同版本里可能不是同一件事")
