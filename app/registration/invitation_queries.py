"""Where invitations stand, as clauses that lists, figures and mails share."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from app.core.text import search_text
from app.events.models import Event, EventState
from app.extensions import db
from app.registration.grants import Invitation, OptOut
from app.registration.models import Registration

Clause = sa.ColumnElement[bool]


class Standing(StrEnum):
    """What became of an invitation so far, the first that holds."""

    registered = "registered"
    declined = "declined"
    over = "over"
    code = "code"
    """For whoever has it: nobody is written to."""
    unsent = "unsent"
    silent = "silent"
    """Written to, and no answer yet."""


class Silence(StrEnum):
    """Why nobody is written to about an invitation, the first reason that holds."""

    closed = "closed"
    no_address = "no_address"
    no_source = "no_source"
    answered = "answered"
    over = "over"
    wants_none = "wants_none"


def came() -> Clause:
    """Whether somebody registered by it, or with its address."""
    return sa.or_(
        sa.exists().where(Registration.invitation_id == Invitation.id),
        sa.exists().where(Registration.event_id == Invitation.event_id, Registration.email_key == Invitation.email),
    )


def is_over(at: datetime) -> Clause:
    return sa.func.coalesce(Invitation.expires_at <= at, sa.false())


def standing(at: datetime) -> sa.Case[Any]:
    """The Standing of each."""
    return sa.case(
        (came(), Standing.registered.value),
        (Invitation.declined_at.is_not(None), Standing.declined.value),
        (is_over(at), Standing.over.value),
        (Invitation.email.is_(None), Standing.code.value),
        (Invitation.invited_at.is_(None), Standing.unsent.value),
        else_=Standing.silent.value,
    )


def why_silent(at: datetime) -> sa.Case[Any]:
    """NULL for who may be written to, else a Silence."""
    return sa.case(
        (~_is_open(at), Silence.closed.value),
        (Invitation.email.is_(None), Silence.no_address.value),
        (Invitation.source.is_(None), Silence.no_source.value),
        (sa.or_(came(), Invitation.declined_at.is_not(None)), Silence.answered.value),
        (is_over(at), Silence.over.value),
        (sa.exists().where(OptOut.address_print == Invitation.address_print), Silence.wants_none.value),
    )


def _is_open(at: datetime) -> Clause:
    """Whether one can register there, as `events.life` says it."""
    event = aliased(Event)
    return sa.exists().where(
        event.id == Invitation.event_id, event.state == EventState.published, event.opens_at <= at, event.closes_at > at
    )


def find_silence(invitation: Invitation, at: datetime) -> Silence | None:
    """Why this one is not written to."""
    found = db.session.scalar(sa.select(why_silent(at)).select_from(Invitation).where(Invitation.id == invitation.id))
    return Silence(found) if found else None


def search(event_id: int, text: str = "", *clauses: Clause) -> sa.Select[tuple[Invitation]]:
    """Invitations of an event, the latest first."""
    words = [Invitation.search_text.contains(word, autoescape=True) for word in search_text(text).split()]
    found = sa.select(Invitation).where(Invitation.event_id == event_id, *words, *clauses)
    return found.options(joinedload(Invitation.category)).order_by(Invitation.id.desc())


def counts_by_standing(event_id: int, at: datetime) -> dict[Standing, int]:
    asked = sa.select(standing(at).label("stands")).where(Invitation.event_id == event_id).subquery()
    rows = db.session.execute(sa.select(asked.c.stands, sa.func.count()).group_by(asked.c.stands))
    return {Standing(stands): number for stands, number in rows}


def who_came(invitation: Invitation) -> list[Registration]:
    """Everybody who registered by it, or with its address, the latest first."""
    by_address = sa.and_(
        Registration.event_id == invitation.event_id, Registration.email_key == (invitation.email or None),
        invitation.email is not None,
    )  # fmt: skip
    theirs = sa.or_(Registration.invitation_id == invitation.id, by_address)
    return list(db.session.scalars(sa.select(Registration).where(theirs).order_by(Registration.id.desc())))
