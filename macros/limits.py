"""How much a source may hold (资源限度): generous beside what people write, tight beside what would make an engine grind.

The engines are Python-Markdown, Jinja and regular expressions: each has input that costs it the square of its length or a level of
recursion a sign. So lines, nesting, repeats, tables and calls are bounded before any of them sees the text. The longest page of this site
is a tenth of every limit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from macros.finding import Finding

MAX_BYTES = 1_000_000
MAX_IMAGE = 5_000_000
MAX_TEXT = 128 * 1024
MAX_LINES = 4_000
MAX_LINE = 6_000
MAX_RUN = 120  # the same sign in a row
MAX_SAME = 300  # the same line
MAX_BRACKETS = 60  # [ in one line
MAX_MARKS = 240  # * _ ` ~ in one line
MAX_QUOTE = 5
MAX_INDENT = 60
MAX_HEADINGS = 300
MAX_ROW = 40
MAX_CELLS = 4_000
MAX_CALLS = 60

QUOTE = re.compile(r"[ \t]*(?:>[ \t]*)+")
RUN = re.compile(rf"([^\s\w])\1{{{MAX_RUN},}}|(\w)\2{{{4 * MAX_RUN},}}")
MARKS = re.compile(r"[*_`~]")
IMAGES = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}
PLAIN_NAME = re.compile(r"[\w.\-]+")
FOLDER_DATA = re.compile(r"template: [a-z]+\.html\n?")


def check_size(path: Path, shown: str) -> Finding | None:
    """A file too large to be read at all."""
    limit = MAX_IMAGE if path.suffix.lower() in IMAGES else MAX_BYTES
    size = path.stat().st_size
    if size <= limit:
        return None
    message = f"文件有{size // 1000}千字节，最多{limit // 1000}千。"
    fix = "把图片缩小再放。" if path.suffix.lower() in IMAGES else "拆成几个文件。"
    return Finding(shown, 1, 1, "safety/too-large", message, fix)


def check_file(path: Path, shown: str) -> Iterator[Finding]:
    """A file by its name, size and first bytes, without reading its text."""
    if not PLAIN_NAME.fullmatch(path.name) or path.name.startswith("-"):
        yield Finding(shown, 1, 1, "safety/path", "文件名里有不能用的符号。", "只用小写拼音或英文、数字和连字符。")
    if too_large := check_size(path, shown):
        yield too_large
        return
    sign = IMAGES.get(path.suffix.lower())
    if sign:
        with path.open("rb") as file:
            if file.read(len(sign)) != sign:
                message = f"扩展名是“{path.suffix}”，内容不是这种图片。"
                yield Finding(shown, 1, 1, "safety/file-type", message, "换成真的图片，或者删掉。")


def check_folder_data(path: Path, shown: str, folders: frozenset[Path]) -> Iterator[Finding]:
    """`.meta.yml` gives a folder's pages their template under both engines: only the kinds' own, and nothing else in it."""
    fix = "恢复仓库里原来的文件；一般的条目和页面用不着它。"
    if path.parent not in folders:
        yield Finding(shown, 1, 1, "safety/folder-data", "这个文件夹不能有 .meta.yml。", fix)
    elif path.stat().st_size > 200 or not FOLDER_DATA.fullmatch(path.read_text("utf-8", "replace")):
        message = ".meta.yml 里只能有一行页面模板（template: 名称.html）。"
        yield Finding(shown, 1, 1, "safety/folder-data", message, fix)


def check_limits(text: str, shown: str) -> Iterator[Finding]:
    """The limits on a text as a whole and on each line; the first line over each limit is told."""

    def finding(line: int, column: int, message: str, fix: str) -> Finding:
        return Finding(shown, line, column, "safety/limit", message, fix)

    lines = text.split("\n")
    if len(text) > MAX_TEXT:
        yield Finding(shown, 1, 1, "safety/too-large", f"文件超过{MAX_TEXT // 1024}千字符。", "拆成几个文件。")
    if len(lines) > MAX_LINES:
        yield finding(MAX_LINES + 1, 1, f"文件有{len(lines)}行，最多{MAX_LINES}行。", "拆成几个文件。")
    told: set[str] = set()
    cells = headings = calls = 0
    same = Counter[str]()
    for number, line in enumerate(lines, 1):
        headings += line.startswith("#")
        calls += line.count("{{")
        row = line.count("|")
        cells += row
        if len(line) > 1 and not line.startswith("|"):
            same[line] += 1
        for name, over, message, fix in (
            ("line", len(line) > MAX_LINE, f"这一行有{len(line)}字，最多{MAX_LINE}字。", "分成几段。"),
            ("same", same[line] > MAX_SAME, f"同一行重复了{MAX_SAME}次以上。", "删掉重复的。"),
            ("headings", headings > MAX_HEADINGS, f"小标题超过{MAX_HEADINGS}个。", "拆成几个文件。"),
            ("calls", calls > MAX_CALLS, f"宏调用超过{MAX_CALLS}次。", "拆成几页。"),
            ("row", row > MAX_ROW, f"表格一行超过{MAX_ROW}格。", "换成几张小表。"),
            ("cells", cells > MAX_CELLS, f"表格一共超过{MAX_CELLS}格。", "拆成几个文件。"),
        ):
            if over and name not in told:
                told.add(name)
                yield finding(number, 1, message, fix)
        if len(line) > MAX_LINE:
            continue  # nothing is searched in a line that is too long
        for name, column, message in _nesting(line):
            if name not in told:
                told.add(name)
                yield finding(number, column, message, "照平常的写法改，嵌套和重复的符号删掉。")


def _nesting(line: str) -> Iterator[tuple[str, int, str]]:
    """What in a line repeats or nests too much."""
    if run := RUN.search(line):
        yield "run", run.start() + 1, f"同一个符号“{run[0][0]}”连着写了{len(run[0])}次以上。"
    if line.count("[") > MAX_BRACKETS:
        yield "brackets", line.index("[") + 1, f"一行里方括号超过{MAX_BRACKETS}个。"
    if len(MARKS.findall(line)) > MAX_MARKS:
        yield "marks", 1, f"一行里星号、下划线这类标记超过{MAX_MARKS}个。"
    quote = QUOTE.match(line)
    if quote and quote[0].count(">") > MAX_QUOTE:
        yield "quote", 1, f"引用套了{quote[0].count('>')}层，最多{MAX_QUOTE}层。"
    indent = len(line) - len(line.lstrip(" \t")) + 3 * (len(line) - len(line.lstrip("\t")))
    if line.strip() and indent > MAX_INDENT:
        yield "indent", 1, f"缩进了{indent}格，最多{MAX_INDENT}格。"
