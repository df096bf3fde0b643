"""The comparison of two builds tells every planted difference in content, and no difference of mere spelling."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.parity import compare

PAGE = """<!doctype html><html><head><title>纪律 - 案头</title><meta name="generator" content="A">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head>
<body><nav><a href="../index.html">首页</a><a href="b.html">乙</a></nav>
<article><h1 id="甲">甲</h1><p>正文<a class="policy-mention" href="c.html#x" data-policy="dangzhang" data-version="2022">党章</a></p>
<div data-blank="单位名称">空</div></article></body></html>"""


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    made = tmp_path / "mkdocs", tmp_path / "zensical"
    for site in made:
        (site / "policies").mkdir(parents=True)
        (site / "policies" / "a.html").write_text(PAGE, "utf-8")
        (site / "assets" / "antou").mkdir(parents=True)
        (site / "assets" / "antou" / "site.css").write_text("a{}", "utf-8")
    return made


def test_spelling_is_no_difference(sites: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    page = sites[1] / "policies" / "a.html"
    respelt = (
        PAGE.replace('href="b.html"', 'href="./b.html"')
        .replace("<p>", "\n\n  <p>")
        .replace('content="A"', 'content="B"')
    )
    page.write_text(respelt.replace("<article>", '<article data-md-x="1">'), "utf-8")
    (sites[1] / "search.json").write_text("{}", "utf-8")
    assert compare(*sites) == 0
    said = capsys.readouterr().out
    assert "1页逐页比过" in said and "另写自己的检索数据（1个文件）" in said


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("纪律 - 案头", "纪律", "标题不同"),
        ('id="甲"', 'id="_1"', "锚不同"),
        ("<h1", "<h2", "各级标题"),
        ("正文", "正", "正文不同"),
        ("c.html#x", "c.html", "链接不同"),
        ("2022", "2017", "政策提到不同"),
        ('data-blank="单位名称"', 'data-blank="单位"', "数据属性不同"),
        ('"b.html"', '"d.html"', "导航、页头和页脚的链接不同"),
        ("default-src 'none'", "", "安全策略不同"),
        ("空<", "空{{ draft() }}<", "宏没有算成"),
        ("空<", "Macro Rendering Error<", "宏没有算成"),
    ],
)
def test_each_difference_is_told(
    sites: tuple[Path, Path], capsys: pytest.CaptureFixture[str], before: str, after: str, told: str
) -> None:
    assert before in PAGE
    (sites[1] / "policies" / "a.html").write_text(PAGE.replace(before, after), "utf-8")
    assert compare(*sites) == 1
    said = capsys.readouterr().err
    assert told in said and "policies/a.html" in said


def test_files_that_one_side_lacks_or_changes_are_told(
    sites: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (sites[0] / "policies" / "only.html").write_text(PAGE, "utf-8")
    (sites[1] / "assets" / "antou" / "site.css").write_text("b{}", "utf-8")
    assert compare(*sites) == 1
    said = capsys.readouterr().err
    assert "policies/only.html：MkDocs有，另一边没有" in said and "assets/antou/site.css：两边的字节不同" in said
