"""A phone at the door as the server knows it: it keeps facts until they are answered, and a copy."""

import gzip
import json
from itertools import count
from typing import Any
from uuid import uuid4

from app.audit.service import SYSTEM
from app.checkin import pairing
from app.checkin.moments import milliseconds
from app.checkin.points import Lane
from app.checkin.terms import DoorRole
from app.core import assets
from app.core.clock import now
from app.extensions import db
from app.registration.models import Registration
from tests.client import Answer, Client

API = "/api/device/v1"
READY = {"people": 0, "camera": True, "sound": True, "wake_lock": True, "test_scan": True, "unsent": 0, "clock_offset": 0}
_names = count(1)


class Phone:
    """`ahead`: how far its wall clock is ahead, in ms. `facts`: what it made, in order."""

    def __init__(self, client: Client, lane: Lane, role: DoorRole = DoorRole.scan, ahead: int = 0):
        self.client, self.lane_id, self.point_id, self.ahead = client, lane.id, lane.point_id, ahead
        self.direction = lane.direction.value
        self.event_id = lane.point.event_id
        self.run, self.began = str(uuid4()), milliseconds(now())
        self.cursor: str | None = None
        self.epoch = ""
        self.people: dict[int, dict[str, Any]] = {}
        self.parts: dict[str, Any] = {}
        self.facts: list[dict[str, Any]] = []
        self.results: dict[str, dict[str, Any]] = {}
        self.corrections: dict[str, dict[str, Any]] = {}
        self.app = f"1.{assets.version()}"
        self.token = self.pair(role)

    def pair(self, role: DoorRole) -> str:
        device, letters = pairing.invite(self.event_id, role, by=SYSTEM)
        answer = self.post("/pair", {"code": letters, "app_version": self.app})
        assert answer.status_code == 201, answer.text
        self.device_id = answer.json["device"]
        pairing.place(
            self.event_id, device.id, self.lane_id, role=role, name=f"Phone {next(_names)}", by=SYSTEM
        )
        db.session.commit()
        return answer.json["token"]

    def post(self, path: str, body: Any, token: str | None = None) -> Answer:
        token = token or getattr(self, "token", "")
        data = body if isinstance(body, bytes) else json.dumps(body)
        headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "gzip"}
        answer = self.client.post(API + path, data=data, content_type="application/json", headers=headers)
        if answer.headers.get("Content-Encoding") == "gzip":
            answer.set_data(gzip.decompress(answer.get_data()))
        assert answer.json["protocol"] == 1
        assert "epoch" in answer.json
        assert "server_time" in answer.json
        return answer

    def clocks(self) -> dict[str, Any]:
        at = milliseconds(now())
        return {"run": self.run, "wall": at + self.ahead, "mono": at - self.began}

    def question(self, facts: list[Any] | None = None) -> dict[str, Any]:
        return {
            **self.clocks(), "cursor": self.cursor, "app_version": self.app, "marks": [], "facts": facts or [],
            "report": READY | {"people": len(self.people)},
        }  # fmt: skip

    def sync(self, facts: list[Any] | None = None) -> dict[str, Any]:
        """Send these, and take news until there are no more."""
        answer = self.post("/sync", self.question(facts))
        assert answer.status_code == 200, answer.text
        self.take(answer.json)
        if answer.json["more"]:
            self.sync()
        return answer.json

    def take(self, told: dict[str, Any]) -> None:
        if told["reset"]:
            self.people.clear()
        self.epoch, self.cursor = told["epoch"], told["cursor"]
        for gone in told["gone"]:
            self.people.pop(gone, None)
        self.people |= {person["id"]: person for person in told["people"]}
        self.people |= {one["id"]: self.people[one["id"]] | one for one in told["moved"]}
        self.parts |= {name: told[name] for name in told.keys() - {"people", "moved", "gone", "results", "corrections"}}
        self.results |= {result["uuid"]: result for result in told["results"]}
        self.corrections |= {one["uuid"]: one for one in told["corrections"]}

    def fact(self, kind: str = "scan", **values: Any) -> dict[str, Any]:
        """Something that happens now; kept."""
        made = {
            "uuid": str(uuid4()), "kind": kind, "point": self.point_id, "lane": self.lane_id,
            "direction": self.direction, **self.clocks(), "app_version": self.app, **values,
        }  # fmt: skip
        self.facts.append(made)
        return made

    def scan(self, who: Registration | str, verdict: str = "ok", **values: Any) -> dict[str, Any]:
        """Let in by badge; `who` may be the hash of a code."""
        shown = {"code_hash": code_hash(who), "how": "code", "verdict": verdict, "parameters": {}}
        return self.fact(**shown | values)

    def undo(self, scan: dict[str, Any], **values: Any) -> dict[str, Any]:
        return self.fact("undo", undone=scan["uuid"], **values)

    def walk_in(self, category: int, blank_hash: str | None = None, name: str = "Noor Haddad") -> dict[str, Any]:
        first, last = name.split()
        told = {
            "first_name": first, "last_name": last, "organisation": "Biotech SA", "category": category, "photo": True
        }
        return self.fact("walk-in", walk_in=told | ({"blank_hash": blank_hash} if blank_hash else {}))


def code_hash(who: Registration | str) -> str:
    if isinstance(who, str):
        return who
    return next(code for code in who.codes if code.current).credential.code_hash
