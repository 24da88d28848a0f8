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
from tests.databases import let_go

pytestmark = pytest.mark.usefixtures("clock")

EACH = 500
SHARED = 40
"""Badges that come in at both phones."""
UNDONE = 20
INSIDE = 2 * EACH - SHARED - UNDONE


@pytest.fixture
def event():
    return factories.event(room_limit=5_000)


@pytest.fixture
def hashes(event):
    return badges(event)


def badges(event, many=2 * EACH - SHARED):
    """The hashes on the badges of so many people: as many as two phones let in."""
    people = factories.registrations(event, many)
    lock(event.id)
    credentials.open_event(event)
    issued = credentials.issue_many(event, len(people))
    from_people = [{"registration_id": p.id, "credential_id": c.id, "since": now()} for p, c in zip(people, issued, strict=True)]
    db.session.execute(sa.insert(RegistrationCredential), from_people)
    return [credential.code_hash for credential in issued]


def two_phones(client, point):
    """One clock is ten minutes ahead, the other ten behind."""
    return Phone(client, point.lanes[0], ahead=600_000), Phone(client, door.lane(point), ahead=-600_000)


def work(phones, hashes, clock):
    """A morning at two lanes whose phones hear nothing; the pairs (entry, later) of the shared badges,
    which the second phone lets in early and the first one late."""
    first, second = phones
    for phone in phones:
        phone.sync()
    for place in range(EACH):
        clock.shift(timedelta(seconds=3))
        scan = first.scan(hashes[place])
        clock.shift(timedelta(seconds=1))
        second.scan(hashes[EACH - SHARED + place])
        if SHARED <= place < SHARED + UNDONE:
            first.undo(scan)
    entries = {fact["code_hash"]: fact["uuid"] for fact in second.facts}
    scans = [fact for fact in first.facts if fact["kind"] == "scan"]
    return {(entries[scan["code_hash"]], scan["uuid"]) for scan in scans if scan["code_hash"] in entries}


def send(phones, mix, again=1, part=slice(None)):
    """Everything, or that part of it, in parcels of mixed sizes, in any order, each several times."""
    for phone in phones:
        facts = phone.facts[part]
        mix.shuffle(facts)
        while facts:
            size = mix.randint(1, 200)
            parcel, facts = facts[:size], facts[size:]
            for _ in range(1 + again):
                assert {one["state"] for one in phone.sync(parcel)["results"]} == {"confirmed"}


def test_nothing_is_lost_nothing_is_doubled_and_the_conflicts_are_the_planted_ones(client, point, hashes, clock):
    phones = two_phones(client, point)
    planted = work(phones, hashes, clock)
    send(phones, random.Random(1))
    amounts_to_the_morning(point.id, planted)
    before = state()
    send(phones, random.Random(2), again=0)
    assert state() == before
    figures.forget()  # in a rush they may be a moment old
    for phone in phones:
        phone.sync()
        assert phone.parts["counters"][str(point.id)]["arrived"] == INSIDE


def amounts_to_the_morning(point_id, planted):
    assert db.session.scalar(sa.select(sa.func.count(Scan.id))) == 2 * EACH + UNDONE
    assert queries.count_inside(point_id) == INSIDE
    assert len(planted) == SHARED
    assert conflicts() == planted


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


def test_a_backup_put_back_in_between_loses_nothing_and_doubles_nothing(own_app, databases, clock):
    """Copied when a third had come, put back at noon; the phones send everything again, and once more."""
    crashed = own_app()
    with crashed.app_context():
        event = factories.event(room_limit=5_000)
        point, hashes = door.point(event), badges(event)
        point_id = point.id
        phones = two_phones(crashed.test_client(), point)
        db.session.commit()
        planted = work(phones, hashes, clock)
        send(phones, random.Random(3), part=slice(0, EACH // 3))
        backup = copy(crashed, databases)
        send(phones, random.Random(4), part=slice(EACH // 3, None))
        whole = state()
        db.session.rollback()
    restored = application(backup)
    with restored.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Scan.id))) == 2 * (EACH // 3)
        db.session.rollback()
        answer = restored.test_cli_runner().invoke(args=["data", "new-epoch"])
        assert answer.exit_code == 0, answer.output
        for phone in phones:
            phone.client, epoch = restored.test_client(), phone.epoch
            assert phone.sync()["reset"]
            assert phone.epoch != epoch
        send(phones, random.Random(5))
        amounts_to_the_morning(point_id, planted)
        assert state() == whole
        db.session.remove()
        let_go()
    databases.drop(backup)


def copy(app, databases):
    """A backup as `cp` or `pg_dump` makes one."""
    db.session.commit()
    db.session.remove()
    let_go()
    return databases.copy(app.config["SQLALCHEMY_DATABASE_URI"])
