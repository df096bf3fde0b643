"""Spaces, quotation marks, stops and brackets as GB/T 15834 and GB/T 15835 have them; and nothing that Markdown would take for code.

Each step is a pattern and what it becomes, run over a line in one pass; a step that is unsure leaves the text to the rules of wording/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from macros.importing.lines import Edit, Line

C = "\u4e00-\u9fff"
CLOSE = "”’》）】〉〗」"
OPEN = "“‘《（【〈〖「"
WIDE = f"{C}{CLOSE}{OPEN}，。、；：！？…—"
Make = Callable[[re.Match[str]], str]
STOPS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "｡": "。", "．": "。"}
NARROW = {
    chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}


def _to(text: str) -> Make:
    return lambda match: text


def _stop(match: re.Match[str]) -> str:
    return STOPS[match[0].strip()]


def _narrow(match: re.Match[str]) -> str:
    return "".join(NARROW.get(character, character) for character in match[0])


def _brackets(match: re.Match[str]) -> str:
    inside = match[1].strip() if re.fullmatch(rf"\s*[{C}\d]{{1,3}}\s*", match[1]) else match[1]
    return f"（{inside}）"


STEPS: tuple[tuple[re.Pattern[str], Make, str], ...] = (
    (re.compile(r"^[\s\u3000\u00a0]+|[\s\u3000\u00a0]+$"), _to(""), "段首段尾的空格"),
    (re.compile(r"[０-９Ａ-Ｚａ-ｚ]+"), _narrow, "全角数字、字母改半角"),
    (re.compile(r"[（(]([^()（）\n]*)[)）]"), _brackets, "括号改全角"),
    (re.compile(rf"(?<=^)([一二三四五六七八九十]{{1,3}})\s*[.．](?=\s*[{C}“《])"), lambda m: f"{m[1]}、", "汉字序号后用顿号"),
    (re.compile(rf"^(\d{{1,2}})\s*[．、]\s*(?=[{C}“《])"), lambda m: f"{m[1]}.", "阿拉伯数字序号后用下脚点"),
    (
        re.compile(r"^((?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}\.|第[一二三四五六七八九十]+，))[\s\u3000\u00a0]+(?=\S)"),
        lambda m: m[1],
        "序号后面的空格",
    ),
    (re.compile(rf"(?<![{C}])(?:[{C}][ \u3000\u00a0]+){{2,}}[{C}](?![{C}])"), lambda m: re.sub(r"\s", "", m[0]), "字与字之间的空格"),
    (re.compile(rf"(?<=[{WIDE}])[ \u00a0\t]+(?=[{WIDE}\d])|(?<=\d)[ \u00a0\t]+(?=[{C}])"), _to(""), "字与字之间的空格"),
    (re.compile(rf"(?<=[{OPEN}，。、；：！？])[ \u3000\u00a0\t]+|[ \u3000\u00a0\t]+(?=[{CLOSE}，。、；：！？])"), _to(""), "标点旁边的空格"),
    (re.compile(r"\.{3,}|。{3,}|…(?!…)(?<!……)"), _to("……"), "省略号写六个点"),
    (re.compile(rf"(?<=[{C}{CLOSE}\d])-{{2,}}(?=[{C}{OPEN}])"), _to("——"), "破折号"),
    (re.compile(rf"(?<=[{C}{CLOSE}%％，。；：,;:])[,;:?!.｡．](?=$|[\s{C}{OPEN}{CLOSE}\d①-⑳“,.;，。；])"), _stop, "标点改全角"),
    (re.compile(rf"(?<=\d)[,;:?!｡](?=[{C}{OPEN}])|(?<=[\u4e00-\u9fff\d]\d)[.;,](?=$)"), _stop, "标点改全角"),
    (re.compile(r"(?<=[0-9A-Za-z])[.](?=[一二三四五六七八九十]{1,2}是)"), _stop, "标点改全角"),
    (re.compile(r"，(?=[。；：！？，])|、(?=[，。；、])|；(?=[。；])|(?<=。)[，。、；](?!。)"), _to(""), "连用的标点"),
)  # fmt: skip
# What Markdown or the template engine would run or take for a tag, and the sign that looks the same and does nothing.
HARMLESS = {
    "{": "｛",
    "}": "｝",
    "<": "＜",
    ">": "＞",
    "\\": "＼",
    "`": "＇",
    "&": "＆",
    "~": "～",
    "^": "＾",
    "$": "＄",
}
CODE = re.compile(r"[{}<>\\`]|&(?=#?\w+;)|~(?=~)")
LINK = re.compile(r"\[(?=[^\]\n]*\]\s*[(:\[])|!(?=\[)")
SCRIPT = re.compile(r"(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*(:)|\bdata\s*(:)", re.I)
START = re.compile(r"^(?:#+|[-+*>|=]+(?=\s|$)|\||~{3,}|:::|!!!|\?\?\?|===)")
WIDE_SIGNS = {
    "#": "＃",
    "-": "－",
    "+": "＋",
    "*": "＊",
    ">": "＞",
    "|": "｜",
    "=": "＝",
    "~": "～",
    ":": "：",
    "!": "！",
    "?": "？",
}
LONE = re.compile(r"[*_]")


def normalise(lines: Sequence[Line], markdown: bool) -> None:
    """Edit the lines in place."""
    for line in lines:
        if markdown and line.text.lstrip().startswith("|"):
            continue  # a row of a table, whose spaces and bars mean something
        for pattern, make, why in STEPS:
            text = line.text
            line.edit(Edit(*m.span(), make(m), why) for m in pattern.finditer(text) if m[0] and make(m) != m[0])
        line.edit(_quotes(line.text))


def harmless(lines: Sequence[Line], markdown: bool) -> None:
    """Edit the lines in place so that a page's engines see text and nothing else."""
    why = "会被当作代码或者标记的符号"
    for line in lines:
        if not line.text:
            continue
        table = markdown and line.text.lstrip().startswith("|")
        line.edit(Edit(*m.span(), HARMLESS[m[0]], why) for m in CODE.finditer(line.text))
        line.edit(Edit(*m.span(), "［" if m[0] == "[" else "！", why) for m in LINK.finditer(line.text))
        for match in SCRIPT.finditer(line.text):
            at = match.start(1) if match[1] else match.start(2)
            line.edit([Edit(at, at + 1, "：", why)])
        start = START.match(line.text)
        if start and not markdown:
            line.edit([Edit(*start.span(), "".join(WIDE_SIGNS.get(c, c) for c in start[0]), why)])
        if not table:
            bars = [Edit(*m.span(), "｜", why) for m in re.finditer(r"\|", line.text)]
            line.edit(bars)
        if not markdown:
            line.edit(Edit(*m.span(), {"*": "＊", "_": "＿"}[m[0]], why) for m in LONE.finditer(line.text))


def _quotes(text: str) -> Iterator[Edit]:
    """Straight quotation marks and those of other customs in pairs; where one is missing all are left alone."""
    straight = [m.start() for m in re.finditer(r'["＂]', text)]
    if straight and len(straight) % 2 == 0 and not re.search("[“”]", text):
        for number, at in enumerate(straight):
            yield Edit(at, at + 1, "“”"[number % 2], "引号改全角")
    for at, sign in enumerate(text):
        if sign in "「」『』":
            yield Edit(at, at + 1, dict(zip("「」『』", "“”‘’", strict=True))[sign], "引号改通行写法")
    single = [m.start() for m in re.finditer(r"(?<![A-Za-z])'|'(?![A-Za-z])", text)]
    if single and len(single) % 2 == 0:
        for number, at in enumerate(single):
            yield Edit(at, at + 1, "‘’"[number % 2], "引号改全角")
