"""What the job that lays out badges leaves behind: PDFs, and what stands on whose badge."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.badges.content import BadgeContent
from app.badges.models import BatchItem, BatchState, PrintBatch, PrintedBadge
from app.badges.staleness import digits_of
from app.core.clock import now
from app.events.models import Event
from app.extensions import db
from app.jobs.files import forget_file, keep_file
from app.jobs.models import StoredFile
from app.registration.service.moving import restamp

JOB = "badges.print"
PDF = "application/pdf"
KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Laid:
    """A badge that was laid out: whose, with which code, where in the batch and in which tray."""

    position: int
    registration_id: int
    credential_id: int
    tray: int | None
    content: BadgeContent


def keep_part(batch: PrintBatch, part: bytes, laid: Sequence[Laid]) -> StoredFile:
    """A chunk is laid out; what stands on whose badge is remembered, and counts once the PDF is whole."""
    if laid:
        remember(batch, laid)
    return _keep(batch, f"part-{batch.number}.pdf", part, now() + KEPT)


def remember(batch: PrintBatch, laid: Sequence[Laid]) -> None:
    lines = batch.lines
    db.session.execute(sa.update(BatchItem), [
        {"batch_id": batch.id, "position": each.position, "fingerprint": each.content.fingerprint(lines)} for each in laid
    ])  # fmt: skip
    db.session.execute(sa.insert(PrintedBadge), [_on_paper(batch, each) for each in laid])


def _on_paper(batch: PrintBatch, laid: Laid) -> dict[str, Any]:
    content, lines = laid.content, batch.lines
    return {
        "batch_id": batch.id, "registration_id": laid.registration_id, "credential_id": laid.credential_id,
        "tray": laid.tray, "first_name": content.first_name, "last_name": content.last_name,
        "organisation": content.organisation if "organisation" in lines else None,
        "job_title": content.job_title if "job" in lines else None,
        "no_photo": content.no_photo, "art": digits_of(content), "current": False,
    }  # fmt: skip


def finish(batch: PrintBatch, whole: bytes, part_ids: Sequence[int]) -> None:
    """The PDF is ready for a week."""
    for id_ in part_ids:
        forget_file(id_)
    batch.file = _keep(batch, _file_name(batch.event, batch), whole, now() + KEPT)
    batch.state, batch.done_at = BatchState.done, now()
    if batch.blanks_of_id is None:
        replace_printed(batch)


def replace_printed(batch: PrintBatch) -> None:
    """From now on these are the badges that people have, and phones know."""
    event_id, batch_id = batch.event_id, batch.id
    theirs = sa.select(PrintedBadge.registration_id).where(PrintedBadge.batch_id == batch_id)
    restamp(event_id, theirs)
    ours = PrintedBadge.batch_id == batch_id
    for change in (
        sa.delete(PrintedBadge).where(PrintedBadge.registration_id.in_(theirs), PrintedBadge.current),
        sa.update(PrintedBadge).where(ours).values(current=True),
    ):
        db.session.execute(change, execution_options={"synchronize_session": False})


def _keep(batch: PrintBatch, name: str, content: bytes, until: datetime) -> StoredFile:
    return keep_file(
        name, PDF, content, made_by=JOB, until=until, event_id=batch.event_id, account_id=batch.account_id
    )


def _file_name(event: Event, batch: PrintBatch) -> str:
    """“medicen-day-2027_badges_3.pdf”"""
    return f"{event.slug}_badges_{batch.number}.pdf"


def fail(batch: PrintBatch, reason: str, part_ids: Sequence[int]) -> None:
    """No PDF comes of it, nor half a one."""
    for id_ in part_ids:
        forget_file(id_)
    batch.state, batch.failure, batch.done_at = BatchState.failed, reason[:140], now()
    forget_laid_out(batch)


def begin_again(batch: PrintBatch, part_ids: Sequence[int]) -> None:
    """As if nothing had been laid out yet."""
    for id_ in part_ids:
        forget_file(id_)
    forget_laid_out(batch)


def forget_laid_out(batch: PrintBatch) -> None:
    """What is on no paper is not remembered."""
    db.session.execute(sa.delete(PrintedBadge).where(PrintedBadge.batch_id == batch.id))
