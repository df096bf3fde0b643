"""One page a test, in Debian's Chromium, without what an intranet lacks; any complaint in its console fails the test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

# What plain http on an intranet does not have.
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });"


@pytest.fixture
def width(request: pytest.FixtureRequest) -> int:
    return int(getattr(request, "param", 1280))


def _complains(message: ConsoleMessage) -> bool:
    """Not where a server answers the page for lost addresses with 404, as it should: Chromium tells that as an error."""
    lost = message.location["url"].endswith("/404.html") and "status of 404" in message.text
    return message.type in ("error", "warning") and not lost


@pytest.fixture
def page(browser: Browser, width: int) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if _complains(message) else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "request",
        lambda request: (
            complaints.append(request.url)
            if not request.url.startswith(("http://127.0.0.1", "file:", "data:", "blob:"))
            else None
        ),
    )
    opened.add_init_script(NO_CLIPBOARD)
    yield opened
    context.close()
    assert complaints == []
