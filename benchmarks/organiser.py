"""The back office: the list and exports (back_office), then a list of 10,000 people comes in while a phone at the
door brings ten scans a second."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count
from typing import Any

from app.accounts.models import Account
from app.audit.service import SYSTEM, Actor
from app.checkin import pairing
from app.checkin.points import CheckinPoint, Lane
from app.checkin.terms import DoorRole
from app.core.database import reading
from app.core.tokens import digest
from app.events.locking import lock
from app.events.models import Event
from app.exchange.imports import service
from app.exchange.imports.models import Brings, Import, ImportState
from app.exchange.tables.reading import read
from app.extensions import db
from benchmarks import back_office, crowd
from benchmarks.server import Installation

PEOPLE = 10_000
ALREADY = 1_000
"""People who are there before."""
EVERY = 0.1
"""Seconds from one scan to the next."""
DATABASES = ("PostgreSQL", "SQLite")

Say = Callable[[str], None]


def measure(say: Say) -> dict[str, float]:
    figures = back_office.measure(say)
    found = {database: _import(database, say) for database in DATABASES}
    return figures | {
        "organiser.import_s_10000": max(seconds for seconds, _scan in found.values()),
        "organiser.import_scan_max_ms": max(scan for _seconds, scan in found.values()),
    }


def _import(database: str, say: Say) -> tuple[float, float]:
    """Seconds from the button to the last line, and the longest scan meanwhile in milliseconds."""
    with Installation(sqlite=database == "SQLite") as installation:
        event = crowd.make_event("list", capacity=ALREADY + PEOPLE)
        crowd.fill(event, ALREADY)
        made, phone = _checked(installation, event), _phone(event)
        service.start(made, {}, by=Actor("account", made.account_id))
        begun = time.monotonic()
        db.session.commit()
        scans = _scan_until(installation, phone, lambda: _is_done(made.id))
        seconds = time.monotonic() - begun
    say(f"{database}: {PEOPLE:,} people in {seconds:.1f} s, the longest of {len(scans)} scans {max(scans) * 1000:.0f} ms")
    return seconds, max(scans) * 1000


def _checked(installation: Installation, event: Event) -> Import:
    """The list, with its dry run behind it."""
    account = Account(name="Bench", email="bench@example.org", email_key="bench@example.org")
    db.session.add(account)
    db.session.flush()
    content = _list()
    made = service.begin(event.id, Brings.people, "list.csv", content, read(content), account=account)
    service.map_columns(made, made.mapping, {})
    db.session.commit()
    installation.wait_for_worker()
    db.session.refresh(made)
    if made.state is not ImportState.checked:
        raise RuntimeError(f"the dry run ended as {made.state}")
    return made


def _list() -> bytes:
    """Two people of each organisation."""
    rows = (
        f"Prénom{number};Nom{number};p{number}@firm{number // 2}.example;Firm {number // 2};ENT;Directrice;'+33 6 39 98 12 34"
        for number in range(PEOPLE)
    )
    return "\r\n".join(("Prénom;NOM;E-mail;Organisation;Code catégorie;Fonction;Téléphone", *rows)).encode("utf-8-sig")


def _phone(event: Event) -> dict[str, Any]:
    """Paired at an entrance. What it scans is nobody's code: each is read, judged and kept all the same."""
    lock(event.id)
    point = CheckinPoint(event_id=event.id, label={"fr": "Entrée", "en": "Entrance"}, room_limit=2 * PEOPLE)
    point.lanes = [Lane(label={"fr": "File A", "en": "Lane A"})]
    db.session.add(point)
    db.session.commit()
    lane = point.lanes[0]
    device, letters = pairing.invite(event.id, DoorRole.scan, by=SYSTEM)
    device, token = pairing.pair(letters, app_version="1", came_from="127.0.0.1")
    pairing.place(event.id, device.id, lane.id, role=DoorRole.scan, name="Bench", by=SYSTEM)
    db.session.commit()
    return {"token": token, "point": lane.point_id, "lane": lane.id, "direction": "in", "every": EVERY}


def _scan_until(installation: Installation, phone: dict[str, Any], is_over: Callable[[], bool]) -> list[float]:
    """Seconds that each scan took, a second's worth of them at a time."""
    found, numbers = list[float](), count()
    while not is_over():
        some = [[{"code_hash": digest(str(next(numbers))), "verdict": "unknown"}] for _ in range(round(1 / EVERY))]
        command = [sys.executable, "-m", "benchmarks.door_load", str(installation.server.port)]
        told = json.dumps([phone | {"parcels": some}])
        done = json.loads(subprocess.run(command, input=told, stdout=subprocess.PIPE, text=True, check=True).stdout)
        phone["cursor"] = done["cursors"][0]
        found += done["seconds"]
    return found


def _is_done(import_id: int) -> bool:
    """Reads alone: on SQLite an open transaction of this process would keep all others out."""
    db.session.rollback()
    with reading():
        return db.session.get_one(Import, import_id).state is ImportState.done
