"""privacy/: numbers and addresses of persons that have a form of their own: identity cards, phones, bank cards, plates, e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from macros.document import Document
from macros.finding import Finding
from macros.library import Library

Found = Iterator[Finding]
# One character for one: full-width digits, letters and marks become half-width, so that places stay the same.
NARROW = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？"}
    | {"\u3000": " ", "—": "-", "–": "-", "−": "-", "‐": "-", "‑": "-", "\u00a0": " "}
)


@lru_cache(maxsize=4)
def narrow(text: str) -> str:
    """Full-width digits and letters made half-width, character for character; kept, for every rule asks for it."""
    return text.translate(NARROW)


# What makes a long number somebody's serial number or an amount.
SERIAL = re.compile(
    r"(?:编号|单号|案号|文号|流水号|序列号|工单号?|合同号?|档案号|信用代码|批次号?|条码|编码)[^\d，。；\n]{0,6}$"
)
MEASURE = re.compile(r" ?[元万亿千百人次个件户吨米亩度克字]|\.\d|%")
# No count of people or cases has eleven digits; an amount may.
AMOUNT = re.compile(r" ?(?:元|万|亿|吨|立方米|平方米)|\.\d|%")

IDENTITY = re.compile(r"(?<![0-9A-Za-z.])[1-8]\d{5}(?: ?\d){11} ?[0-9Xx](?![0-9A-Za-z]|\.\d)")
OLD_IDENTITY = re.compile(r"(?<![0-9A-Za-z.])[1-8]\d{14}(?![0-9A-Za-z]|\.\d)")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")


def _born(digits: str) -> bool:
    """Whether eight digits are a day on which somebody who is alive on some paper may have been born."""
    try:
        return date(1850, 1, 1) <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) <= date(2099, 12, 31)
    except ValueError:
        return False


def _checked(number: str) -> bool:
    """GB 11643: the weighted sum of 17 digits, modulo 11, gives the eighteenth character."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()


def id_number(library: Library, document: Document) -> Found:
    """privacy/id-number：写了公民身份号码。

    为什么：民主生活会材料用不着身份证号，泄露了收不回来；自己的草稿里也不能有。

    错：
    - 谈话对象1名，身份证号11010519491231002X，已签字确认。
    - 附表登记了当事人的证件号码：４４０５２４１８８００１０１００１４。
    - 〔模式：contribution〕领取补助的是 110105 19491231 002X，每月380元。
    - 老档案上登记的证件号是110105491231002，至今没有更换。
    对：
    - 合同编号202403150012345678，金额28.6万元。
    - 统一社会信用代码91110000123456789X的企业1家，已约谈。
    - 台账流水号110105194912310021，对应台账第21行。
    - 工程总投资110105194912310元，分三年拨付。
    """
    text = narrow(document.text)
    for match in IDENTITY.finditer(text):
        number = match[0].replace(" ", "")
        if PROVINCE.match(number) and _born(number[6:14]) and _checked(number):
            message = f"写了身份证号（{number[:3]}开头，校验位相符）。"
            fix = "整个删去；需要指认某人时写岗位。"
            yield document.finding(match.start(), match.end(), "privacy/id-number", "error", message, fix)
    for match in OLD_IDENTITY.finditer(text):
        number = match[0]
        if PROVINCE.match(number) and _born(f"19{number[6:12]}") and not _is_serial(text, match):
            message = "像是15位的老身份证号（其中六位是一个日期）。"
            fix = "是身份证号就整个删去；是别的编号，前面写明是什么编号。"
            yield document.finding(match.start(), match.end(), "privacy/id-number", "warning", message, fix)


def _is_serial(text: str, match: re.Match[str]) -> bool:
    return bool(SERIAL.search(text[max(0, match.start() - 16) : match.start()]) or MEASURE.match(text, match.end()))


MOBILE = re.compile(
    r"(?<![0-9A-Za-z.=_/])(?<!\d-)(?:(?:\+|00)?86[- ]?)?"
    r"1[3-9]\d(?:\d{8}|([- ])\d{4}\1\d{4}|\d([- ])\d{3}\2\d{4}|\d([- ])\d{4}\3\d{3})(?![0-9A-Za-z]|-\d)"
)
AREA = re.compile(
    r"(?<![0-9A-Za-z.])(?:\(0(?:10|2\d|[3-9]\d{2})\) ?|0(?:10|2\d|[3-9]\d{2})[- ]{1,2})"
    r"[2-9]\d{2,3}[- ]?(?:\d{4}|\d{2}[xX*]{2}|[xX*]{4})(?![0-9A-Za-z])"
)
NAMED = re.compile(
    r"(?:电话|座机|传真|联系方式|手机)(?:号码?)?[:：为是]? ?(0\d{9,11}|[2-9]\d{2,3}[- ]?\d{4})(?![0-9A-Za-z])"
)


def phone(library: Library, document: Document) -> Found:
    """privacy/phone：写了手机号或者带区号的座机号。

    为什么：号码能找到具体的人和单位，公开的范例里不能有；12345、12388、12380这样的公共热线可以写。

    错：
    - 〔模式：contribution〕联系人为局办公室工作人员，电话13800138000。
    - 〔模式：contribution〕意见请反馈到 138-0013-8000，会前一周截止。
    - 〔模式：contribution〕征求意见期间公布了0300-8765432，收到意见23条。
    - 〔模式：contribution〕（联系电话：87654321）
    - 〔模式：contribution〕值班电话（0300）8765xxxx，专人接听。
    对：
    - 〔模式：contribution〕公布了12345、12388、12380三个电话，收到反映17件。
    - 〔模式：contribution〕全年拨付补助资金13800138000元，涉及13类项目。
    - 〔模式：contribution〕工单编号13912345678，转了3次，47天才办结。
    - 〔模式：contribution〕2024-13800138000号档案缺验收单，电话回访86543211户次。
    - 〔模式：contribution〕热线电话2024年共接1380件，办结率99%。
    - 征求意见表请交13800138000。
    """
    if document.mode == "own":
        return
    text = narrow(document.text)
    spots = [
        match.span()
        for match in MOBILE.finditer(text)
        if not SERIAL.search(text[max(0, match.start() - 16) : match.start()]) and not AMOUNT.match(text, match.end())
    ]
    spots += [match.span() for match in AREA.finditer(text)]
    spots += [match.span(1) for match in NAMED.finditer(text) if not MEASURE.match(text, match.end())]
    last = 0
    for start, end in sorted(spots):
        if start >= last:
            message = "写了电话号码，能找到具体的人或者单位。"
            yield document.finding(
                start, end, "privacy/phone", "error", message, "删去，或者换成填空项“【联系电话】”。"
            )
            last = end


CARD = re.compile(
    r"(?<![0-9A-Za-z.])(?:(?:62|4\d|5[1-5])\d{14,17}|(?:62|4\d|5[1-5])\d{2}([- ])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?)(?![0-9A-Za-z]|\.\d)"
)


def bank_card(library: Library, document: Document) -> Found:
    """privacy/bank-card：写了银行卡号。

    为什么：卡号连着人和钱，材料里说明款项去向写账户的性质就够了。

    错：
    - 〔模式：contribution〕礼金已退到本人卡上（卡号6200000000000005）。
    - 〔模式：contribution〕违规发放的补贴转入4111 1111 1111 1111，共3800元。
    - 〔模式：contribution〕党费收缴账户５５５５５５５５５５５５４４４４由财务科保管。
    对：
    - 〔模式：contribution〕礼金已退到廉政账户，凭证编号6200000000000005。
    - 〔模式：contribution〕付款流水6200000000000004，对应合同1份。
    - 〔模式：contribution〕资产条码4111111111111111没有贴到设备上。
    - 〔模式：contribution〕三年累计交易4111111111111111元。
    """
    if document.mode == "own":
        return
    text = narrow(document.text)
    for match in CARD.finditer(text):
        digits = [int(digit) for digit in match[0] if digit.isdigit()][::-1]
        doubled = [digit * 2 - 9 * (digit > 4) if place % 2 else digit for place, digit in enumerate(digits)]
        if sum(doubled) % 10 or _is_serial(text, match):
            continue
        message = f"写了银行卡号（{len(digits)}位，校验位相符）。"
        fix = "整个删去，只写是什么账户，例如“廉政账户”“本人工资账户”。"
        yield document.finding(match.start(), match.end(), "privacy/bank-card", "error", message, fix)


PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Za-hj-np-z][·•・. -]?"
    r"(?:[DFdf][A-HJ-NP-Za-hj-np-z0-9]\d{4}|\d{5}[DFdf]|[A-HJ-NP-Za-hj-np-z0-9]{5}|[A-HJ-NP-Za-hj-np-z0-9]{4}[挂学警港澳])(?![0-9A-Za-z-])"
)


def plate(library: Library, document: Document) -> Found:
    """privacy/plate：写了车牌号。

    为什么：车牌能查到车主或者单位，写车型、用途和公里数就能说明问题。

    错：
    - 〔模式：contribution〕公务用车浙A12345节假日停在单位以外，没有登记。
    - 〔模式：contribution〕新能源车粤B·D12345全年行驶3万公里，派车单缺38张。
    - 〔模式：contribution〕执法车苏Ｃ1234警外出没有派车单。
    对：
    - 〔模式：contribution〕网站备案号浙B2-20240001，已到期没有续办。
    - 〔模式：contribution〕6辆公务用车中，皮卡车百公里油耗23升。
    - 〔模式：contribution〕会议室设在新A座12345窗口旁边。
    - 〔模式：contribution〕京ICP备12345678号信息没有更新。
    """
    if document.mode == "own":
        return
    text = narrow(document.text)
    for match in PLATE.finditer(text):
        if sum(character.isdigit() for character in match[0]) >= 2:
            fix = "删去，写成“一辆公务用车”“一辆皮卡车”。"
            yield document.finding(match.start(), match.end(), "privacy/plate", "error", "写了车牌号。", fix)


EMAIL = re.compile(
    r"(?<![0-9A-Za-z._%+-])[0-9A-Za-z._%+-]{1,64}@(?:[0-9A-Za-z-]{1,63}\.){1,5}[A-Za-z]{2,12}(?![0-9A-Za-z-])"
)
RESERVED = re.compile(r"[@.]example\.(?:com|org|net|cn)$", re.I)


def email(library: Library, document: Document) -> Found:
    """privacy/email：写了电子邮箱地址。

    为什么：邮箱连着具体的人和单位，流传出去就是骚扰和冒用的口子。

    错：
    - 〔模式：contribution〕书面意见请于会前发至swj_bgs@yunxiu.gov.cn。
    - 〔模式：contribution〕征求意见邮箱：zhengqiu.2024@yunxiushuiwu.cn，收到9条。
    - 〔模式：contribution〕台账发到1234567＠ｑｑ.ｃｏｍ汇总，没有走内网。
    对：
    - 〔模式：contribution〕通过意见箱和网上信箱收到3条。
    - 〔模式：contribution〕邮箱地址写成 name@example.com 这样的占位。
    - 〔模式：contribution〕在工作群里@全体人员，14人没有回复。
    - 〔模式：contribution〕采购单价12.5元@每件。
    """
    if document.mode == "own":
        return
    for match in EMAIL.finditer(narrow(document.text)):
        if not RESERVED.search(match[0]):
            fix = "删去，或者写“发至局机关党委邮箱”。"
            yield document.finding(match.start(), match.end(), "privacy/email", "error", "写了电子邮箱地址。", fix)
