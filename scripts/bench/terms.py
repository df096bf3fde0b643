"""What is searched for, and what is true: terms from the items' own text, pages that show them."""

from __future__ import annotations

import html
import random
import re
from pathlib import Path

from macros.library import Library, url_of

HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
ARTICLE = re.compile(r"<article\b.*?</article>", re.S)
TAG = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", re.S)
MARKS = re.compile(r"\*\*|~~|`")
SEED = 11
NAMES = 5


class Truth:
    """Which pages show a term, and which items say it themselves."""

    def __init__(self, library: Library, site: Path) -> None:
        self.pages = {path.relative_to(site).as_posix(): _article(path) for path in sorted(site.rglob("*.html"))}
        self.own = {
            url_of(kind, item_id): MARKS.sub("", source.text) for (kind, item_id), source in library.sources.items()
        }

    def items(self, term: str) -> set[str]:
        """Items that say the term themselves, on a page that shows it: every engine could know them."""
        return {url for url, text in self.own.items() if term in text and term in self.pages.get(url, "")}

    def score(self, term: str, answer: dict[str, list[str]], first: int) -> tuple[float, float]:
        """Share of the first hits whose page shows the term (of as many as there are to find), share of the items found."""
        shown = [url for url in answer["shown"] if url in self.pages][:first]
        right = sum(term in self.pages[url] for url in shown)
        items = self.items(term)
        return right / max(len(shown), min(first, len(items))), len(items & set(answer["all"])) / len(items)


def _article(path: Path) -> str:
    match = ARTICLE.search(path.read_text("utf-8"))
    return re.sub(r"\s+", " ", html.unescape(TAG.sub("", match[0]))) if match else ""


def terms(library: Library, truth: Truth, count: int) -> list[str]:
    """Terms of two to six characters from the items' bodies, always the same."""
    chance = random.Random(SEED)
    sources = sorted(library.sources.items())
    chosen: list[str] = []
    while len(chosen) < count:
        _, source = chance.choice(sources)
        runs = HAN.findall(source.body)
        run = chance.choice(runs) if runs else ""
        length = chance.randint(2, 6)
        start = chance.randint(0, max(0, len(run) - length))
        term = run[start : start + length]
        if len(term) >= 2 and term not in chosen and truth.items(term):
            chosen.append(term)
    return chosen


def names(library: Library) -> list[str]:
    """Names that clerks type: the short names of a few documents."""
    short = [policy.short_names[0] for policy in library.policies.values() if policy.short_names]
    return short[:: max(1, len(short) // NAMES)][:NAMES]
