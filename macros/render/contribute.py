"""The forms of 投一篇范例 and 补一张问题卡: fields, their titles and closed lists from the model and the vocabulary.

The page's script (contribute*.js) reads what it needs from the form itself: a field is `[data-field]` with its shape (`data-shape`) and
whether it must be filled in (`data-must`); `data-front` marks what goes into the front matter, in the form's order. Nothing is sent
anywhere: the script makes a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, get_args

from pydantic.fields import FieldInfo

from macros.body import MEASURE_LINES, SECTIONS
from macros.library import Library
from macros.model import Annotation, CardFact, Example, Measure, Problem
from macros.placing import SLUG
from macros.vocabulary import BlankKind, Writer

Option = tuple[str, str]
NAMES = {"problems": "问题卡", "examples": "范例"}
SLUG_HINT = "文件名也是网址，只用小写拼音或英文、数字和连字符，如 xuexi-biji-bucao；定了不改。"
LIST_HINT = "几个之间用顿号隔开。"
APPEARANCE_HINT = (
    "什么时候、什么事、几次几件、误了什么。要填的事实写成【收查本数】这样的空，下面会自己多出一行来问到哪里查。"
)


def form_html(library: Library, kind: str) -> str:
    """The form of a kind, `problems` or `examples`, as one line of HTML; hidden until the script has taken hold of it."""
    parts = _problem(library) if kind == "problems" else _example(library)
    data = {  # the one mapping within comes first: two braces in a row are template syntax to whoever looks at the page
        "headings": {section.name: section.heading for section in SECTIONS[kind]},
        "kind": kind,
        "pattern": SLUG.pattern,
        "taken": sorted(library.of(kind)),
        "titles": sorted(item.title for item in library.of(kind).values()),
        "shared": [blank.name for blank in library.vocabulary.blanks],
    }
    return (
        f'<div class="contribute" data-contribute="{kind}" data-nolink hidden data-spec="{_quoted(data)}">'
        f'<p class="form-secret">涉密的任何内容不要写进来。只写虚构的单位，不写真实的人。</p>{"".join(parts)}{END}</div>'
        f'<noscript><p>浏览器没有运行脚本，表单用不了。照<a href="~/contribute/{kind}.html">{NAMES[kind]}的字段</a>写一个文件，'
        "作为附件用邮件发给本站的维护人员；写成Word文件也可以发，由维护的人改成条目。</p></noscript>"
    )


def _problem(library: Library) -> Iterable[str]:
    words = library.vocabulary
    fields = Problem.model_fields
    topics = [(entry.id, f"{entry.title}：{entry.covers}") for entry in words.topics]
    roots = [(entry.id, f"{entry.title}：{entry.note}") for entry in words.roots]
    policies = sorted(((item_id, policy.title) for item_id, policy in library.policies.items()), key=lambda one: one[1])
    yield "<h2>讲什么</h2>"
    yield _text("title", fields["title"], "看得见的一个毛病，如“学习笔记到年底集中补抄”。")
    yield _plain("folder", "主题词", _select("folder", topics), "卡放在这个主题词的文件夹里。", "word")
    yield _plain("slug", "文件名", _input("slug"), SLUG_HINT, "slug")
    yield _text("aliases", fields["aliases"], LIST_HINT, shape="list")
    yield _boxes("writers", fields["writers"], [(w.name, f"{w.name}（{w.note}）") for w in words.kinds.writers])
    yield _boxes("unit_kinds", fields["unit_kinds"], [(n.name, n.name) for n in words.kinds.unit_kinds])
    yield _choice("root", fields["root"], roots)
    yield _text("root_note", fields["root_note"], "根子在这张卡上怎么说，一句话。")
    yield _rows(
        "policies", fields["policies"].title or "", "加一条政策", [_choice("policy", "政策", policies)], least=0
    )
    yield _text("screening", fields["screening"], "查什么、查到什么才选这张卡；什么情形不选。", rows=3)
    yield "<h2>每种主体怎样写</h2><p data-no-writers>上面勾了主体，这里就有它的几栏。</p>"
    yield from (_side(writer) for writer in words.kinds.writers)
    avoid = next(section.heading for section in SECTIONS["problems"] if section.name == "avoid")
    yield f"<h2>{escape(avoid)}</h2>"
    yield _plain("avoid-quote", "不该写的一句", _area("avoid-quote", 2), "常见的空话，照样写一句。", "quoted")
    yield _plain("avoid-why", "为什么不该", _area("avoid-why", 2), "它错在哪里，换成什么才算说了实话。", "text")
    yield f"<h2>{escape(fields['facts'].title or '')}</h2>"
    yield (
        '<div class="field" data-field="facts" data-shape="facts" data-title="事实" id="c-facts" tabindex="-1">'
        "<p>正文里写到的每一个【空】，这里有一行：到哪里查，举个例子。全站共用的空（如【整改期限】）不用写。</p>"
        f"<div data-facts></div>{_wrong('facts')}</div>"
    )
    yield f'<template data-row="fact">{_fact_row()}</template>'


def _side(writer: Writer) -> str:
    """The fields of one kind of writer; shown when it is ticked."""
    hints = {"appearance": APPEARANCE_HINT, "causes": "只解释这一条，换一条就说不通。"}
    parts = []
    for section in SECTIONS["problems"]:
        if section.shape == "writers":
            name = f"{section.name}-{writer.id}"
            parts.append(_plain(name, section.heading, _area(name, 4), hints[section.name], "text"))
        elif section.shape == "measures":
            for line, key in MEASURE_LINES.items():
                name = f"{section.name}-{writer.id}-{key}"
                title = Measure.model_fields[key].title or line
                parts.append(_plain(name, f"{section.heading}：{title}", _area(name, 2), MEASURE_HINTS[key], "text"))
    return (
        f'<fieldset class="side" data-side="{escape(writer.name)}" data-side-id="{writer.id}" hidden>'
        f"<legend>{escape(writer.name)}</legend><p>{escape(writer.note)}。</p>{''.join(parts)}</fieldset>"
    )


MEASURE_HINTS = {
    "what": "改哪一步，做到哪里。",
    "who": "写职务或者科室，不写姓名。",
    "by": "写到日；日子由填的人定，写成【整改期限】这样的空。",
    "check": "谁拿什么记录、哪天去查。",
    "done": "查得出来的一个结果。",
}


def _fact_row() -> str:
    fields = CardFact.model_fields
    kinds = [(name, name) for name in get_args(BlankKind)]
    return (
        '<fieldset class="row" data-fact><legend>【<b data-fact-name></b>】<small data-fact-for></small></legend>'
        + _text("look", fields["look"], "台账、记录、文件的名称。", shape="line")
        + _text("example", fields["example"])
        + _field("kind", fields["kind"], _select("kind", kinds, empty=False), shape="word", must=True)
        + _text("choices", fields["choices"], "种类是选择才写。" + LIST_HINT, shape="list")
        + "</fieldset>"
    )


def _example(library: Library) -> Iterable[str]:
    words = library.vocabulary
    fields = Example.model_fields
    note = Annotation.model_fields
    types = [(entry.name, f"{entry.name}：{entry.note}") for entry in words.kinds.annotations]
    yield "<h2>是一份什么材料</h2>"
    yield _text("title", fields["title"], "如“范例：青塬区水务局党组年度对照检查材料（2024年度）”。")
    yield _plain("slug", "文件名", _input("slug"), SLUG_HINT, "slug")
    yield _text("aliases", fields["aliases"], LIST_HINT, shape="list")
    kinds = [(entry.name, entry.name) for entry in words.kinds.document_types]
    yield _choice("document_type", fields["document_type"], kinds)
    templates = "".join(
        f'<option value="{i}" data-type="{escape(t.document_type)}" data-theme="{t.themes[0]}">{escape(t.title)}</option>'
        for i, t in library.templates.items()
    )
    yield _field("template_id", fields["template_id"], _select("template_id", templates), shape="word")
    themes = sorted(library.themes.items(), key=lambda one: (one[1].meeting, -(one[1].year or 0)))
    yield _choice("theme", fields["theme"], [(i, t.title) for i, t in themes])
    yield _choice("writer", fields["writer"], [(w.name, f"{w.name}（{w.note}）") for w in words.kinds.writers])
    yield _choice("unit", fields["unit"], [(name, name) for name in words.units.organisations])
    yield _field(
        "as_of", fields["as_of"], '<input type="date" id="c-as_of" aria-describedby="c-as_of-wrong">', shape="date"
    )
    box = '<input type="checkbox" id="c-flawed" aria-describedby="c-flawed-hint c-flawed-wrong">'
    yield _field("flawed", fields["flawed"], box, "给人练改错用的才勾；每处错在批注里写改法。", "flag")
    yield f"<h2>{escape(fields['document'].title or '')}</h2>"
    hint = (
        "从Word或WPS里复制，粘贴进来。第一行是标题；单独成行的“一、”“（一）”会成为小标题；"
        "表格用Markdown写的照留，从Word粘来的会转过去。单位、地名用虚构的："
    ) + "、".join(words.units.places)
    yield _plain("document", "全文", _area("document", 18), hint + "。", "document")
    yield '<p><button type="button" class="copy" data-contribute-do="annotate">给选中的话加批注</button></p>'
    yield f"<h2>{escape(fields['annotations'].title or '')}</h2>"
    yield "<p>好在哪里、错在哪里、怎么改。库里的范例每篇至少12处、4种类型；不够的也可以投，由维护的人一起补。</p>"
    row = [
        _choice("type", note["type"], types),
        _text("quote", note["quote"], shape="quote"),
        _text("note", note["note"], "对读的人说：这一处为什么写得住，或者错在哪里。", rows=2, shape="remark"),
        _text("mend", note["mend"], shape="remark", rows=2),
    ]
    yield _rows("annotations", fields["annotations"].title or "", "加一条批注", row, least=1)


def _button(action: str, label: str, more: str = "") -> str:
    return f'<button type="button" class="copy" data-contribute-do="{action}"{more}>{label}</button>'


END = (
    "<h2>查一遍，做成文件</h2><p>发出来，就是说这是自己写的，没有从别处搬句子，同意照 CC BY 4.0 放在这里。</p>"
    '<div class="contribute-wrong" data-contribute-wrong tabindex="-1" hidden><p></p><ul></ul></div>'
    f'<p class="contribute-bar">{_button("check", "查一遍")}{_button("save", "存成文件")}{_button("copy", "复制全文")}'
    f"{_button('open', '打开代码托管的新建页', ' hidden')}{_button('keep-draft', '存草稿')}{_button('open-draft', '打开草稿')}{_button('clear', '全部清掉')}</p>"
    '<input type="file" accept=".json,application/json" hidden data-contribute-draft aria-label="选择存过的草稿">'
    '<p class="form-message" role="status" data-contribute-message></p>'
    '<details data-contribute-file hidden><summary>看看做出来的文件</summary><pre tabindex="0" aria-label="做出来的文件"></pre></details>'
)


# ---- the pieces of a form ----


def _field(
    name: str, field: FieldInfo, control: str, hint: str = "", shape: str = "line", must: bool | None = None
) -> str:
    """A field of the model: its title and description, and what more there is to say."""
    told = "。".join(part.rstrip("。") for part in (field.description or "", hint) if part)
    needed = field.is_required() if must is None else must
    return _whole(name, field.title or name, control, f"{told}。" if told else "", shape, needed, front=True)


def _plain(name: str, title: str, control: str, hint: str, shape: str) -> str:
    """A field that is no field of the front matter; always needed."""
    return _whole(name, title, control, hint, shape, must=True, front=False)


def _whole(name: str, title: str, control: str, hint: str, shape: str, must: bool, front: bool) -> str:
    marks = (" data-must" if must else "") + (" data-front" if front else "")
    return (
        f'<div class="field" data-field="{name}" data-shape="{shape}" data-title="{escape(title)}"{marks}>'
        f'<label for="c-{name}">{escape(title)}{"" if must else "（可不写）"}</label>{control}{_hint(name, hint)}{_wrong(name)}</div>'
    )


def _hint(name: str, hint: str) -> str:
    return f'<small id="c-{name}-hint">{escape(hint)}</small>'


def _wrong(name: str) -> str:
    return f'<p class="field-wrong" id="c-{name}-wrong" hidden></p>'


def _said(name: str) -> str:
    return f'id="c-{name}" aria-describedby="c-{name}-hint c-{name}-wrong"'


def _input(name: str) -> str:
    return f'<input type="text" {_said(name)} autocomplete="off" maxlength="300">'


def _area(name: str, rows: int) -> str:
    return f'<textarea {_said(name)} rows="{rows}"></textarea>'


def _text(name: str, field: FieldInfo, hint: str = "", rows: int = 0, shape: str = "line") -> str:
    return _field(name, field, _area(name, rows) if rows else _input(name), hint, shape)


def _select(name: str, options: Sequence[Option] | str, empty: bool = True) -> str:
    listed = options if isinstance(options, str) else "".join(map(_option, options))
    first = '<option value="">（请选）</option>' if empty else ""
    return f"<select {_said(name)}>{first}{listed}</select>"


def _option(option: Option) -> str:
    return f'<option value="{escape(option[0])}">{escape(option[1])}</option>'


def _choice(name: str, field: FieldInfo | str, options: Sequence[Option]) -> str:
    control = _select(name, options)
    if isinstance(field, str):
        return _plain(name, field, control, "", "word")
    return _field(name, field, control, shape="word")


def _boxes(name: str, field: FieldInfo, options: Sequence[Option]) -> str:
    """Several of a closed list."""
    boxes = "".join(
        f'<label><input type="checkbox" value="{escape(value)}" aria-describedby="c-{name}-wrong"> {escape(label)}</label>'
        for value, label in options
    )
    must = field.is_required()
    return (
        f'<fieldset class="field boxes" id="c-{name}" data-field="{name}" data-shape="words" data-front data-title="{escape(field.title or "")}"'
        f"{' data-must' if must else ''}><legend>{escape(field.title or '')}{'' if must else '（可不写）'}</legend>{boxes}"
        f"{_hint(name, f'{field.description}。' if field.description else '')}{_wrong(name)}</fieldset>"
    )


def _rows(name: str, title: str, add: str, fields: Sequence[str], least: int) -> str:
    """Any number of rows of the same fields; the script copies the template."""
    return (
        f'<div class="rows" data-rows="{name}" data-title="{escape(title)}" data-least="{least}"></div>'
        f'<p><button type="button" class="copy" data-contribute-do="add" data-rows-of="{name}">{escape(add)}</button></p>'
        f'<template data-row="{name}"><fieldset class="row"><legend>{escape(title)}<b></b></legend>{"".join(fields)}'
        '<p><button type="button" class="copy" data-contribute-do="drop">删去这一条</button></p></fieldset></template>'
    )


def _quoted(data: Any) -> str:
    return escape(json.dumps(data, ensure_ascii=False, separators=(",", ":")), quote=True)
