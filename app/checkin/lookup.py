"""What the records know of a code or a person at one point: two reads, then the table decides.

Only columns are read, never objects, so a second look sees what another lane has done meanwhile.
"""

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from app.checkin.case import Code, Person, Point
from app.checkin.models import Presence, Scan
from app.checkin.moments import milliseconds
from app.checkin.points import CheckinPoint
from app.checkin.queries import PASSES, UNDONE
from app.checkin.standing import Pass
from app.checkin.terms import CodeKind, PointKind
from app.credentials.models import Credential
from app.extensions import db
from app.registration.models import (
    CancelReason,
    Registration,
    RegistrationCredential,
    SeatState,
    SessionSeat,
)


@dataclass(frozen=True)
class Known:
    """`passes` by the id of their scan. `stands_for`: the registration that a merged one lives on in,
    else its own id; its presence has this `version` (0: none yet) and arrived in ms, or None."""

    code: Code | None = None
    person: Person | None = None
    stands_for: int | None = None
    version: int = 0
    arrived: int | None = None
    passes: dict[int, Pass] = field(default_factory=dict)
    entrances: frozenset[int] = frozenset()


def by_code(point: CheckinPoint, code_hash: str) -> Known:
    """Whose code this is. The presence's version is read before the scans: a later look is no harm."""
    row = db.session.execute(_BY_CODE, _at(point) | {"code_hash": code_hash}).first()
    if row is None:
        return Known(Code(CodeKind.unknown))
    code = Code(CodeKind(row.state.value), row.revoked_at and milliseconds(row.revoked_at))
    return _known(point, row, code)


def by_registration(point: CheckinPoint, registration_id: int) -> Known:
    """Somebody found by reference, by name or on paper."""
    row = db.session.execute(_BY_REGISTRATION, _at(point) | {"registration_id": registration_id}).first()
    return Known() if row is None else _known(point, row, None)


def place(point: CheckinPoint) -> Point:
    """The point as the table wants it."""
    return Point(
        id=point.id,
        policy=point.policy,
        categories=frozenset(category.id for category in point.categories) or None,
        session=point.session_id,
        room_limit=point.limit,
        opens=point.opens_at and milliseconds(point.opens_at),
        closes=point.closes_at and milliseconds(point.closes_at),
    )


# Each scan runs these: they are put together once, as that takes longer than running them.
_survivor = sa.func.coalesce(Registration.merged_into_id, Registration.id)
_holds_seat = sa.exists().where(
    SessionSeat.registration_id == Registration.id,
    SessionSeat.session_id == sa.bindparam("session_id"),
    SessionSeat.state == SeatState.held,
)
_PERSON = (
    Registration.id, Registration.status, Registration.category_id, Registration.cancel_reason,
    Registration.vip, Registration.door_note, Registration.arrived_at, Presence.version,
    _survivor.label("stands_for"), _holds_seat.label("holds_seat"),
)  # fmt: skip
_presence = (Presence.point_id == sa.bindparam("point_id")) & (Presence.registration_id == _survivor)
_BY_CODE = (
    sa.select(Credential.state, Credential.revoked_at, *_PERSON)
    .select_from(Credential)
    .outerjoin(RegistrationCredential, RegistrationCredential.credential_id == Credential.id)
    .outerjoin(Registration, Registration.id == RegistrationCredential.registration_id)
    .outerjoin(Presence, _presence)
    .where(
        Credential.event_id == sa.bindparam("event_id"), Credential.code_hash == sa.bindparam("code_hash")
    )
    .order_by(RegistrationCredential.current.desc())
    .limit(1)
)
_BY_REGISTRATION = (
    sa.select(*_PERSON)
    .outerjoin(Presence, _presence)
    .where(
        Registration.event_id == sa.bindparam("event_id"), Registration.id == sa.bindparam("registration_id")
    )
)
_together = sa.select(Registration.id).where(
    (Registration.id == sa.bindparam("person")) | (Registration.merged_into_id == sa.bindparam("person"))
)
_PASSES = (
    sa.select(
        Scan.id, Scan.point_id, Scan.lane_id, Scan.direction, Scan.corrected_at, Scan.verdict, Scan.sure,
        Scan.operator_id, CheckinPoint.kind,
    )
    .join(CheckinPoint, CheckinPoint.id == Scan.point_id)
    .where(Scan.registration_id.in_(_together), PASSES, ~UNDONE)
)  # fmt: skip
"""Standing scans, at any point, of a person and of those merged into them."""


def _at(point: CheckinPoint) -> dict[str, Any]:
    return {"event_id": point.event_id, "point_id": point.id, "session_id": point.session_id}


def _known(point: CheckinPoint, row: Any, code: Code | None) -> Known:
    if row.id is None:
        return Known(code)
    scans = db.session.execute(_PASSES, {"person": row.stands_for}).all()
    return Known(
        code=code,
        person=_person(point, row),
        stands_for=row.stands_for,
        version=row.version or 0,
        arrived=row.arrived_at and milliseconds(row.arrived_at),
        passes={scan.id: _pass(scan) for scan in scans},
        entrances=frozenset(scan.point_id for scan in scans if scan.kind is PointKind.entrance),
    )


def _person(point: CheckinPoint, row: Any) -> Person:
    return Person(
        id=row.id,
        status=row.status,
        category=row.category_id,
        sessions=frozenset({point.session_id}) if row.holds_seat else frozenset(),
        passed_on=row.cancel_reason in (CancelReason.merged, CancelReason.handed_over),
        notices=tuple(name for name, said in (("vip", row.vip), ("note", row.door_note)) if said),
    )


def _pass(scan: Any) -> Pass:
    return Pass(
        point=scan.point_id, lane=scan.lane_id, direction=scan.direction, operator=scan.operator_id,
        at=milliseconds(scan.corrected_at), verdict=scan.verdict, sure=scan.sure,
    )  # fmt: skip
