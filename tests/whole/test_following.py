"""The dashboard follows the door by itself: nobody reloads it, and whoever reads it keeps their place."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app.accounts.permissions import Role
from app.core.clock import now
from app.extensions import db
from app.organiser.dashboard import routes
from tests import factories
from tests.checkin import door
from tests.whole.served import served, sign_in

pytestmark = pytest.mark.browser
ALL_ARE = "(number) => [...document.querySelectorAll('.behind td')].reduce((sum, cell) => sum + Number(cell.textContent), 0) === number"
"""Of the numbers of five minutes each; two people may stand on both sides of such a boundary."""


def test_who_comes_in_is_counted_on_an_open_page_and_the_focus_stays(own_app, chromium, monkeypatch):
    monkeypatch.setattr(routes, "SAME_FOR", 10**15)  # a slow machine takes longer than what is the same for 15 s
    app = own_app()
    with app.app_context(), served(app) as base, chromium.new_context(reduced_motion="reduce") as context:
        event = door.today(now() - timedelta(minutes=30))
        first, second = (factories.badge_holder(event) for _ in range(2))
        lane, by = door.point(event).lanes[0], door.operator(event)
        door.show(first, lane, by)
        address, waiting = f"{base}/en/organise/{event.slug}", (second, lane, by)
        sign_in(context, app, factories.account(event, Role.owner), base)
        page = context.new_page()
        page.clock.install()
        page.goto(address)
        page.get_by_text("See the table").click()
        for expected in (200, 304):
            with page.expect_response("**/live/page") as answer:
                page.clock.fast_forward(5_000)
            assert answer.value.status == expected
        door.show(*(db.session.merge(each) for each in waiting))
        db.session.commit()
        db.session.remove()
        page.clock.fast_forward(5_000)
        page.wait_for_function(ALL_ARE, arg=2)
        expect(page.locator(".behind summary")).to_be_focused()
