"""Whose badges can be printed, and what was."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import contains_eager, joinedload

from app.badges.models import BatchItem, PrintBatch
from app.badges.paper import Paper
from app.core.errors import NotFound
from app.credentials.models import Credential
from app.extensions import db
from app.jobs.models import Job
from app.registration.models import Registration, RegistrationCredential, Status
from app.registration.particulars import Consent, ConsentKind

IN_ONE_STATEMENT = 500


def printable() -> sa.ColumnElement[bool]:
    """Who gets a badge: a confirmed place with a code. For `registration.queries.search`."""
    holders = sa.select(RegistrationCredential.registration_id).where(RegistrationCredential.current)
    return sa.and_(Registration.status == Status.confirmed, Registration.id.in_(holders))


def printed() -> sa.ColumnElement[bool]:
    """Who stands in a batch that was laid out. For `registration.queries.search`."""
    return Registration.id.in_(sa.select(BatchItem.registration_id).where(BatchItem.fingerprint.is_not(None)))


def prints_of(registration_id: int) -> list[BatchItem]:
    """The badges printed of one person with their batches, latest first."""
    query = (
        sa.select(BatchItem)
        .join(BatchItem.batch)
        .where(BatchItem.registration_id == registration_id, BatchItem.fingerprint.is_not(None))
        .options(contains_eager(BatchItem.batch))
        .order_by(PrintBatch.number.desc())
    )
    return list(db.session.scalars(query))


def printed_at(event_id: int) -> dict[int, datetime]:
    """When the last badge of each was laid out, by registration."""
    query = (
        sa.select(BatchItem.registration_id, sa.func.max(PrintBatch.created_at))
        .join(PrintBatch, PrintBatch.id == BatchItem.batch_id)
        .where(PrintBatch.event_id == event_id, BatchItem.fingerprint.is_not(None))
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


def last_paper(event_id: int) -> Paper:
    """What the event's badges were printed on last; a new run begins with a new sheet."""
    last = db.session.scalar(batches(event_id).limit(1))
    return replace(last.paper, first=1) if last else Paper()


def job_key(batch: PrintBatch) -> str:
    return f"badges.print:{batch.id}"


def find_job(batch: PrintBatch) -> Job | None:
    return db.session.scalar(sa.select(Job).where(Job.key == job_key(batch)))


def people_of(batch_id: int, start: int, stop: int) -> list[tuple[int, Registration]]:
    """(position, person) of a batch from a position up to another."""
    query = (
        sa.select(BatchItem.position, Registration)
        .join(Registration, Registration.id == BatchItem.registration_id)
        .where(BatchItem.batch_id == batch_id, BatchItem.position >= start, BatchItem.position < stop)
        .options(joinedload(Registration.category))
        .order_by(BatchItem.position)
    )
    return [(position, person) for position, person in db.session.execute(query)]


def blanks_of(batch: PrintBatch, start: int, stop: int) -> list[Credential]:
    """The codes of a batch of blanks, in the order in which they were drawn."""
    query = sa.select(Credential).where(Credential.event_id == batch.event_id, Credential.batch == str(batch.number))
    return list(db.session.scalars(query.order_by(Credential.id).offset(start).limit(stop - start)))
