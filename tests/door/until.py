"""Waiting for what a page says: by asking again, as the page's policy forbids Playwright's own way."""

import time

from playwright.sync_api import Page

PATIENCE = 60.0
"""Seconds; the machine of the tests may be busy."""


def until(page: Page, expression: str) -> None:
    """Wait until the expression is true, through reloads of the page."""
    end = time.monotonic() + PATIENCE
    while not _holds(page, expression):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(50)


def _holds(page: Page, expression: str) -> bool:
    try:
        return bool(page.evaluate(f"() => Boolean({expression})"))
    except Exception as error:
        if "navigat" in str(error) or "context was destroyed" in str(error) or "undefined" in str(error):
            return False
        raise
