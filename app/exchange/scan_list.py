"""What was scanned at the door: a row for each fact, in the order of time; undone ones say so."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.checkin.devices import Device, Operator
from app.checkin.models import Scan
from app.checkin.points import CheckinPoint, Lane
from app.checkin.terms import ScanKind
from app.core.languages import pick
from app.events.models import Event
from app.exchange.scan_words import WORDS
from app.exchange.service import Export, header, words, written
from app.extensions import db
from app.registration.models import Registration

COLUMNS = (
    ("at", "Heure", "Time"),
    ("sure", "Heure sûre", "Time is sure"),
    ("kind", "Fait", "Fact"),
    ("point", "Point", "Point"),
    ("lane", "Porte", "Lane"),
    ("direction", "Sens", "Direction"),
    ("verdict", "Verdict", "Verdict"),
    ("how", "Reconnu par", "Recognised by"),
    ("undone", "Annulé", "Undone"),
    ("device", "Appareil", "Device"),
    ("operator", "Personne à la porte", "Operator"),
    ("reference", "Référence", "Reference"),
    ("first_name", "Prénom", "First name"),
    ("last_name", "NOM", "Last name"),
    ("organisation", "Organisation", "Organisation"),
)
"""Key, headers in French and English."""


def export(event: Event, format_name: str, *, lang: str, at: datetime) -> Export:
    """Reads only and takes a while: call it in `database.reading()`."""
    said = words(WORDS, format_name, lang)
    return written(event, "scans", format_name, header(COLUMNS, format_name, lang), _rows(event, said, lang), at)


def _rows(event: Event, said: dict[StrEnum, str], lang: str) -> Iterator[list[Any]]:
    undo = aliased(Scan)
    undone = sa.exists().where(undo.event_id == Scan.event_id, undo.undone_uuid == Scan.uuid, undo.kind == ScanKind.undo)
    rows = db.session.execute(
        sa.select(
            Scan.corrected_at, Scan.sure, Scan.kind, CheckinPoint.label.label("point"), Lane.label.label("lane"),
            Scan.direction, sa.func.coalesce(Scan.server_verdict, Scan.verdict).label("verdict"), Scan.how,
            undone.label("undone"), Device.name.label("device"), Operator.name.label("operator"), Registration.reference,
            Registration.first_name, Registration.last_name, Registration.organisation_name,
        )
        .join(CheckinPoint, CheckinPoint.id == Scan.point_id)
        .join(Lane, Lane.id == Scan.lane_id)
        .outerjoin(Device, Device.id == Scan.device_id)
        .outerjoin(Operator, Operator.id == Scan.operator_id)
        .outerjoin(Registration, Registration.id == Scan.registration_id)
        .where(Scan.event_id == event.id)
        .order_by(Scan.corrected_at, Scan.id)
        .execution_options(yield_per=500)
    )  # fmt: skip
    for row in rows:
        kind, *told = (None if code is None else said[code] for code in (row.kind, row.direction, row.verdict, row.how))
        yield [
            row.corrected_at, row.sure, kind, pick(row.point, lang), pick(row.lane, lang), *told, bool(row.undone), *row[9:],
        ]  # fmt: skip
