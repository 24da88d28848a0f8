"""From a badge before the phone to a fact on its way."""

import pytest
from playwright.sync_api import TimeoutError

from tests.door.conftest import PHONE, pair
from tests.door.until import until
from tests.door.wire import BLANK, OLD, Wire, code_of

pytestmark = pytest.mark.browser


def shown(page):
    return page.locator(".verdict").get_attribute("data-code")


def scan(page, code):
    page.evaluate("code => door.scanned(code)", code)


def sent(page, wire, count):
    until(page, "door.phone.queue.unsent().length === 0")
    assert len(wire.facts) == count
    return list(wire.facts.values())


@pytest.fixture
def lead(chromium, site):
    wire = Wire(role="lead")
    with chromium.new_context(**PHONE) as context:
        yield pair(context, site, wire), wire


def test_an_accepted_badge_shows_its_holder_and_becomes_a_fact_without_the_code(phone, wire):
    scan(phone, code_of(1))
    assert shown(phone) == "ok"
    assert phone.locator(".verdict .name").inner_text().replace("\u00a0", " ") == "Anne‑Sophie du Plessis de Kergomar"
    [fact] = sent(phone, wire, 1)
    assert (fact["kind"], fact["how"], fact["verdict"], fact["person"]) == ("scan", "code", "ok", 1)
    assert code_of(1) not in str(fact)


def test_three_badges_at_once_are_three_scans(phone, wire):
    phone.evaluate("codes => Promise.all(codes.map((code) => door.scanned(code)))", [code_of(n) for n in (5, 6, 7)])
    assert {fact["person"] for fact in sent(phone, wire, 3)} == {5, 6, 7}


def test_undone_in_time_it_does_not_count_and_may_be_shown_again_at_once(phone, wire):
    scan(phone, code_of(1))
    phone.get_by_role("button", name="Annuler ce scan").click()
    scan(phone, code_of(1))
    assert shown(phone) == "ok"
    assert [fact["kind"] for fact in sent(phone, wire, 3)] == ["scan", "undo", "scan"]


def scanner_types(phone, text, shows, before="0"):
    """A busy machine may press keys as slowly as fingers do; then the trigger is pulled once more."""
    for _again in range(10):
        phone.evaluate(before)
        phone.keyboard.type(f"{text}\n")
        try:
            return phone.wait_for_selector(shows, timeout=3_000)
        except TimeoutError:
            continue
    raise AssertionError(f"{shows} never came")


def test_a_keyboard_scanner_needs_no_focus_and_disturbs_no_field(phone):
    scanner_types(phone, f"]Q1{code_of(1)}", ".verdict[data-code=ok]")
    scanner_types(phone, code_of(5), ".verdict[data-code=ok] .name >> text=Prénom5", before="door.openTyping()")


def test_a_scanner_set_for_another_keyboard_is_put_right_and_named(phone):
    scan(phone, "?ROU;ÈYKKXIE;CTSR?JOUÈ:Y")
    assert "BÉPO" in phone.locator(".verdict").inner_text()


def test_the_server_s_other_answer_corrects_the_screen_while_that_scan_is_on_it(phone, wire):
    scan(phone, code_of(1))
    [fact] = sent(phone, wire, 1)
    wire.corrections = [{"uuid": fact["uuid"], "verdict": "cancelled", "parameters": {}}]
    phone.evaluate("door.phone.sync.now()")
    phone.wait_for_selector(".verdict.refuse[data-code=cancelled]")


def test_a_lead_finds_people_by_any_part_of_their_name(lead):
    page, _ = lead
    page.get_by_role("button", name="Chercher un nom").click()
    page.fill("#field-search", "KERGOMAR sophie de")
    page.locator(".people button").click()
    page.get_by_role("button", name="Laisser entrer").click()
    assert shown(page) == "ok"


def test_a_lead_overrides_with_a_reason(lead):
    page, wire = lead
    scan(page, OLD)
    page.get_by_role("button", name="Passer outre").click()
    page.get_by_label("Badge pas encore imprimé").check()
    page.get_by_role("button", name="Laisser entrer", exact=True).click()
    page.wait_for_selector(".verdict[data-code=ok_override]")
    fact = sent(page, wire, 2)[1]
    assert fact["override"]["why"] == "Badge pas encore imprimé"
    assert fact["parameters"]["instead_of"] == "replaced"


def test_a_walk_in_gets_a_blank_badge_and_comes_in_by_it(lead):
    page, wire = lead
    page.get_by_role("button", name="Sans badge").click()
    page.fill("#field-first_name", "Ada")
    page.fill("#field-last_name", "Byron")
    page.fill("#field-organisation", "Analytique")
    page.get_by_label("Partenaire").check()
    page.get_by_role("button", name="Scanner un badge vierge").click()
    page.locator(".complaint", has_text="la réponse sur les photos.").wait_for()
    page.get_by_label("Non").check()
    page.get_by_role("button", name="Scanner un badge vierge").click()
    scan(page, code_of(1))
    page.locator(".aim", has_text="pas vierge").wait_for()
    scan(page, BLANK)
    page.wait_for_selector(".verdict[data-code=ok] .name >> text=Ada Byron")
    walk_in, entry = sent(page, wire, 2)
    assert walk_in["walk_in"] == {
        "first_name": "Ada", "last_name": "Byron", "organisation": "Analytique", "category": 2, "photo": False,
        "blank_hash": entry["code_hash"],
    }  # fmt: skip
    assert (walk_in["kind"], entry["kind"]) == ("walk-in", "scan")
