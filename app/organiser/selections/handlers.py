"""What the worker does with the people of a selection, some in a step."""

import sqlalchemy as sa
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from app.audit.service import Actor
from app.core.errors import DomainError
from app.extensions import db
from app.jobs.outcomes import Again, Done
from app.jobs.queue import Claim
from app.organiser.selections.models import LineEnd, SelectedPerson, Selection, SelectionState
from app.organiser.selections.steps import DOINGS
from app.registration.wording import STATUSES

AT_ONCE = 20
"""People in one transaction: each takes the event's lock, and the door waits meanwhile."""


def step(claim: Claim) -> Again | Done:
    """The job "organiser.selection". Payload: {"selection_id"}. What became of a person is written with
    the step itself, so nobody is come to twice, however often a worker dies."""
    selection = db.session.get(
        Selection, claim.payload["selection_id"], options=[joinedload(Selection.account)], with_for_update={"of": Selection}
    )  # fmt: skip
    if selection is None or selection.state is not SelectionState.running:
        return Done({"skipped": "stopped"})
    lines = _next(selection)
    with force_locale(selection.account.language):
        for line in lines:
            _do(selection, line)
    left = _count_left(selection)
    if left:
        return Again(claim.payload, selection.total - left, selection.total)
    selection.state = SelectionState.done
    return Done()


def _do(selection: Selection, line: SelectedPerson) -> None:
    """One person, whole or not at all."""
    doing, by = DOINGS[selection.step], Actor("account", selection.account_id)
    status = line.registration.status
    try:
        if status not in doing.statuses:
            raise DomainError("not_of_this_status", _("Status: %(value)s", value=STATUSES[status]))
        with db.session.begin_nested():
            doing.do(selection.event_id, line.registration_id, by, selection.options)
        line.end = LineEnd.done
    except DomainError as refusal:
        line.end, line.why = LineEnd.refused, refusal.message
    db.session.flush()


def _left(selection: Selection) -> sa.ColumnElement[bool]:
    return sa.and_(SelectedPerson.selection_id == selection.id, SelectedPerson.end.is_(None))


def _next(selection: Selection) -> list[SelectedPerson]:
    query = sa.select(SelectedPerson).where(_left(selection)).order_by(SelectedPerson.registration_id)
    return list(db.session.scalars(query.limit(AT_ONCE)))


def _count_left(selection: Selection) -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(_left(selection))) or 0
