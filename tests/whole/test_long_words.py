"""What a stranger writes without a blank breaks somewhere, rather than to push a page of everybody's aside."""

import pytest

from app.accounts.permissions import Role
from app.checkin.opening import open_entrance
from app.extensions import db
from tests import factories
from tests.whole.served import served, sign_in

pytestmark = pytest.mark.browser
LONG = "W" * 60
PAGES = ("people", "people?column=organisation&column=email", "duplicates", "journal")


@pytest.mark.parametrize("width", [375, 1280])
def test_one_long_word_widens_no_page(own_app, chromium, width):
    app = own_app()
    with app.app_context(), served(app) as base:
        event = factories.event()
        for _ in range(2):
            factories.badge_holder(event, first_name=LONG, last_name=LONG, organisation_name=LONG * 2)
        open_entrance(event)
        owner, address = factories.account(event, Role.owner), f"{base}/en/organise/{event.slug}"
        db.session.commit()
        context = chromium.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
        sign_in(context, app, owner, base)
        page, wide = context.new_page(), {}
        for path in PAGES:
            assert page.goto(f"{address}/{path}").ok, path
            wide[path] = page.evaluate("document.documentElement.scrollWidth")
        page.goto(f"{address}/check-in")
        page.locator("main form input[type=text], main form input[type=search]").first.fill("WWW")
        page.keyboard.press("Enter")
        page.wait_for_selector(".found li")
        wide["check-in"] = page.evaluate("document.documentElement.scrollWidth")
        context.close()
    assert {path: found for path, found in wide.items() if found > width} == {}
