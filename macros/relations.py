"""What must agree within an item and between items; each rule a generator of findings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from macros import blanks
from macros.body import EVERYONE, SECTIONS
from macros.finding import Finding, nearest
from macros.model import CardFact, Example, OutlineNode, Policy, Problem, Snippet, Structured, Template, Theme
from macros.source import Loc, Source

if TYPE_CHECKING:
    from macros.library import Library

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
Found = Iterator[Finding]


def _at(source: Source, loc: Loc, rule: str, message: str, fix: str) -> Finding:
    line, column = source.position(loc)
    return Finding(source.path, line, column, f"content/{rule}", message, fix)


def check(library: Library) -> list[Finding]:
    """Every rule over every item."""
    findings: list[Finding] = []
    rules: dict[str, tuple[Callable[..., Found], ...]] = {
        "policies": (versions, articles, period, common_words),
        "themes": (aspects,),
        "problems": (sides, facts_used, facts_owners),
        "snippets": (facts_used,),
        "structured": (facts_used, sums),
        "templates": (outline,),
        "examples": (quotes, flaws),
    }
    for (kind, item_id), source in library.sources.items():
        item = library.of(kind)[item_id]
        for rule in rules[kind]:
            findings += rule(library, item, source)
        if kind in ("problems", "snippets", "structured", "templates", "examples"):
            findings += declared(library, item, source)
    return findings + list(unique_titles(library)) + list(unique_names(library))


def check_address(library: Library, kind: str, item_id: str, source: Source) -> list[Finding]:
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
    which = {"problems": "topics", "snippets": "parts"}.get(kind)
    expected = 2 if which else 1
    if len(parts) != expected:
        folder = "先分文件夹再放文件" if which else "直接放在这个文件夹里"
        findings.append(
            Finding(source.path, 1, 1, "content/folder", f"位置不对：这类条目应当{folder}。", "移到对的位置。")
        )
    elif which and parts[0] not in (allowed := library.vocabulary.names(which)):
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


def versions(library: Library, policy: Policy, source: Source) -> Found:
    """A document has versions, from early to late, each with dates in order; nothing else has versions."""
    is_document = library.vocabulary.is_document(policy.kind)
    if is_document and not policy.versions:
        yield _at(source, ("kind",), "versions", f"“{policy.kind}”是文件，要写 versions。", "至少写一个版本。")
    if not is_document and (policy.versions or policy.articles):
        yield _at(
            source,
            ("versions",),
            "versions",
            f"“{policy.kind}”不是文件，没有版本和条文。",
            "日期写在 begins、ends 里。",
        )
    previous = ""
    for index, version in enumerate(policy.versions):
        here: Loc = ("versions", index)
        if version.label <= previous:
            yield _at(
                source,
                (*here, "label"),
                "version-order",
                f"版本“{version.label}”应当晚于“{previous}”，不能重复。",
                "从早到晚排。",
            )
        previous = version.label
        dates = [version.adopted, version.issued, version.published, version.effective]
        if not any(dates) and not version.undated:
            yield _at(
                source,
                here,
                "version-dates",
                f"“{version.label}”这一版一个日期也没有。",
                "写上能发布的日期；全都待核的写 undated: true。",
            )
        following = next((v for v in policy.versions[index + 1 :] if v.effective), None)
        if (
            version.repealed
            and following
            and following.effective
            and following.effective.value.first < version.repealed.value.first
        ):
            yield _at(
                source,
                (*here, "repealed"),
                "version-overlap",
                f"到{version.repealed.value}才废止，下一版{following.effective.value}已经施行，两版重叠。",
                "核对废止日期；有下一版的一般不写废止。",
            )
        order = [("adopted", version.adopted), ("issued", version.issued), ("published", version.published)]
        given = [(name, fact.value) for name, fact in order if fact]
        given += [("repealed", version.repealed.value)] if version.repealed else []
        for (early, first), (late, second) in pairwise(given):
            if first.first > second.last:
                yield _at(
                    source, (*here, late), "date-order", f"{late}（{second}）早于{early}（{first}）。", "核对两个日期。"
                )
    starts = [(i, v.effective.value) for i, v in enumerate(policy.versions) if v.effective]
    for (_, first), (index, second) in pairwise(starts):
        if first.first >= second.first:
            yield _at(
                source,
                ("versions", index, "effective"),
                "date-order",
                f"施行日期{second}不晚于上一版的{first}。",
                "核对两版的施行日期。",
            )


def articles(library: Library, policy: Policy, source: Source) -> Found:
    """An article stands in a version that the document has, once a subject."""
    labels = [version.label for version in policy.versions]
    for i, article in enumerate(policy.articles):
        seen: set[str] = set()
        for j, entry in enumerate(article.in_):
            loc: Loc = ("articles", i, "in", j, "version")
            if entry.version not in labels:
                yield _at(
                    source,
                    loc,
                    "version",
                    f"没有“{entry.version}”这一版。{nearest(entry.version, labels)}",
                    "改成 versions 里有的版本。",
                )
            if entry.version in seen:
                yield _at(source, loc, "version", f"“{article.subject}”在{entry.version}版写了两次。", "合成一条。")
            seen.add(entry.version)


def period(library: Library, policy: Policy, source: Source) -> Found:
    """What begins before it ends."""
    if policy.begins and policy.ends and policy.begins.value.first > policy.ends.value.last:
        yield _at(
            source,
            ("ends",),
            "date-order",
            f"结束（{policy.ends.value}）早于开始（{policy.begins.value}）。",
            "核对两个日期。",
        )


def common_words(library: Library, policy: Policy, source: Source) -> Found:
    """An alias that is a common word would turn half of every text into mentions."""
    for index, alias in enumerate(policy.aliases):
        if alias in library.vocabulary.common_words or len(alias) < 2:
            yield _at(
                source,
                ("aliases", index),
                "common-word",
                f"“{alias}”是常用词，不能当别名。",
                "写全一些；只为了搜得到的，写在 search_words 里。",
            )


def aspects(library: Library, theme: Theme, source: Source) -> Found:
    """Aspects from a notice carry their confidence; a made-up arrangement claims none."""
    for index, aspect in enumerate(theme.aspects):
        loc: Loc = ("aspects", index)
        if theme.basis == "通知" and aspect.confidence is None:
            yield _at(source, loc, "confidence", "通知规定的方面要写可信度。", "加上 confidence: V、V2 或 K高。")
        if theme.basis == "示例" and aspect.confidence is not None:
            yield _at(source, (*loc, "confidence"), "confidence", "示例的方面没有可信度。", "删掉 confidence。")


def sides(library: Library, problem: Problem, source: Source) -> Found:
    """Every writer has its own 表现, 直接原因 and 整改, and no other has."""
    for section in SECTIONS["problems"][:3]:
        given = getattr(problem, section.name)
        for writer in problem.writers:
            if writer not in given:
                yield _at(
                    source,
                    (section.name,),
                    "missing-side",
                    f"“{section.heading}”里缺少“{writer}”。",
                    f"加上“### {writer}”，或者从 writers 里去掉。",
                )
        for writer in given:
            if writer not in problem.writers:
                yield _at(
                    source,
                    (section.name, writer),
                    "extra-side",
                    f"writers 里没有“{writer}”，“{section.heading}”里却写了。",
                    "补进 writers，或者删掉这一段。",
                )


def _facts(item: Problem | Snippet | Structured) -> list[CardFact]:
    return item.facts


def facts_used(library: Library, item: Problem | Snippet | Structured, source: Source) -> Found:
    """A fact fills a blank of the text, each name once, none of them a shared blank's."""
    shared = library.vocabulary.shared_blanks()
    used = blanks.names(source.body)
    seen: set[str] = set()
    for index, fact in enumerate(_facts(item)):
        loc: Loc = ("facts", index, "blank")
        if fact.blank in seen:
            yield _at(source, loc, "duplicate-fact", f"事实“{fact.blank}”写了两次。", "合成一条。")
        seen.add(fact.blank)
        if fact.blank in shared:
            yield _at(
                source,
                loc,
                "shared-fact",
                f"“{fact.blank}”是全站共用的填空项，不用在这里写。",
                "删掉这一条，正文照用。",
            )
        elif fact.blank not in used:
            hint = nearest(fact.blank, [name for name in used if name not in shared])
            yield _at(
                source, loc, "unused-fact", f"正文里没有用到事实“{fact.blank}”。{hint}", "在正文里用上，或者删掉。"
            )
        if fact.kind == "选择" and not fact.choices:
            yield _at(source, loc, "choices", f"“{fact.blank}”是选择，要列出可选的值。", "加上 choices: [甲, 乙]。")


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
            yield _at(source, ("facts", index), "fact-owner", f"用到“{fact.blank}”的是{names}，for 写得不对。", fix)


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
            yield _at(source, loc, "sum", f"合计关系里的“{unknown[0]}”不是填空项。", "改成 facts 里的或者共用的名称。")
        elif not all(examples[name].isdigit() for name in (total.total, *total.parts)):
            yield _at(source, loc, "sum", "合计关系里的例子要写数字。", "把 example 写成 '12' 这样的数字。")
        elif int(examples[total.total]) != sum(int(examples[name]) for name in total.parts):
            yield _at(source, loc, "sum", f"例子里的数对不上：{total.total}不等于各项之和。", "改例子里的数。")


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
            }
            filled = [name for name, given in content.items() if given]
            takes = library.vocabulary.part(node.part).takes
            if node.children and (filled or not node.heading):
                yield _at(source, here, "outline", "有下一层的部分只写小标题和 children。", "把内容移到 children 里。")
            elif not node.children and filled != [takes]:
                yield _at(
                    source,
                    here,
                    "outline",
                    f"“{node.part}”这一部分应当放{takes}，现在是{'、'.join(filled) or '空的'}。",
                    "照字段说明改。",
                )
            yield from walk(node.children, (*here, "children"))

    yield from walk(template.outline, ("outline",))


def quotes(library: Library, example: Example, source: Source) -> Found:
    """A note stands on words that are in the document exactly once."""
    for index, note in enumerate(example.annotations):
        count = example.document.count(note.quote)
        if count != 1:
            how = "没有这句话" if not count else f"这句话出现了{count}次"
            yield _at(
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
        yield _at(source, ("flawed",), "flaws", "有意留错的范例，至少一条批注要写改法。", "在留错的批注里加 mend。")
    if not example.flawed and mended:
        yield _at(
            source,
            ("annotations", mended[0], "mend"),
            "flaws",
            "这份范例没有声明留错，批注却写了改法。",
            "加上 flawed: true，或者把正文改好。",
        )


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
                yield _at(
                    source, ("title",), "duplicate-title", f"标题与 {others} 相同：“{title}”。", "换一个分得清的标题。"
                )


def unique_names(library: Library) -> Found:
    """A name or alias leads to one policy; every claimant is told."""
    owners: dict[str, list[str]] = defaultdict(list)
    for item_id, policy in library.policies.items():
        for name in {policy.title, *policy.short_names, *policy.aliases}:
            owners[name].append(item_id)
    for name, ids in owners.items():
        for item_id in ids if len(ids) > 1 else ():
            policy = library.policies[item_id]
            field = "aliases" if name in policy.aliases else "short_names" if name in policy.short_names else "title"
            others = "、".join(other for other in ids if other != item_id)
            yield _at(
                library.sources["policies", item_id],
                (field,),
                "duplicate-name",
                f"“{name}”也是 {others} 的名称。",
                "一个名称只归一个条目。",
            )
