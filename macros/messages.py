"""Pydantic's errors in the words of a clerk, at the place in the file."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from macros.body import SECTIONS
from macros.finding import Finding, nearest
from macros.source import Source
from macros.yaml_data import Loc

FIXES = {
    "date_format": "写成 '2018-10-01'、'2017-02' 或 '1990'。",
    "date_impossible": "核对月和日。",
    "words": "换成词表里的词；词表在 docs/_vocabulary/。",
    "ids": "核对文件名；引用写的是文件夹之下、不带 .md 的路径。",
    "sign_in_line": "删掉，或者改用全角符号。",
    "line_break": "并成一行。",
    "empty_text": "写上内容，或者删掉这个字段。",
}
TYPES = {
    "string_type": "文字",
    "int_type": "整数",
    "int_parsing": "整数",
    "bool_type": "true 或 false",
    "bool_parsing": "true 或 false",
    "list_type": "列表，如 [甲, 乙]",
    "dict_type": "一组“字段: 值”",
    "model_type": "一组“字段: 值”",
    "model_attributes_type": "一组“字段: 值”",
}


def findings(error: ValidationError, source: Source, kind: str, model: type[BaseModel]) -> list[Finding]:
    """One finding an error; errors inside a union of types are told once."""
    seen: dict[tuple[int, int, str], Finding] = {}
    for detail in error.errors(include_url=False):
        finding = _finding(detail, source, kind, model)
        seen.setdefault((finding.line, finding.column, finding.rule), finding)
    return list(seen.values())


def _finding(detail: ErrorDetails, source: Source, kind: str, model: type[BaseModel]) -> Finding:
    loc: Loc = tuple(part for part in detail["loc"] if not _is_union_tag(part))
    line, column = source.position(loc)
    name = next((part for part in reversed(loc) if isinstance(part, str)), "")
    error_type = detail["type"]
    rule, message, fix = _words(error_type, name, detail, kind, model, loc)
    return Finding(source.path, line, column, f"content/{rule}", message, fix)


def _is_union_tag(part: str | int) -> bool:
    return isinstance(part, str) and (
        part.startswith(("function-", "list[", "constrained-")) or part in ("str", "[key]")
    )


def _words(
    error_type: str, name: str, detail: ErrorDetails, kind: str, model: type[BaseModel], loc: Loc
) -> tuple[str, str, str]:
    section = next((s.heading for s in SECTIONS.get(kind, ()) if s.name == name and len(loc) == 1), None)
    if error_type == "missing":
        if section:
            return "missing-section", f"缺少小节“{section}”。", f"在正文里加上“## {section}”。"
        return "missing-field", f"缺少字段“{name}”。", f"加上“{name}: ……”；写什么见“参与贡献”的字段说明。"
    if error_type == "extra_forbidden":
        fields = _field_names(model, loc)
        return "unknown-field", f"没有“{name}”这个字段。{nearest(name, fields)}", "改成字段说明里的名字，或者删掉。"
    if detail["input"] is None and name:
        fix = f"写上{TYPES.get(error_type, '内容')}；写什么见“参与贡献”的字段说明。"
        return "missing-field", f"字段“{name}”还没有填。", fix
    if error_type in TYPES:
        return "type", f"“{name}”的类型不对，应当是{TYPES[error_type]}。", "照字段说明改。"
    if error_type == "literal_error":
        expected = (
            str(detail.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
        )
        return "value", f"“{name}”不能是“{detail['input']}”。", f"可以写：{expected}。"
    if error_type == "too_short":
        return "too-short", f"“{name}”至少要有{detail['ctx']['min_length']}项。", "补上。"
    if error_type == "string_pattern_mismatch":
        return "value", f"“{name}”的写法不对：“{detail['input']}”。", "照字段说明改。"
    if error_type in ("greater_than_equal", "less_than_equal"):
        return "value", f"“{name}”超出范围：{detail['input']}。", f"应当在范围之内（{detail['msg']}）。"
    rule = {"words": "vocabulary", "ids": "reference"}.get(error_type, error_type.replace("_", "-"))
    return rule, f"“{name}”：{detail['msg']}" if name else detail["msg"], FIXES.get(error_type, "照字段说明改。")


def _field_names(model: type[BaseModel], loc: Loc) -> list[str]:
    """The field names allowed where an unknown one stands."""
    current: Any = model
    for part in loc[:-1]:
        if isinstance(part, str) and isinstance(current, type) and issubclass(current, BaseModel):
            field = next((f for n, f in current.model_fields.items() if part in (n, f.alias)), None)
            current = inner_model(field.annotation) if field else None
    if not (isinstance(current, type) and issubclass(current, BaseModel)):
        return []
    return [field.alias or name for name, field in current.model_fields.items()]


def inner_model(annotation: Any) -> type[BaseModel] | None:
    """The model inside list[...], dict[..., ...] or ... | None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in getattr(annotation, "__args__", ()) if (found := inner_model(arg))), None)
