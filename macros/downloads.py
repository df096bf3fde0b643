"""The files to take away (下载): every template for each writer, every example, every ledger; and what the browser makes its own of.

`assets/data/docx.js` is a classic script that calls `antouDocx(data)`, so that it loads on http and from a folder alike.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from macros.assemble import draft
from macros.library import Library
from macros.render import docx, layout
from macros.render.docx_package import package
from macros.render.files import FOLDER, draft_file, example_file, has_ledger
from macros.render.xlsx import ledger_workbook
from macros.render.xlsx_shapes import workbook_data


def files(library: Library) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Every file's address and what makes it; a template's file is that of its first theme, as on its page."""
    words = library.vocabulary
    for template_id, template in library.templates.items():
        for writer in template.writers:
            key = (library, template_id, template.themes[0], writer)
            yield draft_file(words, template_id, writer), partial(_draft, *key)
            if has_ledger(template):
                yield draft_file(words, template_id, writer, "xlsx"), partial(ledger_workbook, *key)
    for example_id, example in library.examples.items():
        yield example_file(example_id), partial(docx.example_document, example)


def _draft(library: Library, template_id: str, theme_id: str, writer: str) -> bytes:
    return docx.document(draft(library, template_id, theme_id, writer))


def write(library: Library, site: Path) -> None:
    """Write them all under `site`."""
    (site / FOLDER).mkdir(parents=True, exist_ok=True)
    for address, make in files(library):
        (site / address).write_bytes(make())
    data = site / "assets" / "data"
    data.mkdir(parents=True, exist_ok=True)
    (data / "docx.js").write_text(script(), encoding="utf-8")
    sheet = json.dumps(workbook_data(), ensure_ascii=False, separators=(",", ":"))
    (data / "xlsx.js").write_text(f"antouXlsx({sheet});\n", encoding="utf-8")


def script() -> str:
    """The package, the shapes and the layout for the browser."""
    data = {
        "package": package(),
        "shapes": docx.shapes(),
        "numbers": layout.table_numbers(),
    }
    return f"antouDocx({json.dumps(data, ensure_ascii=False, separators=(',', ':'))});\n"
