"""A mail came back: its address is flagged. Nobody is cancelled by that."""

from datetime import UTC, datetime
from enum import StrEnum

import sqlalchemy as sa

from app.extensions import db
from app.mailing import bounces, service
from app.mailing.bounces import Returned
from app.mailing.models import MailState, SentMail


class Fate(StrEnum):
    """What a report led to."""

    flagged = "flagged"
    not_final = "not_final"
    unknown = "unknown"
    too_early = "too_early"
    """The mail left today, and its row may be on its way."""


def take(content: bytes, given_to: str, at: datetime) -> Fate:
    """Read a report. Raises bounces.NoReport, Forged, TooOld; then nothing was changed."""
    message = bounces.parse(content)
    returned = bounces.whose(f"{given_to} {bounces.came_to(message)}", at)
    report = bounces.report(message)
    if not report.is_final:
        return Fate.not_final
    mail = db.session.scalar(sa.select(SentMail).where(SentMail.job_id == returned.job_id))
    if mail is None or not mail.recipient:
        return _unknown(returned, at)
    reason = f"{service.BOUNCE} {report.status}"
    mail.state, mail.error = MailState.failed, reason
    service.flag(mail.recipient, reason)
    return Fate.flagged


def _unknown(returned: Returned, at: datetime) -> Fate:
    return Fate.too_early if returned.sent_on == at.astimezone(UTC).date() else Fate.unknown
