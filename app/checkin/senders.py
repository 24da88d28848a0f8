"""The phone behind a bearer token, and how far its event has come: one read for each request."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.checkin.devices import Device
from app.checkin.models import ScanCursor
from app.checkin.terms import DeviceState, DoorRole
from app.core.database import run
from app.core.installation import Installation
from app.core.tokens import digest
from app.events.models import Event


@dataclass(frozen=True)
class Sender:
    """`revision` of the event, `scan_revision` of its scans, both as committed; `epoch` of the
    database. A device is known by its token alone and belongs to one event."""

    device_id: int
    event_id: int
    state: DeviceState
    role: DoorRole
    lane_id: int | None
    name: str
    words: str
    paired_at: datetime
    revoked_at: datetime | None
    last_seen_at: datetime | None
    app_version: str
    revision: int
    scan_revision: int
    epoch: str


def find(token: str) -> Sender | None:
    row = run(_BY_TOKEN, {"token_hash": digest(token)}).first()
    return None if row is None else Sender(*row)


def get(device_id: int) -> Sender:
    """The same of a device that does not ask itself."""
    return Sender(*run(_BY_ID, {"device_id": device_id}).one())


_COLUMNS: tuple[Any, ...] = (
    Device.id, Device.event_id, Device.state, Device.role, Device.lane_id, Device.name, Device.words,
    Device.paired_at, Device.revoked_at, Device.last_seen_at, Device.app_version, Event.revision,
    sa.func.coalesce(ScanCursor.revision, 0), Installation.epoch,
)  # fmt: skip
_ALL = (
    sa.select(*_COLUMNS)
    .select_from(Device)
    .join(Event, Event.id == Device.event_id)
    .join(Installation, Installation.id == 1)
    .outerjoin(ScanCursor, ScanCursor.event_id == Device.event_id)
)
_BY_TOKEN = _ALL.where(Device.token_hash == sa.bindparam("token_hash"))
_BY_ID = _ALL.where(Device.id == sa.bindparam("device_id"))
