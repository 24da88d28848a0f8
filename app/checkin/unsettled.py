"""What the door could not settle by itself and nobody has said anything about yet, counted."""

from dataclasses import dataclass

import sqlalchemy as sa

from app.checkin import walk_ins
from app.checkin.models import Conflict
from app.checkin.set_aside import AsideState, SetAside
from app.checkin.terms import ConflictState
from app.extensions import db


@dataclass(frozen=True)
class Unsettled:
    """Double entries, facts set aside, and people whose blank badge is somebody else's."""

    conflicts: int
    aside: int
    badgeless: int

    @property
    def total(self) -> int:
        return self.conflicts + self.aside + self.badgeless


def count(event_id: int) -> Unsettled:
    open_conflicts = _number(Conflict, Conflict.event_id == event_id, Conflict.state == ConflictState.open)
    aside = _number(SetAside, SetAside.event_id == event_id, SetAside.state == AsideState.waiting)
    badgeless = sa.select(sa.func.count()).select_from(walk_ins.badgeless_of(event_id).subquery())
    return Unsettled(*db.session.execute(sa.select(open_conflicts, aside, badgeless.scalar_subquery())).one())


def _number(model: type[Conflict | SetAside], *clauses: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(model).where(*clauses).scalar_subquery()
