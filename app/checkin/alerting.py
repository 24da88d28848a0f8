"""Tell hosts that somebody arrived.

A scan owes nothing: it has to be fast. A job that stands looks at who came lately, so that an entry that
was undone at once, sent twice, or made long ago by a phone without network tells nobody anything.
"""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.checkin.follows import ArrivalAlert, Follow
from app.checkin.models import Scan
from app.checkin.points import CheckinPoint
from app.checkin.terms import PointKind, ScanKind
from app.core.database import insert
from app.events.models import Event
from app.extensions import db
from app.jobs import service as jobs
from app.jobs.models import Priority
from app.registration.models import Registration
from app.registration.service.moving import MAIL_JOB

KIND = "arrival"
"""The mail, as `mailing.texts.AccountMail` spells it."""
UNDONE_WITHIN, LATE = timedelta(seconds=12), timedelta(minutes=5)
"""Who entered just now may be undone yet; for who entered earlier nobody hurries any more. By corrected time."""
ON_THE_DAY, OTHERWISE, NOBODY_FOLLOWS = timedelta(seconds=15), timedelta(minutes=1), timedelta(minutes=10)
"""Until the next look."""
AROUND = timedelta(hours=12)
"""Before the doors and after the end it is the day, too."""


def tell(at: datetime) -> int:
    """Owe each host the mail about each arrival they follow, once for all; how many that were."""
    owed = [row for row in db.session.execute(_arrivals(at)) if _is_first(row, at)]
    for row in owed:
        payload = {"kind": KIND, "account_id": row.account_id, "event_id": row.event_id, "about_id": row.registration_id}
        jobs.enqueue(
            MAIL_JOB, payload, event_id=row.event_id, priority=Priority.urgent, useless_after=row.arrived_at + 2 * LATE
        )
    return len(owed)


def _is_first(row: Any, at: datetime) -> bool:
    values = dict(account_id=row.account_id, registration_id=row.registration_id, at=at)
    write = insert(ArrivalAlert).values(values).on_conflict_do_nothing().returning(ArrivalAlert.account_id)
    return db.session.scalar(write) is not None


def _arrivals(at: datetime) -> sa.Select[Any]:
    """Hosts and whom they follow, where the entry that stands was made lately. Scans lead there: they are
    sorted by time, and registrations, which a scan changes, had better not be."""
    between = (at - LATE, at - UNDONE_WITHIN)
    scanned = (
        sa.select(sa.func.coalesce(Registration.merged_into_id, Registration.id))
        .join(Scan, Scan.registration_id == Registration.id)
        .join(CheckinPoint, CheckinPoint.id == Scan.point_id)
        .where(CheckinPoint.kind == PointKind.entrance, Scan.kind == ScanKind.scan, Scan.corrected_at.between(*between))
        .where(CheckinPoint.event_id.in_(sa.select(Follow.event_id)))
    )
    told = sa.exists().where(
        ArrivalAlert.account_id == Follow.account_id, ArrivalAlert.registration_id == Registration.id
    )
    return (
        sa.select(Follow.account_id, Registration.id.label("registration_id"), Registration.event_id, Registration.arrived_at)
        .join(Follow, Follow.event_id == Registration.event_id)
        .where(Registration.id.in_(scanned), Registration.arrived_at.between(*between), _follows(), ~told)
        .distinct()
    )


def _follows() -> sa.ColumnElement[bool]:
    """Whether a host's wish means this person."""
    everybody = sa.and_(Follow.category_id.is_(None), Follow.registration_id.is_(None), Registration.vip)
    return sa.or_(everybody, Follow.category_id == Registration.category_id, Follow.registration_id == Registration.id)


def pause(at: datetime) -> timedelta:
    """How long until the next look."""
    days = db.session.execute(
        sa.select(Event.doors_at, Event.ends_at)
        .where(Event.id.in_(sa.select(Follow.event_id)), Event.ends_at > at - AROUND)
    ).all()  # fmt: skip
    if any(doors - AROUND <= at for doors, _ends in days):
        return ON_THE_DAY
    return OTHERWISE if days else NOBODY_FOLLOWS
