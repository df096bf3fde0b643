"""A source file (源文件): text, front matter as plain data, and where each value stands.

Reading never raises for what a contributor wrote: it yields findings and gives back what could be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from macros.finding import Finding
from macros.limits import check_size
from macros.yaml_data import Loc, Position, read_data, read_places

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
FENCE = re.compile(r"---[ ]*\n")


@dataclass
class Source:
    """One file as read: `front` plain data, `body` its text from `body_line` on, `positions` of each part of the body by path.

    `data` tells where the data stands in the text, its first line, and the path that it has in `front`.
    """

    path: str
    text: str = ""
    front: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    positions: dict[Loc, Position] = field(default_factory=dict)
    data: tuple[int, int, int, Loc] = (0, 0, 1, ())

    def position(self, loc: Loc) -> Position:
        """The place of a value, or of the nearest mapping around it."""
        while loc:
            found = self.positions.get(loc) or self.places.get(loc)
            if found:
                return found
            loc = loc[:-1]
        return self.places.get(loc, (1, 1))

    @cached_property
    def places(self) -> dict[Loc, Position]:
        """Those of the data: many, and few are ever asked for, so they are read again then."""
        start, end, first_line, loc = self.data
        found = read_places(self.text[start:end], loc)
        return {key: (line + first_line - 1, column) for key, (line, column) in found.items()}

    def find(self, text: str, first_line: int = 1) -> Position:
        """The first place of a piece of text from a line on, else that line."""
        for number, line in enumerate(self.text.split("\n"), 1):
            if number >= first_line and text in line:
                return number, line.index(text) + 1
        return first_line, 1


FrontReader = Callable[[Source], list[Finding]]


def read(path: Path, shown: str) -> tuple[Source, list[Finding]]:
    """Read one Markdown file; `shown` is the path that messages name."""
    if too_large := check_size(path, shown):
        return Source(shown), [too_large]
    return parse(path.read_bytes(), shown)


def parse(raw: bytes, shown: str, front: FrontReader | None = None) -> tuple[Source, list[Finding]]:
    """Read one Markdown file from its bytes; `front` reads the data of a source that is opened, by itself read_front."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        message, fix = "文件不是UTF-8编码。", "用编辑器另存为UTF-8（记事本、WPS都有这一项）。"
        return Source(shown), [Finding(shown, line, column, "content/encoding", message, fix)]
    return read_text(text, shown, front)


def read_text(text: str, shown: str, front: FrontReader | None = None) -> tuple[Source, list[Finding]]:
    """The same for a text that has been decoded."""
    source = Source(shown)

    def wrong(line: int, column: int, rule: str, message: str, fix: str) -> tuple[Source, list[Finding]]:
        return source, [Finding(shown, line, column, f"content/{rule}", message, fix)]

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
    source.data = (opening.end(), closing.start(), 2, ())
    source.body = text[closing.end() :].removeprefix("\n")
    source.body_line = text.count("\n", 0, closing.end()) + 2
    return source, (front or read_front)(source)


def read_yaml(path: Path, shown: str) -> tuple[Source, list[Finding]]:
    """Read a vocabulary file; its data stands in `front['data']`."""
    source = Source(shown)
    if too_large := check_size(path, shown):
        return source, [too_large]
    try:
        source.text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return source, [Finding(shown, 1, 1, "content/encoding", "文件不是UTF-8编码。", "用编辑器另存为UTF-8。")]
    source.data = (0, len(source.text), 1, ("data",))
    return source, _parse(source)


def read_front(source: Source) -> list[Finding]:
    """Fill source.front; what is wrong with it."""
    findings = _parse(source)
    for name, reason in RESERVED_KEYS.items():
        if name in source.front:
            line, column = source.position((name,))
            message = f"字段“{name}”是主题保留的，不能用在这里：{reason}。"
            findings.append(Finding(source.path, line, column, "content/reserved-key", message, "删掉这一行。"))
            del source.front[name]
    return findings


def _parse(source: Source) -> list[Finding]:
    """Fill source.front from its YAML text."""
    start, end, first_line, loc = source.data
    text = source.text[start:end]

    def finding(line: int, column: int, rule: str, message: str, fix: str) -> Finding:
        return Finding(source.path, line + first_line, column + 1, f"content/{rule}", message, fix)

    if len(text) > MAX_FRONT_MATTER:
        return [finding(0, 0, "too-large", "前置数据超过64KB。", "前置数据只放字段，文字写在正文里。")]
    tab = next(((n, line.index("\t")) for n, line in enumerate(text.split("\n")) if "\t" in line), None)
    if tab:
        return [finding(*tab, "yaml-tab", "前置数据里有制表符（Tab）。", "换成空格，缩进用两个空格。")]
    data, findings = read_data(text, finding)
    if data is None and findings:
        return findings
    if loc:
        source.front = {str(loc[0]): data}
    elif isinstance(data, dict):
        source.front = data
    else:
        findings.append(finding(0, 0, "yaml", "前置数据应当一行一个字段。", "写成“字段名: 值”。"))
    return findings
