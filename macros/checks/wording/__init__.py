"""wording/: stops, brackets and quotation marks; the rules on numbers, slips and whole texts stand in their own modules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.checks.cases import Rule
from macros.checks.wording.numbers import dates, numbers
from macros.checks.wording.slips import slips
from macros.checks.wording.text import in_table, line_of, plain
from macros.checks.wording.whole import names, person, repeated_sentence
from macros.document import Document
from macros.finding import Finding, Level
from macros.library import Library

Found = Iterator[Finding]
HALF = re.compile(
    r"(?<=[\u4e00-\u9fff”’》）】%％])[,;:!?](?=\s*[\u4e00-\u9fff“‘《（【A-Za-z\d]|\s*$)"
    r"|(?<=\d)[,;:](?=[\u4e00-\u9fff“《（])|(?<=[A-Za-z])[,;](?=[\u4e00-\u9fff“《（])"
    r"|(?<=[\u4e00-\u9fff”’》）】%％])\.(?=\s*$|[ \u3000]*[\u4e00-\u9fff“《（]|\d+[年月日个次条人件项])(?!马克思|列宁|伊里奇|恩格斯|斯大林)"
    r"|(?<=\d)\.(?=[ \u3000]*$)|(?<=[\u4e00-\u9fff])\.{3,}(?![ \u3000]*[\d.])",
    re.M,
)
FULL = str.maketrans(",;:!?.", "，；：！？。")
NUMBERING = re.compile(r"[#>\s]*第?[（(]?[一二三四五六七八九十\d]{1,3}[）)]?")
STRAIGHT = re.compile(r'"[^"\n]{0,80}[\u4e00-\u9fff][^"\n]{0,80}"')
PAIR = re.compile(r"\(([^()（）\n]{1,120})\)")
MIXED = re.compile(r"（([^()（）\n]{1,120})\)|\(([^()（）\n]{1,120})）")
NUMBERED = re.compile(r"(?<![A-Za-z\d])\((\d{1,2})\)(?=[\u4e00-\u9fff《“])")
ENUMERATOR = re.compile(r"[：；，。、 ][0-9A-Za-z]{1,2}$")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
FORMULA = re.compile(r"[+×÷=^*]")
OPERATORS = ("×", "÷", "*", "/", "+", "=", "^")
CALL = re.compile(r"[A-Z]{3,}$|(?:GB|DB|DA|ISO|HJ|SL)[A-Z/]*[ ]?[\d.—-]+$|[×÷*/+=^]$")
LATIN_END = re.compile(r"[A-Za-z\d]$")
CERTAIN = re.compile(r"[\u4e00-\u9fff\d，、。；：“”《》%—\-]+")
DOUBLED = re.compile(
    r"[，。；：、！？](?:[ \u3000]?[，。；：、！？])+|[，。；：、][,;.]+(?!\d)|(?<=[\u4e00-\u9fff])[,;.][，。；：、]"
)
STRENGTH = "。！？；：，、"
OPEN = {"“": "”", "‘": "’", "《": "》"}
CLOSE = {close: mark for mark, close in OPEN.items()}
MARK = re.compile(r"[“”‘《》]|(?<![A-Za-z\d])’")


def half_width(library: Library, document: Document) -> Found:
    """wording/half-width：中文句子里用了半角的逗号、句号、分号、冒号或者直引号。

    为什么：公文的标点用全角（GB/T 15834—2011），半角多半是从别处粘贴来的。

    错：
    - 会前学习了文件,征求了意见。
    - 存在三个问题:学习少、调研少、检查少。
    - 已整改12个;还有3个在改
    - 班子成员相互谈心谈话36次，两两谈到.⏎会上提出批评意见47条。
    - 全年集中学习12次,2次没有记录。
    - 公开栏的更新率只有60%,办公室没有过问。
    - 附件1:整改台账
    - 对"一岗双责"的理解停在口头上。
    对：
    - 网址是http://example.org:8080/a,b。
    - 执行GB/T 9704—2012，比例是1:3，9:30开会，金额1,200元。
    - 1.学习不够。2.调研不够。⏎一.存在的主要问题
    - 附件：班子对照检查材料.终稿.docx
    - 增长了3.5倍，水位17.2米。
    - 卡尔.马克思的著作列入篇目。
    - ---⏎title: 水务局,材料⏎---⏎会前学习了文件。
    """
    text = plain(document.text)
    for match in HALF.finditer(text):
        before = line_of(text, match.start())
        if match[0] == "." and (NUMBERING.fullmatch(before) or (before[-1:].isdigit() and len(before) < 10)):
            continue
        right = "……" if match[0].startswith("...") else match[0].translate(FULL)
        yield document.finding(
            *match.span(),
            "wording/half-width",
            "error",
            f"中文里用了半角的“{match[0]}”。",
            f"改成全角的“{right}”。",
        )
    for match in STRAIGHT.finditer(text):
        yield document.finding(
            *match.span(), "wording/half-width", "warning", "中文里用了不分左右的直引号。", f"改成“{match[0][1:-1]}”。"
        )


def half_brackets(library: Library, document: Document) -> Found:
    """wording/half-brackets：中文外面用了半角括号，或者左右括号一个全角一个半角。

    为什么：夹在中文里的括号用全角（GB/T 15834—2011），半角括号打印出来前后发挤。

    错：
    - 按《中国共产党支部工作条例(试行)》的规定召开党员大会。
    - (二)征求意见方面
    - 全局在职86人(其中党员52人)，全部填写自查表。
    - 班子成员缺课14人次（补学5人次)，没有人过问。
    - 班子有两次机会：(1)分管副局长看了报告；(2)政工室排了谈话。
    - 采用OA系统(办公自动化)流转文件。
    对：
    - 完成率=(已办结+限期内办理)÷总数。
    - 青水发〔2024〕3号、A(B+C)、f(x)。
    - 参加人员包括：1)党组成员；2)科室负责人。
    - 台账里用的是SUM(金额)这个公式。
    - 见[整改台账](../整改/台账.md)一节。
    - （一）征求意见，一共（1）次。
    """
    text = plain(document.text)
    for match in MIXED.finditer(text):
        if not ENUMERATOR.search(match[1] or match[2]):
            yield document.finding(
                *match.span(),
                "wording/half-brackets",
                "error",
                "括号一边全角、一边半角。",
                f"改成“（{match[0][1:-1]}）”。",
            )
    for match in NUMBERED.finditer(text):
        yield document.finding(
            *match.span(), "wording/half-brackets", "warning", "序号外面用了半角括号。", f"改成“（{match[1]}）”。"
        )
    for match in PAIR.finditer(text):
        start, end = match.span()
        before, inside = text[max(0, start - 20) : start], match[1]
        if (
            not CHINESE.search(inside)
            or FORMULA.search(inside)
            or CALL.search(before)
            or text[end : end + 1] in OPERATORS
        ):
            continue
        level: Level = "error" if CERTAIN.fullmatch(inside) and not LATIN_END.search(before) else "warning"
        yield document.finding(
            start, end, "wording/half-brackets", level, "中文外面用了半角括号。", f"改成“（{inside}）”。"
        )


def doubled_stops(library: Library, document: Document) -> Found:
    """wording/doubled-stops：两个标点叠在一起。

    为什么：改稿时删了字、没有删标点，一眼就看得出没有通读。

    错：
    - 会前征求了意见，。现将对照检查情况报告如下。
    - 没有人过问。。
    - 学习、、调研、检查三项都没有排进计划。
    - 责任人：党组书记；。完成时限：6月30日前。
    - 班子成员谈心谈话36次，, 两两谈到。
    - 问题有三个：、学习少、调研少、检查少。
    - 定了3项措施。 。下一步抓好落实。
    对：
    - 群众问“这件事还办不办？”，窗口没有人答。
    - 为什么两年没有人查？！班子应当先问自己。
    - 会上通报了巡察反馈的问题……，逐条认领。
    - 学习了党章、《关于新形势下党内政治生活的若干准则》。
    - 见http://example.org/a,,b，材料在第2页。
    """
    text = plain(document.text)
    for match in DOUBLED.finditer(text):
        run = match[0].translate(FULL)
        if set(run) <= set("！？ \u3000") or in_table(text, match.start()):
            continue
        ellipsis = run.startswith("。。。")
        right = "……" if ellipsis else next(mark for mark in STRENGTH if mark in run)
        yield document.finding(
            *match.span(), "wording/doubled-stops", "error", f"标点“{match[0]}”叠在一起。", f"只留“{right}”。"
        )


def unpaired(library: Library, document: Document) -> Found:
    """wording/unpaired：引号、书名号在一段里没有配成对。

    为什么：少半个引号，读的人分不清引到哪里为止；左右写反，排版后很显眼。

    错：
    - 没有按“三重一大决策程序提交党组会议。
    - 组织学习中国共产党纪律处分条例》，没有联系分管工作。
    - 增强“四个意识“，做到两个维护。
    - 学习了《中国共产党支部工作条例（试行），党员大会仍缺3次。
    - 他在会上说：“这句话叫‘老规矩，谁也没有问过。”
    对：
    - 他说：“这叫‘老规矩’，没有人问过。”
    - “这一条要改。⏎“那一条也要改。”
    - 增强“四个意识”，落实“三会一课”，学习《关于印发〈实施办法〉的通知》。
    - 文件写着：“各单位要查清底数，⏎逐件核对”，局里没有照办。
    - 设备型号是Tom’s，资产台账照录。
    """
    text = plain(document.text)
    lines = [(start, text[start : start + len(raw)]) for start, raw in document.lines]
    loose = [_loose(line) for _, line in lines]
    for number, (start, line) in enumerate(lines):
        for at in sorted(loose[number]):
            mark = line[at]
            following = lines[number + 1][1].strip(" \u3000") if number + 1 < len(lines) else ""
            later = next((item[1].strip(" \u3000") for item in lines[number + 1 : number + 3] if item[1].strip()), "")
            if mark in OPEN:
                if mark in "“‘" and not line[:at].strip(" \u3000") and later.startswith(mark):
                    continue  # a quotation of several paragraphs opens each of them, and closes only the last
                if following and line.rstrip()[-1] not in "。！？；：":
                    other = next(
                        (i for i in sorted(loose[number + 1]) if following and lines[number + 1][1][i] == OPEN[mark]),
                        None,
                    )
                    if other is not None:
                        loose[number + 1].remove(other)
                        continue
            yield document.finding(
                start + at,
                start + at + 1,
                "wording/unpaired",
                "error",
                f"“{line[max(0, at - 6) : at + 8].strip()}”里的“{mark}”没有配对。",
                f"补上“{OPEN.get(mark) or CLOSE[mark]}”；左右写反的改过来。",
            )


def _loose(line: str) -> set[int]:
    """Where marks stand in a line that have no partner in it."""
    waiting: dict[str, list[int]] = {mark: [] for mark in OPEN}
    loose = set()
    for match in MARK.finditer(line):
        mark = match[0]
        if mark in OPEN:
            waiting[mark].append(match.start())
        elif waiting[CLOSE[mark]]:
            waiting[CLOSE[mark]].pop()
        else:
            loose.add(match.start())
    return _one_fault(line, loose.union(*waiting.values()))


def _one_fault(line: str, loose: set[int]) -> set[int]:
    """Two marks of one kind without partners are one fault: the wrong way round, or single for double."""
    if len(loose) == 2:
        first, second = sorted(loose)
        if (line[first] in "《》") == (line[second] in "《》"):
            return {second if line[first] in OPEN else first}
    return loose


RULES: tuple[Rule, ...] = (
    half_width,
    half_brackets,
    doubled_stops,
    unpaired,
    numbers,
    dates,
    slips,
    repeated_sentence,
    names,
    person,
)
