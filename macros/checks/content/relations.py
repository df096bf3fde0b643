"""content/: what must agree within an item and between items; each rule a generator of findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from macros import blanks
from macros.body import EVERYONE, SECTIONS
from macros.checks.content.likeness import alike, repeated
from macros.checks.content.policy_data import articles, at, common_words, period, unique_names, versions
from macros.finding import Finding, nearest
from macros.library import ASKING, Library
from macros.model import Example, Problem, Snippet, Structured, Template, Theme
from macros.outline import OutlineNode
from macros.source import Source
from macros.yaml_data import Loc

Found = Iterator[Finding]


def check(library: Library) -> list[Finding]:
    """Every rule over every item."""
    findings: list[Finding] = []
    rules: dict[str, tuple[Callable[..., Found], ...]] = {
        "policies": (versions, articles, period, common_words),
        "themes": (aspects,),
        "problems": (sides, facts_used, facts_owners),
        "snippets": (facts_used,),
        "structured": (facts_used, sums),
        "templates": (facts_used, outline),
        "examples": (quotes, flaws),
    }
    for (kind, item_id), source in library.sources.items():
        item = library.of(kind)[item_id]
        for rule in rules[kind]:
            findings += rule(library, item, source)
        if kind in ("problems", "snippets", "structured", "templates", "examples"):
            findings += declared(library, item, source)
    return [
        *findings,
        *unique_titles(library),
        *unique_scopes(library),
        *unique_names(library),
        *alike(library),
        *repeated(library),
    ]


def aspects(library: Library, theme: Theme, source: Source) -> Found:
    """Aspects from a notice carry their confidence; a made-up arrangement claims none."""
    for index, aspect in enumerate(theme.aspects):
        loc: Loc = ("aspects", index)
        if theme.basis == "通知" and aspect.confidence is None:
            yield at(source, loc, "confidence", "通知规定的方面要写可信度。", "加上 confidence: V、V2 或 K高。")
        if theme.basis == "示例" and aspect.confidence is not None:
            yield at(source, (*loc, "confidence"), "confidence", "示例的方面没有可信度。", "删掉 confidence。")


def sides(library: Library, problem: Problem, source: Source) -> Found:
    """Every writer has its own 表现, 直接原因 and 整改, and no other has."""
    for section in SECTIONS["problems"][:3]:
        given = getattr(problem, section.name)
        for writer in problem.writers:
            if writer not in given:
                yield at(
                    source,
                    (section.name,),
                    "missing-side",
                    f"“{section.heading}”里缺少“{writer}”。",
                    f"加上“### {writer}”，或者从 writers 里去掉。",
                )
        for writer in given:
            if writer not in problem.writers:
                yield at(
                    source,
                    (section.name, writer),
                    "extra-side",
                    f"writers 里没有“{writer}”，“{section.heading}”里却写了。",
                    "补进 writers，或者删掉这一段。",
                )


def facts_used(library: Library, item: Problem | Snippet | Structured | Template, source: Source) -> Found:
    """A fact fills a blank of the text, each name once, none of them a shared blank's."""
    shared = library.vocabulary.shared_blanks()
    used = blanks.names(source.text if isinstance(item, Template) else source.body)
    seen: set[str] = set()
    for index, fact in enumerate(item.facts):
        loc: Loc = ("facts", index, "blank")
        if fact.blank in seen:
            yield at(source, loc, "duplicate-fact", f"事实“{fact.blank}”写了两次。", "合成一条。")
        seen.add(fact.blank)
        if fact.blank in shared:
            yield at(
                source,
                loc,
                "shared-fact",
                f"“{fact.blank}”是全站共用的填空项，不用在这里写。",
                "删掉这一条，正文照用。",
            )
        elif fact.blank not in used:
            hint = nearest(fact.blank, [name for name in used if name not in shared])
            yield at(
                source, loc, "unused-fact", f"正文里没有用到事实“{fact.blank}”。{hint}", "在正文里用上，或者删掉。"
            )
        if fact.kind == "选择" and not fact.choices:
            yield at(source, loc, "choices", f"“{fact.blank}”是选择，要列出可选的值。", "加上 choices: [甲, 乙]。")


def facts_owners(library: Library, problem: Problem, source: Source) -> Found:
    """A fact says whose passages use it, and they do."""
    for index, fact in enumerate(problem.facts):
        used = {writer for writer in problem.writers if fact.blank in blanks.names(_side(problem, writer))}
        said = set(
            problem.writers if fact.for_ == EVERYONE else [fact.for_] if isinstance(fact.for_, str) else fact.for_
        )
        missing = used - said
        idle = set() if fact.for_ == EVERYONE else said - used
        if missing or (used and idle):
            names = "、".join(sorted(used, key=problem.writers.index))
            fix = f"改成 for: [{names.replace('、', ', ')}]；两种以上主体用的也可以写 共用。"
            yield at(source, ("facts", index), "fact-owner", f"用到“{fact.blank}”的是{names}，for 写得不对。", fix)


def _side(problem: Problem, writer: str) -> str:
    measure = problem.measures.get(writer)
    lines = [measure.what, measure.who, measure.by, measure.check, measure.done] if measure else []
    return "".join([problem.appearance.get(writer, ""), problem.causes.get(writer, ""), *lines])


def declared(library: Library, item: object, source: Source) -> Found:
    """Every blank is a shared one or one of the item's own facts."""
    allowed = {*library.vocabulary.shared_blanks(), *(fact.blank for fact in getattr(item, "facts", []))}
    for number, line in enumerate(source.text.split("\n"), 1):
        for offset, name in blanks.places(line):
            if name not in allowed and not isinstance(item, Example):
                yield Finding(
                    source.path,
                    number,
                    offset + 1,
                    "content/undeclared-blank",
                    f"没有“{name}”这个填空项。{nearest(name, allowed)}",
                    "改成已有的名称，或者在 facts 里写明到哪里查、举个例子。",
                    text=f"【{name}】",
                )


def sums(library: Library, item: Structured, source: Source) -> Found:
    """The examples of numbers that make up a total add up to it."""
    examples = {blank.name: blank.example for blank in library.vocabulary.blanks} | {
        fact.blank: fact.example for fact in item.facts
    }
    for index, total in enumerate(item.sums):
        loc: Loc = ("sums", index)
        unknown = [name for name in (total.total, *total.parts) if name not in examples]
        if unknown:
            yield at(source, loc, "sum", f"合计关系里的“{unknown[0]}”不是填空项。", "改成 facts 里的或者共用的名称。")
        elif not all(examples[name].isdigit() for name in (total.total, *total.parts)):
            yield at(source, loc, "sum", "合计关系里的例子要写数字。", "把 example 写成 '12' 这样的数字。")
        elif int(examples[total.total]) != sum(int(examples[name]) for name in total.parts):
            yield at(source, loc, "sum", f"例子里的数对不上：{total.total}不等于各项之和。", "改例子里的数。")


def outline(library: Library, template: Template, source: Source) -> Found:
    """Each part of an outline holds what its part takes, and one thing only."""

    def walk(nodes: list[OutlineNode], loc: Loc) -> Found:
        for index, node in enumerate(nodes):
            here: Loc = (*loc, index)
            content = {
                "文字": bool(node.text),
                "片段": bool(node.snippets),
                "专项内容": bool(node.structured),
                "问题": bool(node.problems),
                "原因": bool(node.causes),
                "措施": bool(node.measures),
                "表格": bool(node.table),
                "台账": bool(node.ledger),
            }
            filled = [name for name, given in content.items() if given]
            takes = library.vocabulary.part(node.part).takes
            if node.children and (filled or not node.heading):
                yield at(source, here, "outline", "有下一层的部分只写小标题和 children。", "把内容移到 children 里。")
            elif not node.children and filled != [takes]:
                yield at(
                    source,
                    here,
                    "outline",
                    f"“{node.part}”这一部分应当放{takes}，现在是{'、'.join(filled) or '空的'}。",
                    "照字段说明改。",
                )
            for number, row in enumerate(node.table.rows if node.table else [], 1):
                if len(row) != len(node.table.header if node.table else []):
                    message = (
                        f"表格第{number}行有{len(row)}格，表头有{len(node.table.header if node.table else [])}格。"
                    )
                    yield at(source, (*here, "table", "rows", number - 1), "table", message, "补齐，留空的格写 ''。")
            yield from walk(node.children, (*here, "children"))

    yield from walk(template.outline, ("outline",))


def quotes(library: Library, example: Example, source: Source) -> Found:
    """A note stands on words that are in the document exactly once."""
    for index, note in enumerate(example.annotations):
        count = example.document.count(note.quote)
        if count != 1:
            how = "没有这句话" if not count else f"这句话出现了{count}次"
            yield at(
                source,
                ("annotations", index, "quote"),
                "quote",
                f"正文里{how}：“{note.quote}”。",
                "照抄正文里只出现一次的一段。",
            )


def flaws(library: Library, example: Example, source: Source) -> Found:
    """An example that is flawed on purpose says how each flaw is mended; a good one has nothing to mend."""
    mended = [index for index, note in enumerate(example.annotations) if note.mend]
    if example.flawed and not mended:
        yield at(source, ("flawed",), "flaws", "有意留错的范例，至少一条批注要写改法。", "在留错的批注里加 mend。")
    if not example.flawed and mended:
        yield at(
            source,
            ("annotations", mended[0], "mend"),
            "flaws",
            "这份范例没有声明留错，批注却写了改法。",
            "加上 flawed: true，或者把正文改好。",
        )


def unique_scopes(library: Library) -> Found:
    """Items that declare facts have ids of their own across kinds, so that a private blank has one owner."""
    owners: dict[str, str] = {}
    for kind in ASKING:
        for item_id in library.of(kind):
            if item_id in owners:
                other = library.sources[owners[item_id], item_id].path
                message = f"文件名与 {other} 相同，两处的填空项会混在一起。"
                yield at(library.sources[kind, item_id], (), "scope", message, "换一个文件名。")
            owners.setdefault(item_id, kind)


def unique_titles(library: Library) -> Found:
    """No two items of a kind bear one title; both are told, whichever came later."""
    for kind in SECTIONS:
        bearers: dict[str, list[str]] = defaultdict(list)
        for item_id, item in library.of(kind).items():
            bearers[item.title].append(item_id)
        for title, ids in bearers.items():
            for item_id in ids if len(ids) > 1 else ():
                source = library.sources[kind, item_id]
                others = "、".join(library.sources[kind, other].path for other in ids if other != item_id)
                yield at(
                    source, ("title",), "duplicate-title", f"标题与 {others} 相同：“{title}”。", "换一个分得清的标题。"
                )
