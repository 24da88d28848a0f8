"""A random morning at several lanes: networks cut, answers lost, apps killed, a backup put back, everything
sent again in any order; the report of the day then lists exactly the double entries that were planted."""

import random
from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from app.audit.service import SYSTEM
from app.checkin import conflicts, figures, frame, queries, reconciling
from app.checkin.models import Scan
from app.checkin.moments import milliseconds, moment
from app.checkin.terms import ConflictState
from app.core.clock import now
from app.credentials import service as credentials
from app.extensions import db
from app.registration.models import Registration
from tests import factories
from tests.checkin import door
from tests.checkin.phone import Phone
from tests.checkin.test_merging_phones import badges
from tests.checkin.test_upload import state

pytestmark = pytest.mark.usefixtures("clock")

PHONES, PEOPLE, SCANS = 4, 60, 200


@pytest.fixture
def event():
    return factories.event(room_limit=5_000)


class Morning:
    """What happens, and what is true of it: of each badge the scans that stand, as (moment, phone, UUID)."""

    def __init__(self, client, point, hashes, clock, mix):
        lanes = [point.lanes[0], *(door.lane(point) for _ in range(PHONES - 1))]
        self.phones = [Phone(client, lane, ahead=mix.randint(-600_000, 600_000)) for lane in lanes]
        self.hashes, self.clock, self.mix = hashes, clock, mix
        self.stands = {code: {} for code in hashes}
        self.backup = None

    def go_on(self):
        for step in range(SCANS):
            self.clock.shift(timedelta(seconds=self.mix.randint(1, 9)))
            phone = self.mix.choice(self.phones)
            self.scan(phone)
            self.mix.choices([self.rest, self.undo, self.send, self.lose_answer, self.kill], [70, 6, 8, 6, 3])[0](phone)
            if step == SCANS // 3:
                self.keep_backup()
        self.put_backup_back()

    def scan(self, phone):
        """A phone knows what it did itself; of the others it has heard nothing."""
        code = self.mix.choice(self.hashes)
        own = any(by is phone for _at, by in self.stands[code].values())
        fact = phone.scan(code, "already_in" if own else "ok", **({"parameters": {"sure": True}} if own else {}))
        if not own:
            self.stands[code][fact["uuid"]] = (milliseconds(now()), phone)

    def rest(self, _phone):
        pass

    def undo(self, phone):
        mine = [(code, uuid) for code, found in self.stands.items() for uuid, (_at, by) in found.items() if by is phone]
        if mine:
            code, uuid = self.mix.choice(mine)
            del self.stands[code][uuid]
            phone.undo({"uuid": uuid})

    def send(self, phone):
        """Some of it, old or new."""
        phone.sync(self.mix.sample(phone.facts, min(len(phone.facts), self.mix.randint(1, 60))))

    def lose_answer(self, phone):
        phone.post("/sync", phone.question(self.mix.sample(phone.facts, min(len(phone.facts), 30))))

    def kill(self, phone):
        """The app starts anew; what it keeps on the disc is there."""
        phone.run, phone.began = str(uuid4()), milliseconds(now())
        frame.forget()

    def keep_backup(self):
        db.session.commit()
        self.backup = db.session.get_bind().begin_nested()

    def put_backup_back(self):
        db.session.rollback()
        self.backup.rollback()
        db.session.expire_all()
        frame.forget()
        figures.forget()
        credentials.new_epoch()
        db.session.commit()

    def send_everything(self):
        for phone in self.mix.sample(self.phones, PHONES):
            facts = self.mix.sample(phone.facts, len(phone.facts))
            for place in range(0, len(facts), 70):
                assert {one["state"] for one in phone.sync(facts[place : place + 70])["results"]} == {"confirmed"}

    def planted(self):
        """Pairs of UUIDs: the entry, and a later one at another phone."""
        pairs = set()
        for found in self.stands.values():
            first, *later = sorted(found, key=lambda uuid: found[uuid][0]) or [None]
            pairs |= {(first, uuid) for uuid in later if found[uuid][1] is not found[first][1]}
        return pairs


def listed(found):
    return {(str(one.entry.uuid), str(one.later.uuid)) for one in found}


@pytest.mark.parametrize("seed", [1, 2])
def test_the_report_lists_exactly_the_planted_double_entries(client, event, point, clock, seed):
    morning = Morning(client, point, badges(event, PEOPLE), clock, random.Random(seed))
    for phone in morning.phones:
        phone.sync()
    morning.go_on()
    morning.send_everything()
    report = reconciling.report(event.id)
    assert len(morning.planted()) > PEOPLE // 2
    assert listed(report.open) == morning.planted()
    assert report.left == len(report.open)

    facts = [fact["uuid"] for phone in morning.phones for fact in phone.facts]
    assert sorted(map(str, db.session.scalars(sa.select(Scan.uuid)))) == sorted(facts)
    present = {code: min(found.values())[0] for code, found in morning.stands.items() if found}
    assert queries.count_inside(point.id) == report.totals.arrived == len(present)
    arrived = db.session.scalars(sa.select(Registration.arrived_at).where(Registration.arrived_at.is_not(None)))
    assert sorted(arrived) == sorted(map(moment, present.values()))

    before = state()
    morning.send_everything()
    assert state() == before
    for one in report.open:
        conflicts.explain(event.id, one.id, ConflictState.same_person, by=SYSTEM)
    morning.send_everything()
    assert reconciling.report(event.id).left == 0
