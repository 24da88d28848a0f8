"""Printing in batches: begin one, write down its parts, end or cancel it.

Badges are laid out in chunks, each a job's step whose PDF is kept until all are joined; so a killed
worker goes on where it stood.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts.models import Account
from app.audit.service import Actor, record
from app.badges import keeping, queries
from app.badges.content import Art, BadgeContent
from app.badges.formats import Format
from app.badges.labels import compose_art
from app.badges.layout import compose
from app.badges.marks import mark, title
from app.badges.models import BatchItem, BatchState, PrintBatch, Reason
from app.badges.ordering import Order
from app.badges.paper import Paper
from app.badges.templating import settle
from app.badges.trays import Tray, tray_of
from app.core.clock import now
from app.core.errors import DomainError
from app.credentials import service as credentials
from app.events.locking import lock
from app.events.models import Category
from app.extensions import db
from app.jobs import service as jobs
from app.jobs.models import Priority
from app.registration.models import Registration

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


@dataclass(frozen=True)
class Run:
    """How badges are printed: in which order, dealt to which trays, whether each of those begins with a
    page of its own; why they are printed again, and since which batch they had changed."""

    order: Order = Order.name
    trays: tuple[Tray, ...] = ()
    dividers: bool = False
    reason: Reason | None = None
    since: int | None = None


def start(
    event_id: int, registration_ids: Sequence[int], paper: Paper, run: Run, *, language: str, account: Account | None, by: Actor
) -> PrintBatch:
    """Owe a batch of these people's badges, in this order. What cannot be printed was left out before.
    Raises DomainError("reason_missing") where somebody has a badge already."""
    if not registration_ids:
        raise DomainError("nobody_to_print", _("There is nobody in this list whose badge can be printed."))
    again = len(queries.have_paper(event_id).intersection(registration_ids))
    if again and run.reason is None:
        raise DomainError("reason_missing", _("Say why badges are printed again."))
    batch = _open(
        event_id, len(registration_ids), paper, language, account, by, detail={"again": again, "reason": run.reason},
        order=run.order, trays=[tray.kept() for tray in run.trays], dividers=run.dividers and bool(run.trays),
        reason=run.reason if again else None, since=run.since,
    )  # fmt: skip
    places = _places(event_id, run.trays)
    db.session.execute(sa.insert(BatchItem), [
        {"batch_id": batch.id, "position": position, "registration_id": id_, "tray": places.get(id_)}
        for position, id_ in enumerate(registration_ids)
    ])  # fmt: skip
    return batch


def _places(event_id: int, trays: Sequence[Tray]) -> dict[int, int]:
    """The tray of everybody, by their name."""
    if not trays:
        return {}
    keys = db.session.execute(sa.select(Registration.id, Registration.sort_key).where(Registration.event_id == event_id))
    return {id_: tray_of(trays, key) for id_, key in keys}


def start_blanks(
    category: Category, number: int, paper: Paper, *, language: str, account: Account, by: Actor
) -> PrintBatch:
    """Owe a batch of blank badges, whose codes are drawn now: door copies know them from here on. Raises
    DomainError where the words that they share do not fit."""
    _require_words(category, paper, language)
    batch = _open(category.event_id, number, paper, language, account, by, blanks_of=category)
    credentials.print_blanks(category, str(batch.number), number)
    return batch


def _require_words(category: Category, paper: Paper, language: str) -> None:
    name, date = title(category.event, language)
    shared = Art(name, date, mark(category, language), no_photo=True, blank=True, language=language)
    badge, _why = settle(category.event_id, paper.badge, [shared])
    compose_art(shared, badge)


def _open(
    event_id: int, total: int, paper: Paper, language: str, account: Account | None, by: Actor,
    detail: dict[str, Any] | None = None, **values: Any,
) -> PrintBatch:
    paper.check()
    lock(event_id)
    batch = PrintBatch(
        event_id=event_id, number=queries.last_number(event_id) + 1, language=language, total=total, account=account,
        lines=list(paper.badge.lines), **asdict(paper), **values,
    )  # fmt: skip
    db.session.add(batch)
    db.session.flush()
    jobs.enqueue(keeping.JOB, {"batch": batch.id}, key=queries.job_key(batch), event_id=event_id, priority=Priority.urgent)
    record(
        "badges.print_blanks" if batch.blanks_of else "badges.print", by=by, event_id=event_id, object_type="batch",
        object_id=batch.id, detail={"rows": total, "batch": batch.number, **(detail or {})},
    )  # fmt: skip
    return batch


def cancel(batch: PrintBatch, by: Actor) -> None:
    """Stop it. The chunks laid out so far are forgotten with their time."""
    if batch.state is not BatchState.printing:
        raise DomainError("batch_ended", _("This batch is not being printed any more."))
    jobs.cancel(queries.job_key(batch))
    batch.state, batch.done_at = BatchState.cancelled, now()
    keeping.forget_laid_out(batch)
    record(
        "badges.cancel", by=by, event_id=batch.event_id, object_type="batch", object_id=batch.id,
        detail={"batch": batch.number},
    )  # fmt: skip
