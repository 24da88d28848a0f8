"""The phone and the server together: pair, scan, cut, reconnect, two lanes with one badge."""

import pytest

from tests.door.conftest import PHONE
from tests.door.until import until
from tests.door.venue import PAIRED, SENT, scan, settle, sync

pytestmark = pytest.mark.browser


def test_paired_by_two_words_it_knows_who_stands_before_it(venue, context):
    page = venue.phone(context)
    assert scan(page, venue.codes[0]) == "ok"
    assert page.locator(".verdict .name").inner_text().replace("\u00a0", " ").replace("\u2011", "-") == venue.names[0]
    until(page, SENT)
    assert venue.facts() == [("scan", "ok")]


def test_an_answer_that_comes_while_it_asks_for_its_lane_leaves_it_waiting_for_nothing(venue, context):
    page = venue.phone(context)
    page.evaluate("() => { door.joining.wait(); door.phone.keep({ device: { ...door.phone.kept.device } }); }")
    until(page, PAIRED)
    assert scan(page, venue.codes[0]) == "ok"


def test_what_one_lane_let_in_the_other_knows(venue, chromium):
    with chromium.new_context(**PHONE) as first, chromium.new_context(**PHONE) as second:
        a, b = venue.phone(first, lane=0), venue.phone(second, lane=1)
        scan(a, venue.codes[0])
        until(a, SENT)
        sync(b)
        until(b, "[...door.phone.copy.people.values()].some(({ passes }) => passes.length)")
        assert scan(b, venue.codes[0]) == "already_in"


def test_two_lanes_cut_off_that_let_in_one_badge_make_one_conflict(venue, chromium):
    with chromium.new_context(**PHONE) as first, chromium.new_context(**PHONE) as second:
        pages = [venue.phone(first, lane=0), venue.phone(second, lane=1)]
        venue.site.stop()
        assert [scan(page, venue.codes[0]) for page in pages] == ["ok", "ok"]
        venue.start()
        for page in pages:
            settle(page)
        assert venue.facts() == [("scan", "ok")] * 2
        assert venue.conflicts() == 1


def test_an_undo_frees_the_entry_everywhere(venue, context):
    page = venue.phone(context)
    scan(page, venue.codes[0])
    page.get_by_role("button", name="Annuler ce scan").click()
    until(page, SENT)
    assert venue.facts() == [("scan", "ok"), ("undo", None)]
    assert scan(page, venue.codes[0]) == "ok"


def test_what_the_server_counts_already_is_not_counted_again(venue, context):
    """Its figures may know an entry before its copy of the person does: one passes, and it is undone cut off."""
    page = venue.phone(context)
    scan(page, venue.codes[0])
    until(page, SENT)
    until(page, "(door.phone.sync.now(), Object.values(door.phone.copy.counters)[0].entries === 1)")
    venue.site.stop()
    page.evaluate("for (const person of door.phone.copy.people.values()) person.passes = []")  # not told yet
    assert page.evaluate("door.phone.figures().entries") == 1
    page.evaluate("door.phone.door.undo({ uuid: [...door.phone.queue.facts.keys()][0] })")
    until(page, "door.phone.queue.unsent().length === 1")
    assert page.evaluate("(({ inside, entries, arrived }) => [inside, entries, arrived])(door.phone.figures())") == [0, 0, 0]
