"""Seven days for the button; what is cancelled meanwhile waits for none."""

from datetime import timedelta

import pytest
import time_machine

from app.audit.models import AuditValues
from app.audit.queries import history
from app.audit.service import SYSTEM, Actor
from app.core.clock import now
from app.events.models import OrganisationType
from app.extensions import db
from app.jobs.worker import drain
from app.registration.details import Details
from app.registration.handlers import lapse_unproven
from app.registration.models import CancelReason, Departure, Registration, Status
from app.registration.service import arriving, changing, leaving, proving
from app.registration.service.lapsing import LAPSE_JOB, UNPROVEN_LIFE, lapse
from app.registration.service.submitting import submit
from tests import factories
from tests.refusals import refused
from tests.registration.form_filling import open_event

ORGANISER, ATTENDEE = Actor("account", 1), Actor("attendee")
HANDLERS = {LAPSE_JOB: lapse_unproven, "mailing.send": lambda _claim: None}


@pytest.fixture
def unproven() -> Registration:
    event = open_event()
    factories.credentials.open_event(event)
    details = Details("Zoë", email="zoe@lab.example", organisation_type=OrganisationType.other)
    return submit(event.id, details, language="fr", submission="form", by=ATTENDEE).registration


def is_there(person_id: int) -> bool:
    db.session.expire_all()
    return db.session.get(Registration, person_id) is not None


def after(days: timedelta) -> None:
    """The worker does what is due by then."""
    with time_machine.travel(now() + days + timedelta(minutes=1)):
        drain(HANDLERS)


def test_what_is_never_proven_goes_after_its_days(unproven):
    person_id = unproven.id
    after(UNPROVEN_LIFE - timedelta(hours=1))
    assert is_there(person_id)
    after(UNPROVEN_LIFE)
    assert not is_there(person_id)
    assert db.session.get(Departure, person_id)


def test_the_journal_of_who_lapsed_keeps_no_name(unproven):
    event_id, person_id = unproven.event_id, unproven.id
    changing.edit(event_id, person_id, {"last_name": "Müller"}, by=ORGANISER)
    lapse(event_id, person_id)
    assert "registration.edit" in [entry.action for entry in history("registration", person_id)]
    assert db.session.scalar(db.select(db.func.count()).select_from(AuditValues)) == 0


def test_a_restored_registration_has_its_days_again(unproven):
    person_id, event_id = unproven.id, unproven.event_id
    leaving.cancel(event_id, person_id, by=ORGANISER, reason=CancelReason.organiser)
    after(UNPROVEN_LIFE)
    assert is_there(person_id)
    with time_machine.travel(now() + 2 * UNPROVEN_LIFE):
        assert leaving.restore(event_id, person_id, by=ORGANISER).status is Status.unverified
        after(UNPROVEN_LIFE - timedelta(hours=1))
        assert is_there(person_id)
        after(UNPROVEN_LIFE)
    assert not is_there(person_id)


def test_cancelled_and_restored_at_once_it_still_goes_in_the_end(unproven):
    person_id, event_id = unproven.id, unproven.event_id
    leaving.cancel(event_id, person_id, by=ORGANISER, reason=CancelReason.organiser)
    leaving.restore(event_id, person_id, by=ORGANISER)
    after(UNPROVEN_LIFE)
    assert not is_there(person_id)


def test_whom_the_door_let_in_stays(unproven):
    arriving.set_arrived(unproven.id, now())
    after(UNPROVEN_LIFE)
    assert is_there(unproven.id)


def test_a_button_pressed_as_the_row_goes_is_refused_in_words(unproven):
    event_id, person_id = unproven.event_id, unproven.id
    lapse(event_id, person_id)
    with refused("gone"):
        proving.prove(event_id, person_id, by=SYSTEM)
