"""The macros (宏): plain functions over the library. Each returns HTML on one line, so that it can stand anywhere in a page.

Each docstring's first line is what the macro is for, as the contributor page on macros shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from typing import Any

from pydantic import BaseModel

from macros import assemble, citations
from macros.body import SECTIONS
from macros.dates import build_day
from macros.finding import nearest
from macros.library import KINDS, Library
from macros.messages import inner_model
from macros.placing import LISTS
from macros.render import contribute
from macros.render.by_date import by_date_html, changes_html
from macros.render.cycle import cycle_html
from macros.render.files import draft_links
from macros.render.flow_drawing import flow_drawing_html
from macros.render.form import form_html
from macros.render.html import draft_html, table
from macros.render.index_html import pinyin_index_html
from macros.render.lists import cards_html, folders_html, policies_html
from macros.render.page_drawing import page_drawing_html
from macros.render.passage_pages import snippet_html
from macros.render.problem_page import part_html, problems_by_topic
from macros.render.rules_html import rules_html
from macros.render.template_page import ledger_html
from macros.safety import MACROS


class MacroError(Exception):
    """A macro was called with a name that is not there; the text says which, in Chinese."""


def _known(value: str, allowed: object, what: str) -> str:
    choices = list(allowed)  # type: ignore[call-overload]
    if value not in choices:
        raise MacroError(f"没有“{value}”这个{what}。{nearest(value, choices)}")
    return value


def citation(library: Library, policy: str, form: str = "full", day: str = "") -> str:
    """一条政策的引用写法，带复制按钮。form 取 full、first、later、article、dated；day 是成文日期。"""
    _known(policy, library.policies, "政策")
    found = citations.forms(
        library.policies[policy], library.vocabulary, date.fromisoformat(day) if day else build_day()
    )
    text = found[_known(form, found, "引用写法")]  # type: ignore[index]
    button = f'<button type="button" class="copy" data-action="copy-citation" data-form="{form}" aria-label="复制引用">复制</button>'
    return f'<div class="citation" data-copyable><span data-line>{escape(text)}</span>{button}</div>'


def by_date(library: Library) -> str:
    """按日期查：选一个成文日期，看当时有效的版本和刚变过的。没有脚本时是一张全表。"""
    return by_date_html(library, build_day())


def changes(library: Library) -> str:
    """政策库最近的变化：新版本、施行、会议、活动。"""
    return changes_html(library, build_day())


def draft(library: Library, template: str, theme: str, writer: str) -> str:
    """按模板、主题、主体组成的一份成稿。"""
    _check(library, template, theme, writer)
    made = assemble.draft(library, template, theme, writer)
    return draft_html(library, made, library.templates[template].title, draft_links(library, template, theme, writer))


def form(library: Library, template: str, theme: str, writer: str) -> str:
    """一份成稿的填空表：全站共用的在前，各张卡片自己的在后。"""
    _check(library, template, theme, writer)
    return form_html(library, assemble.draft(library, template, theme, writer))


def ledger(library: Library, template: str, theme: str, writer: str) -> str:
    """与成稿的问题一一对应的整改台账。"""
    _check(library, template, theme, writer)
    return ledger_html(library, template, theme, writer)


def problems(library: Library, topic: str, writer: str = "") -> str:
    """一个主题词下的问题卡清单，可以只列某种主体的。"""
    _known(topic, library.vocabulary.names("topics"), "主题词")
    return problems_by_topic(library, topic, writer or None)


def problem_part(library: Library, problem: str, writer: str, part: str) -> str:
    """一张问题卡的一段：表现、直接原因、整改。"""
    _known(problem, library.problems, "问题卡")
    _known(writer, library.problems[problem].writers, "主体")
    _known(part, ("表现", "直接原因", "整改"), "段落")
    return part_html(library, problem, writer, part)


def snippet(library: Library, snippet: str) -> str:
    """一个片段，带复制按钮。"""
    _known(snippet, library.snippets, "片段")
    return snippet_html(library, snippet)


def items(library: Library, kind: str, **only: str) -> str:
    """一类条目的清单，可以按字段筛，如 items("policies", kind_is="条例")。"""
    _known(kind, KINDS, "条目类别")
    match kind:
        case "policies":
            return policies_html(library, only.get("kind_is", ""))
        case "problems" | "snippets":
            return folders_html(library, kind)
        case _:
            return cards_html(library, kind)


def vocabulary(library: Library, which: str) -> str:
    """一个词表的全部词。"""
    _known(which, (*LISTS, "blanks", "units"), "词表")
    words = library.vocabulary
    match which:
        case "topics":
            return table(["id", "主题词", "管什么"], [(e.id, escape(e.title), escape(e.covers)) for e in words.topics])
        case "roots":
            return table(
                ["id", "根源", "措施的小标题", "说明"],
                [(e.id, escape(e.title), escape(e.aim), escape(e.note)) for e in words.roots],
            )
        case "parts":
            return table(["id", "部分", "放什么"], [(e.id, escape(e.title), e.takes) for e in words.parts])
        case "blanks":
            return table(
                ["填空项", "是什么", "到哪里查", "例"],
                [(f"【{escape(e.name)}】", escape(e.label), escape(e.look), escape(e.example)) for e in words.blanks],
            )
        case "units":
            return table(
                ["虚构地名", "虚构单位"],
                [("、".join(map(escape, words.units.places)), "、".join(map(escape, words.units.organisations)))],
            )
        case _:
            entries = getattr(words.kinds, which)
            return table(["词", "说明"], [(escape(e.name), escape(getattr(e, "note", ""))) for e in entries])


def reference(library: Library, kind: str) -> str:
    """一类条目的字段说明，由数据模型生成。"""
    _known(kind, KINDS, "条目类别")
    rows = list(_fields(KINDS[kind], "", {section.name for section in SECTIONS[kind]}))
    sections = [
        (
            escape(f"## {s.heading}") if s.heading else "（全文）",
            "必写" if s.required else "可不写",
            _shape_text(s.shape),
        )
        for s in SECTIONS[kind]
    ]
    return table(["字段", "是什么", "要不要写", "说明"], rows, "前置数据") + table(
        ["小节", "要不要写", "怎么写"], sections, "正文"
    )


def rules(library: Library) -> str:
    """检查规则的全部说明，由规则自己的说明文字生成。"""
    return rules_html()


def compose_page(library: Library) -> str:
    """组稿台：步骤和成稿由脚本放进来；没有脚本时指向模板。"""
    return '<div data-compose></div><noscript><p>浏览器没有运行脚本，组稿台用不了，请从<a href="~/templates/index.html">模板</a>里复制。</p></noscript>'


def contribute_form(library: Library, kind: str) -> str:
    """投稿的表单：examples 投一篇范例，problems 补一张问题卡。栏目由数据模型和词表生成，在浏览器里做成文件。"""
    _known(kind, ("examples", "problems"), "表单")
    return contribute.form_html(library, kind)


def cycle(library: Library, meeting: str = "民主生活会") -> str:
    """一次会的流程图：四段，各由谁做、什么时候、用哪些模板。meeting 取民主生活会或者组织生活会。"""
    _known(meeting, library.vocabulary.names("meetings"), "会议种类")
    return cycle_html(library, meeting)


def page_drawing(library: Library) -> str:
    """公文用纸的尺寸图：天头、订口、版心、行数字数和页码的位置。"""
    return page_drawing_html()


def flow_drawing(library: Library) -> str:
    """流程图：内容怎样变成网站，再到单机和服务器。"""
    return flow_drawing_html()


def search_page(library: Library) -> str:
    """检索结果页：输入框、筛选和结果由脚本放进来；没有脚本时指向拼音索引。"""
    return '<div data-search-page></div><noscript><p>浏览器没有运行脚本，请用<a href="~/suoyin.html">拼音索引</a>。</p></noscript>'


def pinyin_index(library: Library) -> str:
    """全部条目和页面的拼音索引，不用脚本也能查。"""
    return pinyin_index_html(library)


def _shape_text(shape: str) -> str:
    return {
        "prose": "一段或几段文字",
        "writers": "每种主体一个三级标题，下面一段",
        "measures": "每种主体一个三级标题，下面五行：做什么、谁来做、何时完成、怎样检查、算办到",
        "entries": "每种情形一个三级标题，下面一段",
        "document": "一份完整的材料，# 标题、## 一、、### （一）、正文段落",
    }[shape]


def _fields(model: type[BaseModel], prefix: str, body: set[str]) -> Iterator[tuple[str, str, str, str]]:
    for name, field in model.model_fields.items():
        if not prefix and name in body:
            continue
        key = prefix + (field.alias or name)
        yield (
            escape(key),
            escape(field.title or ""),
            "必写" if field.is_required() else "可不写",
            escape(field.description or ""),
        )
        inner = inner_model(field.annotation)
        if inner and inner is not model:
            yield from _fields(inner, f"{key} › ", set())


def _check(library: Library, template: str, theme: str, writer: str) -> None:
    _known(template, library.templates, "模板")
    _known(theme, library.templates[template].themes, "适用主题")
    _known(writer, library.templates[template].writers, "主体")


def bind(library: Library) -> dict[str, Callable[..., str]]:
    """Every macro with the library filled in, by name: what define_env registers."""

    def bound(function: Callable[..., str]) -> Callable[..., str]:
        def call(*args: Any, **kwargs: Any) -> str:
            return function(library, *args, **kwargs)

        call.__name__ = function.__name__
        call.__doc__ = function.__doc__
        return call

    return {name: bound(globals()[name]) for name in sorted(MACROS)}
