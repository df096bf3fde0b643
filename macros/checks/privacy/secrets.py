"""privacy/: who informed, and cases that are not closed; one's own draft must not hold them either."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.checks.privacy import data
from macros.checks.privacy.people import SURNAME
from macros.document import Document
from macros.finding import Finding
from macros.library import Library

Found = Iterator[Finding]
INFORMER = r"(?:举报人|反映人|检举人|控告人|投诉人|信访人|来信人|来访人)"
NAME = rf"{SURNAME}(?:某某?|[^\W\d_A-Za-z的在因于被说和与是同为向对由将把了者们员性部门回认提不要]{{1,2}})"
NAMED = re.compile(
    rf"{INFORMER}(?:姓名)?[：:（(为系是叫、]?\s?(?P<name>{NAME})(?=[，。；：、（）()”\s]|系|是|反映|举报|称|说|多次|来信|电话|的电话|$)"
)
KNOWN_BY = re.compile(
    rf"{INFORMER}(?:系|是|为|（|：)(?!谁|否|什么|不是)[^，。；（）\n]{{0,18}}(?:职工|干部|人员|妻子|丈夫|前妻|亲属|亲戚|邻居|老板|经理|村民|居民|党员|会计|司机|同事|教师|民警|科长|科员|业主|书记员|办事员|队员|组员|站员|文员|学生|家长|医生|护士|工人)"
)
REACHED = re.compile(
    rf"{INFORMER}[^，。；\n]{{0,10}}(?:电话|手机号?|住址|住在|家住|身份证号?)[：:为是在]?\s?(?:[0-9０-９]{{3,}}|[\u4e00-\u9fff]{{2,10}}(?:路|巷|小区|村|社区)\S{{0,6}}[0-9０-９])"
)
LETTER = re.compile(
    r"(?:举报信|检举信|控告信|匿名信|举报材料)(?:里|中|上)?(?:的?内容(?:是|为|如下|：)|原文|(?:里|中|上)?(?:写道|写着|写明|称|说|反映|提到|列举|指称|举报)(?!了?什么|人))"
)
BY_NAME = re.compile(
    rf"(?:^|[，。；：、（\s]|职工|干部|村民|群众|科员|会计|党员|据|由|经|接到|收到)(?P<name>{NAME})(?:实名|署名|匿名|写信|来信|电话)?(?:举报|检举)(?!人|箱|电话|奖|信箱|制度)"
)
GUARDED = re.compile(
    r"不得|不准|不能|不许|不写|不问|不让|不应|不该|严禁|禁止|防止|避免|保密|保护|泄露|打听|追查|打击报复|隐去|删去|应当|无论|如果|凡|制度|规定"
)


def informant(library: Library, document: Document) -> Found:
    """privacy/informant：写出了举报人、反映人是谁，或者举报信的内容。

    为什么：举报人和举报内容依规依纪必须保密，材料一传阅就等于泄露。

    错：
    - 举报人张某系本局退休职工，反映验收走过场。
    - 反映人李桂芳，多次来访，班子没有见面。
    - 检举人是局属泵站的一名会计，会前找过党组书记。
    - 举报信里写道，副站长在工地收过烟酒。
    - 〔模式：contribution〕科员王某实名举报后，班子才组织核查。
    对：
    - 热线工单看办结率，不看反映人认不认，反映人回访时说水压没有恢复。
    - 严禁打听举报人是谁，不得泄露举报人的姓名、电话和住址。
    - 5人次是收到举报核查以后才谈的，自己发现的只有1人次。
    - 公布举报电话12388，设举报箱3个，全年收到信访举报6件。
    - 给反映人打电话问清地点，听承办人和反映人两头的说法。
    - 举报信内容只限经办人知悉，应当保密。
    """
    spots: list[tuple[int, int]] = []
    for pattern in (NAMED, KNOWN_BY, REACHED, LETTER, BY_NAME):
        for match in pattern.finditer(document.text):
            named = match.groupdict().get("name")
            if named and (named[:2] in data.NO_NAMES or named in data.PUBLIC_FIGURES):
                continue
            start = match.start("name") if pattern is BY_NAME else match.start()
            if not GUARDED.search("".join(document.clause(start, match.end()))):
                spots.append((start, match.end()))
    last = 0
    for start, end in sorted(spots):
        if start >= last:
            message = "写到了举报人、反映人是谁，或者举报的内容，应当保密。"
            fix = "删去人和来源，只写问题本身，例如“有群众反映”“监督检查中发现”。"
            yield document.finding(start, end, "privacy/informant", "warning", message, fix)
            last = end


INQUIRY = r"(?:审查调查|纪律审查|监察调查|组织审查|立案审查|立案调查|立案侦查|立案|留置|初步核实|初核|侦查|刑事拘留)"
ONGOING = re.compile(
    rf"(?:正在|正|目前|现|尚|仍在|还在|至今)(?:被|由|接受|对[^，。；\n]{{1,20}})?[^，。；\n]{{0,16}}?{INQUIRY}(?!标准|条件|程序|制度|率|科|室|件)"
    rf"|(?:已被|被|已对其|对其|对该[^，。；\n]{{1,8}}|接受)[^，。；\n]{{0,16}}?{INQUIRY}(?!标准|条件|程序|制度|率|科|室|件)"
    rf"|{INQUIRY}(?:工作|措施|阶段)?(?:正在进行|尚未结束|没有结束|还没有结论|尚无结论|没有结论|期间|阶段)"
)
MONEY = re.compile(
    r"(?:涉案|受贿|贪污|挪用)(?:金额|资金|款项?|数额)[^，。；\n]{0,8}[0-9０-９一二三四五六七八九十百]+(?:\.\d+)?[余多]?[万亿]?元"
)
PENDING = re.compile(
    r"正在|目前|尚未|尚在|仍在|还在|在办|未结|侦办|没有结论|进一步(?:核实|调查|审查)|移送(?:检察|司法)|立案|留置|初核"
)
# Somebody or something that can be told from what stands there.
SOMEONE = re.compile(
    rf"某|其(?!他|中|余)|本人|此人|该(?:同志|干部|人|公司|企业|案)|[一1]名|原?副?[局站所科处院校厂部队镇乡县市区]长|书记|主任|经理|会计|出纳|公司|企业|一案|线索|{SURNAME}某"
)
CLOSED = re.compile(
    r"处分|查处|罚款|判处|判决|有期徒刑|通报|结案|办结|了结|开除|诫勉|不予立案|没有查实的|案例|警示|《[^》]*》|标准|制度|程序|四种形态|行政处罚|水行政|违建|违法取水|案卷"
)


def case_detail(library: Library, document: Document) -> Found:
    """privacy/case-detail：写到了还没有公开、没有办结的案件。

    为什么：正在初核、立案、留置的事没有公开，写进会议材料会走漏案情，也替组织下了结论。

    错：
    - 局属管理站站长目前正在接受审查调查，班子负有领导责任。
    - 原副局长李某已被留置，涉及工程招标。
    - 反映采购科1名干部的线索正在初核，涉及的合同有2份。
    - 〔模式：contribution〕该案涉案金额380万元，目前仍在侦办，班子没有及时报告。
    对：
    - 2021年8月，一名副站长因收受礼金被立案审查，同年11月受到党内警告处分，已经通报。
    - 运用监督执纪“四种形态”，严重违纪涉嫌违法立案审查的成为极少数。
    - 全年水行政处罚立案12件，办结9件，超期3件。
    - 涉案财物账实不符，账上1143件、在库1126件，正在核对。
    - 验收责任由派驻纪检监察组核实，6月20日前核完。
    - 没有一张从立案到归档的步骤单，立案标准没有公布。
    """
    spots = []
    for pattern in (ONGOING, MONEY):
        for match in pattern.finditer(document.text):
            before, after = document.sentence(match.start(), match.end())
            whole = before + match[0] + after
            following = re.split(r"[。！？\n]", document.text[match.end() + len(after) : match.end() + len(after) + 80])
            if CLOSED.search(whole) or re.search(r"处分|判处|判决", "".join(following[:2])):
                continue
            if SOMEONE.search(whole) and (pattern is ONGOING or PENDING.search(whole)):
                spots.append(match.span())
    last = 0
    for start, end in sorted(spots):
        if start >= last:
            message = "像是还没有办结、没有公开的案件。"
            fix = "没有公开通报的不写；需要说明的，按纪检监察机关的意见口头报告。"
            yield document.finding(start, end, "privacy/case-detail", "info", message, fix)
            last = end
