"""Invitations that go by mail: owed, answered, and no longer wanted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from app.audit.service import Actor, record
from app.core.clock import now
from app.core.database import insert
from app.core.errors import DomainError
from app.core.tokens import digest
from app.events.locking import lock
from app.extensions import db
from app.jobs import service as jobs
from app.registration.grants import Invitation, OptOut
from app.registration.invitation_queries import Silence, find_silence
from app.registration.owed import MailKind
from app.registration.service import inviting
from app.registration.service.moving import MAIL_JOB

WRITTEN = {MailKind.invitation: "invited_at", MailKind.invitation_reminder: "reminded_at"}
"""Where the invitation says since when its mail of that kind has been owed."""


def write(event_id: int, invitation_id: int, kind: MailKind, *, by: Actor, once: str) -> Invitation:
    """Owe one guest the mail. `once`: the page's own key, so that two presses are one mail. Raises
    DomainError with the reason for which nobody is written to."""
    lock(event_id)
    invitation, at = inviting.get(event_id, invitation_id), now()
    silence = find_silence(invitation, at)
    if silence is not None:
        raise DomainError(f"guest_{silence.value}", sentence(silence))
    jobs.enqueue(
        MAIL_JOB, _payload(invitation_id, kind), event_id=event_id, key=_key(invitation_id, kind, digest(once)[:16]),
        subject=f"invitation:{invitation_id}",
    )  # fmt: skip
    mark([invitation.id], kind, at)
    record(
        f"invitation.{'send' if kind is MailKind.invitation else 'remind'}", by=by, event_id=event_id,
        object_type="invitation", object_id=invitation.id,
    )  # fmt: skip
    return invitation


def owe_first(event_id: int, ids: Sequence[int]) -> None:
    """The mails of invitations that were made just now."""
    owed = [(_key(id_, MailKind.invitation, "first"), f"invitation:{id_}", _payload(id_, MailKind.invitation)) for id_ in ids]
    jobs.enqueue_many(MAIL_JOB, owed, event_id=event_id)
    mark(ids, MailKind.invitation, now())


def _key(invitation_id: int, kind: MailKind, which: str) -> str:
    return f"invitation:{invitation_id}:{kind.value}:{which}"


def _payload(invitation_id: int, kind: MailKind) -> dict[str, Any]:
    return {"kind": kind.value, "invitation_id": invitation_id}


def mark(ids: Sequence[int], kind: MailKind, at: datetime) -> None:
    """Remember that their mail is owed: nobody is written to twice by one press for many."""
    change = sa.update(Invitation).where(Invitation.id.in_(ids))
    db.session.execute(change.values({WRITTEN[kind]: at}))


def sentence(silence: Silence) -> str:
    """Why nobody is written to, for organisers."""
    return {
        Silence.closed: _("Registration is not open: nobody could answer."),
        Silence.no_address: _("There is no address to write to."),
        Silence.no_source: _("Say first where you have the address from: the message has to tell it."),
        Silence.answered: _("This guest has answered already."),
        Silence.over: _("This invitation is over."),
        Silence.wants_none: _("This person wants no invitations from us: nobody writes to them."),
    }[silence]


def decline(invitation: Invitation, *, by: Actor) -> None:
    """The guest cannot come. It uses nothing, and they may still change their mind. Twice is once."""
    if invitation.declined_at is None:
        invitation.declined_at = now()
        record(
            "invitation.decline", by=by, event_id=invitation.event_id, object_type="invitation", object_id=invitation.id
        )


def want_none(address_print: str) -> None:
    """Never invite this address again, at any event. Twice is once."""
    db.session.execute(insert(OptOut).values(address_print=address_print, at=now()).on_conflict_do_nothing())


def wants_none(address_print: str) -> bool:
    return db.session.get(OptOut, address_print) is not None
