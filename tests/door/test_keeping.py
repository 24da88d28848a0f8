"""What the phone keeps through cuts, kills and restores, and what a found phone does not tell."""

import pytest

from tests.door.conftest import join
from tests.door.storage import everything
from tests.door.until import until
from tests.door.wire import NAMES, code_of

pytestmark = pytest.mark.browser


def scan(page, *numbers):
    for number in numbers:
        page.evaluate("code => door.scanned(code)", code_of(number))


def unsent(page):
    return page.evaluate("door.phone.queue.unsent().length")


def settle(page):
    page.evaluate("door.phone.sync.now()")
    until(page, "door.phone.queue.unsent().length === 0")


def test_the_store_of_a_scan_device_holds_no_name_in_clear(phone, wire):
    scan(phone, 1, 2)
    settle(phone)
    kept = everything(phone)
    assert '"codes"' in kept
    for words in NAMES:
        assert not [word for word in words if word in kept]
    assert code_of(1) not in kept


@pytest.mark.parametrize("down", ["portal", "dead", (502, "bad_gateway")])
def test_without_a_server_it_goes_on_and_sends_each_scan_once_it_is_back(phone, wire, down):
    wire.down = down
    scan(phone, 5, 6, 7)
    assert phone.locator(".verdict").get_attribute("data-code") == "ok"
    phone.evaluate("door.phone.sync.now()")
    until(phone, "door.phone.sync.failures > 0")
    assert unsent(phone) == 3 and not wire.facts
    wire.down = None
    settle(phone)
    assert {fact["person"] for fact in wire.facts.values()} == {5, 6, 7}


def test_killed_with_a_full_queue_it_starts_from_its_cache_and_loses_nothing(restarted, site, wire):
    page = restarted()
    join(page)
    until(page, "navigator.serviceWorker.controller")
    wire.down = "dead"
    scan(page, 5, 6, 7)
    site.stop()
    try:
        page = restarted()
        until(page, "globalThis.door?.phone.copy.people.size === 40")
        assert unsent(page) == 3
        scan(page, 5)
        assert page.locator(".verdict").get_attribute("data-code") == "already_in"
    finally:
        site.start(site.port)
    wire.down = None
    settle(page)
    assert len(wire.facts) == 4


def test_another_epoch_loads_the_copy_anew_and_sends_every_fact_again(phone, wire):
    scan(phone, 5, 6)
    settle(phone)
    wire.epoch = "e1e1"
    phone.evaluate("door.phone.sync.now()")
    until(phone, "door.phone.kept.epoch === 'e1e1' && door.phone.kept.copied")
    settle(phone)
    assert set(wire.times.values()) == {2}
    scan(phone, 1)
    assert phone.locator(".verdict .name").count() == 1, "names are sealed under the new epoch"


def test_unknown_device_keeps_queue_and_copy_and_asks_for_pairing(phone, wire):
    wire.down = (401, "unknown_device")
    scan(phone, 5)
    phone.keyboard.press("Escape")
    phone.get_by_role("button", name="Relier").click()
    assert phone.evaluate("door.phone.copy.people.size") == 40
    wire.down = None
    join(phone)
    settle(phone)
    assert len(wire.facts) == 1


def test_a_revoked_device_forgets_the_people_and_keeps_what_it_has_not_sent(phone, wire):
    wire.down = (403, "device_revoked")
    scan(phone, 5)
    until(phone, "door.phone.trouble === 'device_revoked' && door.phone.copy.people.size === 0")
    assert unsent(phone) == 1


def test_the_shift_does_not_end_while_a_scan_is_unsent(phone, wire):
    wire.down = "dead"
    scan(phone, 5)
    phone.evaluate("door.openEnd()")
    assert "Encore 1 à envoyer" in phone.locator(".sheet").inner_text()
    assert phone.get_by_role("button", name="Terminer et effacer").count() == 0
    wire.down = None
    settle(phone)
    phone.evaluate("door.openEnd()")
    phone.get_by_role("button", name="Terminer et effacer").click()
    phone.wait_for_selector("#field-pairing")
    assert '"codes"' not in everything(phone)


def over(page, days_ago):
    """The event was to be forgotten so many days ago."""
    page.evaluate("days => { door.phone.copy.event.wipe_after = Date.now() - days * 86_400_000; door.tick(); }", days_ago)


def test_a_day_after_the_event_all_is_forgotten_once_all_is_sent(phone, wire):
    wire.down = "dead"
    scan(phone, 5)
    over(phone, 1)
    phone.wait_for_timeout(300)
    assert unsent(phone) == 1 and '"codes"' in everything(phone)
    wire.down = None
    settle(phone)
    phone.evaluate("() => { door.tick(); }")
    phone.wait_for_selector("#field-pairing")
    assert '"codes"' not in everything(phone)


def test_a_date_that_somebody_sets_days_ahead_forgets_nobody_and_is_told(phone, wire):
    wire.down = "dead"
    phone.evaluate("() => { const right = Date.now.bind(Date); Date.now = () => right() + 3 * 86_400_000; }")
    over(phone, 1)
    phone.locator(".strip", has_text="L’heure de ce téléphone est fausse").wait_for()
    assert phone.evaluate("door.phone.copy.people.size") == 40


def test_set_back_and_killed_without_network_it_still_knows_the_time(phone, site, wire):
    wire.down = "dead"
    phone.evaluate("() => { const right = Date.now.bind(Date); Date.now = () => right() - 3 * 86_400_000; }")
    phone.evaluate("door.phone.sync.now()")
    until(phone, "door.phone.kept.marks.at(-1).server === null")
    context = phone.context
    phone.close()
    again = context.new_page()
    again.goto(f"{site.address}/door")
    until(again, "globalThis.door?.phone.copy.people.size === 40")
    assert again.evaluate("Math.abs(door.phone.clock.now() - Date.now())") < 3_600_000


def test_one_tab_at_a_time_writes(phone, site, wire):
    other = phone.context.new_page()
    other.goto(f"{site.address}/door")
    other.get_by_role("button", name="Continuer ici").click()
    until(other, "globalThis.door?.phone.copy.people.size === 40")
    phone.get_by_role("button", name="Continuer ici").wait_for()
