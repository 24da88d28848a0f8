"""What a phone says of itself at each contact: its clocks, and how ready it is.

Not each contact is written: what is some seconds old is good enough, and a write costs a commit.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.checkin.clocks import JUMP, Mark
from app.checkin.devices import Device, DeviceMark
from app.checkin.moments import milliseconds, moment
from app.checkin.senders import Sender
from app.extensions import db

WRITTEN_EVERY = timedelta(seconds=10)
APART = 10 * 60_000
"""Milliseconds between two marks of one run that are worth keeping, unless the clock jumped."""
MOST_MARKS = 50
FLAGS = ("camera", "sound", "wake_lock", "test_scan")
NUMBERS = ("people", "unsent", "clock_offset")


@dataclass(frozen=True)
class Contact:
    """`now`: the mark of this very contact; `told`: marks that the phone kept of earlier ones."""

    now: Mark
    told: list[Mark] = field(default_factory=list)
    app_version: str = ""
    cursor: str = ""
    report: dict[str, Any] = field(default_factory=dict)


def marks(sender: Sender, contact: Contact, facts: list[Any]) -> list[Mark]:
    """All that vouches for the times of these facts. Ours of earlier contacts are read only where a fact
    is older than a few minutes or of another run."""
    near = all(_is_near(contact.now, fact) for fact in facts)
    return [contact.now] if near else [contact.now, *stored(sender.device_id), *contact.told]


def _is_near(mark: Mark, fact: Any) -> bool:
    if not isinstance(fact, dict) or fact.get("run") != mark.run:
        return False
    mono, wall = fact.get("mono"), fact.get("wall")
    if type(mono) is not int or type(wall) is not int:
        return False
    return 0 <= mark.mono - mono <= APART and abs(mark.wall - wall - (mark.mono - mono)) <= JUMP


def stored(device_id: int) -> list[Mark]:
    rows = db.session.execute(sa.select(*_MARK).where(DeviceMark.device_id == device_id))
    return [Mark(row.run, row.wall, row.mono, milliseconds(row.at)) for row in rows]


_MARK = (DeviceMark.run, DeviceMark.wall, DeviceMark.mono, DeviceMark.at)


def is_due(sender: Sender, contact: Contact, at: datetime) -> bool:
    seen = sender.last_seen_at
    return seen is None or at - seen >= WRITTEN_EVERY or sender.app_version != contact.app_version


def note(sender: Sender, contact: Contact, at: datetime) -> None:
    """Write down that the phone was heard of, and how it is."""
    values = {
        "last_seen_at": at, "app_version": contact.app_version, "readiness": contact.report,
        "unsent": contact.report.get("unsent", 0),
    }  # fmt: skip
    if contact.cursor:
        values["copy_cursor"] = contact.cursor
    db.session.execute(sa.update(Device).where(Device.id == sender.device_id).values(**values))
    if _is_news(contact.now, _last(sender.device_id)):
        mark = contact.now
        db.session.add(
            DeviceMark(device_id=sender.device_id, run=mark.run, wall=mark.wall, mono=mark.mono, at=moment(mark.at))
        )
        db.session.flush()


def _last(device_id: int) -> Mark | None:
    query = sa.select(*_MARK).where(DeviceMark.device_id == device_id).order_by(DeviceMark.id.desc()).limit(1)
    row = db.session.execute(query).first()
    return row and Mark(row.run, row.wall, row.mono, milliseconds(row.at))


def _is_news(mark: Mark, last: Mark | None) -> bool:
    if last is None or last.run != mark.run:
        return True
    return mark.at - last.at >= APART or abs(mark.ahead - last.ahead) > JUMP
