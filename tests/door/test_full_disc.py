"""A disc that is full or refuses to write: the door goes on, says what to do, and catches up when it can."""

import pytest

from tests.door.conftest import PHONE, join, open_door
from tests.door.until import until
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


@pytest.fixture
def quota(chromium, site):
    """quota(page, bytes): what the browser grants this site; None: as much as there is."""

    def grant(page, size):
        more = {} if size is None else {"quotaSize": size}
        page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", {"origin": site.address, **more})

    return grant


def scan(page, number):
    page.evaluate("code => door.scanned(code)", code_of(number))


def synced(page):
    page.evaluate("door.phone.sync.now()")
    until(page, "door.phone.queue.unsent().length === 0")


@pytest.fixture
def full(chromium, site, wire, quota):
    """A phone whose other things leave no room."""
    with chromium.new_context(**PHONE) as context:
        page = open_door(context, site, wire, before=lambda page: quota(page, SMALL))
        join(page)
        page.evaluate(FILL)
        yield page


def test_a_full_phone_says_so_and_sends_all_the_same_and_writes_what_it_missed_once_there_is_room(full, wire, quota):
    phone = full
    wire.down = "dead"
    scan(phone, 5)
    assert phone.locator(".verdict").get_attribute("data-code") == "ok"
    scan(phone, 6)
    phone.locator(".verdict", has_text="pas pu écrire ce scan").wait_for()
    phone.keyboard.press("Escape")
    phone.locator(".ready .strip", has_text="plus de place").wait_for()
    assert phone.evaluate(ON_DISC)["states"] == []
    wire.down = None
    synced(phone)
    assert {fact["person"] for fact in wire.facts.values()} == {5, 6}, "what no disc holds goes out"
    wire.more = {"people": [wire.sealed(wire.people[9] | {"status": "cancelled"})]}
    phone.evaluate("door.phone.sync.now()")
    until(phone, "door.phone.copy.people.get(10).status === 'cancelled'")
    assert phone.evaluate(ON_DISC)["cancelled"] == 0
    wire.more = {}
    quota(phone, None)
    phone.evaluate("door.phone.sync.now()")
    until(phone, "!door.phone.disc.behind && !door.phone.queue.unwritten.size")
    assert phone.evaluate(ON_DISC) == {"states": ["confirmed"] * 2, "cancelled": 1}
    until(phone, "![...document.querySelectorAll('.strip')].some((strip) => strip.textContent.includes('plus de place'))")


def test_a_disc_that_refuses_for_another_reason_does_not_say_that_it_is_full(phone, wire):
    phone.evaluate("""() => { door.phone.database.transact = async () => { throw new DOMException("gone", "UnknownError"); }; }""")
    scan(phone, 5)
    synced(phone)
    phone.keyboard.press("Escape")
    phone.locator(".strip", has_text="n’arrive plus à écrire").wait_for()
    phone.evaluate("delete door.phone.database.transact; door.phone.sync.now()")
    until(phone, "door.phone.disc.trouble === null")
    assert phone.evaluate(ON_DISC)["states"] == ["confirmed"]


def test_an_answer_that_nobody_understands_loses_nobody_and_is_told(phone, wire):
    wire.more = {"reset": True, "people": None}
    scan(phone, 5)
    phone.evaluate("door.phone.sync.now()")
    phone.keyboard.press("Escape")
    phone.locator(".strip", has_text="ne comprend pas la réponse").wait_for()
    scan(phone, 6)
    assert phone.locator(".verdict").get_attribute("data-code") == "ok"
    wire.more = {}
    synced(phone)
    until(phone, "door.phone.trouble === null")
    assert {fact["person"] for fact in wire.facts.values()} == {5, 6}
