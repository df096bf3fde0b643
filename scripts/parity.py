"""Build the same sources with MkDocs and with Zensical, the named successor, and compare what a reader gets, page by page."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, normpath
from typing import cast

from lxml import html

from scripts.bench.peers import PAGES, ZENSICAL, Places, build
from scripts.bench.run import BenchError

MACRO_FAULTS = ("Macro Rendering Error", "Macro Syntax Error", "{{", "{%")
SHOWN = 10  # differences of one sort that are printed


@dataclass(frozen=True)
class Page:
    """What a reader gets of a page, apart from how it is dressed."""

    title: str
    headings: tuple[tuple[str, str, str], ...]
    text: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    mentions: tuple[tuple[str, ...], ...]
    data: tuple[tuple[str, str, str], ...]
    frame: tuple[tuple[str, str], ...]
    head: tuple[tuple[str, str], ...]


ASPECTS = {
    "title": "标题",
    "headings": "各级标题和它们的锚",
    "text": "正文",
    "links": "链接",
    "mentions": "政策提到",
    "data": "给脚本用的数据属性",
    "frame": "导航、页头和页脚的链接",
    "head": "页面的说明和安全策略",
}


@dataclass(frozen=True)
class Rule:
    """A difference that is known: what, why, where it is to be seen. Nothing else may differ."""

    what: str
    why: str
    files: Callable[[str], bool]


RULES = (
    Rule(
        "Zensical 另写自己的检索数据",
        "两边都没有开主题的检索；Zensical 不看插件表，总要写 search.json。本站的检索数据由 scripts.build 写，不用它。",
        lambda path: path in ("search.json", "search/search_index.json"),
    ),
    Rule(
        "主题自带的脚本和样式是各自的版本",
        "两家各带自己编译的 bundle、样式和图标；本站的脚本、样式在 assets/antou/，逐字节相同。",
        lambda path: (
            path.startswith(("assets/javascripts/", "assets/stylesheets/", "assets/images/"))
            and not path.startswith("assets/antou/")
        ),
    ),
    Rule(
        "站点地图的写法不同",
        "MkDocs 写修改日期和 .gz，Zensical 只写地址。没有 site_url 时两边都没有内容，读者看不到。",
        lambda path: path in ("sitemap.xml", "sitemap.xml.gz"),
    ),
)

# What is said in a page's head by one engine alone.
HEAD_ALONE = {
    "generator": "引擎自己的名称。",
    "antou-styles": "带格式复制用的样式，由 macros/__init__.py 填进配置；Zensical 不让宏模块改配置，"
    "搬过去的时候要把这一段写进 mkdocs.yml 的 extra.styles，否则带格式的复制没有字体字号。",
}
# Differences of spelling inside pages, which reading a page evens out.
SPELLINGS = (
    "相对地址的写法：Zensical 在同一文件夹的地址前写“./”，指的是同一页。",
    "空白和换行：两个模板引擎留下的空行不同，正文按去掉多余空白的文字比。",
    "主题自己的 data-md-* 属性、图标和 generator 说明：各是各的版本，没有内容。",
    "数据接口、检索数据、组稿数据和 Word 文件不经过这两个引擎：由 macros/export.py 从内容库直接写，换引擎不变。",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 no difference in content, 1 there are differences or macro errors, 2 a build did not come about."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.parity", description="同一份源文件，MkDocs 和 Zensical 逐页比"
    )
    parser.add_argument("--folder", type=Path, help="两个网站生成到哪里，留着看；不写就用完删掉")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="antou-parity-") as temporary:
        places = Places((options.folder or Path(temporary)).resolve())
        try:
            ours, theirs = (_built(places, builder) for builder in (PAGES, ZENSICAL))
        except BenchError as error:
            print(f"没有比成：{error}", file=sys.stderr)
            return 2
        return compare(ours, theirs)


def _built(places: Places, builder: str) -> Path:
    shutil.rmtree(places.folder / f"{builder}-0", ignore_errors=True)
    copy = places.copy(0, builder)
    build(copy, builder)
    return copy / "site"


def compare(ours: Path, theirs: Path) -> int:
    """Print the known differences by rule and every other one; 0 where there is no other."""
    lines = [*_macro_faults(theirs), *_files(ours, theirs), *_pages(ours, theirs)]
    listed = _listed(ours) ^ _listed(theirs) | {p for p in _listed(ours) & _listed(theirs) if _differ(ours, theirs, p)}
    print("已知的差别，读者看不到的：")
    for rule in RULES:
        number = sum(rule.files(path) for path in listed)
        print(f"- {rule.what}（{number}个文件）。{rule.why}" if number else f"- {rule.what}：这一次没有。")
    for spelling in SPELLINGS:
        print(f"- {spelling}")
    for name, why in HEAD_ALONE.items():
        print(f"- 页头的 {name}：{why}")
    if lines:
        print("\n".join(lines), file=sys.stderr)
        print(f"共{len(lines)}处内容上的差别。", file=sys.stderr)
        return 1
    print(f"{len(list(ours.rglob('*.html')))}页逐页比过：{'、'.join(ASPECTS.values())}，内容上没有差别。")
    return 0


def _macro_faults(site: Path) -> Iterator[str]:
    """Zensical publishes a macro's error in the page and exits 0."""
    for path in sorted(site.rglob("*.html")):
        shown = path.read_text("utf-8")
        for fault in MACRO_FAULTS:
            if fault in shown:
                yield f"{path.relative_to(site)}：页面里留着“{fault}”，宏没有算成。"


def _files(ours: Path, theirs: Path) -> Iterator[str]:
    """Files of one site that the other lacks, or that differ, unless a rule says so."""
    one, other = _listed(ours), _listed(theirs)
    for path in sorted(one | other):
        if any(rule.files(path) for rule in RULES):
            continue
        if path not in one or path not in other:
            yield f"{path}：{'MkDocs' if path in one else 'Zensical'}有，另一边没有。"
        elif not path.endswith(".html") and _differ(ours, theirs, path):
            yield f"{path}：两边的字节不同。"


def _differ(ours: Path, theirs: Path, path: str) -> bool:
    return (ours / path).read_bytes() != (theirs / path).read_bytes()


def _listed(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def _pages(ours: Path, theirs: Path) -> Iterator[str]:
    """Each aspect of each page; of one sort a few are shown, with how many there are."""
    found: dict[str, list[str]] = {aspect: [] for aspect in ASPECTS}
    for path in sorted(ours.rglob("*.html")):
        name = path.relative_to(ours).as_posix()
        if not (theirs / name).exists():
            continue  # told with the files
        one, other = read(path, ours), read(theirs / name, theirs)
        for aspect in ASPECTS:
            told = _first(getattr(one, aspect), getattr(other, aspect))
            if told:
                found[aspect].append(f"{name}：{ASPECTS[aspect]}不同：{told}")
    for lines in found.values():
        yield from lines[:SHOWN]
        if len(lines) > SHOWN:
            yield f"……这一类还有{len(lines) - SHOWN}页。"


def _first(one: object, other: object) -> str:
    """The first place where two sequences part."""
    if one == other:
        return ""
    if isinstance(one, tuple) and isinstance(other, tuple):
        pairs = [*zip(one, other, strict=False), (f"共{len(one)}个", f"共{len(other)}个")]
        one, other = next(pair for pair in pairs if pair[0] != pair[1])
    return f"MkDocs {str(one)[:120]}，Zensical {str(other)[:120]}"


def read(path: Path, site: Path) -> Page:
    """A page as its reader gets it; addresses from the site's root."""
    document = html.document_fromstring(path.read_text("utf-8"))
    article = next(iter(document.iter("article")), None)
    body = document if article is None else article
    for gone in _all(body, ".//script | .//style | .//svg"):
        gone.drop_tree()
    folder = str(dirname(path.relative_to(site).as_posix()))
    return Page(
        title=" ".join((document.findtext(".//title") or "").split()),
        headings=tuple((t.tag, _text(t), t.get("id") or "") for t in _all(body, ".//*[re:test(name(), '^h[1-6]$')]")),
        text=tuple(line for line in (" ".join(str(text).split()) for text in body.itertext()) if line),
        links=_links(body, ".//a[@href]", folder),
        mentions=tuple(
            (_text(tag), *(tag.get(f"data-{name}") or "" for name in ("policy", "version", "name", "status", "cite")))
            for tag in _all(body, './/a[contains(@class, "policy-mention")]')
        ),
        data=tuple(
            (tag.tag, name, value)
            for tag in _all(body, ".//*")
            for name, value in sorted(tag.attrib.items())
            if name.startswith("data-") and not name.startswith("data-md-")
        ),
        frame=_links(document, "//nav//a[@href] | //header//a[@href] | //footer//a[@href]", folder),
        head=tuple(
            sorted(
                (tag.get("name") or tag.get("http-equiv") or "", tag.get("content") or "")
                for tag in _all(document, "//head/meta[@content]")
                if tag.get("name") not in HEAD_ALONE
            )
        ),
    )


def _all(tag: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    """What an XPath selects, where it selects elements."""
    return cast("list[html.HtmlElement]", tag.xpath(path, namespaces={"re": "http://exslt.org/regular-expressions"}))


def _links(tag: html.HtmlElement, path: str, folder: str) -> tuple[tuple[str, str], ...]:
    return tuple((_address(str(link.get("href")), folder), _text(link)) for link in _all(tag, path))


def _address(href: str, folder: str) -> str:
    """One spelling for one address: from the site's root, without ./ and detours."""
    if href.startswith("#") or ":" in href.split("/", 1)[0]:
        return href
    path, mark, anchor = href.partition("#")
    return str(normpath(f"{folder}/{path}" if folder else path)) + mark + anchor


def _text(tag: html.HtmlElement) -> str:
    return " ".join(tag.text_content().split())


if __name__ == "__main__":
    sys.exit(main())
