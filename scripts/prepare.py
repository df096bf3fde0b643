"""Install what the tests need of the system: as root on Debian it does, elsewhere it lists what is missing and exits 2.

Runs on the standard library alone, so that it can say what is missing before anything else is there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# command -> Debian package; fonts by a file that the package brings
COMMANDS = {"chromium": "chromium", "pdfinfo": "poppler-utils", "pdftotext": "poppler-utils"}
# LibreOffice alone opens nothing: each kind of file is a library beside its command
OFFICE = {"libswlo.so": "libreoffice-writer", "libsclo.so": "libreoffice-calc"}
FILES = {"/usr/share/fonts/opentype/noto": "fonts-noto-cjk"}


def missing() -> list[str]:
    """Debian packages that the tests need and the system lacks."""
    packages = [package for command, package in COMMANDS.items() if not shutil.which(command)]
    office = shutil.which("soffice")
    folder = Path(office).resolve().parent if office else None
    packages += [package for file, package in OFFICE.items() if folder is None or not (folder / file).exists()]
    packages += [package for file, package in FILES.items() if not Path(file).exists()]
    return list(dict.fromkeys(packages))


def main() -> int:
    """Exit 0 when everything is there, 2 when something is missing and cannot be installed."""
    packages = missing()
    if not packages:
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        ):
            subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)
        packages = missing()
        if not packages:
            return 0
    print("测试还缺这些软件（括号里是Debian的包名）：" + "、".join(packages), file=sys.stderr)
    print("装好以后再运行 make test。Debian上以root身份运行会自动安装。", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
