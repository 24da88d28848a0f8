"""One scan of one person, by one read and one write: what a lane does all day, at a quarter of the price.

PostgreSQL alone can write several tables in one statement. The parts are those of `settling`, in the
same order: presence with its version, arrival, cursor, fact; the cursor's row is locked last.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.checkin import holders, senders
from app.checkin.devices import Device
from app.checkin.models import Presence, Scan, ScanCursor
from app.checkin.senders import Sender
from app.checkin.settling import Overtaken
from app.core.database import Spelled, dialect
from app.core.tokens import digest
from app.credentials.models import Credential
from app.registration.models import Registration, RegistrationCredential

_FACT = [column for column in Scan.__table__.columns if column.name not in ("id", "revision")]


@dataclass(frozen=True)
class Standing:
    """A row of presence with its next version, and, where it changes, the arrival."""

    presence: dict[str, Any]
    arrives: bool = False
    arrived_at: Any = None


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


def write(fact: dict[str, Any], stands: Standing | None) -> int:
    """The revision of the fact. Raises Overtaken as `settling` does: another version, or the same UUID; and
    where its undo came before it. Then nothing was written."""
    values = {f"fact_{name}": json.dumps(value) if isinstance(value, dict) else value for name, value in fact.items()}
    if stands is not None:
        values |= {f"stands_{name}": value for name, value in stands.presence.items()}
    if stands is not None and stands.arrives:
        values["arrived_at"] = stands.arrived_at
    rows = _statement(stands is not None, bool(stands and stands.arrives)).rows(**values)
    if not rows:
        raise Overtaken
    return rows[0].revision


@cache
def _statement(stands: bool, arrives: bool) -> Spelled:
    present = _present().cte("present") if stands else None
    first = _arrived(present).cte("arrived") if arrives else present
    raised = _raised(first).cte("raised")
    told = [_told("fact", column) for column in _FACT]
    return Spelled(
        insert(Scan.__table__)
        .from_select([*(column.name for column in _FACT), "revision"], sa.select(*told, raised.c.revision))
        .on_conflict_do_nothing(index_elements=[Scan.event_id, Scan.uuid])
        .returning(Scan.revision)
    )


def _told(what: str, column: sa.Column[Any]) -> Any:
    """JSON is brought as its text."""
    name = f"{what}_{column.name}"
    if isinstance(column.type, sa.JSON):
        return sa.cast(sa.bindparam(name, type_=sa.Text()), column.type)
    return sa.bindparam(name, type_=column.type)


def _present() -> Any:
    table = Presence.__table__
    told = [_told("stands", column) for column in table.columns]
    made = insert(table).from_select([column.name for column in table.columns], sa.select(*told).where(~_is_known()))
    return made.on_conflict_do_update(
        index_elements=table.primary_key.columns,
        set_={column.name: made.excluded[column.name] for column in table.columns},
        where=table.c.version == made.excluded.version - 1,
    ).returning(table.c.version)


def _is_known() -> Any:
    """The same fact came in before, or what undoes it. Nobody has looked before this statement, and the
    fact's own conflict would be found too late, as every part of a statement is written."""
    table = Scan.__table__
    uuid = sa.bindparam("fact_uuid", type_=table.c.uuid.type)
    return sa.exists().where(
        table.c.event_id == sa.bindparam("fact_event_id", type_=table.c.event_id.type),
        sa.or_(table.c.uuid == uuid, table.c.undone_uuid == uuid),
    )


def _arrived(present: Any) -> Any:
    """Depends on presence, so that a person's own row is never waited for before it."""
    table = Registration.__table__
    return (
        sa.update(table)
        .where(
            table.c.id == sa.bindparam("stands_registration_id", type_=table.c.id.type),
            sa.exists(sa.select(present.c.version)),
        )
        .values(arrived_at=sa.bindparam("arrived_at", type_=table.c.arrived_at.type))
        .returning(table.c.id)
    )


def _raised(after: Any) -> Any:
    """Reads what has to be written before, or its lock would be held while a person's row is waited for."""
    table = ScanCursor.__table__
    first = sa.select(sa.bindparam("fact_event_id", type_=table.c.event_id.type), sa.literal(1, sa.BigInteger()))
    first = first.where(~_is_known()) if after is None else first.select_from(after)
    return (
        insert(table)
        .from_select(["event_id", "revision"], first)
        .on_conflict_do_update(index_elements=[table.c.event_id], set_={"revision": table.c.revision + 1})
        .returning(table.c.revision)
    )
