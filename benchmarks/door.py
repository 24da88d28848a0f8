"""The door: phones that bring scans and take news, at an event of 5,000 people.

    python -m benchmarks.door

Each phone has its copy first. A scan is one call with one fact, as in a quiet moment at a lane, and its
answer holds figures and news; refused scans are a badge that is in already and a badge of nobody.
"""

import json
import statistics
import subprocess
import sys
from typing import Any

from app.audit.service import SYSTEM
from app.checkin import pairing
from app.checkin.points import CheckinPoint, Lane
from app.checkin.terms import DoorRole
from app.core.tokens import digest
from app.events.locking import lock
from app.events.models import Event
from app.extensions import db
from app.registration.models import Registration
from benchmarks import crowd
from benchmarks.server import Installation

PEOPLE = 5_000
ROUNDS = 3
SCANS = 200
REFUSED = 200
POLLS = 300
PHONES = 16
EACH = 90
"""Scans of each of the 16 phones."""


def measure() -> dict[str, float]:
    """The figures by their names; those of the browser are measured there."""
    with Installation() as installation:
        event = crowd.make_event("door", capacity=PEOPLE)
        crowd.fill(event, PEOPLE)
        bench = Bench(installation, event)
        return {
            **bench.first_load(),
            "door.empty_delta_cpu_ms": bench.cpu_ms([[]] * POLLS),
            **bench.one_lane(),
            **bench.many_lanes(),
        }


class Bench:
    def __init__(self, installation: Installation, event: Event):
        self.installation = installation
        self.event_id = event.id
        self.codes = [code.credential.code_hash for person in _people(event.id) for code in person.codes]
        lock(event.id)
        label = {"fr": "Entrée", "en": "Entrance"}
        point = CheckinPoint(event_id=event.id, label=label, room_limit=2 * PEOPLE)
        point.lanes = [Lane(label={"fr": f"File {n}", "en": f"Lane {n}"}) for n in range(PHONES)]
        db.session.add(point)
        db.session.commit()
        self.phones = [self._pair(lane) for lane in point.lanes]

    def _pair(self, lane: Lane) -> dict[str, Any]:
        device, letters = pairing.invite(self.event_id, DoorRole.scan, by=SYSTEM)
        device, token = pairing.pair(letters, app_version="1", came_from="127.0.0.1")
        pairing.place(self.event_id, device.id, lane.id, role=DoorRole.scan, name="Bench", by=SYSTEM)
        db.session.commit()
        return {"token": token, "point": lane.point_id, "lane": lane.id, "direction": "in"}

    def first_load(self) -> dict[str, float]:
        """From nothing to a whole copy, page by page."""
        loads = [self.load([phone | {"parcels": [[]]}]) for phone in self.phones]
        for phone, load in zip(self.phones, loads, strict=True):
            phone["cursor"] = load["cursors"][0]
        return {
            "door.first_load_s": statistics.median(load["wall"] for load in loads[1:]),
            "door.first_load_kb": statistics.median(load["bytes"] for load in loads) / 1000,
        }

    def one_lane(self) -> dict[str, float]:
        accepted, duplicate, unknown = [], [], []
        for _ in range(ROUNDS):
            codes = [self.codes.pop() for _ in range(SCANS)]
            accepted.append(self.cpu_ms([[{"code_hash": code, "verdict": "ok"}] for code in codes], {"ok"}))
            again = [[{"code_hash": code, "verdict": "already_in"}] for code in codes[:REFUSED]]
            duplicate.append(self.cpu_ms(again, {"already_in"}))
            nobody = [[{"code_hash": digest(str(number)), "verdict": "unknown"}] for number in range(REFUSED)]
            unknown.append(self.cpu_ms(nobody, {"unknown"}))
        return {
            "door.scan_cpu_ms": statistics.median(accepted),
            "door.duplicate_cpu_ms": statistics.median(duplicate),
            "door.unknown_cpu_ms": statistics.median(unknown),
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
        for _ in range(ROUNDS - 1):
            told = []
            for phone in self.phones:
                codes = [self.codes.pop() for _ in range(EACH)]
                told.append(phone | {"parcels": [[{"code_hash": code, "verdict": "ok"}] for code in codes]})
            done = self.load(told)
            for phone, cursor in zip(self.phones, done["cursors"], strict=True):
                phone["cursor"] = cursor
            rates.append(PHONES * EACH / done["wall"])
            p95.append(statistics.quantiles(done["seconds"], n=20)[-1] * 1000)
        return {"door.scan_per_s_c16": statistics.median(rates), "door.scan_p95_ms_c16": statistics.median(p95)}

    def load(self, told: list[dict[str, Any]]) -> dict[str, Any]:
        command = [sys.executable, "-m", "benchmarks.door_load", str(self.installation.server.port)]
        ran = subprocess.run(command, input=json.dumps(told), capture_output=True, text=True, check=True)
        return json.loads(ran.stdout)


def _people(event_id: int) -> list[Registration]:
    query = db.select(Registration).where(Registration.event_id == event_id).order_by(Registration.id)
    return list(db.session.scalars(query))


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:28} {value:10.2f}")
