"""A new item passes check apart from what must be filled in; filled in, it passes; nothing is overwritten."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from macros.body import SECTIONS
from macros.checks import load
from macros.library import KINDS, Library
from macros.skeletons import SINGULAR, skeleton
from scripts.new import main
from tests.conftest import ROOT

SLUGS = {
    kind: "lilun-wuzhuang/xin" if kind == "problem" else "jieyu/xin" if kind == "snippet" else "xin-jian"
    for kind in SINGULAR
}


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("new") / "docs"
    shutil.copytree(ROOT / "docs", target)
    return target


def test_every_kind_only_wants_what_must_be_filled_in(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = {}
    for kind, slug in SLUGS.items():
        assert main([kind, slug, "--docs", str(docs)]) == 0
        paths[kind] = Path(capsys.readouterr().out.strip())
        assert paths[kind].is_file() and paths[kind].is_relative_to(docs)
    findings = load(docs)[1]
    for kind, path in paths.items():
        lines = path.read_text("utf-8").split("\n")
        must = {number for number, line in enumerate(lines, 1) if "# 必填" in line or line.startswith("## ")}
        mine = [finding for finding in findings if finding.path == f"docs/{path.relative_to(docs).as_posix()}"]
        assert mine, kind
        body = lines.index("---", 1) + 2
        assert {finding.line for finding in mine} <= must | {body}, [str(finding) for finding in mine]
        assert {f.rule for f in mine} <= {
            "content/missing-field",
            "content/too-short",
            "content/empty-section",
            "content/missing-section",
        }
        for name, field in KINDS[SINGULAR[kind]].model_fields.items():
            if name not in {section.name for section in SECTIONS[SINGULAR[kind]]}:
                assert any(re.match(rf"(# )?{field.alias or name}:", line) for line in lines), (kind, name)
        path.unlink()
    assert {finding.path for finding in findings} == {f"docs/{p.relative_to(docs).as_posix()}" for p in paths.values()}


def test_filled_in_it_passes(docs: Path, library: Library) -> None:
    """The skeleton of a snippet with its empty places filled in is a good snippet."""
    text = skeleton(library, "snippets", date(2026, 11, 25))
    text = re.sub(r"^title:.*$", "title: 新写的结语", text, flags=re.M)
    text = re.sub(r"^writers: \[\].*$", "writers: [班子]", text, flags=re.M)
    text = text.replace("## 正文\n", "## 正文\n\n检查到这里，请同志们批评。\n").replace(
        "## 怎么用\n", "## 怎么用\n\n放在末段。\n"
    )
    path = docs / "snippets/jieyu/xin-tian.md"
    path.write_text(text, "utf-8")
    assert [str(finding) for finding in load(docs)[1]] == []
    path.unlink()


def test_the_front_matter_is_yaml_and_its_comments_too(library: Library) -> None:
    for kind in SINGULAR.values():
        front = skeleton(library, kind, date(2026, 11, 25)).split("---\n")[1]
        assert isinstance(yaml.safe_load(front), dict)


@pytest.mark.parametrize(
    ("kind", "slug", "said"),
    [
        ("problem", "xin", "文件夹"),
        ("problem", "meiyou/xin", "不在词表里"),
        ("policy", "新政策", "小写拼音"),
        ("policy", "../xin", "小写拼音"),
        ("theme", "2024-niandu", "已经有了"),
        ("policy", "2024-niandu", "同名"),
        ("template", "a/b", "位置不对"),
    ],
)
def test_what_is_refused(docs: Path, kind: str, slug: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(docs.rglob("*"))
    assert main([kind, slug, "--docs", str(docs)]) == 1
    assert said in capsys.readouterr().err
    assert sorted(docs.rglob("*")) == before
