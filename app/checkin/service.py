"""Check in at the desk: a lane without a device, on the server's own clock, with a lead's role."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts.models import Account
from app.checkin import lookup, queries
from app.checkin.conflicts import merge_again
from app.checkin.devices import Operator
from app.checkin.lookup import Known
from app.checkin.models import Scan
from app.checkin.moments import milliseconds
from app.checkin.points import CheckinPoint
from app.checkin.settling import deciding_again, keep, publish, settle
from app.checkin.showing import Showing, describe_shown, find_shown, look_up, make_case
from app.checkin.standing import Pass
from app.checkin.terms import ScanKind, VerdictCode
from app.checkin.verdict import judge
from app.core import limits
from app.core.clock import now
from app.core.database import insert
from app.core.errors import DomainError, TooMany
from app.extensions import db
from app.registration import queries as registrations
from app.registration.models import Registration

UNDO_WITHOUT_REASON = timedelta(minutes=2)
REFERENCES, REFERENCES_WITHIN = 120, timedelta(minutes=10)
"""Look-ups by reference that one operator may make: more than a busy desk needs."""


@dataclass(frozen=True)
class Answer:
    """The fact that stands; `again`: the badge was only shown again, and no new fact was made."""

    scan: Scan
    again: bool = False


def operator_for(event_id: int, account: Account) -> Operator:
    """The operator that an account is at this event's door; made at the first scan."""
    mine = sa.select(Operator).where(Operator.event_id == event_id, Operator.account_id == account.id)
    operator = db.session.scalar(mine)
    if operator is None:
        name = account.name or account.email
        made = insert(Operator).values(event_id=event_id, account_id=account.id, name=name[:80])
        db.session.execute(made.on_conflict_do_nothing())  # in two tabs at once it is made once
        operator = db.session.scalars(mine).one()
    return operator


def find_by_reference(event_id: int, reference: str, *, by: Operator) -> Registration | None:
    """Whose reference this is, for staff to see; it lets nobody in. Raises TooMany."""
    if limits.count("door.reference", str(by.id), REFERENCES_WITHIN) >= REFERENCES:
        wait = int(REFERENCES_WITHIN.total_seconds())
        message = _("Too many references in a short time. Search by name, or wait ten minutes.")
        raise TooMany("too_many_references", message, wait)
    limits.hit("door.reference", str(by.id))
    return registrations.find_by_reference(event_id, reference)


def check_in(showing: Showing) -> Answer:
    """Judge and keep the scan. The same UUID again gives the same fact again."""
    return deciding_again(lambda: _check_in(showing, now()))


def _check_in(showing: Showing, at: datetime) -> Answer:
    if same := queries.find_fact(showing.point.event_id, showing.uuid):
        return Answer(same)
    known = look_up(showing)
    asked = make_case(showing, known, at)
    shown = find_shown(showing, at)
    if shown is not None:
        asked = replace(asked, shown=describe_shown(shown, asked, known, at))
    verdict = judge(asked)
    if shown is not None and verdict.code is VerdictCode.shown_again:
        return Answer(shown, again=True)
    if verdict.code.passes:
        settle(showing.point, known, [*asked.passes, _move(showing, verdict.code, at)])
    scan = _keep(
        event_id=showing.point.event_id, uuid=showing.uuid, kind=ScanKind.scan, at=at,
        point_id=showing.point.id, lane_id=showing.lane.id, direction=showing.lane.direction,
        operator_id=showing.operator.id, how=showing.how, code_hash=showing.code_hash,
        registration_id=known.person and known.person.id,
        verdict=verdict.code, parameters=verdict.parameters,
        server_verdict=verdict.code, server_parameters=verdict.parameters,
        override_by_id=showing.operator.id if showing.override else None, why=showing.override,
    )  # fmt: skip
    return Answer(scan)


def undo(event_id: int, scan_uuid: UUID, *, uuid: UUID, operator: Operator, why: str = "") -> Scan:
    """Take an entry or an exit back, by another fact. Twice is once. After two minutes somebody has
    to say why: raises DomainError("reason_needed"); and "nothing_to_undo" where nobody passed."""
    return deciding_again(lambda: _undo(event_id, scan_uuid, uuid, operator, why, now()))


def _undo(event_id: int, scan_uuid: UUID, uuid: UUID, operator: Operator, why: str, at: datetime) -> Scan:
    scan = queries.get_fact(event_id, scan_uuid)
    known = lookup.by_registration(scan.point, scan.registration_id) if scan.registration_id else Known()
    if before := queries.find_undo(scan):  # after the look at presence, which then shows a later one
        return before
    if scan.verdict is None or not scan.verdict.passes:
        raise DomainError("nothing_to_undo", _("Nobody passed with this scan, so there is nothing to undo."))
    if not why and at - scan.corrected_at > UNDO_WITHOUT_REASON:
        raise DomainError("reason_needed", _("This scan is older than two minutes. Say why it is undone."))
    settle(scan.point, known, [left for key, left in known.passes.items() if key != scan.id])
    undo_id = _write(
        event_id=event_id, uuid=uuid, kind=ScanKind.undo, at=at, undone_uuid=scan.uuid, why=why,
        point_id=scan.point_id, lane_id=scan.lane_id, direction=scan.direction,
        operator_id=operator.id, registration_id=scan.registration_id,
    )  # fmt: skip
    read_anew = merge_again(scan.point, known.stands_for) if known.stands_for is not None else []
    publish(event_id, undo_id, *read_anew)
    return db.session.get_one(Scan, undo_id)


def read_as_one(registration: Registration) -> None:
    """After a merge the scans of both are this person's: two entries among them are a conflict."""
    theirs = (Registration.id == registration.id) | (Registration.merged_into_id == registration.id)
    points = sa.select(CheckinPoint).where(
        CheckinPoint.id.in_(sa.select(Scan.point_id).join(Registration, Registration.id == Scan.registration_id).where(theirs))
    )
    read_anew = [scan_id for point in db.session.scalars(points) for scan_id in merge_again(point, registration.id)]
    if read_anew:
        publish(registration.event_id, *read_anew)


def _move(showing: Showing, verdict: VerdictCode, at: datetime) -> Pass:
    return Pass(
        point=showing.point.id, lane=showing.lane.id, direction=showing.lane.direction,
        at=milliseconds(at), verdict=verdict, operator=showing.operator.id,
    )  # fmt: skip


def _keep(*, at: datetime, **values: Any) -> Scan:
    """Write a fact on the server's clock, and tell the phones."""
    scan_id = _write(at=at, **values)
    publish(values["event_id"], scan_id)
    return db.session.get_one(Scan, scan_id)


def _write(*, at: datetime, **values: Any) -> int:
    return keep(wall_at=at, received_at=at, corrected_at=at, sure=True, **values)
