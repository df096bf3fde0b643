"""What is kept between builds never makes a stale page: after a change of each kind of input the site is that of a fresh build."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from macros.kept import FRESH, digest, keeping
from scripts.bench.library import resized
from tests.conftest import ROOT, copy_repository, run

CARD = "problems/dandang-zuowei"


def replace(path: str, old: str, new: str) -> Callable[[Path], None]:
    """A change of one place in a file of the repository; the file's size and time need not tell it."""

    def change(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text, path
        (root / path).write_text(text.replace(old, new, 1), "utf-8")

    return change


def a_card(root: Path) -> Path:
    return next(path for path in sorted((root / "docs" / CARD).glob("*.md")) if path.name != "index.md")


def body(root: Path) -> None:
    card = a_card(root)
    card.write_text(card.read_text("utf-8").rstrip("\n") + "量快慢时加的一句，说的是“三会一课”。\n", "utf-8")


def title(root: Path) -> None:
    card = a_card(root)
    card.write_text(card.read_text("utf-8").replace("title: ", "title: 新的", 1), "utf-8")


NEW = "docs/snippets/daoyu/zui-hou-de-yi-ge.md"


def another(root: Path) -> None:
    """A snippet more; lists, counts, the index and the search tell of it."""
    first = next(path for path in sorted((root / NEW).parent.glob("*.md")) if path.name != "index.md")
    (root / NEW).write_text(first.read_text("utf-8").replace("title: ", "title: 又一个", 1), "utf-8")


def one_less(root: Path) -> None:
    (root / NEW).unlink()


CHANGES: dict[str, Callable[[Path], None]] = {
    "条目正文": body,
    "条目标题": title,
    "添一个条目": another,
    "减一个条目": one_less,
    "词表": replace("docs/_vocabulary/topics.yml", "title: ", "title: 新的"),
    "引用的政策": replace("docs/policies/sanhui-yike.md", "title: ", "title: 新的"),
    "页面": replace("docs/guides/index.md", "\n---\n", "\n---\n\n新的一段。\n"),
    "文件夹的模板": replace("docs/snippets/.meta.yml", "snippet.html", "item.html"),
    "宏": replace("macros/functions.py", "浏览器没有运行脚本，请用", "浏览器没有运行脚本，请看"),
    "页面模板": replace("overrides/partials/content.html", "改进这一页", "改一改这一页"),
    "配置": replace("mkdocs.yml", "site_name: 案头", "site_name: 案头二"),
}


@pytest.mark.release
def test_a_change_of_each_kind(tmp_path: Path) -> None:
    """Minutes: before a release."""
    prove(tmp_path, tuple(CHANGES))


def prove(folder: Path, names: tuple[str, ...]) -> None:
    """Change by change: the site built with what is kept is that of a fresh build, and not the one before the change."""
    root = copy_repository(folder / "repository")
    shutil.rmtree(root / "docs")
    resized(ROOT / "docs", root / "docs", 300)
    build(root, "site")
    before = content(root / "site")
    for name in names:
        CHANGES[name](root)
        day = None
        while day != date.today():  # pages show the day: both builds must be of one
            day = date.today()
            build(root, "site")
            build(root, "clean", "--fresh")
        kept, clean = content(root / "site"), content(root / "clean")
        assert sorted(kept) == sorted(clean), name
        assert [path for path in clean if kept[path] != clean[path]] == [], name
        assert clean != before, f"{name}：这个改动没有改动网站，什么也没有证明"
        before = clean


def test_what_is_kept(tmp_path: Path) -> None:
    made: list[int] = []

    def ask(inputs: tuple[object, ...], fail: bool = False) -> int:
        with keeping(tmp_path, "test") as kept:
            got = kept.get("number", inputs, lambda: made.append(len(made)) or len(made))
            if fail:
                raise KeyError
        return got

    (tmp_path / "mkdocs.yml").write_text("site_name: 甲\n", "utf-8")
    assert ask(("a",)) == ask(("a",)) == 1
    assert ask(("b",)) == 2, "other inputs"
    assert ask(("a",)) == 3, "what a build does not ask for is forgotten"
    (tmp_path / "mkdocs.yml").write_text("site_name: 乙\n", "utf-8")
    assert ask(("a",)) == 4, "another configuration"
    with pytest.raises(KeyError):
        ask(("c",), fail=True)
    assert ask(("a",)) == 4 and ask(("c",)) == 6, "nothing is kept of a build that fails"


def test_inputs_do_not_run_together() -> None:
    assert len({digest(parts) for parts in (("ab", "c"), ("a", "bc"), ("abc",), (b"ab", "c"), ("ab", "c", ""))}) == 5


def test_a_broken_file_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("", "utf-8")
    store = tmp_path / ".cache" / "test.sqlite"

    def ask() -> str:
        with keeping(tmp_path, "test") as kept:
            return kept.get("text", ("a",), lambda: "made")

    store.parent.mkdir()
    store.write_bytes(b"not a database" * 1000)
    assert ask() == "made" and ask() == "made"
    whole = store.read_bytes()
    store.write_bytes(whole[: len(whole) // 2])
    assert ask() == "made" and ask() == "made"
    with sqlite3.connect(store, isolation_level=None) as other:
        other.execute("update kept set value = ?", (b"no pickle",))
    other.close()
    assert ask() == "made" and ask() == "made"


def test_two_builds_at_once(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("", "utf-8")
    with keeping(tmp_path, "test") as one, keeping(tmp_path, "test") as other:
        assert one is not FRESH and other is FRESH


def build(root: Path, site: str, *options: str) -> None:
    result = run(root, "scripts.build", "--site", str(root / site), *options)
    assert result.returncode == 0, result.stderr


def content(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): sha256(path.read_bytes()).digest()
        for path in site.rglob("*")
        if path.is_file()
    }
