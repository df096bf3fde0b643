"""Takes out what is not the document: vendors' watermarks and slogans, group numbers, page numbers, running heads, rules of signs.

A line goes whole when its words sell something or when its place gives it away (above the title among such lines, below the end, repeated
on every page). Running text is never taken for an advertisement: the signs are looked for in short lines and in brackets only.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from macros.document import NUMBER
from macros.importing.lines import Edit, Line

SHORT = 80
HEAD = 60  # how many lines may stand above a title

SITE = re.compile(
    r"(?:https?://|www\s*[.。．]\s*)\S+|(?<![\w.])[A-Za-z0-9-]{2,}\s*[.．]\s*(?:com|cn|net|org|top|vip|cc|xyz)(?:[./]\S*)?(?![A-Za-z])",
    re.I,
)
CONTACT = re.compile(
    r"(?:加?[微威薇][信❤x]|wx|vx|v信|加v|QQ|Ｑ{2}|扣扣|企鹅)\s*(?:公众)?(?:号码?|群号?)?\s*[：:]?\s*[A-Za-z0-9_\-*＊]{5,}"
    r"|(?:QQ|Q|微信|交流|资料|写作|公文|会员|材料|文秘|秘书|学习)\s*群\s*(?:号码?)?\s*[：:]?\s*\d{5,}|群号\s*[：:]?\s*\d{5,}",
    re.I,
)
SELL = re.compile(
    r"公众号|扫码|扫一扫|二维码|关注(?:我们|公号|微信|并|后|即)|长按|会员|VIP|付费|下载|网盘|范文|文库|素材|写作群|交流群|资料群|材料群|淘宝|店铺|客服|代写|定制"
    r"|原创保护|严禁转载|请勿(?:转载|外传|传播)|版权所有|仅供(?:学习|参考|内部学习)|侵权|联系删除|水印|(?:整理|搜集|收集)(?:发布|于网络|自网络|自互联网)|来源[：:]"
    r"|本(?:文|资料|文档|材料|文件)(?:由|来自|来源|转自|下载)|更多(?:精彩|优质|原创)?(?:材料|范文|资料|公文|内容|文章|稿子)|笔杆子|公文(?:网|圈|号|库|写作|材料网|宝典|助手|大全)|文秘(?:网|圈|号|库)?"
    r"|秘书(?:网|圈|号|工作网)|材料(?:网|圈|大全|超市|库)|大全|合集|精选|海量|专业(?:代笔|写作|团队|公文)|客户|加(?:入|群)|进群|领取|免费|优惠|点击|收藏|持续更新|每日更新|一站式|省时|省心|写材料[，,！!]?(?:就|找|上|用|不求人|不再)",
    re.I,
)
# Words of the documents themselves: with one of these a line needs more than one sign to be an advertisement.
BODY = re.compile(
    r"存在|问题|措施|班子|党组|党委|支部|整改|群众|党员|干部|我局|我单位|本人|会议|落实|科室|学习教育|汇报|报告如下"
)
OFFICIAL = re.compile(
    r"^附\s*件|^(?:绝密|机密|秘密|内部|特急|加急)|〔\d{4}〕|^中共|(?:党组|党委|委员会|支部|总支|[局委厅处办院校]|政府|公司|中心|班子)$|^[（(]?\d{4}年|^[（(].{2,20}[）)]$|^(?:中国共产党)"
)
TITLE = re.compile(
    r"(?:材料|报告|提纲|方案|汇报|发言|通报|记录|讲话|讲话稿|主持词|清单|台账|情况|剖析)(?:[（(][^（()）]{1,16}[）)])?$"
)
MEETING = re.compile(r"生活会|对照检查|剖析|查摆|整改|主题教育|教育整顿|巡[视察]|述职|检视")
PAGE = re.compile(
    r"[-—－–―·•\s]*第?\s*[0-9０-９]{1,3}\s*页?\s*(?:[（(/／,，]?\s*共?\s*[0-9０-９]{1,3}\s*页?\s*[）)]?)?[-—－–―·•\s]*|Page\s*\d+(?:\s*(?:of|/)\s*\d+)?",
    re.I,
)
SURE_PAGE = re.compile(r"[-—－–―·•]|页|/|／|page", re.I)
SIGNS = re.compile(r"[-=—–_~＝·•.…。*＊#＃☆★◆◇■□▲△●○◎※+＋|｜^﹏﹍￣\s\u3000]{3,}")
INVISIBLE = re.compile(
    "[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad\ufffc\ufffd\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]+"
)
INLINE = (
    re.compile(
        r"[（(\[［【〖]\s*(?:[^（）()\[\]［］【】〖〗]{0,20}?)(?:公众号|微信|QQ|加群|扫码|二维码|下载|水印|VIP|文库|范文|公文网|材料网|文秘|www|https?:|转载|来源网络|更多)"
        r"[^（）()\[\]［］【】〖〗]{0,60}[）)\]］】〗]",
        re.I,
    ),
    re.compile(
        r"[，。；、\s]*(?:本文|本资料|本材料|资料|文章|文档|更多[^，。；]{0,6})(?:来自|来源于?|由|转自|请(?:关注|搜索|登录|访问|加))[^，。；\n]{0,40}(?:网站?|公众号|群|文库|圈|整理|提供|号)[^，。；\n]{0,20}[。！]?$"
    ),
    re.compile(r"(?:https?://|www\.)[A-Za-z0-9./_?=&%#:~-]+", re.I),
    re.compile(r"(?:微信公众号|公众号|微信号?|QQ(?:群|号)?)\s*[：:]\s*[A-Za-z0-9_\-\u4e00-\u9fff]{2,20}$", re.I),
)


def strip(lines: Sequence[Line], markdown: bool) -> None:
    """Edit the lines in place."""
    for line in lines:
        line.edit(Edit(*m.span(), "", "看不见的字符") for m in INVISIBLE.finditer(line.text))
    kept = [line for line in lines if line.text.strip()]
    sold = {line.number for line in kept if is_advertisement(line.text)}
    _above_title(kept, sold)
    _below_end(kept, sold)
    for line in kept:
        if line.number in sold:
            line.remove("售卖网站的水印、口号或者群号")
    kept = [line for line in kept if line.text.strip()]
    _pages(kept)
    _repeated(kept)
    for line in kept:
        text = line.text.strip()
        if SIGNS.fullmatch(text) and not (markdown and (re.fullmatch(r"[|:\-\s]+", text) and "|" in text)):
            line.remove("分隔用的符号")
    for pattern in INLINE:
        for line in kept:
            if line.text:
                line.edit(
                    Edit(*m.span(), "", "夹在文字里的广告或者网址")
                    for m in pattern.finditer(line.text)
                    if m.end() > m.start()
                )


def is_advertisement(text: str) -> bool:
    """Whether a line as a whole advertises."""
    line = text.strip(" \u3000\t*#=-—【】[]")
    if len(line) > SHORT or NUMBER.match(line):
        return False
    signs = len({m[0] for m in SELL.finditer(line)}) + 2 * bool(CONTACT.search(line))
    site = SITE.search(line)
    if site and (len(site[0]) * 2 >= len(line) or signs or len(line) <= 40):
        return True
    return signs >= (2 if BODY.search(line) or "。" in line[:-1] else 1)


def _above_title(kept: Sequence[Line], sold: set[int]) -> None:
    """Lines above the title, when some of them advertise, are the vendor's too, but for what an office writes there."""
    head: list[Line] = []
    weak: int | None = None
    end: int | None = None
    for place, line in enumerate(kept[:HEAD]):
        text = line.text.strip()
        if line.number in sold:
            continue
        if TITLE.search(text) and MEETING.search(text) and len(text) <= SHORT:
            end = place
            break
        if NUMBER.match(text) or text[-1] in "。；：" or len(text) > SHORT:
            end = weak if weak is not None else place
            break
        if weak is None and TITLE.search(text):
            weak = place
    if end is None:
        return
    head = list(kept[:end])
    if any(line.number in sold for line in head):
        sold.update(
            line.number for line in head if not OFFICIAL.search(line.text.strip()) or is_advertisement(line.text)
        )


def _below_end(kept: Sequence[Line], sold: set[int]) -> None:
    """Short lines after the last advertisement of the tail, or between those of it, go with them."""
    tail = kept[-12:]
    at = [place for place, line in enumerate(tail) if line.number in sold]
    if not at:
        return
    for line in tail[at[0] :]:
        text = line.text.strip()
        if (
            len(text) <= 40
            and not NUMBER.match(text)
            and not OFFICIAL.search(text)
            and text[-1] not in "。；："
            and not BODY.search(text)
        ):
            sold.add(line.number)


def _pages(kept: Sequence[Line]) -> None:
    """Page numbers; a bare figure is one only where several rise down the text."""
    found = [
        line
        for line in kept
        if line.cell is None and PAGE.fullmatch(line.text.strip()) and re.search(r"[0-9０-９]", line.text)
    ]
    bare = [line for line in found if not SURE_PAGE.search(line.text)]
    values = [int(re.sub(r"\D", "", line.text) or 0) for line in bare]
    rising = len(values) > 1 and all(b == a + 1 for a, b in itertools.pairwise(values))
    for line in found:
        if line not in bare or rising:
            line.remove("页码")


def _repeated(kept: Sequence[Line]) -> None:
    """A short line that stands three times or more is a running head; the first is kept where it may be the title."""
    counts = Counter(line.text.strip() for line in kept if line.cell is None and len(line.text.strip()) <= 40)
    seen: set[str] = set()
    for line in kept:
        text = line.text.strip()
        if line.cell or counts[text] < 3 or NUMBER.match(text) or text[-1:] in "。；：" or text.startswith("#"):
            continue
        if not (TITLE.search(text) and MEETING.search(text) and text not in seen):
            line.remove("重复出现的页眉或者页脚")
        seen.add(text)
