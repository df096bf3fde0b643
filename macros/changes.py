"""What has changed (最近变化): versions issued and coming into force, meetings held, campaigns begun; newest first."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from datetime import date

from macros.library import Library, url_of

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, order=True)
class Change:
    """One event of a policy on a day (the first day its date can mean)."""

    day: date
    policy: str
    what: str
    confidence: str


def changes(library: Library, until: date) -> list[Change]:
    """Every change up to a day, newest first."""
    found = []
    for policy_id, policy in library.policies.items():
        for version in policy.versions:
            facts = [(version.issued, version.issued_verb), (version.effective, "施行")]
            days = {fact.value.first: (fact, verb) for fact, verb in facts if fact}
            found += [
                Change(day, policy_id, f"{version.label}年版{verb}", fact.confidence)
                for day, (fact, verb) in days.items()
            ]
        if policy.begins and policy.kind in ("会议", "活动"):
            verb = "召开" if policy.kind == "会议" else "开始"
            found.append(Change(policy.begins.value.first, policy_id, verb, policy.begins.confidence))
    return sorted((change for change in found if change.day <= until), reverse=True)


def feed(library: Library, until: date, most: int = 40) -> bytes:
    """The changes as an Atom feed; links are relative to the feed at the site's root."""
    ElementTree.register_namespace("", ATOM)
    listed = changes(library, until)[:most]
    root = ElementTree.Element(f"{{{ATOM}}}feed")
    _child(root, "id", "urn:antou:changes")
    _child(root, "title", "案头：政策最近变化")
    _child(root, "updated", _instant(listed[0].day if listed else until))
    ElementTree.SubElement(root, f"{{{ATOM}}}link", {"rel": "self", "href": "feed.xml"})
    author = ElementTree.SubElement(root, f"{{{ATOM}}}author")
    _child(author, "name", "案头")
    for change in listed:
        entry = ElementTree.SubElement(root, f"{{{ATOM}}}entry")
        title = f"{library.policies[change.policy].title}：{change.what}"
        _child(entry, "id", f"urn:antou:policies:{change.policy}:{change.day.isoformat()}")
        _child(entry, "title", title)
        _child(entry, "updated", _instant(change.day))
        ElementTree.SubElement(entry, f"{{{ATOM}}}link", {"href": url_of("policies", change.policy)})
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _child(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+08:00"
