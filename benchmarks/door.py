"""The door: phones that bring scans and take news, at an event of 5,000 people.

Each phone has its copy first. A scan is one call with one fact, as in a quiet moment at a lane, and its
answer holds figures and news; refused scans are a badge that is in already and a badge of nobody.
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from app.audit.service import SYSTEM
from app.checkin import pairing
from app.checkin.points import CheckinPoint, Lane
from app.checkin.terms import DoorRole
from app.core.crypto import decrypt
from app.core.tokens import digest
from app.credentials.models import Credential, CredentialState
from app.events.locking import lock
from app.events.models import Event
from app.extensions import db
from benchmarks import crowd, door_screen
from benchmarks.server import Installation

PEOPLE = 5_000
ROUNDS = 3
SCANS = 200
REFUSED = 200
POLLS = 300
PHONES = 16
EACH = 90
"""Scans of each of them."""
ON_SCREEN = 20
NAMES = ("mor", "moreau", "moreau 12", "camille 77", "maison 4")
"""Typed into the search, from everybody to a few."""

Say = Callable[[str], None]


def measure(say: Say) -> dict[str, float]:
    with Installation() as installation:
        event = crowd.make_event("door", capacity=PEOPLE)
        crowd.fill(event, PEOPLE)
        bench = Bench(installation, event, say)
        return bench.first_load() | bench.one_lane() | bench.many_lanes() | bench.on_screen()


class Bench:
    def __init__(self, installation: Installation, event: Event, say: Say):
        self.installation, self.say = installation, say
        self.event_id = event.id
        self.codes = _codes(event.id)
        lock(event.id)
        label = {"fr": "Entrée", "en": "Entrance"}
        point = CheckinPoint(event_id=event.id, label=label, room_limit=2 * PEOPLE)
        point.lanes = [Lane(label={"fr": f"File {n}", "en": f"Lane {n}"}) for n in range(PHONES)]
        db.session.add(point)
        db.session.commit()
        self.lane = point.lanes[0]
        self.phones = [self._pair(lane) for lane in point.lanes]

    def _pair(self, lane: Lane) -> dict[str, Any]:
        device, letters = pairing.invite(self.event_id, DoorRole.scan, by=SYSTEM)
        device, token = pairing.pair(letters, app_version="1", came_from="127.0.0.1")
        pairing.place(self.event_id, device.id, lane.id, role=DoorRole.scan, name="Bench", by=SYSTEM)
        db.session.commit()
        paired = {"token": token, "point": lane.point_id, "lane": lane.id, "direction": "in"}
        db.session.rollback()  # as in `counted`
        return paired

    def median(self, what: str, found: list[float]) -> float:
        self.say(f"{what}: {', '.join(f'{each:.3g}' for each in found)}")
        return statistics.median(found)

    def first_load(self) -> dict[str, float]:
        """From nothing to a whole copy, page by page."""
        loads = [self.load([phone | {"parcels": [[]]}]) for phone in self.phones]
        for phone, load in zip(self.phones, loads, strict=True):
            phone["cursor"] = load["cursors"][0]
        return {
            "door.first_load_s": self.median("a first load, s", [load["wall"] for load in loads]),
            "door.first_load_kb": statistics.median(load["bytes"] for load in loads) / 1000,
        }

    def one_lane(self) -> dict[str, float]:
        empty, accepted, duplicate, unknown = [], [], [], []
        for _ in range(ROUNDS):
            codes = [self.codes.pop() for _ in range(SCANS)]
            accepted.append(self.cpu_ms([[{"code_hash": code, "verdict": "ok"}] for code in codes], {"ok"}))
            again = [[{"code_hash": code, "verdict": "already_in"}] for code in codes[:REFUSED]]
            duplicate.append(self.cpu_ms(again, {"already_in"}))
            nobody = [[{"code_hash": digest(str(number)), "verdict": "unknown"}] for number in range(REFUSED)]
            unknown.append(self.cpu_ms(nobody, {"unknown"}))
            empty.append(self.cpu_ms([[]] * POLLS))
        return {
            "door.scan_cpu_ms": self.median("a scan, ms of CPU", accepted),
            "door.duplicate_cpu_ms": self.median("of somebody in already, ms of CPU", duplicate),
            "door.unknown_cpu_ms": self.median("of nobody's code, ms of CPU", unknown),
            "door.empty_delta_cpu_ms": self.median("nothing new, ms of CPU", empty),
        }

    def cpu_ms(self, parcels: list[list[dict[str, Any]]], verdicts: set[str] | None = None) -> float:
        """CPU of all processes for one call of one phone."""
        phone = self.phones[0]
        with self.installation.counted() as spent:
            done = self.load([phone | {"parcels": parcels}])
        phone["cursor"] = done["cursors"][0]
        if set(done["verdicts"]) != (verdicts or set()):
            raise RuntimeError(f"unexpected verdicts: {set(done['verdicts'])}")
        return spent.cpu / len(parcels) * 1000

    def many_lanes(self) -> dict[str, float]:
        rates, p95 = [], []
        for _ in range(ROUNDS):
            told = []
            for phone in self.phones:
                codes = [self.codes.pop() for _ in range(EACH)]
                told.append(phone | {"parcels": [[{"code_hash": code, "verdict": "ok"}] for code in codes]})
            done = self.load(told)
            for phone, cursor in zip(self.phones, done["cursors"], strict=True):
                phone["cursor"] = cursor
            rates.append(PHONES * EACH / done["wall"])
            p95.append(statistics.quantiles(done["seconds"], n=20)[-1] * 1000)
        return {
            "door.scan_per_s_c16": self.median(f"scans a second of {PHONES} phones", rates),
            "door.scan_p95_ms_c16": self.median("95th percentile of their waits, ms", p95),
        }

    def on_screen(self) -> dict[str, float]:
        self.say("Chromium with a quarter of its speed")
        letters = _letters(self.codes[:ON_SCREEN])
        return door_screen.measure(self.installation.server.port, self.lane, letters, list(NAMES))

    def load(self, told: list[dict[str, Any]]) -> dict[str, Any]:
        command = [sys.executable, "-m", "benchmarks.door_load", str(self.installation.server.port)]
        ran = subprocess.run(command, input=json.dumps(told), capture_output=True, text=True, check=True)
        return json.loads(ran.stdout)


def _codes(event_id: int) -> list[str]:
    """Of everybody's badge."""
    issued = (Credential.event_id == event_id, Credential.state == CredentialState.issued)
    query = db.select(Credential.code_hash).where(*issued).order_by(Credential.id)
    return list(db.session.scalars(query))


def _letters(hashes: list[str]) -> list[str]:
    """The codes as they stand on badges."""
    found = db.session.scalars(db.select(Credential.sealed).where(Credential.code_hash.in_(hashes)))
    return [decrypt(sealed) for sealed in found if sealed]
