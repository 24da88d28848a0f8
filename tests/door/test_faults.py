"""Faults between a phone and its server: the answer lost on its way, clocks that are wrong, the phone taken away."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.audit.service import SYSTEM
from app.checkin import pairing
from app.checkin.models import Scan
from app.checkin.set_aside import SetAside
from app.core.clock import now
from app.extensions import db
from tests.door.conftest import PHONE
from tests.door.until import until
from tests.door.venue import SENT, Venue, scan

pytestmark = pytest.mark.browser

WRONG = "globalThis.ahead = %d; const right = Date.now.bind(Date); Date.now = () => right() + globalThis.ahead;"
MADE = "[...door.phone.queue.facts.keys()]"
MINUTE, DAY = 60_000, 86_400_000
A_WAY = timedelta(seconds=5)
"""More than the way to the server takes, as exactly as a clock can be put right; far less than they are wrong."""


@pytest.fixture
def venue(own_app):
    made = Venue(own_app())
    yield made
    made.site.stop()


@pytest.fixture
def context(chromium):
    with chromium.new_context(**PHONE) as made:
        yield made


def sync(page):
    page.evaluate("door.phone.sync.now()")


def test_cut_between_the_server_s_taking_and_its_answer_a_scan_comes_again_and_counts_once(venue, context):
    page = venue.phone(context)
    page.route("**/sync", lambda route: (route.fetch(), route.abort()))
    assert scan(page, venue.codes[0]) == "ok"
    until(page, "door.phone.sync.failures > 0")
    assert venue.facts() == [("scan", "ok")]
    assert page.evaluate("door.phone.queue.unsent().length") == 1
    assert scan(page, venue.codes[1]) == "ok"
    page.unroute("**/sync")
    sync(page)
    until(page, SENT)
    assert venue.facts() == [("scan", "ok")] * 2


def test_clocks_twenty_minutes_apart_that_jump_by_days_put_the_entry_where_it_was(venue, chromium):
    with chromium.new_context(**PHONE) as first, chromium.new_context(**PHONE) as second:
        first.add_init_script(WRONG % (10 * MINUTE))
        second.add_init_script(WRONG % (-10 * MINUTE))
        a, b = venue.phone(first, lane=0), venue.phone(second, lane=1)
        venue.site.stop()
        began = now()
        assert [scan(page, venue.codes[0]) for page in (a, b)] == ["ok", "ok"]
        a.evaluate(f"() => {{ ahead += {3 * DAY}; }}")
        assert scan(a, venue.codes[1]) == "ok"
        a.evaluate(f"() => {{ ahead -= {5 * DAY}; }}")
        assert scan(a, venue.codes[2]) == "ok"
        venue.site.start(venue.site.port)
        for page in (a, b):
            sync(page)
            until(page, SENT)
        with venue.app.app_context():
            scans = {str(one.uuid): one for one in db.session.scalars(sa.select(Scan))}
            entry, between, after, other = (scans[uuid] for page in (a, b) for uuid in page.evaluate(MADE))
            for one in (entry, other, after):
                assert one.sure and began - A_WAY <= one.corrected_at <= now() + A_WAY
            assert not between.sure or began - A_WAY <= between.corrected_at <= now() + A_WAY
        assert venue.conflicts() == 1


def test_taken_away_while_cut_off_its_scans_wait_for_an_organiser_and_it_keeps_nothing(venue, context):
    page = venue.phone(context)
    venue.site.stop()
    assert [scan(page, code) for code in venue.codes[:2]] == ["ok", "ok"]
    device = page.evaluate("door.phone.kept.device.id")
    with venue.app.app_context():
        pairing.revoke(venue.event_id, device, by=SYSTEM)
        db.session.commit()
    venue.site.start(venue.site.port)
    page.evaluate("() => { door.phone.sync.now(); }")
    page.wait_for_selector("#field-pairing")
    assert page.evaluate("[door.phone.copy.people.size, door.phone.queue.facts.size]") == [0, 0]
    with venue.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(SetAside)) == 2
    assert venue.facts() == []
