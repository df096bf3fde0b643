"""match/: problems, causes and measures answer each other; measures say who, by when, how checked; numbers agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.checks.cases import Rule
from macros.checks.match import numbers as match_numbers
from macros.checks.match.dates import early_date
from macros.checks.match.measures import all_by_members, all_long_term, who_when_how
from macros.checks.match.opinions import leads_nowhere
from macros.checks.match.units import Unit, Words, applies, pairs, scores, units
from macros.document import Document
from macros.finding import Finding
from macros.library import Library

Found = Iterator[Finding]
across = match_numbers.across

MOST = 5
SHARED = 2.2
NAMED = re.compile(r"(?:针对|对应|解决)[^。；\n]{0,12}(?:“[^“”\n]{2,60}”[、和及]?)+")
QUOTED = re.compile(r"“([^“”\n]{2,60})”")
DONE = re.compile(r"(?:完成整改|已完成|整改到位|已办结|已经完成)[^。；\n]{0,14}?（第([\d、，和至]{1,60})[项个条]）")
NO_PROBLEM = re.compile(r"没有(?:发现|查出)[^。；]{0,12}(?:问题|情形|情况)|未发现[^。；]{0,12}问题")
MENDED = re.compile(r"(?:已(?:经)?|当场|当天)(?:全部)?(?:整改到位|整改完毕|完成整改|销号)")
ASSIGNED = re.compile(
    r"根子(?:都)?在|归(?:到|入|结|因)|第[\d一二三四五六七八九十]+(?:[至、，和\d一二三四五六七八九十]*)(?:[项条个]|方面)|的[两二三四]条|针对"
)
FIGURE = re.compile(r"\d+(?:\.\d+)?[\u4e00-\u9fff%％]")


def unmet_problem(library: Library, document: Document) -> Found:
    """match/unmet-problem：查出来的问题，措施里没有一条接它。

    为什么：查摆了不改，等于没有查。根源可以几个问题归一条，措施要一个问题一条，整改台账才建得起来。

    错：
    - 一、存在的主要问题⏎1.热线工单报了办结又重办。全年承办热线工单138件，退回重办的21件。⏎2.聘用合同到期没有续签。3人的聘用合同过期半年以上，工资照发。⏎3.固定资产账实不符。盘点60件，14件没有贴标签。⏎二、整改措施⏎1.重办热线工单。办公室4月底前把退回重办的21件工单逐件回访，每月抽查10件。⏎2.清理固定资产。财务科5月底前给14件固定资产贴标签，机关党委抽查30件。
    - 一、查摆的问题⏎（一）理论学习方面⏎一是研讨少。中心组全年研讨2次。二是调研报告没有转化。3篇调研报告写完就归档。⏎（二）工作作风方面⏎一是会议多。全年开督办会46次，重复的9次。⏎二、整改措施⏎（一）理论学习方面⏎一是多研讨。中心组每季度研讨1次，书记定题，机关党委每半年核对记录。⏎（二）工作作风方面⏎一是少开会。督办会每月不超过2次，办公室每季度通报重复的次数。
    - 一、存在问题⏎一是党费收缴晚。上半年党费9月才收齐。二是轮岗拖延。监督员满7年的3名没有轮岗。三是下乡指导走过场。计划指导24次，农户说得出来的9次。⏎二、措施⏎针对“党费收缴晚”的问题，组织委员每月10日前收齐党费，支部书记每季度核对。⏎针对“下乡指导走过场”的问题，科教科每月抽10户农户打电话，结果每月25日公布。
    对：
    - 一、存在问题⏎一是党费收缴晚。上半年党费9月才收齐。二是轮岗拖延。监督员满7年的3名没有轮岗。⏎二、措施⏎针对“党费收缴晚”“轮岗拖延”的问题，组织委员每月10日前收齐；人事科6月底前提请上会，机关党委核对。
    - 一、存在的问题⏎（一）执行制度方面⏎1.预售资金一个人办到底。61笔的复核栏也是本人签的。⏎2.质量监督一个人去现场。34份监督记录只有1个人签名。⏎二、整改措施⏎一是把复核补进流程。预售资金初审、复核6月1日起由两人分办，质量监督记录须有2人签名，分管副局长负责，每月核一遍。
    - 一、存在的问题⏎1.会议多。全年开会46次。⏎2.文件多。全年发文120份。⏎3.就餐费没有交。已经当场整改到位。⏎二、整改措施⏎1.减少会议。办公室6月底前把会议压到每月2次以内，每季度通报。⏎2.减少文件。办公室6月底前合并发文，每季度通报份数。
    - 一、查摆的问题⏎（一）政治方面⏎学习不够深。中心组研讨2次，比计划少2次。⏎（二）廉洁方面⏎逐张核对公务接待凭证214张，没有发现超标准的问题。⏎二、整改措施⏎（一）政治方面⏎中心组每季度研讨1次，书记定题，机关党委6月底前核对研讨记录。
    """  # noqa: E501  (a case is one line)
    problems, measures = units(document, "问题"), units(document, "措施")
    if not applies(document) or len(problems) < 2 or not measures:
        return
    for row in _unmet(document, problems, measures)[:MOST]:
        start, end = problems[row].lead
        yield document.finding(
            start,
            end,
            "match/unmet-problem",
            "warning",
            f"措施里没有找到接“{problems[row].name[:24]}”的一条（问题{len(problems)}条，措施{len(measures)}条）。",
            "补一条措施，写明做什么、谁来做、哪天前、怎样查；已有的，把问题的名称写进那一条。",
        )


def _unmet(document: Document, problems: tuple[Unit, ...], measures: tuple[Unit, ...]) -> list[int]:
    """The problems that no measure meets, the surest first."""
    words = Words(unit.text for unit in (*problems, *measures))
    shared = scores(words, [unit.text for unit in problems], [f"{unit.title}。{unit.text}" for unit in measures])
    quoted = [
        [name for match in NAMED.finditer(measure.text) for name in QUOTED.findall(match[0])] for measure in measures
    ]
    met = _named([name for names in quoted for name in names], problems) | _excused(document, problems)
    rest = [row for row in range(len(problems)) if row not in met]
    free = [column for column, names in enumerate(quoted) if not names]
    if not rest:
        return []
    taken: dict[int, float] = {}
    placed: set[int] = set()
    best: dict[int, tuple[float, int]] = {}
    for score, row, column in sorted(((s, r, c) for (r, c), s in shared.items()), reverse=True):
        if row in met or quoted[column]:
            continue
        best.setdefault(row, (score, column))
        if row not in placed and column not in taken:
            placed.add(row)
            taken[column] = score
    if len(free) >= len(rest):
        usual = sorted(taken.values())[len(taken) // 2] if len(taken) >= 5 else 0.0
        return [row for row in rest if usual >= 4 and best.get(row, (0.0, -1))[0] < 2]
    one_to_one = len(problems) >= 3 and len(free) >= len(rest) - 2
    lacking = []
    for row in rest:
        score, column = best.get(row, (0.0, -1))
        enough = max(4.0, 0.6 * taken.get(column, 0.0)) if one_to_one else SHARED
        if score < enough and not (one_to_one and row in placed):
            lacking.append((score, row))
    return [row for _, row in sorted(lacking)]


def _named(names: list[str], problems: tuple[Unit, ...]) -> set[int]:
    """The problems whose words a measure quotes, exactly or nearly."""
    found = set()
    for row, problem in enumerate(problems):
        own = pairs(problem.name)
        for name in names:
            asked = pairs(name)
            if name in problem.text or (asked and len(asked & own) >= 0.6 * min(len(asked), len(own) or 99)):
                found.add(row)
    return found


def _excused(document: Document, problems: tuple[Unit, ...]) -> set[int]:
    """Problems that need no measure: none was found, it is mended, or the text counts it among those done."""
    found = {row for row, unit in enumerate(problems) if NO_PROBLEM.search(unit.text) or MENDED.search(unit.text)}
    for match in DONE.finditer(document.text):
        found |= {number - 1 for number in _numbers(match[1])}
    return found


def _numbers(listed: str) -> Iterator[int]:
    for piece in re.split("[、，和]", listed):
        ends = [int(end) for end in piece.split("至") if end.isdigit()]
        if ends and ends[-1] - ends[0] < 200:
            yield from range(ends[0], ends[-1] + 1)


def root(library: Library, document: Document) -> Found:
    """match/root：原因和问题对不上：问题大多找不到原因，或者有一条原因不解释任何一个问题。

    为什么：原因是用来解释前面那些问题的，几个问题归一个根源是对的；放到哪里都行的原因、从别处搬来的原因，什么也没有解释。

    错：
    - 一、存在的问题⏎1.热线工单报了办结又重办。退回重办21件。⏎2.固定资产账实不符。14件没有贴标签。⏎3.采购合同没有写验收标准。合同金额28.6万元。⏎二、原因分析⏎（一）对工单重办不当回事⏎只看办结率，没有问打电话的人；固定资产、采购合同签字只看金额。⏎（二）业务能力有短板⏎班子6人中，有4人近三年没有参加过政策培训，遇到新政策主要听科室解读。⏎三、整改措施⏎1.办公室6月底前回访工单，每月抽查；财务科给固定资产贴标签、审核采购合同。
    - 一、存在的问题⏎1.热线工单报了办结又重办。退回重办21件。⏎2.固定资产账实不符。14件没有贴标签。⏎3.采购合同没有写验收标准。⏎二、原因分析⏎一是理想信念有所松懈，主观上放松了思想改造。二是宗旨意识有所淡化，服务群众的自觉性减弱。⏎三、整改措施⏎1.办公室6月底前回访工单，每月抽查；财务科给固定资产贴标签、审核采购合同。
    - 一、查摆的问题⏎一是登记本不登记。节前收的茶叶没有登记。二是就餐不交费。28人次没有交餐费。三是谈话没有谈到人。15名重点岗位人员没有谈。⏎二、原因⏎一是登记本没有人核，就餐办法没有写不交餐费怎么办，谈话怕开口。二是走访不多。2021年到老旧小区走访只有6次，投诉件平均23天才答复。⏎三、措施⏎一是机关党委3月底前核登记本、收餐费，每月抽查谈话。
    对：
    - 一、存在的问题⏎1.热线工单报了办结又重办。退回重办21件。⏎2.补贴公示打折扣。名单只贴了3天。⏎3.农技服务只看签到。农户说得出来的9次。⏎二、原因分析⏎（一）宗旨意识树得不牢⏎看热线只看办结率，看公示只看贴没贴，看农技服务只看签没签到，没有去问打电话的人。⏎三、整改措施⏎1.办公室6月底前回访工单，每月抽查公示和服务。
    - 一、存在的问题⏎1.学习两条。2.担当两条。⏎二、原因分析⏎（一）理论武装抓得不深⏎学习方面的两条，根子在这里。遇事先找惯例，没有先找依据。⏎（二）担当精神有欠缺⏎第2个问题根子在这里。怕报告了显得不力。⏎三、整改措施⏎1.书记6月底前研讨2次，机关党委核对。
    - 一、存在的问题⏎1.同一件事反复开会没有办成。柏湾村管网开了4次专题会。⏎2.该请示的办完才报。2件动了手才报。⏎3.谈话提醒用得少。主动谈的2人次。⏎二、原因分析⏎一是拿不定的事推给下一次会，开过会当成抓过了。二是请示报告凭自己掂量。三是怕得罪人，小事不提醒。⏎三、整改措施⏎1.书记6月底前定方案，办公室每月核对。
    """  # noqa: E501  (a case is one line)
    problems, causes = units(document, "问题"), units(document, "原因")
    if not applies(document) or not document.has("原因") or len(problems) < 3 or not causes:
        return
    words = Words(unit.text for unit in (*problems, *causes))
    shared = scores(words, [unit.text for unit in problems], [unit.text for unit in causes])
    figures = {figure for unit in problems for figure in FIGURE.findall(unit.text)}
    sections: dict[int, list[int]] = {}
    for column, unit in enumerate(causes):
        sections.setdefault(unit.section if unit.title else -1 - column, []).append(column)
    explained = {row for (row, _), score in shared.items() if score >= 0.8}
    if len(explained) * 2 < len(problems) and not any(ASSIGNED.search(unit.text) for unit in causes):
        start, end = causes[0].lead
        yield document.finding(
            start,
            end,
            "match/root",
            "warning",
            f"{len(problems)}个问题里，有{len(problems) - len(explained)}个在原因里找不到一点着落。",
            "每条原因开头写明管哪几个问题，再写当时怎么想、怎么做的。",
        )
        return
    for columns in sections.values():
        text = "".join(causes[column].text for column in columns)
        nearest = max((score for (_, c), score in shared.items() if c in columns), default=0.0)
        own = [figure for figure in FIGURE.findall(text) if figure not in figures and not figure.endswith("年")]
        if ASSIGNED.search(text) or nearest >= (1.5 if len(own) > 1 else 1.2) or not own or len(sections) < 2:
            continue
        start, end = _heading(document, causes[columns[0]])
        yield document.finding(
            start,
            end,
            "match/root",
            "warning",
            "这条原因解释不了前面任何一个问题，像是凑数的或者从别的材料搬来的。",
            "写明它管哪几个问题；管不到的删去，确有其事的先在问题里写出来。",
        )


def _heading(document: Document, unit: Unit) -> tuple[int, int]:
    """Offsets of the heading above a unit, else of its first clause."""
    if unit.title:
        start, raw = document.lines[unit.section]
        begin = raw.find(unit.title)
        if begin >= 0:
            return start + begin, start + begin + len(unit.title)
    return unit.lead


RULES: tuple[Rule, ...] = (
    unmet_problem,
    root,
    who_when_how,
    all_long_term,
    all_by_members,
    early_date,
    match_numbers.numbers,
    leads_nowhere,
)
