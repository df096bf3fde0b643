"""A template's page (模板): when to use it, its outline, the assembled draft, the ledger."""

from __future__ import annotations

from html import escape

from macros import usage
from macros.assemble import choose, draft, ledger, most_of, needs_problems
from macros.library import Library, anchor_of
from macros.model import Template
from macros.outline import OutlineNode
from macros.render.files import draft_links, ledger_link
from macros.render.form import form_html
from macros.render.html import Html, copyable, definition_list, draft_html, link, links, table_html
from macros.render.usage_html import used_by


def template_page(library: Library, template_id: str) -> list[str]:
    """The page; the draft is that of the default theme, one a kind of writer."""
    template = library.templates[template_id]
    theme_id = template.themes[0]
    summary = definition_list(
        [
            ("文种", escape(template.document_type)),
            ("谁写", escape("、".join(template.writers))),
            ("给谁看", escape(template.reader)),
            ("什么时候交", escape(template.timing)),
            ("适用主题", "、".join(link("themes", i, library.themes[i].title) for i in template.themes)),
        ]
    )
    titles = {w: "成稿" if len(template.writers) == 1 else f"成稿：{w}" for w in template.writers}
    jump = "".join(
        f'<a class="md-button md-button--primary" href="#{anchor_of(title)}">看{escape(title)}</a>'
        for title in titles.values()
    )
    jump = f'<p class="jump">{jump}</p>'
    chunks: list[str] = [Html(summary), Html(jump), "## 什么时候用", template.use, "## 不要用在", template.not_for]
    chunks += ["## 提纲", Html(outline_html(library, template))]
    for writer in template.writers:
        made = draft(library, template_id, theme_id, writer)
        chunks += [
            f"## {titles[writer]}",
            _draft_note(library, theme_id, needs_problems(template)),
            form_html(library, made),
            draft_html(library, made, template.title, draft_links(library, template_id, theme_id, writer)),
        ]
    if has_measures(template):
        chunks += ["## 整改台账", Html(ledger_html(library, template_id, theme_id, template.writers[0]))]
    chunks += ["## 读的人看什么", template.looks_for, "## 常被退回的原因", template.sent_back]
    chunks += used_by(usage.of_template(library, template_id))
    if template.related:
        chunks += ["## 相关模板", Html(links("templates", [(i, library.templates[i].title) for i in template.related]))]
    return chunks


def _draft_note(library: Library, theme_id: str, problems: bool) -> str:
    theme = link("themes", theme_id, library.themes[theme_id].title)
    chosen = f"下面按{theme}组稿，问题是默认选的。没有这事的，换一张卡；【】里的要逐项查实填上，填不出就说明这条不是你们的问题。"
    plain = f"下面按{theme}写成。【】里的要逐项查实填上；没有的事，整句删去，不留空话。"
    return Html(f'<p class="draft-intro">{chosen if problems else plain}</p>')


def has_measures(template: Template) -> bool:
    """Whether the outline ends in measures and has no ledger of its own, so that one follows."""
    listed = list(usage.nodes(template.outline))
    return any(node.measures for node in listed) and not any(node.ledger for node in listed)


def ledger_html(library: Library, template_id: str, theme_id: str, writer: str) -> str:
    """The ledger of a template's default picks, one row a problem."""
    template = library.templates[template_id]
    choice = choose(library, template, library.themes[theme_id], writer, most_of(template))
    made = table_html(library, ledger(library, choice, writer))
    link = ledger_link(library, template_id, writer) if theme_id == template.themes[0] else ""
    return copyable(made + (f'<p class="download">{link}</p>' if link else ""), "整改台账", "复制表格")


def outline_html(library: Library, template: Template) -> str:
    """The outline as a nested list: part, heading, what stands there."""

    def item(node: OutlineNode) -> str:
        part = library.vocabulary.part(node.part)
        content = "、".join(link("snippets", i, library.snippets[i].title) for i in node.snippets)
        if node.table:
            content = f"表格：{escape('、'.join(node.table.header))}"
        elif node.ledger:
            content = f"台账：{escape('、'.join(node.ledger.columns))}"
        elif node.structured:
            content = link("structured", node.structured, library.structured[node.structured].title)
        layout = node.problems or node.causes or node.measures
        if layout:
            content = {"方面": "按方面分", "根源": "按根源归并", "不分": "逐条写"}[layout.by]
        inner = f"<ul>{''.join(map(item, node.children))}</ul>" if node.children else ""
        title = f"<strong>{escape(node.heading)}</strong>" if node.heading else escape(part.title)
        return f"<li>{title}{f'（{content}）' if content else ''}{inner}</li>"

    return f'<ol class="outline">{"".join(map(item, template.outline))}</ol>'
