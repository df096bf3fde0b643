"""Masks (**, XX, ×, 某某, ____) become named blanks where the words round them tell what was there, else 【待填】.

Where the masks are is decided by the rules that check for them (checks/mask.py); here is only what to call what they cover.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from macros.checks import mask
from macros.checks.privacy.people import SURNAME
from macros.dates import build_day
from macros.document import Document
from macros.importing.lines import Edit, Line
from macros.library import Library

WHY = "遮盖的内容换成填空项"
COVER = "\ue001"
M = f"{COVER}+"
ORGAN = (
    r"(?:人民政府|人民法院|人民检察院|管理委员会|委员会|管委会|街道办事处|办事处|管理处|管理局|局|厅|署|法院|检察院|医院|学院|大学|中学|小学|学校|银行|集团|中心"
    r"|支队|大队|中队|单位|机关)(?![长员])"
)
NAME = r"[^\W\da-zA-Z的在和与对向由到了同有召开是把被从为及各多件条个次名元年月日]"
COUNTERS = {
    "人次": "人次数", "件次": "件次数", "万元": "金额", "件": "件数", "条": "条数", "个": "个数", "次": "次数", "人": "人数", "名": "人数", "户": "户数", "项": "项数",
    "家": "家数", "场": "场数", "份": "份数", "篇": "篇数", "天": "天数", "处": "处数", "起": "起数", "笔": "笔数", "批": "批数", "辆": "辆数", "期": "期数",
    "亩": "亩数", "公里": "公里数", "吨": "吨数", "岁": "年龄", "%": "比例", "％": "比例", "分": "分数", "小时": "小时数", "周": "周数", "遍": "遍数", "封": "封数",
    "万": "数量", "余": "数量", "多": "数量",
}  # fmt: skip
HEADS = r"(?:常务)?副?(?:局长|处长|科长|所长|站长|院长|校长|主任|书记|镇长|乡长|县长|市长|区长|经理|部长|厅长|队长|组长|主席|董事长)"
# What a pattern covers is replaced whole by its blank; the first that fits wins.
CONTEXTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (rf"(?:(?:\d|{COVER}){{2,4}}年)?(?:\d?{M}\d?|\d{{1,2}})月(?:\d?{M}\d?|\d{{1,2}})[日号]", "日期"),
        (rf"(?:\d|{COVER}){{2,4}}年(?:\d?{M}\d?|\d{{1,2}})月(?![日号])", "日期"),
        (rf"\d{{0,3}}{M}\d{{0,3}}(?=年度)", "年度"),
        (rf"\d{{0,3}}{M}\d{{0,3}}(?=年(?![级轻]))", "年份"),
        (rf"{M}(?=月(?!\d))", "月份"),
        (rf"1\d{{2}}{M}\d{{0,4}}|0\d{{2,3}}-?\d*{M}\d*", "联系电话"),
        (rf"(?<=《)[^《》\n]*{M}[^《》\n]*(?=》)", "文件名称"),
        (rf"{M}(?:省委|市委|区委|县委|镇党委|乡党委)(?:{M}(?=组织部|办公室|督导组|巡察组))?", "上级党组织"),
        (rf"(?:{M}[省市区县州]){{1,3}}(?:{M}|{NAME}{{0,8}}?){ORGAN}", "单位名称"),
        (rf"{M}{NAME}{{0,4}}?{ORGAN}", "单位名称"),
        (rf"{M}(?=(?:党组|党委|党支部|党总支|领导班子|支部|纪委|班子))", "单位名称"),
        (rf"{M}委(?!员|托)|{M}[所站](?![长有以需])", "单位名称"),
        (rf"{M}(?:业务)?(?:科室|科(?!长|员)|处(?![分理置级长])|股(?!长)|室|部门|窗口|大厅)", "科室名称"),
        (rf"{M}{NAME}{{0,6}}?(?:公司|企业|酒店|宾馆|饭店|商行|厂(?!长)|工程队)", "企业名称"),
        (rf"(?:{M}[省市区县镇乡](?![长委]))+(?:{M}(?:街道|村|社区))?|{M}(?:街道|村(?!民)|社区|路|小区|园区|河|湖|水库|大桥)", "地名"),
        (rf"(?:(?:{SURNAME}))?{M}(?=同志|等同志|{HEADS})", "姓名"),
        (rf"(?<=[长任记理席])(?:{SURNAME}){M}", "姓名"),
        (rf"{M}{NAME}{{0,4}}(?=〔)", "发文机关代字"),
        (rf"(?<=〕){M}(?=号)", "发文顺序号"),
        (rf"(?<![\u4e00-\u9fff])(?:{SURNAME}){M}(?=[，。、；：（）“”\s]|$)", "姓名"),
        (rf"(?:\d|\.|{COVER})*{M}(?:\d|\.|{COVER})*[余多]?(?:万|亿|千|百)?元", "金额"),
        (rf"(?<=项目){M}|{M}(?=项目|工程)", "项目名称"),
    )
)  # fmt: skip
UNITS = "|".join(sorted(map(re.escape, COUNTERS), key=len, reverse=True))
COUNTED = re.compile(rf"(?:\d|\.)*{M}(?:\d|\.|{COVER})*(?=[）)]?(?P<unit>{UNITS}))")
STARS = re.compile(r"(?<=\S)[*＊]+|^[*＊]+(?=[^\s注*＊])")
EMPTY_DATE = re.compile(r"\d{0,4}[\s_＿]*年?[\s_＿]*\d{0,2}[\s_＿]*月[\s_＿]*\d{0,2}[\s_＿]*日")
ANY = re.compile(rf"{M}")
KEPT = re.compile(r"【[^【】\n]*】")


def fill(library: Library, lines: Sequence[Line], markdown: bool) -> None:
    """Edit the lines in place."""
    document = Document(f"x{'.md' if markdown else '.txt'}", "\n".join(line.text for line in lines), build_day())
    spans: dict[int, list[tuple[int, int]]] = {}
    for rule in (mask.left_over, mask.blank):
        for finding in rule(library, document):
            if not finding.text.startswith("【"):
                spans.setdefault(finding.line - 1, []).append((finding.column - 1, finding.end_column - 1))
    if not markdown:  # only Markdown has bold type; elsewhere every star covers something
        for place, line in enumerate(lines):
            found = [match.span() for match in STARS.finditer(line.text)]
            if found:
                spans.setdefault(place, []).extend(found)
    for place, found in spans.items():
        line = lines[place]
        line.edit(_edits(line.text, found))


def _edits(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    """One edit a mask or a run of masks that one blank stands for."""
    covered = list(text)
    taken = [match.span() for match in KEPT.finditer(text)]
    for start, end in spans:
        if EMPTY_DATE.fullmatch(text[start:end]):
            taken.append((start, end))
            yield Edit(start, end, "【日期】", WHY, True)
            continue
        for place in range(start, end):
            if text[place] not in "（）()年月日":
                covered[place] = COVER
    shadow = "".join(covered)

    def free(start: int, end: int) -> bool:
        return not any(first < end and start < last for first, last in taken)

    for pattern, name in CONTEXTS:
        for match in pattern.finditer(shadow):
            if COVER in match[0] and free(*match.span()):
                taken.append(match.span())
                yield Edit(*match.span(), f"【{name}】", WHY, True)
    for match in COUNTED.finditer(shadow):
        if free(*match.span()):
            taken.append(match.span())
            yield Edit(*match.span(), f"【{COUNTERS[match['unit']]}】", WHY, True)
    for match in ANY.finditer(shadow):
        if free(*match.span()):
            taken.append(match.span())
            yield Edit(*match.span(), "【待填】", WHY, True)
