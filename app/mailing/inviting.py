"""Invitations, and reminders of them, to everybody who should get one."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts.models import Account
from app.audit.service import Actor
from app.core.clock import now
from app.events.locking import lock
from app.mailing import guests, mailings
from app.mailing.models import Mailing
from app.mailing.recipients import DryRun, counted
from app.registration.grants import Invitation
from app.registration.invitation_queries import search
from app.registration.owed import MailKind


def dry_run(event_id: int, kind: MailKind) -> DryRun:
    """How many it would go to, and how many not, by reason."""
    return counted(_by_name(event_id), guests.why_not(kind, now()))


def _by_name(event_id: int) -> sa.Select[Any]:
    """Codes are for nobody in particular."""
    return search(event_id, "", Invitation.email.is_not(None))


def start(
    event_id: int, kind: MailKind, *, by: Actor, account: Account, expected: int, due_at: datetime | None, once: str
) -> Mailing:
    """Write to all of them, as `mailings.start` does. Under the lock, so that two organisers who press at the
    same moment do not write twice."""
    lock(event_id)
    return mailings.start(
        event_id, kind, _by_name(event_id), by=by, account=account, expected=expected, due_at=due_at, once=once,
        audience=_("Guests"),
    )  # fmt: skip
