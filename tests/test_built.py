"""The built pages are looked at again: each kind of active content is found in a page that has passed everything else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from macros.built import check_built, check_page
from macros.kept import keeping

PLANTED = {
    "script": ("<script>alert(1)</script>", "不是本站的脚本"),
    "script-attribute": ("<script defer>alert(1)</script >", "不是本站的脚本"),
    "script-elsewhere": ('<script src="https://example.org/x.js"></script>', "站外"),
    "script-no-scheme": ('<script src="//example.org/x.js"></script>', "站外"),
    "script-out-of-assets": ('<script src="../index.html"></script>', "站外"),
    "script-unclosed": ("<script>alert(1)", "没有收尾"),
    "handler": ('<img src="a.png" onerror="alert(1)">', "onerror"),
    "handler-slash": ("<svg/onload=alert(1)>", "onload"),
    "handler-behind-quotes": ('<p title="a>b" onclick="alert(1)">甲</p>', "onclick"),
    "frame": ('<iframe src="index.html"></iframe>', "iframe"),
    "frame-text": ('<div srcdoc="x"></div>', "srcdoc"),
    "object": ('<object data="x.swf"></object>', "object"),
    "base": ('<base href="https://example.org/">', "base"),
    "form": ('<form action="https://example.org/"></form>', "表单"),
    "button": ('<button formaction="https://example.org/">甲</button>', "formaction"),
    "refresh": ('<meta http-equiv="refresh" content="0;url=https://example.org">', "跳转"),
    "program": ('<a href="javascript:alert(1)">甲</a>', "程序"),
    "program-entity": ('<a href="java&#115;cript&colon;alert(1)">甲</a>', "程序"),
    "program-tab": ('<a href="java&Tab;script:alert(1)">甲</a>', "程序"),
    "data": ('<a href="data:text/html,x">甲</a>', "data:"),
    "animation": ('<svg><animate attributeName="href" values="x"/></svg>', "动画"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_it_is_found(site: Path, name: str) -> None:
    planted, said = PLANTED[name]
    shown = "guides/biaodian-shuzi.html"
    text = (site / shown).read_text("utf-8")
    place = text.index("<article")
    place = text.index("\n", place) + 1
    found = list(check_page(text[:place] + planted + text[place:], shown, site))
    assert any(said in finding.message for finding in found), [str(finding) for finding in found]
    assert all(finding.path == shown and finding.fix for finding in found)
    if name not in ("script-unclosed",):
        assert found[0].line == text.count("\n", 0, place) + 1


def test_a_page_without_its_policy_is_found(site: Path) -> None:
    shown = "index.html"
    text = (site / shown).read_text("utf-8").replace('http-equiv="Content-Security-Policy"', 'name="x"')
    assert any("内容安全策略" in finding.message for finding in check_page(text, shown, site))


def test_the_site_has_nothing_active_of_others(site: Path) -> None:
    assert [str(finding) for finding in check_built(site)] == []


def test_what_is_kept_hides_no_fault(site: Path, tmp_path: Path) -> None:
    """A page that was looked at is looked at again when it, or what stands beside it, has changed."""
    (tmp_path / "mkdocs.yml").write_text("", "utf-8")
    copy = tmp_path / "site"
    shutil.copytree(site / "assets" / "antou", copy / "assets" / "antou")
    page = copy / "compose.html"
    text = re.sub(r'<script src="assets/javascripts[^>]*></script>', "", (site / "compose.html").read_text("utf-8"))

    def found() -> list[str]:
        with keeping(tmp_path, "built") as kept:
            return [finding.message for finding in check_built(copy, kept)]

    page.write_text(text, "utf-8")
    assert found() == found() == []
    page.write_text(text.replace("</main>", '<a href="javascript:alert(1)">x</a></main>'), "utf-8")
    assert found() == ["标签 a 的 href 是一段程序。"]
    page.write_text(text, "utf-8")
    assert found() == []
    (copy / "assets" / "antou" / "copy.js").unlink()
    assert len(found()) == 1
