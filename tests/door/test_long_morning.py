"""A random morning at several phones in a browser: networks cut, clocks wrong, apps and the server killed,
a backup put back. Every scan is on the server once, everybody's presence right, the report names what was
planted, and telling everything again changes nothing.

DOOR_SCANS=2000 .venv/bin/python -m pytest tests/door/test_long_morning.py   the long one: some minutes
"""

import os
import random
import time
from collections import defaultdict
from contextlib import ExitStack

import pytest
import sqlalchemy as sa

from app.checkin import queries, reconciling
from app.checkin.models import Scan
from app.checkin.terms import ScanKind
from app.credentials.codes import hash_code
from app.extensions import db
from tests import factories
from tests.checkin.test_upload import state
from tests.door.conftest import PHONE
from tests.door.site import KillableSite
from tests.door.until import until
from tests.door.venue import MINUTE, PAIRED, SENT, Venue, clock_ahead, sync

pytestmark = pytest.mark.browser

SCANS = int(os.environ.get("DOOR_SCANS", "60"))
PHONES = 3
AHEAD = [10 * MINUTE, -10 * MINUTE, 0]
"""Milliseconds that the phones' clocks are wrong."""
CLOSE = 5
"""Seconds by which the moment of a scan may be off on a busy machine."""
SHOW = """async (codes) => {
  const seen = [];
  for (const code of codes) {
    door.flows.shown = null;
    await door.scanned(code);
    seen.push([code, door.flows.shown.uuid, door.flows.shown.verdict.code]);
  }
  return seen;
}"""
UNDO = """async () => {
  const [last] = door.recent;
  if (!last || !door.mayUndo(last)) return null;
  await door.flows.undone(last, "");
  return last.uuid;
}"""
FACTS = "[...door.phone.queue.facts.values()].map(({ uuid, body }) => [uuid, body.kind])"
AGAIN = "() => { door.phone.queue.sendAgain(); door.phone.sync.now(); }"
"""What another epoch makes a phone do."""


class Door:
    """A phone at its lane: the page is the app, the context all that the phone keeps."""

    def __init__(self, venue, context, number):
        self.venue, self.context = venue, context
        context.add_init_script(clock_ahead(AHEAD[number]))
        self.page = venue.phone(context, lane=number)
        until(self.page, "navigator.serviceWorker.controller")
        self.cut = False

    def cut_or_join(self):
        self.cut = not self.cut
        self.context.set_offline(self.cut)

    def kill(self):
        """The app is swiped away and opened again, with or without a network."""
        self.page.close()
        self.page = self.context.new_page()
        self.page.goto(f"{self.venue.site.address}/door")
        until(self.page, PAIRED)

    def send(self):
        sync(self.page)


class Morning:
    """What happens, and what is true of it: of each badge the scans that let it in and stand, as UUID → (moment, phone)."""

    def __init__(self, venue, phones, mix):
        self.venue, self.phones, self.mix = venue, phones, mix
        self.stands = defaultdict(dict)
        self.shown = 0

    def go_on(self):
        acts = {lambda _phone: None: 50, self.undo: 8, Door.cut_or_join: 22, Door.send: 10, Door.kill: 10}
        hours = {2: self.crash, 3: self.venue.keep_backup, 5: self.crash, 7: self.venue.put_backup_back, 9: self.crash}
        faults = [(SCANS * share // 10, act) for share, act in hours.items()]
        while self.shown < SCANS:
            phone = self.mix.choice(self.phones)
            self.show(phone, self.mix.choices(self.venue.codes, k=self.mix.randint(1, 6)))
            (act,) = self.mix.choices(list(acts), list(acts.values()))
            act(phone)
            while faults and self.shown >= faults[0][0]:
                faults.pop(0)[1]()

    def show(self, phone, codes):
        for code, uuid, verdict in phone.page.evaluate(SHOW, codes):
            self.shown += 1
            if verdict == "ok":
                self.stands[code][uuid] = (time.time(), phone)

    def undo(self, phone):
        undone = phone.page.evaluate(UNDO)
        for found in self.stands.values():
            found.pop(undone, None)

    def crash(self):
        """kill -9 while parcels are on their way."""
        for phone in self.phones:
            phone.send()
        time.sleep(self.mix.random() / 20)
        self.venue.site.stop()
        self.show(self.mix.choice(self.phones), self.mix.choices(self.venue.codes, k=4))
        self.venue.start()

    def settle(self):
        """Networks are back for good, and everything comes."""
        for phone in self.phones:
            phone.context.set_offline(False)
            phone.send()
        for phone in self.phones:
            until(phone.page, SENT)


def guests(event):
    event.room_limit = SCANS  # the room is wide enough
    return [factories.badge_holder(event) for _ in range(max(12, SCANS // 6))]


@pytest.fixture
def venue(own_app):
    made = Venue(own_app(), guests, PHONES, KillableSite)
    yield made
    made.site.stop()


def test_of_a_morning_of_faults_nothing_is_lost_nothing_is_doubled_and_all_is_told(venue, chromium):
    mix = random.Random(int(os.environ.get("DOOR_SEED", "1")))
    with ExitStack() as contexts:
        phones = [Door(venue, contexts.enter_context(chromium.new_context(**PHONE)), number) for number in range(PHONES)]
        morning = Morning(venue, phones, mix)
        morning.go_on()
        morning.settle()
        facts = dict(fact for phone in phones for fact in phone.page.evaluate(FACTS))
        with venue.app.app_context():
            amounts_to(morning, facts)
            before = state()
            db.session.rollback()
        for phone in phones:
            phone.page.evaluate(AGAIN)
        morning.settle()
        with venue.app.app_context():
            assert state() == before, "told again, it is the same"


def amounts_to(morning, facts):
    scans = db.session.scalars(sa.select(Scan)).all()
    assert sorted(str(scan.uuid) for scan in scans) == sorted(facts)
    entries = {str(scan.uuid): scan for scan in scans if scan.kind is ScanKind.scan}
    stands = {hash_code(code): found for code, found in morning.stands.items() if found}
    for found in stands.values():
        for uuid, (at, _phone) in found.items():
            assert abs(entries[uuid].corrected_at.timestamp() - at) < CLOSE and entries[uuid].sure
    report = reconciling.report(morning.venue.event_id)
    planted = {pair for found in stands.values() for pair in double_entries(found, entries)}
    assert {(str(one.entry.uuid), str(one.later.uuid)) for one in report.open} == planted
    assert planted and len(stands) > len(morning.venue.codes) // 2, "a morning on which little happened shows little"
    assert queries.count_inside(morning.venue.point_id) == report.totals.arrived == len(stands)
    print(f"{morning.shown} shown, {len(facts)} facts, {len(stands)} people inside, {len(planted)} double entries, all found")


def double_entries(found, entries):
    """(entry, later) for each that another phone let in as well; which one was the entry only moments may say."""
    first, *later = sorted(found, key=lambda uuid: entries[uuid].corrected_at)
    return {(first, uuid) for uuid in later if found[uuid][1] is not found[first][1]}
