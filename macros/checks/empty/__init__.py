"""empty/: words without matter: no fact, blame passed down, praise as fault, excuses, hollow criticism and measures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.checks.cases import Rule
from macros.checks.empty import slogans
from macros.checks.empty.facts import Piece, body_start, has_fact, opens, pieces, quoted, sentences, terms, told
from macros.document import Document
from macros.finding import Finding
from macros.library import Library

Found = Iterator[Finding]

# no-fact
CREED = re.compile(r"政治(?!责任|生活|学习|理论|业务)|忠诚|理想信念|信仰")
CREED_POINT = re.compile(r"政治忠诚|理想信念|对党忠诚|信仰信念")
GENERAL = re.compile(
    r"不够|不足|不[强深实严紧高力细多大准佳好明优]|不到位|不及时|不经常|不规范|不全面|不系统|不主动|不扎实|不健全|不完善|不平衡|不充分|有待|欠缺|差距|短板|薄弱"
    r"|弱项|弱化|淡化|淡薄|松懈|缺乏|缺失|缺少|滞后|单一|偏[软松弱少低多]|不敢|宽松软|较少|不多|根除|有时|碍于|仍有|一定程度|存在|流于形式|走过场|停留在|满足于|需(?:进一步|要|用力)|仍需|重.{1,6}轻|盲区|有所|畏难|老好人"
)


def no_fact(library: Library, document: Document) -> Found:
    """empty/no-fact：问题只有评价，没有一件事实。

    为什么：没有时间、数字、事情的问题，放进哪个单位的材料都行，读的人没有法子核，自己也没有法子改。

    错：
    - 二、存在的主要问题⏎（一）理论学习方面⏎一是理论学习不够深入，学用结合不够紧密，系统性有待加强。二是全年集中学习12次，4次没有研讨。
    - 二、存在的主要问题⏎（五）作风方面⏎三是形式主义、官僚主义不同程度存在，作风建设仍需用力。
    - 一、查摆出的问题⏎1.服务群众的主动性不强，“三会一课”质量不高。⏎2.调研走马观花，解决实际问题不够及时。
    - 一、存在问题⏎（二）担当作为方面⏎面对历史遗留问题存在畏难情绪，攻坚克难的劲头不足，工作标准有待提高。
    对：
    - 二、存在的主要问题⏎（一）政治忠诚方面⏎政治敏锐性不够强，对错误言论的辨析有待加强。
    - 二、存在的主要问题⏎（二）组织生活方面⏎一是谈心谈话不够经常。新任所长到任以后，班子成员一次也没有找他谈过。
    - 二、存在的主要问题⏎班子在履职担当上还有不足，主要表现在：⏎1.热线工单办得慢。全年超期9件。⏎2.公示不规范。名单只贴了三天。
    - 二、存在的主要问题⏎一是审核把关不严。⏎比如，采购合同没有写验收标准，到货以后才补办。
    - 二、存在的主要问题⏎1.学习《习近平著作选读》不够系统，规定篇目读了前半部分。
    - 三、整改措施⏎一是针对学习不够深入、标准不高的问题，局党组重新排学习计划。
    """
    names = terms(library)
    for piece in pieces(document, "问题"):
        if any(CREED.search(heading) for heading in piece.path[1:]) or CREED_POINT.search(piece.words[:20]):
            continue
        if piece.heading or opens(piece) or not _general(piece.text) or has_fact(piece.text, names):
            continue
        yield told(
            document,
            piece.start,
            piece.start + len(piece.words),
            "empty/no-fact",
            "这一条只有评价，没有事实：没有时间、数字、事情，也没有文件。",
            "补上一件查得到的事：什么时候、哪件事、多少；想不出来的，换一条真的。",
        )


def _general(text: str) -> bool:
    """Whether at least half of the clauses only judge; a story told without a figure is left alone."""
    clauses = [clause for clause in re.split(r"[，。；：\n]", text) if len(clause.strip()) > 1]
    return 0 < len(clauses) <= 2 * sum(bool(GENERAL.search(clause)) for clause in clauses)


# pushed-down
WHOM = r"(?:干部|同志|党员|科室|处室|股室|部门|单位|支部|党组织|人员|职工|教师|民警|医生|护士|站所|科所|村干部|村|社区|镇街|街道|乡镇|领导|负责人|成员|窗口|委员|骨干)"
PUSHED = re.compile(
    r"(?P<lead>(?:^|(?<=[，。；：\n]))(?:[一二三四五六七八九十]{1,2}是)?(?:但|但是|而|仍有|还有|存在|甚至|同时|特别是|目前|平时|日常工作中|工作中|导致|致使|造成|，){0,4})"
    rf"(?P<who>(?:极?个别|极?少数|一?部分|有的|有些|一些|某些)(?:(?![由对向在让请给把被没不是与和的到])[\u4e00-\u9fff]){{0,5}}?{WHOM}"
    r"|(?:下属|所属|局属|直属|基层|各)(?:基层|直属)?(?:单位|站所|党支部|党组织|支部|科室|部门)(?=[^，。；\n]{0,20}(?:不到位|不够|不严|不力|不实|不高|不强|不足|不规范|不及时|不主动|薄弱|走过场|流于形式)))"
)
OWN = re.compile(
    r"(?<!个别)(?<!部分)(?<!少数)(?<!有的)(?<!有些)(?<!一些)班子(?!中|里|内|个别|有的|有些|部分|少数)|党组(?!织)|(?<!机关)党委(?!会)|党总支|支委会|我(?![局市区县委院校处厅镇站])"
    r"|本人|分管(?:领导|负责|的)|书记|没有人(?:管|问|查|催|核|过问|检查)"
)
REPORTED = re.compile(r"反馈|指出|通报|反映|提出|点名|要求|规定|听说|群众说")
COUNT = re.compile(r"\d+[名个人家户处件][\u4e00-\u9fff]{0,8}(?:中|里|，)|[有查]\d+[名个人家]|\d+[名个人](?:没有|未)")


def pushed_down(library: Library, document: Document) -> Found:
    """empty/pushed-down：问题的主语推给“部分干部”“个别同志”“下属单位”。

    为什么：对照检查的是班子或者本人，主语换成下面的人，班子就成了旁观者。

    错：
    - 〔主体：班子〕二、存在的主要问题⏎一是部分干部学习主动性不强，2024年有12次缺课。
    - 〔主体：班子〕二、存在的主要问题⏎（三）作风方面⏎三是个别农技人员下乡服务流于形式。签到表上24次，农户说得出来的只有9次。
    - 〔主体：班子成员〕一、存在的问题⏎2.抓落实有差距。工作中，有的科室办文拖拉，7月的来函到9月才答复。
    - 〔主体：班子〕二、主要问题⏎1.下属单位执行财务制度不到位，抽查凭证40份，缺附件11份。
    对：
    - 〔主体：班子〕二、存在的主要问题⏎一是轮岗没有落实。任职满5年的7名干部中有3名没有轮岗，班子没有研究。
    - 〔主体：班子〕二、存在的主要问题⏎一是对部分干部的苗头性问题没有提醒，4月有人反映，9月才谈。
    - 〔主体：班子〕二、存在的主要问题⏎一是转发通知不拆任务。通知原文是“部分干部作风不实，各单位要抓好整改”，班子照转，没有加一句。
    - 〔主体：班子〕二、存在的主要问题⏎二是台账检查走过场。有的科室半年没有登记，班子3次检查都没有翻开看。
    - 〔主体：班子成员〕一、存在的问题⏎1.有些同志的难处我不知道，一年里到分管的3个科室只谈过2次。
    - 〔主体：支部〕二、存在的主要问题⏎一是部分党员缺会，全年4次党员大会缺11人次。
    """
    if document.writer == "支部":
        return
    for piece in pieces(document, "问题"):
        found = [match for match in PUSHED.finditer(piece.words) if not _owned(document, piece, match)]
        for match in found[:1]:
            start = piece.start + match.start("who")
            own = "本人" if document.personal else "班子"
            yield document.finding(
                start,
                piece.start + match.end("who"),
                "empty/pushed-down",
                "warning",
                f"问题的主语推给了“{match['who']}”，{own}成了旁观者。",
                f"主语改成{own}：写{own}没有问、没有查、没有定的是哪一步，再写因此出了什么事。",
            )


def _owned(document: Document, piece: Piece, match: re.Match[str]) -> bool:
    """Whether the point comes back to its own writer, counts the people, or only repeats what others said."""
    start = piece.start + match.start("who")
    before, after = document.sentence(start, start + len(match["who"]))
    rest = piece.text[: match.start("who")] + "，" + piece.text[match.end("who") :]
    return bool(
        quoted(document, start, start + len(match["who"]))
        or piece.words[match.end() :].startswith(("的", "中", "里"))
        or REPORTED.search(before)
        or COUNT.search(before + after)
        or OWN.search(rest)
    )


# praise
PRAISE = re.compile(
    r"工作(?:上|中)?(?:有时)?(?:太过?|过于|过分|过度)(?:认真|投入|负责|较真|细致|严谨|拼命|执着|追求完美)"
    r"|对(?:自己|自身|本人|工作)(?:的)?(?:标准)?要求(?:太|过|过于|过分|有些过)(?:严格?|高|苛刻)|(?:过于|过分|太过?)追求完美"
    r"|(?:过于|过分|太过?|只|总是)(?:注重|专注|专心|忙于|投入|埋头|顾)(?:于)?(?:日常|业务|具体)?工作[^。；\n]{0,12}(?:忽视|忽略|顾不上|疏于|不注意|没有照顾|很少顾)[^。；，\n]{0,6}(?:身体|健康|家庭|家人|锻炼|休息|孩子)"
    r"|一心扑在工作上|工作(?:起来)?(?:就是|有些)?太拼|(?:抓|干|做|推进)?工作(?:上|中)?(?:有时)?[^，。；\n]{0,3}(?:心太急|太心急|过于心急|性子(?:太|过于|有些|有点)?急|急了(?:些|一些|一点)|求快心切|求成心切)"
    r"|不(?:太|够|大)?注意(?:劳逸结合|休息|保重)|劳逸结合(?:得)?(?:不够|不好)|对(?:家庭|家人|孩子)(?:照顾|陪伴)(?:得)?(?:不够|太少|较少|不多)|(?:太|过于|过分)(?:坚持|讲|讲究)原则"
    r"|原则性(?:太|过)强|(?:性格|为人|说话)?(?:太|过于|过分)(?:耿直|老实|直率|正直|低调|谦虚|谦让|善良|厚道)|付出(?:太多|过多)[^，。；\n]{0,4}回报"
)


def praise(library: Library, document: Document) -> Found:
    """empty/praise：拿优点当缺点。

    为什么：“工作太认真”“对自己要求过严”是夸奖，不是问题；会上一念，都知道没有说真话。

    错：
    - 一、存在的问题⏎三是抓工作心太急，有时没有顾及同志们的感受。
    - 〔主体：班子成员〕二、存在的主要问题⏎1.我对自己要求过严，工作压力较大。
    - 二、存在的主要问题⏎（四）其他方面⏎过于注重工作而忽视身体，体检连续两年没有参加。
    - 一、查摆的问题⏎二是工作太认真，太坚持原则，有时让同事下不了台。
    - 〔主体：班子成员〕一、存在的问题⏎五是工作起来太拼，不注意劳逸结合。
    对：
    - 二、存在的主要问题⏎一是抓工作图快，5月没有征求意见就把停车方案送审，7月撤回。
    - 二、存在的主要问题⏎二是急于求成，没有等评估结论就定了点位，退回重做2次。
    - 二、存在的主要问题⏎一是相互批评避重就轻，2023年的34条里有9条是“工作太认真”“不注意休息”一类的话。
    - 二、存在的主要问题⏎三是对工作要求不高，3份报告照抄上年。
    - 二、存在的主要问题⏎二是对施工单位要求过严的提醒没有听进去，对验收把关过松。
    """
    for match in PRAISE.finditer(document.text, body_start(document)):
        if not quoted(document, match.start(), match.end()):
            yield document.finding(
                match.start(),
                match.end(),
                "empty/praise",
                "warning",
                f"“{match[0]}”是优点，不是问题。",
                "删去，换一条真的：写自己哪件事没有办好、误了什么。",
            )


# objective
OBJECTIVE = re.compile(
    r"任务(?:较|比较|很|太|过|过于|十分|非常|异常)?(?:繁?重|艰巨|多|繁杂)|人手(?:较|比较|太|严重)?(?:少|不足|紧张?|紧缺|不够|偏少|有限|短缺)|人少事多|编制(?:少|不足|紧张|有限|偏少)"
    r"|时间(?:较|比较|太|过)?(?:紧|短|仓促|有限|不够)|(?:日常)?事务(?:性工作)?(?:较|比较|太|过)?(?:多|繁杂|繁忙|繁重)|工作(?:较|比较|太|过于)?(?:头绪多|繁忙|量大|忙)|上级(?:的)?(?:考核)?要求(?:较|比较|太|过)?(?:高|急|严)"
    r"|历史(?:的)?(?:原因|欠账|包袱)|(?:经费|资金|财力|预算)(?:较|比较|严重|投入)?(?:不足|紧张?|短缺|有限|不够|缺口大)|(?:办公|硬件|客观|自然)条件(?:较|比较)?(?:有限|较?差|限制|所限|不足)|客观原因"
    r"|疫情(?:的)?(?:影响|原因|冲击)|政策(?:变化|调整)(?:较|太)?(?:快|频繁)|人员(?:流动(?:性)?(?:较|太|过)?(?:大|快|频繁)|老化|严重不足)"
)
EXCUSED = re.compile(
    r"[遇碰]到|借口|为由|理由|挡箭牌|托词|推说|搪塞|开脱|掩盖|强调|归[结因咎于]|推[给到脱]|不是|并非|不在|不能|怪|埋怨|总[认觉以说拿把想]|觉得|认为|以为|说成|看[作成]|当[作成]|拿|面对|面前|越是|即使|尽管|虽|但|根子|自身|主观|思想上|没有把|说到底|不等于"
)


def objective(library: Library, document: Document) -> Found:
    """empty/objective：拿客观情况当原因。

    为什么：任务重、人手少别的单位也一样；原因要写自己怎么想的、哪一步没有做，措施才有处可下。

    错：
    - 三、原因分析⏎一是工作任务重、人手少，集中学习的时间难以保证。
    - 三、产生问题的原因⏎（二）履职方面⏎由于历史原因，档案资料不全，遗留问题一直没有办结。
    - 四、原因剖析⏎1.经费不足，末级渠道的管护没有跟上。⏎2.上级要求高、时间紧，报表难免出错。
    - 三、原因分析⏎（一）客观上时间紧、任务重⏎年底会议集中，班子成员抽不开身。
    对：
    - 三、原因分析⏎一是把任务重当借口，把学习往后排，一季度的学习拖到4月才补。
    - 三、原因分析⏎二是总拿经费不足作理由，没有到财政部门问过能不能调剂。
    - 三、原因分析⏎三是说到底是班子没有排开轻重，虽然人手少，但12名干部里有5名抽去搞评比。
    - 三、原因分析⏎四是觉得时间紧可以先办后报，没有把请示当成必守的规矩。
    - 二、存在的主要问题⏎一是答复群众拿“经费不足”搪塞，11件来信写的都是这一句。
    - 三、原因分析⏎五是给基层派的任务多，发文以前没有算过一个站所要填几张表。
    """
    for piece in pieces(document, "原因"):
        for offset, sentence in sentences(piece.words):
            match = OBJECTIVE.search(sentence)
            start = piece.start + offset + (match.start() if match else 0)
            if (
                not match
                or EXCUSED.search(sentence)
                or re.search(r"[派压给]", sentence[: match.start()])
                or quoted(document, start, start + len(match[0]))
            ):
                continue
            yield document.finding(
                start,
                start + len(match[0]),
                "empty/objective",
                "warning",
                f"“{match[0]}”是客观情况，不是班子或者本人的原因。",
                "写自己的：当时怎么想、哪一步没有排、没有问、没有定；客观情况只能作背景。",
            )


RULES: tuple[Rule, ...] = (
    no_fact,
    pushed_down,
    praise,
    objective,
    slogans.hollow_criticism,
    slogans.hollow_measures,
    slogans.stock_phrases,
)
