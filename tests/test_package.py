"""Packaging and publishing a tiny site: the rules of names, bytes and switching. The whole site and bad luck are in tests/release."""

from __future__ import annotations

import gzip
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest

from scripts import fingerprint, package, publish
from tests.conftest import ROOT

PAGE = """<meta http-equiv="Content-Security-Policy" content="script-src &#39;self&#39;">
<link rel="stylesheet" href="assets/antou/site.css"><script src="assets/antou/search.js"></script>
<a href="../x/index.html">assets/antou/ in the text stays</a>"""


def tiny(folder: Path, word: str = "one") -> Path:
    """A site of four files, and beside it a checkout with what a release takes from one."""
    site = folder / "site"
    for name, text in {
        "index.html": PAGE,
        "assets/antou/site.css": "a { color: red }",
        "assets/antou/search.js": 'load(base + "assets/antou/engine.js"); load("/assets/data/" + name);',
        "assets/antou/engine.js": "engine()",
        "assets/data/names.js": f'data("{word}")',
        "assets/stylesheets/main.12345678.min.css": "b {}",
        "sitemap.xml.gz": "of the theme",
    }.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return site


def root(folder: Path, version: str = "1.0.0") -> Path:
    shutil.copytree(ROOT / "serving", folder / "serving")
    shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "pyproject.toml").write_text(f'[project]\nversion = "{version}"\n', "utf-8")
    return folder


def released(folder: Path, word: str = "one", seconds: int = 1_700_000_000) -> Path:
    folder.mkdir()
    (folder / "out").mkdir()
    names = package.release(tiny(folder, word), root(folder / "root"), folder / "out", seconds)
    return folder / "out" / names[1]


def test_every_request_bears_the_fingerprint_and_the_text_does_not(tmp_path: Path) -> None:
    site = tiny(tmp_path)
    mark = fingerprint.stamp(site)
    page = (site / "index.html").read_text("utf-8")
    assert f'href="assets/antou-{mark}/site.css"' in page and f'src="assets/antou-{mark}/search.js"' in page
    assert "assets/antou/ in the text stays" in page and "../x/index.html" in page
    script = (site / f"assets/antou-{mark}/search.js").read_text("utf-8")
    assert script == f'load(base + "assets/antou-{mark}/engine.js"); load("/assets/data-{mark}/" + name);'
    assert (site / f"assets/data-{mark}/names.js").is_file() and not (site / "assets/antou").exists()
    assert (site / "assets/stylesheets/main.12345678.min.css").is_file()


def test_the_fingerprint_tells_any_change(tmp_path: Path) -> None:
    marks = [fingerprint.stamp(tiny(tmp_path / str(n), word)) for n, word in enumerate(["one", "two", "one"])]
    assert marks[0] == marks[2] != marks[1]


def test_the_archives(tmp_path: Path) -> None:
    tarball = released(tmp_path / "a")
    with tarfile.open(tarball) as archive:
        members = {member.name: member for member in archive.getmembers()}
        page = archive.extractfile("antou-1.0.0/site/index.html").read()  # type: ignore[union-attr]
        packed = archive.extractfile("antou-1.0.0/site/index.html.gz").read()  # type: ignore[union-attr]
        headers = archive.extractfile("antou-1.0.0/serving/antou-headers.conf").read().decode()  # type: ignore[union-attr]
    assert gzip.decompress(packed) == page
    assert "Content-Security-Policy \"script-src 'self'\" always" in headers
    assert list(members) == sorted(members) and "antou-1.0.0/scripts/publish.py" in members
    assert "antou-1.0.0/site/sitemap.xml.gz" not in members, "a .gz is made from its text or is not there"
    for member in members.values():
        assert (member.mode, member.uid, member.gid, member.uname, member.mtime) == (0o644, 0, 0, "", 1_700_000_000)
        assert member.name.endswith(".gz") or "/site/" not in member.name or f"{member.name}.gz" in members
    with zipfile.ZipFile(tarball.with_name("antou-1.0.0.zip")) as archive:
        assert archive.namelist()[-1] == "antou-1.0.0/index.html"
        assert not [name for name in archive.namelist() if name.endswith(".gz") or "serving" in name]


def test_equal_sites_give_equal_bytes(tmp_path: Path) -> None:
    one, other = (released(tmp_path / name) for name in ("a", "b"))
    for name in ("antou-1.0.0.zip", "antou-1.0.0.tar.gz"):
        assert one.with_name(name).read_bytes() == other.with_name(name).read_bytes()


def test_publish_go_back_and_keep_old_assets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    www = tmp_path / "内网 网站"
    first, second = (released(tmp_path / name, name) for name in ("one", "two"))
    assert publish.main([str(first), str(www)]) == publish.main([str(second), str(www)]) == 0
    served = www / "current/site/assets"
    assert {path.read_text("utf-8") for path in served.glob("data-*/names.js")} == {'data("one")', 'data("two")'}
    new = (www / "current/site/index.html").read_text("utf-8")
    assert publish.main(["--rollback", str(www)]) == 0
    assert (www / "current/site/index.html").read_text("utf-8") != new
    assert len(list(served.glob("data-*/names.js"))) == 2
    assert publish.main(["--rollback", str(www)]) == 1
    first.write_bytes(first.read_bytes()[:-1])
    assert publish.main([str(first), str(www)]) == 1
    told = capsys.readouterr().err
    assert "没有可退的" in told and "校验和不对" in told


def test_what_publish_is_asked_must_make_sense(tmp_path: Path) -> None:
    for arguments in (
        [str(tmp_path)],
        ["a.tar.gz", str(tmp_path), "--rollback"],
        ["a.tar.gz", str(tmp_path), "--keep", "0"],
    ):
        with pytest.raises(SystemExit) as refused:
            publish.main(arguments)
        assert refused.value.code == 2
