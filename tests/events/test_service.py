from datetime import UTC, datetime, timedelta

from app.audit.queries import history
from app.audit.service import SYSTEM
from app.events import service
from app.events.models import EventState
from tests import factories
from tests.refusals import refused

COMPLETE = {
    "controller": "Medicen", "dpo": "dpo@medicen.example", "legal_basis": {"fr": "Intérêt légitime"},
    "recipients": {"fr": "L’équipe"}, "rights_contact": "droits@medicen.example", "sender_name": "Medicen",
    "reply_to": "day@medicen.example", "day_phone": "+33 1 53 00 00 00",
}  # fmt: skip


def draft(**values):
    return factories.event(state=EventState.draft, **COMPLETE | values)


def test_a_change_is_written_under_the_lock_and_in_the_journal():
    event = draft()
    service.change(event.id, {"capacity": 250, "room_limit": event.room_limit}, by=SYSTEM)
    entry = history("event", event.id)[0]
    assert (event.capacity, event.revision) == (250, 1)
    assert entry.fields == ["capacity"]
    assert (entry.values.before, entry.values.after) == ({"capacity": 200}, {"capacity": 250})


def test_what_is_no_setting_is_left_alone():
    event = draft()
    service.change(event.id, {"slug": "stolen", "state": EventState.published}, by=SYSTEM)
    assert event.slug != "stolen" and event.state is EventState.draft


def test_the_second_of_two_editors_is_told_and_nothing_is_lost():
    event = draft()
    looked_at = service.seen(event)
    service.change(event.id, {"capacity": 250}, by=SYSTEM, looked_at=looked_at)
    with refused("changed_meanwhile"):
        service.change(event.id, {"room_limit": 90}, by=SYSTEM, looked_at=looked_at)
    assert (event.capacity, event.room_limit) == (250, 180)


def test_a_registration_in_between_is_no_other_editor():
    event = draft()
    looked_at = service.seen(event)
    event.revision += 1
    service.change(event.id, {"capacity": 250}, by=SYSTEM, looked_at=looked_at)
    assert event.capacity == 250


def test_another_hour_reaches_the_calendars():
    event = draft()
    service.change(event.id, {"starts_at": event.starts_at + timedelta(minutes=15), "capacity": 250}, by=SYSTEM)
    service.change(event.id, {"capacity": 260}, by=SYSTEM)
    assert event.calendar_sequence == 1


def test_another_recipient_makes_another_version_of_the_notice():
    event = draft()
    service.change(event.id, {"recipients": {"fr": "L’équipe, la salle"}}, by=SYSTEM)
    assert event.notice_version == 2


def test_dates_that_do_not_follow_each_other_are_refused():
    event = draft()
    with refused("out_of_order"):
        service.change(event.id, {"closes_at": event.opens_at - timedelta(days=1)}, by=SYSTEM)


def test_publishing_is_refused_while_a_setting_is_empty():
    event = draft(dpo="")
    with refused("not_ready"):
        service.set_state(event.id, EventState.published, by=SYSTEM)
    assert event.state is EventState.draft


def test_a_complete_draft_is_published():
    event = draft()
    service.set_state(event.id, EventState.published, by=SYSTEM)
    assert event.state is EventState.published
    assert history("event", event.id)[0].detail == {"from": "draft", "to": "published"}


def test_what_the_law_wants_is_not_emptied_while_published():
    event = factories.event(**COMPLETE)
    with refused("not_ready"):
        service.change(event.id, {"dpo": ""}, by=SYSTEM)


def test_the_programme_follows_its_event_to_another_day_each_session_at_its_hours():
    """Over a change of clocks, and back."""
    starts = datetime(2027, 3, 27, 8, tzinfo=UTC)
    event = draft(starts_at=starts, doors_at=starts, ends_at=starts + timedelta(hours=8), freeze_at=starts, opens_at=starts,
                  closes_at=starts)  # fmt: skip
    session = factories.session(event, starts_at=datetime(2027, 3, 27, 10, tzinfo=UTC))
    for day, hour in ((28, 9), (27, 10)):
        moments = {name: getattr(event, name) + timedelta(days=1 if day == 28 else -1) for name in ("starts_at", "ends_at")}
        service.change(event.id, moments, by=SYSTEM)
        assert session.starts_at == datetime(2027, 3, day, hour, tzinfo=UTC)
    service.change(event.id, {"starts_at": event.starts_at + timedelta(hours=1)}, by=SYSTEM)
    assert session.starts_at == datetime(2027, 3, 27, 10, tzinfo=UTC)
