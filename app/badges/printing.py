"""Printing in batches: begin one, write down its parts, end or cancel it.

Badges are laid out in chunks, each a job's step whose PDF is kept until all are joined; so a killed
worker goes on where it stood.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts.models import Account
from app.audit.service import Actor, record
from app.badges import queries
from app.badges.content import BadgeContent
from app.badges.formats import Format
from app.badges.labels import compose_art
from app.badges.layout import compose
from app.badges.models import BatchItem, BatchState, PrintBatch
from app.badges.paper import Paper
from app.core.clock import now
from app.core.errors import DomainError
from app.credentials import service as credentials
from app.events.locking import lock
from app.events.models import Category, Event
from app.extensions import db
from app.jobs import service as jobs
from app.jobs.files import forget_file, keep_file
from app.jobs.models import Priority, StoredFile

JOB = "badges.print"
PDF = "application/pdf"
KEPT = timedelta(days=7)
CHUNK = 120
"""Badges a step: whole sheets, below 200 MB, half a second."""
MOST_BLANKS = 500


def problems(contents: Sequence[BadgeContent], badge: Format) -> dict[int, str]:
    """Which badges cannot be printed, by index, and why: a sentence. Raises DomainError if what they
    share, the words of event and category, cannot be printed."""
    for shared in {content.art for content in contents}:
        compose_art(shared, badge)
    found = {}
    for index, content in enumerate(contents):
        try:
            compose(content, badge)
        except DomainError as refusal:
            found[index] = refusal.message
    return found


def start(
    event_id: int, registration_ids: Sequence[int], paper: Paper, *, language: str, account: Account, by: Actor
) -> PrintBatch:
    """Owe a batch of these people's badges, in this order. What cannot be printed was left out before."""
    if not registration_ids:
        raise DomainError("nobody_to_print", _("There is nobody in this list whose badge can be printed."))
    batch = _open(event_id, len(registration_ids), paper, language, account, by)
    db.session.execute(sa.insert(BatchItem), [
        {"batch_id": batch.id, "position": position, "registration_id": id_}
        for position, id_ in enumerate(registration_ids)
    ])  # fmt: skip
    return batch


def start_blanks(
    category: Category, number: int, paper: Paper, *, language: str, account: Account, by: Actor
) -> PrintBatch:
    """Owe a batch of blank badges, whose codes are drawn now: door copies know them from here on."""
    batch = _open(category.event_id, number, paper, language, account, by, blanks_of=category)
    credentials.print_blanks(category, str(batch.number), number)
    return batch


def _open(
    event_id: int, total: int, paper: Paper, language: str, account: Account, by: Actor, blanks_of: Category | None = None
) -> PrintBatch:
    paper.check()
    lock(event_id)
    last = db.session.scalar(sa.select(sa.func.max(PrintBatch.number)).where(PrintBatch.event_id == event_id))
    batch = PrintBatch(
        event_id=event_id, number=(last or 0) + 1, language=language, total=total, account=account,
        blanks_of=blanks_of, **asdict(paper),
    )  # fmt: skip
    db.session.add(batch)
    db.session.flush()
    jobs.enqueue(JOB, {"batch": batch.id}, key=queries.job_key(batch), event_id=event_id, priority=Priority.urgent)
    record(
        "badges.print_blanks" if blanks_of else "badges.print", by=by, event_id=event_id, object_type="batch",
        object_id=batch.id, detail={"rows": total, "batch": batch.number},
    )  # fmt: skip
    return batch


def keep_part(batch: PrintBatch, part: bytes, fingerprints: dict[int, str]) -> StoredFile:
    """A chunk is laid out; what stands on whose badge, by position."""
    if fingerprints:
        db.session.execute(sa.update(BatchItem), [
            {"batch_id": batch.id, "position": position, "fingerprint": fingerprint}
            for position, fingerprint in fingerprints.items()
        ])  # fmt: skip
    return _keep(batch, f"part-{batch.number}.pdf", part, now() + KEPT)


def finish(batch: PrintBatch, whole: bytes, part_ids: Sequence[int]) -> None:
    """The PDF is ready for a week."""
    for id_ in part_ids:
        forget_file(id_)
    batch.file = _keep(batch, _file_name(batch.event, batch), whole, now() + KEPT)
    batch.state, batch.done_at = BatchState.done, now()


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
    batch.state, batch.reason, batch.done_at = BatchState.failed, reason[:140], now()


def cancel(batch: PrintBatch, by: Actor) -> None:
    """Stop it. The chunks laid out so far are forgotten with their time."""
    if batch.state is not BatchState.printing:
        raise DomainError("batch_ended", _("This batch is not being printed any more."))
    jobs.cancel(queries.job_key(batch))
    batch.state, batch.done_at = BatchState.cancelled, now()
    record(
        "badges.cancel", by=by, event_id=batch.event_id, object_type="batch", object_id=batch.id,
        detail={"batch": batch.number},
    )  # fmt: skip
