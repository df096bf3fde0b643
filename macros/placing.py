"""Where an item may stand, and what its words and references are checked against."""

from __future__ import annotations

import re
from typing import Any

from macros.body import EVERYONE
from macros.finding import Finding, nearest
from macros.source import Source
from macros.vocabulary import Vocabulary

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LISTS = (
    "policy_kinds",
    "writers",
    "unit_kinds",
    "meetings",
    "occasions",
    "document_types",
    "stages",
    "annotations",
    "topics",
    "roots",
    "parts",
)  # closed lists of words
FOLDERS_OF = {"problems": "topics", "snippets": "parts"}


def check_address(vocabulary: Vocabulary, kind: str, item_id: str, source: Source) -> list[Finding]:
    """An id is an address: lower-case words with hyphens, in a folder of the vocabulary where the kind has folders."""
    parts = item_id.split("/")
    found = [part for part in parts if not SLUG.fullmatch(part)]
    findings = [
        Finding(
            source.path,
            1,
            1,
            "content/slug",
            f"文件名“{part}”不合用：地址只用小写拼音或英文、数字和连字符。",
            "改成如 lingdu-duo-yantao-shao.md。",
        )
        for part in found
    ]
    which = FOLDERS_OF.get(kind)
    expected = 2 if which else 1
    if len(parts) != expected:
        folder = "先分文件夹再放文件" if which else "直接放在这个文件夹里"
        findings.append(
            Finding(source.path, 1, 1, "content/folder", f"位置不对：这类条目应当{folder}。", "移到对的位置。")
        )
    elif which and parts[0] not in (allowed := vocabulary.names(which)):
        findings.append(
            Finding(
                source.path,
                1,
                1,
                "content/folder",
                f"文件夹“{parts[0]}”不在词表里。{nearest(parts[0], allowed)}",
                "放进词表里有的文件夹。",
            )
        )
    return findings


def context(vocabulary: Vocabulary, ids: dict[str, list[str]]) -> dict[str, Any]:
    """What the model's words and references are checked against."""
    words = {name: vocabulary.names(name) for name in LISTS}
    words["fact_owners"] = [EVERYONE, *words["writers"]]
    words["shared_blanks"] = [blank.name for blank in vocabulary.blanks]
    words["organisations"] = vocabulary.units.organisations
    return {"words": words, "ids": ids}
