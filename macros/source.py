"""A source file (源文件): text, front matter as plain data, and where each value stands.

Reading never raises for what a contributor wrote: it yields findings and gives back what could be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from macros.finding import Finding

Loc = tuple[str | int, ...]
Position = tuple[int, int]

# Theme and plugins give these keys a meaning of their own (design.md, section 6).
RESERVED_KEYS = {
    "template": "页面模板由文件夹决定",
    "status": "状态由版本日期推出",
    "icon": "图标由栏目决定",
    "hide": "导航由栏目决定",
    "subtitle": "没有副标题",
    "description": "摘要由正文推出",
    "tags": "分类用 topics、writers 等字段",
}
MAX_FRONT_MATTER = 64 * 1024
MAX_DEPTH = 12
YAML_REASONS = {
    "expected ',' or": "方括号或花括号没有收尾",
    "did not find expected node content": "方括号或花括号里多了或者少了东西",
    "did not find expected key": "缩进对不齐，或者上一行没有写完",
    "did not find expected '-' indicator": "列表的缩进对不齐",
    "mapping values are not allowed": "这一行里多了一个冒号，或者上一行没有写完",
    "could not find expected ':'": "这一行缺少冒号",
    "expected <block end>": "缩进对不齐",
    "found unexpected end of stream": "引号没有收尾",
    "cannot start any token": "开头的符号要用引号括起来",
}
FENCE = re.compile(r"---[ ]*\n")


_Base: Any = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # libyaml is ten times as fast; some builds of PyYAML lack it


class _Loader(_Base):  # type: ignore[misc]
    """YAML with three scalar types only: 是/否 (true, false), whole numbers, and text. Dates stay text."""


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]{0,8})$"), list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""])


@dataclass
class Source:
    """One file as read: `front` plain data, `body` its text from `body_line` on, `positions` of each value by path."""

    path: str
    text: str = ""
    front: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    positions: dict[Loc, Position] = field(default_factory=dict)

    def position(self, loc: Loc) -> Position:
        """The place of a value, or of the nearest mapping around it."""
        while loc not in self.positions:
            if not loc:
                return (1, 1)
            loc = loc[:-1]
        return self.positions[loc]

    def find(self, text: str, first_line: int = 1) -> Position:
        """The first place of a piece of text from a line on, else that line."""
        for number, line in enumerate(self.text.split("\n"), 1):
            if number >= first_line and text in line:
                return number, line.index(text) + 1
        return first_line, 1


def read(path: Path, shown: str) -> tuple[Source, list[Finding]]:
    """Read one Markdown file; `shown` is the path that messages name."""
    source = Source(shown)

    def wrong(line: int, column: int, rule: str, message: str, fix: str) -> tuple[Source, list[Finding]]:
        return source, [Finding(shown, line, column, f"content/{rule}", message, fix)]

    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        return wrong(line, column, "encoding", "文件不是UTF-8编码。", "用编辑器另存为UTF-8（记事本、WPS都有这一项）。")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source.text = text
    if not text.strip():
        return wrong(1, 1, "empty-file", "文件是空的。", "写上前置数据和正文，或者删掉这个文件。")
    opening = FENCE.match(text)
    if not opening:
        return wrong(
            1, 1, "front-matter", "文件开头没有前置数据。", "第一行写三个减号 ---，接着一行一个字段，再用 --- 结束。"
        )
    closing = re.compile(r"^---[ ]*$", re.M).search(text, opening.end())
    if not closing:
        return wrong(
            1, 1, "front-matter", "前置数据没有结束：只有开头的 ---，没有收尾的 ---。", "在字段之后单独写一行 ---。"
        )
    front = text[opening.end() : closing.start()]
    source.body = text[closing.end() :].removeprefix("\n")
    source.body_line = text.count("\n", 0, closing.end()) + 2
    findings = list(_read_front(source, front))
    return source, findings


def read_yaml(path: Path, shown: str) -> tuple[Source, list[Finding]]:
    """Read a vocabulary file; its data stands in `front['data']`."""
    source = Source(shown, text=path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    findings = _parse(source, source.text, first_line=1, key="data")
    return source, findings


def _read_front(source: Source, front: str) -> list[Finding]:
    findings = _parse(source, front, first_line=2, key=None)
    for name, reason in RESERVED_KEYS.items():
        if name in source.front:
            line, column = source.position((name,))
            message = f"字段“{name}”是主题保留的，不能用在这里：{reason}。"
            findings.append(Finding(source.path, line, column, "content/reserved-key", message, "删掉这一行。"))
            del source.front[name]
    return findings


def _parse(source: Source, text: str, first_line: int, key: str | None) -> list[Finding]:
    """Fill source.front and source.positions from YAML text that starts at `first_line` of the file."""

    def finding(line: int, column: int, rule: str, message: str, fix: str) -> Finding:
        return Finding(source.path, line + first_line, column + 1, f"content/{rule}", message, fix)

    if len(text) > MAX_FRONT_MATTER:
        return [finding(0, 0, "too-large", "前置数据超过64KB。", "前置数据只放字段，文字写在正文里。")]
    tab = next(((n, line.index("\t")) for n, line in enumerate(text.split("\n")) if "\t" in line), None)
    if tab:
        return [finding(*tab, "yaml-tab", "前置数据里有制表符（Tab）。", "换成空格，缩进用两个空格。")]
    try:
        found = _forbidden_events(text, finding)
        if found:
            return found
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        opened = error.context_mark if "flow" in (error.context or "") else None
        mark = opened or error.problem_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        reason = next((said for sign, said in YAML_REASONS.items() if sign in str(error.problem)), "格式不对")
        message = f"前置数据写法有误：{reason}。"
        fix = "检查冒号后有没有空格、引号和方括号是否成对；文字里有冒号加空格的，整句用单引号括起来。"
        return [finding(line, column, "yaml", message, fix)]
    except yaml.YAMLError as error:
        return [
            finding(
                0, 0, "yaml", f"前置数据里有不能用的字符（{str(error).splitlines()[0]}）。", "删掉不可见的控制字符。"
            )
        ]
    findings: list[Finding] = []
    if node is None:
        data: Any = {}
    else:
        data = _plain(node, (key,) if key else (), source, findings, finding)
    if key:
        source.front = {key: data}
    elif isinstance(data, dict):
        source.front = data
    else:
        findings.append(finding(0, 0, "yaml", "前置数据应当一行一个字段。", "写成“字段名: 值”。"))
    if first_line > 1:
        source.positions = {loc: (line + first_line - 1, column) for loc, (line, column) in source.positions.items()}
    return findings


def _forbidden_events(text: str, finding: Any) -> list[Finding]:
    """Tags, anchors, aliases and deep nesting are refused before anything is built from them."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        mark = event.start_mark
        assert mark is not None  # PyYAML marks every event it reads from text
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            return [
                finding(
                    mark.line,
                    mark.column,
                    "yaml-alias",
                    "前置数据里用了锚点（& 或 *）。",
                    "把内容照写一遍；以这些符号开头的文字用单引号括起来。",
                )
            ]
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            return [
                finding(
                    mark.line,
                    mark.column,
                    "yaml-tag",
                    f"前置数据里用了YAML标签“{tag}”。",
                    "只写文字和数字；以感叹号开头的文字用单引号括起来。",
                )
            ]
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return [
                    finding(
                        mark.line,
                        mark.column,
                        "yaml-depth",
                        f"前置数据嵌套超过{MAX_DEPTH}层。",
                        "照字段说明写，不要再往里套。",
                    )
                ]
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return []


def _plain(node: yaml.Node, loc: Loc, source: Source, findings: list[Finding], finding: Any) -> Any:
    source.positions[loc] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            mark = key_node.start_mark
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
            if not key:
                findings.append(finding(mark.line, mark.column, "yaml", "字段名只能是文字。", "写成“字段名: 值”。"))
                continue
            if key in result:
                findings.append(
                    finding(mark.line, mark.column, "duplicate-key", f"字段“{key}”写了两次。", "留下一处，删掉另一处。")
                )
                continue
            value = _plain(value_node, (*loc, key), source, findings, finding)
            if not isinstance(value_node, yaml.ScalarNode):
                source.positions[(*loc, key)] = (mark.line + 1, mark.column + 1)
            result[key] = value
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*loc, i), source, findings, finding) for i, child in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: yaml.Node) -> Any:
    match node.tag.rsplit(":", 1)[-1]:
        case "bool":
            return node.value == "true"
        case "int":
            return int(node.value)
        case "null":
            return None
        case _:
            return node.value
