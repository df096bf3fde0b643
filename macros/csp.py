"""Content-Security-Policy from the hashes of our own inline scripts.

The theme's inline scripts are replaced by constant ones in overrides/ (no template syntax inside), so that their hashes can be
computed here and hold for every page, on http and file://.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

INLINE = re.compile(r"<script>(.*?)</script>", re.S)


@cache
def policy(overrides: Path) -> str:
    """The whole policy as the meta element's content."""
    texts = sorted(
        {text for path in sorted(overrides.rglob("*.html")) for text in INLINE.findall(path.read_text("utf-8"))}
    )
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts)
    return (
        f"default-src 'none'; script-src 'self' {hashes}; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
        " worker-src blob: 'self'; base-uri 'none'; form-action 'none'"
    )
