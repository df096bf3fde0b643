"""content/: a policy's own data: versions, articles, dates, names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from macros.finding import Finding, nearest
from macros.library import Library
from macros.model import Policy
from macros.source import Source
from macros.yaml_data import Loc

Found = Iterator[Finding]


def at(source: Source, loc: Loc, rule: str, message: str, fix: str, line: int = 0) -> Finding:
    """A finding of this family on a value of an item's front matter, on a section, or on a line of the file."""
    line, column = (line, 1) if line else source.position(loc)
    return Finding(source.path, line, column, f"content/{rule}", message, fix)


def versions(library: Library, policy: Policy, source: Source) -> Found:
    """A document has versions, from early to late, each with dates in order; nothing else has versions."""
    is_document = library.vocabulary.is_document(policy.kind)
    if is_document and not policy.versions:
        yield at(source, ("kind",), "versions", f"“{policy.kind}”是文件，要写 versions。", "至少写一个版本。")
    if not is_document and (policy.versions or policy.articles):
        yield at(
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
            yield at(
                source,
                (*here, "label"),
                "version-order",
                f"版本“{version.label}”应当晚于“{previous}”，不能重复。",
                "从早到晚排。",
            )
        previous = version.label
        dates = [version.adopted, version.issued, version.published, version.effective]
        if not any(dates) and not version.undated:
            yield at(
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
            yield at(
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
                yield at(
                    source, (*here, late), "date-order", f"{late}（{second}）早于{early}（{first}）。", "核对两个日期。"
                )
    starts = [(i, v.effective.value) for i, v in enumerate(policy.versions) if v.effective]
    for (_, first), (index, second) in pairwise(starts):
        if first.first >= second.first:
            yield at(
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
                yield at(
                    source,
                    loc,
                    "version",
                    f"没有“{entry.version}”这一版。{nearest(entry.version, labels)}",
                    "改成 versions 里有的版本。",
                )
            if entry.version in seen:
                yield at(source, loc, "version", f"“{article.subject}”在{entry.version}版写了两次。", "合成一条。")
            seen.add(entry.version)


def period(library: Library, policy: Policy, source: Source) -> Found:
    """What begins before it ends."""
    if policy.begins and policy.ends and policy.begins.value.first > policy.ends.value.last:
        yield at(
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
            yield at(
                source,
                ("aliases", index),
                "common-word",
                f"“{alias}”是常用词，不能当别名。",
                "写全一些；只为了搜得到的，写在 search_words 里。",
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
            yield at(
                library.sources["policies", item_id],
                (field,),
                "duplicate-name",
                f"“{name}”也是 {others} 的名称。",
                "一个名称只归一个条目。",
            )
