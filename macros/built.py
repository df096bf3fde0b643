"""The built pages looked at once more for active content (活动内容), whatever the sources passed.

This trusts nothing before it: not safety.py, not the engine, not a theme's update. A page may run the scripts under assets/ and the inline
ones whose hashes its Content-Security-Policy names, and nothing else; it opens no frame, sends no form, and no address in it is a program.
"""

from __future__ import annotations

import base64
import hashlib
import html
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

from macros.finding import Finding
from macros.kept import FRESH, Fresh, digest

FORBIDDEN = frozenset({"iframe", "frame", "frameset", "object", "embed", "applet", "base", "portal", "foreignobject"})
ADDRESSES = frozenset({"href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset", "background"})
# A page without one of these needs no closer look; the policy itself, which speaks of data:, is taken out first.
SUSPECT = re.compile(
    r"<(?:iframe|frame|object|embed|applet|base|portal|foreignobject|animate|set\b)|[\s\"'/]on[a-z]+\s*=|srcdoc|formaction|http-equiv|(?<![\w-])action\s*="
    r"|(?:javascript|vbscript|data)\s*:|&(?:colon|tab|newline);|&#(?!3[49];)",  # an escaped quotation mark spells no program, and stands in every page
)
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.I | re.S)
SOURCE = re.compile(r'\bsrc="([^"]*)"')
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', re.I)
PROGRAM = re.compile(
    r"[\s\x00-\x20]*(?:j[\s\x00-\x20]*a[\s\x00-\x20]*v[\s\x00-\x20]*a|v[\s\x00-\x20]*b)[\s\x00-\x20]*script[\s\x00-\x20]*:",
    re.I,
)
FIX = "这是生成环节的漏洞，请连同这一页的源文件报给维护的人，不要发布。"


def check_built(site: Path, kept: Fresh = FRESH) -> Iterator[Finding]:
    """Every active thing in the pages under `site` that is not ours, with its page and line; a page already looked at, to the letter and
    beside the same files, is not looked at again.
    """
    assets = sorted(path.relative_to(site).as_posix() for path in (site / "assets").rglob("*") if path.is_file())
    beside = digest(assets)
    _under_assets.cache_clear()  # asked anew: an earlier build of this process may have had other files here
    for path in sorted(site.rglob("*.html")):
        raw, shown = path.read_bytes(), path.relative_to(site).as_posix()

        def look(raw: bytes = raw, shown: str = shown) -> list[Finding]:
            return list(check_page(raw.decode("utf-8"), shown, site))

        yield from kept.get("built", (beside, shown, raw), look)


def check_page(text: str, shown: str, site: Path) -> Iterator[Finding]:
    """The same for one page; `shown` is its path under the site."""

    def finding(offset: int, message: str) -> Finding:
        return Finding(shown, text.count("\n", 0, offset) + 1, 1, "safety/built", message, FIX)

    policies = POLICY.findall(text)
    if len(policies) != 1:
        yield finding(0, f"页面里有{len(policies)}条内容安全策略，应当正好一条。")
    allowed = set(re.findall(r"'sha256-([^']+)'", html.unescape(policies[0]))) if policies else set()
    matched = 0
    for match in SCRIPT.finditer(text):
        matched += 1
        attributes, inside = match[1], match[2]
        source = SOURCE.search(attributes)
        if source and not _is_asset(source[1], shown, site):
            yield finding(match.start(), f"页面要运行站外或者没有的脚本“{source[1][:80]}”。")
        elif not source and 'type="application/json"' not in attributes and _hash(inside) not in allowed:
            yield finding(match.start(), "页面里有不是本站的脚本。")
    if matched != len(re.findall(r"<script\b", text, re.I)):
        yield finding(0, "页面里有没有收尾的脚本标签。")
    plain = SCRIPT.sub(lambda m: "\n" * m[0].count("\n"), POLICY.sub("", text))
    if SUSPECT.search(plain.lower()):
        reader = _Reader()
        reader.feed(plain)
        yield from (Finding(shown, line, 1, "safety/built", message, FIX) for line, message in reader.found)


def _is_asset(source: str, shown: str, site: Path) -> bool:
    """Whether a script is a file under the site's assets/; the page for lost addresses names it from the root."""
    if re.match(r"[a-z][a-z0-9+.-]*:|//|\\", source, re.I):
        return False
    base = site if source.startswith("/") else (site / shown).parent
    return _under_assets(os.path.normpath(base / source.lstrip("/")), site)


@lru_cache(maxsize=256)  # the same few scripts stand in every page
def _under_assets(path: str, site: Path) -> bool:
    target = Path(path).resolve()
    return target.is_file() and (site / "assets").resolve() in target.parents


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


class _Reader(HTMLParser):
    """Reads a page as a browser does and keeps what is active in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        if tag in FORBIDDEN:
            self.found.append((line, f"页面里有 {tag} 标签。"))
        for name, value in attrs:
            if name.startswith("on") or name in ("srcdoc", "formaction"):
                self.found.append((line, f"标签 {tag} 带着会运行的属性 {name}。"))
            elif tag == "form" and name == "action":
                self.found.append((line, "页面里有要提交到别处的表单。"))
            elif tag == "meta" and name == "http-equiv":
                self.found.append((line, "页面里有会跳转或者改策略的 meta 标签。"))
            elif tag in ("animate", "set") and name == "attributename":
                self.found.append((line, "图形里有会改地址的动画。"))
            elif name in ADDRESSES and PROGRAM.match(value or ""):
                self.found.append((line, f"标签 {tag} 的 {name} 是一段程序。"))
            elif name in ADDRESSES and tag != "img" and re.match(r"\s*data\s*:", value or "", re.I):
                self.found.append((line, f"标签 {tag} 的 {name} 是 data: 地址。"))
