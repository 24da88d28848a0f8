"""What the phone keeps through kills and wrong dates, and when it forgets."""

from datetime import timedelta

import pytest
import time_machine

from app.checkin.terms import DoorRole
from app.core.clock import now
from tests.door.storage import everything
from tests.door.until import until
from tests.door.venue import DAY, HOUR, clock_ahead, scan, settle, sync

pytestmark = pytest.mark.browser

AWAKE = "globalThis.door?.phone.copy.people.size === 3"


def asleep(page):
    """Closed, with all that it needs to open without network."""
    until(page, "navigator.serviceWorker.controller")
    context = page.context
    page.close()
    return context


def awake(venue, context):
    page = context.new_page()
    page.goto(f"{venue.site.address}/door")
    until(page, AWAKE)
    return page


def awake_when(venue, page, milliseconds):
    """Closed, and opened again on a phone whose clock is so far ahead."""
    context = asleep(page)
    context.add_init_script(clock_ahead(milliseconds))
    page = awake(venue, context)
    page.evaluate("door.tick()")
    return page


def unsent(page):
    return page.evaluate("door.phone.queue.unsent().length")


def test_killed_with_a_full_queue_it_starts_from_its_cache_and_loses_nothing(opened, venue):
    page = venue.phone(opened())
    until(page, "navigator.serviceWorker.controller")
    venue.site.stop()
    assert [scan(page, code) for code in venue.codes] == ["ok"] * 3
    page = awake(venue, opened())
    assert unsent(page) == 3
    assert scan(page, venue.codes[0]) == "already_in"
    venue.start()
    settle(page)
    assert venue.facts() == [("scan", "ok")] * 3 + [("scan", "already_in")]
    assert venue.inside() == 3


def test_whom_a_lead_registered_without_network_is_known_after_the_app_was_killed(opened, venue):
    page = venue.phone(opened(), role=DoorRole.lead)
    until(page, "navigator.serviceWorker.controller")
    venue.site.stop()
    blank = venue.codes[0][:3] + "DFGHJKLNPRSTVXBCDFGHJ"
    fields = {"first_name": "Ada", "last_name": "Byron", "organisation": "Analytique", "photo": False}
    fields["category"] = page.evaluate("door.phone.copy.categories[0].id")
    page.evaluate("([fields, code]) => door.phone.door.walkIn(fields, code)", [fields, blank])
    page = opened().new_page()
    page.goto(f"{venue.site.address}/door")
    until(page, "globalThis.door?.phone.copy.people.size === 4")
    assert scan(page, blank) == "already_in"
    assert page.locator(".verdict .name").inner_text() == "Ada Byron"
    venue.start()
    settle(page)
    assert [fact for fact, _verdict in venue.facts()] == ["walk-in", "scan", "scan"]


def test_the_shift_does_not_end_while_a_scan_is_unsent_and_then_leaves_nothing(venue, context):
    page = venue.phone(context)
    venue.site.stop()
    scan(page, venue.codes[0])
    page.evaluate("door.openEnd()")
    assert "Encore 1 à envoyer" in page.locator(".sheet").inner_text()
    assert page.get_by_role("button", name="Terminer et effacer").count() == 0
    venue.start()
    settle(page)
    page.evaluate("door.openEnd()")
    page.get_by_role("button", name="Terminer et effacer").click()
    page.wait_for_selector("#field-pairing")
    assert '"codes"' not in everything(page)
    assert venue.facts() == [("scan", "ok")]


def test_a_day_after_the_event_all_is_forgotten_once_all_is_sent_and_the_server_agrees(venue, context):
    venue.ends(now() + timedelta(hours=1))
    page = venue.phone(context)
    venue.site.stop()
    scan(page, venue.codes[0])
    page = awake_when(venue, page, 26 * HOUR)
    assert unsent(page) == 1 and '"codes"' in everything(page)
    with time_machine.travel(now() + timedelta(hours=26)):
        venue.start()
        settle(page)
        page.evaluate("door.tick()")
        page.wait_for_selector("#field-pairing")
    assert '"codes"' not in everything(page)
    assert venue.facts() == [("scan", "ok")]


def test_a_date_that_somebody_sets_days_ahead_forgets_nobody_even_if_the_app_is_killed(venue, context):
    venue.ends(now() + timedelta(hours=1))
    page = venue.phone(context)
    venue.site.stop()
    page.evaluate(f"() => {{ {clock_ahead(3 * DAY)} door.tick(); }}")
    page.locator(".strip", has_text="L’heure de ce téléphone est fausse").wait_for()
    page = awake_when(venue, page, 3 * DAY)
    page.locator(".strip", has_text="croit l’événement fini").wait_for()
    assert scan(page, venue.codes[0]) == "ok"
    venue.start()
    settle(page)
    page.keyboard.press("Escape")
    page.evaluate("door.tick()")
    page.locator(".strip", has_text="L’heure de ce téléphone est fausse").wait_for()
    assert page.evaluate(AWAKE)
    assert venue.facts() == [("scan", "ok")] and venue.inside() == 1
    venue.site.stop()
    context = asleep(page)
    context.add_init_script(f"ahead += {7 * DAY};")
    page = context.new_page()
    page.goto(f"{venue.site.address}/door")
    page.wait_for_selector("#field-pairing")


def test_set_back_and_killed_without_network_it_still_knows_the_time(venue, context):
    page = venue.phone(context)
    venue.site.stop()
    page.evaluate(f"() => {{ {clock_ahead(-3 * DAY)} }}")
    sync(page)
    until(page, "door.phone.kept.marks.at(-1).server === null")
    page = awake(venue, asleep(page))
    assert page.evaluate("Math.abs(door.phone.clock.now() - Date.now())") < HOUR


def test_one_tab_at_a_time_writes(venue, context):
    page = venue.phone(context)
    other = context.new_page()
    other.goto(f"{venue.site.address}/door")
    other.get_by_role("button", name="Continuer ici").click()
    until(other, AWAKE)
    page.get_by_role("button", name="Continuer ici").wait_for()
