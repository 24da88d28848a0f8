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
from app.checkin.queries import is_undone
from app.checkin.standing import Pass
from app.checkin.terms import CodeKind, PointKind, ScanKind, VerdictCode
from app.credentials.models import Credential
from app.extensions import db
from app.registration.models import (
    CancelReason,
    Registration,
    RegistrationCredential,
    SeatState,
    SessionSeat,
)

PASSING = [code for code in VerdictCode if code.passes]


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


_survivor = sa.func.coalesce(Registration.merged_into_id, Registration.id)


def by_code(point: CheckinPoint, code_hash: str) -> Known:
    """Whose code this is. The presence's version is read before the scans: a later look is no harm."""
    row = db.session.execute(
        sa.select(Credential.state, Credential.revoked_at, *_person_columns(point))
        .select_from(Credential)
        .outerjoin(RegistrationCredential, RegistrationCredential.credential_id == Credential.id)
        .outerjoin(Registration, Registration.id == RegistrationCredential.registration_id)
        .outerjoin(Presence, _presence_at(point))
        .where(Credential.event_id == point.event_id, Credential.code_hash == code_hash)
        .order_by(RegistrationCredential.current.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return Known(Code(CodeKind.unknown))
    code = Code(CodeKind(row.state.value), row.revoked_at and milliseconds(row.revoked_at))
    return _known(point, row, code)


def by_registration(point: CheckinPoint, registration_id: int) -> Known:
    """Somebody found by reference, by name or on paper."""
    row = db.session.execute(
        sa.select(*_person_columns(point))
        .outerjoin(Presence, _presence_at(point))
        .where(Registration.event_id == point.event_id, Registration.id == registration_id)
    ).one_or_none()
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


def _person_columns(point: CheckinPoint) -> list[Any]:
    holds_seat = sa.exists().where(
        SessionSeat.registration_id == Registration.id,
        SessionSeat.session_id == point.session_id,
        SessionSeat.state == SeatState.held,
    )
    return [
        Registration.id, Registration.status, Registration.category_id, Registration.cancel_reason,
        Registration.vip, Registration.door_note, Registration.arrived_at,
        _survivor.label("stands_for"), Presence.version,
        (holds_seat if point.session_id else sa.false()).label("holds_seat"),
    ]  # fmt: skip


def _presence_at(point: CheckinPoint) -> sa.ColumnElement[bool]:
    return sa.and_(Presence.point_id == point.id, Presence.registration_id == _survivor)


def _known(point: CheckinPoint, row: Any, code: Code | None) -> Known:
    if row.id is None:
        return Known(code)
    rows = _passes(row.stands_for)
    return Known(
        code=code,
        person=_person(point, row),
        stands_for=row.stands_for,
        version=row.version or 0,
        arrived=row.arrived_at and milliseconds(row.arrived_at),
        passes={scan.id: _pass(scan) for scan in rows},
        entrances=frozenset(scan.point_id for scan in rows if scan.kind is PointKind.entrance),
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


def _passes(stands_for: int) -> list[Any]:
    """Standing scans, at any point, of a person and of those merged into them."""
    together = sa.select(Registration.id).where(
        (Registration.id == stands_for) | (Registration.merged_into_id == stands_for)
    )
    return list(
        db.session.execute(
            sa.select(
                Scan.id, Scan.point_id, Scan.lane_id, Scan.direction, Scan.corrected_at, Scan.verdict,
                Scan.sure, Scan.operator_id, CheckinPoint.kind,
            )
            .join(CheckinPoint, CheckinPoint.id == Scan.point_id)
            .where(
                Scan.registration_id.in_(together), Scan.kind == ScanKind.scan,
                Scan.verdict.in_(PASSING), ~is_undone(Scan),
            )
        )
    )  # fmt: skip


def _pass(scan: Any) -> Pass:
    return Pass(
        point=scan.point_id, lane=scan.lane_id, direction=scan.direction, operator=scan.operator_id,
        at=milliseconds(scan.corrected_at), verdict=scan.verdict, sure=scan.sure,
    )  # fmt: skip
