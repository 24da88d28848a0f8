"""Several phones at once, each call a transaction of its own: the short way of a single scan included."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from random import choice
from threading import Barrier
from time import monotonic, sleep

import pytest
import sqlalchemy as sa

from app.checkin import group_commit
from app.checkin.models import Conflict, Presence, Scan
from app.checkin.terms import VerdictCode
from app.credentials.models import Credential
from app.extensions import db
from app.registration.models import Registration, RegistrationCredential
from tests import factories
from tests.checkin import door
from tests.checkin.phone import Phone, code_hash

PHONES = 6


@pytest.fixture
def app(own_app):
    return own_app()


@pytest.fixture
def venue(app):
    """A phone at each of some lanes, heard of just now, and the codes of as many guests."""
    with app.app_context():
        event = factories.event()
        point = door.point(event)
        lanes = [point.lanes[0], *(door.lane(point) for _ in range(PHONES - 1))]
        codes = [code_hash(factories.badge_holder(event)) for _ in range(PHONES)]
        db.session.commit()
        phones = [Phone(app.test_client(), lane) for lane in lanes]
        db.session.commit()
    for phone in phones:
        phone.sync()
    return phones, codes


def together(phones, facts):
    """Each sends its fact when all are ready; the results, in their order."""
    ready = Barrier(len(phones))

    def send(phone, fact):
        ready.wait()
        return phone.sync([fact])["results"][0]

    with ThreadPoolExecutor(len(phones)) as pool:
        return list(pool.map(send, phones, facts))


def revisions():
    return sorted(db.session.scalars(sa.select(Scan.revision)))


def test_a_fact_sent_over_many_wires_is_kept_once_and_answered_alike(app, venue):
    phones, codes = venue
    results = together([phones[0]] * PHONES, [phones[0].scan(codes[0])] * PHONES)
    assert results == results[:1] * PHONES
    with app.app_context():
        assert revisions() == [1]
        assert db.session.scalar(sa.select(Presence.version)) == 1


def test_one_badge_at_many_lanes_is_one_entry_and_the_others_are_conflicts(app, venue):
    phones, codes = venue
    results = together(phones, [phone.scan(codes[0]) for phone in phones])
    assert {result["state"] for result in results} == {"confirmed"}
    with app.app_context():
        assert revisions()[-1] >= PHONES
        verdicts = sorted(said.value for said in db.session.scalars(sa.select(Scan.server_verdict)))
        assert verdicts == ["already_in"] * (PHONES - 1) + ["ok"]
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Conflict)) == PHONES - 1
        assert db.session.execute(sa.select(Presence.version, Presence.inside)).all() == [(PHONES, True)]
        first = db.session.scalar(sa.select(sa.func.min(Scan.corrected_at)))
        assert db.session.scalar(sa.select(Presence.entry_at)) == first
        assert db.session.scalars(sa.select(Registration.arrived_at).where(Registration.arrived_at.is_not(None))).all() == [first]


def test_scans_of_many_lanes_are_told_to_all_none_left_out(app, venue):
    phones, codes = venue
    for _ in range(3):
        together(phones, [phone.scan(code, verdict="unknown") for phone, code in zip(phones, codes, strict=True)])
    together(phones, [phone.scan(code) for phone, code in zip(phones, codes, strict=True)])
    with app.app_context():
        told = revisions()
        assert len(told) == 4 * PHONES
        assert set(told) == set(range(1, told[-1] + 1))  # scans that came in together share one
    for phone in phones:
        phone.sync()
        assert sum(1 for person in phone.people.values() if person["passes"]) >= PHONES - 1


def test_a_rush_of_few_people_at_many_lanes_keeps_each_fact_once_and_lets_each_person_in_once(app, venue):
    phones, codes = venue
    facts = {phone: [phone.scan(choice(codes)) for _ in range(15)] for phone in phones}

    def work(phone):
        return [phone.sync([fact])["results"][0]["state"] for fact in facts[phone]]

    with ThreadPoolExecutor(PHONES) as pool:
        assert {state for states in pool.map(work, phones) for state in states} == {"confirmed"}
    sent = Counter(fact["code_hash"] for each in facts.values() for fact in each)
    with app.app_context():
        kept = db.session.execute(sa.select(Scan.code_hash, Scan.server_verdict)).all()
        assert Counter(code for code, _said in kept) == sent
        assert Counter(code for code, said in kept if said is VerdictCode.ok) == dict.fromkeys(sent, 1)
        present = db.session.scalars(sa.select(Presence.version).order_by(Presence.version)).all()
        assert present == sorted(sent.values())  # a change for each that let somebody in, none lost


@pytest.mark.postgresql_alone
def test_a_lane_that_waits_for_a_person_keeps_no_other_waiting(app, venue):
    """Somebody's row may be locked for a moment: the cursor that all lanes share is not locked meanwhile."""
    phones, codes = venue
    with app.app_context(), ThreadPoolExecutor(2) as pool, db.engine.connect() as office:
        held = Registration.id == holder_of(codes[0])
        office.execute(sa.select(Registration.id).where(held).with_for_update(key_share=True))  # as an UPDATE does
        waits = pool.submit(phones[0].sync, [phones[0].scan(codes[0])])
        wait_until_blocked(office)
        passes = pool.submit(phones[1].sync, [phones[1].scan(codes[1])])
        assert passes.result(timeout=60)["results"][0]["state"] == "confirmed"
        assert not waits.done()
        office.rollback()
        assert waits.result(timeout=60)["results"][0]["state"] == "confirmed"


def holder_of(code):
    query = sa.select(RegistrationCredential.registration_id).join(Credential).where(Credential.code_hash == code)
    return db.session.scalar(query)


def wait_until_blocked(connection):
    """Until some statement waits for a lock that this connection holds."""
    blocked = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
    deadline = monotonic() + 60
    while not connection.scalar(blocked):
        assert monotonic() < deadline
        sleep(0.01)


@pytest.mark.postgresql_alone
def test_scans_that_wait_for_each_other_are_written_together(app, venue, gathered):
    phones, codes = venue
    results = gathered(phones, [phone.scan(code) for phone, code in zip(phones, codes, strict=True)])
    assert {result["verdict"] for result in results} == {"ok"}
    with app.app_context():
        assert revisions() == [1] * PHONES


@pytest.mark.postgresql_alone
def test_where_the_database_refuses_them_together_each_is_written_by_itself(app, venue, gathered, monkeypatch):
    phones, codes = venue

    def refuse(_scans):
        raise sa.exc.OperationalError("INSERT", None, Exception("deadlock detected"))

    monkeypatch.setattr(group_commit.at_once, "write", refuse)
    results = gathered(phones, [phone.scan(code) for phone, code in zip(phones, codes, strict=True)])
    assert {result["verdict"] for result in results} == {"ok"}
    with app.app_context():
        assert revisions() == list(range(1, PHONES + 1))


@pytest.mark.postgresql_alone
def test_who_is_gathered_with_a_locked_person_is_not_kept_waiting(app, venue, gathered):
    phones, codes = venue
    with app.app_context(), ThreadPoolExecutor(1) as pool, db.engine.connect() as office:
        held = Registration.id == holder_of(codes[0])
        office.execute(sa.update(Registration).where(held).values(door_note="host"))
        sent = pool.submit(gathered, phones, [phone.scan(code) for phone, code in zip(phones, codes, strict=True)])
        kept = sa.select(sa.func.count()).select_from(Scan)
        deadline = monotonic() + 60
        while db.session.scalar(kept) < PHONES - 1:
            assert monotonic() < deadline
            db.session.rollback()
            sleep(0.01)
        assert not sent.done()  # the one whose row is locked waits, alone
        office.commit()
        assert {result["verdict"] for result in sent.result(timeout=60)} == {"ok"}


@pytest.mark.postgresql_alone
def test_a_person_changed_meanwhile_comes_in_all_the_same(app, venue):
    phones, codes = venue
    with app.app_context(), ThreadPoolExecutor(1) as pool, db.engine.connect() as office:
        office.execute(sa.update(Registration).where(Registration.id == holder_of(codes[0])).values(door_note="host"))
        waits = pool.submit(phones[0].sync, [phones[0].scan(codes[0])])
        wait_until_blocked(office)
        office.commit()
        assert waits.result(timeout=60)["results"][0]["verdict"] == "ok"


@pytest.mark.postgresql_alone
def test_signs_that_no_text_can_hold_keep_none_of_the_others(app, venue, gathered):
    phones, codes = venue
    facts = [phone.scan(code) for phone, code in zip(phones, codes, strict=True)]
    facts[2]["parameters"] = {"name": "\0", "half": "\ud800"}
    assert {result["state"] for result in gathered(phones, facts)} == {"confirmed"}
    with app.app_context():
        assert len(revisions()) == PHONES


@pytest.fixture
def gathered(monkeypatch):
    """Let no scan be written before all are there."""
    monkeypatch.setattr(group_commit, "PATIENCE", 120)

    def send(phones, facts):
        with ThreadPoolExecutor(1) as pool:
            with group_commit._turn:
                sent = pool.submit(together, phones, facts)
                deadline = monotonic() + 60
                while len(group_commit._waiting) < len(facts):
                    assert monotonic() < deadline
                    sleep(0.01)
            return sent.result()

    return send
