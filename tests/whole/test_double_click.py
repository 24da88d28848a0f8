"""Whoever clicks twice on a button, as on a desktop's icon, sends once."""

import re

import pytest
import sqlalchemy as sa

from app.accounts.permissions import Role
from app.extensions import db
from app.registration.grants import Invitation
from tests import factories
from tests.whole.served import served, sign_in

pytestmark = pytest.mark.browser


def test_a_double_click_makes_one_code(own_app, chromium):
    app = own_app()
    with app.app_context(), served(app) as base:
        event = factories.event()
        factories.category(event)
        owner, address = factories.account(event, Role.owner), f"{base}/en/organise/{event.slug}/invitations/new"
        db.session.commit()
        context = chromium.new_context()
        sign_in(context, app, owner, base)
        page = context.new_page()
        page.goto(address)
        page.locator("[name=category]").first.check()
        page.get_by_role("button", name="Make the code").dblclick()
        page.wait_for_url(re.compile(r"/invitations/\d+$"))
        assert db.session.scalar(sa.select(sa.func.count(Invitation.id))) == 1
        context.close()
