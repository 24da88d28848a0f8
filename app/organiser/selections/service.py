"""Take people from the list, and do something with each of them, some at a time."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts.models import Account
from app.audit.service import Actor, record
from app.core.clock import now
from app.core.errors import DomainError, NotFound
from app.extensions import db
from app.jobs import service as jobs
from app.organiser.selections.models import SelectedPerson, Selection, SelectionState, Step
from app.registration.models import Registration, Status

JOB = "organiser.selection"
KEPT = timedelta(days=30)


def take(event_id: int, people: sa.Select[Any], *, account: Account) -> Selection:
    """Those whom the query finds. Raises DomainError("nobody_taken"). Forgets what is long over."""
    _forget_old()
    selection = Selection(event_id=event_id, account_id=account.id)
    db.session.add(selection)
    db.session.flush()
    ids = people.order_by(None).with_only_columns(sa.literal(selection.id), Registration.id, sa.literal(""))
    written = sa.insert(SelectedPerson).from_select(["selection_id", "registration_id", "why"], ids, include_defaults=False)
    selection.total = db.session.execute(written, execution_options={"preserve_rowcount": True}).rowcount
    if not selection.total:
        raise DomainError("nobody_taken", _("Nobody was chosen: tick the people first, or take all of the view."))
    db.session.flush()
    return selection


def of_event(event_id: int, ids: Iterable[int]) -> sa.Select[Any]:
    """People of the event with these ids; others are nobody."""
    return sa.select(Registration).where(Registration.event_id == event_id, Registration.id.in_(ids))


def _forget_old() -> None:
    db.session.execute(sa.delete(Selection).where(Selection.created_at < now() - KEPT))


def get(event_id: int, selection_id: int, *, writing: bool = False) -> Selection:
    """`writing`: as it is now, for a worker may be at it. Raises NotFound."""
    query = sa.select(Selection).where(Selection.id == selection_id, Selection.event_id == event_id)
    query = query.with_for_update().execution_options(populate_existing=True) if writing else query
    selection = db.session.scalar(query)
    if selection is None:
        raise NotFound("no_selection", _("This selection is no longer kept. Choose the people again."))
    return selection


def includes(selection_id: int) -> sa.ColumnElement[bool]:
    """Of registrations: whether they were taken."""
    taken = sa.select(SelectedPerson.registration_id).where(SelectedPerson.selection_id == selection_id)
    return Registration.id.in_(taken)


def standing(selection: Selection) -> dict[Status, int]:
    """How many of each status there are now among its people."""
    found = db.session.execute(
        sa.select(Registration.status, sa.func.count()).where(includes(selection.id)).group_by(Registration.status)
    )
    numbers = dict(found.all())
    return {status: numbers[status] for status in Status if status in numbers}


def start(selection: Selection, step: Step, options: dict[str, Any], *, by: Actor) -> Selection:
    """Have it done. Twice is once. Raises DomainError("already_done") of another step."""
    if selection.step is step:
        return selection
    if selection.state is not SelectionState.taken:
        raise DomainError("already_done", _("Something was done with this selection already. Choose the people again."))
    selection.step, selection.options, selection.state = step, options, SelectionState.running
    jobs.enqueue(JOB, {"selection_id": selection.id}, event_id=selection.event_id, subject=subject(selection))
    _record("selection.start", selection, by)
    return selection


def stop(selection: Selection, *, by: Actor) -> Selection:
    """Leave the rest as they are. Twice is once."""
    if selection.state is SelectionState.running:
        selection.state = SelectionState.stopped
        _record("selection.stop", selection, by)
    return selection


def subject(selection: Selection) -> str:
    return f"selection:{selection.id}"


def _record(action: str, selection: Selection, by: Actor) -> None:
    record(
        action, by=by, event_id=selection.event_id, object_type="selection", object_id=selection.id,
        detail={"step": selection.step.value, "rows": selection.total},
    )  # fmt: skip
    db.session.flush()
