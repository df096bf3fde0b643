"""Adding an item touches one file: it appears in the folder's page, in the data and where it belongs, with nothing else changed."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.conftest import run

SOURCES = {
    "policies": ("dangzu-gongzuo-tiaoli", "xin-zhengce"),
    "themes": ("2024-niandu", "xin-zhuti"),
    "problems": ("xunshi-zhenggai/xiaohao-zao-yu-jianxiao", "xunshi-zhenggai/xin-ka"),
    "snippets": ("jieyu/niandu-jieyu", "jieyu/xin-pianduan"),
    "structured": ("anli-pouxi", "xin-zhuanxiang"),
    "templates": ("niandu-duizhao-jiancha", "xin-moban"),
    "examples": ("niandu-chuji-banzi-duizhao", "xin-fanli"),
}
INDEX = {"problems": "problems/xunshi-zhenggai/index.html", "snippets": "snippets/jieyu/index.html"}


def test_one_new_file_of_each_kind(repository: Path) -> None:
    for kind, (old, new) in SOURCES.items():
        text = (repository / "docs" / kind / f"{old}.md").read_text("utf-8")
        text = re.sub(r"^title: .*$", f"title: 新加的条目{kind}", text, count=1, flags=re.M)
        text = re.sub(r"^(short_names|aliases): .*\n", "", text, flags=re.M) if kind == "policies" else text
        (repository / "docs" / kind / f"{new}.md").write_text(text, "utf-8")
    result = run(repository, "scripts.build")
    assert result.returncode == 0, result.stderr
    site = repository / "site"
    for kind, (_, new) in SOURCES.items():
        page = (site / kind / f"{new}.html").read_text("utf-8")
        assert f"新加的条目{kind}" in page
        index = (site / INDEX.get(kind, f"{kind}/index.html")).read_text("utf-8")
        assert f"新加的条目{kind}" in index
        items = json.loads((site / "api/v1" / f"{kind}.json").read_text("utf-8"))["items"]
        assert [item["url"] for item in items if item["id"] == new] == [f"{kind}/{new}.html"]
    # Where it belongs: the theme lists the templates that apply to it, the policy what rests on it.
    assert "新加的条目templates" in (site / "themes/2024-niandu.html").read_text("utf-8")
    assert "新加的条目problems" in (site / "policies/xunshi-gongzuo-tiaoli.html").read_text("utf-8")
    assert "新加的条目examples" in (site / "templates/niandu-duizhao-jiancha.html").read_text("utf-8")
