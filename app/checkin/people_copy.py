"""People as a phone's copy holds them: no address, phone number, need or answer, ever.

A `lead` phone has names in clear, a `scan` phone has them sealed under each of the person's codes.
"""

import json
from typing import Any

import sqlalchemy as sa

from app.badges.models import PrintedBadge
from app.badges.places import words_of_trays
from app.badges.staleness import DIFFERS, ON_PAPER, Arts
from app.checkin.models import Scan
from app.checkin.moments import milliseconds
from app.checkin.queries import PASSES, UNDONE
from app.checkin.sealing import seal
from app.checkin.terms import DoorRole
from app.core.crypto import decrypt
from app.core.database import run
from app.core.text import findable
from app.credentials.models import Credential
from app.registration.models import (
    CancelReason,
    Registration,
    RegistrationCredential,
    SeatState,
    SessionSeat,
    Status,
)


def people(ids: list[int], role: DoorRole, epoch: str, arts: Arts) -> list[str]:
    """JSON texts of these people, in the order of their ids. `arts`: of the event's categories now."""
    if not ids:
        return []
    seats, passes, found = _seats(ids), _passes(ids), {}
    rows = run(_PEOPLE, {"ids": ids}).all()
    trays = words_of_trays({row.batch_id for row in rows if row.tray is not None})
    for row in rows:
        clear = _clear(row) | _badge(row, trays, arts)
        person = found.get(row.id)
        if person is None:
            person = found[row.id] = {
                "id": row.id, "status": row.status.value, "category": row.category_id,
                "sessions": seats.get(row.id, []),
                "passed_on": row.cancel_reason in (CancelReason.merged, CancelReason.handed_over),
                "codes": [], "passes": passes.get(row.id, []),
            }  # fmt: skip
            if role is DoorRole.lead:
                person["clear"] = clear | _searched(row)
        if row.code_hash is not None:
            person["codes"].append(_code(row, None if role is DoorRole.lead else clear, epoch))
    return [_text(person) for person in found.values()]


def moved(ids: list[int]) -> list[str]:
    """Of people whom the copy holds, and who have only passed a lane since."""
    passes = _passes(ids) if ids else {}
    return [_text({"id": id_, "passes": passes.get(id_, [])}) for id_ in ids]


def _text(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _clear(row: Any) -> dict[str, Any]:
    """What is empty is left out."""
    told = {
        "first_name": row.first_name, "last_name": row.last_name,
        "organisation": row.badge_organisation or row.organisation_name, "reference": row.reference,
        "notices": ["vip"] * row.vip + ["note"] * bool(row.door_note), "note": row.door_note,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _badge(row: Any, trays: dict[int, list[dict[str, str]]], arts: Arts) -> dict[str, Any]:
    """Where the printed badge lies, in each language, and whether it is no longer right."""
    told: dict[str, Any] = {}
    if row.tray is not None:
        told["tray"] = trays[row.batch_id][row.tray]
    if row.batch_id is not None and (row.differs or row.art != arts.get((row.category_id, row.language))):
        told["stale"] = True
    return told


def _searched(row: Any) -> dict[str, Any]:
    """What a lead searches and sorts by; on the waiting list, since when it counts. The row's own search text
    is not for phones: the address is in it."""
    text = findable(
        row.first_name, row.last_name, row.organisation_name, row.badge_name, row.badge_organisation, row.reference
    )
    rank = {"rank": milliseconds(row.rank_at)} if row.status is Status.waitlisted else {}
    return {"search": text, "sort": row.sort_key, **rank}


def _code(row: Any, clear: dict[str, Any] | None, epoch: str) -> dict[str, Any]:
    code = {
        "hash": row.code_hash, "state": row.state.value,
        "revoked_at": row.revoked_at and milliseconds(row.revoked_at),
    }  # fmt: skip
    if clear is not None:
        code["sealed"] = seal(clear, decrypt(row.sealed), row.code_hash, epoch)
    return code


def _seats(ids: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row in run(_SEATS, {"ids": ids}):
        found.setdefault(row.registration_id, []).append(row.session_id)
    return found


def _passes(ids: list[int]) -> dict[int, list[dict[str, Any]]]:
    """Scans that let them through, those of people merged into them too; undone ones say so."""
    found: dict[int, list[dict[str, Any]]] = {}
    for row in run(_PASSES, {"ids": ids}):
        made = {
            "point": row.point_id, "lane": row.lane_id, "direction": row.direction.value,
            "at": milliseconds(row.corrected_at), "verdict": row.verdict.value, "sure": row.sure,
            "undone": bool(row.undone), "operator": row.operator_id, "uuid": str(row.uuid),
        }  # fmt: skip
        found.setdefault(row.owner, []).append(made)
    return found


_ids = sa.bindparam("ids", expanding=True)
_PEOPLE = (
    sa.select(
        Registration.id, Registration.status, Registration.category_id, Registration.cancel_reason,
        Registration.first_name, Registration.last_name, Registration.badge_name, Registration.badge_organisation,
        Registration.organisation_name, Registration.reference, Registration.sort_key, Registration.vip,
        Registration.door_note, Registration.language, Registration.rank_at, PrintedBadge.batch_id, PrintedBadge.tray, PrintedBadge.art,
        sa.and_(PrintedBadge.batch_id.is_not(None), DIFFERS).label("differs"),
        Credential.code_hash, Credential.state, Credential.revoked_at, Credential.sealed,
    )
    .outerjoin(PrintedBadge, ON_PAPER)
    .outerjoin(RegistrationCredential, RegistrationCredential.registration_id == Registration.id)
    .outerjoin(Credential, Credential.id == RegistrationCredential.credential_id)
    .where(Registration.id.in_(_ids))
    .order_by(Registration.id, Credential.id)
)  # fmt: skip
_SEATS = sa.select(SessionSeat.registration_id, SessionSeat.session_id).where(
    SessionSeat.registration_id.in_(_ids), SessionSeat.state == SeatState.held
)
_told = (
    Scan.id, Scan.uuid, Scan.point_id, Scan.lane_id, Scan.direction, Scan.corrected_at, Scan.verdict, Scan.sure,
    Scan.operator_id, UNDONE.label("undone"),
)  # fmt: skip
_own = sa.select(*_told, Scan.registration_id.label("owner")).where(Scan.registration_id.in_(_ids), PASSES)
_merged = (
    sa.select(*_told, Registration.merged_into_id.label("owner"))
    .join(Registration, Registration.id == Scan.registration_id)
    .where(Registration.merged_into_id.in_(_ids), PASSES)
)
_PASSES = sa.union_all(_own, _merged).order_by("id")
"""Two parts, each found by an index: as one question with “or” it read all scans of the event."""
