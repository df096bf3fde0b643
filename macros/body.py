"""The body (正文) of an item: its sections by heading, as plain data with positions.

Which sections a kind has stands in `SECTIONS`; the loader, `scripts.new` and the contributor pages read it from here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from macros.finding import Finding, nearest
from macros.source import Source

Shape = Literal["prose", "writers", "measures", "entries", "document"]
MEASURE_LINES = {"做什么": "what", "谁来做": "who", "何时完成": "by", "怎样检查": "check", "算办到": "done"}
EVERYONE = "共用"


@dataclass(frozen=True)
class Section:
    """A section of a kind's body: the model's field, the heading, what stands under it."""

    name: str
    heading: str
    shape: Shape = "prose"
    required: bool = True


SECTIONS: dict[str, tuple[Section, ...]] = {
    "policies": (Section("what", "是什么"), Section("when", "什么时候引"), Section("how", "怎么写对")),
    "themes": (Section("how", "怎么用"), Section("each", "各方面写什么", required=False)),
    "problems": (
        Section("appearance", "表现", "writers"),
        Section("causes", "直接原因", "writers"),
        Section("measures", "整改", "measures"),
        Section("avoid", "不要这样写"),
    ),
    "snippets": (Section("text", "正文"), Section("how", "怎么用")),
    "structured": (
        Section("text", "正文", "writers"),
        Section("entries", "逐条", "entries", required=False),
        Section("none", "没有时怎么写", required=False),
        Section("how", "怎么用"),
    ),
    "templates": (
        Section("use", "什么时候用"),
        Section("not_for", "不要用在"),
        Section("looks_for", "读的人看什么"),
        Section("sent_back", "常被退回的原因"),
    ),
    "examples": (Section("document", "", "document"),),
}
HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
MEASURE = re.compile(r"-\s*([^：:]{2,6})[：:]\s*(.*)$")


@dataclass
class _Block:
    """A heading and the lines under it."""

    title: str
    line: int
    lines: list[str] = field(default_factory=list)
    parts: list[_Block] = field(default_factory=list)

    def text(self) -> str:
        return "\n".join(self.lines).strip("\n")

    def joined(self) -> str:
        """Chinese lines run on: no space where a line was broken."""
        return "".join(line.strip() for line in self.lines)


def read_body(source: Source, kind: str, writers: list[str]) -> tuple[dict[str, Any], list[Finding]]:
    """The body as model fields; positions go into `source`. `writers` are the allowed writer headings."""
    sections = SECTIONS[kind]
    if sections[0].shape == "document":
        source.positions[(sections[0].name,)] = (source.body_line, 1)
        document = source.body.strip("\n")
        fix = "在前置数据下面写上整篇材料。"
        empty = Finding(source.path, source.body_line, 1, "content/empty-section", "正文是空的。", fix)
        return {sections[0].name: document}, [] if document.strip() else [empty]
    data: dict[str, Any] = {}
    findings: list[Finding] = []

    def wrong(line: int, rule: str, message: str, fix: str) -> None:
        findings.append(Finding(source.path, line, 1, f"content/{rule}", message, fix))

    known = {section.heading: section for section in sections}
    loose, blocks = _split(source.body, source.body_line, 2)
    stray = next((n for n, line in enumerate(loose) if line.strip()), None)
    if stray is not None:
        wrong(
            source.body_line + stray,
            "stray-text",
            "这段文字不在任何小节里。",
            f"放到“## {sections[0].heading}”等小节下面。",
        )
    for block in blocks:
        section = known.get(block.title)
        if section is None:
            wrong(
                block.line,
                "unknown-section",
                f"没有“{block.title}”这个小节。{nearest(block.title, known)}",
                "改成字段说明里的小节名。",
            )
        elif section.name in data:
            wrong(block.line, "duplicate-section", f"小节“{block.title}”写了两次。", "合成一处。")
        else:
            source.positions[(section.name,)] = (block.line, 1)
            data[section.name] = _shape(block, section, source, writers, wrong)
    for section in sections:
        if section.required and section.name not in data:
            wrong(
                source.body_line,
                "missing-section",
                f"缺少小节“{section.heading}”。",
                f"加上“## {section.heading}”和内容。",
            )
        elif section.name in data and not data[section.name]:
            line, _ = source.position((section.name,))
            wrong(line, "empty-section", f"小节“{section.heading}”是空的。", "写上内容。")
            del data[section.name]
    return data, findings


def _split(text: str, first_line: int, level: int) -> tuple[list[str], list[_Block]]:
    """Text before the first heading of `level`, and one block a heading."""
    loose: list[str] = []
    blocks: list[_Block] = []
    for number, line in enumerate(text.split("\n"), first_line):
        match = HEADING.match(line)
        if match and len(match[1]) == level:
            blocks.append(_Block(match[2], number))
        else:
            (blocks[-1].lines if blocks else loose).append(line)
    return loose, blocks


def _shape(block: _Block, section: Section, source: Source, writers: list[str], wrong: Any) -> Any:
    if section.shape == "prose":
        return block.text()
    loose, parts = _split("\n".join(block.lines), block.line + 1, 3)
    if section.shape == "writers" and not parts and any(loose):
        return {EVERYONE: "".join(line.strip() for line in loose)}
    result: dict[str, Any] = {}
    for part in parts:
        if section.shape != "entries" and part.title not in writers:
            wrong(
                part.line,
                "unknown-writer",
                f"没有“{part.title}”这种主体。{nearest(part.title, writers)}",
                "改成词表里的主体。",
            )
            continue
        source.positions[(section.name, part.title)] = (part.line, 1)
        result[part.title] = (
            _measure(part, source, section.name, wrong) if section.shape == "measures" else part.joined()
        )
    return result


def _measure(part: _Block, source: Source, name: str, wrong: Any) -> dict[str, str]:
    """The five lines of a measure; a line that is none of them is a finding."""
    result: dict[str, str] = {}
    for number, line in enumerate(part.lines, part.line + 1):
        if not line.strip():
            continue
        match = MEASURE.match(line)
        key = MEASURE_LINES.get(match[1].strip()) if match else None
        if not match or not key:
            wrong(
                number,
                "measure-line",
                "整改只能写五行：做什么、谁来做、何时完成、怎样检查、算办到。",
                "写成“- 做什么：……。”",
            )
        elif key in result:
            wrong(number, "measure-line", f"“{match[1]}”写了两行。", "合成一行。")
        else:
            result[key] = match[2].strip()
            source.positions[(name, part.title, key)] = (number, line.index(match[2]) + 1 if match[2] else 1)
    return result
