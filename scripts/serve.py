"""Show the site while it is edited (边改边看): a changed page at once, then the whole site, checked and built as `make site` builds it."""

from __future__ import annotations

import argparse
import contextlib
import logging
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from macros import checks
from macros.kept import keeping
from macros.library import state_of
from scripts.build import ROOT, BuildError, write_site
from scripts.kept_pages import KeptPages

POLICY = re.compile(rb'<meta http-equiv="?Content-Security-Policy"?[^>]*>')
LOOK = 0.2  # seconds between two looks at the files
PAUSE = 0.8  # seconds in which the browser fetches the changed page, before the whole build takes the processor


class Preview(LiveReloadServer):
    """MkDocs' server over a folder that is exchanged when a new site is whole; a site with errors never takes its place."""

    def __init__(self, root: Path, host: str, port: int) -> None:
        self.repository = root
        self.docs = root / "docs"
        self.folder = Path(tempfile.mkdtemp(prefix="antou-serve-"))
        self.shown = self.folder / "site"  # a link, so that a request which waited finds the site that is there by then
        self.pages: KeptPages | None = None
        self.seen: dict[str, object] = {}
        super().__init__(self.rebuild, host, port, root=str(self.shown), polling_interval=LOOK)

    def rebuild(self) -> None:
        """What happens at a change: the page itself, then everything."""
        start = time.perf_counter()
        if self._changed_pages():
            self._show()
            print(f"改的这一页可以看了，用了{time.perf_counter() - start:.1f}秒。", flush=True)
            time.sleep(PAUSE)
        try:
            self.build()
        except BuildError as error:
            print(f"{error}\n改好以前，别的页还是原来的样子。", file=sys.stderr, flush=True)
        except OSError as error:
            print(f"没有生成成：{error.strerror or error}（{error.filename}）。", file=sys.stderr, flush=True)
        else:
            print(f"全站生成好了，用了{time.perf_counter() - start:.1f}秒。", flush=True)

    def build(self) -> None:
        """The whole site in a new folder, which then takes the old one's place. Raises BuildError, OSError."""
        self.seen = _state(self.docs)
        fresh = Path(tempfile.mkdtemp(dir=self.folder))
        try:
            with keeping(self.repository, "build") as kept:
                _, self.pages = write_site(self.repository, fresh, kept)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        old = self.shown.resolve()
        link = self.folder / "link"
        link.symlink_to(fresh)
        link.replace(self.shown)
        if old != self.shown:
            shutil.rmtree(old, ignore_errors=True)

    def _changed_pages(self) -> bool:
        """Write the pages whose own files changed into the site that is shown; whether there were any."""
        now = _state(self.docs)
        changed = [name for name in now if now[name] != self.seen.get(name) and name.endswith(".md")]
        if self.pages is None or not changed or set(now) != set(self.seen):
            return False
        self.seen = now
        level = logging.root.manager.disable
        logging.disable(logging.CRITICAL)  # what is wrong is told by the build that follows
        try:
            with keeping(self.repository, "build", whole=False) as kept:
                if not checks.preview(self.docs, kept):
                    return False
            return all(self.pages.again(Path(name).relative_to(self.docs).as_posix()) for name in changed)
        except Exception:
            return False
        finally:
            logging.disable(level)

    def _show(self) -> None:
        """Let open pages reload, although the whole site is still being built."""
        with self._epoch_cond:
            self._visible_epoch = self._wanted_epoch
            self._epoch_cond.notify_all()

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """The reloading script stands in the page, which the page's own policy forbids: while editing it goes without."""
        return bytes(super()._inject_js_into_html(POLICY.sub(b"", content, count=1), epoch))  # type: ignore[no-untyped-call]


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 when stopped with Ctrl+C, 1 the first build failed, 2 the address is taken."""
    parser = argparse.ArgumentParser(prog="python -m scripts.serve", description="边改边看：保存以后网页自己刷新")
    parser.add_argument("--root", type=Path, default=ROOT, help="仓库所在的文件夹")
    parser.add_argument("-a", "--address", default="127.0.0.1:8000", help="网页的地址和端口，默认127.0.0.1:8000")
    options = parser.parse_args(argv)
    root: Path = options.root.resolve()
    host, _, port = options.address.rpartition(":")
    if not host or not port.isdigit():
        parser.error("地址要写成 127.0.0.1:8000 这样")
    server = Preview(root, host, int(port))
    try:
        server.build()
        for name in ("docs", "overrides", "mkdocs.yml"):
            server.watch(str(root / name))
        print(f"打开 http://{options.address}/ ，改 docs 里的文件，保存以后网页自己刷新。按Ctrl+C结束。", flush=True)
        server.serve()  # type: ignore[no-untyped-call]
    except BuildError as error:
        print(f"{error}\n内容有错，改好再来。", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"开不了：{error.strerror or error}（{options.address}）。", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        with contextlib.suppress(OSError):
            server.shutdown()
    finally:
        shutil.rmtree(server.folder, ignore_errors=True)
    return 0


def _state(docs: Path) -> dict[str, object]:
    return {str(entry[0]): entry for entry in state_of(docs) if isinstance(entry, tuple)}


if __name__ == "__main__":
    sys.exit(main())
