"""News of the event that people have not heard yet: another date or place, postponed, called off; and
other hours or rooms of the sessions that they chose."""

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
from app.events.programme import IN_PROGRAMMES
from app.events.service import IN_CALENDARS
from app.extensions import db
from app.mailing import mailings, recipients
from app.mailing.models import Mailing, MailingState
from app.mailing.recipients import DryRun
from app.registration.counting import SEATED
from app.registration.models import LIVE, Registration, SessionSeat
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
    session_ids: tuple[int, ...] = ()
    """Sessions with other hours or rooms than people know."""


def untold(event: Event) -> News | None:
    """What the people of this event have not been told; None if there is nothing."""
    if event.state in SILENT:
        return None
    last, told_at = _last_change(event.id), _told_at(event.id, NEWS)
    if last is None or (told_at is not None and told_at >= last.at):
        return None
    return News(OF_STATE.get(event.state, MailKind.event_changed), last.at)


def untold_sessions(event: Event) -> News | None:
    """What people who chose sessions have not been told of them; None if there is nothing."""
    if event.state in SILENT:
        return None
    told_at = _told_at(event.id, (MailKind.session_changed,))
    entries = (
        sa.select(AuditEntry)
        .where(AuditEntry.event_id == event.id, AuditEntry.action == "session.change")
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    )
    entries = entries.where(AuditEntry.at > told_at) if told_at else entries
    changed = [entry for entry in db.session.scalars(entries) if IN_PROGRAMMES & set(entry.fields)]
    if not changed:
        return None
    return News(MailKind.session_changed, changed[0].at, tuple(sorted({entry.object_id for entry in changed})))


def _told_at(event_id: int, kinds: tuple[MailKind, ...]) -> datetime | None:
    return db.session.scalar(
        sa.select(sa.func.max(Mailing.created_at)).where(
            Mailing.event_id == event_id, Mailing.kind.in_(kinds), Mailing.state != MailingState.cancelled
        )
    )


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
    """Whoever registered before it, or chose one of the sessions, and still does: later ones read the
    page as it is."""
    if not news.session_ids:
        return search(event.id, Filters(statuses=LIVE), Registration.created_at <= news.since)
    chose = sa.select(SessionSeat.registration_id).where(
        SessionSeat.session_id.in_(news.session_ids), SessionSeat.since <= news.since
    )
    return search(event.id, Filters(statuses=SEATED), Registration.id.in_(chose))


def dry_run(event: Event, news: News) -> DryRun:
    return recipients.dry_run(people(event, news), includes_gone=False)


def tell(event: Event, news: News, *, expected: int, by: Actor, account: Account) -> Mailing:
    """Write to all of them, as `mailings.start` does. Raises DomainError("told") if somebody has."""
    lock(event.id)
    if (untold_sessions(event) if news.session_ids else untold(event)) != news:
        raise DomainError("told", _("Somebody has told it meanwhile, or it has changed: look again."))
    return mailings.start(event.id, news.kind, people(event, news), by=by, account=account, expected=expected)
