"""Whoever waits before a page of long work sees its end there, without loading it anew by hand."""

import pytest
from playwright.sync_api import expect

from app.accounts.permissions import Role
from app.exchange.imports import service
from app.exchange.imports.models import Brings
from app.extensions import db
from tests import factories
from tests.axe import faults
from tests.exchange.imports import work
from tests.whole.served import served, sign_in

pytestmark = pytest.mark.browser


def test_what_became_of_the_lines_appears_by_itself_and_nothing_says_any_more_that_work_goes_on(own_app, chromium):
    app = own_app()
    with app.app_context(), served(app) as base, chromium.new_context(reduced_motion="reduce") as context:
        event = factories.event()
        owner = factories.account(event, Role.owner)
        made = work.begun(event, owner, "Nom\nInstitut Curie\nInserm\n", Brings.organisations)
        service.map_columns(made, made.mapping, {})
        address = f"{base}/en/organise/{event.slug}/organisations/import/{made.id}"
        sign_in(context, app, owner, base)
        page = context.new_page()
        page.goto(address)
        lines, main = page.get_by_role("navigation", name="What became of the lines"), page.locator("main")
        expect(main).to_contain_text("Lines checked")
        expect(lines).to_have_count(0)
        work.work()
        db.session.commit()
        db.session.remove()
        expect(lines).to_contain_text("New 2")
        expect(main).to_be_focused()
        page.get_by_role("button", name="Import 2 lines").click()
        expect(main).to_contain_text("Lines imported")
        work.work()
        db.session.commit()
        db.session.remove()
        expect(lines).to_contain_text("Added 2")
        expect(main).to_contain_text("Done")
        assert "under way" not in main.inner_text()
        assert faults(page) == []
