"""A place that passes takes the seat with it, and no other."""

import pytest

from app.audit.service import Actor
from app.events.models import Entry
from app.extensions import db
from app.registration.details import Details
from app.registration.models import Registration, Status
from app.registration.service import deciding, handing_over
from tests import factories
from tests.refusals import refused

ATTENDEE, ORGANISER = Actor("attendee"), Actor("account", 1)


@pytest.fixture
def event():
    made = factories.event(capacity=1)
    factories.category(made, entry=Entry.approval)
    return made


@pytest.fixture
def holder(event) -> Registration:
    """Has the only seat."""
    return factories.badge_holder(event, organisation_key="name:curie")


@pytest.fixture
def heir(holder) -> Registration:
    """Named by the holder; an organiser is to agree."""
    to = Details("Ștefan", email="stefan@example.com", organisation_name="Curie")
    return handing_over.hand_over(holder.event_id, holder.id, to, by=ATTENDEE, language="fr")


def approve(person: Registration) -> Registration:
    return deciding.approve(person.event_id, person.id, by=ORGANISER)


def statuses(*people: Registration) -> list[Status]:
    db.session.expire_all()
    return [person.status for person in people]


def test_the_last_seat_of_all_passes(holder, heir):
    approve(heir)
    assert statuses(holder, heir) == [Status.cancelled, Status.confirmed]


def test_a_seat_does_not_pass_into_a_category_that_is_full(event, holder, heir):
    full = factories.category(event, quota=0)
    deciding.change_category(event.id, heir.id, full.id, by=ORGANISER)
    with refused("no_seat"):
        approve(heir)


def test_a_seat_passes_into_a_category_that_has_one(event, holder, heir):
    other = factories.category(event, quota=1)
    deciding.change_category(event.id, heir.id, other.id, by=ORGANISER)
    approve(heir)
    assert statuses(holder, heir) == [Status.cancelled, Status.confirmed]


def test_a_place_outside_the_capacity_brings_no_seat_of_it(event):
    staff = factories.category(event, entry=Entry.invitation, counts=False)
    factories.badge_holder(event)
    helper = factories.badge_holder(event, category=staff)
    to = Details("Ștefan", email="stefan@example.com", organisation_name="Institut Curie")
    heir = handing_over.hand_over(event.id, helper.id, to, by=ATTENDEE, language="fr")
    deciding.change_category(event.id, heir.id, event.categories[0].id, by=ORGANISER)
    with refused("no_seat"):
        approve(heir)


def test_an_agreed_hand_over_takes_the_date_out_of_the_calendar(holder, heir):
    before = holder.calendar_sequence
    approve(heir)
    assert holder.calendar_sequence == before + 1


def test_links_of_the_place_that_passed_are_replaced(holder, heir):
    before = holder.link_version
    approve(heir)
    assert holder.link_version == before + 1
