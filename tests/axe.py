"""What axe-core says of a page in a browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()


def faults(page: Page) -> list[str]:
    """Of the page as it stands, a line a rule."""
    found = AXE.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['target']} ({len(rule['nodes'])})" for rule in found]
