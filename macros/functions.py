"""The macros (宏): plain functions over the library. Each returns HTML on one line, so that it can stand anywhere in a page.

Each docstring's first line is what the macro is for, as the contributor page on macros shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from html import escape
from typing import Any

from pydantic import BaseModel

from macros import assemble, citations
from macros.body import SECTIONS
from macros.finding import nearest
from macros.library import KINDS, Library, folder_of
from macros.messages import inner_model
from macros.render.by_date import by_date_html, changes_html
from macros.render.files import draft_links
from macros.render.form import form_html
from macros.render.html import draft_html, link, table
from macros.render.index_html import pinyin_index_html
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
        library.policies[policy], library.vocabulary, date.fromisoformat(day) if day else date.today()
    )
    text = found[_known(form, found, "引用写法")]  # type: ignore[index]
    button = f'<button type="button" class="copy" data-action="copy-citation" data-form="{form}" aria-label="复制引用">复制</button>'
    return f'<div class="citation" data-copyable><span data-line>{escape(text)}</span>{button}</div>'


def by_date(library: Library) -> str:
    """按日期查：选一个成文日期，看当时有效的版本和刚变过的。没有脚本时是一张全表。"""
    return by_date_html(library, date.today())


def changes(library: Library) -> str:
    """政策库最近的变化：新版本、施行、会议、活动。"""
    return changes_html(library, date.today())


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
            return _policies(library, only.get("kind_is", ""))
        case "problems" | "snippets":
            return _folders(library, kind)
        case _:
            return _cards(library, kind)


def vocabulary(library: Library, which: str) -> str:
    """一个词表的全部词。"""
    _known(
        which,
        (
            "topics",
            "roots",
            "parts",
            "blanks",
            "units",
            "policy_kinds",
            "writers",
            "unit_kinds",
            "meetings",
            "occasions",
            "document_types",
            "stages",
            "annotations",
        ),
        "词表",
    )
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


def _policies(library: Library, kind: str) -> str:
    groups = [entry.name for entry in library.vocabulary.kinds.policy_kinds if not kind or entry.name == kind]
    parts = []
    for group in groups:
        listed = [(i, p) for i, p in library.policies.items() if p.kind == group]
        if listed:
            rows = [
                (
                    link("policies", i, p.title),
                    escape("、".join(p.short_names)),
                    escape(citations.status_text(p, date.today()) or _when(p)),
                )
                for i, p in listed
            ]
            parts.append(f"<h2>{escape(group)}</h2>" + table(["名称", "规范简称", "状态"], rows))
    return _one_line(f'<div class="policy-list">{"".join(parts)}</div>')


def _when(policy: Any) -> str:
    return policy.begins.value.chinese if policy.begins else ""


def _folders(library: Library, kind: str) -> str:
    words = library.vocabulary
    entries = (
        [(t.id, t.title, t.covers) for t in words.topics]
        if kind == "problems"
        else [(p.id, p.title, "") for p in words.parts]
    )
    cards = []
    for folder, title, note in entries:
        number = sum(1 for item_id in library.of(kind) if folder_of(item_id) == folder)
        if f"{kind}/{folder}/index.md" in library.pages:
            cards.append(
                f'<li><a href="~/{kind}/{folder}/index.html">{escape(title)}</a><small>{number}</small><p>{escape(note)}</p></li>'
            )
    return f'<ul class="cards">{"".join(cards)}</ul>'


def _cards(library: Library, kind: str) -> str:
    """Cards in groups: themes by year with the old ones folded away, templates by the step of the meeting, others as they come."""
    match kind:
        case "themes":
            return _themes(library)
        case "templates":
            groups = _by_stage(library)
            return "".join(
                f'<h2 id="{name}">{escape(name)}</h2>{_card_list(library, kind, ids)}'
                for name, ids in groups.items()
                if ids
            )
        case _:
            return _card_list(library, kind, list(library.of(kind)))


def _by_stage(library: Library) -> dict[str, list[str]]:
    """Templates of the 民主生活会 by stage, those of the 组织生活会 in a group of their own."""
    words = library.vocabulary.kinds
    groups: dict[str, list[str]] = {name: [] for name in [*(stage.name for stage in words.stages), "组织生活会"]}
    for template_id, template in library.templates.items():
        groups["组织生活会" if template.meeting == "组织生活会" else template.stage].append(template_id)
    return groups


RECENT = 2  # years that stand open on the page of themes


def _themes(library: Library) -> str:
    """The newest years, the special meetings, the 组织生活会; older years folded away."""
    years = sorted({theme.year for theme in library.themes.values() if theme.year}, reverse=True)[:RECENT]
    groups: dict[str, list[str]] = {"近两年": [], "专题会": [], "组织生活会": [], "往年": []}
    for theme_id, theme in sorted(library.themes.items(), key=lambda item: -(item[1].year or 0)):
        if theme.year and theme.year not in years:
            groups["往年"].append(theme_id)
        elif theme.meeting == "组织生活会":
            groups["组织生活会"].append(theme_id)
        else:
            groups["近两年" if theme.year else "专题会"].append(theme_id)
    folded = f"<details><summary>往年的主题（{len(groups['往年'])}个）</summary>{_card_list(library, 'themes', groups['往年'])}</details>"
    shown = "".join(
        f'<h2 id="{name}">{name}</h2>{_card_list(library, "themes", groups[name])}'
        for name in list(groups)[:3]
        if groups[name]
    )
    return shown + (f'<h2 id="往年">往年</h2>{folded}' if groups["往年"] else "")


def _card_list(library: Library, kind: str, ids: Iterable[str]) -> str:
    notes: dict[str, Callable[[Any], str]] = {
        "templates": lambda t: f"{t.document_type}，{'、'.join(t.writers)}写，{t.timing}",
        "themes": lambda t: f"{t.meeting}，{t.occasion}" + ("" if t.aspects else "，方面待核"),
        "examples": lambda e: f"{e.unit}，{e.document_type}" + ("，有意留错" if e.flawed else ""),
        "structured": lambda s: "、".join(s.writers),
    }
    items = library.of(kind)
    cards = [f"<li>{link(kind, i, items[i].title)}<p>{escape(notes[kind](items[i]))}</p></li>" for i in ids]
    return f'<ul class="cards">{"".join(cards)}</ul>'


def _one_line(html: str) -> str:
    return html.replace("\n", "")


def bind(library: Library) -> dict[str, Callable[..., str]]:
    """Every macro with the library filled in, by name: what define_env registers."""

    def bound(function: Callable[..., str]) -> Callable[..., str]:
        def call(*args: Any, **kwargs: Any) -> str:
            return function(library, *args, **kwargs)

        call.__name__ = function.__name__
        call.__doc__ = function.__doc__
        return call

    return {name: bound(globals()[name]) for name in sorted(MACROS)}
