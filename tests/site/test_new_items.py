"""Adding an item touches one file: it appears in the folder's page, in the data and where it belongs, with nothing else changed."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.conftest import run

SOURCES = {
    "policies": ("dangzu-gongzuo-tiaoli", "xin-zhengce"),
    "themes": ("2024-niandu", "xin-zhuti"),
    "problems": (
        "xunshi-zhenggai/xiaohao-zao-yu-jianxiao",
        "xunshi-zhenggai/xin-ka",
    ),  # the new one is CARD: two alike are refused
    "snippets": ("jieyu/niandu-jieyu", "jieyu/xin-pianduan"),
    "structured": ("anli-pouxi", "xin-zhuanxiang"),
    "templates": ("niandu-duizhao-jiancha", "xin-moban"),
    "examples": ("niandu-chuji-banzi-duizhao", "xin-fanli"),
}
INDEX = {"problems": "problems/xunshi-zhenggai/index.html", "snippets": "snippets/jieyu/index.html"}


CARD = """---
title: 新加的条目problems
writers: [班子]
root: zhidu
root_note: 交账时没有人再看一眼
policies: [xunshi-gongzuo-tiaoli]
screening: 交账的清单上有一项没有凭据，才选这张卡。
facts:
  - {blank: 缺凭据项数, look: 交账清单, example: '2', kind: 数字}
reviewed_on: 2026-11-25
---

## 表现

### 班子

年底交账，清单上有【缺凭据项数】项拿不出一张纸，经办的科室说“办过了”，就算过了关。

## 直接原因

### 班子

谁来收清单、收的时候看什么，一直没有定过，交来多少算多少。

## 整改

### 班子

- 做什么：清单后面逐项贴凭据，缺一项的当场退回。
- 谁来做：【综合科室】收，分管的同志看。
- 何时完成：【整改期限】前把缺的补齐。
- 怎样检查：【检查部门】抽三项去找经手的人问。
- 算办到：抽到的都有凭据，经手的人说得清。

## 不要这样写

> 工作还不够细致。

翻一翻清单，缺的是哪两项，写出来。
"""


def test_one_new_file_of_each_kind(repository: Path) -> None:
    for kind, (old, new) in SOURCES.items():
        text = (repository / "docs" / kind / f"{old}.md").read_text("utf-8")
        text = re.sub(r"^title: .*$", f"title: 新加的条目{kind}", text, count=1, flags=re.M)
        text = re.sub(r"^(short_names|aliases): .*\n", "", text, flags=re.M) if kind == "policies" else text
        (repository / "docs" / kind / f"{new}.md").write_text(CARD if kind == "problems" else text, "utf-8")
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
