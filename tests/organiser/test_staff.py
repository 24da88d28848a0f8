"""The team, as an owner sees it: who works for the event, and what each may do."""

import pytest
import sqlalchemy as sa

from app.accounts import queries
from app.accounts.models import Membership
from app.accounts.passwords import hash_password
from app.accounts.permissions import Role
from app.audit.queries import history
from app.extensions import db
from app.jobs.models import Job
from tests import factories


@pytest.fixture
def desk(client, owner):
    owner.password_hash = hash_password("correct horse battery")
    return client.sign_in(owner)


@pytest.fixture
def team(desk, place):
    """team(): the page."""
    return lambda: desk.page(place("team"))


def role_of(event, account) -> Role | None:
    membership = queries.find_role(event, account.id)
    return membership and membership.role


def test_everybody_with_a_role_stands_in_the_list(team, owner, organiser):
    text = team().text
    assert f"{owner.email}" in text and f"{organiser.email}" in text and "(you)" in text


def test_somebody_is_invited_by_mail(desk, place, team, event):
    page = desk.page(place("team/invite"))
    desk.submit(page, "Send the invitation", email="ines@curie.example", role="reception", language="fr")
    assert "An invitation is on its way to ines@curie.example." in team().text
    assert "invited, not here yet" in team().text
    job = db.session.scalar(sa.select(Job).where(Job.kind == "mailing.send"))
    assert job.payload["kind"] == "staff_invitation"


def test_who_never_came_is_invited_again(desk, team, event):
    factories.account(event, Role.reception, password_hash=None)
    desk.submit(team(), "Invite again")
    assert "An invitation is on its way" in team().text


@pytest.mark.parametrize("values", [{"email": "nobody", "role": "reader"}, {"email": "a@curie.example", "role": "god"}])
def test_what_makes_no_sense_is_told_and_nobody_is_invited(desk, place, event, values):
    before = len(queries.staff(event))
    page = desk.page(place("team/invite"))
    answer = desk.post(page.form("Send the invitation").action, data=values)
    assert answer.page.title.startswith("Error:") and len(queries.staff(event)) == before


def test_who_has_a_role_already_is_not_invited_twice(desk, place, organiser):
    page = desk.page(place("team/invite"))
    answer = desk.submit(page, "Send the invitation", email=organiser.email, role="reader")
    assert "has a role already" in answer.page.text


def test_a_role_is_changed(desk, place, team, event, organiser):
    page = desk.page(place(f"team/{organiser.id}"))
    desk.submit(page, "Save the role", role="reader", may_see_needs="y")
    db.session.expire_all()
    assert role_of(event, organiser) is Role.reader
    assert db.session.get(Membership, (organiser.id, event.id)).may_see_needs


def test_a_role_that_is_saved_as_it_was_is_no_news(desk, place, event, organiser):
    desk.submit(desk.page(place(f"team/{organiser.id}")), "Save the role")
    assert history("account", organiser.id) == []


def test_a_role_is_taken_away_and_twice_is_once(desk, place, event, organiser):
    address = place(f"team/{organiser.id}/withdraw")
    assert desk.post(address).status_code == 302
    assert desk.post(address).status_code == 302
    assert role_of(event, organiser) is None


def test_the_last_owner_stays(desk, place, team, event, owner):
    desk.post(place(f"team/{owner.id}/withdraw"))
    assert "An event keeps at least one owner." in team().text
    assert role_of(event, owner) is Role.owner


def test_of_another_event_nobody_is_touched(desk, place):
    other = factories.event()
    stranger = factories.account(other, Role.organiser)
    assert desk.get(place(f"team/{stranger.id}")).status_code == 404
    desk.post(place(f"team/{stranger.id}/withdraw"))
    assert role_of(other, stranger) is Role.organiser


def test_it_is_for_owners_alone(client, place, organiser):
    assert client.sign_in(organiser).get(place("team")).status_code == 403
