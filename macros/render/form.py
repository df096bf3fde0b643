"""The fill-in form (填空表): one field a blank of a draft, shared ones first, then by the item that asks."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from macros import blanks
from macros.draft import Draft, Span
from macros.library import Library
from macros.model import CardFact
from macros.render.html import Html, private_names
from macros.vocabulary import BlankKind

CONTROLS = (
    '<p class="form-secret">涉密材料不得在本机处理。</p>'
    '<p class="form-note">填一次，各页都用；只留在这台电脑的这个浏览器里，不发到任何地方，关掉窗口就没有了。</p>'
    '<p class="form-controls"><label><input type="checkbox" data-keep> 在这台电脑上记住</label>'
    '<button type="button" class="copy" data-action="save-values">存成文件</button>'
    '<button type="button" class="copy" data-action="load-values">从文件读回</button>'
    '<input type="file" accept=".json,application/json" data-load hidden aria-label="选择存过的文件">'
    '<button type="button" class="copy" data-action="clear-values">全部清掉</button></p>'
    '<p class="form-message" data-fill-message></p>'
)


def form_html(library: Library, draft: Draft) -> Html:
    """The form of everything that a draft leaves open."""
    spans = list(draft.spans())
    shared = _shared(library, spans)
    fields = [
        _field(b.name, b.label, b.look, b.example, b.kind, b.choices)
        for b in library.vocabulary.blanks
        if b.name in shared
    ]
    groups = [_group("全站共用", fields, f"填一次，各页都用。{len(fields)}项")]
    for scope in draft.scopes():
        used = {name for span in spans if span.scope == scope for name in blanks.names(span.text)}
        facts = [fact for fact in library.facts_of(scope) if fact.blank in used]
        groups.append(_group(library.title_of(scope), [_fact(scope, fact) for fact in facts], f"{len(facts)}项"))
    return Html(f'<details class="fill" data-fill><summary>填空</summary>{CONTROLS}{"".join(groups)}</details>')


def _shared(library: Library, spans: Iterable[Span]) -> set[str]:
    return {
        name for span in spans for name in blanks.names(span.text) if name not in private_names(library, span.scope)
    }


def _group(title: str, fields: list[str], note: str) -> str:
    if not fields:
        return ""
    return f"<fieldset><legend>{escape(title)}<small>{escape(note)}</small></legend>{''.join(fields)}</fieldset>"


def _fact(scope: str, fact: CardFact) -> str:
    return _field(f"{scope}/{fact.blank}", fact.blank, fact.look, fact.example, fact.kind, fact.choices)


def _field(key: str, label: str, look: str, example: str, kind: BlankKind, choices: list[str]) -> str:
    name = escape(key, quote=True)
    hint = f"<small>查：{escape(look)}。例：{escape(example)}</small>"
    if kind == "选择":
        options = "".join(f"<option>{escape(choice)}</option>" for choice in choices)
        control = f'<select data-blank="{name}" data-kind="{kind}"><option value="">（未选）</option>{options}</select>'
    else:
        mode = ' inputmode="numeric"' if kind == "数字" else ""
        control = f'<input type="text" data-blank="{name}" data-kind="{kind}" autocomplete="off"{mode}>'
    return f'<label class="field"><span>{escape(label)}</span>{control}{hint}</label>'
