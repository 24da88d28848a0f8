"""A phone becomes a device, waits for its lane, and stops being one."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.audit.service import SYSTEM
from app.checkin import frame, pairing, quarantine, speech
from app.checkin.devices import Device, DeviceMark
from app.checkin.models import Scan
from app.checkin.set_aside import SetAside
from app.checkin.terms import DeviceState, DoorRole
from app.extensions import db
from tests import factories
from tests.checkin.phone import API, Phone

pytestmark = pytest.mark.usefixtures("clock")

ODD_VERSIONS = ["", "x", "-1", ".", "1" * 7, "1.", "1.\0", "1.\ud800", "١", "1\n", 1, None, ["1"]]


@pytest.fixture
def event():
    return factories.event()


def ask_to_pair(client, letters, version="1"):
    return client.post(f"{API}/pair", json={"code": letters, "app_version": version})


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def test_a_code_makes_one_device_that_waits_for_its_lane(client, event, point):
    device, letters = pairing.invite(event.id, DoorRole.lead, by=SYSTEM)
    told = ask_to_pair(client, letters.lower()).json
    assert (told["state"], len(told["words"])) == ("waiting", 2)
    state = client.get(f"{API}/state", headers=bearer(told["token"])).json
    assert (state["state"], state["words"]) == ("waiting", told["words"])
    sync = {"run": "r", "wall": 1, "mono": 1, "app_version": "1"}
    assert client.post(f"{API}/sync", json=sync, headers=bearer(told["token"])).json["code"] == "waiting"
    facts = client.post(f"{API}/sync", json=sync | {"facts": [{}]}, headers=bearer(told["token"]))
    assert (facts.status_code, facts.json["code"]) == (409, "waiting")
    pairing.place(event.id, device.id, point.lanes[0].id, role=DoorRole.lead, name="A", by=SYSTEM)
    assert client.get(f"{API}/state", headers=bearer(told["token"])).json["state"] == "active"
    answer = client.post(f"{API}/sync", json=sync, headers=bearer(told["token"])).json
    assert answer["device"] == {"state": "active", "role": "lead", "lane": point.lanes[0].id, "name": "A"}


def test_neither_code_nor_token_is_stored(client, event):
    _device, letters = pairing.invite(event.id, DoorRole.scan, by=SYSTEM)
    token = ask_to_pair(client, letters).json["token"]
    row = db.session.execute(sa.select(Device.__table__)).one()
    assert letters not in map(str, row)
    assert token not in map(str, row)


def test_a_code_is_good_once_and_for_ten_minutes(client, event, clock):
    _device, letters = pairing.invite(event.id, DoorRole.scan, by=SYSTEM)
    assert ask_to_pair(client, letters).status_code == 201
    assert ask_to_pair(client, letters).status_code == 404
    _device, late = pairing.invite(event.id, DoorRole.scan, by=SYSTEM)
    clock.shift(timedelta(minutes=10))
    assert ask_to_pair(client, late).json["code"] == "wrong_code"


def test_wrong_codes_are_counted(client, event):
    for _ in range(pairing.TRIES):
        assert ask_to_pair(client, "BCDFGHJK").status_code == 404
    _device, letters = pairing.invite(event.id, DoorRole.scan, by=SYSTEM)
    refused = ask_to_pair(client, letters)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "600")


@pytest.mark.parametrize(
    "body",
    [
        {}, [], None, "BCDFGHJK", {"code": 7}, {"code": "x" * 41, "app_version": "1"}, {"code": "BCDFGHJK"},
        *({"code": "BCDFGHJK", "app_version": odd} for odd in ODD_VERSIONS),
    ],
)  # fmt: skip
def test_what_is_no_question_is_told_so_with_epoch_and_protocol(client, event, body):
    pairing.invite(event.id, DoorRole.scan, by=SYSTEM)
    answer = client.post(f"{API}/pair", json=body)
    assert (answer.status_code, answer.json["code"], answer.json["protocol"]) == (422, "malformed", 1)
    assert answer.content_type == "application/problem+json"
    assert answer.json["epoch"]


@pytest.mark.parametrize("letters", ["", "\0" * 8, "\ud800" * 8, "ＢＣＤＦＧＨＪＫ", "BCDF GHJK; DROP", "𝔹" * 8])
def test_letters_that_cannot_be_a_code_are_a_wrong_code(client, event, letters):
    pairing.invite(event.id, DoorRole.scan, by=SYSTEM)
    answer = client.post(f"{API}/pair", json={"code": letters, "app_version": "1"})
    assert (answer.status_code, answer.json["code"]) == (404, "wrong_code")


@pytest.mark.parametrize("odd", [{"app_version": odd} for odd in ODD_VERSIONS] + [{"run": odd} for odd in ("", "\0", "\ud800", "a b", 7)])
def test_a_question_whose_text_no_database_takes_is_malformed(phone, odd):
    answer = phone.post("/sync", phone.question() | odd)
    assert (answer.status_code, answer.json["code"]) == (422, "malformed")


def test_marks_cursors_and_reports_of_nonsense_are_passed_over(event, phone):
    """What is only told along does not keep the scans waiting."""
    phone.sync()
    odd = {"run": "\ud800", "wall": 1, "mono": 1, "server": 1}
    asked = phone.question([phone.scan(factories.badge_holder(event))])
    asked |= {"marks": [odd, None, {"run": []}], "cursor": "\ud800 no cursor", "report": {"people": "\0", "camera": 9, "unsent": 1e99}}
    answer = phone.post("/sync", asked)
    assert (answer.status_code, answer.json["reset"]) == (200, True)
    assert [one["state"] for one in answer.json["results"]] == ["confirmed"]


def test_a_code_of_an_old_app_is_kept_for_a_new_one(client, event, monkeypatch):
    monkeypatch.setattr("app.checkin.api.OLDEST_APP", 2)
    _device, letters = pairing.invite(event.id, DoorRole.scan, by=SYSTEM)
    assert ask_to_pair(client, letters).status_code == 426
    assert ask_to_pair(client, letters, "2.1").status_code == 201


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer "}, {"Authorization": "Bearer é"}, {"Authorization": "Basic abc"}])
@pytest.mark.parametrize("call", ["state", "sync", "sign-out"])
def test_without_a_token_of_ours_nobody_is_known(client, event, call, header):
    pairing.invite(event.id, DoorRole.scan, by=SYSTEM)
    ask = client.get if call == "state" else client.post
    body = {} if call == "state" else {"json": {"run": "r", "wall": 1, "mono": 1, "app_version": "1"}}
    answer = ask(f"{API}/{call}", headers=header, **body)
    assert (answer.status_code, answer.json["code"]) == (401, "unknown_device")


def test_a_token_opens_its_own_event_alone(event, phone):
    elsewhere = factories.badge_holder(factories.event())
    assert phone.sync()["people"] == []
    assert phone.sync([phone.scan(elsewhere, "ok")])["results"][0]["verdict"] == "unknown"
    assert db.session.scalar(sa.select(Scan.registration_id)) is None


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"facts": 3}', b"[" * 100_000, b'{"run":"r","wall":NaN,"mono":1,"app_version":"1"}',
     b'{"run":"r","wall":1e400,"mono":1,"app_version":"1"}',
     b'{"run":"r","wall":1,"mono":1,"app_version":"1","facts":[{"parameters":{"a":-1e400}}]}',
     b'{"run":"r","wall":1,"mono":1,"app_version":"1","facts":[{"parameters":{"a":-Infinity}}]}',
     b'{"run":"r","wall":1,"mono":1,"app_version":"x"}', b"\xff\xfe"],
)  # fmt: skip
def test_a_broken_question_is_malformed(phone, body):
    answer = phone.post("/sync", body)
    assert (answer.status_code, answer.json["code"]) == (422, "malformed")


def test_more_than_two_hundred_facts_or_two_megabytes_are_refused_whole(event, phone):
    person = factories.badge_holder(event)
    many = phone.post("/sync", phone.question([phone.scan(person) for _ in range(201)]))
    assert (many.status_code, many.json["code"]) == (422, "malformed")
    huge = phone.post("/sync", b'{"x": "' + b"x" * 2_200_000 + b'"}')
    assert (huge.status_code, huge.json["code"]) == (413, "too_large")
    assert db.session.scalar(sa.select(sa.func.count(Scan.id))) == 0


def test_who_signed_out_reads_nothing_and_may_still_hand_in(event, phone):
    scan = phone.scan(factories.badge_holder(event))
    phone.sync()
    assert phone.post("/sign-out", {}).json["state"] == "signed_out"
    told = phone.sync([scan])
    assert (told["device"]["state"], told["results"][0]["state"]) == ("signed_out", "confirmed")
    assert (told["people"], told["counters"]) == ([], {})
    assert phone.post("/sign-out", {}).status_code == 200


class TestRevoked:
    @pytest.fixture
    def revoked(self, event, phone, clock):
        phone.sync()
        self.person = factories.badge_holder(event)
        self.made = phone.scan(self.person)
        clock.shift(timedelta(minutes=1))
        pairing.revoke(event.id, phone.device_id, by=SYSTEM)
        clock.shift(timedelta(minutes=1))
        return phone

    def hand_in(self, phone, *facts):
        answer = phone.post("/sync", phone.question(list(facts)))
        assert (answer.status_code, answer.json["code"]) == (403, "device_revoked")
        assert not {"people", "event", "counters"} & answer.json.keys()
        return [one["state"] for one in answer.json["results"]]

    def test_it_reads_nothing_and_what_it_did_before_goes_into_quarantine_once(self, revoked):
        assert self.hand_in(revoked) == []
        assert self.hand_in(revoked, self.made) == ["confirmed"]
        assert self.hand_in(revoked, self.made) == ["confirmed"]
        assert db.session.scalar(sa.select(sa.func.count(SetAside.id))) == 1
        assert db.session.scalar(sa.select(sa.func.count(Scan.id))) == 0

    def test_what_it_did_afterwards_and_codes_that_nobody_has_are_not_taken(self, revoked):
        after = revoked.scan(self.person)
        unknown = self.made | {"uuid": "0" * 32, "code_hash": "f" * 64}
        assert self.hand_in(revoked, after, unknown, {}) == ["attention"] * 3
        assert db.session.scalar(sa.select(sa.func.count(SetAside.id))) == 0

    def test_after_two_days_nothing_is_taken_any_more(self, revoked, clock):
        clock.shift(quarantine.OPEN_FOR)
        assert self.hand_in(revoked, self.made) == ["attention"]

    def test_there_is_room_for_so_many_and_no_more(self, revoked, monkeypatch):
        monkeypatch.setattr(quarantine, "MOST", 1)
        other = self.made | {"uuid": "0" * 31 + "1"}
        assert self.hand_in(revoked, self.made, other) == ["confirmed", "attention"]

    def test_it_cannot_sign_out_of_what_it_is_no_more(self, revoked):
        assert revoked.post("/sign-out", {}).status_code == 403


def test_a_phone_is_written_down_every_ten_seconds_and_its_clock_when_it_jumps(event, phone, clock):
    phone.sync()
    clock.shift(timedelta(seconds=5))
    phone.sync()
    assert db.session.scalar(sa.select(Device.last_seen_at)) == db.session.scalar(sa.select(DeviceMark.at))
    clock.shift(timedelta(seconds=6))
    phone.ahead = 60_000
    phone.sync()
    assert db.session.scalar(sa.select(sa.func.count(DeviceMark.id))) == 2
    clock.shift(timedelta(seconds=11))
    phone.sync()
    assert db.session.scalar(sa.select(sa.func.count(DeviceMark.id))) == 2


def test_a_clock_ten_minutes_wrong_is_put_right(event, client, point, clock):
    phone = Phone(client, point.lanes[0], ahead=600_000)
    phone.sync()
    clock.shift(timedelta(minutes=40))
    scan = phone.scan(factories.badge_holder(event))
    expected = scan["wall"] - 600_000
    clock.shift(timedelta(hours=3))
    phone.sync([scan])
    at, sure = db.session.execute(sa.select(Scan.corrected_at, Scan.sure)).one()
    assert (round(at.timestamp() * 1000), sure) == (expected, True)


def test_a_clock_set_back_between_scan_and_contact_is_seen_through(event, phone, clock):
    phone.sync()
    clock.shift(timedelta(minutes=30))
    scan = phone.scan(factories.badge_holder(event))
    clock.shift(timedelta(minutes=30))
    phone.ahead = -3_600_000
    phone.sync([scan])
    at, sure = db.session.execute(sa.select(Scan.corrected_at, Scan.sure)).one()
    assert (round(at.timestamp() * 1000), sure) == (scan["wall"], True)


def test_every_answer_names_the_epoch_and_is_compressed_where_it_is_long(event, phone):
    for _ in range(20):
        factories.badge_holder(event)
    frame.forget()
    answer = phone.client.post(
        f"{API}/sync", json=phone.question(), headers=bearer(phone.token) | {"Accept-Encoding": "gzip"}
    )
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 12_000
    assert speech.find_epoch()
    assert db.session.scalar(sa.select(Device.state)) is DeviceState.active
