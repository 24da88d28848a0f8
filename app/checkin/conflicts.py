"""Two entries of one person, kept for an organiser to explain; an undo may end them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased, joinedload

from app.audit.service import Actor, record
from app.checkin import holders, merging, settling
from app.checkin.devices import Device
from app.checkin.holders import Holder
from app.checkin.models import Conflict, Scan
from app.checkin.points import CheckinPoint, Lane
from app.checkin.terms import ConflictState, Policy
from app.core.clock import now
from app.core.errors import DomainError, NotFound
from app.extensions import db
from app.registration.models import Registration

_entry, _later = aliased(Scan), aliased(Scan)


def keep_conflicts(event_id: int, holder: Holder, points: list[int], at: datetime) -> None:
    """Make the open conflicts of a person at these points those that there are. Explained ones stay."""
    wanted: dict[UUID, UUID] = {}
    for point in points:
        wanted |= merging.conflicts(holder.moves, point)
    known = {row.later: row for row in db.session.execute(_OF_PERSON, {"person": holder.id, "points": points})}
    ids = _ids(event_id, {*wanted, *wanted.values()})
    for later, row in known.items():
        if row.state is ConflictState.open and wanted.get(later) != row.entry:
            db.session.execute(sa.delete(Conflict).where(Conflict.id == row.id))
    new = [later for later in wanted if later not in known or _moved(known[later], wanted[later])]
    if new:
        db.session.execute(sa.insert(Conflict), [
            {
                "event_id": event_id, "registration_id": holder.id, "entry_id": ids[wanted[later]],
                "later_id": ids[later], "found_at": at,
            }
            for later in new
        ])  # fmt: skip


def _moved(row: Any, entry: UUID) -> bool:
    return row.state is ConflictState.open and row.entry != entry


def _ids(event_id: int, uuids: set[UUID]) -> dict[UUID, int]:
    query = sa.select(Scan.uuid, Scan.id).where(Scan.event_id == event_id, Scan.uuid.in_(uuids))
    return {row.uuid: row.id for row in db.session.execute(query)} if uuids else {}


_OF_PERSON = (
    sa.select(Conflict.id, Conflict.state, _entry.uuid.label("entry"), _later.uuid.label("later"))
    .join(_entry, _entry.id == Conflict.entry_id)
    .join(_later, _later.id == Conflict.later_id)
    .where(
        Conflict.registration_id == sa.bindparam("person"),
        _later.point_id.in_(sa.bindparam("points", expanding=True)),
    )
)


def merge_again(point: CheckinPoint, registration_id: int) -> list[int]:
    """After an undo in the back office: which entry stands now. Ids of the scans that read otherwise."""
    if point.policy is not Policy.once:
        return []
    found = holders.load(point.event_id, set(), {registration_id}, with_seats=False).by_id[registration_id]
    said = merging.corrected(found.holder.moves, point.id)
    keep_conflicts(point.event_id, found.holder, [point.id], now())
    return settling.correct(point.event_id, said)


def waiting(event_id: int) -> list[Conflict]:
    """What nobody has explained yet, the oldest first."""
    return _listed(Conflict.event_id == event_id, Conflict.state == ConflictState.open)


def explained(event_id: int) -> list[Conflict]:
    """What somebody has said something of."""
    return _listed(Conflict.event_id == event_id, Conflict.state != ConflictState.open)


def _listed(*clauses: sa.ColumnElement[bool]) -> list[Conflict]:
    query = (
        sa.select(Conflict)
        .where(*clauses)
        .options(
            *(
                option
                for side in (Conflict.entry, Conflict.later)
                for option in (
                    joinedload(side).joinedload(Scan.lane).joinedload(Lane.point),
                    joinedload(side).joinedload(Scan.device).load_only(Device.name),
                    joinedload(side).joinedload(Scan.operator),
                    joinedload(side).joinedload(Scan.registration).joinedload(Registration.category),
                )
            )
        )
        .order_by(Conflict.found_at, Conflict.id)
    )
    return list(db.session.scalars(query))


def explain(event_id: int, conflict_id: int, what: ConflictState, *, by: Actor, note: str = "") -> Conflict:
    """Say what it was. Raises NotFound, DomainError("not_explained")."""
    conflict = _get(event_id, conflict_id)
    if what is ConflictState.open:
        raise DomainError("not_explained", _("Say what it was."))
    conflict.state, conflict.explained_at, conflict.note = what, now(), note
    conflict.explained_by = f"{by.kind}:{by.id}"
    record(
        "conflict.explain", by=by, event_id=event_id, object_type="registration",
        object_id=conflict.registration_id, detail={"what": what.value},
    )  # fmt: skip
    db.session.flush()
    return conflict


def reopen(event_id: int, conflict_id: int, *, by: Actor) -> Conflict:
    """What was said of it was wrong. Raises NotFound; twice is once."""
    conflict = _get(event_id, conflict_id)
    if conflict.state is not ConflictState.open:
        conflict.state, conflict.explained_at, conflict.explained_by, conflict.note = ConflictState.open, None, "", ""
        record(
            "conflict.reopen", by=by, event_id=event_id, object_type="registration", object_id=conflict.registration_id
        )
        db.session.flush()
    return conflict


def _get(event_id: int, conflict_id: int) -> Conflict:
    conflict = db.session.get(Conflict, conflict_id, with_for_update=True)
    if conflict is None or conflict.event_id != event_id:
        raise NotFound("no_conflict", _("This is no longer a double entry: one of the scans was undone."))
    return conflict
