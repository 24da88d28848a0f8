"""A single scan, by one read and one write: what a lane does all day, at a quarter of the price.

PostgreSQL alone can write several tables in one statement. The parts are those of `settling`, in the
same order: presence with its version, arrival, cursor, fact; the cursor's row is locked last. One
statement writes the scans of several phones, too (see `group_commit`).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.checkin import holders, senders
from app.checkin.devices import Device
from app.checkin.models import Presence, Scan, ScanCursor
from app.checkin.queries import beside_uuid
from app.checkin.senders import Sender
from app.core.database import Spelled, dialect
from app.core.tokens import digest
from app.credentials.models import Credential
from app.registration.models import Registration, RegistrationCredential


@dataclass(frozen=True)
class NewScan:
    """Rows to write: the fact, without its revision; of whoever it lets through, their presence with its
    next version; and when they arrive, where that changes."""

    fact: dict[str, Any]
    presence: dict[str, Any] | None = None
    arrives: bool = False
    arrived_at: datetime | None = None

    @property
    def uuid(self) -> UUID:
        return self.fact["uuid"]

    @property
    def rows(self) -> set[Any]:
        """What it writes and no other scan of the same statement may: it sees nothing of what it does itself."""
        return {self.uuid} | ({self.presence["registration_id"]} if self.presence else set())


def is_possible() -> bool:
    return dialect() == "postgresql"


def read(token: str, code_hash: str) -> tuple[Sender | None, list[Any]]:
    """Who sends; and rows of `holders.CODE`: who bears that code at their event."""
    rows = _READ.rows(token_hash=digest(token), code_hash=code_hash)
    sender = senders.made_of(rows[0][-len(senders.COLUMNS) :]) if rows else None
    return sender, [row for row in rows if row.code_hash is not None]


_READ = Spelled(
    sa.select(*holders.CODE, *senders.COLUMNS)
    .select_from(
        holders.with_bearers(
            senders.JOINED.outerjoin(
                Credential,
                (Credential.event_id == Device.event_id) & (Credential.code_hash == sa.bindparam("code_hash")),
            )
        )
    )
    .where(Device.token_hash == sa.bindparam("token_hash"))
    .order_by(RegistrationCredential.current)
)


def write(scans: Sequence[NewScan]) -> dict[UUID, int]:
    """The revision of each that was written. Left out is what `settling` calls Overtaken, another version of
    the presence or the same UUID; and a scan whose undo came before it. No two of them share `rows`."""
    if not scans:
        return {}
    told = json.dumps([_record(scan) for scan in scans], default=str)
    return {row.uuid: row.revision for row in _write().rows(scans=told)}


def _record(scan: NewScan) -> dict[str, Any]:
    presence = {f"{PRESENT}{name}": value for name, value in (scan.presence or {}).items()}
    return {**scan.fact, **presence, "arrives": scan.arrives, "arrived_at": scan.arrived_at}


PRESENT = "present_"
_FACT = [column for column in Scan.__table__.columns if column.name not in ("id", "revision")]
_PRESENCE = list(Presence.__table__.columns)


@cache
def _write() -> Spelled:
    new = _new().cte("new")
    present = _present(new).cte("present")
    stands = new.c.present_version.is_(None) | sa.tuple_(new.c.present_point_id, new.c.present_registration_id).in_(
        sa.select(present.c.point_id, present.c.registration_id)
    )
    arrived = _arrived(new, stands).cte("arrived")
    raised = _raised(new, stands, arrived).cte("raised")
    told = sa.select(*(new.c[column.name] for column in _FACT), raised.c.revision)
    return Spelled(
        insert(Scan.__table__)
        .from_select(
            [*(column.name for column in _FACT), "revision"],
            told.join_from(new, raised, raised.c.event_id == new.c.event_id).where(stands),
        )
        .on_conflict_do_nothing(index_elements=[Scan.event_id, Scan.uuid])
        .returning(Scan.uuid, Scan.revision)
    )


def _new() -> Any:
    """The scans without those that came in before, or that are undone already. Nobody has looked before this
    statement, and a conflict of the fact itself would be found too late, as every part of it is written."""
    columns = [sa.column(column.name, column.type) for column in _FACT]
    columns += [sa.column(PRESENT + column.name, column.type) for column in _PRESENCE]
    columns += [sa.column("arrives", sa.Boolean()), sa.column("arrived_at", Registration.arrived_at.type)]
    brought = sa.cast(sa.bindparam("scans", type_=sa.Text()), sa.JSON())
    told = sa.func.json_to_recordset(brought).table_valued(*columns, name="told").render_derived(with_types=True)
    return sa.select(told).where(*(_unknown(told, column) for column in (Scan.uuid, Scan.undone_uuid)))


def _unknown(told: Any, column: Any) -> Any:
    """Looked up scan by scan: EXISTS would be planned to read all scans that are there."""
    same = sa.select(Scan.id).where(column == told.c.uuid, beside_uuid(Scan, told.c.event_id)).limit(1)
    return same.correlate(told).scalar_subquery().is_(None)


def _present(new: Any) -> Any:
    """Person by person in the order of their ids, as the long way does, so that they seldom wait for each other."""
    told = sa.select(*(new.c[PRESENT + column.name] for column in _PRESENCE))
    told = told.where(new.c.present_version.is_not(None)).order_by(new.c.present_registration_id)
    made = insert(Presence.__table__).from_select([column.name for column in _PRESENCE], told)
    return made.on_conflict_do_update(
        index_elements=Presence.__table__.primary_key.columns,
        set_={column.name: made.excluded[column.name] for column in _PRESENCE},
        where=Presence.version == made.excluded.version - 1,
    ).returning(Presence.point_id, Presence.registration_id)


def _arrived(new: Any, stands: Any) -> Any:
    """Depends on presence, so that a person's own row is never waited for before it."""
    table = Registration.__table__
    return (
        sa.update(table)
        .where(table.c.id == new.c.present_registration_id, new.c.arrives, stands)
        .values(arrived_at=new.c.arrived_at)
        .returning(table.c.id)
    )


def _raised(new: Any, stands: Any, arrived: Any) -> Any:
    """Counts what has to be written before, or its lock would be held while a person's row is waited for."""
    table = ScanCursor.__table__
    all_arrived = sa.select(sa.func.count()).select_from(arrived).scalar_subquery() >= 0
    events = sa.select(new.c.event_id, sa.literal(1, sa.BigInteger())).where(all_arrived, stands).distinct()
    return (
        insert(table)
        .from_select(["event_id", "revision"], events)
        .on_conflict_do_update(index_elements=[table.c.event_id], set_={"revision": table.c.revision + 1})
        .returning(table.c.event_id, table.c.revision)
    )
