"""Import a colleague's file as an example: a cleaned page that opens for editing, and a report of all that was removed or changed."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from macros.dates import build_day
from macros.importing import RefusedError, gather, import_gathered
from macros.stored import load_stored

ROOT = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 written, 1 refused with the reason, 2 could not run."""
    parser = argparse.ArgumentParser(prog="python -m scripts.import_example", description="把一份材料导入成范例的页面")
    parser.add_argument("input", type=Path, metavar="INPUT", help="要导入的文件（.txt .md .docx）")
    parser.add_argument("--out", type=Path, required=True, metavar="PAGE.md", help="页面写到哪里")
    parser.add_argument("--report", type=Path, default=None, metavar="REPORT.json", help="导入报告写到哪里")
    parser.add_argument("--force", action="store_true", help="页面已经有了也覆盖")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="内容文件夹")
    options = parser.parse_args(argv)
    if refusal := _cannot(options.input, options.out, options.report, options.docs):
        print(refusal, file=sys.stderr)
        return 2
    if options.out.exists() and (not options.force or options.out.is_dir()):
        print(f"没有导入：{options.out} 已经有了。换一个名字，或者加 --force 覆盖。", file=sys.stderr)
        return 1
    try:
        gathered = gather(options.input)  # first: what is refused need not wait for the library
        library, broken = load_stored(options.docs.resolve())
        if library is None or broken:
            print("内容库有错，先运行 make check 改好，再导入。", file=sys.stderr)
            return 2
        imported = import_gathered(library, gathered, options.input, build_day())
        _write(options.out, imported.page, options.report, json.dumps(imported.report, ensure_ascii=False, indent=1))
    except RefusedError as refused:
        print(f"没有导入 {options.input}：{refused}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"没有导入成：{error.strerror or error}（{error.filename}）。", file=sys.stderr)
        return 2
    told = imported.report
    print(
        f"写好了 {options.out}：删掉{len(told['removed'])}处，改了{len(told['changed'])}处，"
        f"其中填空项{len(told['blanks'])}个；规则发现{len(told['findings'])}处。"
    )
    return 0


def _cannot(source: Path, out: Path, report: Path | None, docs: Path) -> str:
    """Why the command cannot run at all; nothing when it can."""
    if not source.exists():
        return f"没有这个文件：{source}"
    if not docs.is_dir():
        return f"没有这个文件夹：{docs}"
    targets = [target for target in (out, report) if target]
    missing = next((target.parent for target in targets if not target.parent.is_dir()), None)
    if missing:
        return f"没有这个文件夹：{missing}"
    if len({path.resolve() for path in (source, *targets)}) <= len(targets):
        return "INPUT、--out、--report 不能是同一个文件。"
    return ""


def _write(out: Path, page: str, report: Path | None, told: str) -> None:
    """Both beside their places first, then renamed: neither is ever half there."""
    texts = [(out, page), *([(report, told + "\n")] if report else [])]
    fresh: list[tuple[Path, Path]] = []
    try:
        for target, text in texts:
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=target.parent, prefix=".", delete=False
            ) as file:
                fresh.append((Path(file.name), target))
                file.write(text)
        for made, target in reversed(fresh):
            made.chmod(0o644)
            made.replace(target)
    finally:
        for made, _ in fresh:
            made.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
