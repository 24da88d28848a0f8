"""A guest's own link, and the way out of our invitations."""

from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from app.core.clock import now
from app.events.models import Entry, FormMode
from app.extensions import db
from app.registration.grants import Invitation, OptOut
from app.registration.invitation_links import address, no_more_address, print_of
from app.registration.models import Registration, Status
from tests import factories
from tests.registration.form_filling import send, walk_steps

pytestmark = pytest.mark.usefixtures("patient")


@pytest.fixture
def event():
    made = factories.event()
    factories.category(made, organisation_types=["other"])
    factories.category(made, entry=Entry.invitation, public=False, label={"fr": "Intervenants", "en": "Speakers"})
    factories.credentials.open_event(made)
    return made


@pytest.fixture
def guest(event) -> Invitation:
    return factories.guest(event, category=event.categories[1], language="en")


@pytest.fixture
def path(guest) -> str:
    return urlsplit(address(guest)).path


@pytest.fixture
def way_out(guest) -> str:
    return urlsplit(no_more_address(guest)).path


def everything() -> list[tuple]:
    """What is known of invitations, to see whether anything was written."""
    return [tuple(row) for row in db.session.execute(sa.select(Invitation.__table__))]


def test_opening_it_shows_what_it_opens_and_is_noted_nowhere(client, guest, path):
    before = everything()
    page = client.page(path)
    assert guest.full_name in page.text and "Speakers" in page.text
    assert everything() == before
    assert client.get(path).headers["Referrer-Policy"] == "no-referrer"


def test_the_form_begins_with_what_is_known_and_the_place_is_confirmed_at_once(client, event, guest, path):
    client.submit(client.page(path), "Register with this invitation")
    known = client.page(f"/en/{event.slug}/register/you").form().holds
    assert (known["email"], known["first_name"]) == ([guest.email], ["Inès"])
    send(client, walk_steps(client, event, you={}, lang="en"))
    (person,) = db.session.scalars(sa.select(Registration))
    assert (person.status, person.category, person.invitation_id) == (Status.confirmed, event.categories[1], guest.id)
    assert person.email_proven_at is not None
    assert "You have answered our invitation" in client.page(path).text


def test_one_page_forms_begin_with_it_too(client, event, guest, path):
    event.form_mode = FormMode.one_page
    client.submit(client.page(path), "Register with this invitation")
    form = client.page(f"/en/{event.slug}/register").form("Send my registration")
    assert form.holds["organisation_name"] == [guest.organisation_name]


def test_a_draft_of_ones_own_is_not_overwritten(client, event, path):
    step = client.page(f"/en/{event.slug}/register/you")
    client.submit(step, first_name="Zoë", last_name="Martin", email="zoe@lab.example")
    client.submit(client.page(path), "Register with this invitation")
    assert client.page(f"/en/{event.slug}/register/you").form().holds["first_name"] == ["Zoë"]


def test_no_is_one_press_and_can_be_thought_over(client, guest, path):
    client.submit(client.page(path), "I cannot come")
    page = client.page(path)
    db.session.refresh(guest)
    assert guest.declined_at is not None and "You told us that you cannot come." in page.text
    assert client.submit(page, "Register with this invitation").location.endswith("/register")


@pytest.mark.parametrize("sent", ["", "accept", "decline"])
def test_an_altered_link_opens_nothing(client, path, sent):
    middle = "y" if path[-10] == "x" else "x"
    altered = f"{path[:-10]}{middle}{path[-9:]}/{sent}".rstrip("/")
    answer = client.post(altered) if sent else client.get(altered)
    assert answer.status_code == 404


def test_an_invitation_that_is_over_says_so_and_accepts_nothing(client, guest, path):
    guest.expires_at = now()
    assert "This invitation has expired." in client.page(path, 409).text
    assert client.post(f"{path}/accept").status_code == 409


def test_nobody_else_gets_in_by_a_link_that_was_passed_on(client, event, guest, path):
    client.submit(client.page(path), "Register with this invitation")
    answer = send(client, walk_steps(client, event, you={"email": "friend@lab.example"}, lang="en"))
    assert "This invitation is for another address." in answer.page.text
    assert db.session.scalars(sa.select(Registration)).all() == []


def test_opening_the_way_out_changes_nothing_for_mail_scanners_open_links(client, way_out):
    assert "No more invitations?" in client.page(way_out).text
    assert db.session.scalars(sa.select(OptOut)).all() == []


def test_its_button_is_one_press_and_twice_is_once(client, guest, way_out):
    for _twice in range(2):
        assert client.post(way_out).status_code == 200
    assert [each.address_print for each in db.session.scalars(sa.select(OptOut))] == [print_of(guest.email)]
    assert "We invite you no more." in client.page(way_out).text


def test_a_mail_program_does_it_by_one_post_without_cookie_or_form(app, guest, way_out, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    answer = app.test_client().post(way_out, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert db.session.scalars(sa.select(OptOut)).one().address_print == print_of(guest.email)


def test_the_way_out_stays_open_when_the_invitation_is_gone(client, guest, way_out):
    db.session.delete(guest)
    assert client.post(way_out).status_code == 200


def test_a_forged_way_out_is_none(client, path):
    token = path.rpartition("/")[2]
    assert client.post(f"/en/no-invitations/{token}").status_code == 404
    assert db.session.scalars(sa.select(OptOut)).all() == []
