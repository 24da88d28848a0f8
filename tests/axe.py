"""What axe-core says of a page in a browser."""

import json
from collections.abc import Iterable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCRIPT = Axe().axe_script


def faults(page: Page, leaving_out: Iterable[str] = ()) -> list[str]:
    """Of the page as it stands, a line a rule; `leaving_out`: CSS selectors of parts that were looked at before."""
    if not page.evaluate("'axe' in window"):
        page.add_init_script(SCRIPT)  # half a megabyte is handed over once, not with each address that follows
        page.evaluate(SCRIPT)
    parts = json.dumps({"exclude": [[selector] for selector in leaving_out]})
    found = page.evaluate(f"axe.run({parts}, {{ resultTypes: ['violations'] }})")["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['target']} ({len(rule['nodes'])})" for rule in found]
