"""Faults between a phone and its server: no answer or a wrong one, a backup put back, clocks that are wrong, the phone
taken away. Each scan is on the server once, who is inside is inside, and nobody is turned away who may come in."""

from collections import Counter
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.audit.service import SYSTEM
from app.checkin import delta, pairing
from app.checkin.models import Scan
from app.checkin.set_aside import SetAside
from app.core.clock import now
from app.extensions import db
from tests.door.conftest import PHONE
from tests.door.until import until
from tests.door.venue import DAY, MINUTE, clock_ahead, scan, settle, sync

pytestmark = pytest.mark.browser

MADE = "[...door.phone.queue.facts.keys()]"
A_WAY = timedelta(seconds=5)
"""More than the way to the server takes, as exactly as a clock can be put right; far less than they are wrong."""
ASKED = "**/api/device/v1/sync"
PORTAL = {"content_type": "text/html", "body": "<h1>Room number?</h1>"}
GATEWAY = {"status": 502, "content_type": "application/json", "body": '{"error": "bad gateway"}'}
FAILURES = "door.phone.sync.failures"


def asks_in_vain(page):
    before = page.evaluate(FAILURES)
    sync(page)
    until(page, f"{FAILURES} > {before}")


def net_is_back(page):
    page.unroute_all(behavior="wait")


def answer_lost(route):
    """The server has taken what came, and nobody hears of it."""
    route.fetch()
    route.abort()


def test_behind_a_captive_portal_and_a_broken_gateway_it_goes_on_and_each_scan_comes_once(venue, context):
    """Cut before, between the server's taking and its answer, and after."""
    page = venue.phone(context)
    ways = [lambda route: route.fulfill(**PORTAL), lambda route: route.fulfill(**GATEWAY), answer_lost]
    for number, way in enumerate(ways):
        page.route(ASKED, way)
        assert scan(page, venue.codes[number]) == "ok"
        asks_in_vain(page)
        assert page.evaluate("door.phone.queue.unsent().length") == 1
        assert len(venue.facts()) == number + (way is answer_lost)
        net_is_back(page)
        settle(page)
    assert scan(page, venue.codes[2]) == "shown_again", "a badge passed back"
    settle(page)
    assert venue.facts() == [("scan", "ok")] * 3
    assert venue.inside() == 3


BAD_THEN_GOOD = """async ([code, times]) => {
  const seen = new Set();
  for (let n = 0; n < times; n += 1) {
    await door.scanned(`https://example.com/${n}`);
    await door.scanned(code);
    seen.add(door.flows.shown.verdict.code);
  }
  return [...seen];
}"""


def test_two_hundred_times_a_bad_code_hides_no_good_one(venue, context):
    page = venue.phone(context)
    assert set(page.evaluate(BAD_THEN_GOOD, [venue.codes[0], 200])) <= {"ok", "shown_again", "already_in"}
    assert scan(page, venue.codes[1]) == "ok"
    settle(page)
    verdicts = Counter(verdict for _kind, verdict in venue.facts())
    assert (verdicts["unreadable"], verdicts["ok"], venue.inside()) == (200, 2, 2)
    assert verdicts.keys() <= {"unreadable", "ok", "already_in"}


def test_a_backup_put_back_gets_every_scan_again_and_half_of_its_copy_turns_nobody_away(venue, context, monkeypatch):
    page = venue.phone(context)
    until(page, "navigator.serviceWorker.controller")
    venue.keep_backup()
    assert scan(page, venue.codes[0]) == "ok"
    settle(page)
    venue.put_backup_back()
    assert venue.inside() == 0
    monkeypatch.setattr(delta, "PAGE", 1)
    pages = []
    page.route(ASKED, lambda route: route.abort() if pages else (pages.append(1), route.continue_()))
    asks_in_vain(page)
    for again in (False, True):
        if again:
            page.reload()
            until(page, "globalThis.door?.phone.kept.copied")
        assert scan(page, venue.codes[1 + again]) == "ok"
        assert page.locator(".verdict .name").count() == 1
        assert page.evaluate("door.phone.copy.people.size") == 3
    net_is_back(page)
    settle(page)
    until(page, "door.phone.heard === door.phone.kept.epoch && !door.phone.loading.people")
    assert venue.facts() == [("scan", "ok")] * 3
    assert venue.inside() == 3
    assert scan(page, venue.codes[0]) == "already_in"
    assert page.locator(".verdict .name").count() == 1, "names are sealed under the new epoch"


def test_a_backup_of_before_it_was_paired_keeps_queue_and_copy_and_asks_for_pairing(venue, context):
    venue.keep_backup()
    page = venue.phone(context)
    venue.site.stop()
    assert scan(page, venue.codes[0]) == "ok"
    venue.put_backup_back()
    sync(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Relier").click()
    assert page.evaluate("door.phone.copy.people.size") == 3
    venue.join(page)
    settle(page)
    assert venue.facts() == [("scan", "ok")]
    assert venue.inside() == 1


def test_clocks_twenty_minutes_apart_that_jump_by_days_put_the_entry_where_it_was(venue, chromium):
    with chromium.new_context(**PHONE) as first, chromium.new_context(**PHONE) as second:
        first.add_init_script(clock_ahead(10 * MINUTE))
        second.add_init_script(clock_ahead(-10 * MINUTE))
        a, b = venue.phone(first, lane=0), venue.phone(second, lane=1)
        venue.site.stop()
        began = now()
        assert [scan(page, venue.codes[0]) for page in (a, b)] == ["ok", "ok"]
        a.evaluate(f"() => {{ ahead += {3 * DAY}; }}")
        assert scan(a, venue.codes[1]) == "ok"
        a.evaluate(f"() => {{ ahead -= {5 * DAY}; }}")
        assert scan(a, venue.codes[2]) == "ok"
        venue.start()
        for page in (a, b):
            settle(page)
        with venue.app.app_context():
            scans = {str(one.uuid): one for one in db.session.scalars(sa.select(Scan))}
            entry, between, after, other = (scans[uuid] for page in (a, b) for uuid in page.evaluate(MADE))
            for one in (entry, other, after):
                assert one.sure and began - A_WAY <= one.corrected_at <= now() + A_WAY
            assert not between.sure or began - A_WAY <= between.corrected_at <= now() + A_WAY
        assert venue.conflicts() == 1
        assert venue.inside() == 3


def test_taken_away_while_cut_off_its_scans_wait_for_an_organiser_and_it_keeps_nothing(venue, context):
    page = venue.phone(context)
    venue.site.stop()
    assert [scan(page, code) for code in venue.codes[:2]] == ["ok", "ok"]
    device = page.evaluate("door.phone.kept.device.id")
    with venue.app.app_context():
        pairing.revoke(venue.event_id, device, by=SYSTEM)
        db.session.commit()
    page.route(ASKED, answer_lost)
    venue.start()
    asks_in_vain(page)
    assert page.evaluate("door.phone.queue.unsent().length") == 2, "it does not know that they were taken"
    net_is_back(page)
    sync(page)
    page.wait_for_selector("#field-pairing")
    assert page.evaluate("[door.phone.copy.people.size, door.phone.queue.facts.size]") == [0, 0]
    with venue.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(SetAside)) == 2
    assert venue.facts() == []
