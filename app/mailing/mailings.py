"""One mail to many: gathered once, handed to the outbox in steps, stopped at any moment.

Each person is a row, so that nobody gets it twice however often a worker dies, and the dry run's
count is what is sent.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.models import Account
from app.audit.service import SYSTEM, Actor, record
from app.core.clock import now
from app.core.database import insert
from app.core.errors import DomainError
from app.core.tokens import digest
from app.extensions import db
from app.jobs import service as jobs
from app.jobs.models import Priority
from app.mailing import addressees, recipients, wording
from app.mailing.addressees import Addressee
from app.mailing.models import Mailing, MailingRecipient, MailingState, RecipientState
from app.mailing.wording import Words
from app.registration.models import Registration
from app.registration.owed import MailKind
from app.registration.service import guests
from app.registration.service.moving import MAIL_JOB

SEND_OUT_JOB = "mailing.send_out"
STEP = 100
"""People handed over by one step of the job."""
_people = MailingRecipient.__table__


def start(
    event_id: int,
    kind: MailKind,
    people: sa.Select[Any],
    *,
    by: Actor,
    account: Account | None,
    expected: int,
    due_at: datetime | None = None,
    words: Mapping[str, Words] | None = None,
    audience: str = "",
    includes_gone: bool = False,
    once: str = "",
) -> Mailing:
    """Gather the people of a view and owe them the mail, at once or at `due_at`.

    `expected`: the number that the dry run showed; raises DomainError("changed_meanwhile") if it is
    another by now, ("nobody") if there is none. `once`: the page's own key; the same words sent from the
    same page twice are one mailing."""
    for each in (words or {}).values():
        wording.check(each)
    values = dict(
        event_id=event_id, kind=kind, words=dict(words or {}), audience=audience[:200], includes_gone=includes_gone,
        due_at=due_at or now(), account_id=account and account.id,
    )  # fmt: skip
    key = f"{kind}:{digest(json.dumps([once, words, audience, str(due_at)], sort_keys=True))[:32]}" if once else None
    mailing = _insert_once(key, values)
    if mailing is None:
        return db.session.scalars(sa.select(Mailing).where(Mailing.event_id == event_id, Mailing.key == key)).one()
    gather(mailing, people)
    if mailing.total != expected:
        raise DomainError("changed_meanwhile", ngettext(
            "The list has changed meanwhile: it would go to %(num)s person now. Nothing was sent; look again, then send it.",
            "The list has changed meanwhile: it would go to %(num)s people now. Nothing was sent; look again, then send it.",
            mailing.total,
        ))
    if not mailing.total:
        raise DomainError("nobody", _("There is nobody to write to."))
    enqueue(mailing)
    record(
        "mailing.start", by=by, event_id=event_id, object_type="mailing", object_id=mailing.id,
        detail={"mail": mailing.kind, "rows": mailing.total},
    )  # fmt: skip
    return mailing


def _insert_once(key: str | None, values: dict[str, Any]) -> Mailing | None:
    """None where another press of the same button was faster."""
    write = insert(Mailing).values(key=key, **values).on_conflict_do_nothing(index_elements=[Mailing.event_id, Mailing.key])
    return db.session.scalars(write.returning(Mailing)).one_or_none()


def gather(mailing: Mailing, people: sa.Select[Any]) -> None:
    """Write down who gets it, by one statement."""
    sort = addressees.sort_of(mailing.kind)
    rows = addressees.reached(mailing, people).order_by(None).with_only_columns(
        sa.literal(mailing.id), sort.model.id, sa.literal(RecipientState.waiting.value)
    )
    db.session.execute(
        sa.insert(_people).from_select(["mailing_id", sort.key, "state"], rows, include_defaults=False)
    )
    counted = sa.select(sa.func.count()).select_from(_people).where(_people.c.mailing_id == mailing.id)
    mailing.total = db.session.scalar(counted)


def enqueue(mailing: Mailing) -> None:
    jobs.enqueue(
        SEND_OUT_JOB, {"mailing_id": mailing.id}, key=job_key(mailing), event_id=mailing.event_id, due_at=mailing.due_at,
        subject=f"mailing:{mailing.id}", priority=Priority.bulk,
    )  # fmt: skip


def job_key(mailing: Mailing) -> str:
    return f"{SEND_OUT_JOB}:{mailing.id}"


def hand_over(mailing: Mailing, useless_after: datetime | None = None) -> int:
    """Put the next people's mails into the outbox; how many that were. The key of each job keeps it
    from being owed twice."""
    sort = addressees.sort_of(mailing.kind)
    waiting = sa.select(sort.column).where(
        _people.c.mailing_id == mailing.id, _people.c.state == RecipientState.waiting
    )
    ids = list(db.session.scalars(waiting.order_by(_people.c.id).limit(STEP)))
    owed = [
        (
            f"mailing:{mailing.id}:{id_}", f"{sort.name}:{id_}",
            {"kind": mailing.kind, sort.key: id_, "mailing_id": mailing.id},
        )
        for id_ in ids
    ]  # fmt: skip
    jobs.enqueue_many(MAIL_JOB, owed, event_id=mailing.event_id, useless_after=useless_after)
    _set_state(mailing.id, RecipientState.owed, sort.column.in_(ids))
    if sort is addressees.INVITED:
        guests.mark(ids, MailKind(mailing.kind), now())
    mailing.state = MailingState.sending if len(ids) == STEP else MailingState.done
    return len(ids)


def cancel(mailing: Mailing, *, by: Actor) -> int:
    """Stop it: whoever has not been written to will not be; how many they are."""
    db.session.execute(sa.select(Mailing.id).where(Mailing.id == mailing.id).with_for_update())
    db.session.refresh(mailing)  # a worker was perhaps handing people over
    if mailing.state is MailingState.cancelled:
        raise DomainError("stopped_already", _("This message has been stopped already."))
    not_yet = _people.c.state.in_((RecipientState.waiting, RecipientState.owed))
    stopped = _set_state(mailing.id, RecipientState.stopped, not_yet)
    if not stopped and mailing.state is MailingState.done:
        raise DomainError("sent_already", _("Everybody has been written to already."))
    mailing.state = MailingState.cancelled
    jobs.cancel(job_key(mailing))
    record(
        "mailing.cancel", by=by, event_id=mailing.event_id, object_type="mailing", object_id=mailing.id,
        detail={"mail": mailing.kind, "rows": stopped},
    )  # fmt: skip
    return stopped


def still_goes_to(mailing: Mailing, about: Addressee) -> bool:
    """Whether this person gets it now: not sent already, not stopped, not gone since it was made."""
    column = addressees.sort_of(mailing.kind).column
    state = db.session.scalar(sa.select(_people.c.state).where(_people.c.mailing_id == mailing.id, column == about.id))
    if state is not RecipientState.owed:
        return False
    return not isinstance(about, Registration) or mailing.includes_gone or about.status not in recipients.GONE


def _set_state(mailing_id: int, state: RecipientState, *which: sa.ColumnElement[bool]) -> int:
    change = sa.update(_people).where(_people.c.mailing_id == mailing_id, *which)
    return db.session.execute(change.values(state=state)).rowcount


def record_timed(mailing: Mailing) -> None:
    """A mail that went out by the calendar, with nobody pressing anything."""
    record(
        "mailing.start", by=SYSTEM, event_id=mailing.event_id, object_type="mailing", object_id=mailing.id,
        detail={"mail": mailing.kind, "rows": mailing.total},
    )  # fmt: skip


def finish(mailing_id: int, reached: int) -> None:
    """A mail with a file, which has its own job, was owed to so many."""
    mailing = db.session.get_one(Mailing, mailing_id)
    mailing.total, mailing.state = reached, MailingState.done
    record_timed(mailing)
