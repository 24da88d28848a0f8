"""axe finds nothing on any page: filled, empty and with errors, in both languages.

Each page is fetched and its shape taken; a browser looks at one page of every shape.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext
from werkzeug.datastructures import MultiDict

from app.accounts.models import Membership
from app.accounts.permissions import Role
from app.cli.demo import create as demonstration
from app.core.languages import LANGUAGES
from app.extensions import db
from app.registration.models import Registration, Status
from tests import factories
from tests.architecture.conftest import known_of
from tests.architecture.walk import routes
from tests.axe import faults
from tests.client import Client
from tests.page import Page
from tests.shape import shape
from tests.whole.served import served, sign_in

pytestmark = pytest.mark.browser
SHARES = 3
"""Parts of the walk that run side by side."""
FRAME = ("body > header", "body > footer")
"""What stands around pages: half of what there is to look at, and the same on many of them."""


@pytest.fixture
def context(chromium) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield made
    made.close()


class Walk:
    """Pages as a program without a browser gets them; a browser follows where a shape is new."""

    def __init__(self, client: Client, context: BrowserContext, base: str):
        self.client, self.browser, self.base = client, context.new_page(), base
        self.pages = self.refused = 0
        self.seen: set[str] = set()
        self.wrong: dict[str, list[str]] = {}

    def visit(self, address: str) -> None:
        answer = self.client.get(address)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            return
        refused = send_empty(self.client, answer.page)
        self.pages += 1
        self.refused += refused is not None
        as_it_comes, sent_empty = self._is_new(answer.page), refused is not None and self._is_new(refused)
        if as_it_comes or sent_empty:
            self.browser.goto(self.base + address)
        if as_it_comes:
            self.wrong[address] = self._faults(answer.page)
        if sent_empty:
            with self.browser.expect_navigation():
                self.browser.locator("main form:has([required])").first.evaluate(SEND_EMPTY)
            assert self.browser.locator(".error-summary").count(), address
            self.wrong[f"{address}, sent empty"] = self._faults(refused)

    def _is_new(self, page: Page, parts: str = "html") -> bool:
        found = shape(page, parts)
        is_new = found not in self.seen
        self.seen.add(found)
        return is_new

    def _faults(self, page: Page) -> list[str]:
        return faults(self.browser, () if self._is_new(page, ", ".join(FRAME)) else FRAME)


SEND_EMPTY = """form => {
    form.querySelectorAll('input:not([type=hidden]), textarea').forEach(field => {
        if (field.type === 'checkbox' || field.type === 'radio') field.checked = false
        else field.value = ''
    })
    form.noValidate = true
    form.requestSubmit()
}"""


def send_empty(client: Client, page: Page) -> Page | None:
    """What comes back, with errors, when the first form that requires something is sent without it."""
    form = next((form for form in page.all("main form") if form.cssselect("[required]")), None)
    if form is None:
        return None
    for control in form.cssselect("input:not([type=hidden]), textarea"):
        control.attrib.pop("checked", None)
        control.value = None if control.get("type") in ("checkbox", "radio") else ""
    answer = client.post(form.get("action") or page.address, data=MultiDict(form.form_values()))
    return answer.page if answer.mimetype == "text/html" and answer.page.all(".error-summary") else None


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_and_every_form_that_was_sent_empty(own_app, context, share):
    app = own_app()
    with app.app_context(), served(app) as base:
        event, bare = demonstration.create(), factories.event()
        factories.category(bare)
        owner = factories.account(event, Role.owner)
        factories.add(Membership(account=owner, event=bare, role=Role.owner))
        attendee = db.session.query(Registration).filter_by(event_id=event.id, status=Status.confirmed).first()
        filled, empty = known_of(event, attendee), {"slug": bare.slug, "event_slug": bare.slug}
        walk = Walk(app.test_client().sign_in(owner), context, base)
        sign_in(context, app, owner, base)
        for route in [route for route in routes(app) if route.method == "GET"][share::SHARES]:
            for lang in LANGUAGES:
                walk.visit(route.address(app, filled | {"lang": lang}))
                if route.rule.arguments <= {"lang", *empty}:
                    walk.visit(route.address(app, empty | {"lang": lang}))
    assert walk.pages > 150 // SHARES and walk.refused > 40 // SHARES
    assert {address: found for address, found in walk.wrong.items() if found} == {}


def test_a_planted_fault_is_found(context):
    page = context.new_page()
    page.set_content('<html lang="fr"><title>x</title><main><h1>x</h1><input></main></html>')
    assert [fault for fault in faults(page) if fault.startswith("label")]
    assert not [fault for fault in faults(page, ["main"]) if fault.startswith("label")]
