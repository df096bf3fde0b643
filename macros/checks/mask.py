"""mask/: signs that cover what was there, blanks unfilled, blanks half filled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.checks.cases import Rule
from macros.checks.wording.text import line_of, plain
from macros.document import Document
from macros.finding import Finding
from macros.library import Library

Found = Iterator[Finding]
# What a masked figure or name is counted by: after ** it tells a mask from bold type.
MEASURE = r"(?:[元月日年局区市县镇村科处户亩件条个次项号省届岁倍]|万元|亿元|人(?![民才大员事力均心文])|名(?![为称义录单])|同志|公司|街道|社区|单位)"
BOLD = re.compile(r"(?P<mark>\*{1,3})(?P<inside>(?!\s)[^*\n]+?(?<!\s))(?P=mark)(?!\*)")
STARTS_WITH_MEASURE = re.compile(MEASURE)
BULLET = re.compile(r"[ \u3000>]*\*[ ]+|[ \u3000]*\*(?=注|[ ]*说明)")
STARS = re.compile(
    r"(?:\\?[*＊]){2,}|(?<![带标注])[*＊](?!号|注|为|的|[ ]|\d)(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?<![带标注])[*＊](?=[，。；、\d])"
)
LETTERS = re.compile(
    r"(?<![A-Za-z])[XxＸｘ]{2,}(?![A-Za-z])"
    rf"|(?<![A-Za-z\d])[XＸ](?={MEASURE}|[份场座台批笔家张起])"
    r"|(?<=\d)[XxＸ](?=\d?年)|(?<=第)[XＸ](?=[\u4e00-\u9fff])|(?<![A-Za-z\d])[XＸ](?=[\u4e00-\u9fff]{1,4}〔)"
)
CROSSES = re.compile(
    r"×{2,}|×(?=\d?月[×\d]|月底|月份)|(?<=年)×(?=月)|(?<=月)×(?=日)|(?:(?<=[，。、；：（“”\n])|^)×(?=[局区县市镇村省处科]|同志|公司)"
    r"|(?<=[\u4e00-\u9fff])×(?=[件条次个人名项户](?![数均次]))|(?<=第)×(?=[\u4e00-\u9fff])",
    re.M,
)
SOMEBODY = re.compile(
    r"某某+|某(?=局|单位|同志|公司|科室|街道|支部|市(?![场民政])|县(?!级)|区(?![域间段别])|镇|乡(?!村)|村|院(?!校))"
)
CIRCLES = re.compile(
    r"(?<![一二三四五六七八九十零〇○])[○〇◯]{2,}(?![一二三四五六七八九十])|(?<![A-Za-z])[OoＯ]{2,}(?![A-Za-z])"
    r"|(?<=\d)[OＯ](?=[\d年月日次个件人名万元])|[□■△▲◇◆●]{2,}"
)
MASKS = (
    (LETTERS, "字母"),
    (CROSSES, "叉号"),
    (SOMEBODY, "“某”字"),
    (CIRCLES, "圈、方框或者字母O"),
)

BLANK = re.compile(r"【([^【】\n]+)】")
LABEL = re.compile(
    r"(?:典型)?案例[一二三四五六七八九十\d]*|问题[一二三四五六七八九十\d]*|(?:整改)?措施|原因|注|附件?|背景|\d+"
)
LINES = re.compile(r"(?:\\?[_＿]){3,}")
EMPTY_BRACKETS = re.compile(r"（[ \u3000]*）|\([ \u3000]{2,}\)")
EMPTY_DATE = re.compile(
    r"(?:\d{2,4})?[ \u3000]*年[ \u3000]+月[ \u3000]*(?:\d{1,2})?日|(?:\d{1,2})月[ \u3000]+日|[ \u3000]年[ \u3000]*\d{1,2}月\d{1,2}日"
)
NAMED = re.compile(
    r"(?<!\])\[(?:请?填写|此处|单位|姓名|日期|时间|地点|职务|部门)[\u4e00-\u9fff]{0,8}\](?![(\[:\ue000])"
)
SIGNING = re.compile(r"签字|签名|签章|盖章|签收|画押")

TWICE = re.compile(r"(【[^【】\n]+】)\1")
NO_NAME = re.compile(r"【[ \u3000]*】")
UNIT_TWICE = re.compile(r"【单位(?:名称|简称|全称)?】局(?![长办属内里务])")
AFTER_DATE = re.compile(r"【(?P<name>[^【】\n]*(?:日期|期限))】(?P<rest>[年月日])")
BRACKET = re.compile(r"[【】]")


def left_over(library: Library, document: Document) -> Found:
    """mask/left-over：留着遮盖的符号，如星号、XX、××、某某。

    为什么：遮盖说明稿子是从别处拿来的，或者数字没有查实；遮得长短不一，句子也读不通。

    错：
    - 其中2人领过红包共**元，科长知道，没有制止。
    - 其中XX置业公司送了4件，2019年X月审计指出2个问题。
    - 局党组书记与张××同志谈心谈话2次。
    - 涉及资金****万元，办了***件，收了**件。
    - 某局党组成员、某某同志没有参加学习。
    - 全年召开会议○○次，2O24年查出问题1O个。
    - 20XX年×月×日，*局召开专题会议。
    - 收到意见×条，由办公室负责，×月×日前答复。
    - 按照X组通〔2026〕5号要求，县委第X督导组到会指导。
    - 联系电话138****1234。
    对：
    - **整改措施**：由**分管副局长**负责，**6月30日前**办完。
    - 某些制度没有人管，某一项、某种程度、某个环节、某市场主体。
    - 二〇〇八年建成，一二○○亩，长×宽×高，单价×数量。
    - | 方面 | 问题 |⏎|---|:---:|⏎| 学习 | 3 |
    - * 学习少⏎* 调研少⏎带*号的为必填项。
    - X光机1台，XXL号工作服，身份证号末位是X，完成率=12*3。
    - 是否到会：□是 □否
    - 人*机比、2*3、*注：数据到年底*
    """
    text = BOLD.sub(lambda match: _bold(document, match), plain(document.text))
    for pattern, what in ((STARS, "星号"), *MASKS):
        for match in pattern.finditer(text):
            if what == "“某”字" and document.in_quotation(*match.span()):
                continue
            before = line_of(text, match.start())
            if what == "星号" and not before.strip(" \u3000>") and BULLET.match(text[match.start() : match.end() + 3]):
                continue
            yield document.finding(
                *match.span(),
                "mask/left-over",
                "error",
                f"这里用{what}遮盖（“{text[max(0, match.start() - 4) : match.end() + 4].strip()}”）。".replace(
                    "\n", " "
                ),
                "填上查实的内容；不宜写的，换一种说法，例如“1名科室负责人”“一家企业”。",
            )


def _bold(document: Document, match: re.Match[str]) -> str:
    """Bold type covered, so that its stars are no masks; two masks in one line are left as they are."""
    before = match.string[match.start() - 1 : match.start()]
    glued = bool(re.match(r"[\u4e00-\u9fff\d]", before)) or not document.path.endswith(".md")
    if glued and STARTS_WITH_MEASURE.match(match["inside"]):
        return match[0]
    width = len(match["mark"])
    return "\ue000" * width + match["inside"] + "\ue000" * width


def blank(library: Library, document: Document) -> Found:
    """mask/blank：填空项没有填。投到库里的模板和片段留着填空项，不算。

    为什么：空着的地方报出去，等于告诉人这份材料是套的。

    错：
    - 会前集中学习【会前学习次数】次，收到意见45条。
    - 由____负责，6月30日前办完。
    - 局党组成员（　　）人，实到6人。
    - 中共青塬区水务局党组⏎    年  月  日
    - 2025年  月  日召开民主生活会。
    - 由[单位名称]负责落实。
    对：
    - 〔模式：contribution〕会前集中学习【会前学习次数】次，由____负责，2025年  月  日。
    - 【典型案例】2022年3月，一名副站长受到党内警告处分。
    - 记录人签字：________
    - 2025年1月20日，第（3）次会议，（一）学习情况。
    - 见[单位名称](danwei.md)一页。
    """
    if document.mode != "own":
        return
    text = plain(document.text)
    told: list[tuple[int, int]] = []
    for pattern in (BLANK, LINES, EMPTY_BRACKETS, EMPTY_DATE, NAMED):
        for match in pattern.finditer(text):
            before = line_of(text, match.start())
            start = match.end() - len(match[0].lstrip(" \u3000"))
            if (pattern is BLANK and LABEL.fullmatch(match[1])) or SIGNING.search(before[-12:]):
                continue
            if any(first < match.end() and start < last for first, last in told[-3:]):
                continue
            told.append((start, match.end()))
            look = _look(library, match[1]) if pattern is BLANK else ""
            yield document.finding(
                start,
                match.end(),
                "mask/blank",
                "warning",
                f"“{document.text[start : match.end()]}”还没有填。",
                look or "查台账、记录，填上查实的内容；用不上的，整句删掉。",
            )


def _look(library: Library, name: str) -> str:
    """Where a shared blank's value is looked up."""
    known = library.vocabulary.shared_blanks().get(name)
    return f"填{known.label}，查{known.look}。" if known else ""


def half_blank(library: Library, document: Document) -> Found:
    """mask/half-blank：填空项填了一半：少半个括号、里面是空的、填完留着尾巴。

    为什么：填了一半比没有填更难发现，打印出来才看见多一个括号、多一个“局”字。

    错：
    - 【单位名称局党组召开民主生活会。
    - 青塬区水务局】领导班子查摆问题8个。
    - 会前收到意见【】条，归并为18条。
    - 【单位名称】【单位名称】领导班子对照检查材料
    - 【单位】局党组召开会议，议定3件事。
    - 整改结果于【整改期限】日前报告。
    对：
    - 〔模式：contribution〕【单位名称】领导班子【年度】年度民主生活会对照检查材料
    - 〔模式：contribution〕【班子称谓】组织学习【会前学习次数】次，【整改期限】前办完。
    - 〔模式：contribution〕【单位简称】局长牵头，【上级党组织】【督导组】到会指导。
    - 【典型案例】一名副站长受到党内警告处分。
    """
    text = plain(document.text)
    told: list[tuple[int, int, str, str]] = []
    for start, raw in document.lines:
        line = text[start : start + len(raw)]
        if "【" in line or "】" in line:
            told += [
                (start + at, start + at + 1, f"“{mark}”没有另一半。", "补上另一半，或者填好以后把括号删掉。")
                for at, mark in _single(line)
            ]
    told += [(*match.span(), "填空项里面是空的。", "填上内容，或者把括号删掉。") for match in NO_NAME.finditer(text)]
    told += [(*match.span(), "同一个填空项连着写了两遍。", "删掉一个。") for match in TWICE.finditer(text)]
    told += [
        (*match.span(), "填空项后面多了一个“局”，填上单位名称就重了。", "删掉后面的“局”。")
        for match in UNIT_TWICE.finditer(text)
    ]
    told += [
        (*match.span(), f"填空项填的是整个日期，后面多了一个“{match['rest']}”。", f"删掉后面的“{match['rest']}”。")
        for match in AFTER_DATE.finditer(text)
    ]
    for first, last, message, fix in sorted(told):
        yield document.finding(first, last, "mask/half-blank", "error", message, fix)


def _single(line: str) -> Iterator[tuple[int, str]]:
    """Blank brackets without their other half."""
    opened: int | None = None
    for match in BRACKET.finditer(line):
        if match[0] == "【":
            if opened is not None:
                yield opened, "【"
            opened = match.start()
        elif opened is None:
            yield match.start(), "】"
        else:
            opened = None
    if opened is not None:
        yield opened, "【"


RULES: tuple[Rule, ...] = (left_over, blank, half_blank)
