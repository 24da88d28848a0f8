"""Two phones without network for hours, each upload sent twice, a backup put back in between."""

import random
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from app.checkin import figures, queries
from app.checkin.models import Conflict, Presence, Scan
from app.core.clock import now
from app.credentials import service as credentials
from app.events.locking import lock
from app.extensions import db
from app.registration.models import Registration, RegistrationCredential
from tests import factories
from tests.checkin import door
from tests.checkin.phone import Phone
from tests.checkin.test_upload import conflicts, state
from tests.conftest import application

EACH = 500
SHARED = 40
"""Badges that come in at both phones."""
UNDONE = 20


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2027-03-18T08:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def event():
    return factories.event(room_limit=5_000)


@pytest.fixture
def point(event):
    return door.point(event)


@pytest.fixture
def hashes(event):
    """Of the badges of as many people as two phones let in."""
    people = [factories.registration(event) for _ in range(2 * EACH - SHARED)]
    lock(event.id)
    credentials.open_event(event)
    issued = credentials.issue_many(event, len(people))
    from_people = [{"registration_id": p.id, "credential_id": c.id, "since": now()} for p, c in zip(people, issued, strict=True)]
    db.session.execute(sa.insert(RegistrationCredential), from_people)
    return [credential.code_hash for credential in issued]


@pytest.fixture
def phones(client, point):
    return Phone(client, point.lanes[0], ahead=600_000), Phone(client, door.lane(point), ahead=-600_000)


def work(phones, hashes, clock):
    """A morning at two lanes whose phones hear nothing: pairs (entry, later) of the shared badges."""
    one, other = phones
    for phone in phones:
        phone.sync()
    planted, undone = set(), set()
    for place in range(EACH):
        clock.shift(timedelta(seconds=3))
        early = one.scan(hashes[place])
        clock.shift(timedelta(seconds=1))
        late = other.scan(hashes[EACH - SHARED + place])
        if SHARED <= place < SHARED + UNDONE:
            one.undo(early)
            undone.add(early["uuid"])
        del late
    entries = {fact["code_hash"]: fact for fact in one.facts if fact["kind"] == "scan"}
    for later in other.facts:
        entry = entries.get(later["code_hash"])
        if entry is not None:
            # The other phone let these people in first, at the beginning of the morning.
            planted.add((later["uuid"], entry["uuid"]))
    return planted, undone


def send(phones, mix, again=1):
    """Everything in parcels of mixed sizes, in any order, each several times."""
    for phone in phones:
        facts = list(phone.facts)
        mix.shuffle(facts)
        while facts:
            size = mix.randint(1, 200)
            parcel, facts = facts[:size], facts[size:]
            for _ in range(1 + again):
                assert {one["state"] for one in phone.sync(parcel)["results"]} == {"confirmed"}


def test_nothing_is_lost_nothing_is_doubled_and_the_conflicts_are_the_planted_ones(event, point, phones, hashes, clock):
    planted, undone = work(phones, hashes, clock)
    assert len(planted) == SHARED
    send(phones, random.Random(1))
    assert db.session.scalar(sa.select(sa.func.count(Scan.id))) == 2 * EACH + UNDONE
    assert queries.count_inside(point.id) == 2 * EACH - SHARED - UNDONE
    assert conflicts() == planted
    before = state()
    send(phones, random.Random(2), again=0)
    assert state() == before
    figures.forget()  # in a rush they may be a moment old
    for phone in phones:
        phone.sync()
        assert phone.parts["counters"][str(point.id)]["arrived"] == 2 * EACH - SHARED - UNDONE
    assert undone


def test_the_order_and_the_size_of_parcels_change_nothing(event, client, point, hashes, clock):
    """The same morning, told three times in other orders, amounts to the same."""
    few, lanes = hashes[:30], [point.lanes[0], door.lane(point)]
    seen = []
    for seed in range(3):
        made = [Phone(client, lane) for lane in lanes]
        with time_machine.travel("2027-03-18T10:00:00Z", tick=False) as later:
            for phone in made:
                phone.began = phone.clocks()["wall"]
                phone.sync()
            for place, code in enumerate(few):
                later.shift(timedelta(seconds=2))
                entry = made[place % 2].scan(code)
                if place % 3 == 0:
                    later.shift(timedelta(seconds=2))
                    made[(place + 1) % 2].scan(code)
                if place % 5 == 0:
                    made[place % 2].undo(entry)
            later.shift(timedelta(minutes=1))
            send(made, random.Random(seed))
            amounts = db.session.execute(
                sa.select(Presence.registration_id, Presence.inside, Presence.entry_at).order_by(Presence.registration_id)
            ).all()
            verdicts = sorted(map(str, db.session.scalars(sa.select(Scan.server_verdict).where(Scan.kind == "scan"))))
            seen.append((list(map(tuple, amounts)), verdicts, len(conflicts())))
            for table in (Conflict, Presence, Scan):
                db.session.execute(sa.delete(table))
            db.session.execute(sa.update(Registration).values(arrived_at=None))
    assert seen[0] == seen[1] == seen[2]
    assert seen[0][2] > 0


@pytest.fixture
def running(own_app):
    """An application where a commit is a commit."""
    return own_app()


def test_an_older_backup_loses_nothing_that_the_phones_still_have(running, databases, clock):
    with running.app_context():
        phones = let_in_by_two(running, clock)
        for phone in phones:
            phone.sync(phone.facts[:15])
        backup = copy(running, databases)
        for phone in phones:
            phone.sync(phone.facts[15:])
        whole = state()
        db.session.rollback()
    restored = application(backup)
    with restored.app_context():
        answer = restored.test_cli_runner().invoke(args=["data", "new-epoch"])
        assert answer.exit_code == 0, answer.output
        for phone in phones:
            phone.client, epoch = restored.test_client(), phone.epoch
            assert phone.sync()["reset"]
            assert phone.epoch != epoch
            phone.sync(phone.facts)
            phone.sync(phone.facts)
        assert state() == whole
        assert len(conflicts()) == 6
        db.session.remove()
        db.engine.dispose()
    databases.drop(backup)


def let_in_by_two(app, clock):
    """Two phones with 66 scans between them, six of which are of people who are in already."""
    event = factories.event(room_limit=5_000)
    point = door.point(event)
    people = [factories.badge_holder(event) for _ in range(60)]
    lanes = [point.lanes[0], door.lane(point)]
    db.session.commit()
    phones = [Phone(app.test_client(), lane) for lane in lanes]
    for phone in phones:
        phone.sync()
    for place, person in enumerate(people):
        clock.shift(timedelta(seconds=2))
        phones[place % 2].scan(person)
        if place % 10 == 0:
            clock.shift(timedelta(seconds=2))
            phones[1 - place % 2].scan(person)
    return phones


def copy(app, databases):
    db.session.commit()
    db.session.remove()
    db.engine.dispose()
    return databases.copy(app.config["SQLALCHEMY_DATABASE_URI"])
