"""What uses a point or a lane, in sentences: it is not deleted."""

import sqlalchemy as sa
from flask_babel import ngettext

from app.checkin.devices import Device
from app.checkin.models import Scan
from app.checkin.points import CheckinPoint, Lane
from app.checkin.terms import DeviceState
from app.extensions import db


def why_point_kept(point: CheckinPoint) -> list[str]:
    return _sentences(_count(Scan.point_id == point.id), sum(map(phones_at, point.lanes)))


def why_lane_kept(lane: Lane) -> list[str]:
    return _sentences(_count(Scan.lane_id == lane.id), phones_at(lane))


def was_passed(point: CheckinPoint) -> bool:
    """Whether anybody was scanned there."""
    return _count(Scan.point_id == point.id) > 0


def phones_at(lane: Lane) -> int:
    """How many phones stand there now."""
    return _count(Device.lane_id == lane.id, Device.state == DeviceState.active)


def _count(*clauses: sa.ColumnElement[bool]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(*clauses)) or 0


def _sentences(scans: int, phones: int) -> list[str]:
    counted = {
        ngettext(
            "%(num)s scan was made here: it stays, so that what happened can be told.",
            "%(num)s scans were made here: it stays, so that what happened can be told.", scans,
        ): scans,
        ngettext(
            "%(num)s phone stands here: give it another lane first.",
            "%(num)s phones stand here: give them another lane first.", phones,
        ): phones,
    }  # fmt: skip
    return [said for said, number in counted.items() if number]
