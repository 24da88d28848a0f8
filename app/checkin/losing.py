"""A phone that is lost: what was on it, as far as it told before."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.checkin.devices import Device, Operator
from app.checkin.frame import WIPED_AFTER
from app.checkin.models import Scan
from app.checkin.terms import DoorRole, ScanKind
from app.events.models import Event
from app.extensions import db


@dataclass(frozen=True)
class Held:
    """`people` in its copy, `readable` names among them or sealed ones; `unsent` facts, known to it alone;
    `scans` and `walk_ins` that arrived here. `copy_at`: when it last asked; `wiped_at`: when it forgets its
    copy by itself, if it is switched on then."""

    people: int
    readable: bool
    unsent: int
    scans: int
    walk_ins: int
    last_scan_at: datetime | None
    copy_at: datetime | None
    wiped_at: datetime
    operators: list[str]


def held(event: Event, device: Device) -> Held:
    of_kind = {
        row.kind: row for row in db.session.execute(
            sa.select(Scan.kind, sa.func.count().label("number"), sa.func.max(Scan.corrected_at).label("last"))
            .where(Scan.device_id == device.id)
            .group_by(Scan.kind)
        )
    }  # fmt: skip
    names = sa.select(Operator.name).join(Scan, Scan.operator_id == Operator.id).where(Scan.device_id == device.id)
    scans, walk_ins = of_kind.get(ScanKind.scan), of_kind.get(ScanKind.walk_in)
    return Held(
        people=device.readiness.get("people", 0),
        readable=device.role is DoorRole.lead,
        unsent=device.unsent,
        scans=scans.number if scans else 0,
        walk_ins=walk_ins.number if walk_ins else 0,
        last_scan_at=scans.last if scans else None,
        copy_at=device.last_seen_at,
        wiped_at=event.ends_at + WIPED_AFTER,
        operators=list(db.session.scalars(names.distinct().order_by(Operator.name))),
    )
