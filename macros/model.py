"""The item kinds (条目) as Pydantic models.

One model drives four things: validation of docs/, the messages, the JSON Schemas of site/api/v1, and the field reference on the
contributor pages (titles and descriptions of the fields). Only what a person types stands here; what can be derived is derived
in library.py.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from macros.dates import Day
from macros.fields import (
    Confidence,
    Data,
    DatedFact,
    DocumentType,
    Fact,
    FactOwner,
    Line,
    MeetingName,
    PartId,
    PolicyId,
    ProblemId,
    RootId,
    TemplateId,
    ThemeId,
    TopicId,
    Word,
    WriterName,
)
from macros.outline import OutlineNode
from macros.vocabulary import AsText, BlankKind


class WrongName(Data):
    text: Line = Field(title="错的写法")
    reason: Line = Field(title="错在哪里")
    confidence: Confidence = Field(title="可信度")


class Version(Data):
    """One version (版本) of a document, called by its four-digit year."""

    label: Annotated[AsText, Field(pattern=r"^\d{4}$")] = Field(title="版本", description="四位年份")
    name: Line | None = Field(None, title="当时的名称", description="与现名不同时才写")
    adopted: DatedFact | None = Field(None, title="通过或审议日期")
    adopted_by: Line | None = Field(None, title="由谁通过、审议")
    issued: DatedFact | None = Field(None, title="印发或发布日期")
    issued_verb: Literal["印发", "发布", "通过", "公布"] = Field("印发", title="印发还是发布")
    published: DatedFact | None = Field(None, title="公布日期")
    effective: DatedFact | None = Field(None, title="施行日期")
    repealed: DatedFact | None = Field(None, title="废止日期", description="后面没有新版本时才写")
    document_number: Fact | None = Field(None, title="文号")
    caption: Fact | None = Field(None, title="题注")
    scale: Fact | None = Field(None, title="规模", description="如 3编158条")
    undated: bool = Field(False, title="日期全部待核", description="一个日期都不能发布的版本才写 true")


class ArticleIn(Data):
    version: Line = Field(title="版本")
    number: Line = Field(title="条号", description="汉字条号，如 第一百三十二条")
    gist: Line = Field(title="这一版说什么")
    confidence: Confidence = Field(title="可信度")
    seen: Line | None = Field(None, title="在哪里见到")


class Article(Data):
    """A subject of a document and its article in each version: the same number is not the same text."""

    subject: Line = Field(title="内容")
    in_: list[ArticleIn] = Field(alias="in", min_length=1, title="各版本的条文")


class CommonError(Data):
    wrong: Line = Field(title="错的写法")
    right: Line = Field(title="对的写法")
    why: Line = Field(title="为什么")
    confidence: Confidence = Field(title="可信度", description="取所依据的事实的标记")
    phrase: bool = Field(False, title="照字面查", description="true 表示错的写法就是原话，检查时照字面找")


class Members(Data):
    values: list[Line] = Field(title="各项，按固定次序", min_length=2)
    confidence: Confidence = Field(title="可信度")


class Item(Data):
    """What every item has."""

    title: Line = Field(title="标题")
    aliases: list[Line] = Field([], title="别名", description="别的叫法；政策的别名在正文里也会认出来")
    reviewed_on: Day = Field(title="复核日期")


class Policy(Item):
    """政策：文件、会议、活动、制度或者提法。"""

    kind: Annotated[AsText, Word("policy_kinds")] = Field(title="类型")
    issuer: Fact | None = Field(None, title="制发机关")
    quoted: bool | None = Field(
        None, title="加不加符号", description="提法加引号、文件的简称加书名号、其余不加；与此不同时才写"
    )
    short_names: list[Line] = Field([], title="规范简称", description="第一个用在“以下简称”里")
    search_words: list[Line] = Field([], title="搜索词", description="不是名称、但人们会用来找它的说法")
    wrong_names: list[WrongName] = Field([], title="常见的错误名称")
    versions: list[Version] = Field([], title="版本", description="只有文件有，从早到晚")
    begins: DatedFact | None = Field(None, title="开始或提出日期")
    ends: DatedFact | None = Field(None, title="结束日期")
    members: Members | None = Field(None, title="固定内容")
    articles: list[Article] = Field([], title="条文")
    common_errors: list[CommonError] = Field([], title="常见错误")
    open_questions: list[Line] = Field([], title="待核")
    related: list[PolicyId] = Field([], title="相关政策")
    review_months: Annotated[int, Field(ge=1, le=60)] = Field(12, title="几个月复核一次")
    what: str = Field(title="正文：是什么")
    when: str = Field(title="正文：什么时候引")
    how: str = Field(title="正文：怎么写对")


class Aspect(Data):
    """An aspect (对照方面) in the notice's words, mapped to our topics."""

    title: Line = Field(title="方面")
    topics: list[TopicId] = Field(title="对应的主题词", min_length=1)
    confidence: Confidence | None = Field(None, title="可信度", description="basis 为 通知 时必写")


class Demand(Data):
    text: Line = Field(title="要求")
    confidence: Confidence = Field(title="可信度")
    seen: Line | None = Field(None, title="在哪里见到")


class Theme(Item):
    """年度主题：一次会的主题和对照方面。"""

    meeting: MeetingName = Field(title="会议种类")
    occasion: Annotated[AsText, Word("occasions")] = Field(title="会议缘由")
    year: Annotated[int, Field(ge=2012, le=2100)] | None = Field(None, title="年度")
    sentence: Fact | None = Field(None, title="主题句")
    basis: Literal["通知", "示例"] = Field(title="方面的来历", description="通知规定的，还是本站拟的示例")
    aspects: list[Aspect] = Field([], title="对照方面")
    demands: list[Demand] = Field([], title="通知的其他要求")
    examples: dict[Annotated[AsText, Word("shared_blanks")], Line] = Field(
        {}, title="共用填空项的例子", description="在这个主题下代替词表里的例子"
    )
    open_questions: list[Line] = Field([], title="待核")
    policies: list[PolicyId] = Field([], title="常引的政策")
    how: str = Field(title="正文：怎么用")
    each: str | None = Field(None, title="正文：各方面写什么")


class CardFact(Data):
    """A private blank (填空项) of one item: one value."""

    blank: Line = Field(title="填空项")
    look: Line = Field(title="到哪里查")
    example: Line = Field(title="例子", description="填回正文要读得通")
    for_: FactOwner | list[FactOwner] = Field("共用", alias="for", title="谁的段落用它")
    kind: BlankKind = Field("文本", title="种类")
    choices: list[Line] = Field([], title="可选的值")


class Measure(Data):
    """A measure (整改措施): what, who, by when, how checked, when it counts as done."""

    what: Line = Field(title="做什么")
    who: Line = Field(title="谁来做")
    by: Line = Field(title="何时完成")
    check: Line = Field(title="怎样检查")
    done: Line = Field(title="算办到")


class Problem(Item):
    """问题卡：一个看得见的毛病，带原因和整改。"""

    writers: list[WriterName] = Field(title="主体", min_length=1)
    unit_kinds: list[Annotated[AsText, Word("unit_kinds")]] = Field(
        [], title="适用单位", description="不写就是各类单位都可能有"
    )
    root: RootId = Field(title="根源")
    root_note: Line = Field(title="本卡的根源一句")
    policies: list[PolicyId] = Field([], title="所依据的政策")
    screening: Line = Field(title="选用条件", description="有这事才能选")
    facts: list[CardFact] = Field(title="事实", min_length=1)
    owned_by: dict[WriterName, Line] = Field({}, title="认领")
    appearance: dict[str, Line] = Field(title="正文：表现")
    causes: dict[str, Line] = Field(title="正文：直接原因")
    measures: dict[str, Measure] = Field(title="正文：整改")
    avoid: str = Field(title="正文：不要这样写")


class Snippet(Item):
    """片段：可以照着改的一段话。"""

    writers: list[WriterName] = Field(title="主体", min_length=1)
    policies: list[PolicyId] = Field([], title="所依据的政策")
    facts: list[CardFact] = Field([], title="事实")
    text: str = Field(title="正文：正文")
    how: str = Field(title="正文：怎么用")


class Sum(Data):
    """Numbers that must add up: the total's blank and the blanks of its parts."""

    total: Line = Field(title="合计")
    parts: list[Line] = Field(title="各项", min_length=1)


class Structured(Item):
    """专项内容：有固定要素、不属于对照方面的部分。"""

    part: PartId = Field(title="部分")
    writers: list[WriterName] = Field(title="主体", min_length=1)
    policies: list[PolicyId] = Field([], title="所依据的政策")
    facts: list[CardFact] = Field(title="事实", min_length=1)
    sums: list[Sum] = Field([], title="合计关系")
    text: dict[str, Line] = Field(title="正文：正文")
    entries: dict[str, Line] = Field({}, title="正文：逐条")
    none: str | None = Field(None, title="正文：没有时怎么写")
    how: str = Field(title="正文：怎么用")


class Template(Item):
    """模板：一个文种的提纲和写法。"""

    document_type: DocumentType = Field(title="文种")
    meeting: MeetingName = Field(title="会议种类")
    stage: Annotated[AsText, Word("stages")] = Field(title="环节")
    writers: list[WriterName] = Field(title="主体", min_length=1)
    reader: Line = Field(title="报给谁、给谁看")
    timing: Line = Field(title="什么时候交")
    themes: list[ThemeId] = Field(title="适用的主题，第一个是默认", min_length=1)
    facts: list[CardFact] = Field([], title="事实", description="只有这个文种要填的空")
    outline: list[OutlineNode] = Field(title="提纲", min_length=2)
    picks: list[ProblemId] = Field([], title="默认选用的问题卡")
    related: list[TemplateId] = Field([], title="相关模板")
    use: str = Field(title="正文：什么时候用")
    not_for: str = Field(title="正文：不要用在")
    looks_for: str = Field(title="正文：读的人看什么")
    sent_back: str = Field(title="正文：常被退回的原因")


class Annotation(Data):
    """A note on a passage of an example; a flaw (留错) has its mend."""

    type: Annotated[AsText, Word("annotations")] = Field(title="批注类型")
    quote: Line = Field(title="批在哪句话上", description="照抄原文里的字，在全文只出现一次")
    note: Line = Field(title="批注")
    mend: Line | None = Field(None, title="改法", description="留错的地方必写")


class Example(Item):
    """范例：一份虚构单位的完整材料，带批注。"""

    document_type: DocumentType = Field(title="文种")
    template_id: TemplateId = Field(title="所用模板")
    theme: ThemeId = Field(title="所用主题")
    writer: WriterName = Field(title="主体")
    unit: Annotated[AsText, Word("organisations")] = Field(title="虚构单位")
    as_of: Day = Field(title="成文日期")
    flawed: bool = Field(False, title="有意留错")
    annotations: list[Annotation] = Field(title="批注", min_length=1)
    document: str = Field(title="正文")
