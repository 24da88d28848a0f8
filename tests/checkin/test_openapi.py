"""The description of the device API, held against real questions and answers of a whole day."""

import json
from datetime import timedelta

import jsonschema
import pytest
import time_machine

from app.audit.service import SYSTEM
from app.checkin import crew, pairing
from app.checkin.terms import Direction, DoorRole, Policy
from app.config import ROOT
from app.credentials import service as credentials
from app.events.locking import lock
from tests import factories
from tests.architecture.walk import routes
from tests.checkin import door
from tests.checkin.phone import API, Phone

DOCUMENT = json.loads((ROOT / "docs/openapi-device.json").read_text())


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2027-03-18T08:00:00Z", tick=False) as clock:
        yield clock


def require(schema, value):
    """As JSON Schema 2020-12, which OpenAPI 3.1 speaks."""
    whole = {"components": DOCUMENT["components"], **schema}
    jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker()).validate(value)


def described(path, method, answer):
    """The schema of such an answer; one that is not described is an error."""
    found = DOCUMENT["paths"][path][method]["responses"][str(answer.status_code)]["content"]
    return found[answer.mimetype]["schema"]


class Checked(Phone):
    """A phone each of whose questions and answers is held against the document."""

    def post(self, path, body, token=None):
        if not isinstance(body, bytes):
            require(DOCUMENT["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"], body)
        answer = super().post(path, body, token)
        require(described(path, "post", answer), answer.json)
        return answer


def test_the_document_itself_is_sound():
    jsonschema.Draft202012Validator.check_schema(DOCUMENT["components"])
    for schema in DOCUMENT["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_every_call_is_described_and_no_other(app):
    there = {
        (route.rule.rule.removeprefix(API), route.method.lower()) for route in routes(app)
        if route.rule.endpoint.startswith("device_api.")
    }
    assert there == {(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods}


@pytest.mark.parametrize("role", DoorRole)
def test_a_whole_day_speaks_as_described(client, clock, role):
    event = factories.event(room_limit=100)
    session = factories.session(event)
    point = door.point(event, policy=Policy.once)
    door.point(event, session=session, kind="session", label={"en": "Room"})
    way_out = door.lane(point, Direction.leave)
    people = [factories.badge_holder(event, vip=True, door_note="Ask for Inès") for _ in range(3)]
    lock(event.id)
    blank = credentials.print_blanks(people[0].category, "B1", 2)[0].code_hash
    operator = crew.enlist(event.id, "Inès", DoorRole.lead, "4711", by=SYSTEM)
    phone, other = Checked(client, point.lanes[0], role), Checked(client, way_out, role)
    phone.sync(), other.sync()
    clock.shift(timedelta(minutes=1))
    scan = phone.scan(people[0], operator=operator.id)
    phone.sync([scan, phone.walk_in(people[0].category_id, blank), phone.scan(blank), phone.scan("f" * 64, "unknown")])
    word = {"override": {"who": operator.id, "why": "Twins"}, "parameters": {"instead_of": "already_in"}}
    other.sync([other.scan(people[0], "ok_exit"), other.scan(people[1], "ok_override", **word)])
    phone.sync([phone.undo(scan, why="Wrong person")])
    answer = phone.post("/sync", json.dumps(phone.question([scan | {"verdict": "cancelled"}, 7, {"uuid": "?"}])).encode())
    assert [one["reason"] for one in answer.json["results"]] == ["altered", "malformed", "malformed"]
    clock.shift(timedelta(minutes=1))
    assert other.sync()["moved"]
    credentials.new_epoch()
    assert phone.sync()["reset"]
    other.post("/sign-out", {})
    other.sync()
    pairing.revoke(event.id, phone.device_id, by=SYSTEM)
    assert phone.post("/sync", phone.question([scan])).status_code == 403


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [("/pair", {"code": "x", "app_version": "1"}, 404), ("/pair", {}, 422), ("/pair", {"code": "x", "app_version": "0"}, 426),
     ("/sync", {"run": "r", "wall": 1, "mono": 1, "app_version": "1"}, 401), ("/sync", {}, 422), ("/sign-out", {}, 401)],
)  # fmt: skip
def test_refusals_speak_as_described(client, path, body, status):
    pairing.invite(factories.event().id, DoorRole.scan, by=SYSTEM)
    answer = client.post(API + path, json=body)
    assert answer.status_code == status
    require(described(path, "post", answer), answer.json)


def test_the_state_speaks_as_described(client):
    event = factories.event()
    phone = Checked(client, door.point(event).lanes[0])
    answer = client.get(f"{API}/state", headers={"Authorization": f"Bearer {phone.token}"})
    require(described("/state", "get", answer), answer.json)
