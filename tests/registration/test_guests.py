"""Invitations by mail: who is written to, who is not and why, and what guests answer."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.audit.queries import history
from app.audit.service import Actor
from app.core.clock import now
from app.events.models import EventState
from app.extensions import db
from app.jobs.models import Job
from app.registration.grants import Invitation
from app.registration.invitation_links import print_of
from app.registration.invitation_queries import Silence, Standing, counts_by_standing, find_silence, search, standing
from app.registration.models import Status
from app.registration.owed import MailKind
from app.registration.service import guests, inviting
from app.registration.service.inviting import Guest
from tests import factories
from tests.refusals import refused

ORGANISER, ATTENDEE = Actor("account", 1), Actor("attendee")


@pytest.fixture
def guest(event) -> Invitation:
    return factories.guest(event)


def write(guest: Invitation, kind: MailKind = MailKind.invitation, once: str = "page") -> None:
    guests.write(guest.event_id, guest.id, kind, by=ORGANISER, once=once)


def owed() -> list[dict]:
    return list(db.session.scalars(sa.select(Job.payload).where(Job.kind == "mailing.send").order_by(Job.id)))


def stands(guest: Invitation) -> str:
    return db.session.scalar(sa.select(standing(now())).where(Invitation.id == guest.id))


def test_a_guest_is_owed_the_mail_and_the_journal_says_so(guest):
    write(guest)
    assert owed() == [{"kind": "invitation", "invitation_id": guest.id}]
    assert guest.invited_at is not None and stands(guest) == Standing.silent
    assert history("invitation", guest.id)[0].action == "invitation.send"


def test_two_presses_on_one_page_are_one_mail_and_a_later_page_sends_again(guest):
    write(guest), write(guest)
    assert len(owed()) == 1
    write(guest, once="another page")
    assert len(owed()) == 2


def test_a_reminder_is_told_apart_from_the_invitation(guest):
    write(guest), write(guest, MailKind.invitation_reminder)
    assert [each["kind"] for each in owed()] == ["invitation", "invitation_reminder"]
    assert guest.reminded_at is not None


def registered(guest):
    factories.registration(guest.event, email="else@lab.example", invitation_id=guest.id)


def registered_otherwise(guest):
    factories.registration(guest.event, email=guest.email, status=Status.cancelled)


def declined(guest):
    guests.decline(guest, by=ATTENDEE)


def over(guest):
    inviting.close(guest.event_id, guest.id, by=ORGANISER)


def opted_out(guest):
    guests.want_none(print_of(guest.email.upper()))


def event_closed(guest):
    guest.event.state = EventState.closed


def source_unknown(guest):
    guest.source = None


@pytest.mark.parametrize("happens, reason", [
    (registered, Silence.answered), (registered_otherwise, Silence.answered), (declined, Silence.answered),
    (over, Silence.over), (opted_out, Silence.wants_none), (event_closed, Silence.closed),
    (source_unknown, Silence.no_source),
])  # fmt: skip
def test_nobody_is_written_to_for_a_reason_that_is_told(guest, happens, reason):
    happens(guest)
    db.session.flush()
    with refused(f"guest_{reason}"):
        write(guest)
    assert find_silence(guest, now()) is reason
    assert owed() == [] and guest.invited_at is None


def test_a_code_is_for_nobody_in_particular(event):
    code = factories.guest(event, email=None)
    assert find_silence(code, now()) is Silence.no_address and stands(code) == Standing.code


def test_where_each_stands_is_counted_once(event):
    unsent, silent, came, no, late = (factories.guest(event) for _ in range(5))
    factories.guest(event, email=None)
    write(silent), registered(came), declined(no), over(late)
    assert stands(unsent) == Standing.unsent
    assert counts_by_standing(event.id, now()) == dict.fromkeys(Standing, 1)


def test_who_registers_after_saying_no_has_registered(guest):
    declined(guest)
    registered(guest)
    assert stands(guest) == Standing.registered


def test_no_is_said_once(guest):
    declined(guest)
    at = guest.declined_at
    declined(guest)
    assert guest.declined_at == at
    assert [entry.action for entry in history("invitation", guest.id)] == ["invitation.decline"]


def test_an_address_that_wants_none_is_known_at_every_event_and_kept_nowhere(guest):
    opted_out(guest), opted_out(guest)
    elsewhere = factories.guest(factories.event(), email=guest.email)
    assert find_silence(elsewhere, now()) is Silence.wants_none
    kept = db.session.execute(sa.text("SELECT address_print FROM opt_outs")).scalars().all()
    assert len(kept) == 1 and guest.email not in kept[0]


def test_the_print_of_an_address_outlives_another_secret_key(app, monkeypatch):
    before = print_of("ines@hospital.example")
    monkeypatch.setattr(app, "secret_key", "another one")
    assert print_of("Ines@Hospital.example ") == before


def invite(event, email):
    return inviting.invite(event.id, event.categories[0].id, by=ORGANISER, email=email, guest=Guest(first_name="Inès"))


def test_an_address_is_invited_once_until_its_invitation_is_over(event):
    first = invite(event, "ines@hospital.example")
    with refused("invited_already"):
        invite(event, "Ines@Hospital.example")
    over(first)
    assert invite(event, "ines@hospital.example").id != first.id


def test_nobody_is_invited_who_is_registered(event):
    person = factories.registration(event)
    with refused("registered_already"):
        invite(event, person.email)
    person.status = Status.cancelled
    assert invite(event, person.email).email == person.email


def test_guests_are_found_by_any_part_of_what_is_known(event):
    made = factories.guest(event, last_name="Étienne", organisation_name="Hôpital Bicêtre")
    factories.guest(event, last_name="Durand", organisation_name="Ville de Paris")
    for text in ("etienne", "bicetre", made.code.lower(), "hopital ines"):
        assert db.session.scalars(search(event.id, text)).all() == [made], text


def test_a_link_of_an_invitation_that_is_over_long_since_is_still_the_same_guest(event):
    guest = factories.guest(event, expires_at=now() - timedelta(days=1))
    assert stands(guest) == Standing.over
