"""What changed since people were last told, as the journal has it: what stands in their calendars, and when
and where the sessions are that they chose."""

from collections import defaultdict
from datetime import datetime
from itertools import takewhile
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.audit.models import AuditEntry
from app.events.models import EventState
from app.events.programme import IN_PROGRAMMES
from app.events.service import IN_CALENDARS
from app.extensions import db
from app.mailing.models import Mailing, MailingState
from app.mailing.unheard import Change
from app.registration.owed import MailKind

NEWS = (MailKind.event_changed, MailKind.event_postponed, MailKind.event_cancelled)
OF_STATE = {EventState.postponed: MailKind.event_postponed, EventState.cancelled: MailKind.event_cancelled}
LOOKED_BACK = 200
"""Changes of the event that are looked through for those that matter."""
_ERASED = object()


def of_event(event_id: int) -> list[Change]:
    """Changes of what stands in calendars, since people were told, else since the event was published."""
    entries = _entries(event_id, NEWS, ("event.change", "event.state")).limit(LOOKED_BACK)
    known = takewhile(lambda entry: entry.detail.get("from") != EventState.draft.value, db.session.scalars(entries))
    changes = (Change(entry.at, _state_before(entry) | _before(entry, IN_CALENDARS)) for entry in known)
    return [change for change in changes if change.before]


def of_sessions(event_id: int) -> defaultdict[int, list[Change]]:
    """The same of each session, by its id."""
    found = defaultdict[int, list[Change]](list)
    for entry in db.session.scalars(_entries(event_id, (MailKind.session_changed,), ("session.change",))):
        if entry.object_id and (before := _before(entry, IN_PROGRAMMES)):
            found[entry.object_id].append(Change(entry.at, before))
    return found


def _entries(event_id: int, kinds: tuple[MailKind, ...], actions: tuple[str, ...]) -> sa.Select[tuple[AuditEntry]]:
    """What was done since people got one of these mails, latest first."""
    told_at = db.session.scalar(
        sa.select(sa.func.max(Mailing.created_at)).where(
            Mailing.event_id == event_id, Mailing.kind.in_(kinds), Mailing.state != MailingState.cancelled
        )
    )
    entries = sa.select(AuditEntry).where(AuditEntry.event_id == event_id, AuditEntry.action.in_(actions))
    entries = entries.where(AuditEntry.at > told_at) if told_at else entries
    return entries.options(joinedload(AuditEntry.values)).order_by(AuditEntry.at.desc(), AuditEntry.id.desc())


def _before(entry: AuditEntry, fields: set[str]) -> dict[str, Any]:
    """What stood in those of the fields that changed; what the journal has erased equals nothing."""
    return {
        field: _kept(entry.values.before.get(field)) if entry.values else _ERASED for field in fields.intersection(entry.fields)
    }


def _kept(value: Any) -> Any:
    """The journal keeps moments as text."""
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return value


def _state_before(entry: AuditEntry) -> dict[str, Any]:
    """All states are alike but those in which the event is off."""
    before = entry.detail.get("from")
    return {"state": OF_STATE.get(EventState(before))} if before else {}
