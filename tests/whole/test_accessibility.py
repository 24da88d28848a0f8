"""axe finds nothing on any page: filled, empty and with errors, in both languages."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import BrowserContext, Page

from app.accounts.permissions import Role
from app.cli.demo import create as demonstration
from app.core.languages import LANGUAGES
from app.events.models import Event
from app.extensions import db
from app.registration.models import Registration, Status
from tests import factories
from tests.architecture.conftest import known_of
from tests.architecture.walk import routes
from tests.whole.served import served, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("lang", LANGUAGES)]
AXE = Axe()
SHARES = 2
"""Parts of the walk that run side by side."""


@pytest.fixture
def context(chromium) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield made
    made.close()


def addresses(app: Flask, event: Event, attendee: Registration, lang: str) -> list[str]:
    known = known_of(event, attendee) | {"lang": lang}
    found = [route.address(app, known) for route in routes(app) if route.method == "GET"]
    return [address for address in found if address.startswith((f"/{lang}/", "/door"))]


def faults(page: Page, lang: str = "fr") -> list[str]:
    """What axe says of the page as it stands, a line a rule. Contrast, two thirds of its work, is measured in
    French alone: colours are the same in either language."""
    rules = {} if lang == "fr" else {"color-contrast": {"enabled": False}}
    found = AXE.run(page, options={"resultTypes": ["violations"], "rules": rules}).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['target']} ({len(rule['nodes'])})" for rule in found]


def is_page(page: Page, address: str) -> bool:
    """Go there; whether a page of ours answered (not a file, not a refusal)."""
    try:
        answer = page.goto(address)
    except Exception as error:
        if "Download is starting" in str(error):
            return False
        raise
    return answer is not None and answer.status == 200 and "text/html" in answer.headers.get("content-type", "")


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_with_people_in_it_and_every_form_that_was_sent_empty(own_app, context, lang, share):
    app = own_app()
    with app.app_context(), served(app) as base:
        event = demonstration.create()
        attendee = db.session.query(Registration).filter_by(event_id=event.id, status=Status.confirmed).first()
        targets = addresses(app, event, attendee, lang)[share::SHARES]
        sign_in(context, app, factories.account(event, Role.owner), base)
        page, wrong, sent = context.new_page(), {}, 0
        for target in targets:
            if is_page(page, base + target):
                wrong[target] = faults(page, lang)
                if send_empty(page):
                    sent += 1
                    wrong[f"{target}, sent empty"] = faults(page, lang)
        assert len(wrong) > 30 // SHARES and sent > 5 // SHARES
        assert {address: found for address, found in wrong.items() if found} == {}


def test_every_page_of_an_event_without_people(own_app, context, lang):
    app = own_app()
    with app.app_context(), served(app) as base:
        event = factories.event()
        factories.category(event)
        owner = factories.account(event, Role.owner)
        known = {"lang": lang, "slug": event.slug, "event_slug": event.slug}
        of_event = [r for r in routes(app) if r.method == "GET" and r.rule.arguments <= set(known)]
        targets = [route.address(app, known) for route in of_event if "lang" in route.rule.arguments]
        sign_in(context, app, owner, base)
        page = context.new_page()
        wrong = {target: faults(page, lang) for target in targets if is_page(page, base + target)}
        assert {address: found for address, found in wrong.items() if found} == {}


def send_empty(page: Page) -> bool:
    """Empty the first form that requires something and send it; whether it came back with errors."""
    form = page.locator("main form:has([required])").first
    if not form.count():
        return False
    with page.expect_navigation():
        form.evaluate("""form => {
            form.querySelectorAll('input:not([type=hidden]), textarea').forEach(field => {
                if (field.type === 'checkbox' || field.type === 'radio') field.checked = false
                else field.value = ''
            })
            form.noValidate = true
            form.requestSubmit()
        }""")
    return page.locator(".error-summary").count() > 0


def test_a_planted_fault_is_found(context, lang):
    page = context.new_page()
    page.set_content(f'<html lang="{lang}"><title>x</title><main><h1>x</h1><input></main></html>')
    assert [fault for fault in faults(page) if fault.startswith("label")]
