"""YAML read event by event into plain data, with the place of every value.

Tags, anchors, aliases and deep nesting are refused as they are met, before anything is built from them. There are four scalars only:
true and false, whole numbers, nothing, and text; dates stay text.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml

from macros.finding import Finding

Loc = tuple[str | int, ...]
Position = tuple[int, int]
# Line and column (both from 0), rule, message, mend.
Wrong = Callable[[int, int, str, str, str], Finding]

MAX_DEPTH = 12
INT = re.compile(r"-?(?:0|[1-9][0-9]{0,8})")
NOTHING = ("", "~", "null")
LOADER: Any = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # libyaml is ten times as fast; some builds of PyYAML lack it
FRAME = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
REASONS = {
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


class _RefusedError(Exception):
    """Carries the finding that stopped the reading."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding


def read_data(text: str, wrong: Wrong) -> tuple[Any, list[Finding]]:
    """Data and findings; data is None where the reading stopped."""
    reader = _Reader(text, wrong)
    try:
        data = reader.value(next(reader.events, None), (), 0)
        next(reader.events, None)  # what stands after the first value is read too, so that its faults are told
    except _RefusedError as refused:
        return None, [refused.finding]
    except yaml.MarkedYAMLError as error:
        opened = error.context_mark if "flow" in (error.context or "") else None
        mark = opened or error.problem_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        reason = next((said for sign, said in REASONS.items() if sign in str(error.problem)), "格式不对")
        fix = "检查冒号后有没有空格、引号和方括号是否成对；文字里有冒号加空格的，整句用单引号括起来。"
        return None, [wrong(line, column, "yaml", f"前置数据写法有误：{reason}。", fix)]
    except yaml.YAMLError as error:
        message = f"前置数据里有不能用的字符（{str(error).splitlines()[0]}）。"
        return None, [wrong(0, 0, "yaml", message, "删掉不可见的控制字符。")]
    return data, reader.findings


def read_places(text: str, loc: Loc) -> dict[Loc, Position]:
    """Line and column, from 1 within the text, of each value under `loc`, up to where the reading stopped."""
    reader = _Reader(text, lambda line, column, *told: Finding("", line, column, *told))
    with contextlib.suppress(_RefusedError, yaml.YAMLError):
        reader.value(next(reader.events, None), loc, 0)
    return reader.positions


class _Reader:
    """The events of one text, and what has been gathered from them."""

    def __init__(self, text: str, wrong: Wrong) -> None:
        self.events: Iterator[Any] = (e for e in yaml.parse(text, Loader=LOADER) if not isinstance(e, FRAME))
        self.wrong = wrong
        self.positions: dict[Loc, Position] = {}
        self.findings: list[Finding] = []

    def value(self, event: Any, loc: Loc, depth: int) -> Any:
        """The value that begins with an event; reads on to its end."""
        if event is None:
            return {}
        mark = event.start_mark
        self._refuse(event, depth)
        self.positions[loc] = (mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(loc, depth)
        return self._mapping(loc, depth)

    def _sequence(self, loc: Loc, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.value(event, (*loc, len(items)), depth + 1))
        return items

    def _mapping(self, loc: Loc, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            mark = event.start_mark
            key = self.value(event, (*loc, "\0"), depth + 1)
            following = next(self.events)
            name = "" if isinstance(key, (dict, list)) or key is None else str(event.value)
            if not name or name in result:
                self.value(following, (*loc, "\0"), depth + 1)
                self.findings.append(self._bad_key(mark, name))
                continue
            result[name] = self.value(following, (*loc, name), depth + 1)
            if not isinstance(following, yaml.ScalarEvent):
                self.positions[(*loc, name)] = (mark.line + 1, mark.column + 1)
        return result

    def _bad_key(self, mark: Any, name: str) -> Finding:
        if name:
            return self.wrong(
                mark.line, mark.column, "duplicate-key", f"字段“{name}”写了两次。", "留下一处，删掉另一处。"
            )
        return self.wrong(mark.line, mark.column, "yaml", "字段名只能是文字。", "写成“字段名: 值”。")

    def _refuse(self, event: Any, depth: int) -> None:
        line, column = event.start_mark.line, event.start_mark.column
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            fix = "把内容照写一遍；以这些符号开头的文字用单引号括起来。"
            raise _RefusedError(self.wrong(line, column, "yaml-alias", "前置数据里用了锚点（& 或 *）。", fix))
        if tag and tag != "!":
            fix = "只写文字和数字；以感叹号开头的文字用单引号括起来。"
            raise _RefusedError(self.wrong(line, column, "yaml-tag", f"前置数据里用了YAML标签“{tag}”。", fix))
        if depth > MAX_DEPTH:
            message = f"前置数据嵌套超过{MAX_DEPTH}层。"
            raise _RefusedError(self.wrong(line, column, "yaml-depth", message, "照字段说明写，不要再往里套。"))


def _scalar(event: Any) -> Any:
    """A plain scalar as what it looks like; a quoted one is text."""
    text = event.value
    if not event.implicit[0]:
        return text
    if text in ("true", "false"):
        return text == "true"
    if text in NOTHING:
        return None
    return int(text) if INT.fullmatch(text) else text
