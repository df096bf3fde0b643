"""Citations (引用): a policy's forms to copy, its versions' ends and status on a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from macros.dates import chinese_date
from macros.model import ArticleIn, Policy, Version
from macros.vocabulary import Vocabulary

Status = Literal["尚未施行", "现行", "已修订", "已废止", "待核"]
Form = Literal["full", "first", "later", "article", "dated"]
FORM_TITLES: dict[Form, str] = {
    "full": "全称",
    "first": "首次引用",
    "later": "再次引用",
    "article": "引条文",
    "dated": "带日期",
}


@dataclass(frozen=True)
class Term:
    """A version's time: from its start to the next version's start or its repeal, neither typed in."""

    version: Version
    start: date | None
    until: date | None
    last: bool

    def status(self, day: date) -> Status:
        """What the version was on a day; 待核 where the start is withheld."""
        if self.start is None:
            return "待核"
        if day < self.start:
            return "尚未施行"
        if self.until is None or day < self.until:
            return "现行"
        return "已废止" if self.last else "已修订"


def terms(policy: Policy) -> list[Term]:
    """The versions with their times, oldest first."""
    starts = [version.effective.value.first if version.effective else None for version in policy.versions]
    result = []
    for index, version in enumerate(policy.versions):
        following = next((start for start in starts[index + 1 :] if start), None)
        until = version.repealed.value.first if version.repealed else following
        result.append(Term(version, starts[index], until, index == len(starts) - 1))
    return result


def in_force(policy: Policy, day: date) -> Version | None:
    """The version that was valid on a day: start <= day < until."""
    return next((term.version for term in reversed(terms(policy)) if term.status(day) == "现行"), None)


def citable(policy: Policy, day: date) -> Version | None:
    """The version to cite on a day: the one in force, else (where the start is withheld) the newest issued by then."""

    def issued(version: Version) -> date | None:
        facts = (version.effective, version.issued, version.adopted, version.published)
        return next((fact.value.first for fact in facts if fact), None)

    known = [version for version in policy.versions if (start := issued(version)) and start <= day]
    valid = in_force(policy, day)
    return valid if valid and (not known or valid.label >= known[-1].label) else known[-1] if known else None


def name_of(policy: Policy, version: Version | None = None) -> str:
    """The name the policy bore in a version."""
    return version.name if version and version.name else policy.title


def full(policy: Policy, vocabulary: Vocabulary, version: Version | None = None) -> str:
    """The whole name: 《》 round a document, “” round a 提法, nothing round the rest."""
    name = name_of(policy, version)
    if policy.kind == "标准" and version and version.document_number:
        return f"{version.document_number.value}《{name}》"
    if vocabulary.is_document(policy.kind):
        return f"《{name}》"
    return f"“{name}”" if takes_quotes(policy) else name


def takes_quotes(policy: Policy) -> bool:
    """A 提法 stands in quotation marks, unless the item says otherwise."""
    return policy.kind == "提法" if policy.quoted is None else policy.quoted


def later(policy: Policy, vocabulary: Vocabulary, version: Version | None = None) -> str:
    """The name after the first mention: the first short name, else the whole name."""
    if not policy.short_names:
        return full(policy, vocabulary, version)
    short = policy.short_names[0]
    if vocabulary.is_document(policy.kind):
        return short if policy.kind == "标准" or policy.quoted is False else f"《{short}》"
    return f"“{short}”" if takes_quotes(policy) else short


def first(policy: Policy, vocabulary: Vocabulary, version: Version | None = None) -> str:
    """The first mention with the short name announced: 《…》（以下简称《…》）."""
    whole = full(policy, vocabulary, version)
    if not policy.short_names or not vocabulary.is_document(policy.kind) or policy.kind == "标准":
        return whole
    return f"{whole}（以下简称{later(policy, vocabulary, version)}）"


def article(policy: Policy, vocabulary: Vocabulary, entry: ArticleIn) -> str:
    """The name and an article's number, as 公文 cite it: in Chinese characters."""
    version = next((v for v in policy.versions if v.label == entry.version), None)
    return f"{full(policy, vocabulary, version)}{entry.number}"


def dated(policy: Policy, vocabulary: Vocabulary, version: Version | None) -> str:
    """The name with who and when: 《…》（2023年12月19日中共中央发布，2024年1月1日起施行）."""
    whole = full(policy, vocabulary, version)
    if version is None:
        days = [fact.value for fact in (policy.begins, policy.ends) if fact]
        return f"{whole}（{'至'.join(dict.fromkeys(day.chinese for day in days))}）" if days else whole
    if version.caption:
        return f"{whole}（{version.caption.value}）"
    parts = []
    if version.issued:
        issuer = policy.issuer.value if policy.issuer and version.issued_verb != "通过" else version.adopted_by or ""
        parts.append(f"{version.issued.value.chinese}{issuer}{version.issued_verb}")
    elif version.adopted and version.adopted_by:
        parts.append(f"{version.adopted.value.chinese}{version.adopted_by}")
    if version.effective and (not version.issued or version.effective.value != version.issued.value):
        parts.append(f"{version.effective.value.chinese}起施行")
    elif version.effective:
        parts.append("同日起施行")
    return f"{whole}（{'，'.join(parts)}）" if parts else whole


def forms(policy: Policy, vocabulary: Vocabulary, day: date) -> dict[Form, str]:
    """Every form that a policy has on a day; `article` is there only for a document with articles in force."""
    version = citable(policy, day)
    result: dict[Form, str] = {
        "full": full(policy, vocabulary, version),
        "first": first(policy, vocabulary, version),
        "later": later(policy, vocabulary, version),
    }
    entry = next((e for a in policy.articles for e in a.in_ if version and e.version == version.label), None)
    if entry:
        result["article"] = article(policy, vocabulary, entry)
    result["dated"] = dated(policy, vocabulary, version)
    return result


def term_text(term: Term) -> str:
    """The time of a version in words."""
    if term.start is None:
        return "施行日期待核"
    assert term.version.effective
    start = f"{term.version.effective.value.chinese}起"
    return f"{start}，至{chinese_date(term.until)}止（当日已用新版）" if term.until else start


def version_anchor(label: str) -> str:
    """The anchor of a version on its policy's page."""
    return f"v{label}"


def article_anchor(label: str, number: str) -> str:
    """The anchor of an article of a version on its policy's page."""
    return f"v{label}-{number}"


def status_text(policy: Policy, day: date) -> str:
    """Whether it is in force on a day, in a few words; nothing for what has no versions."""
    if not policy.versions:
        return ""
    term = next((t for t in reversed(terms(policy)) if t.status(day) == "现行"), terms(policy)[-1])
    return f"{term.status(day)}（{term.version.label}年版）"
