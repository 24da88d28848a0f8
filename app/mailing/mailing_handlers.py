"""Hand a mailing to the outbox, step by step. The worker commits each."""

from app.extensions import db
from app.jobs.outcomes import Again, Done
from app.jobs.queue import Claim
from app.mailing import mailings
from app.mailing.models import Mailing, MailingState


def send_out(claim: Claim) -> Again | Done:
    """The job "mailing.send_out". Payload: {"mailing_id"}."""
    mailing = db.session.get(Mailing, claim.payload["mailing_id"])
    if mailing is None or mailing.state in (MailingState.done, MailingState.cancelled):
        return Done()
    handed = claim.progress + mailings.hand_over(mailing)
    if mailing.state is MailingState.done:
        return Done({"handed_over": handed})
    return Again(claim.payload, progress=handed, total=mailing.total)
