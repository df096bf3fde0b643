"""privacy/: where somebody lives, and real places and units (the site knows only fictional ones)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from macros.checks.privacy import data
from macros.checks.privacy.numbers import narrow
from macros.document import Document
from macros.finding import Finding
from macros.library import Library

Found = Iterator[Finding]
NUMBER = r"[0-9一二三四五六七八九十]{1,5}"
HOUSE = rf"{NUMBER}(?:号楼|幢|栋|单元|室|号院|弄)"
AT_HOME = re.compile(
    r"(?:家庭住址|家庭地址|住址|户籍地|家住|现住|暂住|居住在|居住于|租住|(?<![记守管抓稳兜挡拦扛顶盯保入安居])住(?![房户院建宿所宅]))"
    rf"[：:在于是为 ]{{0,2}}(?P<place>[\u4e00-\u9fff0-9]{{0,24}}?(?:{HOUSE}|[路街巷弄]{NUMBER}号|[村组社队]{NUMBER}号))"
    rf"(?:{NUMBER}(?:号楼|幢|栋|单元|室|号房)){{0,3}}(?!的?(?:安置|群众|居民|{NUMBER}户))"
)
DOOR = re.compile(
    rf"[^\W\d_A-Za-z为在于是至到的]{{2,8}}(?:小区|花园|花苑|家园|公寓|新村|雅苑|佳苑|宿舍区?|家属院|[路街巷]{NUMBER}[号弄])"
    rf"[\u4e00-\u9fff]{{0,4}}{NUMBER}(?:号楼?|幢|栋)(?:{NUMBER}单元)?{NUMBER}(?:室|号房)"
    rf"|[^\W\d_A-Za-z为在于是至到的]{{2,10}}{NUMBER}(?:号楼|幢|栋){NUMBER}单元{NUMBER}(?:室|号|户)?(?=[，。；：、）\n]|$)"
)
WORKS = re.compile(r"改造|更换|维修|加装|检修|安装|排查|走访|消防|电梯|管道|水管|办公|窗口|会议室|接待室|值班室")


def address(library: Library, document: Document) -> Found:
    """privacy/address：写了某个人的住址，细到楼、单元、室或者门牌。

    为什么：住址与要说明的事无关，合上年龄、职务就认得出人，还会牵连家属。

    错：
    - 〔模式：contribution〕此人现年43岁，住梅坞社区3号楼2单元，妻子在小学教语文。
    - 〔模式：contribution〕家庭住址：砚池街道滨河路12号，已核对。
    - 〔模式：contribution〕慰问老党员1名，现住望湖花园5幢2单元301室。
    - 〔模式：contribution〕来信落款为松陂镇沿溪巷8号6栋402室，已回访。
    对：
    - 〔模式：contribution〕梅坞社区3号楼至8号楼更换老旧水管，涉及127户。
    - 〔模式：contribution〕守住滨河路12号这处地质隐患点，汛期每天巡查。
    - 〔模式：contribution〕政务服务中心3号楼201室设了接待窗口。
    - 〔模式：contribution〕住房保障科对阳光小区6幢2单元的电梯加装申请拖了23天。
    - 〔模式：contribution〕走访柏湾村12户，住户反映水压不足。
    """
    if document.mode == "own":
        return
    text = narrow(document.text)
    spots = [match.span() for match in AT_HOME.finditer(text)]
    spots += [
        match.span()
        for match in DOOR.finditer(text)
        if not WORKS.search("".join(document.sentence(match.start(), match.end())) + match[0])
    ]
    last = 0
    for start, end in sorted(spots):
        if start >= last:
            message = "写到了住址的楼号、单元或者门牌。"
            yield document.finding(
                start, end, "privacy/address", "warning", message, "删去住址，只写社区或者“本辖区”。"
            )
            last = end


SUFFIX = {
    "province": r"省(?![力心钱时下略得却吃])",
    "region": r"(?:壮族|回族|维吾尔)?自治区",
    "city": r"市(?!场(?!监)|[值价面况长斤]|圈|容市貌)",
    "area": r"地区|市(?![场值价面圈])",
    "league": r"盟(?!友)",
    "prefecture": r"(?:[\u4e00-\u9fff]{1,8}族)?自治州|州(?!长)",
}
COUNTY = r"[县区](?=委|政府|人民|纪委|[\u4e00-\u9fff]{2,8}局)|局(?![面限部势促域长])"
# A run that is still the name of a unit: it stops at verbs, prepositions and stops.
NAME_PART = r"[^\W\d_A-Za-z的在了和与及为对将向到从由被把赴是有等以召参调考来去开看学讲听报该不未共还都]"
ORGAN = re.compile(
    rf"{NAME_PART}{{0,16}}?(?:党组|党委|委(?![托派婉屈员])|委员会|政府|人大常委会|政协|纪委|监委|法院|检察院|办公室|办事处|管理处|[局厅署](?![面限部势促域长])"
    r"|中心(?!城|区|组|工作|任务|环)|集团|公司|医院|学院|大学|中学|小学|学校|银行|支队|大队|总队|街道|[镇乡](?![村镇贤里亲])|(?<!农)村(?!民|委)|社区|派出所)"
)
# What after a bare name speaks of history, of a policy everybody studies, or of goods.
KNOWN = re.compile(
    r"(?:市|省)?(?:精神|会议|起义|战役|整风|时期|特区|新区|经验|讲话|保卫战|事变|峰会|冬奥|亚运|世博|自贸|茅台|老窖|啤酒|茶|烟|酒|火腿|苹果|会谈|宣言|[路街]"
    r"|宝塔|革命|老区|“|[》”])"
)
LEADER = re.compile(r"总书记|习近平|党中央|中央政治局")
BOOK = re.compile(r"《[^《》\n]{1,80}》")
Place = tuple[str, frozenset[str]]


@cache
def _places() -> tuple[AhoCorasick, tuple[Place, ...]]:
    """The automaton and, index for index, each name with the kinds of place that bear it."""
    kinds: dict[str, set[str]] = {}
    for kind, names in (
        ("province", data.PROVINCES),
        ("region", data.AUTONOMOUS_REGIONS),
        ("city", (*data.MUNICIPALITIES, *data.CITIES)),
        ("area", data.REGIONS),
        ("league", data.LEAGUES),
        ("prefecture", data.PREFECTURES),
        ("whole", data.DISTRICTS),
    ):
        for name in names:
            kinds.setdefault(name, set()).add(kind)
    places = tuple((name, frozenset(kind)) for name, kind in kinds.items())
    return AhoCorasick([name for name, _ in places], matchkind=MatchKind.LeftmostLongest), places


@cache
def _suffix(kinds: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(SUFFIX[kind] for kind in sorted(kinds) if kind in SUFFIX) or "(?!)")


@cache
def _fictional(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)")


COUNTY_OF = re.compile(COUNTY)


def real_place(library: Library, document: Document) -> Found:
    """privacy/real-place：写了真实的省、市、区，或者冠着真地名的单位。

    为什么：公开的范例只用词表里虚构的地名和单位，真地名加一件毛病，等于点了名。

    错：
    - 〔模式：contribution〕杭州市水务局派员列席了会议。
    - 〔模式：contribution〕12月赴苏州学习考察3天，没有形成报告。
    - 〔模式：contribution〕对照江苏省通报的问题逐条自查。
    - 〔模式：contribution〕海淀区财政局的做法值得借鉴。
    - 〔模式：contribution〕中共大同市委组织部转来意见2条。
    - 〔模式：contribution〕浙江省宁波市余姚市农业农村局党组
    对：
    - 〔模式：contribution〕党的二十大在北京召开，党组当天组织收看。
    - 〔模式：contribution〕隆重庆祝建党一百周年，创新乡村治理，反对文山会海。
    - 〔模式：contribution〕不断提高服务质量，营运城市公交线路12条，在河南岸植树，长治久安。
    - 〔模式：contribution〕云岫市水务局和青塬区民政局联合发文2份。
    - 〔模式：contribution〕学习延安精神、井冈山精神，重温遵义会议的历史。
    - 〔模式：contribution〕把窗口建成都市农业服务站，重大理论问题先学一步，复合肥料发放到户。
    - 〔模式：contribution〕习近平总书记在浙江考察时的重要讲话，班子学了2次。
    - 〔模式：contribution〕学习《浙江省实施〈中华人民共和国水法〉办法》1次。
    - 杭州市水务局党组2024年度民主生活会对照检查材料
    """
    if document.mode == "own":
        return
    text = document.text
    units = library.vocabulary.units
    covered = [m.span() for m in _fictional((*units.places, *units.organisations)).finditer(text)]
    covered = sorted([*covered, *(m.span() for m in BOOK.finditer(text))])
    automaton, places = _places()
    last, at = 0, 0
    for index, start, end in automaton.find_matches_as_indexes(text):
        while at < len(covered) and covered[at][1] <= start:
            at += 1
        if start < last or (at < len(covered) and covered[at][0] < end):
            continue
        name, kinds = places[index]
        suffix = _named(text, start, end, name, kinds)
        sure = suffix > end or "whole" in kinds
        organ = ORGAN.match(text, suffix)
        if not sure and (name in data.AMBIGUOUS or (not organ and KNOWN.match(text, end))):
            continue
        if (not organ or not sure) and LEADER.search("".join(document.sentence(start, end))):
            continue
        last = organ.end() if organ else suffix
        if organ and sure:
            message = f"“{text[start:last]}”冠着真实的地名。"
            fix = "换成词表里虚构的单位，例如“云岫市水务局”；真单位的材料不要投稿。"
            yield document.finding(start, last, "privacy/real-place", "error", message, fix)
        else:
            message = f"“{text[start:last]}”像是真实的地名。"
            fix = "换成词表里虚构的地名，或者写“外地”“上级”。"
            yield document.finding(start, last, "privacy/real-place", "warning", message, fix)


def _named(text: str, start: int, end: int, name: str, kinds: frozenset[str]) -> int:
    """Where the name ends with its 省, 市, 州 and the like, or with the county or bureau built on it; `end` where it stands alone."""
    before = text[start - 1 : start]
    if before and before in data.BROKEN.get(name, ""):
        return end
    if match := _suffix(kinds).match(text, end):
        return match.end()
    match = COUNTY_OF.match(text, end)
    return match.end() if match and match[0] != "局" else end
