"""Whoever registers a colleague is somebody who has shown who they are, or will have: then the colleague is
told who it was."""

from datetime import datetime

import sqlalchemy as sa

from app.extensions import db
from app.registration.models import LIVE, Registration
from app.registration.owed import MailKind
from app.registration.service.writing import send_link


def show_address(registration: Registration, at: datetime) -> None:
    """The address is theirs, as a button behind a mail has shown. Whom they registered before that is
    told now who it was (art. 14 GDPR). Under the event's lock."""
    if registration.email_proven_at is not None:
        return
    registration.email_proven_at = at
    with db.session.no_autoflush:  # the person's own row is written once, with the step that follows
        colleagues = db.session.scalars(_not_told_yet(registration)).all()
    for colleague in colleagues:
        colleague.vouched_at = at
        send_link(colleague, MailKind.colleague)


def _not_told_yet(registration: Registration) -> sa.Select[tuple[Registration]]:
    return (
        sa.select(Registration)
        .where(
            Registration.registered_by_id == registration.id,
            Registration.email_key.is_not(None),
            Registration.vouched_at.is_(None),
            Registration.status.in_(LIVE),
        )
        .order_by(Registration.id)
    )
