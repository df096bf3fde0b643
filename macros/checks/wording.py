"""wording/: stops, brackets, quotation marks, numbers and dates, slips, names, person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.checks.cases import Rule
from macros.document import Document
from macros.finding import Finding
from macros.library import Library

Found = Iterator[Finding]
HALF = re.compile(r"(?<=[\u4e00-\u9fff”》）])[,;:!?](?=\s*[\u4e00-\u9fff“《（]|\s*$)", re.M)
FULL = str.maketrans(",;:!?", "，；：！？")


def half_width(library: Library, document: Document) -> Found:
    """wording/half-width：中文句子里用了半角的逗号、分号、冒号。

    为什么：公文的标点用全角（GB/T 15834—2011），半角多半是从别处粘贴来的。

    错：
    - 会前学习了文件,征求了意见。
    - 存在三个问题:学习少、调研少、检查少。
    - 已整改12个;还有3个在改
    对：
    - 会前学习了文件，征求了意见。
    - 网址是http://example.org:8080/a,b。
    - 执行GB/T 9704—2012，比例是1:3。
    """
    for match in HALF.finditer(document.text):
        right = match[0].translate(FULL)
        yield document.finding(
            match.start(),
            match.end(),
            "wording/half-width",
            "error",
            f"中文里用了半角的“{match[0]}”。",
            f"改成全角的“{right}”。",
        )


RULES: tuple[Rule, ...] = (half_width,)
