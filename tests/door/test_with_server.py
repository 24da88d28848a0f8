"""The phone and the server together: pair, scan, cut, reconnect, two lanes with one badge."""

import pytest

from app.audit.service import Actor
from app.checkin import pairing
from app.checkin.models import Conflict, Scan
from app.checkin.terms import DoorRole
from app.core.crypto import decrypt
from app.extensions import db
from tests import factories
from tests.checkin import door
from tests.door.conftest import PHONE
from tests.door.site import Site
from tests.door.until import until

pytestmark = pytest.mark.browser

PAIRED = "door.phone.kept.copied && !door.kind"
SENT = "door.phone.queue.unsent().length === 0"


class Venue:
    """An entrance with two lanes, three guests, and their codes as they stand on the badges."""

    def __init__(self, app):
        self.app, self.site = app, Site(app)
        with app.app_context():
            event = factories.event()
            factories.category(event)
            point = door.point(event)
            door.lane(point)
            guests = [factories.badge_holder(event) for _ in range(3)]
            self.codes = [decrypt(guest.codes[0].credential.sealed) for guest in guests]
            self.names = [f"{guest.first_name} {guest.last_name}" for guest in guests]
            self.event_id, self.lanes = event.id, [lane.id for lane in point.lanes]
            db.session.commit()

    def phone(self, context, lane=0, role=DoorRole.scan):
        """A phone that its organiser has given a lane."""
        with self.app.app_context():
            device, letters = pairing.invite(self.event_id, role, by=Actor("system"))
            db.session.commit()
            device_id = device.id
        page = context.new_page()
        page.goto(f"{self.site.address}/door#{letters}")
        assert page.input_value("#field-pairing") == letters
        page.get_by_role("button", name="Relier", exact=True).click()
        words = page.locator(".words").inner_text().split(" · ")
        with self.app.app_context():
            device = pairing.place(self.event_id, device_id, self.lanes[lane], role=role, name="T", by=Actor("system"))
            assert device.words.split() == words
            db.session.commit()
        until(page, PAIRED)
        return page

    def facts(self):
        with self.app.app_context():
            return [(scan.kind.value, scan.verdict and scan.verdict.value) for scan in db.session.query(Scan).order_by(Scan.id)]

    def conflicts(self):
        with self.app.app_context():
            return db.session.query(Conflict).count()


@pytest.fixture
def venue(own_app):
    made = Venue(own_app())
    yield made
    made.site.stop()


@pytest.fixture
def context(chromium):
    with chromium.new_context(**PHONE) as made:
        yield made


def scan(page, code):
    page.evaluate("code => door.scanned(code)", code)
    return page.locator(".verdict").get_attribute("data-code")


def test_paired_by_two_words_it_knows_who_stands_before_it(venue, context):
    page = venue.phone(context)
    assert scan(page, venue.codes[0]) == "ok"
    assert page.locator(".verdict .name").inner_text().replace("\u00a0", " ").replace("\u2011", "-") == venue.names[0]
    until(page, SENT)
    assert venue.facts() == [("scan", "ok")]


def test_cut_off_it_goes_on_and_brings_each_scan_once(venue, context):
    page = venue.phone(context)
    venue.site.stop()
    assert [scan(page, code) for code in venue.codes] == ["ok"] * 3
    page.evaluate("door.phone.sync.now()")
    until(page, "door.phone.sync.online === false")
    venue.site.start(venue.site.port)
    page.evaluate("door.phone.sync.now()")
    until(page, SENT)
    assert venue.facts() == [("scan", "ok")] * 3


def test_what_one_lane_let_in_the_other_knows(venue, chromium):
    with chromium.new_context(**PHONE) as first, chromium.new_context(**PHONE) as second:
        a, b = venue.phone(first, lane=0), venue.phone(second, lane=1)
        scan(a, venue.codes[0])
        until(a, SENT)
        b.evaluate("door.phone.sync.now()")
        until(b, "[...door.phone.copy.people.values()].some(({ passes }) => passes.length)")
        assert scan(b, venue.codes[0]) == "already_in"


def test_two_lanes_cut_off_that_let_in_one_badge_make_one_conflict(venue, chromium):
    with chromium.new_context(**PHONE) as first, chromium.new_context(**PHONE) as second:
        pages = [venue.phone(first, lane=0), venue.phone(second, lane=1)]
        venue.site.stop()
        assert [scan(page, venue.codes[0]) for page in pages] == ["ok", "ok"]
        venue.site.start(venue.site.port)
        for page in pages:
            page.evaluate("door.phone.sync.now()")
            until(page, SENT)
        assert venue.facts() == [("scan", "ok")] * 2
        assert venue.conflicts() == 1


def test_an_undo_frees_the_entry_everywhere(venue, context):
    page = venue.phone(context)
    scan(page, venue.codes[0])
    page.get_by_role("button", name="Annuler ce scan").click()
    until(page, SENT)
    assert venue.facts() == [("scan", "ok"), ("undo", None)]
    assert scan(page, venue.codes[0]) == "ok"


def test_at_the_end_of_the_shift_nothing_is_left_on_the_phone(venue, context):
    page = venue.phone(context)
    scan(page, venue.codes[0])
    until(page, SENT)
    page.evaluate("door.openEnd()")
    page.get_by_role("button", name="Terminer et effacer").click()
    page.wait_for_selector("#field-pairing")
    assert page.evaluate("door.phone.copy.people.size") == 0
