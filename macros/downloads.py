"""The files to take away (下载): every template for each writer, every example, every ledger; and what the browser makes its own of.

`assets/data/docx.js` is a classic script that calls `antouDocx(data)`, so that it loads on http and from a folder alike.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from macros.assemble import draft
from macros.kept import FRESH, Fresh
from macros.library import Library
from macros.render import docx, layout
from macros.render.docx_package import package
from macros.render.files import FOLDER, draft_file, example_file, has_ledger
from macros.render.xlsx import ledger_block, ledger_workbook
from macros.render.xlsx_shapes import workbook_data


def files(library: Library) -> Iterator[tuple[str, object, Callable[[], bytes]]]:
    """Every file's address, what stands in it and what makes it; a template's file is that of its first theme, as on its page."""
    words = library.vocabulary
    for template_id, template in library.templates.items():
        for writer in template.writers:
            key = (library, template_id, template.themes[0], writer)
            made = draft(*key)
            yield draft_file(words, template_id, writer), made, partial(docx.document, made)
            if has_ledger(template):
                rows = ledger_block(*key)
                yield draft_file(words, template_id, writer, "xlsx"), rows, partial(ledger_workbook, *key)
    for example_id, example in library.examples.items():
        yield example_file(example_id), example, partial(docx.example_document, example)


def write(library: Library, site: Path, kept: Fresh = FRESH) -> None:
    """Write them all under `site`."""
    (site / FOLDER).mkdir(parents=True, exist_ok=True)
    for address, holds, make in files(library):
        (site / address).write_bytes(kept.get("download", (address, holds), make))
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
