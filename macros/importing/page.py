"""The page that is written: front matter with what is proposed, and the body as Markdown. It opens for editing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from macros.importing.lines import Line
from macros.importing.propose import Note, Proposal

HINTS = {
    "document_type": "文种",
    "template_id": "所用模板，docs/templates/ 下的文件名",
    "theme": "所用主题，docs/themes/ 下的文件名",
    "writer": "主体",
    "unit": "虚构单位，从 docs/_vocabulary/units.yml 里选；正文里的单位也换成它",
    "as_of": "成文日期，如 2025-01-14",
}


def body(lines: Sequence[Line], marks: dict[int, str]) -> str:
    """The lines as paragraphs, headings and tables."""
    blocks: list[list[str]] = []
    table: tuple[str, int | None] | None = None
    rows: dict[int, dict[int, list[str]]] = {}

    def close() -> None:
        if rows:
            blocks.append(list(_table(rows)))
            rows.clear()

    for line in lines:
        text = line.text
        if line.cell:
            if table != ("cell", line.cell.table):
                close()
                table = ("cell", line.cell.table)
            rows.setdefault(line.cell.row, {}).setdefault(line.cell.column, []).append(text)
            continue
        close()
        if not text.strip():
            table = None if not line.source.strip() else table
            continue
        if text.startswith("|"):
            if table == ("text", None):
                blocks[-1].append(text)
            else:
                blocks.append([text])
            table = ("text", None)
            continue
        table = None
        blocks.append([marks.get(line.number, "") + text])
    close()
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _table(rows: dict[int, dict[int, list[str]]]) -> Iterator[str]:
    """A table of Word as one of Markdown; one cell alone is a frame, not a table."""
    width = max(max(row) for row in rows.values()) + 1
    if width == 1 and len(rows) == 1:
        yield "\n\n".join(text for text in rows[min(rows)][0] if text)
        return
    for number, row in enumerate(rows[key] for key in sorted(rows)):
        cells = ("<br>".join(text for text in row.get(column, []) if text) for column in range(width))
        yield "| " + " | ".join(cells) + " |"
        if number == 0:
            yield "|" + "---|" * width


def page(proposal: Proposal, notes: Sequence[Note], text: str, source: str, today: date) -> str:
    """The whole page. What could not be told is left empty, marked 待填."""
    lines = [
        "---",
        f"# 从 {source.replace(chr(10), ' ')} 导入。“待填”的补上，“核对”的看一遍；改完运行 python -m scripts.check。",
        f"title: {quoted(proposal.title) if proposal.title else '  # 待填：原文没有标题'}",
    ]
    for name, hint in HINTS.items():
        value = getattr(proposal, name)
        lines.append(f"{name}: {value}  # 核对：{hint}" if value else f"{name}:  # 待填：{hint}")
    if notes:
        lines += ["flawed: true  # 核对：下面的批注是规则找出来的毛病；正文改好了，连同 mend 一起删掉", "annotations:"]
        for note in notes:
            lines += [f"  - type: {note.type}", f"    quote: {quoted(note.quote)}", f"    note: {quoted(note.note)}"]
            lines.append(f"    mend: {quoted(note.mend or '照批注改。')}")
    else:
        lines.append("annotations: []  # 待填：至少一条，type、quote（照抄正文里只出现一次的话）、note")
    return "\n".join([*lines, f"reviewed_on: {today.isoformat()}", "---", "", text])


def quoted(text: str) -> str:
    """A YAML scalar of one line that is text whatever it looks like, without the signs that front matter may not hold."""
    plain = text.translate(
        {ord("<"): "＜", ord(">"): "＞", ord("{"): "｛", ord("}"): "｝", ord("\t"): " ", ord("\n"): " "}
    )
    return "'" + plain.replace("'", "''") + "'"
