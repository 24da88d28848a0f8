"""News of the event that people have not heard yet: another date or place, postponed, called off."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts.models import Account
from app.audit.models import AuditEntry
from app.audit.service import Actor
from app.core.errors import DomainError
from app.events.locking import lock
from app.events.models import Event, EventState
from app.events.service import IN_CALENDARS
from app.extensions import db
from app.mailing import mailings, recipients
from app.mailing.models import Mailing, MailingState
from app.mailing.recipients import DryRun
from app.registration.models import LIVE, Registration
from app.registration.owed import MailKind
from app.registration.queries import Filters, search

NEWS = (MailKind.event_changed, MailKind.event_postponed, MailKind.event_cancelled)
OF_STATE = {EventState.postponed: MailKind.event_postponed, EventState.cancelled: MailKind.event_cancelled}
SILENT = (EventState.draft, EventState.past)
LOOKED_BACK = 50
"""Changes of the event that are looked through for the last one that matters."""


@dataclass(frozen=True)
class News:
    """What is not told yet, and since when it holds."""

    kind: MailKind
    since: datetime


def untold(event: Event) -> News | None:
    """What the people of this event have not been told; None if there is nothing."""
    if event.state in SILENT:
        return None
    last = _last_change(event.id)
    if last is None:
        return None
    told = sa.select(sa.func.max(Mailing.created_at)).where(
        Mailing.event_id == event.id, Mailing.kind.in_(NEWS), Mailing.state != MailingState.cancelled
    )
    told_at = db.session.scalar(told)
    if told_at is not None and told_at >= last.at:
        return None
    return News(OF_STATE.get(event.state, MailKind.event_changed), last.at)


def _last_change(event_id: int) -> AuditEntry | None:
    """The last step after which calendars were wrong."""
    entries = db.session.scalars(
        sa.select(AuditEntry)
        .where(AuditEntry.object_type == "event", AuditEntry.object_id == event_id)
        .where(AuditEntry.action.in_(("event.change", "event.state")))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(LOOKED_BACK)
    )
    return next(filter(_matters, entries), None)


def _matters(entry: AuditEntry) -> bool:
    if entry.action == "event.state":
        return bool({entry.detail.get("from"), entry.detail.get("to")} & {state.value for state in OF_STATE})
    return bool(IN_CALENDARS & set(entry.fields))


def people(event: Event, news: News) -> sa.Select[Any]:
    """Whoever registered before it and still has a registration: later ones read the page as it is."""
    return search(event.id, Filters(statuses=LIVE), Registration.created_at <= news.since)


def dry_run(event: Event, news: News) -> DryRun:
    return recipients.dry_run(people(event, news), includes_gone=False)


def tell(event: Event, news: News, *, expected: int, by: Actor, account: Account) -> Mailing:
    """Write to all of them, as `mailings.start` does. Raises DomainError("told") if somebody has."""
    lock(event.id)
    if untold(event) != news:
        raise DomainError("told", _("Somebody has told it meanwhile, or it has changed: look again."))
    return mailings.start(event.id, news.kind, people(event, news), by=by, account=account, expected=expected)
