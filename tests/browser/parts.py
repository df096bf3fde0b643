"""What the browser tests share beside their fixtures."""

from __future__ import annotations

import os

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (1280, 390)
# Over http and from the disk; the release tests, which go over several servers, ask for the disk but once.
WHERE = tuple(os.environ.get("ANTOU_TEST_WHERE", "http file").split())


def pasted(page: Page) -> str:
    """What the clipboard holds: pasted with the keyboard into a fresh editable field of the same page."""
    page.evaluate("""() => {
        const field = document.createElement('textarea');
        field.id = 'paste-here';
        document.body.appendChild(field);
        field.focus();
    }""")
    page.keyboard.press("Control+V")
    text = page.eval_on_selector("#paste-here", "field => field.value")
    page.eval_on_selector("#paste-here", "field => field.remove()")
    return str(text)


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds on the page as it stands, colours no longer changing, a line each; by all rules or by these."""
    page.wait_for_function("() => document.getAnimations().every(one => one.playState !== 'running')")
    options: dict[str, object] = {"resultTypes": ["violations"]}  # what passes is not told, in half the time
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]
