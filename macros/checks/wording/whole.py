"""What only a whole text shows: one sentence twice, an office named in two ways, who speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from macros.checks.wording.text import in_table, line_of, plain
from macros.document import Document
from macros.finding import Finding
from macros.library import Library

Found = Iterator[Finding]
SENTENCE = re.compile(
    r"(?<![^。！？\n])[^。！？\n]+[。！？]"
)  # begins only where one may, else a text without stops costs its square
LEAD = re.compile(
    r"^[#>\-\s\u3000”’）]*(?:[一二三四五六七八九十]{1,2}是|\d{1,2}[.．、]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、])?[\s\u3000]*"
)
POINT_OPENING = re.compile(r"(?:[一二三四五六七八九十]{1,2}是|\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,3}[）)])$")
STANDING = re.compile(
    r"(?:责任(?:人|单位|领导|科室)|牵头(?:人|领导|单位|科室)|配合(?:单位|科室)|(?:完成|整改)?时限|检查(?:办法|人)|办结标准|记录人|主持人)："
    r"|(?:以上)?由[^，。]{2,20}(?:负责|牵头)，[^，。]{0,24}(?:完成|办结|到位)。|.{0,16}(?:报告|汇报)如下。"
)
SHORTEST = 12
STANDS = 28
TITLE = 30

OWN = re.compile(r"(?<![市省区县州总级原任\u90e8])(?P<unit>[局处厅院校])(?P<body>党组(?!织)|党委|党总支)(?!办|校)")
HEAD = re.compile(
    r"(?:(?<=[由：。，；局\n])|^)(?P<body>党组|党委)书记(?=牵头|主持|负责|带头|抓|批评|对|审定|汇报|总负责)", re.M
)
STATION = re.compile(r"派驻(?:第[一二三四五六七八九十]+)?(?P<old>纪检组|纪检监察组)")
TITLE_UNIT = re.compile(
    r"^(?:中共)?(?P<unit>[\u4e00-\u9fff]{2,30}?(?:[局处厅院校部委会站所]|中心|公司))(?P<body>领导班子|班子|党组(?!织)|党委|委员会|党总支)"
)
SIGNED_UNIT = re.compile(
    r"^(?:中共)?(?P<unit>[\u4e00-\u9fff]{2,30}?(?:[局处厅院校部委会站所]|中心|公司))(?P<body>领导班子|班子|党组(?!织)|党委|委员会|党总支)?$"
)
BODIES = {"党组": "党组", "党委": "党委", "委员会": "党委", "党总支": "党总支"}

NOT_I = (
    "们|局|市|区|县|委|院|校|公司|单位|处|部|厅|镇|街道|行|站|省|州|乡|村|所|队|国|党|方|军|中心|班子|科|室|社|集团|会|办|馆|园"
    "|司|系统|辖|组|分局|大队|支队|团|旗|台|待|素|其谁|为人人|独尊"
)
I_SPEAK = re.compile(rf"(?<![自忘本小无大敌你唯真不舍故])我(?!{NOT_I})")
WE_SPEAK = re.compile(
    r"我们(?!党|国|的党|的国|的民|中|民族|军|[局处科院校厅县区市省]|单位|班子|支部|公司|集团|中心|这个)"
)
TOLD = re.compile(r"(?:说|问|答|回应|表示|表态|坦言|写道|提出|认为|检讨|反映|批评)[^，。；：\n]{0,6}[：，]?[^。\n]*$")
QUOTED = re.compile(r"“[^”\n]*(?:”|$)|《[^》\n]*》|【[^】\n]*】|‘[^’\n]*’", re.M)

UNIT = re.compile(
    r"[\u4e00-\u9fff]{2,3}[市区县][\u4e00-\u9fff]{2,12}?(?:管理处|管理局|委员会|中心|学院|医院|公司|[局处院])(?=[\u4e00-\u9fff]{0,2}[^\u4e00-\u9fff局处院]|[党班为在的])"
)


def repeated_sentence(library: Library, document: Document) -> Found:
    """wording/repeated-sentence：一整句在同一篇里出现两次。

    为什么：粘贴留下的重复，或者问题和措施用了同一句，读的人会以为全篇都是凑的。

    错：
    - 班子没有研究过资产清查，也没有布置核对。⏎原因是认识不到位。班子没有研究过资产清查，也没有布置核对。
    - 一是学习不深，遇事先找惯例、没有先找依据。⏎二是调研不实。遇到难事往后放，没有人牵头过问。⏎遇到难事往后放，没有人牵头过问。
    - 12名该轮岗的中层一拖再拖。9人书面说明事项17件已经核对。⏎9人书面说明事项17件已经核对。
    对：
    - 责任人：党组书记，检查人：机关纪委书记。⏎责任人：党组书记，检查人：机关纪委书记。
    - 二、存在的主要问题⏎一是部署照转照发、没有加自己的内容。通知只换抬头。⏎四、整改措施⏎一是部署照转照发、没有加自己的内容。由办公室主任改好。
    - 没有人过问。⏎措施不具体。没有人过问。
    - 〔模式：contribution〕整改结果报【上级党组织】，由班子集体负责。⏎整改结果报【上级党组织】，由班子集体负责。
    - | 由分管副局长每月核对一次台账。 |⏎| 由分管副局长每月核对一次台账。 |
    - ## 一、存在的主要问题⏎1.上级部署照转照发、没有细化。收到就转。⏎## 三、整改措施⏎1.上级部署照转照发、没有细化。6月底前改好。
    """
    text = plain(document.text)
    headings = {heading.line for heading in document.headings if heading.own_line}
    part_of = {document.place(paragraph.start)[0]: paragraph.part for paragraph in document.paragraphs}
    seen: dict[str, tuple[int, bool]] = {}
    for match in SENTENCE.finditer(text):
        lead = LEAD.match(match[0])
        start = match.start() + (lead.end() if lead else 0)
        sentence = text[start : match.end()]
        key = re.sub(r"[\s\u3000]", "", sentence)
        line = document.place(start)[0]
        if len(key) <= SHORTEST or line in headings or in_table(text, start) or _standing(key):
            continue
        if document.in_quotation(start, match.end() - 1) or (document.mode == "contribution" and "【" in key):
            continue
        opening = bool(POINT_OPENING.search(line_of(text, start)[-8:].rstrip(" \u3000")))
        if key not in seen:
            seen[key] = (line, opening)
            continue
        first, first_opening = seen[key]
        title = opening and first_opening and len(key) <= TITLE and part_of.get(first) != part_of.get(line)
        if not title:  # a point's own title may be taken up again where its measure stands
            yield document.finding(
                start,
                match.end(),
                "wording/repeated-sentence",
                "warning",
                f"这一句与第{first}行的一句一字不差。",
                "删掉一处，或者改写成这一处要说的事。",
            )


def _standing(sentence: str) -> bool:
    """Whether a sentence is of the kind that may stand again: who is responsible, by when."""
    return len(sentence) <= STANDS and bool(STANDING.match(sentence))


def names(library: Library, document: Document) -> Found:
    """wording/names：同一个班子、同一个机构前后叫法相互冲突，如“局党组”又“局党委”。

    为什么：党组和党委不是一回事，一篇里两种叫法，多半是从两份材料拼来的。

    错：
    - 局党组集体学习2次，局党组成员逐人发言。会后，局党委研究了整改方案。
    - 区纪委监委派驻第三纪检监察组核对了台账，派驻纪检组到会指导。
    - 中共青塬区水务局党组2024年度民主生活会对照检查材料⏎会前集体学习2次。⏎青塬区水利局党组⏎2025年1月12日
    - 由党组书记负责，6月底前完成。轮岗方案由党委书记牵头。
    对：
    - 局党组书记牵头，局机关党委抽查，区委和市局党组指导，局机关党委书记核对。
    - 局党组到松陂镇走访，镇党委书记介绍情况，原局党委2018年的决定照旧执行。
    - 云岫市青塬区水务局领导班子2024年度民主生活会对照检查材料⏎会前集体学习2次。⏎中共青塬区水务局党组⏎2025年1月12日
    - 局党组织集体学习，局党委研究整改方案，局党委书记带头。
    - 局党组认领问题。集团公司党委来函，公司党委已经答复。
    - 局党组议定：各党委（党组）书记述职，镇党委书记、局党组书记都到会。
    """
    text = plain(document.text)
    bodies: dict[str, list[re.Match[str]]] = {}
    for match in OWN.finditer(text):
        if not document.in_quotation(*match.span()):
            bodies.setdefault(match["unit"], []).append(match)
    for found in [*bodies.values(), list(HEAD.finditer(text))]:
        yield from _conflict(document, found, "body", "自己的班子")
    yield from _conflict(document, list(STATION.finditer(text)), "old", "派驻机构")
    yield from _signature(document)
    yield from _near_units(document, text)


def _near_units(document: Document, text: str) -> Found:
    """A unit with a word left out of the middle: 市市政管理处 beside 市市政设施管理处. A plain short form is no conflict."""
    found: dict[str, re.Match[str]] = {}
    for match in UNIT.finditer(text):
        found.setdefault(match[0], match)
    for name, match in found.items():
        for whole in found:
            if (
                len(name) < len(whole)
                and whole[:4] == name[:4]
                and whole[-2:] == name[-2:]
                and name not in whole
                and _within(name, whole)
            ):
                yield document.finding(
                    *match.span(),
                    "wording/names",
                    "warning",
                    f"单位在这里叫“{name}”，别处写的是“{whole}”。",
                    "按机构编制批复统一成全称，或者用规范化简称。",
                )


def _within(short: str, whole: str) -> bool:
    """Whether the letters of one stand in the other in order."""
    letters = iter(whole)
    return all(letter in letters for letter in short)


def _conflict(document: Document, found: list[re.Match[str]], group: str, what: str) -> Found:
    counts = Counter(match[group] for match in found)
    if len(counts) < 2:
        return
    usual = counts.most_common(1)[0][0]
    odd = next(match for match in found if match[group] != usual)
    yield document.finding(
        *odd.span(),
        "wording/names",
        "warning",
        f"{what}在这里叫“{odd[0]}”，别处写的是“{usual}”。",
        "按批准设立的文件统一成一种。",
    )


def _signature(document: Document) -> Found:
    """The unit of the title against the unit that signs."""
    title = next((heading for heading in document.headings if heading.level == 0), None)
    told = TITLE_UNIT.match(title.text) if title else None
    if not told:
        return
    for start, raw in document.lines[-6:]:
        line = raw.strip(" \u3000")
        signed = SIGNED_UNIT.match(line)
        if not signed or (title and document.place(start)[0] == title.line):
            continue
        one, other = told["unit"], signed["unit"]
        apart = one not in other and other not in one
        differ = signed["body"] and {BODIES.get(told["body"]), BODIES.get(signed["body"])} in _PAIRS
        if apart or differ:
            at = start + raw.index(line)
            yield document.finding(
                at,
                at + len(line),
                "wording/names",
                "warning",
                f"落款写“{line}”，标题写“{told[0]}”。",
                "标题和落款用同一个全称。",
            )


_PAIRS = [{one, other} for one, other in pairwise(("党组", "党委", "党总支", "党组"))]


def person(library: Library, document: Document) -> Found:
    """wording/person：班子的材料里“我”在说话，个人的材料里“我们”在说话。

    为什么：班子材料由班子检查，个人材料由本人检查；人称错了，责任就从自己身上滑到别处。

    错：
    - 〔主体：班子〕班子成员都在场，我没有把话说透，也没有追问下一步。
    - 〔主体：班子成员〕对照职责，我们在抓落实上还不够主动。
    - 〔主体：班子〕二是调研不深。我到村里去了2次，都没有入户。
    - 〔主体：党员〕今后我们要带头参加组织生活，按月交纳党费。
    对：
    - 〔主体：班子〕我局机关带头自我批评，我市、我们党的历史都学了，我们照单认领。
    - 〔主体：班子〕局党委书记回应：“这件事属实，我怕会开长，把话掐掉了。”
    - 〔主体：班子〕会上，局长表态，这件事由我负总责，月底前报结果。
    - 〔主体：班子成员〕我们党历来重视批评，我们局、我们单位的轮岗都由我负责。
    - 〔主体：班子成员〕群众说“我们等了两年”，我没有追问。
    - 〔主体：班子〕学习《我将无我》一文，【我的体会】另附。
    - 〔主体：班子〕会前互相传稿子，你轻我也轻，时不我待的事没有排上。
    """
    personal = _personal(document)
    if personal is None:
        return
    pattern, who, mend = (
        (WE_SPEAK, "个人的材料里用了“我们”说话。", "写“我”，把责任写到自己身上；说单位的写单位名称。")
        if personal
        else (I_SPEAK, "班子的材料里“我”在说话。", "写“班子”或者写清是哪一位成员；引用原话的加引号。")
    )
    text = QUOTED.sub(lambda match: "\ue000" * len(match[0]), plain(document.text))
    told = set()
    for match in pattern.finditer(text):
        line = document.place(match.start())[0]
        before, _ = document.sentence(*match.span())
        near = "".join(document.clause(*match.span()))
        if line in told or "你" in near or in_table(text, match.start()) or TOLD.search(before):
            continue
        told.add(line)
        yield document.finding(*match.span(), "wording/person", "warning", who, mend)


def _personal(document: Document) -> bool | None:
    """Whether one person speaks; None where it cannot be told."""
    if document.writer:
        return document.personal
    title = next((heading.text for heading in document.headings if heading.level == 0), "")
    own = len(I_SPEAK.findall(document.text))
    team = document.text.count("班子")
    if re.search(r"班子|党组|党委|情况的报告", title) and "个人" not in title and team > own:
        return False
    if re.search(r"个人|本人", title) or (own >= 8 and own > 2 * team):
        return True
    return None
