"""The phone behind a bearer token, and how far its event has come: one read for each request."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.checkin.devices import Device
from app.checkin.models import ScanCursor
from app.checkin.terms import DeviceState, DoorRole
from app.core.database import Spelled, run
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
    rows = _BY_TOKEN.rows(token_hash=digest(token))
    return made_of(rows[0]) if rows else None


def get(device_id: int) -> Sender:
    """The same of a device that does not ask itself."""
    return made_of(run(_BY_ID, {"device_id": device_id}).one())


def made_of(values: Sequence[Any]) -> Sender:
    """Of the values of COLUMNS."""
    device_id, event_id, state, role, *others = values
    return Sender(device_id, event_id, DeviceState(state), DoorRole(role), *others)


_TOLD: tuple[Any, ...] = (
    Device.id, Device.event_id, Device.state, Device.role, Device.lane_id, Device.name, Device.words,
    Device.paired_at, Device.revoked_at, Device.last_seen_at, Device.app_version, Event.revision,
    sa.func.coalesce(ScanCursor.revision, 0), Installation.epoch,
)  # fmt: skip
COLUMNS = tuple(column.label(f"sender_{each.name}") for each, column in zip(fields(Sender), _TOLD, strict=True))
JOINED = (
    sa.join(Device, Event, Event.id == Device.event_id)
    .join(Installation, Installation.id == 1)
    .outerjoin(ScanCursor, ScanCursor.event_id == Device.event_id)
)
_ALL = sa.select(*COLUMNS).select_from(JOINED)
_BY_TOKEN = Spelled(_ALL.where(Device.token_hash == sa.bindparam("token_hash")))
_BY_ID = _ALL.where(Device.id == sa.bindparam("device_id"))
