"""Items as others read them (site/api/v1): the model's fields, and what is derived from them.

The JSON Schemas come from these classes, which come from model.py; a test executes them on the published data.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel, Field, create_model

from macros import citations, review
from macros.fields import Fact
from macros.library import ASKING, KINDS, Library, folder_of, url_of
from macros.model import CommonError, Members, Policy, WrongName
from macros.vocabulary import BlankKind

API_VERSION = 1
FACTS = ("adopted", "issued", "published", "effective", "repealed", "document_number", "caption", "scale")


class ArticleRecord(BaseModel):
    subject: str
    number: str
    gist: str
    confidence: str


class VersionRecord(BaseModel):
    """One version; dates as given (to the day, month or year), `until` and `status` derived for the day of the build."""

    label: str
    name: str
    adopted: str | None
    issued: str | None
    published: str | None
    effective: str | None
    until: str | None = Field(description="the first day on which it no longer holds")
    status: citations.Status
    document_number: str | None
    articles: list[ArticleRecord]
    confidence: dict[str, str] = Field(description="the mark of each fact given")


class PolicyRecord(BaseModel):
    id: str
    title: str
    url: str
    aliases: list[str]
    kind: str
    issuer: str | None
    short_names: list[str]
    search_words: list[str]
    wrong_names: list[WrongName]
    versions: list[VersionRecord]
    begins: str | None
    ends: str | None
    members: Members | None
    common_errors: list[CommonError]
    open_questions: list[str]
    related: list[str]
    reviewed_on: date
    review_due: date
    overdue: bool
    citations: dict[citations.Form, str]


class TopicRecord(BaseModel):
    id: str
    title: str
    url: str | None
    covers: str
    aliases: list[str]


class BlankRecord(BaseModel):
    """A blank that the site asks for: shared ones by their name, private ones by `<item id>/<name>`."""

    id: str
    title: str
    url: str | None
    kind: BlankKind
    look: str
    example: str
    choices: list[str]


def _item_record(kind: str) -> type[BaseModel]:
    derived: dict[str, Any] = {"id": (str, ...), "url": (str, ...)}
    if kind in ("problems", "snippets"):
        derived[{"problems": "topic", "snippets": "part"}[kind]] = (str, ...)
    return create_model(f"{KINDS[kind].__name__}Record", __base__=KINDS[kind], **derived)


RECORDS: dict[str, type[BaseModel]] = {
    "policies": PolicyRecord,
    **{kind: _item_record(kind) for kind in KINDS if kind != "policies"},
    "topics": TopicRecord,
    "blanks": BlankRecord,
}


def records(library: Library, kind: str, day: date) -> Iterator[dict[str, Any]]:
    """The records of a kind as JSON data."""
    match kind:
        case "policies":
            for item_id, policy in library.policies.items():
                yield _policy(library, item_id, policy, day).model_dump(mode="json")
        case "topics":
            yield from (_topic(library, topic.id) for topic in library.vocabulary.topics)
        case "blanks":
            yield from _blanks(library)
        case _:
            yield from (_record(kind, item_id, item) for item_id, item in library.of(kind).items())


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind's file."""
    item = RECORDS[kind].model_json_schema(mode="serialization", ref_template="#/$defs/{model}")
    definitions = item.pop("$defs", {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind,
        "type": "object",
        "required": ["version", "items"],
        "additionalProperties": False,
        "properties": {"version": {"const": API_VERSION}, "items": {"type": "array", "items": item}},
        "$defs": definitions,
    }


def _record(kind: str, item_id: str, item: BaseModel) -> dict[str, Any]:
    data = {"id": item_id, "url": url_of(kind, item_id), **item.model_dump(mode="json", by_alias=True)}
    if kind in ("problems", "snippets"):
        data[{"problems": "topic", "snippets": "part"}[kind]] = folder_of(item_id)
    return data


def _policy(library: Library, item_id: str, policy: Policy, day: date) -> PolicyRecord:
    return PolicyRecord(
        id=item_id,
        title=policy.title,
        url=url_of("policies", item_id),
        aliases=policy.aliases,
        kind=policy.kind,
        issuer=_value(policy.issuer),
        short_names=policy.short_names,
        search_words=policy.search_words,
        wrong_names=policy.wrong_names,
        versions=[_version(policy, term, day) for term in citations.terms(policy)],
        begins=str(policy.begins.value) if policy.begins else None,
        ends=str(policy.ends.value) if policy.ends else None,
        members=policy.members,
        common_errors=policy.common_errors,
        open_questions=policy.open_questions,
        related=policy.related,
        reviewed_on=policy.reviewed_on,
        review_due=review.due(policy),
        overdue=review.overdue(policy, day),
        citations=citations.forms(policy, library.vocabulary, day),
    )


def _version(policy: Policy, term: citations.Term, day: date) -> VersionRecord:
    version = term.version
    facts = {name: getattr(version, name) for name in FACTS}
    values = {name: str(fact.value) if fact else None for name, fact in facts.items()}
    entries = [
        (article.subject, entry)
        for article in policy.articles
        for entry in article.in_
        if entry.version == version.label
    ]
    return VersionRecord(
        label=version.label,
        name=citations.name_of(policy, version),
        adopted=values["adopted"],
        issued=values["issued"],
        published=values["published"],
        effective=values["effective"],
        until=term.until.isoformat() if term.until else None,
        status=term.status(day),
        document_number=values["document_number"],
        articles=[ArticleRecord(subject=s, number=e.number, gist=e.gist, confidence=e.confidence) for s, e in entries],
        confidence={name: fact.confidence for name, fact in facts.items() if fact},
    )


def _value(fact: Fact | None) -> str | None:
    return fact.value if fact else None


def _topic(library: Library, topic_id: str) -> dict[str, Any]:
    topic = library.vocabulary.topic(topic_id)
    page = f"problems/{topic_id}/index.md"
    url = f"problems/{topic_id}/index.html" if page in library.pages else None
    return TopicRecord(id=topic.id, title=topic.title, url=url, covers=topic.covers, aliases=topic.aliases).model_dump(
        mode="json"
    )


def _blanks(library: Library) -> Iterator[dict[str, Any]]:
    for b in library.vocabulary.blanks:
        shared = BlankRecord(
            id=b.name, title=b.label, url=None, kind=b.kind, look=b.look, example=b.example, choices=b.choices
        )
        yield shared.model_dump(mode="json")
    for kind in ASKING:
        for item_id in library.of(kind):
            for f in library.facts_of(item_id):
                private = BlankRecord(
                    id=f"{item_id}/{f.blank}",
                    title=f.blank,
                    url=url_of(kind, item_id),
                    kind=f.kind,
                    look=f.look,
                    example=f.example,
                    choices=f.choices,
                )
                yield private.model_dump(mode="json")
