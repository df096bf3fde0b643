"""The closed vocabularies (词表) of docs/_vocabulary/, as typed entries."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

Text = Annotated[str, Field(min_length=1)]
AsText = Annotated[str, BeforeValidator(lambda value: str(value) if isinstance(value, int) else value)]
BlankKind = Literal["文本", "日期", "数字", "选择"]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PolicyKind(Entry):
    """A kind of policy (政策类型); only a document (文件) takes 《》."""

    name: Text
    document: bool


class Writer(Entry):
    """Whose text it is (主体), how it calls itself, and its word in the names of files."""

    id: Text
    name: Text
    speaks: Literal["班子", "支部", "我"]
    note: Text


class Name(Entry):
    """A plain word of a closed list."""

    name: Text
    note: str = ""


class Round(Entry):
    """What a stage is in one kind of meeting: who, when, and the one thing that matters most."""

    meeting: Text
    who: Text
    when: Text
    point: Text


class Stage(Entry):
    """A stage (环节) of a meeting's cycle, in order; `rounds` has one entry a kind of meeting."""

    name: Text
    note: str = ""
    rounds: list[Round]

    def round_of(self, meeting: str) -> Round:
        return next(entry for entry in self.rounds if entry.meeting == meeting)


class Topic(Entry):
    """A stable subject (主题词) to which every theme's aspects are mapped."""

    id: Text
    title: Text
    covers: Text
    aliases: list[Text] = []


class Root(Entry):
    """A root (根源) under which several problems gather; `aim` is its heading where measures stand under it."""

    id: Text
    title: Text
    aim: Text
    note: Text


class PartEntry(Entry):
    """A part (部分) of a document, and what stands in it."""

    id: Text
    title: Text
    takes: Literal["文字", "片段", "专项内容", "问题", "原因", "措施", "表格", "台账"]


class SharedBlank(Entry):
    """A blank (填空项) that has one value on the whole site."""

    name: Text
    kind: BlankKind = "文本"
    label: Text
    look: Text
    example: AsText
    choices: list[Text] = []


class Formula(Entry):
    """A fixed political wording (固定表述) and the mark of the fact that it rests on."""

    text: Text
    confidence: Literal["V", "V2", "K高"]


class Kinds(Entry):
    policy_kinds: list[PolicyKind]
    writers: list[Writer]
    unit_kinds: list[Name]
    meetings: list[Name]
    occasions: list[Name]
    document_types: list[Name]
    stages: list[Stage]
    annotations: list[Name]

    @model_validator(mode="after")
    def _a_round_for_every_meeting(self) -> Kinds:
        meetings = [meeting.name for meeting in self.meetings]
        for stage in self.stages:
            if sorted(entry.meeting for entry in stage.rounds) != sorted(meetings):
                raise PydanticCustomError(
                    "value",
                    "环节“{stage}”的 rounds 要每种会一条：{meetings}",
                    {"stage": stage.name, "meetings": "、".join(meetings)},
                )
        return self


class Units(Entry):
    """Fictional places and units: the only ones that stand on the site."""

    places: list[Text]
    organisations: list[Text]


class SearchKind(Entry):
    """What the search calls a kind, and the words by which people ask for it."""

    kind: Text
    title: Text
    words: list[Text] = []


class Slip(Entry):
    """A word often typed wrong, and the right one."""

    wrong: Text
    right: Text


class SearchWords(Entry):
    """The words of the search (检索)."""

    kinds: list[SearchKind]
    slips: list[Slip]


class Vocabulary(Entry):
    """All closed lists together."""

    kinds: Kinds
    topics: list[Topic]
    roots: list[Root]
    parts: list[PartEntry]
    blanks: list[SharedBlank]
    units: Units
    common_words: list[Text]
    formulas: list[Formula]
    standing_phrases: list[Text]
    search: SearchWords

    def names(self, which: str) -> list[str]:
        """The allowed values of a list: `topics`, `roots`, `parts`, or a list of kinds.yml."""
        if which in ("topics", "roots", "parts"):
            return [entry.id for entry in getattr(self, which)]
        return [entry.name for entry in getattr(self.kinds, which)]

    def is_document(self, kind: str) -> bool:
        """Whether a policy kind takes 《》."""
        return next(entry.document for entry in self.kinds.policy_kinds if entry.name == kind)

    def topic(self, topic_id: str) -> Topic:
        return next(entry for entry in self.topics if entry.id == topic_id)

    def root(self, root_id: str) -> Root:
        return next(entry for entry in self.roots if entry.id == root_id)

    def writer(self, name: str) -> Writer:
        return next(entry for entry in self.kinds.writers if entry.name == name)

    def part(self, part_id: str) -> PartEntry:
        return next(entry for entry in self.parts if entry.id == part_id)

    def shared_blanks(self) -> dict[str, SharedBlank]:
        return {entry.name: entry for entry in self.blanks}
