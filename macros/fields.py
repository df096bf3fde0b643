"""Field types shared by the item kinds: a line, a word of a closed list, a reference, a fact with its confidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from macros.dates import PartialDate
from macros.finding import nearest
from macros.vocabulary import AsText

Confidence = Literal["V", "V2", "K高"]
CONFIDENCE_NAMES: dict[str, str] = {"V": "已核", "V2": "未对原文", "K高": "未对原文"}


def _plain_line(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("empty_text", "这一项是空的")
    for sign in "<>{}":
        if sign in value:
            raise PydanticCustomError("sign_in_line", "单行文字里不能有“{sign}”", {"sign": sign})
    if "\n" in value:
        raise PydanticCustomError("line_break", "这一项只能写一行")
    return value


Line = Annotated[AsText, AfterValidator(_plain_line), WithJsonSchema({"type": "string", "minLength": 1})]
LedgerColumn = Literal[
    "序号", "方面", "问题", "根源", "整改措施", "责任人", "完成时限", "检查办法", "办结标准", "完成情况"
]


def cell_line(value: str) -> str:
    """A table's cell: a plain line, or nothing where it is filled in by hand."""
    return _plain_line(value) if value else value


def as_list(value: Any) -> Any:
    """One line may stand for a list of one."""
    return [value] if isinstance(value, str) else value


@dataclass(frozen=True)
class Word:
    """Marks text as a word of the closed list `which`; the lists come in the validation context."""

    which: str
    scope: str = "words"
    message: str = "“{value}”不在词表里。{hint}"

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", f"x-{self.scope}": self.which}

    def _check(self, value: str, info: core_schema.ValidationInfo) -> str:
        allowed = (info.context or {}).get(self.scope, {}).get(self.which)
        if allowed is not None and value not in allowed:
            raise PydanticCustomError(self.scope, self.message, {"value": value, "hint": nearest(value, allowed)})
        return value


def ref(kind: str) -> Word:
    """Marks text as the id of another item of `kind`."""
    return Word(kind, "ids", "没有“{value}”这个条目。{hint}")


WriterName = Annotated[AsText, Word("writers")]
FactOwner = Annotated[AsText, Word("fact_owners")]
TopicId = Annotated[AsText, Word("topics")]
RootId = Annotated[AsText, Word("roots")]
PartId = Annotated[AsText, Word("parts")]
MeetingName = Annotated[AsText, Word("meetings")]
DocumentType = Annotated[AsText, Word("document_types")]
PolicyId = Annotated[AsText, ref("policies")]
ThemeId = Annotated[AsText, ref("themes")]
ProblemId = Annotated[AsText, ref("problems")]
SnippetId = Annotated[AsText, ref("snippets")]
StructuredId = Annotated[AsText, ref("structured")]
TemplateId = Annotated[AsText, ref("templates")]


class Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Fact(Data):
    """A fact of a policy with its confidence (可信度) and where it was seen."""

    value: Line = Field(title="值")
    confidence: Confidence = Field(title="可信度", description="V 已核；V2、K高 以“未对原文”发布；其余不写进来")
    seen: Line | None = Field(None, title="在哪里见到")


class DatedFact(Data):
    """A date with its confidence."""

    value: PartialDate = Field(title="日期", description="写到日、月或年：'2018-10-01'、'2017-02'、'1990'")
    confidence: Confidence = Field(title="可信度")
    seen: Line | None = Field(None, title="在哪里见到")
