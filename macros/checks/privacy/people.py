"""privacy/: persons named outright, or by surname and office."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.checks.privacy import data
from macros.document import Document
from macros.finding import Finding
from macros.library import Library

Found = Iterator[Finding]
SURNAME = f"(?:欧阳|上官|司马|诸葛|尉迟|皇甫|司徒|[{data.SURNAMES}])"
POST = (
    r"(?:(?:党组|党委|支部|总支|支|纪委|工委|党支部)?副?书记|(?:常务)?副?(?:主任(?!医师|护师|技师|药师|编辑|记者|科员)|局长|处长|科长|所长|站长|院长|校长"
    r"|园长|部长|厅长|市长|县长|镇长|乡长|股长|司长|署长|行长|厂长|会长|馆长|社长|主席(?![台团])|经理|总经理|董事长|院士|检察长|庭长|政委|参谋|会计|出纳"
    r"|教导员|指导员)|副?(?:大队|支队|总队|中队|班|组)长|老师|医生|律师|工程师|法官|警官|检察官|总工|老板|某某"
)
# 某 as a mask of a name, not as “some”: 赵某，; after a surname that ends no other word, whatever does not go on as 某个, 某些.
OFFICE = POST + r"|某(?=[，。；：、（）“\n]|[的在因于收被与和均等]|$))"
OFFICE_PLAIN = POST + r"|某(?![个些种类项次年月日时天人处地段位件级一同单科企公部县市区镇乡村局省校小工街]))"
DOUBLE = "(?:欧阳|上官|诸葛|皇甫|司徒)"
AFTER = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:{SURNAME}){OFFICE}|[{data.PLAIN_SURNAMES}]{OFFICE_PLAIN}|{DOUBLE}{OFFICE_PLAIN}"
)
# After these a person follows, so a surname that ends other words counts too; but for some.
CALLING = r"(?:办公室|[局科处股所站院校馆厂镇乡村队]|公司|支部|中心|党员|干部|同志|职工|员工|民警|分管的|原任|现任|由|被|向|找|请|给|与|和|跟|对|听|据|经|受|问|替|陪)"
ADVERBS = "于任时原曾常方何万余高段许夏白康程龙江"
LOOSE = "".join(sorted(set(data.SURNAMES) - set(ADVERBS) - set(data.PLAIN_SURNAMES)))
CALLED = re.compile(rf"{CALLING}(?P<person>[{LOOSE}]{OFFICE})")
# What a surname makes with the character before it: 主张, 扫黄, 子孙.
INSIDE = re.compile(
    r"(?:[主扩紧开夸纸铺张]张|[帝国女霸]王|[桃行]李|[扫涉打昏]黄|子孙|二胡|城郭|[张包网]罗|[校古]董|[师太]傅|[爱拥佩穿]戴|生姜|[大登海着水]陆|商贾|[诸气时]侯"
    r"|[依信]赖|[祝道庆恭]贺|狗熊|荒唐|巴黎|白杨)$"
)
PARTY = re.compile(r"毛主席|周总理|江主席|胡主席|朱总司令|邓主席|王主席|刘主席")
FULL = re.compile(
    rf"(?:^|(?<=[，。；：、（“\s]))(?P<name>[{data.PLAIN_SURNAMES}][^\W\d_A-Za-z村镇乡区县市庄家社居组局科处站所办委部队院校中公司党总副支第各原现新老主分业务政等的某高和与向]{{1,2}}){OFFICE}"
)
FIGURES = re.compile("|".join(data.PUBLIC_FIGURES))


def surname_office(library: Library, document: Document) -> Found:
    """privacy/surname-office：姓氏加职务，或者“李某”“陈某某”。

    为什么：在本单位，姓氏加职务等于写了姓名；写岗位就能把事说清。

    错：
    - 〔模式：contribution〕中秋前，办公室王主任从传达室领回2箱茶叶。
    - 〔模式：contribution〕李局长在会上带头检查了3个问题。
    - 〔模式：contribution〕批评意见由张书记当场认领，陈某某会后说明。
    - 〔模式：contribution〕财务科周科长没有核对凭证。
    - 〔模式：contribution〕会前，刘建平副局长两次到会听取意见。
    - 〔模式：contribution〕干部赵某，因收受礼金受到处分。
    对：
    - 〔模式：contribution〕本主任办公会议研究了2次，由主任签发，各主任分头落实。
    - 〔模式：contribution〕原局长任主任期间和书记谈过，向书记作了说明。
    - 〔模式：contribution〕限于书记办公会议，从局长到科长，时局长不在。
    - 〔模式：contribution〕区长、县长、常务副局长参加，经主任同意，曾任主任3年。
    - 〔模式：contribution〕工程处长期没有核对，资金主任科员代管，分管工程科长说明。
    - 〔模式：contribution〕阶段组长例会，每周主任碰头，任何书记都不得例外。
    - 〔模式：contribution〕重温毛主席关于调查研究的论述，学习焦裕禄、孔繁森书记的事迹。
    - 〔模式：contribution〕限于某些科室，对方某一项没有答复。
    - 李局长分管财务，我分管人事。
    """
    if document.mode == "own":
        return
    text = document.text
    spots: list[tuple[int, int]] = []
    for match in AFTER.finditer(text):
        start = match.start()
        if INSIDE.search(text[max(0, start - 3) : start + 1]) or PARTY.match(text, start):
            continue
        if _word(text, start) or FIGURES.search(text[max(0, start - 3) : match.end()]):
            continue
        spots.append(match.span())
    spots += [match.span("person") for match in CALLED.finditer(text) if not _word(text, match.start("person"))]
    for match in FULL.finditer(text):
        if not FIGURES.search(match[0]) and match["name"][:2] not in data.NO_NAMES:
            spots.append(match.span())
    last = 0
    for start, end in sorted(spots):
        if start >= last:
            message = f"“{text[start:end]}”写出了姓氏，等于写了姓名。"
            fix = "只写岗位，例如“一名科室负责人”“分管财务的副局长”。"
            yield document.finding(start, end, "privacy/surname-office", "error", message, fix)
            last = end


# Ordinary words that a surname and the first character of an office make, or that need no person.
WORDS = re.compile(
    rf"[任于曾]{POST})|文书记录|史馆长|任某(?!某)|.(?:[处所局站部院会班厂行]长(?:期|远)|会计[核账师准制年凭档信监科电人机]|出纳[员岗和、])"
)


def _word(text: str, start: int) -> bool:
    return bool(WORDS.match(text, start))


GIVEN = r"[^\W\d_A-Za-z的在因于被说和与是同为向对由将把了者们员性部门]"
PERSON = rf"(?P<name>{SURNAME}{GIVEN}{{1,2}})"
END = r"(?=[，。；：、（）”\s|]|$)"
LABEL = re.compile(
    rf"(?:姓名|联系人|记录人|经办人|谈话人|谈话对象|谈心对象|发言人|主持人|填表人|审核人|责任人|整改人|党员|撰稿人)[：:|] ?{PERSON}{END}"
)
TITLED = re.compile(
    rf"(?:党员|干部|同志|民警|职工|村民|群众|农户|贫困户|当事人|负责人|工作人员|老板|会计|出纳|[科局处所站院校]长|主任|书记|名叫){PERSON}"
    rf"(?=[，。；：、（）”\s]|同志|等|因|在|被|说|反映|提出|未|没有|$)"
)
COMRADE = re.compile(rf"(?:^|[，。；：、（“\s]|由|对|和|与|向|请|给|是|找){PERSON}同志")


def name(library: Library, document: Document) -> Found:
    """privacy/name：像是写了姓名，请看一遍。

    为什么：程序认姓名没有把握，只作提示；投稿前自己把人名查一遍。

    错：
    - 〔模式：contribution〕党员张三，两次没有参加组织生活会。
    - 〔模式：contribution〕由王建国同志负责，6月底前完成。
    - 〔模式：contribution〕姓名：李志强⏎职务：科员
    - 〔模式：contribution〕记录人：赵小燕
    对：
    - 〔模式：contribution〕党员方面、干部任免、职工文化活动各查出1个问题。
    - 〔模式：contribution〕由分管同志、负责同志、有关同志一起研究。
    - 〔模式：contribution〕向雷锋同志学习，学习张桂梅同志先进事迹。
    - 〔模式：contribution〕责任人：局财务科科长；完成时限：2025年3月31日前。
    - 〔模式：contribution〕姓名：【姓名】
    - 党员张三，两次没有参加组织生活会。
    """
    if document.mode == "own":
        return
    last = 0
    found = {match.span("name") for pattern in (LABEL, TITLED, COMRADE) for match in pattern.finditer(document.text)}
    for start, end in sorted(found):
        person = document.text[start:end]
        if start < last or person[:2] in data.NO_NAMES or FIGURES.search(person) or "某" in person or is_office(person):
            continue
        last = end
        message = f"“{person}”像是一个人的姓名。"
        fix = "是真人姓名就换成岗位；不是的，不用管。"
        yield document.finding(start, end, "privacy/name", "info", message, fix)


def is_office(person: str) -> bool:
    """Whether what looks like a name is a surname with an office, or a unit: 王主任, 高新科."""
    return bool(re.search(r"(?:主任|书记|[局科处所站院校部厅市县镇乡村组队][长]?|经理|主席)$", person))
