"""What the worker does for lists of people to invite. It commits each step."""

from app.exchange.guest_list import service
from app.exchange.guest_list.models import GuestList
from app.extensions import db
from app.jobs.outcomes import Again, Done
from app.jobs.queue import Claim


def invite(claim: Claim) -> Again | Done:
    """The job "exchange.invite". Payload: {"list_id"}."""
    guest_list = db.session.get(GuestList, claim.payload["list_id"])
    if guest_list is None:
        return Done()
    lines = service.invite_some(guest_list)
    if lines < service.STEP:
        return Done({"lines": claim.progress + lines})
    return Again(claim.payload, progress=claim.progress + lines)
