"""What the worker does about the access list. It commits each step."""

from app.core.clock import now
from app.core.database import reading
from app.events.models import Event
from app.exchange.access_list import service
from app.exchange.access_list.service import What
from app.extensions import db
from app.jobs.outcomes import Done
from app.jobs.queue import Claim
from app.mailing import mailings, planning
from app.mailing.texts import AccountMail, VenueMail


def send(claim: Claim) -> Done:
    """The job "exchange.access_list". Payload: {"mailing_id"}. Drawn before anything is written."""
    with reading():
        event = planning.due_event(claim.payload["mailing_id"])
        if event is None:
            return Done(planning.NOT_DUE)
        made, event_id = service.make(event, What.everybody, now()), event.id
    reached = service.send(db.session.get_one(Event, event_id), made)
    mailings.finish(claim.payload["mailing_id"], reached)
    return Done()


def remind(claim: Claim) -> Done:
    """The job "exchange.access_reminder": whoever was sent the list is to delete it."""
    event = planning.due_event(claim.payload["mailing_id"])
    if event is None:
        return Done(planning.NOT_DUE)
    sent = service.known(event.id) is not None
    reached = service.owe(event, AccountMail.venue_reminder, VenueMail.to_venue_reminder, []) if sent else 0
    mailings.finish(claim.payload["mailing_id"], reached)
    return Done()
