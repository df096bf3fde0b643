"""Every family of rules over drafts: one, or several that are given together."""

from __future__ import annotations

from collections.abc import Sequence

from macros.checks import empty, mask, match, policy, privacy, same, structure, wording
from macros.checks.cases import Rule
from macros.document import Document
from macros.finding import Finding
from macros.library import Library

FAMILIES: dict[str, tuple[Rule, ...]] = {
    "structure": structure.RULES,
    "policy": policy.RULES,
    "wording": wording.RULES,
    "mask": mask.RULES,
    "privacy": privacy.RULES,
    "match": match.RULES,
    "empty": empty.RULES,
    "same": same.RULES,
}
FAMILY_TITLES = {
    "structure": "结构",
    "policy": "政策引用",
    "wording": "文字",
    "mask": "遮盖和填空",
    "privacy": "隐私和保密",
    "match": "问题、原因、措施对应",
    "empty": "空话",
    "same": "雷同",
}


def check_document(library: Library, document: Document, families: Sequence[str] = tuple(FAMILIES)) -> list[Finding]:
    """Every finding of the families on one document, in order."""
    return sorted({finding for family in families for rule in FAMILIES[family] for finding in rule(library, document)})


def check_documents(library: Library, documents: Sequence[Document]) -> list[Finding]:
    """Every finding on several documents, with what they share and where their numbers differ."""
    findings = [finding for document in documents for finding in check_document(library, document)]
    if len(documents) > 1:
        findings += [*match.across(library, documents), *same.across(library, documents)]
    return sorted(set(findings))
