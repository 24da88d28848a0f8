"""Write down what became of a mail."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from app.core.clock import now
from app.core.database import insert
from app.core.text import email_key
from app.extensions import db
from app.jobs.queue import Claim
from app.mailing.addressees import sort_of
from app.mailing.letter import Letter
from app.mailing.models import AddressFlag, MailingRecipient, MailState, RecipientState, SentMail
from app.registration.models import Registration

BOUNCE = "bounce"
"""How the reason of a flag begins where the mail was taken first and came back later."""
DOUBTED = timedelta(days=2)
"""So long a server that takes a mail does not clear what came back."""
_FLAGS = AddressFlag.__table__
_CLEAR = sa.delete(_FLAGS).where(
    _FLAGS.c.address_key == sa.bindparam("key"),
    sa.or_(~_FLAGS.c.reason.startswith(BOUNCE), _FLAGS.c.at < sa.bindparam("before")),
)


def record(claim: Claim, letter: Letter, language: str, state: MailState, error: str | None = None) -> None:
    """How the attempt ended. The first writes the row, later ones change it."""
    at, payload = now(), claim.payload
    ended = dict(
        language=language, recipient=letter.recipient, message_id=letter.message_id, state=state, error=error,
        sent_at=at if state is MailState.sent else None,
    )  # fmt: skip
    first = dict(
        job_id=claim.id, kind=payload["kind"], payload=payload, event_id=claim.event_id, first_attempt_at=at,
        registration_id=payload.get("registration_id"), invitation_id=payload.get("invitation_id"),
        account_id=payload.get("account_id"), allotment_id=payload.get("allotment_id"),
    )  # fmt: skip
    row = insert(SentMail.__table__).values(first | ended)
    db.session.execute(row.on_conflict_do_update(index_elements=["job_id"], set_=ended))


    if payload.get("mailing_id"):
        of_mailing(payload, OF_MAIL[state])


def skipped(claim: Claim) -> None:
    """Nobody was written to: the mail was no longer true, or there was no address."""
    if claim.payload.get("mailing_id"):
        of_mailing(claim.payload, RecipientState.left_out)


OF_MAIL = {
    MailState.waiting: RecipientState.owed, MailState.sent: RecipientState.sent, MailState.failed: RecipientState.failed,
}  # fmt: skip


def of_mailing(payload: dict[str, Any], state: RecipientState) -> None:
    """What became of one person's mail of a mailing; a mail that left stays sent."""
    sort = sort_of(payload["kind"])
    mine = MailingRecipient.mailing_id == payload["mailing_id"], sort.column == payload[sort.key]
    change = sa.update(MailingRecipient).where(*mine)
    if state is not RecipientState.sent:
        change = change.where(MailingRecipient.state == RecipientState.owed)
    db.session.execute(change.values(state=state).execution_options(synchronize_session=False))


def flag(address: str, reason: str) -> None:
    """This address takes no mail."""
    db.session.merge(AddressFlag(address_key=email_key(address), reason=reason, at=now()))


def clear_flag(address: str) -> None:
    """A server took a mail for it: that is not to say that it arrives, so what came back lately stays."""
    db.session.execute(_CLEAR, {"key": email_key(address), "before": now() - DOUBTED})


def forget_person(registration: Registration) -> None:
    """Erase whom the mails went to; that they left, and when, stays."""
    mine = SentMail.registration_id == registration.id
    addresses = list(db.session.scalars(sa.select(SentMail.recipient).where(mine)))
    db.session.execute(sa.update(SentMail).where(mine).values(recipient="", payload={}))
    keys = {email_key(address) for address in addresses}
    db.session.execute(sa.delete(AddressFlag).where(AddressFlag.address_key.in_(keys)))
