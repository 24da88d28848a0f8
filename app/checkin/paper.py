"""Ticks of a printed list become scans, at the hour that stands on the paper.

What the paper let in is a fact as a phone's is, and what two phones could not know of each other holds
for paper, too: the earliest entry counts, and another one is a conflict.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from app.checkin import lookup, merging, queries
from app.checkin.case import Case
from app.checkin.case import Lane as Way
from app.checkin.conflicts import merge_again
from app.checkin.devices import Operator
from app.checkin.lookup import Known
from app.checkin.moments import milliseconds
from app.checkin.points import Lane
from app.checkin.settling import deciding_again, keep, publish, settle
from app.checkin.standing import Pass
from app.checkin.terms import DoorRole, How, ScanKind, VerdictCode
from app.checkin.verdict import Verdict, judge
from app.core.clock import now

_TICKS = UUID("6a0f4b53-7a58-5d0e-8d2e-0f2b1f0f7c11")
"""Names the UUIDs of ticks: the same tick typed twice is one scan."""


@dataclass(frozen=True)
class Tick:
    registration_id: int
    at: datetime


def take_in(lane: Lane, tick: Tick, operator: Operator) -> VerdictCode | None:
    """Keep it, with what the table says of it now; None where it was known already."""
    uuid = uuid5(_TICKS, f"{lane.id}:{tick.registration_id}:{milliseconds(tick.at)}")
    return deciding_again(lambda: _take_in(lane, tick, operator, uuid))


def _take_in(lane: Lane, tick: Tick, operator: Operator, uuid: UUID) -> VerdictCode | None:
    point = lane.point
    known = lookup.by_registration(point, tick.registration_id)
    if queries.find_fact(point.event_id, uuid):
        return None
    said = judge(_case(lane, tick, known))
    decided = said if said.code.passes else Verdict(VerdictCode.ok, {})
    made = Pass(
        point=point.id, lane=lane.id, direction=lane.direction, at=milliseconds(tick.at), verdict=decided.code,
        operator=operator.id,
    )  # fmt: skip
    settle(point, known, [*known.passes.values(), made])
    scan_id = keep(
        event_id=point.event_id, uuid=uuid, kind=ScanKind.scan, point_id=point.id, lane_id=lane.id,
        direction=lane.direction, operator_id=operator.id, how=How.paper, registration_id=tick.registration_id,
        wall_at=tick.at, corrected_at=tick.at, received_at=now(), sure=True, verdict=decided.code,
        parameters=decided.parameters, server_verdict=said.code, server_parameters=said.parameters,
    )  # fmt: skip
    read_anew = merge_again(point, known.stands_for) if known.stands_for is not None else []
    publish(point.event_id, scan_id, *read_anew)
    return said.code


def _case(lane: Lane, tick: Tick, known: Known) -> Case:
    """What was there at that hour; how full the room was then nobody can say any more."""
    place = lookup.place(lane.point)
    made = Pass(place.id, lane.id, lane.direction, milliseconds(tick.at), VerdictCode.ok)
    return Case(
        point=place, lane=Way(lane.direction), role=DoorRole.lead, how=How.paper, now=made.at, person=known.person,
        passes=tuple(merging.before(made, list(known.passes.values()))),
    )
