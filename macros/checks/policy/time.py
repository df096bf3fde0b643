"""policy/: versions, articles, meetings, and what had not yet been on the document's date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.citations import citable, full, terms
from macros.dates import chinese_date
from macros.fields import Confidence
from macros.finding import Finding, Level
from macros.library import Library
from macros.mentions import Mention
from macros.model import Article, ArticleIn, Policy
from macros.text import LEVEL_OF, Text

Found = Iterator[Finding]

THEN = re.compile(r"当时|原|时任|旧|曾|修订前|过去|当年|上年度|上一年度|上年|去年|上一次")
COMING = re.compile(r"迎接|筹备|即将|将|拟|准备|等待|期待|召开前|召开之前|预定|计划")
YEAR_VERSION = re.compile(r"(\d{4})年(?:版|修订版|版本)|(?<=现行的)(\d{4})年(?=$)")
ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇]+条")
SESSION = re.compile(r"(?:党的)?(二十|十九|十八|20|19|18)届(中央纪委|中纪委)?([一二三四五六七八])(中|次)全会")


def versions(library: Library, text: Text, mentions: list[Mention]) -> Found:
    """policy/version：引的版本在成文那天没有施行，或者已经被新版代替。"""
    for mention in mentions:
        policy = library.policies[mention.policy]
        if not policy.versions or mention.kind == "wrong" or text.in_quotation(mention.start, mention.end):
            continue
        valid = citable(policy, text.as_of)
        before, after = text.clause(mention.start, mention.end)
        if THEN.search(before) or THEN.search(after):
            continue
        ended = _ended(policy, text)
        if ended:
            yield text.finding(mention.start, mention.end, "policy/version", *ended)
        elif (
            mention.kind == "old"
            and valid
            and valid.label != mention.version
            and not _same_but_particles(policy, mention.text)
        ):
            yield _stale(library, text, policy, mention.start, mention.end, mention.version or "", valid.label)
        elif mention.kind in ("title", "old") and valid is None:
            first = policy.versions[0]
            if first.effective and first.effective.value.first > text.as_of:
                message = f"{first.effective.value.chinese}起施行，成文日期{chinese_date(text.as_of)}还没有施行。"
                yield text.finding(
                    mention.start,
                    mention.end,
                    "policy/version",
                    LEVEL_OF[first.effective.confidence],
                    message,
                    "换成当时有效的文件，或者改掉成文日期。",
                )
        for match in [*YEAR_VERSION.finditer(before[-12:]), *YEAR_VERSION.finditer(after[:12])]:
            cited = match[1] or match[2]
            if valid is None or cited == valid.label:
                continue
            offset = (
                mention.start - len(before[-12:]) + match.start()
                if match.string == before[-12:]
                else mention.end + match.start()
            )
            yield _stale(library, text, policy, offset, offset + len(match[0]), cited, valid.label)


def _ended(policy: Policy, text: Text) -> tuple[Level, str, str] | None:
    """Level, message and mend where the document had ended by the text's date without a next version."""
    last = terms(policy)[-1]
    if last.status(text.as_of) != "已废止" or not last.version.repealed:
        return None
    repealed = last.version.repealed
    message = f"{repealed.value.chinese}起已经废止，成文日期是{chinese_date(text.as_of)}。"
    return LEVEL_OF[repealed.confidence], message, "换成当时有效的文件；说的确是过去，写明“当时”。"


def _same_but_particles(policy: Policy, name: str) -> bool:
    """An older name that differs from the present one by 的 alone is in general use for both."""
    return name.strip("《》").replace("的", "") == policy.title.replace("的", "")


def _stale(library: Library, text: Text, policy: Policy, start: int, end: int, cited: str, valid: str) -> Finding:
    term = next(term for term in terms(policy) if term.version.label == valid)
    switch = next((t for t in terms(policy) if t.version.label == max(cited, valid)), term)
    facts = [switch.version.effective, switch.version.issued, switch.version.adopted]
    confidence: Confidence = next((fact.confidence for fact in facts if fact), "K高")
    right = full(policy, library.vocabulary, term.version)
    known = any(version.label == cited for version in policy.versions)
    why = ("已有新版" if cited < valid else "还没有施行") if known else "没有查到"
    message = f"按成文日期{chinese_date(text.as_of)}，有效的是{valid}年版，{cited}年版{why}。"
    return text.finding(
        start, end, "policy/version", LEVEL_OF[confidence], message, f"写{right}；说的确是过去那一版，写明“当时”。"
    )


def article_numbers(library: Library, text: Text, mentions: list[Mention]) -> Found:
    """policy/article：条号是别的版本的，或者与所说的内容不是一条。"""
    for mention in mentions:
        policy = library.policies[mention.policy]
        if not policy.articles or text.in_quotation(mention.start, mention.end):
            continue
        valid = citable(policy, text.as_of)
        before, _ = text.clause(mention.start, mention.end)
        if (
            valid is None
            or THEN.search(before)
            or YEAR_VERSION.search(before[-12:])
            or re.search(r"\d{4}年修订的$", before)
        ):
            continue
        tail = text.text[mention.end : mention.end + 14]
        match = ARTICLE.search(tail)
        if not match or re.search(r"[。；，]", tail[: match.start()]):
            continue
        start, end = mention.end + match.start(), mention.end + match.end()
        _, after = text.sentence(start, end)
        said = _subject(policy, after[:40]) or _subject(policy, text.sentence(mention.start, mention.start)[0][-40:])
        right = said and _entry(said, valid.label)
        if not said or not right or right.number.startswith(match[0]) or match[0] in right.number:
            continue
        other = next(
            (
                e
                for a in policy.articles
                for e in a.in_
                if e.number.startswith(match[0]) and (e.version != valid.label or a is not said)
            ),
            None,
        )
        confidence = _lower(right.confidence, other.confidence if other and other.version != valid.label else "V")
        seen = f"；{match[0]}是{other.version}年版的号" if other and other.version != valid.label else ""
        message = f"{valid.label}年版里，{said.subject}是{right.number}{seen}（按成文日期{chinese_date(text.as_of)}）。"
        yield text.finding(
            start,
            end,
            "policy/article",
            LEVEL_OF[confidence],
            message,
            f"改成{right.number}；自查材料一般也可以不引条号。",
        )


def _subject(policy: Policy, words: str) -> Article | None:
    """The subject a stretch speaks of: the longest keyword of a subject that stands in it."""
    best: tuple[int, Article] | None = None
    for article in policy.articles:
        for keyword in re.split(r"[、，；/（）]|和|与|等", article.subject):
            if len(keyword) >= 4 and keyword.strip("“”") in words and (best is None or len(keyword) > best[0]):
                best = (len(keyword), article)
    return best[1] if best else None


def _entry(article: Article, label: str) -> ArticleIn | None:
    return next((entry for entry in article.in_ if entry.version == label), None)


def _lower(first: Confidence, second: Confidence) -> Confidence:
    order: list[Confidence] = ["V", "V2", "K高"]
    return max(first, second, key=order.index)


def sessions(library: Library, text: Text, mentions: list[Mention]) -> Found:
    """policy/meeting：会议的届次、“中”和“次”、年份写错。"""
    told = set()
    for mention in mentions:
        policy = library.policies[mention.policy]
        if policy.kind != "会议" or text.in_quotation(mention.start, mention.end):
            continue
        if mention.kind == "wrong":
            wrong = next(w for w in policy.wrong_names if w.text in mention.text)
            told.add(mention.start)
            yield text.finding(
                mention.start,
                mention.end,
                "policy/meeting",
                LEVEL_OF[wrong.confidence],
                f"{wrong.reason}。",
                f"写“{policy.title}”。",
            )
        elif policy.begins:
            yield from _meeting_year(text, mention, policy)
    for match in SESSION.finditer(text.text):
        if match.start() in told or any(
            m.start <= match.start() < m.end or match.start() <= m.start < match.end() for m in mentions
        ):
            continue
        discipline, kind = bool(match[2]) or text.text[: match.start()].endswith(("中央纪委", "中纪委")), match[4]
        if discipline == (kind == "次") or text.in_quotation(match.start(), match.end()):
            continue
        right = "“次”" if discipline else "“中”"
        message = f"{'中央纪委' if discipline else '中央委员会'}的全会用{right}，这里写成了“{kind}”。"
        yield text.finding(match.start(), match.end(), "policy/meeting", "warning", message, f"改成{right}。")


def _meeting_year(text: Text, mention: Mention, policy: Policy) -> Found:
    """A year set directly on a meeting that was held in another."""
    assert policy.begins
    years = {policy.begins.value.parts[0], *([policy.ends.value.parts[0]] if policy.ends else [])}
    before, after = text.clause(mention.start, mention.end)
    direct = re.search(r"(\d{4})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:至\d{1,2}[日月])?(?:召开|举行|开)?(?:的)?$", before)
    later = re.match(r"(?:是|于|在)?(?:于|在)?(\d{4})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:召开|举行|开的)", after)
    for match, offset in ((direct, mention.start - len(before)), (later, mention.end)):
        if match and int(match[1]) not in years:
            start = offset + match.start(1)
            message = f"{policy.title}是{policy.begins.value.chinese}开的，不是{match[1]}年。"
            yield text.finding(
                start,
                start + 5,
                "policy/meeting",
                LEVEL_OF[policy.begins.confidence],
                message,
                f"改成{policy.begins.value.parts[0]}年。",
            )


def not_yet(library: Library, text: Text, mentions: list[Mention]) -> Found:
    """policy/not-yet：成文那天还没有开的会、还没有开展的活动，写成了已经有的。"""
    for mention in mentions:
        policy = library.policies[mention.policy]
        if policy.versions or not policy.begins or mention.kind == "wrong" or policy.begins.value.first <= text.as_of:
            continue
        before, after = text.clause(mention.start, mention.end)
        if COMING.search(before) or COMING.search(after[:12]) or text.in_quotation(mention.start, mention.end):
            continue
        message = f"{policy.begins.value.chinese}才有，成文日期是{chinese_date(text.as_of)}。"
        yield text.finding(
            mention.start,
            mention.end,
            "policy/not-yet",
            LEVEL_OF[policy.begins.confidence],
            message,
            "删掉，或者核对成文日期；说的是将来，写“将”“迎接”。",
        )
