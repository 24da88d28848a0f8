"""Who holds the phone, whom a lead lets in from the standby list, and practice."""

import pytest
from werkzeug.security import generate_password_hash

from app.checkin.crew import PIN_METHOD
from tests.door.conftest import PHONE, open_door, pair, type_letters
from tests.door.until import until
from tests.door.wire import BLANK, Wire, code_of, digest

pytestmark = pytest.mark.browser

OPERATORS = [
    {"id": 1, "name": "Inès", "role": "scan", "pin": None, "at_desk": False},
    {"id": 2, "name": "Mehdi", "role": "lead", "pin": generate_password_hash("4711", PIN_METHOD), "at_desk": False},
]
MADE_UP = {
    "Camille Démo": "shown_again", "Charles d’Arvieu": "already_in", "Jean-Baptiste": "replaced", "Noor Haddad": "cancelled",
    "Ada Moreau": "not_confirmed", "Badge vierge": "blank", "Badge inconnu": "unknown",
}  # fmt: skip


@pytest.fixture
def wire():
    return Wire(role="lead")


def scan(page, code):
    page.evaluate("code => door.scanned(code)", code)
    return page.locator(".verdict").get_attribute("data-code")


def types_pin(page, digits):
    page.fill("#field-pin", digits)
    page.get_by_role("button", name="Continuer", exact=True).click()


def role(page):
    return page.evaluate("door.phone.place().role")


def test_names_change_without_signing_out_and_four_digits_keep_the_lead_s_powers(chromium, site, wire):
    wire.operators = OPERATORS
    with chromium.new_context(**PHONE) as context:
        page = open_door(context, site, wire)
        type_letters(page)
        page.get_by_role("button", name="Sans nom").click()
        until(page, "!door.kind")
        assert role(page) == "scan"
        page.evaluate("door.openOperators()")
        page.get_by_role("button", name="Mehdi").click()
        types_pin(page, "0000")
        page.locator(".complaint", has_text="pas le bon code").wait_for()
        types_pin(page, "4711")
        until(page, "!door.kind")
        assert role(page) == "lead"
        page.evaluate("door.lastActive -= 5 * 60_000 + 1; door.tick()")
        page.evaluate("code => door.scanned(code)", code_of(1))
        page.keyboard.press("Escape")
        assert page.locator(".verdict").count() == 0 and page.locator("#field-pin").count() == 1
        page.reload()
        page.locator("#field-pin").wait_for()
        page.get_by_role("button", name="Changer").click()
        page.get_by_role("button", name="Inès").click()
        until(page, "!door.kind")
        assert role(page) == "scan"
        assert scan(page, code_of(1)) == "ok"
        until(page, "door.phone.queue.unsent().length === 0")
    assert [fact["operator"] for fact in wire.facts.values()] == [1]


def test_after_five_wrong_codes_each_waits(chromium, site, wire):
    wire.operators = OPERATORS
    with chromium.new_context(**PHONE) as context:
        page = open_door(context, site, wire)
        type_letters(page)
        page.get_by_role("button", name="Mehdi").click()
        for tries in range(1, 6):
            types_pin(page, "0000")
            until(page, f"door.wrongPins === {tries}")
        types_pin(page, "4711")
        page.locator(".complaint", has_text="Trop de codes faux").wait_for()
        assert role(page) == "scan"


def test_the_standby_list_goes_by_rank_and_lets_in_by_override_and_a_blank_badge(chromium, site, wire):
    for place, (status, rank) in enumerate([("pending", None), ("waitlisted", 2_000), ("waitlisted", 1_000), ("unverified", None)]):
        wire.people[place] |= {"status": status, "codes": [], "passes": []}
        wire.people[place]["clear"] |= {"rank": rank} if rank else {}
    with chromium.new_context(**PHONE) as context:
        page = pair(context, site, wire)
        page.evaluate("door.openStandby()")
        surnames = page.locator(".people .person b").all_inner_texts()
        assert surnames == ["de La Rochebrune", "d’Arvieu", "du Plessis de Kergomar", "Thị Minh Khai"]
        page.locator(".people button").first.click()
        page.get_by_role("button", name="badge vierge").click()
        page.get_by_label("Connu").check()
        page.get_by_role("button", name="Laisser entrer", exact=True).click()
        scan(page, BLANK)
        page.wait_for_selector(".verdict[data-code=ok_override]")
        until(page, "door.phone.queue.unsent().length === 0")
        (fact,) = wire.facts.values()
        assert (fact["person"], fact["code_hash"], fact["parameters"]["instead_of"]) == (3, digest(BLANK), "not_confirmed")
        assert fact["override"]["why"]
        page.evaluate("door.openStandby()")
        assert page.locator(".people button").count() == 3


def test_practice_touches_no_data_and_a_real_badge_ends_it(chromium, site, wire):
    with chromium.new_context(**PHONE) as context:
        page = pair(context, site, wire)
        page.evaluate("door.openMenu()")
        page.get_by_role("button", name="S’entraîner").click()
        until(page, "door.practice.on")
        shown = {}
        for name in ("Camille Démo", *MADE_UP):
            page.evaluate("door.practice.show()")
            page.locator(".rows button", has_text=name.replace("-", "\u2011")).click()
            page.locator(".verdict .practice").wait_for()
            shown.setdefault(name, []).append(page.locator(".verdict").get_attribute("data-code"))
        assert {name: codes[-1] for name, codes in shown.items()} == MADE_UP and shown["Camille Démo"][0] == "ok"
        page.evaluate("door.close()")
        page.locator(".strip", has_text="Entraînement").wait_for()
        assert page.evaluate("door.practice.own.queue.facts.size") == 0 and not wire.facts
        assert scan(page, code_of(1)) == "ok"
        assert page.locator(".verdict .practice").count() == 0
        until(page, "door.phone.queue.unsent().length === 0")
        assert [fact["person"] for fact in wire.facts.values()] == [1]


def test_a_test_scan_makes_the_phone_ready_and_records_nothing(chromium, site, wire):
    with chromium.new_context(**PHONE) as context:
        page = pair(context, site, wire)
        page.evaluate("door.openState()")
        page.get_by_role("button", name="Faire un scan d’essai").click()
        page.evaluate("door.heard('https://example.com')")
        page.locator(".states .good", has_text="Scan d’essai").wait_for()
        assert not wire.facts and page.evaluate("door.phone.able.test_scan")
