"""A newer version of the app comes while scans wait to be sent."""

import pytest

from app.core import assets
from tests.door.conftest import pair
from tests.door.until import until
from tests.door.wire import code_of

pytestmark = pytest.mark.browser

NEWER = "1234567890"


@pytest.fixture
def renewed(context, site, wire, monkeypatch):
    """A phone with two unsent scans, whose server has a newer app by now."""
    phone = pair(context, site, wire)
    until(phone, "navigator.serviceWorker.controller")
    wire.down = "dead"
    for number in (5, 6):
        phone.evaluate("code => door.scanned(code)", code_of(number))
    phone.keyboard.press("Escape")
    monkeypatch.setattr(assets, "version", lambda: NEWER)
    return phone


def test_it_waits_until_somebody_asks_it_in_and_loses_no_scan(renewed, wire):
    before = renewed.evaluate("door.version")
    renewed.evaluate("door.lookForUpdate()")
    strip = renewed.locator(".strip", has_text="Une nouvelle version est prête")
    strip.wait_for()
    assert renewed.evaluate("door.version") == before
    strip.get_by_role("button", name="Recharger").click()
    until(renewed, f"globalThis.door?.version === '1.{NEWER}'")
    assert renewed.evaluate("door.phone.queue.unsent().length") == 2
    wire.down = None
    renewed.evaluate("door.phone.sync.now()")
    until(renewed, "door.phone.queue.unsent().length === 0")
    assert {fact["app_version"] for fact in wire.facts.values()} == {before}


def test_a_phone_that_is_too_old_finds_the_newer_one_by_itself_and_keeps_its_scans(renewed, wire):
    wire.down = (426, "too_old")
    renewed.evaluate("door.phone.sync.now()")
    until(renewed, "door.phone.trouble === 'too_old'")
    renewed.evaluate("door.tick()")
    until(renewed, "door.update")
    assert renewed.evaluate("door.phone.queue.unsent().length") == 2
    renewed.evaluate("code => door.scanned(code)", code_of(7))
    assert renewed.locator(".verdict").get_attribute("data-code") == "ok"


def test_what_a_newer_server_says_besides_does_no_harm(phone, wire):
    phone.evaluate("code => door.scanned(code)", code_of(1))
    until(phone, "door.phone.queue.unsent().length === 0")
    (fact,) = wire.facts.values()
    wire.more = {"moved": None, "weather": {"sun": True}}
    wire.corrections = [{"uuid": fact["uuid"], "verdict": "not_in_the_mood", "parameters": {}}]
    phone.evaluate("door.phone.sync.now()")
    until(phone, "door.recent[0].corrected")
    assert phone.locator(".verdict").get_attribute("class") == "verdict refuse"
    assert phone.evaluate("[door.phone.disc.trouble, door.phone.trouble]") == [None, None]
