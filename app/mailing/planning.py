"""Mails that leave by the calendar: planned ahead, where organisers see them and can stop them, and
gathered at their hour."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.events.models import Event, EventState
from app.extensions import db
from app.jobs import service as jobs
from app.jobs.models import Priority
from app.mailing import mailings
from app.mailing.models import Mailing, MailingState
from app.mailing.texts import AccountMail
from app.mailing.timetable import KINDS_IN_TIME, LAST, Day, TimedKind, Window, window
from app.registration.models import Registration, Status
from app.registration.owed import MailKind
from app.registration.queries import Filters, search

AZ_JOB = "mailing.az_list"
TAKES_PLACE = (EventState.published, EventState.closed, EventState.past)
JUST_CAME = timedelta(hours=12)
"""Whoever registered so lately needs no reminder to press the button."""


def plan(at: datetime) -> None:
    """See that each coming event has its mails, on the days that hold now."""
    coming = sa.select(Event).where(Event.state.in_(TAKES_PLACE), Event.ends_at > at - LAST)
    for event in db.session.scalars(coming):
        for kind in KINDS_IN_TIME:
            _plan(event, kind, window(kind, day_of(event)), at)


def day_of(event: Event) -> Day:
    return Day(event.doors_at, event.ends_at, event.zone)


def _plan(event: Event, kind: TimedKind, when: Window, at: datetime) -> None:
    key = f"{kind}:{when.key}"
    planned = sa.select(Mailing).where(Mailing.event_id == event.id, Mailing.key.like(f"{kind}:%"))
    known = {mailing.key: mailing for mailing in db.session.scalars(planned)}
    for mailing in known.values():
        if mailing.state is MailingState.scheduled and mailing.key != key:
            drop(mailing)
        elif mailing.state is MailingState.scheduled and when.useless_after <= at:
            mailing.state = MailingState.cancelled
    if key not in known and when.due_at > at:
        _add(event, kind, key, when)


def _add(event: Event, kind: TimedKind, key: str, when: Window) -> None:
    mailing = Mailing(event_id=event.id, kind=kind, key=key, due_at=when.due_at)
    db.session.add(mailing)
    db.session.flush()
    jobs.enqueue(
        AZ_JOB if kind is AccountMail.az_list else mailings.SEND_OUT_JOB, {"mailing_id": mailing.id},
        key=mailings.job_key(mailing), event_id=event.id, due_at=when.due_at, useless_after=when.useless_after,
        subject=f"mailing:{mailing.id}", priority=Priority.bulk,
    )  # fmt: skip


def drop(mailing: Mailing) -> None:
    """Its day is another now. It leaves no trace, for the day may come back; what organisers stopped stays."""
    jobs.cancel(mailings.job_key(mailing))
    db.session.delete(mailing)


def still_holds(mailing: Mailing, event: Event) -> bool:
    """Whether the event takes place and its mail is due on that day still."""
    kind = next(each for each in KINDS_IN_TIME if each == mailing.kind)
    when = window(kind, day_of(event))
    return event.state in TAKES_PLACE and when.due_at == mailing.due_at


def useless_after(mailing: Mailing, event: Event) -> datetime | None:
    """Until when each of its mails is of use."""
    kinds = [kind for kind in KINDS_IN_TIME if kind == mailing.kind]
    return window(kinds[0], day_of(event)).useless_after if kinds else None


def people(mailing: Mailing) -> sa.Select[Any]:
    """Whom it goes to at its hour."""
    if mailing.kind == MailKind.thank_you:
        return search(mailing.event_id, Filters(statuses=(Status.confirmed,), arrived=True))
    if mailing.kind == MailKind.never_proven:
        lately = Registration.created_at <= mailing.due_at - JUST_CAME
        return search(mailing.event_id, Filters(statuses=(Status.unverified,)), lately)
    return search(mailing.event_id, Filters(statuses=(Status.confirmed,)))
