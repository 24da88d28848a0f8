"""The page of phones follows by itself: what it says of readiness changes while somebody looks at it."""

import pytest

from app.core import assets
from tests.door.until import until

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><h1>Phones</h1><div id="readiness" data-watch><b>{says}</b> <a href="#x">Revoke</a></div>
<script type="module" src="/static/{version}/js/watch.js"></script>"""
EVERY = 10_000


def test_go_turns_to_no_go_in_an_open_page_but_never_under_somebody_s_finger(chromium, site):
    says = "Go"
    page = chromium.new_page()
    page.route("**/phones", lambda route: route.fulfill(
        content_type="text/html", body=PAGE.format(says=says, version=assets.version())
    ))  # fmt: skip
    page.clock.install()
    page.goto(f"{site.address}/phones")
    says = "No-go"
    page.focus("a")
    page.clock.fast_forward(EVERY)
    page.wait_for_timeout(300)
    assert page.inner_text("b") == "Go"
    page.evaluate("document.activeElement.blur()")
    page.clock.fast_forward(EVERY)
    until(page, "document.querySelector('b').textContent === 'No-go'")
    page.close()
