"""Start a new item: a commented file in its place that only wants filling in."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from macros.dates import build_day
from macros.placing import FOLDERS_OF
from macros.skeletons import SINGULAR, address_faults, skeleton
from macros.stored import load_stored

ROOT = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 written, 1 refused with the reason, 2 could not run."""
    parser = argparse.ArgumentParser(prog="python -m scripts.new", description="新建一个条目，打印文件的路径")
    parser.add_argument("kind", metavar="KIND", choices=tuple(SINGULAR), help="、".join(SINGULAR))
    parser.add_argument(
        "slug", metavar="SLUG", help="文件名，不带 .md；问题卡和片段带文件夹，如 gongzuo-zuofeng/huiyi-duo"
    )
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="内容文件夹")
    options = parser.parse_args(argv)
    if not options.docs.is_dir():
        print(f"没有这个文件夹：{options.docs}", file=sys.stderr)
        return 2
    library, _ = load_stored(options.docs.resolve())
    if library is None:
        print("词表有错，先运行 make check 改好。", file=sys.stderr)
        return 2
    kind, slug = SINGULAR[options.kind], options.slug.removesuffix(".md")
    if faults := address_faults(library, kind, slug):
        folders = FOLDERS_OF.get(kind)
        hint = f"文件夹可以写：{'、'.join(library.vocabulary.names(folders))}。" if folders else ""
        print(f"没有新建“{slug}”：{''.join(faults)}{hint}", file=sys.stderr)
        return 1
    path = options.docs / kind / f"{slug}.md"
    text = skeleton(library, kind, build_day())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        print(f"没有新建：{path} 已经有了。", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"没有新建成：{error.strerror or error}（{path}）。", file=sys.stderr)
        return 2
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
