"""Who is behind the codes and ids of a parcel of facts, and what they did so far: one read for all.

A holder is the person as the table sees them, with those merged into them read together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.checkin import case
from app.checkin.merging import Move
from app.checkin.models import Presence, Scan
from app.checkin.moments import milliseconds
from app.checkin.queries import PASSES, UNDONE
from app.checkin.standing import Pass
from app.checkin.terms import CodeKind, Direction, VerdictCode
from app.core.database import run
from app.credentials.models import Credential
from app.registration.models import (
    CancelReason,
    Registration,
    RegistrationCredential,
    SeatState,
    SessionSeat,
    Status,
)


@dataclass
class Holder:
    """`id`: the registration that a merged one lives on in. `versions`: of their presence, by point.
    `moves`: the scans that let them through and stand, by UUID."""

    id: int
    arrived: int | None
    versions: dict[int, int] = field(default_factory=dict)
    moves: dict[UUID, Move] = field(default_factory=dict)

    @property
    def passes(self) -> list[Pass]:
        return [move.scan for move in self.moves.values()]


@dataclass(frozen=True)
class Bearer:
    """What one code, or one id, leads to. `was_blank`: the code was printed for nobody."""

    code: case.Code | None = None
    person: case.Person | None = None
    holder: Holder | None = None
    was_blank: bool = False


@dataclass(frozen=True)
class Crowd:
    by_code: dict[str, Bearer]
    by_id: dict[int, Bearer]


def load(event_id: int, codes: set[str], ids: set[int], with_seats: bool) -> Crowd:
    """`with_seats`: whether a point of this event asks for places in sessions."""
    found_codes = run(_BY_CODE, {"event_id": event_id, "codes": list(codes)}).all() if codes else []
    found_ids = run(_BY_ID, {"event_id": event_id, "ids": list(ids)}).all() if ids else []
    return gather(found_codes, found_ids, with_seats)


def gather(found_codes: Sequence[Any], found_ids: Sequence[Any], with_seats: bool) -> Crowd:
    """Of rows of `CODE` and of `PERSON`."""
    rows = [*found_codes, *found_ids]
    holders: dict[int, Holder] = {}
    for row in rows:
        if row.id is not None:
            _remember(holders, row)
    seats = _seats({row.id for row in rows if row.id is not None}) if with_seats else {}
    return Crowd(
        by_code={row.code_hash: _bearer(row, holders, seats, coded=True) for row in found_codes},
        by_id={row.id: _bearer(row, holders, seats, coded=False) for row in found_ids},
    )


def _remember(holders: dict[int, Holder], row: Any) -> None:
    """A row is one of their points with one of their scans, or none of either."""
    holder = holders.get(row.stands_for)
    if holder is None:
        arrived = row.arrived_at and milliseconds(row.arrived_at)
        holder = holders[row.stands_for] = Holder(row.stands_for, arrived)
    if row.present_at is not None:
        holder.versions[row.present_at] = row.version
    if row.uuid is None or row.uuid in holder.moves:
        return
    holder.moves[row.uuid] = Move(
        scan=Pass(
            point=row.point_id, lane=row.lane_id, direction=Direction(row.direction), operator=row.operator_id,
            at=milliseconds(row.corrected_at), verdict=VerdictCode(row.verdict), sure=row.sure,
        ),
        device=row.device_id,
        parameters=row.parameters,
        server_verdict=VerdictCode(row.server_verdict or VerdictCode.unknown),
        server_parameters=row.server_parameters,
    )  # fmt: skip


def _bearer(row: Any, holders: dict[int, Holder], seats: dict[int, set[int]], *, coded: bool) -> Bearer:
    code = case.Code(CodeKind(row.state), row.revoked_at and milliseconds(row.revoked_at)) if coded else None
    was_blank = coded and row.batch is not None
    if row.id is None:
        return Bearer(code, was_blank=was_blank)
    person = case.Person(
        id=row.id,
        status=Status(row.status),
        category=row.category_id,
        sessions=frozenset(seats.get(row.id, ())),
        passed_on=row.cancel_reason in (CancelReason.merged, CancelReason.handed_over),
        notices=tuple(name for name, said in (("vip", row.vip), ("note", row.door_note)) if said),
    )
    return Bearer(code, person, holders[row.stands_for], was_blank)


def _seats(ids: set[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for row in run(_SEATS, {"ids": list(ids)}) if ids else ():
        found.setdefault(row.registration_id, set()).add(row.session_id)
    return found


_stands_for = sa.func.coalesce(Registration.merged_into_id, Registration.id)
PERSON = (
    Registration.id, Registration.status, Registration.category_id, Registration.cancel_reason,
    Registration.vip, Registration.door_note, Registration.arrived_at, _stands_for.label("stands_for"),
    Presence.point_id.label("present_at"), Presence.version,
    Scan.uuid, Scan.point_id, Scan.lane_id, Scan.direction, Scan.corrected_at, Scan.verdict, Scan.parameters,
    Scan.sure, Scan.operator_id, Scan.device_id, Scan.server_verdict, Scan.server_parameters,
)  # fmt: skip
_alike = aliased(Registration)
_scans = sa.join(_alike, Scan, (Scan.registration_id == _alike.id) & PASSES & ~UNDONE)
_theirs = (_alike.id == _stands_for) | (_alike.merged_into_id == _stands_for)
CODE = (Credential.code_hash, Credential.state, Credential.revoked_at, Credential.batch, *PERSON)


def with_bearers(codes: Any) -> Any:
    """From credentials to those who bear them."""
    return (
        codes.outerjoin(RegistrationCredential, RegistrationCredential.credential_id == Credential.id)
        .outerjoin(Registration, Registration.id == RegistrationCredential.registration_id)
        .outerjoin(Presence, Presence.registration_id == _stands_for)
        .outerjoin(_scans, _theirs)
    )


_BY_CODE = (
    with_bearers(sa.select(*CODE).select_from(Credential))
    .where(
        Credential.event_id == sa.bindparam("event_id"),
        Credential.code_hash.in_(sa.bindparam("codes", expanding=True)),
    )
    .order_by(RegistrationCredential.current)
)
"""Who has the code now comes after whoever had it."""
_BY_ID = (
    sa.select(*PERSON)
    .select_from(Registration)
    .outerjoin(Presence, Presence.registration_id == _stands_for)
    .outerjoin(_scans, _theirs)
    .where(
        Registration.event_id == sa.bindparam("event_id"), Registration.id.in_(sa.bindparam("ids", expanding=True))
    )
)
_SEATS = sa.select(SessionSeat.registration_id, SessionSeat.session_id).where(
    SessionSeat.registration_id.in_(sa.bindparam("ids", expanding=True)), SessionSeat.state == SeatState.held
)
