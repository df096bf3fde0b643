"""Install what the tests need of the system: as root on Debian it does, elsewhere it lists what is missing and exits 2.

Runs on the standard library alone, so that it can say what is missing before anything else is there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

# command -> Debian package; fonts by a file that the package brings
# The shell is Chromium without its windows: a page opens in a third of the processor time. Where only the whole browser is, that serves.
BROWSERS = ("chromium-headless-shell", "chromium")
COMMANDS = {
    BROWSERS[0]: BROWSERS[0],
    "java": "default-jre-headless",
    "pdfinfo": "poppler-utils",
    "pdftotext": "poppler-utils",
}
# asked for by `python -m scripts.prepare release`
RELEASE = {"nginx": "nginx", "setpriv": "util-linux", "node": "nodejs", "npm": "npm"}
# LibreOffice alone opens nothing: each kind of file is a library beside its command
OFFICE = {"libswlo.so": "libreoffice-writer", "libsclo.so": "libreoffice-calc"}
FILES = {"/usr/share/fonts/opentype/noto": "fonts-noto-cjk"}
ROOT = Path(__file__).resolve().parent.parent
OLD_BROWSER = ROOT / ".cache" / "old-browser"  # a real Chromium 78 from npm, the oldest that is promised


def missing(release: bool) -> list[str]:
    """Debian packages that the tests need and the system lacks."""
    commands = COMMANDS | (RELEASE if release else {})
    packages = [package for command, package in commands.items() if not _found(command)]
    office = shutil.which("soffice")
    folder = Path(office).resolve().parent if office else None
    packages += [package for file, package in OFFICE.items() if folder is None or not (folder / file).exists()]
    packages += [package for file, package in FILES.items() if not Path(file).exists()]
    return list(dict.fromkeys(packages))


def browser_path() -> str | None:
    """The path of Debian's Chromium; None where there is none."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def _found(command: str) -> bool:
    return bool(shutil.which(command) or shutil.which(command, path="/usr/sbin:/sbin"))


def old_browser() -> bool:
    """Fetch what package-lock.json names, by its hashes; nothing of it is run here. Tells whether it is there."""
    source = ROOT / "tests" / "release" / "old_browser"
    OLD_BROWSER.mkdir(parents=True, exist_ok=True)
    there = OLD_BROWSER / "node_modules" / ".package-lock.json"
    lock, kept = source / "package-lock.json", OLD_BROWSER / "package-lock.json"
    if there.exists() and kept.exists() and kept.read_bytes() == lock.read_bytes():
        return True
    for file in (source / "package.json", lock):
        shutil.copy(file, OLD_BROWSER)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    done = subprocess.run(command, cwd=OLD_BROWSER, check=False, stdout=subprocess.DEVNULL)
    if done.returncode:
        kept.unlink()
        print("没有取到测试用的旧浏览器（npm上的puppeteer-core和chrome-aws-lambda），看看npm通不通。", file=sys.stderr)
    return not done.returncode


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0 when everything is there, 2 when something is missing and cannot be installed; `release` asks for the long tests' needs too."""
    asked = list(sys.argv[1:] if arguments is None else arguments)
    if asked not in ([], ["release"]):
        print("用法：python -m scripts.prepare [release]", file=sys.stderr)
        return 2
    packages = missing("release" in asked)
    if packages and not _installed(packages, "release" in asked):
        return 2
    return 0 if "release" not in asked or old_browser() else 2


def _installed(packages: list[str], release: bool) -> bool:
    """Install Debian's packages where that may be done; else say what is missing."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        ):
            subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)
        packages = missing(release)
    if browser_path():
        packages = [package for package in packages if package not in BROWSERS]
    if not packages:
        return True
    print("测试还缺这些软件（括号里是Debian的包名）：" + "、".join(packages), file=sys.stderr)
    print("装好以后再运行一次。Debian上以root身份运行会自动安装。", file=sys.stderr)
    return False


if __name__ == "__main__":
    sys.exit(main())
