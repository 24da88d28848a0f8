"""What an allotment keeps, and what keeping more takes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.audit.service import Actor
from app.core.clock import now
from app.registration.allotting import Rise, Terms, last_moment, limits_in_the_way, returns_after, usual_last_day
from app.registration.models import Channel, Status
from app.registration.room import CategoryRoom, Room
from app.registration.service import deciding
from tests import factories

PARIS = ZoneInfo("Europe/Paris")
DAY = datetime(2027, 3, 11, 23, tzinfo=UTC)


def terms(seats):
    return Terms("Région", seats, DAY)


def test_seats_without_a_name_are_kept_until_the_return_date():
    before = DAY - timedelta(seconds=1)
    assert [terms(5).keeps(named, before) for named in (0, 3, 5, 7)] == [5, 2, 0, 0]
    assert terms(5).keeps(0, DAY) == 0


def test_the_last_day_for_names_is_a_week_before_the_doors_and_counts():
    doors = datetime(2027, 3, 18, 7, 30, tzinfo=UTC)
    assert usual_last_day(doors, PARIS) == date(2027, 3, 11)
    assert returns_after(date(2027, 3, 11), PARIS) == DAY


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_last_day_is_read_back_as_it_was_typed(day):
    assert last_moment(returns_after(day, PARIS)).astimezone(PARIS).date() == day


def test_limits_in_the_way_say_what_is_free_and_how_far_they_rise():
    room = Room(10, {1: CategoryRoom(taken=3, unnamed=2, quota=7), 2: CategoryRoom(taken=2), 3: CategoryRoom(counts=False)})
    assert limits_in_the_way(room, 1, 2) == {}
    assert limits_in_the_way(room, 1, 3) == {"quota": Rise(2, 8)}
    assert limits_in_the_way(room, 2, 4) == {"capacity": Rise(3, 11)}
    assert limits_in_the_way(room, 3, 500) == {}


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20) | st.none(), st.integers(-5, 20))
def test_raised_as_said_they_leave_room_for_exactly_that(capacity, taken, quota, more):
    limits = limits_in_the_way(Room(capacity, {1: CategoryRoom(taken, quota)}), 1, more)
    raised = {name: rise.to for name, rise in limits.items()}
    after = Room(raised.get("capacity", capacity), {1: CategoryRoom(taken, raised.get("quota", quota))})
    assert limits_in_the_way(after, 1, more) == {}
    assert all(rise.to == taken + more for rise in limits.values())


def test_once_the_seats_went_back_delegates_who_waited_longer_still_come_first():
    event = factories.event(capacity=1)
    factories.category(event)
    given_back = factories.allotment(event, seats=2, returns_at=now() - timedelta(days=1))
    delegate = dict(allotment=given_back, channel=Channel.allotment)
    factories.registration(event, status=Status.waitlisted, rank_at=now() - timedelta(hours=1), **delegate)
    asked = factories.registration(event, status=Status.pending, rank_at=now(), **delegate)
    assert deciding.approve(event.id, asked.id, by=Actor("account", 1)).status is Status.waitlisted
