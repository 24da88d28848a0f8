"""Every text that is not data is translated: with the pseudo-locale on, nothing stands unmarked."""

import pytest

from app.accounts.permissions import Role
from app.cli.demo import create as demonstration
from app.core.languages import PseudoDomain
from app.credentials.reference import show
from app.extensions import db
from app.registration.models import Registration, Status
from tests import factories
from tests.architecture.conftest import known_of
from tests.architecture.untranslated import data, outside, words
from tests.architecture.walk import routes
from tests.page import Page


@pytest.fixture
def marked(app, monkeypatch):
    """The application with each translated text between ⟦ and ⟧."""
    monkeypatch.setattr(app.extensions["babel"].instance, "domain_instance", PseudoDomain())
    return app


def test_every_page_is_translated(marked):
    event = demonstration.create()
    attendee = db.session.query(Registration).filter_by(event_id=event.id, status=Status.confirmed).first()
    client = marked.test_client().sign_in(factories.account(event, Role.owner))
    known = known_of(event, attendee)
    stored, untranslated = data(), {}
    for route in routes(marked):
        if route.method != "GET":
            continue
        answer = client.open(route.address(marked, known))
        if answer.mimetype == "text/html" and answer.status_code == 200:
            found = words(answer.page, stored)
            if found:
                untranslated[route.name] = sorted(found)
    assert untranslated == {}


def test_the_marks_are_understood():
    assert outside("⟦a ⟦b⟧ c⟧ d ⟦e⟧").split() == ["d"]


def test_a_forgotten_text_is_found(event, attendee):
    page = Page(f"<main><p>⟦Place⟧ {attendee.full_name} {show(attendee.reference)} 3 mars</p>"
                "<p title=Forgotten>Also <b>⟦x⟧</b> this</p></main>")
    assert words(page, data()) == {"Forgotten", "Also", "this"}
