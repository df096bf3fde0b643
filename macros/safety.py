"""What a source may contain, decided before any engine parses it.

Jinja is not sandboxed and front matter is not escaped by the theme (design.md, section 6), so a page is refused unless everything
in it is plain Markdown: no raw HTML beyond a short list, no scheme but http(s) in links, no path out of docs/, and template calls
only of our own macros, with literal arguments, on pages that declare `render_macros: true`.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from macros.finding import Finding, nearest
from macros.limits import check_file, check_folder_data, check_limits
from macros.source import Source

# The macros there are; define_env registers exactly these, functions.py holds them.
MACROS = frozenset(
    {
        "by_date",
        "changes",
        "citation",
        "compose_page",
        "contribute_form",
        "cycle",
        "draft",
        "flow_drawing",
        "form",
        "items",
        "ledger",
        "page_drawing",
        "pinyin_index",
        "problem_part",
        "problems",
        "reference",
        "rules",
        "search_page",
        "snippet",
        "vocabulary",
    }
)

# The folders whose pages have a template of their own (.meta.yml).
FOLDERS = frozenset({"policies", "themes", "problems", "snippets", "structured", "templates", "examples"})
ALLOWED_TAG = re.compile(r"</?(?:br|kbd|sub|sup)>")
TAG = re.compile(r"<(?=[A-Za-z/!?])")
TEMPLATE = re.compile(r"\{\{|\{%|\{#|%\}|\}\}")
CALL = re.compile(r"\{\{.*?\}\}", re.S)
ATTRIBUTES = re.compile(r"\{:?\s*[#.][\w\-]+(?:\s+[#.][\w\-]+)*\s*\}")
BRACE = re.compile(r"[{}]")
_JUNK = r"[\s\\\x00-\x20\u200b\u00ad]*"
SCRIPT_LINK = re.compile(
    _JUNK.join("javascript") + _JUNK + ":|" + _JUNK.join("vbscript") + _JUNK + ":|" + r"\bdata" + _JUNK + ":", re.I
)
INLINE_TARGET = re.compile(r"(!?)\[[^\]\n]*\]\(\s*([^\s)]*)")
REFERENCE_TARGET = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*(\S+)", re.M)
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
FILE_TYPES = {".md", ".yml", ".png", ".jpg", ".jpeg"}


def check_tree(docs: Path) -> Iterator[Finding]:
    """Files that have no business in docs/: links to elsewhere, and kinds that a browser would run."""
    for path in sorted(docs.rglob("*")):
        shown = path.relative_to(docs.parent).as_posix()
        if path.is_symlink():
            yield Finding(shown, 1, 1, "safety/path", "docs/ 里不能放链接文件，它会指到别处去。", "换成真的文件。")
        elif path.is_dir():
            continue
        elif not path.is_file() or path.suffix.lower() not in FILE_TYPES:
            message = f"docs/ 里不能放“{path.suffix or path.name}”文件。"
            yield Finding(shown, 1, 1, "safety/file-type", message, "只放 .md、图片（.png .jpg）和词表。")
        else:
            yield from check_file(path, shown)
            if path.name == ".meta.yml":
                yield from check_folder_data(path, shown, frozenset(docs / folder for folder in FOLDERS))
            elif path.suffix.lower() == ".yml" and path.parent != docs / "_vocabulary":
                message = "这里不能放 .yml 文件。"
                yield Finding(shown, 1, 1, "safety/file-type", message, "词表放在 docs/_vocabulary/，别的删掉。")


def check_source(source: Source, path: str) -> list[Finding]:
    """Everything unsafe in one file; `path` is its path under docs/."""
    over = list(check_limits(source.text, source.path))
    if over:
        return over  # and nothing else is looked for in it
    return [*_front(source), *_calls(source), *_braces(source), *_tags(source), *_links(source, path)]


def _at(source: Source, text: str, offset: int, rule: str, message: str, fix: str, found: str = "") -> Finding:
    line = text.count("\n", 0, offset)
    column = offset - text.rfind("\n", 0, offset)
    return Finding(source.path, source.body_line + line, column, f"safety/{rule}", message, fix, text=found)


def _front(source: Source) -> Iterator[Finding]:
    for loc, value in _strings(source.front, ()):
        sign = next((s for s in ("{{", "{%", "{#", "<", ">", "{", "}") if s in value), None)
        if sign:
            line, column = source.position(loc)
            message = f"前置数据里有“{sign}”，会被当作代码或标签。"
            yield Finding(source.path, line, column, "safety/front-matter", message, "删掉，或者改用全角符号。")


def _strings(value: Any, loc: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, dict):
        for key, child in value.items():
            yield (*loc, key), key
            yield from _strings(child, (*loc, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _strings(child, (*loc, index))


def _calls(source: Source) -> Iterator[Finding]:
    """Template syntax: only calls of our macros with literal arguments, only where macros are declared."""
    import jinja2  # here and below: a command that reads no page with macros need not load it
    from jinja2 import nodes

    first = TEMPLATE.search(source.body)
    if not first:
        return
    if source.front.get("render_macros") is not True:
        yield _at(
            source,
            source.body,
            first.start(),
            "template",
            f"正文里有模板语法“{first[0]}”，这一页没有声明使用宏。",
            "填空项写成【名称】；页面确要用宏的，在前置数据里写 render_macros: true。",
            first[0],
        )
        return
    for match in re.finditer(r"\{%|\{#|%\}|#\}", source.body):
        yield _at(
            source,
            source.body,
            match.start(),
            "template",
            f"不能用“{match[0]}”：只许调用本站的宏。",
            "删掉；标题锚点写成 { #名称 }，括号后留一个空格。",
            match[0],
        )
        return
    try:
        tree = jinja2.Environment().parse(source.body)  # parsed, never rendered
    except jinja2.TemplateSyntaxError as error:
        line = source.body_line + error.lineno - 1
        yield Finding(
            source.path,
            line,
            1,
            "safety/template",
            "宏调用写得不完整，读不下去。",
            '写成 {{ 宏名("参数") }}，引号和括号成对。',
        )
        return
    for node in (part for output in tree.body for part in output.iter_child_nodes()):
        if not isinstance(node, nodes.TemplateData):
            yield from _call(source, node)


def _call(source: Source, node: Any) -> Iterator[Finding]:
    from jinja2 import nodes

    line = source.body_line + node.lineno - 1
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)):
        yield Finding(
            source.path, line, 1, "safety/template", "双花括号里只许是一次宏调用。", '写成 {{ 宏名("参数") }}。'
        )
        return
    name = node.node.name
    if name not in MACROS:
        yield Finding(
            source.path,
            line,
            1,
            "safety/template",
            f"没有“{name}”这个宏。{nearest(name, MACROS)}",
            "宏的清单见“参与贡献”的宏一页。",
        )
    arguments = [*node.args, *(keyword.value for keyword in node.kwargs)]
    if node.dyn_args or node.dyn_kwargs or not all(isinstance(argument, nodes.Const) for argument in arguments):
        yield Finding(
            source.path,
            line,
            1,
            "safety/template",
            f"宏“{name}”的参数只许是写定的文字或数字。",
            "把参数写成引号里的文字。",
        )


def _braces(source: Source) -> Iterator[Finding]:
    text = (
        CALL.sub(lambda match: " " * len(match[0]), source.body)
        if source.front.get("render_macros") is True
        else source.body
    )
    text = TEMPLATE.sub("  ", text)
    text = ATTRIBUTES.sub(lambda match: " " * len(match[0]), text)
    match = BRACE.search(text)
    if match:
        yield _at(
            source,
            text,
            match.start(),
            "attributes",
            f"正文里有“{match[0]}”，会被当作属性。",
            "删掉，或者改用全角括号；只许写 { #锚点 } 和 { .样式 }。",
            match[0],
        )


def _tags(source: Source) -> Iterator[Finding]:
    text = ALLOWED_TAG.sub(lambda match: " " * len(match[0]), source.body)
    for match in TAG.finditer(text):
        yield _at(
            source,
            text,
            match.start(),
            "html",
            "正文里有HTML标签。",
            "用Markdown写；要写小于号，用全角“＜”。",
            match[0],
        )


def _links(source: Source, path: str) -> Iterator[Finding]:
    plain = html.unescape(source.body)
    for match in SCRIPT_LINK.finditer(plain):
        yield _at(source, plain, match.start(), "link", "正文里有会被浏览器当作程序执行的链接。", "删掉。", match[0])
    for match in INLINE_TARGET.finditer(source.body):
        yield from _target(source, path, match[2], match.start(2), image=bool(match[1]))
    for match in REFERENCE_TARGET.finditer(source.body):
        yield from _target(source, path, match[1], match.start(1), image=False)


def _target(source: Source, path: str, raw: str, offset: int, image: bool) -> Iterator[Finding]:
    target = unquote(html.unescape(raw)).strip("<>")
    outside = re.match(r"https?://", target)
    if outside and not image:
        return
    if image and (outside or target.startswith("//")):
        yield _at(
            source,
            source.body,
            offset,
            "link",
            "图片放在别的网站上，内网打不开。",
            "把图片存到 docs/ 里，用相对路径。",
            raw,
        )
    elif SCHEME.match(target) or target.startswith(("/", "\\")) or "\\" in target:
        fix = "站内写相对路径（../policies/dangzhang.md），站外写 https:// 开头的网址。"
        yield _at(source, source.body, offset, "link", f"链接“{raw}”不是站内相对路径，也不是网址。", fix, raw)
    elif posixpath.normpath(posixpath.join(posixpath.dirname(path), target.partition("#")[0] or ".")).startswith(".."):
        yield _at(
            source, source.body, offset, "path", f"链接“{raw}”指到了 docs/ 之外。", "只链接 docs/ 里的页面。", raw
        )
