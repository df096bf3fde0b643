"""Numbers and dates as 公文 write them (GB/T 15835—2011, GB/T 9704—2012)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from macros.checks.wording.text import in_table, plain
from macros.document import Document
from macros.finding import Finding
from macros.library import Library

Found = Iterator[Finding]
DIGITS = "〇一二三四五六七八九"
REGULATION = r"(?:条例|准则|规定|办法|规则|细则|章程|法)(?:（[^）\n]{1,12}）)?》(?:（[^）\n]{1,20}）)?"
# What is written, why it is wrong, how it is right; the figure that changes is the group.
SET_PHRASES = re.compile(
    r"(?<![\d.第])(?P<one>\d)(?=个(?:意识|自信|务必|一百年|确立|全面(?=”|战略)|维护(?=[”，。；、的]|意识)|代表(?=”|重要思想))|重一大|会一课|严三实|学一做|带一路|岗双责|位一体"
    r"|票否决|风[”“问建]|农[”问工]|稳[”“]|保[”“、]|把手|言堂)"
    r"|(?P<two>(?:监督执纪|运用)“?)(?P<four>4)(?=种形态)|(?P<centre>中央)(?P<eight>8)(?=项规定)"
)
MIXED_PHRASES = {
    "3重1大": "三重一大",
    "三重1大": "三重一大",
    "3会1课": "三会一课",
    "三会1课": "三会一课",
    "1岗2责": "一岗双责",
    "3严3实": "三严三实",
    "三严3实": "三严三实",
    "2学1做": "两学一做",
}
MIXED = re.compile("|".join(MIXED_PHRASES))
CONGRESS = re.compile(
    r"(?<!\d)(?P<period>\d{1,2})届(?P<plenum>[一二三四五六七八九]|\d)中全会|(?<=届)(?P<late>\d)(?=中全会|次全会)"
    r"|(?<!\d)(?P<party>1[5-9]|2[0-2])大(?=报告|精神|以来|召开|代表|党章|会议|胜利|闭幕|开幕|提出|部署|作出)"
    r"|(?<!\d)(?P<centre>1[5-9]|2[0-2])届(?=中央)"
)
ARTICLE = re.compile(r"(?<=》|）|章|法)(?P<all>第(?P<article>\d{1,3})条)")
AFTER_REGULATION = re.compile(REGULATION + r"$|(?:党章|宪法)$")
SHORT_YEAR = re.compile(
    r"(?<![\d.第近前后过同满—\-–/~～])(?P<year>[012]\d)年(?=度(?!过|日)|底|初(?!心|衷|步|次|级|期|中|一|二|三)|末|\d{1,2}月|上半年|下半年|春节|国庆)"
)
DECADE = re.compile(r"(?<!世纪)(?<![\d一二三四五六七八九])(?:[1-9]0|[一二三四五六七八九]十)年代")
THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}[千百](?=[余多]?(?:人次|[人户亩元万亿份件名条次家]))")
SOME = re.compile(r"(?<![\d.])(?P<tens>[1-9]0?)几(?=[个次人件天年户条份名])")

DATE = re.compile(
    r"(?:(?<!\d)(?P<year>(?:19|20)\d{2})年)?(?<![\d.])(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})(?:日(?:[至到—](?P<last>\d{1,2})日)?|(?=[至到—]\d{1,2}日)))?"
)
RANGE_END = re.compile(r"(?<=[至到—])(?P<day>\d{1,2})日")
DOTTED = re.compile(
    r"(?<![\d.A-Za-z版本])(?:19|20)\d{2}(?P<mark>[./])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d.])"
)
SIGNED = re.compile(
    r"^[ \u3000]*(?P<date>[一二〇○零Ｏ三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?)[ \u3000]*$",
    re.M,
)


def chinese(number: int) -> str:
    """A number under a thousand in Chinese: 11 as 十一, 133 as 一百三十三."""
    if number >= 100:
        rest = number % 100
        joint = "零" if 0 < rest < 10 else "一" if 10 <= rest < 20 else ""
        return f"{DIGITS[number // 100]}百{joint}{chinese(rest) if rest else ''}"
    if number < 10:
        return DIGITS[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def _number_faults(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, what is wrong, how it is right."""
    for match in SET_PHRASES.finditer(text):
        for group in ("one", "four", "eight"):
            if match[group]:
                start, end = match.span(group)
                shown = re.split(r"[，。；：、“”\s]", text[start : end + 3])[0]
                two = {"2": "两"}.get(match[group]) if text[end : end + 1] in ("个", "学") else None
                yield (
                    start,
                    start + len(shown),
                    "固定的提法里数字用汉字。",
                    f"写“{two or DIGITS[int(match[group])]}{shown[1:]}”。",
                )
    for match in MIXED.finditer(text):
        yield *match.span(), "固定的提法里数字用汉字。", f"写“{MIXED_PHRASES[match[0]]}”。"
    for match in CONGRESS.finditer(text):
        right = re.sub(r"\d+", lambda found: chinese(int(found[0])), match[0])
        yield *match.span(), "党的会议的届次用汉字。", f"写“{right}”。"
    for match in ARTICLE.finditer(text):
        if AFTER_REGULATION.search(text[max(0, match.start() - 60) : match.start()]):
            yield *match.span(), "引用法规条文，条的序号用汉字。", f"写“第{chinese(int(match['article']))}条”。"
    for match in SHORT_YEAR.finditer(text):
        yield match.start(), match.end(), "年份写四位数，不省写成两位。", f"写“20{match['year']}年”。"
    for match in DECADE.finditer(text):
        yield (
            *match.span(),
            "年代前面没有世纪，看不出是哪一百年。",
            f"写“20世纪{match[0]}”，汉字的改用数字，按实际的世纪。",
        )
    for match in THOUSANDS.finditer(text):
        right = str(int(match[0][:-1]) * (1000 if match[0][-1] == "千" else 100))
        yield *match.span(), "数字后面只可以用“万”“亿”作单位。", f"写“{right}”。"
    for match in SOME.finditer(text):
        yield (
            *match.span(),
            "带“几”的约数用汉字。",
            f"写“{chinese(int(match['tens'])) if len(match['tens']) > 1 else '十'}几”，或者写查实的数。",
        )


def numbers(library: Library, document: Document) -> Found:
    """wording/numbers：数字的用法不合规定，如“4个意识”“20届三中全会”“25年度”。

    为什么：固定提法、届次和法规条文的序号用汉字，年份写四位数（GB/T 15835—2011），写错了像是口头记录。

    错：
    - 班子成员增强“4个意识”还停在口头上。
    - 学习党的20届三中全会精神2次，没有联系业务。
    - 《中国共产党纪律处分条例》第11条没有学透。
    - 25年度民主生活会列出的问题，到25年底办结9个。
    - 这批水库建于70年代，一直没有加固。
    - 2020年涉及农户3千户，没有逐户核实。
    - 落实“三重1大”决策制度不严格。
    - 学习党的二十届3中全会精神走了过场。
    对：
    - 全年召开会议12次，4个方面查出6个问题，2个意见没有办。
    - 在这个岗位工作20年，任满5年，25年来没有轮岗。
    - 反馈意见第3条、第11项已经办结。
    - 这批水库建于20世纪70年代，管护员多是70后。
    - 水库到村里3千米，用水泥5千克，12万元。
    - 出台8项规定，成立2个责任小组，第4风机房停用。
    - 参加工作10年初心不改，查摆3个问题。
    - 3个代表团、2个维护站点、4个全面小康村都走访过。
    - 按照局里《会议管理制度》第3条办理。
    """
    text = plain(document.text)
    told: set[int] = set()
    for start, end, message, fix in sorted(_number_faults(text)):
        if start not in told and not document.in_quotation(start, end):
            told.add(start)
            yield document.finding(start, end, "wording/numbers", "warning", message, fix)


def dates(library: Library, document: Document) -> Found:
    """wording/dates：没有的日子，或者日期写法不合公文的规定。

    为什么：成文日期用阿拉伯数字，年份写全，月、日前面不加零（GB/T 9704—2012）；写出一个没有的日子，整条期限都不可信。

    错：
    - 分管副局长负责，2月30日前办结。
    - 完成时限：2023年2月29日。
    - 2024年01月05日召开党组会议。
    - 征求意见从2024.3.5开始。
    - 中共青塬区水务局党组⏎二〇二四年一月十五日
    - 2024年13月前完成。
    - 6月1日至31日集中整改。
    对：
    - 2024年2月29日前复验，10月31日前报告。
    - 学习《中共中央关于制定二〇三五年远景目标的建议》。
    - 软件升级到版本2024.1.3，水位17.2米。
    - | 时间 | 2024.3.5 |
    - 历时18个月，每月10日前报进度。
    - 12月28日至1月15日集中征求意见。
    - 2024年9月至2025年10月逐户核实。
    """
    text = plain(document.text)
    for match in DATE.finditer(text):
        yield from _date(document, text, match)
    for match in DOTTED.finditer(text):
        if 1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31 and not in_table(text, match.start()):
            year, month, day = re.split(r"[./]", match[0])
            right = f"{year}年{int(month)}月{int(day)}日"
            yield document.finding(
                *match.span(), "wording/dates", "warning", "正文里的日期不用点、斜线代替年月日。", f"写“{right}”。"
            )
    for match in SIGNED.finditer(text):
        yield document.finding(
            *match.span("date"), "wording/dates", "warning", "落款的日期用阿拉伯数字。", "写成如“2024年1月15日”的样子。"
        )


def _date(document: Document, text: str, match: re.Match[str]) -> Found:
    month, days = int(match["month"]), [int(day) for day in (match["day"], match["last"]) if day]
    start, end = match.span()
    if match["day"] and not match["last"] and match[0][-1] != "日":
        following = re.match(r"[至到—](\d{1,2})日", text[end : end + 5])
        days += [int(following[1])] if following else []
        end += following.end() if following else 0
    if not match["year"] and not days:
        return
    year = int(match["year"]) if match["year"] else 2024  # without a year 29 February may be right
    if not 1 <= month <= 12 or any(not 1 <= day <= calendar.monthrange(year, month)[1] for day in days):
        yield document.finding(
            start, end, "wording/dates", "error", f"没有“{text[start:end]}”这一天。", "对着日历改成查实的日期。"
        )
    elif re.search(r"(?<!\d)0\d(?=[月日])", match[0]) and not in_table(text, start):
        right = re.sub(r"(?<!\d)0(?=\d[月日])", "", match[0])
        yield document.finding(*match.span(), "wording/dates", "warning", "月、日前面不加零。", f"写“{right}”。")
