"""Hosts are told of an arrival once, soon, and only if it still stands."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask_babel import force_locale

from app.accounts.permissions import Role
from app.audit.service import SYSTEM
from app.checkin import alerting, following
from app.checkin.alerting import LATE, NOBODY_FOLLOWS, ON_THE_DAY, OTHERWISE, UNDONE_WITHIN
from app.checkin.terms import Direction, PointKind, Policy
from app.core.clock import now
from app.extensions import db
from app.jobs.models import Job
from app.mailing.account_mail import compose
from app.mailing.texts import AccountMail
from app.registration.models import Status
from tests import factories
from tests.checkin import door
from tests.checkin.phone import Phone
from tests.refusals import refused

pytestmark = pytest.mark.usefixtures("clock")
SOON = UNDONE_WITHIN + timedelta(seconds=1)


@pytest.fixture
def host(event):
    return factories.account(event, Role.reception, name="Camille Roussel")


@pytest.fixture
def guest(event):
    return factories.badge_holder(event, vip=True, first_name="Inès", last_name="Moreau")


def follow(host, event, **whom):
    return following.follow(event.id, host, by=SYSTEM, **whom)


def told() -> list[tuple[int, int]]:
    """Who is owed the news of whose arrival, once somebody has looked."""
    alerting.tell(now())
    payloads = sa.select(Job.payload).where(Job.kind == "mailing.send").order_by(Job.id)
    return [(each["account_id"], each["about_id"]) for each in db.session.scalars(payloads)]


def test_a_host_is_told_within_a_minute_whichever_way_they_follow(clock, event, phone, host, guest):
    other = factories.account(event)
    follow(host, event), follow(host, event, category_id=guest.category_id), follow(other, event, registration_id=guest.id)
    phone.sync([phone.scan(guest)])
    clock.shift(SOON)
    assert told() == [(host.id, guest.id), (other.id, guest.id)]
    assert timedelta(minutes=1) > SOON + ON_THE_DAY


def test_nobody_is_told_of_somebody_else(clock, event, phone, host):
    follow(host, event)
    phone.sync([phone.scan(factories.badge_holder(event))])
    clock.shift(SOON)
    assert told() == []


def test_an_entry_at_the_desk_counts_as_well(clock, event, point, host, guest):
    follow(host, event)
    door.show(guest, point.lanes[0], door.operator(event))
    assert told() == []  # it may be undone yet
    clock.shift(SOON)
    assert told() == [(host.id, guest.id)]


def test_an_undone_entry_tells_nobody_and_the_real_one_that_follows_does(clock, event, phone, host, guest):
    follow(host, event)
    scan = phone.scan(guest)
    phone.sync([scan, phone.undo(scan)])
    clock.shift(SOON)
    assert told() == []
    phone.sync([phone.scan(guest)])
    clock.shift(SOON)
    assert told() == [(host.id, guest.id)]


def test_a_parcel_that_is_sent_twice_tells_once(clock, event, phone, host, guest):
    follow(host, event)
    scan = phone.scan(guest)
    for _twice in range(2):
        phone.sync([scan])
        clock.shift(SOON)
        told()
    assert told() == [(host.id, guest.id)]


@pytest.mark.parametrize("away, expected", [(LATE - SOON, True), (LATE + SOON, False), (timedelta(hours=3), False)])
def test_a_phone_that_comes_back_late_tells_only_what_is_news(clock, event, phone, host, guest, away, expected):
    follow(host, event)
    scan = phone.scan(guest)
    clock.shift(away)
    phone.sync([scan])
    clock.shift(timedelta(seconds=5))
    assert bool(told()) is expected


def test_a_clock_that_is_wrong_does_not_matter(client, clock, event, point, host, guest):
    phone = Phone(client, point.lanes[0], ahead=-3_600_000)
    follow(host, event)
    phone.sync()
    phone.sync([phone.scan(guest)])
    clock.shift(SOON)
    assert told() == [(host.id, guest.id)]


def test_a_refused_badge_tells_nobody(clock, event, point, host, guest):
    follow(host, event)
    point.opens_at = now() + timedelta(hours=1)
    db.session.flush()
    door.show(guest, point.lanes[0], door.operator(event))
    clock.shift(SOON)
    assert told() == []


def test_who_is_let_in_all_the_same_is_told_of(clock, event, point, host, guest):
    follow(host, event)
    guest.status = Status.pending
    db.session.flush()
    door.show(guest, point.lanes[0], door.operator(event), override="Known to us")
    clock.shift(SOON)
    assert told() == [(host.id, guest.id)]


def test_coming_back_later_is_no_arrival(clock, event, point, host, guest):
    operator, out = door.operator(event), door.lane(point, Direction.leave)
    point.policy = Policy.re_entry
    db.session.flush()
    door.show(guest, point.lanes[0], operator)
    clock.shift(timedelta(hours=2))
    follow(host, event)
    door.show(guest, out, operator)
    clock.shift(timedelta(minutes=10))
    door.show(guest, point.lanes[0], operator)
    clock.shift(SOON)
    assert told() == []


def test_other_doors_than_entrances_tell_nobody(clock, event, host, guest):
    lunch = door.point(event, kind=PointKind.lunch)
    follow(host, event)
    door.show(guest, lunch.lanes[0], door.operator(event))
    clock.shift(SOON)
    assert told() == []


def mail(host, event, guest):
    with force_locale("en"):
        return compose(host, AccountMail.arrival, event.id, about_id=guest.id)


def test_the_mail_says_who_and_when_and_no_more(event, host, guest):
    guest.arrived_at = now()
    content = mail(host, event, guest)
    assert content.title == "Inès Moreau has arrived"
    assert guest.email not in str(content) and guest.organisation_name not in str(content)


def test_a_mail_that_is_no_longer_true_or_not_for_these_eyes_is_none(event, host, guest):
    assert mail(host, event, guest) is None  # undone meanwhile
    guest.arrived_at = now()
    assert mail(factories.account(event, Role.reader), event, guest) is None
    assert mail(factories.account(), event, guest) is None


def test_how_often_somebody_looks_depends_on_the_day(event, host):
    at = event.doors_at
    assert alerting.pause(at) == NOBODY_FOLLOWS
    follow(host, event)
    assert alerting.pause(at) == alerting.pause(event.ends_at + timedelta(hours=3)) == ON_THE_DAY
    assert alerting.pause(at - timedelta(days=3)) == OTHERWISE
    assert alerting.pause(event.ends_at + timedelta(days=3)) == NOBODY_FOLLOWS


def test_one_follows_once_and_ends_only_what_is_ones_own(event, host, organiser):
    made = follow(host, event)
    assert follow(host, event) is made
    with refused("no_follow"):
        following.unfollow(event.id, made.id, organiser, by=SYSTEM)
    following.unfollow(event.id, made.id, host, by=SYSTEM)
    assert following.follows_of(event.id, host.id) == []


def test_foreign_people_and_categories_cannot_be_followed(event, host):
    other = factories.registration(factories.event())
    with refused("no_registration"):
        follow(host, event, registration_id=other.id)
    with refused("no_category"):
        follow(host, event, category_id=other.category_id)


def test_screens_at_the_door_name_the_host(event, phone, host, guest):
    phone.sync()
    assert phone.parts["event"]["hosts"] == {"vip": "", "categories": {}, "people": {}}
    follow(host, event), follow(host, event, category_id=guest.category_id), follow(host, event, registration_id=guest.id)
    db.session.commit()
    phone.sync()
    name = "Camille Roussel"
    assert phone.parts["event"]["hosts"] == {
        "vip": name, "categories": {str(guest.category_id): name}, "people": {str(guest.id): name},
    }  # fmt: skip
