"""Publish a release on a file server: verify, unpack beside, switch by one rename; roll back by one command.

DIR/current points to one of DIR/releases/0001-antou-0.1.0 and so on, and is what the web server serves: every request opens its file through it, so
that the next request after the switch sees the new release and a running answer ends from the old one. Needs nothing beside Python.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path

from scripts import swap

INCOMING = ".incoming"
KEPT = 3


class RefusedError(Exception):
    """The release cannot be published; the text says why, in Chinese."""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 published or rolled back, 1 refused with the reason, 2 could not run."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.publish", description="把一版放上服务器的文件夹：核对、解开、一步切换；一条命令退回"
    )
    parser.add_argument(
        "tarball", nargs="?", type=Path, metavar="TARBALL", help="make package 做出的 tar.gz，旁边要有 .sha256"
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="网站的文件夹，网站服务器指到里面的 current/site")
    parser.add_argument("--rollback", action="store_true", help="退回上一版，不用写TARBALL")
    parser.add_argument("--keep", type=int, default=KEPT, metavar="N", help=f"留几版可以退回，默认{KEPT}")
    options = parser.parse_args(argv)
    if (options.tarball is None) != options.rollback:
        parser.error("要么写 TARBALL DIR，要么写 --rollback DIR")
    if options.keep < 1:
        parser.error("--keep 至少是1")
    folder: Path = options.folder.resolve()
    try:
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(0o755)  # whatever the umask: the web server is another user
        with swap.locked(folder / ".lock", "发布"):
            told = rollback(folder) if options.rollback else publish(options.tarball, folder, options.keep)
    except (RefusedError, swap.BusyError) as error:
        print(error, file=sys.stderr)
        return 1 if isinstance(error, RefusedError) else 2
    except KeyboardInterrupt:
        print(f"中断了。{_standing(folder)}", file=sys.stderr)
        return 2
    except OSError as error:
        print(
            f"没有做成：{error.strerror or error}（{error.filename or folder}）。{_standing(folder)}", file=sys.stderr
        )
        return 2
    print(told)
    return 0


def publish(tarball: Path, folder: Path, keep: int = KEPT) -> str:
    """Put a release up; what was done, in Chinese. Raises RefusedError, OSError; until the switch nothing that is served changes."""
    digest = verified(tarball)
    releases = folder / "releases"
    releases.mkdir(exist_ok=True)
    before = current(folder)
    if before and (before / "sha256").read_text("utf-8").strip() == digest:
        return f"现在就是这一版：{before.name}，没有动。"
    incoming = releases / INCOMING
    for left in (incoming, *never_served(folder)):  # of a killed run; the lock says that none is running
        shutil.rmtree(left, ignore_errors=True)
    try:
        name = unpack(tarball, incoming)
        (incoming / "sha256").write_text(digest + "\n", "utf-8")
        own = sorted(path.relative_to(incoming).as_posix() for path in _assets(incoming))
        (incoming / "assets.txt").write_text("".join(f"{path}\n" for path in own), "utf-8")
        carry(listed(folder), incoming)
        os.sync()  # the files stand on the disk before anything points to them
        fresh = releases / f"{_next(folder):04}-{name}"
        incoming.rename(fresh)
    except BaseException:
        shutil.rmtree(incoming, ignore_errors=True)
        raise
    switch(folder, fresh)
    prune(folder, keep)
    told = f"发布好了：{fresh.name}" + (f"（原来是{before.name}，退回用 --rollback）" if before else "")
    if before and _configuration(before) != _configuration(fresh):
        told += "\n服务器的配置变了（current/serving），现在就检查并重新加载：nginx -t && nginx -s reload"
    return told


def rollback(folder: Path) -> str:
    """Go back to the release before the current one; the one left is marked, and not gone back to later. Raises RefusedError, OSError."""
    here = current(folder)
    if here is None:
        raise RefusedError(f"{folder} 里没有发布过的版本，没有可退的。")
    earlier = [path for path in listed(folder) if path.name < here.name and not (path / "withdrawn").exists()]
    if not earlier:
        raise RefusedError(f"{here.name} 前面没有留着的版本，没有可退的。")
    target = earlier[-1]
    carry([here], target)  # pages of the release left are still open in browsers
    (here / "withdrawn").touch()
    switch(folder, target)
    told = f"退回好了：{target.name}（原来是{here.name}）"
    if _configuration(here) != _configuration(target):
        told += "\n服务器的配置变了（current/serving），现在就检查并重新加载：nginx -t && nginx -s reload"
    return told


def verified(tarball: Path) -> str:
    """The tarball's SHA-256, compared with the file beside it. Raises RefusedError."""
    beside = tarball.with_name(tarball.name + ".sha256")
    for path in (tarball, beside):
        if not path.is_file():
            raise RefusedError(f"没有这个文件：{path}。tar.gz和它的 .sha256 要一起带来。")
    with tarball.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    told = beside.read_text("utf-8", errors="replace").split()[:1]
    if told != [digest]:
        raise RefusedError(
            f"{tarball.name} 的校验和不对：算出来是{digest}，{beside.name} 里写的是{told[0] if told else '空的'}。"
            "多半是没有拷全，重新拷一次。网站没有动。"
        )
    return digest


def unpack(tarball: Path, target: Path) -> str:
    """Unpack into `target`; the name of the archive's one folder. Raises RefusedError where it holds anything else, OSError."""
    try:
        with tarfile.open(tarball, "r:gz") as archive:
            members = archive.getmembers()
            tops = {member.name.split("/")[0] for member in members}
            plain = all((member.isfile() or member.isdir()) and _inside(member.name) for member in members)
            if len(tops) != 1 or not plain:
                raise RefusedError(f"{tarball.name} 不是 make package 做的：里面应当只有一个文件夹和普通文件。")
            (name,) = tops
            target.mkdir(parents=True)
            if hasattr(tarfile, "data_filter"):  # a server's Python may be older than the project's
                archive.extraction_filter = tarfile.data_filter
            archive.extractall(target, members)
    except (tarfile.TarError, EOFError) as error:
        raise RefusedError(f"{tarball.name} 解不开：{error}。网站没有动。") from None
    if not (target / name / "site" / "index.html").is_file():
        raise RefusedError(f"{tarball.name} 里没有 site/index.html，不是 make package 做的。")
    for path in (target / name).iterdir():
        path.rename(target / path.name)
    (target / name).rmdir()
    for path in (target.parent, target, *target.rglob("*")):  # whatever the umask: the web server is another user
        path.chmod(0o755 if path.is_dir() else 0o644)
    return name


def _inside(name: str) -> bool:
    return not name.startswith("/") and ".." not in name.split("/")


def carry(sources: Sequence[Path], target: Path) -> None:
    """Give `target` the other releases' own assets that it lacks, for pages that came before the switch: their names tell their content."""
    for source in sources:
        for line in (source / "assets.txt").read_text("utf-8").splitlines():
            there = target / line
            if not there.exists():
                there.parent.mkdir(parents=True, exist_ok=True)
                try:
                    os.link(source / line, there)
                except OSError:
                    beside = there.with_name(there.name + ".part")
                    shutil.copy2(source / line, beside)  # a file system without hard links
                    beside.replace(there)


def switch(folder: Path, target: Path) -> None:
    """Let DIR/current point to another release, by one rename. Raises OSError."""
    beside = folder / ".current"
    beside.unlink(missing_ok=True)
    beside.symlink_to(Path("releases") / target.name, target_is_directory=True)
    beside.replace(folder / "current")


def prune(folder: Path, keep: int) -> None:
    """Remove what is older than the current release and the `keep` before it; a failure here is none of the publication."""
    here = current(folder)
    for path in [path for path in listed(folder) if path != here][:-keep]:
        shutil.rmtree(path, ignore_errors=True)


def current(folder: Path) -> Path | None:
    """The release that is served."""
    link = folder / "current"
    return link.resolve() if link.is_symlink() and link.exists() else None


def never_served(folder: Path) -> list[Path]:
    """Releases unpacked by a run that was killed before its switch; those that were gone back from are marked."""
    here = current(folder)
    return [
        path for path in listed(folder) if not (here and path.name <= here.name) and not (path / "withdrawn").exists()
    ]


def listed(folder: Path) -> list[Path]:
    """The releases that are there, oldest first."""
    return sorted(path for path in (folder / "releases").glob("[0-9]*-*") if path.is_dir())


def _standing(folder: Path) -> str:
    here = current(folder)
    return f"网站没有坏，现在是{here.name}。" if here else "网站还没有发布过。"


def _next(folder: Path) -> int:
    return max((int(path.name.split("-")[0]) for path in listed(folder)), default=0) + 1


def _assets(release: Path) -> list[Path]:
    return [path for path in (release / "site" / "assets").rglob("*") if path.is_file()]


def _configuration(release: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (release / "serving").glob("*.conf")}


if __name__ == "__main__":
    sys.exit(main())
