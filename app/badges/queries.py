"""Whose badges can be printed, and what was."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import contains_eager, joinedload

from app.badges.models import BatchItem, BatchState, PrintBatch, PrintedBadge
from app.badges.ordering import Order
from app.badges.paper import Paper
from app.badges.trays import Tray
from app.core.errors import NotFound
from app.credentials.models import Credential
from app.extensions import db
from app.jobs.models import Job
from app.registration.models import Channel, Registration, RegistrationCredential, Status
from app.registration.particulars import Consent, ConsentKind

IN_ONE_STATEMENT = 500


def printable() -> sa.ColumnElement[bool]:
    """Who gets a badge: a confirmed place with a code. For `registration.queries.search`.

    Every confirmed place comes with a code but those that are given at the door; asked that way round, databases
    look for codes only where one may be missing."""
    holders = sa.select(RegistrationCredential.registration_id).where(RegistrationCredential.current)
    has_code = sa.or_(Registration.channel != Channel.door, Registration.id.in_(holders))
    return sa.and_(Registration.status == Status.confirmed, has_code)


_ON_PAPER = (PrintBatch.state == BatchState.done, BatchItem.fingerprint.is_not(None))
"""Of items joined with their batch: those that were printed. Some stand in a batch that was stopped, or
had lost their place before their turn came."""


def find_printed(registration_id: int) -> PrintedBadge | None:
    """What stands on the person's last badge on paper."""
    query = sa.select(PrintedBadge).where(PrintedBadge.registration_id == registration_id, PrintedBadge.current)
    return db.session.scalar(query.options(joinedload(PrintedBadge.batch)))


def have_paper(event_id: int) -> set[int]:
    """Ids of all who have a badge on paper."""
    query = sa.select(PrintedBadge.registration_id).join(PrintedBadge.batch)
    return set(db.session.scalars(query.where(PrintBatch.event_id == event_id, PrintedBadge.current)))


def fingerprints_until(event_id: int, number: int) -> dict[int, tuple[str, list[str]]]:
    """The last print of each in a batch up to that one: its fingerprint and the batch's lines."""
    query = (
        sa.select(BatchItem.registration_id, BatchItem.fingerprint, PrintBatch.lines)
        .join(BatchItem.batch)
        .where(PrintBatch.event_id == event_id, PrintBatch.number <= number, *_ON_PAPER)
        .order_by(PrintBatch.number)
    )
    return {id_: (fingerprint, lines) for id_, fingerprint, lines in db.session.execute(query)}


def last_trays(event_id: int) -> list[Tray]:
    """How the event's names were dealt to desks last; empty if they never were."""
    query = sa.select(PrintBatch.trays).where(PrintBatch.event_id == event_id, PrintBatch.order == Order.trays)
    found = db.session.scalar(query.order_by(PrintBatch.number.desc()).limit(1))
    return [Tray(**kept) for kept in found or ()]


def names_of(event_id: int) -> list[str]:
    """The sort keys of all who get a badge, in their order."""
    query = sa.select(Registration.sort_key).where(Registration.event_id == event_id, printable())
    return list(db.session.scalars(query.order_by(Registration.sort_key)))


def prints_of(registration_id: int) -> list[BatchItem]:
    """The badges printed of one person with their batches, latest first."""
    query = (
        sa.select(BatchItem)
        .join(BatchItem.batch)
        .where(BatchItem.registration_id == registration_id, *_ON_PAPER)
        .options(contains_eager(BatchItem.batch))
        .order_by(PrintBatch.number.desc())
    )
    return list(db.session.scalars(query))


def printed_at(event_id: int, ids: Sequence[int] | None = None) -> dict[int, datetime]:
    """When the last badge of each was laid out, by registration; `ids`: of these people alone."""
    whose = [] if ids is None else [BatchItem.registration_id.in_(ids)]
    query = (
        sa.select(BatchItem.registration_id, sa.func.max(PrintBatch.created_at))
        .join(PrintBatch, PrintBatch.id == BatchItem.batch_id)
        .where(PrintBatch.event_id == event_id, *_ON_PAPER, *whose)
        .group_by(BatchItem.registration_id)
    )
    return dict(db.session.execute(query).all())


def codes_of(registration_ids: Sequence[int]) -> dict[int, Credential]:
    """The current code of each who has one."""
    query = sa.select(RegistrationCredential.registration_id, Credential).join(RegistrationCredential.credential)
    found: dict[int, Credential] = {}
    for ids in _in_parts(registration_ids):
        chosen = query.where(RegistrationCredential.registration_id.in_(ids), RegistrationCredential.current)
        found.update(db.session.execute(chosen).all())
    return found


def image_consents(registration_ids: Sequence[int]) -> dict[int, bool]:
    """The last answer about images of each who was asked."""
    query = sa.select(Consent.registration_id, Consent.given).order_by(Consent.at, Consent.id)
    found: dict[int, bool] = {}
    for ids in _in_parts(registration_ids):
        chosen = query.where(Consent.registration_id.in_(ids), Consent.kind == ConsentKind.image)
        found.update(db.session.execute(chosen).all())
    return found


def _in_parts(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + IN_ONE_STATEMENT] for start in range(0, len(ids), IN_ONE_STATEMENT)]


def batches(event_id: int) -> sa.Select[tuple[PrintBatch]]:
    """Latest first."""
    loaded = (joinedload(PrintBatch.account), joinedload(PrintBatch.blanks_of), joinedload(PrintBatch.file))
    return (
        sa.select(PrintBatch).where(PrintBatch.event_id == event_id).options(*loaded).order_by(PrintBatch.number.desc())
    )


def get_batch(event_id: int, number: int) -> PrintBatch:
    """Raises NotFound."""
    batch = db.session.scalar(batches(event_id).where(PrintBatch.number == number))
    if batch is None:
        raise NotFound("no_batch", _("There is no such batch of badges at this event."))
    return batch


def last_paper(event_id: int, *, single: bool = False) -> Paper:
    """What badges were printed on last, in batches or one by one; it begins with a new sheet."""
    last = _last_batch(event_id, PrintBatch.single == single)
    return replace(last.paper, first=1) if last else Paper()


def last_people_batch(event_id: int) -> PrintBatch | None:
    """The last batch of people's badges."""
    return _last_batch(event_id, ~PrintBatch.single, PrintBatch.blanks_of_id.is_(None))


def _last_batch(event_id: int, *clauses: sa.ColumnElement[bool]) -> PrintBatch | None:
    return db.session.scalar(batches(event_id).where(*clauses).limit(1))


def last_number(event_id: int) -> int:
    """Of the event's last batch, 0 before the first."""
    return db.session.scalar(sa.select(sa.func.max(PrintBatch.number)).where(PrintBatch.event_id == event_id)) or 0


def job_key(batch: PrintBatch) -> str:
    return f"badges.print:{batch.id}"


def find_job(batch: PrintBatch) -> Job | None:
    return db.session.scalar(sa.select(Job).where(Job.key == job_key(batch)))


def people_of(batch_id: int, start: int, stop: int) -> list[tuple[BatchItem, Registration]]:
    """A batch's people from a position up to another."""
    query = (
        sa.select(BatchItem, Registration)
        .join(Registration, Registration.id == BatchItem.registration_id)
        .where(BatchItem.batch_id == batch_id, BatchItem.position >= start, BatchItem.position < stop)
        .options(joinedload(Registration.category))
        .order_by(BatchItem.position)
    )
    return [(item, person) for item, person in db.session.execute(query)]


def sections(batch: PrintBatch) -> list[tuple[int, int, int]]:
    """(tray, first position, how many) of each tray's badges, in the order of the sheets."""
    first, number = sa.func.min(BatchItem.position), sa.func.count()
    query = sa.select(BatchItem.tray, first, number).where(BatchItem.batch_id == batch.id, BatchItem.tray.is_not(None))
    return [(tray, start, count) for tray, start, count in db.session.execute(query.group_by(BatchItem.tray).order_by(first))]


def blanks_of(batch: PrintBatch, start: int, stop: int) -> list[Credential]:
    """The codes of a batch of blanks, in the order in which they were drawn."""
    query = sa.select(Credential).where(Credential.event_id == batch.event_id, Credential.batch == str(batch.number))
    return list(db.session.scalars(query.order_by(Credential.id).offset(start).limit(stop - start)))
