"""A disc that is full or refuses to write: the door goes on, says what to do, and catches up when it can."""

import pytest

from app.registration.models import Status
from tests.door.until import until
from tests.door.venue import scan, settle, sync
from tests.door.wire import code_of

pytestmark = pytest.mark.browser

ON_DISC = """async () => {
  const [facts, people] = [await door.phone.database.all("facts"), await door.phone.database.all("people")];
  return { states: facts.map(({ state }) => state), cancelled: people.filter(({ status }) => status === "cancelled").length };
}"""


FILL = """async () => {
  const opening = indexedDB.open("photos", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("all", { autoIncrement: true });
  const { result: photos } = await new Promise((resolve) => { opening.onsuccess = () => resolve(opening); });
  const fits = (size) => new Promise((resolve) => {
    const transaction = photos.transaction("all", "readwrite");
    transaction.objectStore("all").put("y".repeat(size));
    transaction.oncomplete = () => resolve(true);
    transaction.onabort = () => resolve(false);
  });
  for (let size = 4e6; size > 100; size = await fits(size) ? size : size / 2);
}"""
SMALL = 12_000_000


def grant(browser, venue, size=None):
    """How many bytes the browser lets the site have; without a number as many as there are."""
    number = {"quotaSize": size} if size else {}
    browser.send("Storage.overrideQuotaForOrigin", {"origin": venue.site.address, **number})


def test_a_full_phone_says_so_and_sends_all_the_same_and_writes_what_it_missed_once_there_is_room(venue, context):
    browser = context.new_cdp_session(context.new_page())
    grant(browser, venue, SMALL)
    phone = venue.phone(context)
    phone.evaluate(FILL)
    venue.site.stop()
    assert scan(phone, venue.codes[0]) == "ok"
    assert scan(phone, venue.codes[1]) == "ok"
    phone.locator(".verdict", has_text="pas pu écrire ce scan").wait_for()
    phone.keyboard.press("Escape")
    phone.locator(".ready .strip", has_text="plus de place").wait_for()
    assert phone.evaluate(ON_DISC)["states"] == []
    venue.start()
    settle(phone)
    assert venue.facts() == [("scan", "ok")] * 2, "what no disc holds goes out"
    assert venue.inside() == 2
    venue.edit(2, status=Status.cancelled)
    until(phone, "(door.phone.sync.now(), [...door.phone.copy.people.values()].some(({ status }) => status === 'cancelled'))")
    assert phone.evaluate(ON_DISC)["cancelled"] == 0
    grant(browser, venue)
    sync(phone)
    until(phone, "!door.phone.disc.behind && !door.phone.queue.unwritten.size")
    assert phone.evaluate(ON_DISC) == {"states": ["confirmed"] * 2, "cancelled": 1}
    until(phone, "![...document.querySelectorAll('.strip')].some((strip) => strip.textContent.includes('plus de place'))")


def test_a_disc_that_refuses_for_another_reason_does_not_say_that_it_is_full(phone, wire):
    phone.evaluate("""() => { door.phone.database.transact = async () => { throw new DOMException("gone", "UnknownError"); }; }""")
    scan(phone, code_of(5))
    settle(phone)
    phone.keyboard.press("Escape")
    phone.locator(".strip", has_text="n’arrive plus à écrire").wait_for()
    phone.evaluate("delete door.phone.database.transact; door.phone.sync.now()")
    until(phone, "door.phone.disc.trouble === null")
    assert phone.evaluate(ON_DISC)["states"] == ["confirmed"]


def test_an_answer_that_nobody_understands_loses_nobody_and_is_told(phone, wire):
    wire.more = {"reset": True, "people": None}
    scan(phone, code_of(5))
    sync(phone)
    phone.keyboard.press("Escape")
    phone.locator(".strip", has_text="ne comprend pas la réponse").wait_for()
    assert scan(phone, code_of(6)) == "ok"
    wire.more = {}
    settle(phone)
    until(phone, "door.phone.trouble === null")
    assert {fact["person"] for fact in wire.facts.values()} == {5, 6}
