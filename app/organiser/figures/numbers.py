"""What the page of figures counts. No name of a person stands here: readers see it too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.accounts.models import Account, Membership
from app.audit.models import AuditEntry
from app.events.models import Event, EventState
from app.extensions import db
from app.mailing.models import MailState, SentMail
from app.registration.directory import Organisation
from app.registration.models import LIVE, Registration, Status

LARGEST = 15
"""Organisations that are shown."""


HELD = (EventState.published, EventState.closed, EventState.past)
"""States of an event that has something to compare."""


def last_edition(event: Event, account: Account) -> Event | None:
    """The event before this one that it was copied from, else the latest; one that people registered for, and
    that somebody works for as well."""
    query = (
        sa.select(Event)
        .join(Membership, Membership.event_id == Event.id)
        .where(
            Membership.account_id == account.id,
            Event.starts_at < event.starts_at,
            Event.state.in_(HELD),
            sa.exists().where(Registration.event_id == Event.id),
        )
        .order_by((Event.slug == _copied_from(event)).desc(), Event.starts_at.desc(), Event.id.desc())
    )
    return db.session.scalar(query.limit(1))


def _copied_from(event: Event) -> str:
    """The address of that event, as the journal has it."""
    about = (AuditEntry.object_type == "event", AuditEntry.object_id == event.id)
    made = sa.select(AuditEntry.detail).where(*about, AuditEntry.action == "event.make")
    detail = db.session.scalar(made.limit(1)) or {}
    return str(detail.get("source", ""))


def registered_until(event_id: int, moments: Sequence[datetime]) -> list[int]:
    """How many had registered at each of these moments, whatever became of them; one statement."""
    counts = [sa.func.count().filter(Registration.created_at <= moment) for moment in moments]
    return list(db.session.execute(sa.select(*counts).where(Registration.event_id == event_id)).one())


@dataclass(frozen=True)
class Funnel:
    """How far people got, each stage within the one before it; `everybody` without who cancelled or was refused."""

    everybody: int
    proven: int
    confirmed: int
    arrived: int


def funnel(event_id: int) -> Funnel:
    confirmed = Registration.status == Status.confirmed
    row = db.session.execute(
        sa.select(
            sa.func.count(),
            sa.func.count().filter(Registration.status != Status.unverified),
            sa.func.count().filter(confirmed),
            sa.func.count().filter(confirmed, Registration.arrived_at.is_not(None)),
        ).where(Registration.event_id == event_id, Registration.status.in_(LIVE))
    ).one()
    return Funnel(*row)


@dataclass(frozen=True)
class OfOrganisation:
    key: str
    name: str
    registered: int
    confirmed: int
    arrived: int


def organisations(event_id: int) -> list[OfOrganisation]:
    """Those with most people."""
    number = sa.func.count()
    rows = db.session.execute(
        sa.select(
            Registration.organisation_key,
            sa.func.coalesce(sa.func.min(Organisation.name), sa.func.min(Registration.organisation_name)),
            number,
            sa.func.count().filter(Registration.status == Status.confirmed),
            sa.func.count().filter(Registration.arrived_at.is_not(None)),
        )
        .select_from(Registration)
        .outerjoin(Organisation, Organisation.id == Registration.organisation_id)
        .where(Registration.event_id == event_id, Registration.status.in_(LIVE), Registration.organisation_key != "")
        .group_by(Registration.organisation_key)
        .order_by(number.desc(), Registration.organisation_key)
        .limit(LARGEST)
    )
    return [OfOrganisation(*row) for row in rows]


def came(event_id: int) -> dict[int, tuple[int, int]]:
    """(arrived, confirmed) by category."""
    rows = db.session.execute(
        sa.select(Registration.category_id, sa.func.count().filter(Registration.arrived_at.is_not(None)), sa.func.count())
        .where(Registration.event_id == event_id, Registration.status == Status.confirmed)
        .group_by(Registration.category_id)
    )
    return {category_id: (arrived, confirmed) for category_id, arrived, confirmed in rows}


def mails(event_id: int) -> dict[MailState, int]:
    rows = db.session.execute(
        sa.select(SentMail.state, sa.func.count()).where(SentMail.event_id == event_id).group_by(SentMail.state)
    )
    return dict(rows.all())
