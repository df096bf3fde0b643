"""empty/, second half: criticism by hope or compliment, stock phrases in a row, measures that nobody can check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from macros.checks.empty.facts import OPENING, Entry, body_start, entries, has_fact, opens, pieces, quoted, terms, told
from macros.document import Document
from macros.finding import Finding
from macros.library import Library

Found = Iterator[Finding]

CRITICISM = re.compile(r"相互批评|互相批评|批评意见|批评和自我批评|批评与自我批评|批评同志|批评他人")
SPOKEN = re.compile(r"批评[^。；：，\n]{0,24}[：:]|批评意见(?:是|有|如下)?[^。；\n]{0,6}[：:]")
HOPE = re.compile(
    r"(?:希望|建议|望|请|盼)(?:你|您|书记|局长|主任|该同志|同志|今后|以后|能|能够|在|工作|之余|中|要|再|也|平时|进一步|继续|更加|更|适当|，|[\u4e00-\u9fff]{0,4}(?:同志|局长|书记|主任)){0,6}"
    r"(?:多?注意(?:身体|休息|劳逸结合|保重|健康|锻炼)|保重(?:身体)?|多?保重|劳逸结合|大胆(?:工作|管理|开展|负责|履职|创新|放手|一[些点])?|放开手脚|放手(?:去干|工作)?"
    r"|多(?:与|和|同|跟)[^，。；\n]{0,10}(?:交流|沟通|谈心|联系|走动)|多(?:交流|沟通|联系|走动|下基层|指导|帮助|关心|学习|读书|休息|锻炼|陪陪|提宝贵意见)"
    r"|加强(?:理论|业务|政治)?(?:学习|沟通|锻炼|交流|身体锻炼|修养)|提高(?:自己|自身|能力|站位|水平)|再接再厉|发挥(?:更大|更好|好|传帮带)|更上一层楼|保持(?:好|优良|良好)|发扬|取得更大|更进一步|百尺竿头|带好队伍|[^，。；\n]{0,12}(?:方面|上|中)?多(?:下功夫|用力|费心|出力))"
)
COMPLIMENT = re.compile(
    r"值得[^，。；\n]{0,8}学习|没有什么(?:意见|缺点|不足)|(?:是|堪称)我们的(?:榜样|楷模)|提不出(?:什么)?(?:意见|批评)"
)
MATTER = re.compile(
    r"没有(?!什么)|[没未](?!来)|漏|拖|[晚迟][了到报]|拍板|推给|退回|一个人|只[听看问管讲]|从不|总是|才[知报到去]"
)


def hollow_criticism(library: Library, document: Document) -> Found:
    """empty/hollow-criticism：相互批评用希望和客气话代替，没有一件事。

    为什么：“希望多注意身体”不是批评，被批评的人没有什么可改，会后也列不进整改清单。

    错：
    - 一、基本情况⏎（四）批评和自我批评⏎政委批评局长：工作抓得很紧，希望今后多注意身体。
    - 对班子成员的批评意见清单⏎1.对分管副局长：工作思路清、作风实，希望进一步大胆管理。⏎2.对总工程师：7月的验收没有到场，2份单子是补签的。
    - 三、相互批评情况⏎机关党委书记对副局长提出：建议多与大家交流，发挥更大作用。
    - 对副局长的批评意见⏎工作标准高，希望在创新方面多下功夫。
    - 一、会议情况⏎局长批评党委委员：业务过硬、任劳任怨，值得大家学习。
    对：
    - 一、基本情况⏎（四）批评和自我批评⏎政委批评局长：轮岗方案两次撤下，12名中层一拖再拖，希望今后大胆管理。
    - 一、基本情况⏎（四）批评和自我批评⏎副局长批评书记：调度会由书记一个人讲，没有让科室说难处；希望多听大家说，多与科室交流。
    - 二、存在的主要问题⏎一是相互批评走过场，3条批评意见都是希望多学习、希望多注意身体。
    - 二、征求意见情况⏎群众提出，希望多下基层、多与村里交流。
    - 四、会后⏎有人提的是“希望多注意身体”，主持人当场请他换成一件事重提。
    """
    lines = [line for _, line in document.lines if line.strip()]
    whole = bool(lines) and len(lines[0]) <= 60 and bool(CRITICISM.search(lines[0])) and "情况" not in lines[0]
    for entry in entries(document):
        if entry.part in ("问题", "原因", "措施", "征求意见"):
            continue
        above = entry.path[:-1] if entry.level else entry.path
        if whole or any(CRITICISM.search(heading) for heading in above) or SPOKEN.search(entry.text):
            yield from _criticisms(document, entry)


def _criticisms(document: Document, entry: Entry) -> Found:
    opening = OPENING.match(entry.text)
    shift = opening.end() if opening else 0
    for sentence in re.finditer(r"[^。！？\n]+", entry.text[shift:]):
        if has_fact(sentence[0]) or MATTER.search(sentence[0]):
            continue
        for hope in (*HOPE.finditer(sentence[0]), *COMPLIMENT.finditer(sentence[0])):
            start = entry.start + shift + sentence.start() + hope.start()
            if not quoted(document, start, start + len(hope[0])):
                yield document.finding(
                    start,
                    start + len(hope[0]),
                    "empty/hollow-criticism",
                    "warning",
                    f"“{hope[0]}”不是批评：没有说哪件事、误了什么。",
                    "先写一件事和它的影响，再写希望怎样改；写不出事的，会前再谈一次。",
                )


AIM = (
    r"(?:政治站位|政治觉悟|思想认识|思想自觉|行动自觉|思想根基|思想防线|思想武装|理论武装|理论素养|政治素养|理论水平|责任担当|使命担当|担当作为|担当精神|责任落实|工作落实|任务落实|狠抓落实|工作责任|政治责任|主体责任|压力传导"
    r"|(?:责任|大局|服务|宗旨|担当|规矩|纪律|忧患|创新|使命|法治|效率|底线|红线|自律|廉洁|公仆|核心|看齐|党性|主动|全局|机遇|进取|效能|质量|学习)意识|(?:奋斗|斗争|敬业|奉献|实干|钉钉子|创新)精神|斗争本领|能力素质|能力本领|能力水平|履职能力"
    r"|(?:履职|工作|服务|业务|治理|执行|领导|攻坚)(?:能力|水平|本领|效能|质效|实效)|工作作风|作风建设|队伍建设|组织建设|制度建设|能力建设|党性修养|党性锤炼|党性原则|理想信念|初心使命|宗旨观念|廉洁防线|纪律防线|底线思维|系统思维|责任链条|工作合力|强大合力|思想共识"
    r"|发展共识|广泛共识|组织领导|统筹协调|统筹谋划|督促检查|督导检查|监督管理|宣传引导|跟踪问效|改革创新|开拓创新|工作举措|工作措施|工作标准|工作力度|目标任务|攻坚克难|改进作风|过硬作风|优良作风|忠诚品格|为民情怀|家国情怀|责任|认识|站位|作风|本领|效能|思想|信念|党性|合力|共识|力量|落实|根基|防线)"
)
VERB = (
    r"(?:进一步|切实|不断|持续|着力|全面|坚决|始终|真正|主动|自觉|深入|扎实)?"
    r"(?:提高|提升|强化|增强|加强|压实|压紧|夯实|筑牢|凝聚|统一|狠抓|深化|坚定|锤炼|砥砺|涵养|激发|树牢|树立|扛牢|扛起|厚植|锚定|聚焦|改进|转变|端正|严明|抓好|抓实|形成|汇聚|弘扬|磨砺|筑实|练就|优化|牢记|坚守)"
)
IDIOM = (
    r"(?:真抓实干|久久为功|善作善成|驰而不息|绵绵用力|踔厉奋发|勇毅前行|笃行不怠|攻坚克难|开拓创新|开拓进取|求真务实|埋头苦干|锐意进取|奋发有为|凝心聚力|同心同德|砥砺前行|砥砺奋进"
    r"|笃行致远|守正创新|知行合一|勤勉尽责|雷厉风行|乘势而上|奋楫扬帆|团结奋进|狠抓落实|真抓真改|善谋善为|敢为善为|担当作为|敢于担当|勇于担当|主动担当|担当实干|苦干实干|只争朝夕|不负韶华)"
)
STOCK = rf"(?:{VERB}{AIM}|{IDIOM})"
ROW = re.compile(rf"{STOCK}(?:[、，]{STOCK}){{2,}}")
UPON = re.compile(
    r"在[\u4e00-\u9fff]{1,8}[上中][\u4e00-\u9fff]{2,6}(?:[、，；]在[\u4e00-\u9fff]{1,8}[上中][\u4e00-\u9fff]{2,6}){2,}"
)
PARTS = re.compile(r"[、，；]")
EQUAL = re.compile(r"(?:[\u4e00-\u9fff]{4,12}[、，；]){2,8}[\u4e00-\u9fff]{4,12}")
ENDS = "度头力劲味色心"
OFFICIAL = (
    "自信自强、守正创新，踔厉奋发、勇毅前行",
    "不忘初心、牢记使命",
    "信念坚定、为民服务、勤政务实、敢于担当、清正廉洁",
)


def stock_phrases(library: Library, document: Document) -> Found:
    """empty/stock-phrases：套话连写，或者几个短句排成一样的尾巴。

    为什么：念着顺，没有一件要做的事，放进哪个单位的材料都行。

    错：
    - 一、学习情况⏎通过学习，班子进一步提高政治站位、强化责任担当、狠抓工作落实。
    - 今后要在学习上见高度、在律己上见硬度、在担责上见力度。
    - 四、整改措施⏎一是统一思想，提高认识，凝聚共识，把整改抓到底。
    - 班子成员要真抓实干、久久为功、善作善成，让清风常驻心头。
    - 让清风常驻心头、戒尺常握手头、红线常记念头。
    对：
    - 班子把以学铸魂、以学增智、以学正风、以学促干的要求落到11条措施上。
    - 增强“四个意识”、坚定“四个自信”、做到“两个维护”，班子逐条对照了请示报告清单。
    - 对照“增强党性、严守纪律、砥砺作风”方面，查出问题2个。
    - 会上提高认识，会后修订了《党组议事规则》、公务接待办法、采购审核单。
    - 回填厚度、开挖深度、压实密度三项，抽查6处有2处不合格。
    - 自信自强、守正创新，踔厉奋发、勇毅前行，是报告主题里的话，导语不必照抄。
    """
    found = [*_rows(document), *_equal(document)]
    taken = 0
    for start, end in sorted(found):
        if start < taken or quoted(document, start, end) or _official(library, document, start, end):
            continue
        taken = end
        yield document.finding(
            start,
            end,
            "empty/stock-phrases",
            "warning",
            "套话连成一串，没有一件要做的事。",
            "删去，或者换成一件事：做什么、谁来做、哪天前。",
        )


def _rows(document: Document) -> Iterator[tuple[int, int]]:
    begin = body_start(document)
    yield from (match.span() for match in ROW.finditer(document.text, begin))
    yield from (match.span() for match in UPON.finditer(document.text, begin) if _alike(PARTS.split(match[0])))


def _alike(phrases: list[str]) -> bool:
    """Whether phrases 在…上… end alike: their last words as long, with the same last character or the same verb."""
    tails = [re.split(r"[上中]", phrase, maxsplit=1)[1] for phrase in phrases]
    same = len({len(tail) for tail in tails}) == 1
    return same and (len({tail[-1] for tail in tails}) == 1 or len({tail[0] for tail in tails}) == 1)


def _equal(document: Document) -> Iterator[tuple[int, int]]:
    """Three or more phrases as long, alike in their last character and in one more place before it."""
    for match in EQUAL.finditer(document.text, body_start(document)):
        start = match.start()
        run: list[tuple[int, str]] = []
        for phrase in PARTS.split(match[0]):
            run.append((start, phrase))
            start += len(phrase) + 1
        for index in range(len(run) - 2):
            three = [phrase.removeprefix("让").removeprefix("使") for _, phrase in run[index : index + 3]]
            if _parallel(three):
                first = run[index][0] + len(run[index][1]) - len(three[0])
                yield first, run[index + 2][0] + len(run[index + 2][1])
                break


def _parallel(phrases: list[str]) -> bool:
    if len({len(phrase) for phrase in phrases}) != 1 or phrases[0][-1] not in ENDS:
        return False
    same = [len(set(column)) == 1 for column in zip(*phrases, strict=True)]
    if not same[-1] or same[-2]:
        return False
    return any(same[1:-1])


def _official(library: Library, document: Document, start: int, end: int) -> bool:
    """Whether the stretch belongs to an official wording: a formula, fixed members, a theme's sentence or aspect."""
    around = document.text[max(0, start - 60) : end + 60]
    stretch = document.text[start:end]
    return any((stretch in wording and wording in around) or wording in stretch for wording in _wordings(library))


@lru_cache(maxsize=2)
def _wordings(library: Library) -> tuple[str, ...]:
    found = [*OFFICIAL, *(formula.text for formula in library.vocabulary.formulas)]
    found += ["、".join(policy.members.values) for policy in library.policies.values() if policy.members]
    for theme in library.themes.values():
        found += [theme.sentence.value] if theme.sentence else []
        found += [aspect.title for aspect in theme.aspects] + [demand.text for demand in theme.demands]
    return tuple(dict.fromkeys(text for text in found if len(text) >= 6))


HOLLOW = re.compile(
    r"进一步|持续|不断|切实|加强|强化|深化|提[高升]|增强|加大|狠抓|抓好|抓实|压实|夯实|筑牢|树牢|牢固树立|深入|推动|严格(?:落实|执行|要求|遵守)|坚持|坚定|始终|全面|着力|扎实|大力|认真|做好|发扬|改进|转变|完善|健全|优化|规范|敢于|勇于"
)
TAIL = re.compile(
    r"确保|做到|促进|努力|力争|避免|防止|真正|以[更高严实良]|为[^，。；]{0,20}(?:贡献|保障|支撑)|使|实现|形成|营造|树立|把[^，。；]{0,20}(?:作为|放在|摆在|贯穿)|推进|引导|教育|发挥|不忘|牢记"
)
CHECKABLE = re.compile(
    r"负责|牵头|责任人|书记|[局处科所站院校镇部]长|主任|办公室|机关党委|纪检|[人财]务?[事务]科|台账|清单|公示|公开|通报|抽查|核对|回访|签字|登记|签名|销号|台帐|印发|修订|制定|编制|退回|每[年月周日天季半次]|逐[条项件人户]"
    r"|[上下]半年|年底前|月底前|会前|会后|专题|约谈|轮岗|开会|现场|一次|交叉|第三方|档案|评分|考核办法|谈话"
)
EFFECT = re.compile(
    r"(?:加强|强化|深化|加大)[^，。；\n]{2,24}，(?:确保|力求)(?:取得|见到|抓出)?(?:实实在在的|扎实|明显)?(?:实效|成效|效果|落到实处|落实到位)"
)


def hollow_measures(library: Library, document: Document) -> Found:
    """empty/hollow-measures：措施只有“进一步”“持续”“加强”，没有一样能检查。

    为什么：没有谁办、哪天前、办哪件事，到时候说办到了没办到都可以，整改台账列不进去。

    错：
    - 四、整改措施⏎一是进一步加强理论学习，不断提高政治站位。二是2025年3月31日前补学规定篇目。
    - 四、整改措施⏎（四）管住风险⏎二是加强采购合同审核，避免类似情况再次发生。
    - 三、努力方向⏎1.持续改进工作作风，切实增强服务意识。⏎2.强化责任担当，推动各项工作落实。
    - 四、整改措施⏎四是对收送土特产等现象抓早抓小，加强对节日期间的监督，确保取得实效。
    对：
    - 四、整改措施⏎一是进一步加强学习，每季度由书记领题研讨1次，记录交机关党委核对。
    - 四、整改措施⏎二是完善请示报告制度，没有批复的文件办公室不编号。
    - 四、整改措施⏎针对以上问题，班子将持续用力，切实抓好整改：⏎一是3月底前补签合同。
    - 四、整改措施⏎三是切实减少发文，撂荒地面积一个数不再要第二遍。
    - 四、整改措施⏎（一）加强理论学习⏎处长领题，3月31日前研讨检查井沉降。
    - 二、存在的主要问题⏎一是部署多、检查少，讲的都是进一步加强、持续推进，4次会没有议定一件事。
    """
    names = terms(library)
    for piece in pieces(document, "措施"):
        whole = not piece.heading and not opens(piece) and not re.search(r"为契机|批评指正|负总责", piece.words)
        if whole and _hollow(piece.words) and not has_fact(piece.words, names):
            yield told(
                document,
                piece.start,
                piece.start + len(piece.words),
                "empty/hollow-measures",
                "这条措施没有一样能检查：没有谁办、哪天前、办哪件事。",
                "写成做什么、谁来做、哪天前、怎样查，例如“6月30日前由分管副局长逐份核对”。",
            )
            continue
        for match in EFFECT.finditer(piece.words):
            start, end = piece.start + match.start(), piece.start + match.end()
            before, after = document.sentence(start, end)
            if not has_fact(before + match[0] + after, names) and not re.search(r"负责|牵头|由", before + match[0]):
                yield told(
                    document,
                    start,
                    end,
                    "empty/hollow-measures",
                    "“确保取得实效”没有办法检查：谁来做、看什么、哪天报结果，一样没有。",
                    "写明谁监督、查几次、哪天前报结果。",
                )


def _hollow(text: str) -> bool:
    """Whether every clause is a wish, and at least one has a hollow verb."""
    clauses = [clause.strip() for clause in re.split(r"[，。；：\n]", text) if clause.strip()]
    wishes = [clause for clause in clauses if not CHECKABLE.search(clause)]
    verbs = [clause for clause in wishes if HOLLOW.search(clause[:12]) or re.search(IDIOM, clause)]
    return bool(verbs) and all(clause in verbs or TAIL.match(clause) for clause in clauses)
