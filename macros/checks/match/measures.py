"""match/: whether each measure says who, by when and how it is checked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.checks.match.units import Line, Unit, applies, lines, units
from macros.document import Document
from macros.finding import Finding
from macros.library import Library

Found = Iterator[Finding]
WHO = re.compile(
    r"责任人|责任单位|责任领导|牵头|负责|领办|包案|主持|带头|带队|书记|政委|委员|局长|处长|厅长|科长|股长|站长|所长|院长|校长|行长|镇长|乡长|县长|区长|"
    r"主任|经理|组长|班长|总工程师|本人|同志|科室|办公室|机关党委|机关纪委|党总支|党小组|班子成员|监察组|"
    r"[\u4e00-\u9fff]{2}[科处股](?![学技研普级目教理置分室])|(?<![\u4e00-\u9fff])由[^，。；]{2,16}|(?<=[，。；：])由[^，。；]{2,16}"
)
FIRST_PERSON = re.compile(r"我|本人|自己")
WHEN = re.compile(
    r"\d{1,2}月|\d{1,2}日|\d年|月底|年底|年内|季末|季度|每[个]?[月周年日天次批]|每半|半年|按[月季年周]|逐月|当[天日月周年]|次[日月年]|今年|明年|本年|"
    r"\d+\s*个?(?:工作日|日|天|周|月|小时)|期限|时限|节前|会前|会后|上半年|下半年|[一二三四]季度|立即|即日|立行立改|长期坚持|长期"
)
HOW = re.compile(
    r"检查|审看|查验|备查|核对|核验|核实|核查|抽|通报|考核|督[查办导促]|回访|随访|走访核|验收|复[核查评验盘看]|评查|评[议一]|暗访|公示|公开|销号|对账|盘点|随机|回头看|"
    r"打电话|书面报告|向[^，。；]{1,12}(?:报告|汇报|说明)|测评|听取|过一遍|述职|办结标准|完成标准|对照[^，。；]{0,10}(?:记录|清单|台账)|接受[^，。；]{0,8}监督|重[做开谈办报学]|退回|拍照|"
    r"收齐|合格|达标|拨测|查[看阅验问]|缺[一少]|说不出|答不出|不得|听(?:取)?一次|到场|请[^，。；]{2,16}(?:列出|评|打分)|没有[^，。；]{1,20}的?，[^，。；]{0,10}不"
)
ALL = re.compile(
    r"^[（(\s]*(?:以上(?!是|对照|检查|发言|剖析)|上述|以下|各项|所有|全部|每[项条]|[\d一二三四五六七八九十]+[项条](?:整改)?措施|整改措施|措施)(?!.{0,6}结果)"
)
SENTENCE = re.compile(r"[^。；\n]*(?:；[^。；\n]*)*[。\n]?")
VALUES = (
    re.compile(r"(?:责任人|责任单位|责任领导|责任主体|牵头人)[：:为是]\s*([^。；，\n]{2,40})"),
    re.compile(r"(?:由|^|(?<=[，。；]))([^，。；：由\n]{2,20}?)(?:负总责|负责|牵头)"),
)
GENERIC = re.compile(
    r"(?:以上|均|都|由|全体|全部|各位?|领导|党组|党委)*(?:班子|党组|党委)(?:全体)?(?:成员|同志)(?:共同|集体|按(?:照)?(?:职责)?分工|分别)*"
)
TIME_VALUE = re.compile(r"(?:完成时限|整改时限|完成时间|整改期限|完成期限|时限|期限)[：:为是]\s*([^。；\n]{1,40})")
LONG = re.compile(r"长期|持续|常态|坚持不懈|常抓不懈|久久为功")
LONG_CLAUSE = re.compile(
    r"(?<=[，；。：、])(?:并)?(?:立行立改、?)?(?:长期坚持|持续坚持|长期推进|持续推进|常抓不懈|久久为功)(?=[，。；]|\s*$)"
)
DATE = re.compile(r"\d{1,2}月|月底|年底|年内|季度|\d+\s*个?(?:工作日|日|天|周|月)内|每[月周日]|半年")
FACETS = (("谁负责", "谁来做"), ("哪天前", "哪天前办完"), ("怎样检查", "由谁怎样查"))


def who_when_how(library: Library, document: Document) -> Found:
    """match/who-when-how：一条措施没有写谁负责、哪天前、怎样检查。

    为什么：三样缺一样，到下一次会上就说不清办没办到；会后建整改台账，每一格也都要填。

    错：
    - 一、存在的问题⏎1.发文多。全年发文186份。⏎二、整改措施⏎1.进一步加强学习，提高认识，切实改进文风会风，确保取得实效。
    - 一、存在的问题⏎1.发文多。全年发文186份。⏎二、整改措施⏎1.办公室负责，6月底前把内容相近的文件合并，不再重复要数。
    - 一、存在的问题⏎1.合同约定不清。1份合同没有写验收标准。⏎二、整改措施⏎一是使用合同审核单。计财科自4月1日起使用审核单，机关党委每季度抽5份核对。二是加强采购合同审核，避免类似情况再次发生。
    - 〔主体：班子成员〕一、存在的问题⏎1.调研少。全年下乡2次，我没有入户。⏎二、整改措施⏎1.我要多下基层、多听意见，把情况摸清楚。
    对：
    - 一、存在的问题⏎1.发文多。全年发文186份。⏎二、整改措施⏎1.把内容相近的文件合并。⏎2.同一数据只要一次。⏎以上措施由分管办公室的副局长负责，6月30日前完成，机关党委每季度抽查。
    - 一、存在的问题⏎1.发文多。全年发文186份。⏎二、整改措施⏎1.合并内容相近的文件，同一数据只要一次。⏎责任人：分管办公室的副局长。⏎完成时限：2026年6月30日。⏎检查办法：请9个镇街列出重复的报表。
    - 〔主体：班子成员〕一、存在的问题⏎1.调研少。全年下乡2次，我没有入户。⏎二、整改措施⏎1.每季度到2个村入户不少于5户，走访记录交支部书记核对。
    - 一、存在的问题⏎1.大额支出先办后议。⏎二、整改措施⏎针对以上问题，提出以下措施。⏎1.合同盖章前核记录。没有会议记录的不盖章；分管财务的副处长负责，2月10日起执行。纪检委员每季度逐份核对。⏎以上对照检查，请同志们批评指正。⏎某处领导班子⏎2026年1月12日
    """  # noqa: E501  (a case is one line)
    if not applies(document):
        return
    measures = [unit for unit in units(document, "措施") if not unit.table]
    general = _general(document, measures)
    group: dict[int, set[int]] = {}
    for unit in measures:
        for _, sentence in _closings(unit):
            group.setdefault(unit.section, set()).update(_told(sentence))
    for unit in measures:
        told = _told(f"{unit.title}。{unit.text}") | general | group.get(unit.section, set())
        if document.personal:
            told.add(0)
        lacking = [FACETS[facet] for facet in range(3) if facet not in told]
        if lacking:
            start, end = unit.lead
            yield document.finding(
                start,
                end,
                "match/who-when-how",
                "warning",
                f"这条措施没有写{'、'.join(name for name, _ in lacking)}。",
                f"补上{'、'.join(mend for _, mend in lacking)}；几条相同的，可以在末尾用一句话统一写。",
            )


def _told(text: str) -> set[int]:
    """Which of who (0), when (1), how (2) a text says."""
    return {facet for facet, pattern in enumerate((WHO, WHEN, HOW)) if pattern.search(text)}


def _closings(unit: Unit) -> Iterator[tuple[int, str]]:
    """Sentences within a unit that speak for all those above it, with their offsets."""
    for match in re.finditer(r"(?<=[。；\n])(?:以上|上述)(?!是)[^。\n]*", unit.text):
        yield unit.start + match.start(), match[0]


def _outside(document: Document, measures: list[Unit]) -> Iterator[Line]:
    """Lines of the measures' part, or of one on how they are secured, that are no measure."""
    starts = sorted((unit.start, unit.start + len(unit.text)) for unit in measures)
    place = 0
    seen = False
    for line in lines(document):
        seen = seen or line.part == "措施"
        if line.part != "措施" and not (seen and line.part == "其他"):
            continue
        while place < len(starts) and starts[place][1] <= line.start:
            place += 1
        if place == len(starts) or starts[place][0] >= line.start + len(line.text):
            yield line


def _general(document: Document, measures: list[Unit]) -> set[int]:
    """What sentences and tables outside the measures say for all of them."""
    told: set[int] = set()
    for line in _outside(document, measures):
        if line.text.lstrip().startswith("|"):
            told |= _told(line.text)
        for sentence in re.split(r"[。；]", line.text):
            if ALL.match(sentence):
                told |= _told(sentence)
    if measures and not measures[-1].title:
        return told
    for _, sentence in _closings(measures[-1]) if measures else ():
        if re.match(r"(?:以上|上述)(?:各|全部|所有|\d|[一二三四五六七八九十]+[条项])", sentence):
            told |= _told(sentence)
    return told


def _for_all(document: Document, measures: list[Unit]) -> Iterator[tuple[int, str, int]]:
    """Sentences that speak for several measures: offset, text, and of how many."""
    for line in _outside(document, measures):
        start = line.start
        for sentence in re.split(r"(?<=[。；])", line.text):
            if ALL.match(sentence):
                yield start, sentence, len(measures)
            start += len(sentence)
    sizes: dict[int, int] = {}
    for unit in measures:
        sizes[unit.section] = sizes.get(unit.section, 0) + 1
    for unit in measures:
        for start, sentence in _closings(unit):
            yield start, sentence, sizes[unit.section]


def all_long_term(library: Library, document: Document) -> Found:
    """match/all-long-term：措施的期限都是“长期坚持”“持续推进”。

    为什么：都是长期，等于都没有期限，到期没有办法销号。要长期做的，也有第一步办到哪天、多久看一次。

    错：
    - 一、存在的问题⏎1.发文多。⏎2.会议多。⏎二、整改措施⏎1.合并文件。责任人：办公室主任。完成时限：长期坚持。⏎2.少开会。责任人：办公室主任。完成时限：持续推进。
    - 一、存在的问题⏎1.发文多。⏎2.会议多。⏎二、整改措施⏎一是合并内容相近的文件。二是少开会、开短会。以上由办公室负责，时限为长期坚持。
    - 一、存在的问题⏎1.发文多。⏎2.会议多。⏎二、整改措施⏎1.合并内容相近的文件，由办公室负责，长期坚持。⏎2.会议能合并的合并，由办公室负责，立行立改、长期坚持。
    对：
    - 一、存在的问题⏎1.发文多。⏎2.会议多。⏎二、整改措施⏎1.合并文件。完成时限：2026年3月31日前。⏎2.少开会。完成时限：长期坚持。
    - 一、存在的问题⏎1.发文多。⏎2.会议多。⏎二、整改措施⏎1.持续压减文件，办公室3月底前合并内容相近的27份，以后长期坚持。⏎2.持续压减会议，办公室每月通报次数，长期坚持。
    - 一、存在的问题⏎1.发文多。⏎二、整改措施⏎1.合并文件，由办公室负责，完成时限：2026年3月31日前合并完，此后长期坚持，每季度抽查。
    """
    if not applies(document):
        return
    measures = [unit for unit in units(document, "措施") if not unit.table]
    found: tuple[int, int] | None = None
    places = [place for unit in measures if (place := _long(unit.text)) is not None]
    if len(measures) >= 2 and len(places) == len(measures):
        start, end = places[0]
        found = measures[0].start + start, measures[0].start + end
    for start, sentence, count in _for_all(document, measures):
        place = _long(sentence)
        if place and count >= 2 and not found:
            found = start + place[0], start + place[1]
    if found:
        yield document.finding(
            *found,
            "match/all-long-term",
            "warning",
            "这几条措施的期限都是长期，到什么时候算办到，看不出来。",
            "每条写第一步办到哪天；要长期做的，写多久检查一次、看什么。",
        )


def _long(text: str) -> tuple[int, int] | None:
    """Where a text sets no other time than 长期."""
    value = TIME_VALUE.search(text)
    if value and LONG.search(value[1]) and not DATE.search(value[1]):
        return value.span(1)
    clause = None if value else LONG_CLAUSE.search(text)
    if clause and not DATE.search(text):
        return clause.span()
    clause = LONG_CLAUSE.search(text)
    return clause.span() if clause and not value and not DATE.search(text) else None


def all_by_members(library: Library, document: Document) -> Found:
    """match/all-by-members：措施的责任人都是“班子成员”“全体班子成员”。

    为什么：人人负责，等于没有人负责；到时候没有办到，不知道该问谁。

    错：
    - 一、存在的问题⏎1.发文多。⏎2.会议多。⏎二、整改措施⏎1.合并文件。责任人：全体班子成员。完成时限：2026年3月31日前。⏎2.少开会。责任人：班子成员。完成时限：2026年4月30日前。
    - 一、存在的问题⏎1.发文多。⏎2.会议多。⏎二、整改措施⏎一是合并内容相近的文件，3月底前办完。二是少开会，4月底前见效。以上由全体班子成员负责，每季度通报。
    - 一、存在的问题⏎1.发文多。⏎2.会议多。⏎二、整改措施⏎1.合并内容相近的文件，由领导班子成员共同负责，3月底前办完。⏎2.会议能合并的合并，由班子全体成员负责，4月底前办完。
    对：
    - 一、存在的问题⏎1.发文多。⏎2.谈话少。⏎二、整改措施⏎1.合并文件。责任人：办公室主任。⏎2.到联系点谈话。责任人：班子成员。
    - 一、存在的问题⏎1.发文多。⏎2.谈话少。⏎二、整改措施⏎1.合并文件，分管办公室的副局长牵头。⏎2.9名班子成员按分工负责，7月底前谈完。
    - 一、存在的问题⏎1.谈话少。⏎二、整改措施⏎1.班子成员每季度与分管科所的负责人谈1次，党总支副书记负责，2月15日前排出谈话表。
    """
    if not applies(document):
        return
    measures = [unit for unit in units(document, "措施") if not unit.table]
    spots: list[tuple[int, int]] = []
    for unit in measures:
        values = _values(unit.text)
        if not values or not all(GENERIC.fullmatch(unit.text[start:end].strip()) for start, end in values):
            spots = []
            break
        spots.append((unit.start + values[0][0], unit.start + values[0][1]))
    if len(spots) < 2:
        spots = []
        for start, sentence, count in _for_all(document, measures):
            values = _values(sentence)
            if count >= 2 and values and all(GENERIC.fullmatch(sentence[a:b].strip()) for a, b in values):
                spots = [(start + values[0][0], start + values[0][1])]
                break
    if spots:
        yield document.finding(
            *spots[0],
            "match/all-by-members",
            "warning",
            "这几条措施都由班子成员负责，看不出哪一条归谁。",
            "每条写到一名班子成员和一个承办科室，写岗位，例如“分管办公室的副局长负责”。",
        )


def _values(text: str) -> list[tuple[int, int]]:
    """Where a text names those responsible."""
    return sorted({match.span(1) for pattern in VALUES for match in pattern.finditer(text)})
