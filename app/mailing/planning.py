"""Mails that leave by the calendar: planned ahead, where organisers see them and can stop them, and
gathered at their hour."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.events.models import Event, EventState, VenueList
from app.extensions import db
from app.jobs import service as jobs
from app.jobs.models import Priority
from app.mailing import mailings
from app.mailing.models import Mailing, MailingState
from app.mailing.texts import AccountMail
from app.mailing.timetable import KINDS_IN_TIME, LAST, Day, TimedKind, Window, allotment_reminder, window
from app.registration import delegates
from app.registration.grants import Allotment
from app.registration.models import Registration, Status
from app.registration.owed import MailKind
from app.registration.queries import Filters, search

PLANNED: tuple[TimedKind, ...] = (*KINDS_IN_TIME, MailKind.allotment_reminder)
OWN_JOBS = {
    AccountMail.az_list: "mailing.az_list", AccountMail.venue_list: "exchange.access_list",
    AccountMail.venue_reminder: "exchange.access_reminder",
}  # fmt: skip
"""What does not go to people of the list is sent by a job of its own."""
TO_THE_VENUE = (AccountMail.venue_list, AccountMail.venue_reminder)
OVER = (MailingState.done, MailingState.cancelled)
NOT_DUE = {"skipped": "stopped, or the event has another day now"}
TAKES_PLACE = (EventState.published, EventState.closed, EventState.past)
JUST_CAME = timedelta(hours=12)
"""Whoever registered so lately needs no reminder to press the button."""


def plan(at: datetime) -> None:
    """See that each coming event has its mails, on the days that hold now."""
    coming = sa.select(Event).where(Event.state.in_(TAKES_PLACE), Event.ends_at > at - LAST)
    for event in db.session.scalars(coming):
        for kind in PLANNED:
            _plan(event, kind, windows(event, kind), at)


def windows(event: Event, kind: TimedKind) -> list[Window]:
    """When mails of that kind leave: at one moment of the event's own, or at one for each return date."""
    if kind in TO_THE_VENUE and event.venue_list is VenueList.nobody:
        return []
    if kind is not MailKind.allotment_reminder:
        return [window(kind, Day(event.doors_at, event.ends_at, event.zone))]
    ends = sa.select(Allotment.returns_at).where(Allotment.event_id == event.id).distinct()
    return [allotment_reminder(returns_at, event.zone) for returns_at in db.session.scalars(ends)]


def _plan(event: Event, kind: TimedKind, windows: list[Window], at: datetime) -> None:
    whens = {f"{kind}:{when.key}": when for when in windows}
    planned = sa.select(Mailing).where(Mailing.event_id == event.id, Mailing.key.like(f"{kind}:%"))
    known = {mailing.key: mailing for mailing in db.session.scalars(planned)}
    for mailing in known.values():
        if mailing.state is MailingState.scheduled and mailing.key not in whens:
            drop(mailing)
        elif mailing.state is MailingState.scheduled and whens[mailing.key].useless_after <= at:
            mailing.state = MailingState.cancelled
    for key, when in whens.items():
        if key not in known and when.due_at > at:
            _add(event, kind, key, when)


def _add(event: Event, kind: TimedKind, key: str, when: Window) -> None:
    mailing = Mailing(event_id=event.id, kind=kind, key=key, due_at=when.due_at)
    db.session.add(mailing)
    db.session.flush()
    jobs.enqueue(
        OWN_JOBS.get(kind, mailings.SEND_OUT_JOB), {"mailing_id": mailing.id},
        key=mailings.job_key(mailing), event_id=event.id, due_at=when.due_at, useless_after=when.useless_after,
        subject=f"mailing:{mailing.id}", priority=Priority.bulk,
    )  # fmt: skip


def drop(mailing: Mailing) -> None:
    """Its day is another now. It leaves no trace, for the day may come back; what organisers stopped stays."""
    jobs.cancel(mailings.job_key(mailing))
    db.session.delete(mailing)


def still_holds(mailing: Mailing, event: Event) -> bool:
    """Whether the event takes place and its mail is due at that moment still."""
    return event.state in TAKES_PLACE and useless_after(mailing, event) is not None


def due_event(mailing_id: int) -> Event | None:
    """The event of a mailing that is to go out now."""
    mailing = db.session.get(Mailing, mailing_id)
    if mailing is None or mailing.state in OVER:
        return None
    event = db.session.get_one(Event, mailing.event_id)
    return event if still_holds(mailing, event) else None


def useless_after(mailing: Mailing, event: Event) -> datetime | None:
    """Until when each of its mails is of use; None where no calendar says."""
    whens = [when for kind in PLANNED if kind == mailing.kind for when in windows(event, kind)]
    return max((when.useless_after for when in whens if when.due_at == mailing.due_at), default=None)


def people(mailing: Mailing) -> sa.Select[Any]:
    """Whom it goes to at its hour."""
    if mailing.kind == MailKind.allotment_reminder:
        return sa.select(Allotment).where(Allotment.id.in_(_to_remind(mailing)))
    if mailing.kind == MailKind.thank_you:
        return search(mailing.event_id, Filters(statuses=(Status.confirmed,), arrived=True))
    if mailing.kind == MailKind.never_proven:
        lately = Registration.created_at <= mailing.due_at - JUST_CAME
        return search(mailing.event_id, Filters(statuses=(Status.unverified,)), lately)
    return search(mailing.event_id, Filters(statuses=(Status.confirmed,)))


def _to_remind(mailing: Mailing) -> list[int]:
    """Allotments with places that nobody is named for and whose last days these are."""
    event = db.session.get_one(Event, mailing.event_id)
    given = db.session.scalars(sa.select(Allotment).where(Allotment.event_id == event.id))
    near = [each for each in given if allotment_reminder(each.returns_at, event.zone).due_at == mailing.due_at]
    return [each.id for each in near if delegates.why_not(each, mailing.due_at) is None]
