"""The first state of a new item (新条目的骨架): a commented file, made from the model, so that it is never behind it.

What must be filled in is left empty and marked 必填; every other field stands in a comment with what it is. What has one sensible first value
(the day of review) has it.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from macros.body import SECTIONS
from macros.fields import Word
from macros.library import KINDS, Library
from macros.messages import inner_model
from macros.placing import FOLDERS_OF, check_address
from macros.source import Source

SINGULAR = {
    "policy": "policies",
    "theme": "themes",
    "problem": "problems",
    "snippet": "snippets",
    "structured": "structured",
    "template": "templates",
    "example": "examples",
}
SHAPES = {
    "prose": "一段或几段文字",
    "writers": "每种主体写“### 主体”，下面一段",
    "measures": "每种主体写“### 主体”，下面五行：- 做什么：、- 谁来做：、- 何时完成：、- 怎样检查：、- 算办到：",
    "entries": "每种情形写“### 情形”，下面一段",
    "document": "一份完整的材料：# 标题、## 一、……、### （一）……、正文段落",
}
MANY = 24  # of a closed list no more words are written out


def address_faults(library: Library, kind: str, slug: str) -> list[str]:
    """What is wrong with a new item's id, in Chinese; nothing when it may be used."""
    faults = [f"{f.message}{f.fix}" for f in check_address(library.vocabulary, kind, slug, Source(slug))]
    if any(slug in library.of(other) for other in KINDS if other != kind) and kind not in FOLDERS_OF:
        faults.append("别的栏目已经有同名的条目，换一个文件名。")
    return faults


def skeleton(library: Library, kind: str, today: date) -> str:
    """The text of a new item's file."""
    body = {section.name for section in SECTIONS[kind]}
    lines = ["---", "# 标着“必填”的要填；别的用得着才去掉行首的井号。以 # 开头的说明写完可以删。"]
    for name, field in KINDS[kind].model_fields.items():
        if name not in body:
            lines += _field(library, field.alias or name, field, today)
    lines += ["#", "# 正文："]
    for section in SECTIONS[kind]:
        must = "必填" if section.required else "可以不写"
        lines.append(
            f"#   {f'## {section.heading}' if section.heading else '全文'}（{must}）：{SHAPES[section.shape]}。"
        )
    lines += ["---", ""]
    for section in SECTIONS[kind]:
        if section.heading and section.required:
            lines += [f"## {section.heading}", ""]
    return "\n".join(lines)


def _field(library: Library, name: str, field: FieldInfo, today: date) -> Iterator[str]:
    must = field.is_required()
    listed = _is_list(field.annotation)
    hint = "；".join(part for part in (field.title, field.description, _words(library, field)) if part)
    if name == "reviewed_on":
        yield f"{name}: {today.isoformat()}  # {hint}"
        return
    value = (" []" if listed else "") if must else _default(field, listed)
    yield f"{'' if must else '# '}{name}:{value}  # {'必填' if must else '可以不写'}：{hint}"
    inner = inner_model(field.annotation)
    if inner:
        yield from _inner(library, inner, "#   ", listed, deep=0)


def _inner(library: Library, model: type[BaseModel], indent: str, listed: bool, deep: int) -> Iterator[str]:
    """The fields inside, as a comment to copy from."""
    for number, (name, field) in enumerate(model.model_fields.items()):
        start = ("- " if number == 0 else "  ") if listed else ""
        hint = "；".join(part for part in (field.title, field.description, _words(library, field)) if part)
        must = "" if field.is_required() else "（可以不写）"
        yield f"{indent}{start}{field.alias or name}:  # {hint}{must}"
        inner = inner_model(field.annotation)
        if inner and inner is not model and deep < 1:
            yield from _inner(library, inner, indent + "    ", _is_list(field.annotation), deep + 1)


def _default(field: FieldInfo, listed: bool) -> str:
    if listed:
        return " []"
    value = field.default
    return f" {str(value).lower() if isinstance(value, bool) else value}" if isinstance(value, (bool, int, str)) else ""


def _is_list(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _is_list(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return any(_is_list(part) for part in get_args(annotation))
    return origin is list


def _words(library: Library, field: FieldInfo) -> str:
    """The words of the closed list that a field takes them from, or where they are."""
    word = next((mark for mark in (*field.metadata, *_marks(field.annotation)) if isinstance(mark, Word)), None)
    if word and word.scope == "words" and word.which not in ("shared_blanks", "fact_owners", "organisations"):
        names = library.vocabulary.names(word.which)
        return f"可以写 {'、'.join(names)}" if len(names) <= MANY else f"写词表 {word.which} 里的"
    if word and word.which == "organisations":
        return "写词表 units.yml 里虚构的单位"
    if word and word.scope == "ids":
        return f"写 docs/{word.which}/ 下的路径，不带 .md"
    fixed = next((part for part in _parts(field.annotation) if get_origin(part) is Literal), None)
    return f"可以写 {'、'.join(map(str, get_args(fixed)))}" if fixed else ""


def _marks(annotation: Any) -> Iterator[Any]:
    for part in _parts(annotation):
        if get_origin(part) is Annotated:
            yield from part.__metadata__


def _parts(annotation: Any) -> Iterator[Any]:
    """An annotation and all that it is made of; not into the models inside."""
    yield annotation
    for part in get_args(annotation):
        if get_origin(annotation) is not Literal:
            yield from _parts(part)
