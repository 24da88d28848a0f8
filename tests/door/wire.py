"""What the device API says over the wire, as a test wants it: faults, too, that no server has at will."""

import base64
import hashlib
import json
import os
import time
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from playwright.sync_api import BrowserContext, Route

from app.core.text import search_text
from app.credentials.codes import ALPHABET

NAMES = [
    ("Anne-Sophie", "du Plessis de Kergomar", "Satt Île-de-France Innov"),
    ("Charles", "d’Arvieu", "CEA, DRF, institut Joliot"),
    ("Jean-Baptiste", "de La Rochebrune", "Crédit-Santé"),
    ("Nguyễn", "Thị Minh Khai", "AP-HP"),
]
PEOPLE = 40
HOUR = 3_600_000


def milliseconds() -> int:
    return time.time_ns() // 1_000_000


def code_of(number: int) -> str:
    digits = hashlib.sha256(str(number).encode()).hexdigest()[:21]
    return "NLR" + "".join(ALPHABET[int(digit, 16)] for digit in digits)


def digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


OLD, BLANK, SPARE, STRANGE = (f"NLR{letter * 21}" for letter in "BCDF")


class Wire:
    """`down`: None, "portal" (HTML with 200), "dead" (no answer) or (status, code). `facts`: those that came,
    by uuid; `times`: how often each came."""

    def __init__(self, people: int = PEOPLE, role: str = "scan"):
        self.role, self.epoch, self.down = role, "e0e0", None
        self.more: dict[str, Any] = {}
        self.operators: list[dict[str, Any]] = []
        self.facts: dict[str, Any] = {}
        self.times: dict[str, int] = {}
        self.corrections: list[dict[str, Any]] = []
        self.people = [self._person(number) for number in range(1, people + 1)]
        entered = {"point": 1, "lane": 2, "direction": "in", "at": milliseconds() - HOUR, "verdict": "ok",
                   "sure": True, "undone": False, "operator": 2, "uuid": "u-1"}  # fmt: skip
        self.people[1]["passes"] = [entered]
        self.people[2]["codes"].append({"hash": digest(OLD), "state": "revoked", "revoked_at": milliseconds() - 72 * HOUR})

    def answer(self, context: BrowserContext) -> None:
        context.route("**/api/device/v1/**", self._serve)

    def _serve(self, route: Route) -> None:
        if self.down == "dead":
            return route.abort()
        if self.down == "portal":
            return route.fulfill(content_type="text/html", body="<h1>Room number?</h1>")
        if self.down:
            status, code = self.down
            return self._say(route, {"code": code}, status)
        path = route.request.url.rsplit("/", 1)[1]
        says = {"pair": self._pair, "state": self._state, "sync": self._sync, "sign-out": self._sign_out}[path]
        return self._say(route, says(json.loads(route.request.post_data or "{}")))

    def _say(self, route: Route, answer: dict[str, Any], status: int = 200) -> None:
        frame = {"protocol": 1, "epoch": self.epoch, "server_time": milliseconds()}
        route.fulfill(status=status, content_type="application/json", body=json.dumps(frame | answer))

    def _pair(self, _asked: dict[str, Any]) -> dict[str, Any]:
        return {"device": 1, "token": "t", "words": ["citron", "phare"], "state": "waiting"}

    def _state(self, _asked: dict[str, Any]) -> dict[str, Any]:
        return {"state": "active", "words": ["citron", "phare"]}

    def _sign_out(self, _asked: dict[str, Any]) -> dict[str, Any]:
        return {"state": "signed_out"}

    def _sync(self, asked: dict[str, Any]) -> dict[str, Any]:
        for fact in asked["facts"]:
            self.facts.setdefault(fact["uuid"], fact)
            self.times[fact["uuid"]] = self.times.get(fact["uuid"], 0) + 1
        fresh = asked["cursor"] != f"{self.epoch}:all"
        corrections, self.corrections = self.corrections, []
        said = {
            "device": {"state": "active", "role": self.role, "lane": 1, "name": "1"}, "oldest_app": "1",
            "results": [{"uuid": fact["uuid"], "state": "confirmed"} for fact in asked["facts"]],
            "corrections": corrections, "cursor": f"{self.epoch}:all", "more": False, "reset": fresh,
            "counters": {"1": {"inside": 20, "entries": 20, "arrived": 20, "expected": 40}},
            "people": [self.sealed(person) for person in self.people] if fresh else [], "moved": [], "gone": [],
        }  # fmt: skip
        return said | (self._parts() if fresh else {}) | self.more

    def _parts(self) -> dict[str, Any]:
        event = {"id": 1, "slug": "day", "letters": "NLR", "name": {"fr": "Journée", "en": "Day"}, "room_limit": 200,
                 "day": "2027-03-18", "timezone": "Europe/Paris", "wipe_after": milliseconds() + 9999 * HOUR,
                 "lead_phone": "+33 1 23 45 67 89", "languages": ["fr", "en"],
                 "hosts": {"vip": "", "categories": {}, "people": {}}}  # fmt: skip
        labels = [("Membre · Recherche et soin", "triangle-up"), ("Partenaire", "star")]
        return {
            "event": event, "sessions": [], "operators": self.operators, "spares": [digest(SPARE)],
            "categories": [{"id": n, "code": f"C{n}", "label": {"fr": label, "en": label}, "band": "#5BB795",
                            "text": "#0E1B24", "shape": shape} for n, (label, shape) in enumerate(labels, 1)],
            "points": [{"id": 1, "policy": "once", "categories": None, "session": None, "room_limit": 200, "opens": None,
                        "closes": None, "name": {"fr": "Entrée", "en": "Entrance"}, "kind": "entrance"}],
            "lanes": [{"id": n, "point": 1, "name": {"fr": f"File {letter}", "en": f"Lane {letter}"}, "direction": "in"}
                      for n, letter in enumerate("AB", 1)],
            "blanks": [{"hash": digest(BLANK), "category": 1}],
        }  # fmt: skip

    def _person(self, number: int) -> dict[str, Any]:
        first, last, organisation = NAMES[number - 1] if number <= len(NAMES) else (f"Prénom{number}", f"Nom{number}", "Orga")
        clear = {"first_name": first, "last_name": last, "organisation": organisation, "reference": "NLRSGTXV",
                 "search": search_text(first, last, organisation), "sort": search_text(last, first),
                 "notices": [], "note": "", "tray": None, "stale": False}  # fmt: skip
        codes = [{"hash": digest(code_of(number)), "state": "issued", "revoked_at": None}]
        return {"id": number, "status": "confirmed", "category": number % 2 + 1, "sessions": [], "passed_on": False,
                "codes": codes, "passes": [], "clear": clear}  # fmt: skip

    def sealed(self, person: dict[str, Any]) -> dict[str, Any]:
        """On a scan device names are sealed under the code."""
        if self.role == "lead":
            return person
        code = OLD if person["codes"][0]["hash"] == digest(OLD) else code_of(person["id"])
        first = person["codes"][0] | {"sealed": seal(code, self.epoch, person["clear"])}
        return {name: value for name, value in person.items() if name != "clear"} | {"codes": [first, *person["codes"][1:]]}


def seal(code: str, epoch: str, clear: dict[str, Any]) -> str:
    """base64url of nonce, ciphertext and tag: AES-256-GCM under HKDF-SHA256 of the code."""
    key = HKDF(SHA256(), 32, epoch.encode(), b"medicen-door-v1").derive(code.encode())
    nonce = os.urandom(12)
    sealed = nonce + AESGCM(key).encrypt(nonce, json.dumps(clear).encode(), digest(code).encode())
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")
