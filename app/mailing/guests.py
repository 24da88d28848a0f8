"""Which guests an invitation or its reminder reaches, and why it reaches some not: one CASE that counts and
that gathers."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from app.core.clock import now
from app.mailing.models import AddressFlag, Mailing, MailingRecipient, RecipientState
from app.registration.grants import Invitation
from app.registration.invitation_queries import why_silent
from app.registration.owed import MailKind


class Passed(StrEnum):
    """Why a guest who may be written to is not."""

    undeliverable = "undeliverable"
    unsent = "unsent"
    """No reminder of what was never sent."""
    written_to = "written_to"


def why_not(kind: MailKind, at: datetime) -> sa.Case[Any]:
    """NULL for who gets the mail, else a Silence or a Passed."""
    silence = why_silent(at)
    flagged = sa.exists().where(AddressFlag.address_key == Invitation.email)
    is_reminder = kind is MailKind.invitation_reminder
    written = Invitation.reminded_at if is_reminder else Invitation.invited_at
    unsent = [(Invitation.invited_at.is_(None), Passed.unsent.value)] if is_reminder else []
    return sa.case(
        (silence.is_not(None), silence),
        (flagged, Passed.undeliverable.value),
        *unsent,
        (sa.or_(written.is_not(None), _awaits(kind)), Passed.written_to.value),
    )


def _awaits(kind: MailKind) -> sa.ColumnElement[bool]:
    """Whether a mailing that has not left yet will write to them."""
    return sa.exists().where(
        MailingRecipient.invitation_id == Invitation.id, MailingRecipient.state == RecipientState.waiting,
        Mailing.id == MailingRecipient.mailing_id, Mailing.kind == kind,
    )  # fmt: skip


def reached(invitations: sa.Select[Any], kind: MailKind) -> sa.Select[Any]:
    return invitations.where(why_not(kind, now()).is_(None))
