"""policy/: names, versions, articles, meetings and fixed wordings, right for the document's date.

An error rests on a fact marked V, a warning on one marked V2 or K高; what is a matter of taste is info. Nothing rests on withheld facts.
The cases come from tests/policy_drafts.yml, which holds many more.
"""

from __future__ import annotations

from collections.abc import Iterator

from macros.checks.cases import Rule
from macros.checks.policy import names, time, words
from macros.document import Document
from macros.finding import Finding
from macros.library import Library
from macros.mentions import Mention, finder

Found = Iterator[Finding]


def wrong_name(library: Library, document: Document) -> Found:
    """policy/wrong-name：文件的名称写错，或者与一部文件只差一两个字。

    为什么：名称错一个字，读的人就找不到依据；常见的错法列在各条政策的页上。

    错：
    - 〔成文：2024-03-01〕班子成员逐条学习《中国共产党纪律处份条例》，围绕工作纪律开展研讨，但联系分管业务讲得不深。
    - 〔成文：2024-11-20〕对照《中国共产党支部工作条例》的要求，支部去年有2个月没有召开支部委员会会议。
    - 〔成文：2023-12-20〕对照《新形势下党内政治生活若干准则》，班子成员相互批评辣味不足，谈工作建议多、谈思想问题少。
    - 〔成文：2024-08-15〕支部6月组织学习《中国共产党党员纪律处分条例》，3名外出党员没有参加，事后也没有补学。
    对：
    - 〔成文：2026-06-18〕对照《中国共产党支部工作条例（试行）》，支部上半年党小组会开展不够均衡。
    - 〔成文：2023-12-06〕机关党委落实《中国共产党党和国家机关基层组织工作条例》不够有力，1个支部没有按期换届。
    - 〔成文：2024-12-04〕乡党委学习《中国共产党农村工作条例》不够深入，联系本乡产业发展的思考不多。
    - 〔成文：2024-12-20〕班子重温了《关于党内政治生活的若干准则》，但与当前工作联系不紧。
    """
    mentions = _mentions(library, document)
    yield from names.listed(library, document, mentions)
    yield from names.misspelt(library, document, mentions)


def version(library: Library, document: Document) -> Found:
    """policy/version：引的版本在成文那天没有施行，或者已经被新版代替。

    为什么：材料引的是成文那天有效的版本；说过去的事，写明“当时”。

    错：
    - 〔成文：2024-06-20〕班子成员仍以2018年版《中国共产党纪律处分条例》为依据查摆自身问题，学习没有跟上。
    - 〔成文：2024-01-01〕目前我们以2018年版《中国共产党纪律处分条例》作为执纪依据，对2名违反工作纪律的党员作出处理。
    - 〔成文：2019-12-18〕支部依据2015年版《中国共产党纪律处分条例》查找党员在组织纪律方面的差距，共查出问题5个。
    - 〔成文：2020-06-10〕按照现行的2015年《中国共产党纪律处分条例》，党组对1名违规兼职的干部作出党内警告处分。
    对：
    - 〔成文：2023-12-31〕党组依据2018年版《中国共产党纪律处分条例》，对1名违反工作纪律的党员给予党内警告处分。
    - 〔成文：2024-01-01〕支部安排学习2023年版《中国共产党纪律处分条例》，每名党员写出1篇心得。
    - 〔成文：2026-01-20〕班子以2023年版《中国共产党纪律处分条例》为依据，查摆工作纪律方面的问题3个。
    - 〔成文：2018-09-30〕党组按照2015年版《中国共产党纪律处分条例》处理了1起公款旅游问题。
    """
    mentions = _mentions(library, document)
    yield from time.versions(library, document, mentions)


def article(library: Library, document: Document) -> Found:
    """policy/article：条号是别的版本的，或者与所说的内容不是一条。

    为什么：同一个内容在不同版本里条号不同，同一个条号也可能不是同一件事。

    错：
    - 〔成文：2024-03-01〕对照《中国共产党纪律处分条例》第一百二十二条，班子在形式主义、官僚主义方面还有表现，一个月内向基层要表7次。
    - 〔成文：2023-06-15〕班子学习《中国共产党纪律处分条例》第一百三十二条关于形式主义、官僚主义的规定后，查出文山会海问题4个。
    - 〔成文：2024-09-12〕支部组织学习《中国共产党纪律处分条例》第五十六条，要求党员接受核查时如实说明情况，不得对抗组织审查。
    - 〔成文：2019-12-20〕我对照《中国共产党纪律处分条例》第五十七条作出承诺，如实向组织说明情况，绝不对抗组织审查。
    对：
    - 〔成文：2019-06-12〕对照《中国共产党纪律处分条例》第一百二十二条，班子在形式主义、官僚主义方面查出问题3个。
    - 〔成文：2024-03-01〕对照《中国共产党纪律处分条例》第一百三十二条，班子仍有形式主义、官僚主义表现，检查考核名目偏多。
    - 〔成文：2024-10-22〕对照《中国共产党纪律处分条例》第一百三十三条，机关食堂公务用餐管理不严，有餐饮浪费现象。
    - 〔成文：2024-11-28〕支部按照《中国共产党纪律处分条例》第一百零三条开展排查，没有发现党员违规从事营利活动。
    """
    mentions = _mentions(library, document)
    yield from time.article_numbers(library, document, mentions)


def meeting(library: Library, document: Document) -> Found:
    """policy/meeting：会议的届次、“中”和“次”、年份写错。

    为什么：中央委员会的全会叫“四中全会”，中央纪委的叫“五次全会”，混写是常见的错。

    错：
    - 〔成文：2024-03-06〕班子传达学习二十届中央纪委三中全会精神后，没有及时研究本单位的贯彻措施。
    - 〔成文：2025-02-14〕局党组把学习二十届中央纪委四中全会精神列为第一议题，但研讨发言只有2人。
    - 〔成文：2026-02-10〕会前，班子成员集中学习了二十届中央纪委五中全会精神，人均撰写心得1篇。
    - 〔成文：2022-03-10〕支部对十九届中央纪委六中全会精神学习不深入，只念了新闻稿，没有组织讨论。
    对：
    - 〔成文：2024-12-30〕2024年7月召开的党的二十届三中全会作出改革部署，班子结合水务实际研究了4项任务。
    - 〔成文：2022-04-14〕2022年1月召开的十九届中央纪委六次全会对正风肃纪作出部署，支部及时组织了学习。
    - 〔成文：2025-03-14〕局党组学习贯彻二十届中央纪委四次全会精神，研究制定了年度监督工作计划。
    - 〔成文：2024-04-10〕班子传达学习中央纪委二十届三次全会精神，对3个重点岗位的风险作了分析。
    """
    mentions = _mentions(library, document)
    yield from time.sessions(library, document, mentions)


def not_yet(library: Library, document: Document) -> Found:
    """policy/not-yet：成文那天还没有开的会、还没有开展的活动，写成了已经有的。

    为什么：多半是套用了后来的材料，或者成文日期写错。

    错：
    - 〔成文：2025-03-12〕班子认真学习党的二十届四中全会精神，开展专题研讨2次，但成果转化不够。
    - 〔成文：2024-06-20〕党的二十届三中全会召开以来，我自学公报3遍，结合分管工作撰写体会文章1篇。
    - 〔成文：2023-01-20〕会前，班子集中学习了党的二十届二中全会精神和上级通知规定的篇目。
    - 〔成文：2022-09-15〕支部学习贯彻党的二十大精神不够系统，有4名党员没有完成规定的自学篇目。
    对：
    - 〔成文：2022-08-18〕班子动员干部职工以优良作风迎接党的二十大，但窗口服务仍有2起投诉。
    - 〔成文：2025-08-28〕党的二十届四中全会将于10月召开，支部已把学习全会精神列入四季度计划。
    - 〔成文：2024-06-26〕即将召开的党的二十届三中全会意义重大，我要提前学好有关论述，做好思想准备。
    - 〔成文：2025-12-24〕班子拟在二十届中央纪委五次全会后安排一次专题学习，并研究年度监督重点。
    """
    mentions = _mentions(library, document)
    yield from time.not_yet(library, document, mentions)


def formula(library: Library, document: Document) -> Found:
    """policy/formula：固定表述错了字、漏了字、颠倒了次序，或者搭配的动词不对。

    为什么：固定表述一字不差，差一个字就是硬伤。

    错：
    - 〔成文：2024-01-25〕班子要带头增强“四个意识”、坚定“四个自信”、做到“两个确立”，把讲政治落实到水务工作中。
    - 〔成文：2023-12-26〕全体党员增强“四个意识”、增强“四个自信”、做到“两个维护”，思想基础更加牢固。
    - 〔成文：2022-12-28〕我在以实际行动做到“两个确立”方面还有差距，学习笔记抄得多、想得少。
    - 〔成文：2021-12-15〕支部教育引导党员坚定“四个意识”，但组织生活形式比较单一，谈心少。
    对：
    - 〔成文：2023-12-25〕我不断增强“四个意识”、坚定“四个自信”、做到“两个维护”，但理论功底还不深。
    - 〔成文：2024-12-26〕全体党员坚定拥护“两个确立”、坚决做到“两个维护”，在防汛一线经受了考验。
    - 〔成文：2023-01-18〕班子深刻领悟“两个确立”的决定性意义还不够，学习存在一般化的倾向。
    - 〔成文：2019-01-10〕我树牢“四个意识”，坚定“四个自信”，坚决做到“两个维护”，但精神状态有时不够饱满。
    """
    mentions = _mentions(library, document)
    yield from words.phrases(library, document, mentions)
    yield from words.formulas(library, document, mentions)


def book_marks(library: Library, document: Document) -> Found:
    """policy/book-marks：提法、制度、会议、活动加了书名号。

    为什么：只有文件的名称加书名号；提法用引号，制度、会议、活动什么都不加。

    错：
    - 〔成文：2022-01-18〕驻局纪检监察组运用监督执纪《四种形态》不够充分，第一种形态全年只用了2人次。
    - 〔成文：2024-12-06〕支部落实《三会一课》不够规范，7月的党小组会没有会议记录。
    - 〔成文：2024-09-25〕我学习《党的二十届三中全会》精神不深不透，联系供水改革实际思考较少。
    - 〔成文：2024-07-30〕《党纪学习教育》期间，支部组织集中学习5次，但警示教育只看了1部片子。
    对：
    - 〔成文：2024-12-13〕支部修订了《“三会一课”实施办法》，把会议记录检查列为每月固定工作。
    - 〔成文：2024-03-22〕会议传达了《关于学习贯彻〈中国共产党纪律处分条例〉的通知》，并明确了学习分工。
    - 〔成文：2023-01-06〕班子对照《区水务局贯彻落实中央八项规定精神实施细则》，压减公务接待费用3万元。
    - 〔成文：2024-05-08〕支部传达《关于在全党开展党纪学习教育的通知》，并发放了学习资料。
    """
    mentions = _mentions(library, document)
    yield from words.book_marks(library, document, mentions)


def short_name(library: Library, document: Document) -> Found:
    """policy/short-name：只写《条例》《准则》，看不出是哪一部。

    为什么：第一次写全称并注明简称，后面才能只写《条例》；两部都叫条例的，不能都简称《条例》。

    错：
    - 〔成文：2024-06-28〕班子集中学习《中国共产党纪律处分条例》《中国共产党党内监督条例》，但对照《条例》检查自己不够。
    - 〔成文：2025-12-10〕支部学习了《中国共产党问责条例》和《中国共产党支部工作条例（试行）》，有2名党员说不清《条例》的主要内容。
    - 〔成文：2022-12-22〕我学习《中国共产党廉洁自律准则》《关于新形势下党内政治生活的若干准则》后，逐条对照《准则》不够认真。
    - 〔成文：2023-01-05〕《党委（党组）落实全面从严治党主体责任规定》和《县以上党和国家机关党员领导干部民主生活会若干规定》都已学过，但落实《规定》不严。
    对：
    - 〔成文：2024-06-18〕支部学习《中国共产党纪律处分条例》（以下简称《条例》），但逐条对照《条例》检视不够。
    - 〔成文：2024-07-10〕班子先后学习《中国共产党党内监督条例》和《中国共产党纪律处分条例》（以下简称《条例》），并对照《条例》开展讨论。
    - 〔成文：2024-12-31〕局党组按《县以上党和国家机关党员领导干部民主生活会若干规定》（以下简称《若干规定》）开会，《若干规定》要求的程序全部履行。
    """
    mentions = _mentions(library, document)
    yield from words.short_names(library, document, mentions)


def order(library: Library, document: Document) -> Found:
    """policy/order：固定内容各项都在，次序不对。

    为什么：“四个意识”“六大纪律”这类内容的次序是固定的。

    错：
    - 〔成文：2018-12-26〕支部党员的大局意识、政治意识、核心意识、看齐意识有所增强，但主动担当不够。
    - 〔成文：2022-12-26〕我坚定道路自信、制度自信、理论自信、文化自信，但运用理论解决问题的办法不多。
    - 〔成文：2023-12-29〕班子对照官僚主义、形式主义、享乐主义、奢靡之风逐项检查，查出问题6个。
    - 〔成文：2024-07-18〕支部围绕政治纪律、廉洁纪律、组织纪律、群众纪律、工作纪律、生活纪律开展了6次学习。
    对：
    - 〔成文：2022-12-08〕班子对照形式主义、官僚主义、享乐主义和奢靡之风，深入查找“四风”方面的问题5个。
    - 〔成文：2024-08-28〕我重点检查了廉洁纪律、组织纪律两方面的问题，共梳理出具体表现4条。
    - 〔成文：2024-01-30〕公司党委对重大决策、重要人事任免、重大项目安排、大额度资金运作等“三重一大”事项坚持集体研究。
    - 〔成文：2023-12-19〕班子对重大问题决策、重要干部任免、重大项目投资决策、大额资金使用等“三重一大”事项，会前沟通不够。
    """
    mentions = _mentions(library, document)
    yield from words.order(library, document, mentions)


def plain_form(library: Library, document: Document) -> Found:
    """policy/plain-form：口头的写法，如“中纪委”《党章》。

    为什么：正式材料有通行的写法；这一类只作提示。

    错：
    - 〔成文：2023-12-22〕班子没有及时组织学习中纪委通报的违反中央八项规定精神典型问题。
    - 〔成文：2025-02-20〕局党组学习二十届中纪委四次全会精神，研究了全年的纪检工作要点。
    - 〔成文：2024-12-12〕我重温《党章》次数不多，对党员义务的理解停留在字面上。
    - 〔成文：2021-12-10〕支部组织党员学习《党章》和规定篇目，有3名党员没有记笔记。
    对：
    - 〔成文：2025-12-12〕我坚持学习党章，对照党员义务逐条检查，在联系群众方面做得还不够。
    - 〔成文：2023-12-21〕支部用中央纪委国家监委公开通报的案例开展警示教育2次，党员反响较好。
    - 〔成文：2024-12-19〕班子成员开展批评和自我批评，既红脸出汗，又加油鼓劲，会后整改任务逐项明确。
    """
    mentions = _mentions(library, document)
    yield from words.plain_forms(library, document, mentions)


def quotes(library: Library, document: Document) -> Found:
    """policy/quotes：提法没有加引号。

    为什么：提法一般加引号；有的可加可不加，只作提示。

    错：
    - 〔成文：2019-12-16〕支部引导党员增强四个意识，但结合窗口服务工作讲得少，针对性不强。
    - 〔成文：2022-12-20〕增强“四个意识”、坚定“四个自信”、做到两个维护，我在学思践悟上还有差距。
    - 〔成文：2023-12-15〕党组运用监督执纪四种形态不够，谈话提醒偏少，苗头性问题处置不及时。
    - 〔成文：2024-12-16〕班子执行三重一大决策制度不够严格，1笔大额度资金的使用没有提前提交材料。
    对：
    - 〔成文：2021-12-16〕支部围绕“四个意识”“四个自信”“两个维护”设计测试题，党员平均得分92分。
    - 〔成文：2024-11-14〕班子坚持以案促改，针对采购环节的问题修订制度3项，但跟踪检查不够。
    - 〔成文：2022-12-19〕我执行民主集中制还不够自觉，有时会前听取意见不充分。
    """
    mentions = _mentions(library, document)
    yield from words.quotes(library, document, mentions)


def marks_mixed(library: Library, document: Document) -> Found:
    """policy/marks-mixed：同一部文件，一处加书名号，一处不加。

    为什么：一篇之内统一。

    错：
    - 〔成文：2024-06-12〕支部重点学习《中国共产党纪律处分条例》，但学习中国共产党纪律处分条例时结合案例不多。
    - 〔成文：2020-12-10〕班子学习了《中国共产党党内监督条例》，但把中国共产党党内监督条例的要求落到日常不够。
    - 〔成文：2023-12-08〕支部对中国共产党支部工作条例（试行）学得不细，没有按《中国共产党支部工作条例（试行）》及时换届。
    - 〔成文：2021-12-28〕我自觉遵守中国共产党廉洁自律准则，并向科室人员宣讲《中国共产党廉洁自律准则》1次。
    对：
    - 〔成文：2024-09-19〕支部学习《中国共产党纪律处分条例》后，把纪律处分条例的要求编成了10道测试题。
    - 〔成文：2024-12-13〕支部修订了《“三会一课”实施办法》，把会议记录检查列为每月固定工作。
    - 〔成文：2024-03-22〕会议传达了《关于学习贯彻〈中国共产党纪律处分条例〉的通知》，并明确了学习分工。
    - 〔成文：2023-01-06〕班子对照《区水务局贯彻落实中央八项规定精神实施细则》，压减公务接待费用3万元。
    """
    mentions = _mentions(library, document)
    yield from words.marks_mixed(library, document, mentions)


def check_policies(library: Library, document: Document) -> list[Finding]:
    """Every finding of this family on a document, in order, each place told once a rule."""
    return sorted({finding for rule in RULES for finding in rule(library, document)})


def _mentions(library: Library, document: Document) -> list[Mention]:
    """The document's mentions, found once for all the rules."""
    if not _last or _last[0][0] is not library or _last[0][1] is not document:
        _last[:] = [(library, document, finder(library).find(document.text))]
    return _last[0][2]


_last: list[tuple[Library, Document, list[Mention]]] = []

RULES: tuple[Rule, ...] = (
    wrong_name,
    version,
    article,
    meeting,
    not_yet,
    formula,
    book_marks,
    short_name,
    order,
    plain_form,
    quotes,
    marks_mixed,
)
