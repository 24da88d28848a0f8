"""Take a list in: written down line by line at once, invited in steps."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.models import Account
from app.audit.service import Actor, record
from app.core.clock import now
from app.core.database import insert
from app.core.errors import DomainError
from app.core.text import email_key
from app.events.life import takes_registrations
from app.events.locking import lock
from app.exchange.guest_list.checking import Why, known
from app.exchange.guest_list.lines import Candidate
from app.exchange.guest_list.models import GuestLine, GuestList, LineState
from app.extensions import db
from app.jobs import service as jobs
from app.jobs.models import Priority
from app.registration.grants import AddressSource
from app.registration.invitation_queries import Silence
from app.registration.service import guests, inviting
from app.registration.service.inviting import Guest

JOB = "exchange.invite"
STEP = 50
"""Lines of one step of the job: each is looked up and written on its own."""
_lines = GuestLine.__table__


@dataclass(frozen=True)
class Terms:
    """What holds for each line."""

    source: AddressSource
    source_detail: str
    expires_at: datetime | None
    skips_approval: bool
    sends: bool


def take_in(
    event_id: int, candidates: Sequence[Candidate], terms: Terms, *, file_name: str, expected: int, once: str, by: Actor,
    account: Account,
) -> GuestList:
    """Write the list down and owe the rest. `expected`: how many the page said; raises
    DomainError("changed_meanwhile") if it is another by now, ("nobody") if there is none."""
    values = dict(event_id=event_id, key=once[:64], file_name=file_name[:150], account_id=account.id, **asdict(terms))
    write = insert(GuestList).values(values).on_conflict_do_nothing(index_elements=[GuestList.event_id, GuestList.key])
    made = db.session.scalars(write.returning(GuestList)).one_or_none()
    if made is None:  # another press of the same button was faster
        return db.session.scalars(_taken(event_id, once)).one()
    if len(candidates) != expected:
        raise DomainError("changed_meanwhile", ngettext(
            "The list has changed meanwhile: %(num)s person would be invited now. Nothing was sent; look again, then invite.",
            "The list has changed meanwhile: %(num)s people would be invited now. Nothing was sent; look again, then invite.",
            len(candidates),
        ))
    if terms.sends and not takes_registrations(made.event, now()):
        raise DomainError("registration_closed", guests.sentence(Silence.closed))
    if not candidates:
        raise DomainError("nobody", _("There is nobody to invite."))
    rows = [{"list_id": made.id, "line": each.line, "said": asdict(each), "state": LineState.waiting} for each in candidates]
    db.session.execute(sa.insert(_lines), rows)
    jobs.enqueue(
        JOB, {"list_id": made.id}, key=job_key(made), event_id=event_id, subject=f"guest_list:{made.id}",
        priority=Priority.bulk,
    )  # fmt: skip
    record(
        "invitation.list", by=by, event_id=event_id, object_type="guest_list", object_id=made.id,
        detail={"rows": len(candidates)},
    )  # fmt: skip
    return made


def find_taken(event_id: int, once: str) -> GuestList | None:
    """The list that a press of this page's button has taken in."""
    return db.session.scalar(_taken(event_id, once))


def _taken(event_id: int, once: str) -> sa.Select[tuple[GuestList]]:
    return sa.select(GuestList).where(GuestList.event_id == event_id, GuestList.key == once[:64])


def job_key(of: GuestList) -> str:
    return f"{JOB}:{of.id}"


def invite_some(of: GuestList) -> int:
    """Invite whom the next lines name, and owe them the mail; how many lines that were. What changed since
    the dry run is left out."""
    lock(of.event_id)
    waiting = sa.select(GuestLine).where(GuestLine.list_id == of.id, GuestLine.state == LineState.waiting)
    lines = list(db.session.scalars(waiting.order_by(GuestLine.line).limit(STEP)))
    reasons = known(of.event_id, [line.said["email"] for line in lines])
    made = [id_ for line in lines if (id_ := _invite(of, line, reasons))]
    if of.sends:
        guests.owe_first(of.event_id, made)
    return len(lines)


def _invite(of: GuestList, line: GuestLine, reasons: dict[str | None, Why]) -> int | None:
    """The id of the invitation; None where the line is left out."""
    said, by = line.said, Actor("account", of.account_id) if of.account_id else Actor("system")
    guest = Guest(
        said["first_name"], said["last_name"], said["organisation_name"], said["language"], of.source, of.source_detail
    )
    line.said, why = {}, reasons.get(email_key(said["email"]))
    if why is not None:
        line.state, line.why = LineState.left_out, why.value
        return None
    invitation = inviting.make(
        of.event_id, said["category_id"], by=by, expires_at=of.expires_at, email=said["email"],
        skips_approval=of.skips_approval, guest=guest,
    )  # fmt: skip
    line.state, line.invitation_id = LineState.invited, invitation.id
    return invitation.id


def stop(of: GuestList, *, by: Actor) -> int:
    """Whoever has not been invited will not be; how many they are."""
    lock(of.event_id)
    jobs.cancel(job_key(of))
    waiting = sa.update(_lines).where(_lines.c.list_id == of.id, _lines.c.state == LineState.waiting)
    stopped = db.session.execute(waiting.values(state=LineState.stopped, said={})).rowcount
    if not stopped:
        raise DomainError("done_already", _("Everybody has been invited already."))
    record(
        "invitation.list_stop", by=by, event_id=of.event_id, object_type="guest_list", object_id=of.id,
        detail={"rows": stopped},
    )  # fmt: skip
    return stopped


def counts(of: GuestList) -> dict[LineState, int]:
    rows = sa.select(GuestLine.state, sa.func.count()).where(GuestLine.list_id == of.id).group_by(GuestLine.state)
    return dict(db.session.execute(rows).all())
