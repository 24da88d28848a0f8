"""What axe-core says of a page in a browser."""

from collections.abc import Iterable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()


def faults(page: Page, leaving_out: Iterable[str] = ()) -> list[str]:
    """Of the page as it stands, a line a rule; `leaving_out`: CSS selectors of parts that were looked at before."""
    parts = {"exclude": [[selector] for selector in leaving_out]}
    found = AXE.run(page, parts, {"resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['target']} ({len(rule['nodes'])})" for rule in found]
