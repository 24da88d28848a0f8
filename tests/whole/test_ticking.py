"""People of the list are ticked one by one or a page at once; the bar says how many."""

import pytest
from playwright.sync_api import expect

from app.accounts.permissions import Role
from app.extensions import db
from tests import factories
from tests.whole.served import served, sign_in

pytestmark = pytest.mark.browser


def test_the_box_above_ticks_the_page_and_says_where_it_stands(own_app, chromium):
    app = own_app()
    with app.app_context(), served(app) as base:
        event = factories.event()
        for _ in range(4):
            factories.registration(event)
        owner, address = factories.account(event, Role.owner), f"{base}/en/organise/{event.slug}/people"
        db.session.commit()
        context = chromium.new_context(reduced_motion="reduce")
        sign_in(context, app, owner, base)
        page = context.new_page()
        page.goto(address)
        whole, rows, said = page.get_by_label("Everybody on this page"), page.locator("tbody input.tick"), page.locator(".bulk b")
        expect(said).to_have_text("Ticked: 0")
        expect(whole).not_to_be_checked()
        whole.check()
        expect(said).to_have_text("Ticked: 4")
        rows.first.uncheck()
        expect(said).to_have_text("Ticked: 3")
        expect(whole).to_be_checked(indeterminate=True)
        page.goto(f"{address}?take=all")
        expect(whole).to_be_checked()
        whole.uncheck()
        expect(said).to_have_text("Ticked: 0")
        expect(page.locator("#bulk [name=all]")).to_have_count(0)
        context.close()


def test_whoever_comes_back_finds_those_ticked_counted(own_app, chromium):
    app = own_app()
    with app.app_context(), served(app) as base, chromium.new_context(reduced_motion="reduce") as context:
        event = factories.event()
        for _ in range(3):
            factories.registration(event)
        owner, address = factories.account(event, Role.owner), f"{base}/en/organise/{event.slug}/people"
        sign_in(context, app, owner, base)
        page = context.new_page()
        for view, pressed in (("", (0, 1)), ("?take=all", (2,))):
            page.goto(f"{address}{view}")
            for place in pressed:
                page.locator("tbody input.tick").nth(place).click()
            page.goto(address.removesuffix("/people"))
            page.go_back()
            expect(page.locator("tbody input.tick:checked")).to_have_count(2)
            expect(page.locator(".bulk b")).to_have_text("Ticked: 2")
            expect(page.get_by_label("Everybody on this page")).to_be_checked(indeterminate=True)
            expect(page.locator("#bulk [name=all]")).to_have_count(0)
