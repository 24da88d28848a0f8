"""Record what happened, in the transaction in which it happens."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.audit.models import AuditEntry, AuditValues
from app.core.clock import now
from app.extensions import db


@dataclass(frozen=True)
class Actor:
    """Who acts. `kind`: attendee, contact (of an allotment), account, device, system. `came_from`: IP address or None."""

    kind: str
    id: int | None = None
    came_from: str | None = None


SYSTEM = Actor("system")


def record(
    action: str,
    *,
    by: Actor,
    event_id: int | None,
    object_type: str,
    object_id: int | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    detail: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> AuditEntry:
    """Add an entry. `before`/`after` are JSON values by field name and may be personal;
    `detail` must not be. `at`: the moment it happened, where the caller knows. Returns the pending
    entry."""
    entry = AuditEntry(
        at=at or now(),
        action=action,
        event_id=event_id,
        object_type=object_type,
        object_id=object_id,
        actor_kind=by.kind,
        actor_id=by.id,
        came_from=by.came_from,
        fields=sorted({*(before or {}), *(after or {})}),
        detail=detail or {},
    )
    db.session.add(entry)
    if entry.fields:
        salt = secrets.token_hex(16)
        entry.values = AuditValues(salt=salt, before=before or {}, after=after or {})
        entry.values_digest = digest_values(salt, before or {}, after or {})
    return entry


def forget_values(object_type: str, object_id: int) -> None:
    """Erase what stood there before and after; the entries and their digests stay."""
    entries = sa.select(AuditEntry.id).where(AuditEntry.object_type == object_type, AuditEntry.object_id == object_id)
    db.session.execute(sa.delete(AuditValues).where(AuditValues.entry_id.in_(entries)))


def digest_values(salt: str, before: dict[str, Any], after: dict[str, Any]) -> str:
    """SHA-256 over salt and canonical JSON: proves values without revealing them."""
    canonical = json.dumps([before, after], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256((salt + canonical).encode()).hexdigest()
