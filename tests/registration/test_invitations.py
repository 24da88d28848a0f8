"""Whom an invitation lets in, and what becomes of its uses."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.audit.service import Actor
from app.core.clock import now
from app.core.errors import DomainError
from app.events.models import Entry, OrganisationType
from app.extensions import db
from app.registration import invitation_routes
from app.registration.details import Details
from app.registration.grants import Invitation
from app.registration.invitations import Refusal, Terms, refusal
from app.registration.models import CancelReason, Registration, Status
from app.registration.service import inviting, leaving, proving
from app.registration.service.submitting import submit
from tests import factories
from tests.refusals import refused

AT = datetime(2027, 1, 1, tzinfo=UTC)
ATTENDEE, ORGANISER = Actor("attendee"), Actor("account", 1)


@pytest.mark.parametrize("terms, used, email, expected", [
    (Terms(1), 0, None, None),
    (Terms(1), 1, None, Refusal.used_up),
    (Terms(1, expires_at=AT), 0, None, Refusal.expired),
    (Terms(1, expires_at=AT + timedelta(seconds=1)), 0, None, None),
    (Terms(1, email="eve@lab.example"), 0, "Eve@LAB.example", None),
    (Terms(1, email="eve@lab.example"), 0, "adam@lab.example", Refusal.other_address),
    (Terms(1, domain="lab.example"), 0, "adam@Lab.Example", None),
    (Terms(1, domain="lab.example"), 0, "adam@notlab.example", Refusal.other_address),
    (Terms(1, domain="lab.example"), 0, None, None),
])  # fmt: skip
def test_why_an_invitation_does_not_let_in(terms, used, email, expected):
    assert refusal(terms, used, AT, email) is expected


@given(st.text())
def test_any_text_is_a_code_or_none(text):
    assert inviting.normal(inviting.normal(text)) == inviting.normal(text)


@pytest.fixture
def event():
    made = factories.event()
    factories.category(made, organisation_types=["other"])
    factories.category(made, entry=Entry.invitation, public=False)
    factories.credentials.open_event(made)
    return made


def speakers(event):
    return event.categories[1]


def invite(event, **terms) -> Invitation:
    return inviting.invite(event.id, speakers(event).id, by=ORGANISER, **terms)


def come(event, invitation: Invitation, name: str = "Ève", email: str | None = None) -> Registration:
    details = Details(
        name, email=email or f"{name}@lab.example", organisation_type=OrganisationType.other, invitation=invitation.code
    )
    sent = submit(event.id, details, language="fr", submission=f"{name} {invitation.code}", by=ATTENDEE)
    return sent.registration


def test_a_code_opens_its_category_and_needs_no_approval(event):
    person = come(event, invite(event, code="speaker 2027"))
    assert (person.status, person.category) == (Status.unverified, speakers(event))
    proving.prove(event.id, person.id, by=ATTENDEE)
    assert person.status is Status.confirmed


def test_a_code_is_found_however_it_is_typed(event):
    invitation = invite(event, code="Speaker-2027")
    assert inviting.find(event.id, " sPEAKER 2027 ") is invitation


def test_a_use_goes_with_the_seat_and_comes_back_with_it(event):
    invitation = invite(event, uses=1)
    person = come(event, invitation)
    proving.prove(event.id, person.id, by=ATTENDEE)
    with refused("invitation_used_up"):
        come(event, invitation, "Adam")
    leaving.cancel(event.id, person.id, by=ATTENDEE, reason=CancelReason.attendee)
    assert come(event, invitation, "Adam").category == speakers(event)


def test_who_proves_the_address_when_the_last_use_is_gone_is_looked_at(event):
    invitation = invite(event, uses=1)
    late = come(event, invitation)
    late.hold_until = None
    first = come(event, invitation, "Adam")
    proving.prove(event.id, first.id, by=ATTENDEE)
    proving.prove(event.id, late.id, by=ATTENDEE)
    assert (first.status, late.status) == (Status.confirmed, Status.pending)


def test_a_personal_link_proves_the_address_at_once(event):
    person = come(event, invite(event, email="Eve@lab.example"), email="eve@lab.example")
    assert person.status is Status.confirmed and person.email_proven_at is not None
    assert len(person.codes) == 1


def test_a_personal_link_is_of_no_use_to_somebody_else(event):
    with refused("invitation_other_address"):
        come(event, invite(event, email="eve@lab.example"), "Adam")
    assert db.session.query(Registration).count() == 0


def test_an_approval_category_still_asks_unless_the_invitation_skips_it(event):
    speakers(event).entry = Entry.approval
    asked, skipped = come(event, invite(event)), come(event, invite(event, skips_approval=True), "Adam")
    for person in (asked, skipped):
        proving.prove(event.id, person.id, by=ATTENDEE)
    assert (asked.status, skipped.status) == (Status.pending, Status.confirmed)


def test_an_invitation_taken_back_lets_nobody_in_and_who_came_stays(event):
    invitation = invite(event, uses=2)
    person = come(event, invitation)
    proving.prove(event.id, person.id, by=ATTENDEE)
    for _twice in range(2):
        inviting.close(event.id, invitation.id, by=ORGANISER)
    with refused("invitation_expired"):
        come(event, invitation, "Adam")
    assert person.status is Status.confirmed


def test_a_code_of_another_event_opens_nothing(event):
    other = factories.event()
    factories.category(other, organisation_types=["other"])
    with pytest.raises(DomainError) as refusal_:
        inviting.require(other.id, invite(event).code, now())
    assert refusal_.value.code == "no_invitation"


def test_two_invitations_never_share_a_code(event):
    invite(event, code="PRESS")
    with refused("code_taken"):
        invite(event, code="press")


def test_the_form_keeps_the_invitation_and_says_what_it_opens(client, event):
    code = invite(event, code="SPEAKER").code
    page = client.page(f"/en/{event.slug}/invitation?code=speaker")
    assert "You are invited" in page.text
    client.submit(page, "Register with this invitation")
    with client.session_transaction() as cookie:
        assert cookie["invitations"] == {str(event.id): code}


@pytest.mark.parametrize("typed", ["WRONG", "' OR 1=1", "é" * 40])
def test_a_wrong_code_is_told_beside_its_field(client, event, typed):
    page = client.page(f"/en/{event.slug}/invitation?code={typed}")
    assert "There is no invitation with this code." in page.text


def test_wrong_codes_are_counted_and_good_ones_are_not(client, event):
    made = invite(event)
    at = f"/en/{event.slug}/invitation?code="
    for _colleague in range(invitation_routes.TRIES + 1):
        assert client.get(at + made.code).status_code == 200
    for _guess in range(invitation_routes.TRIES):
        assert client.get(at + "NOSUCHCODE").status_code == 200
    assert client.get(at + made.code).status_code == 429
