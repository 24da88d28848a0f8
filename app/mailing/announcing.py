"""News of the event that people have not heard yet: another date or place, postponed, called off; and
other hours or rooms of the sessions that they chose."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts.models import Account
from app.audit.service import Actor
from app.core.errors import DomainError
from app.events.locking import lock
from app.events.models import Event, EventState
from app.events.programme import IN_PROGRAMMES
from app.events.service import IN_CALENDARS
from app.mailing import changes, mailings, recipients
from app.mailing.changes import OF_STATE
from app.mailing.models import Mailing
from app.mailing.recipients import DryRun
from app.mailing.unheard import unheard
from app.registration.counting import SEATED
from app.registration.models import LIVE, Registration, SessionSeat
from app.registration.owed import MailKind
from app.registration.queries import Filters, count, search

SILENT = (EventState.draft, EventState.past)


@dataclass(frozen=True)
class News:
    """What is not told yet, and since when it holds."""

    kind: MailKind
    since: datetime
    session_ids: tuple[int, ...] = ()
    """Sessions with other hours or rooms than people know."""
    after: datetime | None = None
    """Who came before knows what holds: it was changed and set back."""


def untold(event: Event) -> News | None:
    """What the people of this event have not been told; None if there is nothing, or nobody to tell it to."""
    if event.state in SILENT:
        return None
    now = {field: getattr(event, field) for field in IN_CALENDARS} | {"state": OF_STATE.get(event.state)}
    period = unheard(changes.of_event(event.id), now)
    if period is None:
        return None
    return _for_somebody(event, News(OF_STATE.get(event.state, MailKind.event_changed), period.until, after=period.after))


def untold_sessions(event: Event) -> News | None:
    """What people who chose sessions have not been told of them; None as above."""
    if event.state in SILENT:
        return None
    changed = changes.of_sessions(event.id)
    found = {
        session.id: period
        for session in event.sessions
        if (period := unheard(changed[session.id], {field: getattr(session, field) for field in IN_PROGRAMMES}))
    }
    if not found:
        return None
    after = [period.after for period in found.values()]
    return _for_somebody(event, News(
        MailKind.session_changed, max(period.until for period in found.values()), tuple(sorted(found)),
        after=None if None in after else min(filter(None, after)),
    ))  # fmt: skip


def _for_somebody(event: Event, news: News) -> News | None:
    return news if count(people(event, news)) else None


def people(event: Event, news: News) -> sa.Select[Any]:
    """Whoever registered before it, or chose one of the sessions, and still does: later ones read the
    page as it is."""
    if not news.session_ids:
        return search(event.id, Filters(statuses=LIVE), *_heard(Registration.created_at, news))
    chose = sa.select(SessionSeat.registration_id).where(
        SessionSeat.session_id.in_(news.session_ids), *_heard(SessionSeat.since, news)
    )
    return search(event.id, Filters(statuses=SEATED), Registration.id.in_(chose))


def _heard(came_at: Any, news: News) -> list[sa.ColumnElement[bool]]:
    return [came_at <= news.since, *([came_at > news.after] if news.after else [])]


def dry_run(event: Event, news: News) -> DryRun:
    return recipients.dry_run(people(event, news), includes_gone=False)


def tell(event: Event, news: News, *, expected: int, by: Actor, account: Account) -> Mailing:
    """Write to all of them, as `mailings.start` does. Raises DomainError("told") if somebody has."""
    lock(event.id)
    if (untold_sessions(event) if news.session_ids else untold(event)) != news:
        raise DomainError("told", _("Somebody has told it meanwhile, or it has changed: look again."))
    return mailings.start(event.id, news.kind, people(event, news), by=by, account=account, expected=expected)
