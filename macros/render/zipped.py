"""Parts -> a zip file (the container of .docx and .xlsx) whose bytes depend on the parts alone."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: no date


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The zip's bytes; `[Content_Types].xml` first, where readers look for it."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):
            info = zipfile.ZipInfo(name, MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, parts[name])
    return stream.getvalue()
