"""An outline (提纲) of a template, part by part, as Pydantic models."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from macros.fields import Data, LedgerColumn, Line, PartId, SnippetId, StructuredId, as_list, cell_line
from macros.vocabulary import AsText


class Layout(Data):
    """How points are gathered and set: `by` headings, `points` run in, in paragraphs, or numbered 1."""

    by: Literal["方面", "根源", "不分"] = Field("方面", title="按什么分")
    points: Literal["段内", "分段", "分条"] = Field("段内", title="各点怎么排")
    most: Annotated[int, Field(ge=1, le=6)] = Field(2, title="每个方面最多几条")


class Table(Data):
    """A table (表格) that the document itself holds: a form, a list, an agenda."""

    header: list[Line] = Field(title="表头", min_length=2)
    rows: list[list[Annotated[AsText, AfterValidator(cell_line)]]] = Field(
        title="各行", min_length=1, description="每行的格数同表头一样；留给人手填的格子写 ''"
    )


class LedgerColumns(Data):
    """A ledger (台账) made from the problems: which columns, how many problems an aspect."""

    columns: list[LedgerColumn] = Field(title="列", min_length=3)
    most: Annotated[int, Field(ge=1, le=6)] = Field(2, title="每个方面最多几条")


class OutlineNode(Data):
    """One part (部分) of an outline: a heading, what fills it, and smaller parts under it."""

    part: PartId = Field(title="部分")
    heading: Line | None = Field(None, title="小标题")
    text: Annotated[list[Line], BeforeValidator(as_list)] = Field(
        [], title="文字", description="一段一项；只有一段可以直接写"
    )
    table: Table | None = Field(None, title="表格")
    ledger: LedgerColumns | None = Field(None, title="台账")
    snippets: list[SnippetId] = Field([], title="片段", description="可以列几种主体的，组稿时只取本主体的")
    structured: StructuredId | None = Field(None, title="专项内容")
    points: Literal["段内", "分段"] | None = Field(None, title="几个片段怎么排", description="不写则各自成段，不编号")
    problems: Layout | None = Field(None, title="问题")
    causes: Layout | None = Field(None, title="原因")
    measures: Layout | None = Field(None, title="措施")
    children: list[OutlineNode] = Field([], title="下一层")
