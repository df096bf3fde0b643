"""Pages of snippets (片段), structured parts (专项内容) and themes (年度主题)."""

from __future__ import annotations

from html import escape

from macros import usage
from macros.body import EVERYONE
from macros.library import Library, folder_of
from macros.model import Theme
from macros.render.html import Html, copyable, definition_list, links, passage, table
from macros.render.policy_page import fact_html, mark
from macros.render.problem_page import facts_table
from macros.render.usage_html import used_by


def snippet_page(library: Library, snippet_id: str) -> list[str]:
    """The passage with its button, how to use it, what to look up."""
    snippet = library.snippets[snippet_id]
    part = library.vocabulary.part(folder_of(snippet_id))
    summary = definition_list(
        [
            ("部分", f'<a href="~/snippets/{part.id}/index.html">{escape(part.title)}</a>'),
            ("主体", escape("、".join(snippet.writers))),
        ]
    )
    chunks: list[str] = [Html(summary), Html(snippet_html(library, snippet_id)), "## 怎么用", snippet.how]
    if snippet.facts:
        chunks += ["## 要查的事实", Html(facts_table(snippet.facts))]
    return chunks + _policies(library, snippet.policies) + used_by(usage.of_passage(library, "snippets", snippet_id))


def snippet_html(library: Library, snippet_id: str) -> str:
    """A snippet's passage with its button."""
    snippet = library.snippets[snippet_id]
    return copyable(passage(library, snippet.text, snippet_id), f"：{snippet.title}")


def structured_page(library: Library, item_id: str) -> list[str]:
    """A structured part: the passage by writer, one entry a state, what to write when there is none."""
    item = library.structured[item_id]
    part = library.vocabulary.part(item.part)
    chunks: list[str] = [
        Html(definition_list([("部分", escape(part.title)), ("主体", escape("、".join(item.writers)))]))
    ]
    for writer, text in item.text.items():
        title = "正文" if writer == EVERYONE else f"{writer}怎么写"
        chunks += [f"## {title}", Html(copyable(passage(library, text, item_id), title))]
    for state, text in item.entries.items():
        chunks += [f"## 逐条：{state}", Html(copyable(passage(library, text, item_id), state))]
    if item.sums:
        chunks += ["## 数要对得上", "\n".join(f"- {total.total} = {' + '.join(total.parts)}" for total in item.sums)]
    if item.none:
        chunks += ["## 没有时怎么写", item.none]
    chunks += ["## 怎么用", item.how, "## 要查的事实", Html(facts_table(item.facts))]
    return chunks + _policies(library, item.policies) + used_by(usage.of_passage(library, "structured", item_id))


def theme_page(library: Library, theme_id: str) -> list[str]:
    """A theme: its sentence, aspects and their topics, what else the notice asks."""
    theme = library.themes[theme_id]
    summary = definition_list(
        [
            ("会议", escape(theme.meeting)),
            ("缘由", escape(theme.occasion)),
            ("年度", str(theme.year) if theme.year else ""),
            (
                "主题",
                fact_html(theme.sentence)
                if theme.sentence
                else "待核，以当年通知为准"
                if theme.basis == "通知"
                else "",
            ),
        ]
    )
    chunks: list[str] = [Html(summary), "## 对照方面", Html(aspects_html(library, theme))]
    if theme.demands:
        chunks += [
            "## 通知的其他要求",
            Html(
                "<ul>"
                + "".join(f"<li>{escape(d.text)} {mark(d.confidence, d.seen)}</li>" for d in theme.demands)
                + "</ul>"
            ),
        ]
    chunks += ["## 怎么用", theme.how]
    if theme.each:
        chunks += ["## 各方面写什么", theme.each]
    if theme.open_questions:
        chunks += ["## 待核", "\n".join(f"- {question}" for question in theme.open_questions)]
    return chunks + _policies(library, theme.policies) + used_by(usage.of_theme(library, theme_id))


def aspects_html(library: Library, theme: Theme) -> str:
    """The aspects with their topics, or the word that they are not known."""
    if not theme.aspects:
        return "<p>各方面的文字待核，以收到的通知为准。</p>"
    rows = []
    for aspect in theme.aspects:
        topics = "、".join(
            f'<a href="~/problems/{t}/index.html">{escape(library.vocabulary.topic(t).title)}</a>'
            for t in aspect.topics
        )
        rows.append((f"{escape(aspect.title)} {mark(aspect.confidence) if aspect.confidence else ''}", topics))
    note = (
        "" if theme.basis == "通知" else "<p>这是本站拟的示例，不是哪一份通知的原文。写稿时换成本单位收到的通知。</p>"
    )
    return note + table(["方面", "从这些主题词里找问题卡"], rows)


def _policies(library: Library, policies: list[str]) -> list[str]:
    if not policies:
        return []
    return ["## 依据", Html(links("policies", [(i, library.policies[i].title) for i in policies]))]
