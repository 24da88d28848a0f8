"""Write down what became of a mail."""

import sqlalchemy as sa

from app.core.clock import now
from app.core.text import email_key
from app.extensions import db
from app.jobs.queue import Claim
from app.mailing.letter import Letter
from app.mailing.models import AddressFlag, MailState, SentMail
from app.registration.models import Registration


def record(claim: Claim, letter: Letter, language: str, state: MailState, error: str | None = None) -> SentMail:
    """How the attempt ended. The first writes the row, later ones change it."""
    mail = db.session.scalar(sa.select(SentMail).where(SentMail.job_id == claim.id))
    if mail is None:
        mail = SentMail(job_id=claim.id, kind=claim.payload["kind"], payload=claim.payload, event_id=claim.event_id)
        mail.registration_id = claim.payload.get("registration_id")
        mail.account_id = claim.payload.get("account_id")
        db.session.add(mail)
    mail.language, mail.recipient, mail.message_id = language, letter.recipient, letter.message_id
    mail.state, mail.error = state, error
    mail.sent_at = now() if state is MailState.sent else None
    return mail


def flag(address: str, reason: str) -> None:
    """This address takes no mail."""
    db.session.merge(AddressFlag(address_key=email_key(address), reason=reason, at=now()))


def clear_flag(address: str) -> None:
    """A mail arrived there, or the address was mended."""
    db.session.execute(sa.delete(AddressFlag).where(AddressFlag.address_key == email_key(address)))


def forget_person(registration: Registration) -> None:
    """Erase whom the mails went to; that they left, and when, stays."""
    mine = SentMail.registration_id == registration.id
    addresses = list(db.session.scalars(sa.select(SentMail.recipient).where(mine)))
    db.session.execute(sa.update(SentMail).where(mine).values(recipient="", payload={}))
    keys = {email_key(address) for address in addresses}
    db.session.execute(sa.delete(AddressFlag).where(AddressFlag.address_key.in_(keys)))
