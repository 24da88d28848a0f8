"""Settings and states of an event, changed under its lock: door copies and seats depend on them."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from app.audit.service import Actor, digest_values, record
from app.core.errors import DomainError
from app.events import life, programme, readiness
from app.events.locking import lock
from app.events.models import Category, Event, EventState, VenueList
from app.events.timetable import MOMENTS, out_of_order
from app.extensions import db

NUMBERS = ("capacity", "room_limit", "member_limit", "other_limit", "reconfirm_days")
CHOICES = ("form_mode", "shows_seats", "venue_list")
TEXTS = (
    "name", "summary", "price", "venue", "address", "district", "transport", "accessibility", "programme_note",
    "legal_basis", "recipients",
)
LINES = ("map_url", "controller", "dpo", "rights_contact", "sender_name", "reply_to", "day_phone", "venue_email")
EDITABLE = (*NUMBERS, *CHOICES, *MOMENTS, *TEXTS, *LINES)

IN_CALENDARS = {"doors_at", "starts_at", "ends_at", "name", "venue", "address"}
"""What people have put into their calendars: a change raises the SEQUENCE of all later entries."""

OFF = {EventState.cancelled, EventState.postponed}
"""States in which no date holds: calendars follow into them and out of them."""

IN_NOTICE = {"controller", "dpo", "legal_basis", "recipients", "rights_contact", "venue_list"}
"""What the privacy notice says: a change makes another version of it."""


def seen(event: Event) -> str:
    """A digest of all settings, for `change` to tell whether somebody else changed them meanwhile."""
    return digest_values("", {field: _json(getattr(event, field)) for field in EDITABLE}, {})


def change(event_id: int, changes: dict[str, Any], *, by: Actor, looked_at: str | None = None) -> Event:
    """Set fields of EDITABLE. `looked_at`: what `seen` gave when the page was opened."""
    lock(event_id)
    event = db.session.get_one(Event, event_id)
    if looked_at is not None and looked_at != seen(event):
        raise DomainError("changed_meanwhile", _(
            "Somebody else changed these settings meanwhile. Nothing of yours was saved: "
            "look at them again, then repeat your change."
        ))
    real = {field: value for field, value in changes.items() if field in EDITABLE and getattr(event, field) != value}
    if not real:
        return event
    before = {field: getattr(event, field) for field in real}
    for field, value in real.items():
        setattr(event, field, value)
    _require_sound(event, real)
    if "starts_at" in before:
        programme.move_days(event, (_day(event, event.starts_at) - _day(event, before["starts_at"])).days)
    event.calendar_sequence += bool(real.keys() & IN_CALENDARS)
    event.notice_version += bool(real.keys() & IN_NOTICE)
    db.session.flush()
    record(
        "event.change", by=by, event_id=event_id, object_type="event", object_id=event_id,
        before={field: _json(value) for field, value in before.items()},
        after={field: _json(value) for field, value in real.items()},
    )
    return event


def _day(event: Event, at: datetime) -> date:
    return at.astimezone(event.zone).date()


def _require_sound(event: Event, changed: dict[str, Any]) -> None:
    if out_of_order({moment: getattr(event, moment) for moment in MOMENTS}):
        raise DomainError("out_of_order", _("These dates do not follow each other. Nothing was saved."))
    if event.venue_list is VenueList.venue and not event.venue_email:
        raise DomainError("no_venue_address", _("Type the address of the venue: the list goes there."))
    emptied = [field for field in readiness.missing(event) if field in changed]
    if emptied and event.state is EventState.published:
        raise DomainError("not_ready", _(
            "While the event is published, no setting that the law or people want may be emptied. Nothing was saved."
        ))


def set_state(event_id: int, state: EventState, *, by: Actor) -> Event:
    """Publish, close, reopen, postpone, cancel. Publishing is refused while settings are missing."""
    lock(event_id)
    event = db.session.get_one(Event, event_id)
    life.check(event.state, state)
    if state is EventState.published and readiness.missing(event):
        raise DomainError("not_ready", _("Some settings are still empty. Fill them in, then publish."))
    before, event.state = event.state, state
    event.calendar_sequence += bool({before, state} & OFF)
    db.session.flush()
    record(
        "event.state", by=by, event_id=event_id, object_type="event", object_id=event_id,
        detail={"from": before.value, "to": state.value},
    )
    return event


def raise_quota(category: Category, quota: int, *, by: Actor) -> None:
    """More seats for a category. Under the event's lock."""
    before, category.quota = category.quota, quota
    db.session.flush()
    record(
        "category.quota", by=by, event_id=category.event_id, object_type="category", object_id=category.id,
        detail={"category": category.code, "before": before, "after": quota},
    )


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
