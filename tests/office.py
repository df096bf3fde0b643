"""What tests of Word and Excel files share: LibreOffice, the parts of a file, hostile values."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {"w": W, "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}

# Name -> what a user may type or load, and what it says once it stands in a file.
HOSTILE = {
    "markup": ("<b>粗</b></w:t></w:r>&amp;", "<b>粗</b></w:t></w:r>&amp;"),
    "quotes": ("\"双\"'单'“引”", "\"双\"'单'“引”"),
    "new lines": ("一\n二\r\n三", "一\n二\n三"),
    "long": ("长" * 5000, "长" * 5000),
    "emoji": ("🙂👨‍👩‍👧", "🙂👨‍👩‍👧"),
    "full-width": ("１２３", "１２３"),
    "formula": ("=1+1", "=1+1"),
    "command": ("@SUM(1)", "@SUM(1)"),
    "control": ("甲\x00\x07\x1b乙\ufffe", "甲乙"),
    "half a pair": ("甲\ud83d乙", "甲乙"),
    "placeholder": ("{text}{runs}{body}$&", "{text}{runs}{body}$&"),
}


def part(file: bytes, name: str) -> etree._Element:
    """A part of the file, parsed."""
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return etree.fromstring(archive.read(name))


def pdfs(files: Iterable[Path], out: Path, seconds: int = 300) -> list[Path]:
    """The files as PDF, all by one run of LibreOffice with a profile of its own."""
    listed = list(files)
    out.mkdir(parents=True, exist_ok=True)
    profile = (out / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf", "--outdir", str(out)]
    subprocess.run([*command, *map(str, listed)], check=True, capture_output=True, timeout=seconds)
    return [out / file.with_suffix(".pdf").name for file in listed]


def page_count(pdf: Path) -> int:
    info = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    return int(next(line.split(":")[1] for line in info.splitlines() if line.startswith("Pages")))


def pdf_text(pdf: Path, *options: str) -> str:
    command = ["pdftotext", *options, str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
