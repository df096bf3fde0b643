"""same/: stretches shared with the library, or between the files given."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from macros.checks.cases import Rule
from macros.checks.same.text import TOKEN, Plain, mask, plain_of, standing_phrases, strike
from macros.document import Document
from macros.finding import Finding
from macros.library import KIND_TITLES, Library

Found = Iterator[Finding]
RUN = 20
SENTENCE = 12
SENTENCES = re.compile(r"[^。！？\n]+[。！？]")
# Every run of 20 in the library holds one of these whole: grams of 11 that begin at every 10th place.
GRAM, STEP = 11, 10
SOURCES = ("examples", "problems", "snippets", "structured")


@dataclass(frozen=True)
class Index:
    """The library's text without blanks and standing phrases, its grams, and which item and line each place is of."""

    text: str
    grams: dict[str, list[int]]
    starts: list[int] = field(default_factory=list)
    items: list[tuple[str, str, int]] = field(default_factory=list)

    def where(self, place: int) -> tuple[str, str, int]:
        """Kind, id and line of a place."""
        return self.items[bisect.bisect_right(self.starts, place) - 1]


def shared_with_library(library: Library, document: Document) -> Found:
    """same/library：与本站的范例、片段、问题卡有20个以上的字相同。

    为什么：范例和卡片是给人看写法的，谁都能抄；交上去的材料和别人的一样，就会被当成雷同退回。

    错：
    - 一、存在的主要问题⏎检查井沉降、路灯老化这些事怎样按报告的要求办，没有人提出来讨论。
    - 二、原因分析⏎一是把开过会当成抓过了，纪要写“各有关单位负责”，没有一家真正负责。
    - 三、整改措施⏎没有办完的，我在下一次民主生活会上逐条说明原因，不换说法重列。
    - 二、原因分析⏎示范段好看、好总结，管网末端去了就要当场答复，班子愿意去前一处。
    对：
    - 〔模式：contribution〕二、原因分析⏎示范段好看、好总结，管网末端去了就要当场答复，班子愿意去前一处。
    - 会前重温《关于新形势下党内政治生活的若干准则》《县以上党和国家机关党员领导干部民主生活会若干规定》，逐条对照。
    - 会议围绕深入学习贯彻习近平新时代中国特色社会主义思想，巩固深化党纪学习教育成果的主题，排了3次学习。
    - 二、原因分析⏎热线件换了灯泡就算办结，没有人回头看效果。
    - 班子在【协调事项】上开会【会议次数】次，【未定的事】没有议定；【拖延后果】。
    - 以上对照检查，请市局党组和同志们批评指正。
    """
    if document.mode != "own":
        return
    index = _index(library)
    plain = plain_of(document, standing_phrases(library))
    own = _own_item(library, document)
    for start, end, place in _runs(index, plain, own):
        kind, item_id, line = index.where(place)
        title, named = library.of(kind)[item_id].title, KIND_TITLES[kind]
        named = "" if title.startswith(named) else named
        first, last = plain.places[start], plain.places[end - 1] + 1
        yield document.finding(
            first,
            last,
            "same/library",
            "info",
            f"有{end - start}个字与本站{named}“{title}”相同（{library.sources[kind, item_id].path}第{line}行）。",
            "请改成自己的话：换成本单位的事，写自己的说法。",
        )


def _runs(index: Index, plain: Plain, own: tuple[str, str] | None) -> Iterator[tuple[int, int, int]]:
    """Runs shared with the library, left to right: start and end in the plain text, place in the library."""
    here = 0
    text = plain.text
    while here + GRAM <= len(text):
        best: tuple[int, int, int] | None = None
        for place in index.grams.get(text[here : here + GRAM], ()):
            if own and index.where(place)[:2] == own:
                continue
            start, end = _grown(index.text, place, text, here)
            if end - start >= RUN and (best is None or end > best[1]):
                best = (start, end, place - (here - start))
        if best:
            yield best
            here = best[1]
        else:
            here += 1


def _grown(whole: str, place: int, text: str, here: int) -> tuple[int, int]:
    """The shared run round a gram, as start and end in the text."""
    left = 0
    while left < STEP and here > left and place > left and text[here - left - 1] == whole[place - left - 1] != "\n":
        left += 1
    size = GRAM
    most = min(len(text) - here, len(whole) - place)
    while size < most and text[here + size] == whole[place + size] != "\n":
        size += 1
    return here - left, here + size


@lru_cache(maxsize=2)
def _index(library: Library) -> Index:
    standing = standing_phrases(library)
    parts: list[str] = []
    starts: list[int] = []
    items: list[tuple[str, str, int]] = []
    size = 0
    for kind in SOURCES:
        for item_id in library.of(kind):
            source = library.sources[kind, item_id]
            for number, line in enumerate(source.body.split("\n"), source.body_line):
                words = "" if line.startswith("#") else "".join(TOKEN.findall(mask(line, standing)))
                words = re.sub(r"[\x00]+", "\n", words) + "\n"
                if len(words) > GRAM:
                    parts.append(words)
                    starts.append(size)
                    items.append((kind, item_id, number))
                    size += len(words)
    text = "".join(parts)
    grams: dict[str, list[int]] = {}
    for place in range(0, len(text) - GRAM + 1, STEP):
        gram = text[place : place + GRAM]
        if "\n" not in gram:
            grams.setdefault(gram, []).append(place)
    return Index(text, grams, starts, items)


def _own_item(library: Library, document: Document) -> tuple[str, str] | None:
    """The item that the document is, where a page of the library is itself checked as a draft."""
    try:
        path = Path(document.path).resolve().relative_to(library.docs.resolve())
    except (ValueError, OSError):
        return None
    kind, _, rest = path.as_posix().partition("/")
    return kind, rest.removesuffix(".md")


def across(library: Library, documents: Sequence[Document]) -> Found:
    """same/files：几份材料之间有整句或者20个以上的字相同。

    为什么：一个单位的几份材料互相抄，或者抄了别的单位的，放在一起读就看得出来。

    错：
    - 〔甲〕二、原因分析⏎怕牵了头就成了自家的事，来函一拖再拖。〔乙〕二、原因分析⏎怕牵了头就成了自家的事，来函一拖再拖。
    - 〔甲〕班子怕定了新办法，以后别的村都拿着票据来要维修资金，就一直放着。〔乙〕我怕定了新办法，以后别的村都拿着票据来要维修资金，没有提交。
    - 〔甲〕一是到管网末端少，全年只去了两个村。〔乙〕报账一律两人。〔丙〕一、问题⏎一是到管网末端少，全年只去了两个村。
    对：
    - 〔甲〕（一）严守政治纪律和政治规矩、维护党中央权威和集中统一领导⏎查出2个。〔乙〕（一）严守政治纪律和政治规矩、维护党中央权威和集中统一领导⏎查出1个。
    - 〔甲〕会前学习《县以上党和国家机关党员领导干部民主生活会若干规定》。〔乙〕会前学习《县以上党和国家机关党员领导干部民主生活会若干规定》。
    - 〔甲〕以上是班子的对照检查，请区委督导组和同志们批评指正。⏎中共云岫市青塬区水务局党组〔乙〕以上是班子的对照检查，请区委督导组和同志们批评指正。⏎中共云岫市青塬区水务局党组
    - 〔甲〕班子12月查了214张凭证，没有发现超范围的支出。〔乙〕我12月查了14张凭证，没有发现超标准的支出。
    """
    standing = standing_phrases(library)
    grams: dict[str, tuple[int, int]] = {}
    whole: dict[str, tuple[int, int]] = {}
    for number, document in enumerate(documents):
        struck = strike(document, standing)
        plain = plain_of(document, standing)
        sentences = list(_sentences(struck))
        if number:
            runs = list(_shared(plain, grams))
            yield from (_told(documents, number, *run) for run in runs)
            starts = [run[0] for run in runs]
            for start, end, key in sentences:
                place = bisect.bisect_right(starts, start) - 1
                inside = place >= 0 and runs[place][1] >= end - 1
                if key in whole and not inside:
                    yield _told(documents, number, start, end, whole[key], len(key))
        for start, _, key in sentences:
            whole.setdefault(key, (number, start))
        for place in range(len(plain.text) - RUN + 1):
            gram = plain.text[place : place + RUN]
            if "\n" not in gram:
                grams.setdefault(gram, (number, plain.places[place]))


def _shared(plain: Plain, grams: dict[str, tuple[int, int]]) -> Iterator[tuple[int, int, tuple[int, int], int]]:
    """Runs of 20 or more that an earlier file has: start and end in the text, where it first stands, its length."""
    here = 0
    last = len(plain.text) - RUN
    while here <= last:
        origin = grams.get(plain.text[here : here + RUN])
        if origin is None:
            here += 1
            continue
        start = here
        while here < last and plain.text[here + 1 : here + 1 + RUN] in grams:
            here += 1
        end = here + RUN
        yield plain.places[start], plain.places[end - 1] + 1, origin, end - start
        here = end


def _sentences(struck: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and letters of each sentence of 12 or more."""
    for match in SENTENCES.finditer(struck):
        words = [found for found in TOKEN.finditer(match[0]) if found[0][0] != "\x00"]
        key = "".join(found[0] for found in words)
        if len(key) >= SENTENCE:
            yield match.start() + words[0].start(), match.start() + words[-1].end(), key


def _told(
    documents: Sequence[Document], number: int, start: int, end: int, origin: tuple[int, int], size: int
) -> Finding:
    other = documents[origin[0]]
    line, _ = other.place(origin[1])
    return documents[number].finding(
        start,
        end,
        "same/files",
        "warning",
        f"有{size}个字与{other.path}第{line}行相同。",
        "各写各的：班子写班子的责任，个人写自己的；事实相同的，换角度说，或者只留一处。",
    )


RULES: tuple[Rule, ...] = (shared_with_library,)
