"""What the worker does for mails to many. It commits each step."""

from datetime import timedelta

from app.accounts.permissions import Role
from app.accounts.queries import in_roles
from app.core.clock import now
from app.core.database import reading
from app.events.models import Event
from app.extensions import db
from app.jobs.files import keep_file
from app.jobs.outcomes import Again, Done
from app.jobs.queue import Claim
from app.mailing import az_list, mailings, planning
from app.mailing.models import Mailing, MailingState

PLAN_EVERY = timedelta(minutes=5)
LIST_KEPT = timedelta(days=3)


def plan(_claim: Claim) -> Again:
    """The standing job "mailing.plan"."""
    planning.plan(now())
    return Again({}, at=now() + PLAN_EVERY)


def send_out(claim: Claim) -> Again | Done:
    """The job "mailing.send_out". Payload: {"mailing_id"}."""
    mailing = db.session.get(Mailing, claim.payload["mailing_id"], with_for_update=True)
    if mailing is None or mailing.state in planning.OVER:
        return Done()
    event = db.session.get_one(Event, mailing.event_id)
    if mailing.total is None:
        if not planning.still_holds(mailing, event):
            planning.drop(mailing)
            return Done({"skipped": "the event has another day now, or none"})
        mailings.gather(mailing, planning.people(mailing))
        mailings.record_timed(mailing)
    handed = claim.progress + mailings.hand_over(mailing, planning.useless_after(mailing, event))
    if mailing.state is MailingState.done:
        return Done({"handed_over": handed})
    return Again(claim.payload, progress=handed, total=mailing.total)


def send_az_list(claim: Claim) -> Done:
    """The job "mailing.az_list". Payload: {"mailing_id"}. Drawn before anything is written: nobody waits for it."""
    with reading():
        event = planning.due_event(claim.payload["mailing_id"])
        if event is None:
            return Done(planning.NOT_DUE)
        pdf, name = az_list.pdf(event), az_list.file_name(event)
        owners, event_id, mailing_id = [each.id for each in in_roles(event.id, Role.owner)], event.id, claim.payload["mailing_id"]
    file = keep_file(name, "application/pdf", pdf, made_by=claim.kind, until=now() + LIST_KEPT, event_id=event_id)
    az_list.owe(event_id, file.id, owners)
    mailings.finish(mailing_id, len(owners))
    return Done()
