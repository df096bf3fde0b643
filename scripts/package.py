"""Make a release: dist/antou-VERSION.zip to open from a folder, dist/antou-VERSION.tar.gz to serve, a checksum beside each.

The same commit gives the same bytes on every machine with the same versions of what requirements.txt locks and the same zlib: every time in the
archives is the commit's, every name, owner, order and mode is fixed here.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from macros.version import commit_time, version
from scripts import fingerprint, swap
from scripts.build import ROOT, BuildError, bad_epoch, make

TEXT = {".css", ".html", ".js", ".json", ".map", ".svg", ".txt", ".xml"}
PACKED = ("docs", "macros", "mkdocs.yml", "overrides", "pyproject.toml", "requirements.txt", "scripts", "serving")
PUBLISHER = ("__init__.py", "publish.py", "swap.py")  # the server that unpacks a release needs no checkout
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
EARLIEST = 315532800  # 1980-01-01, the first day that a zip can tell


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 made, 1 the content has errors or is not committed, 2 could not run."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.package", description="打包一版：zip拷走就用，tar.gz给服务器"
    )
    parser.add_argument("--root", type=Path, default=ROOT, help="仓库所在的文件夹")
    parser.add_argument("--dist", type=Path, default=None, help="包放到哪里，默认是仓库里的 dist")
    parser.add_argument("--dirty", action="store_true", help="有没提交的修改也打包，只供试用")
    options = parser.parse_args(argv)
    root: Path = options.root.resolve()
    dist: Path = (options.dist or root / "dist").resolve()
    if not options.dirty and (changed := uncommitted(root)):
        print("有没提交的修改，打出来的包说不清是哪一次提交的：", *changed, sep="\n  ", file=sys.stderr)
        print("先提交，或者加 --dirty 只供试用。", file=sys.stderr)
        return 1
    try:
        seconds = commit_time(root)
    except ValueError:
        print(bad_epoch(), file=sys.stderr)
        return 2
    if seconds is None:
        seconds = int(datetime.now(UTC).timestamp())
        print("这里没有git，也没有SOURCE_DATE_EPOCH，日期用现在的。", file=sys.stderr)
    try:
        with swap.fresh_folder(dist, "打包") as fresh, _fixed_day(seconds):
            site = fresh / ".work" / "site"
            make(root, site)
            names = release(site, root, fresh, seconds)
            shutil.rmtree(site.parent)
            _keep_others(dist, fresh, names)
            os.sync()
            swap.put(fresh, dist)
    except (swap.BusyError, BuildError) as error:
        print(error, file=sys.stderr)
        return error.code if isinstance(error, BuildError) else 2
    except OSError as error:
        print(f"没有打成包：{error.strerror or error}（{error.filename or dist}）。原来的包没有动。", file=sys.stderr)
        return 2
    print("包打好了：", *(dist / name for name in names), sep="\n  ")
    return 0


def uncommitted(root: Path) -> list[str]:
    """What git says is changed of what a release is made from; nothing where there is no git."""
    if not (root / ".git").exists():
        return []
    told = subprocess.run(
        ["git", "-c", "core.quotePath=false", "status", "--porcelain", "--", *PACKED],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.splitlines()


@contextlib.contextmanager
def _fixed_day(seconds: int) -> Iterator[None]:
    """The commit's day for everything that the build derives."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(seconds)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def release(site: Path, root: Path, target: Path, seconds: int) -> list[str]:
    """Write the archives of a built site, which is changed on the way, and their checksums to `target`; their names. Raises OSError."""
    name = f"antou-{version(root)}"
    fingerprint.stamp(site)
    pages = {path.relative_to(site).as_posix(): path.read_bytes() for path in _files(site) if path.suffix != ".gz"}
    write_zip(target / f"{name}.zip", {f"{name}/{member}": data for member, data in pages.items()}, seconds)
    served = {f"{name}/site/{member}": data for member, data in pages.items()}
    served |= {f"{member}.gz": _compressed(data, seconds) for member, data in served.items() if _is_text(member)}
    served |= {f"{name}/serving/{file}": data for file, data in serving(root, site).items()}
    served |= {f"{name}/scripts/{file}": (root / "scripts" / file).read_bytes() for file in PUBLISHER}
    write_tar(target / f"{name}.tar.gz", served, seconds)
    archives = [f"{name}.zip", f"{name}.tar.gz"]
    for archive in archives:
        told = f"{checksum(target / archive)}  {archive}\n"
        (target / f"{archive}.sha256").write_text(told, "utf-8", newline="\n")
    return archives


def _keep_others(dist: Path, fresh: Path, names: Sequence[str]) -> None:
    """The archives of other versions stay."""
    for path in _files(dist) if dist.is_dir() else ():
        if path.parent == dist and path.name.removesuffix(".sha256") not in names:
            shutil.copy2(path, fresh)


def serving(root: Path, site: Path) -> dict[str, bytes]:
    """The server's configuration, with the pages' own Content-Security-Policy in it."""
    found = POLICY.search((site / "index.html").read_text("utf-8"))
    policy = unescape(found[1]) if found else ""
    folder = root / "serving"
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8").replace("@CSP@", policy).encode()
        for path in _files(folder)
    }


def write_zip(target: Path, files: dict[str, bytes], seconds: int) -> None:
    """A zip whose members stand in order, all with the same time and mode."""
    moment = datetime.fromtimestamp(max(seconds, EARLIEST), UTC)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for member, data in sorted(files.items()):
            entry = zipfile.ZipInfo(member, moment.timetuple()[:6])
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)


def write_tar(target: Path, files: dict[str, bytes], seconds: int) -> None:
    """A tar.gz whose members stand in order, all of the same time, mode and nobody's."""
    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", 6, file, mtime=seconds) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for member, data in sorted(files.items()):
            entry = tarfile.TarInfo(member)
            entry.size, entry.mtime, entry.mode = len(data), seconds, 0o644
            archive.addfile(entry, io.BytesIO(data))


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _compressed(data: bytes, seconds: int) -> bytes:
    return gzip.compress(data, 9, mtime=seconds)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _is_text(member: str) -> bool:
    return Path(member).suffix in TEXT


if __name__ == "__main__":
    sys.exit(main())
