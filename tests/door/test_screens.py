"""Verdict screens: told apart by word and shape, without colour, and nothing for axe to find."""

import pytest

from tests.axe import faults
from tests.door.until import until
from tests.door.wire import BLANK, OLD, SPARE, STRANGE, code_of

pytestmark = pytest.mark.browser

SHOWN = {
    "ok": code_of(1), "already_in": code_of(2), "replaced": OLD, "unknown": STRANGE, "blank": BLANK,
    "ok_unlisted": SPARE, "unreadable": "https://example.com/12345",
}  # fmt: skip
SCREENS = ("openTyping", "openMenu", "openState", "openEnd", "openWalkIn", "openSearch", "practice.begin")
FACE = """() => {
  const screen = document.querySelector(".verdict");
  return { kind: screen.classList[1], word: screen.querySelector(".word").textContent,
           shape: screen.querySelector(".word svg").innerHTML.replace(/#[0-9A-F]{6}/g, "") };
}"""


def show(page, code):
    page.evaluate("code => door.scanned(code)", code)
    page.wait_for_selector(".verdict")


def test_each_verdict_fills_the_screen_and_axe_finds_nothing(phone):
    for verdict, code in SHOWN.items():
        show(phone, code)
        box = phone.locator(f".verdict[data-code={verdict}]").bounding_box()
        assert (box["x"], box["y"], box["width"]) == (0, 0, 390) and box["height"] >= 844, verdict
        assert faults(phone) == [], verdict


def test_the_three_answers_differ_in_word_and_shape_when_colour_is_gone(phone):
    faces = {}
    for code in (code_of(1), code_of(2), OLD):
        show(phone, code)
        face = phone.evaluate(FACE)
        faces[face["kind"]] = (face["word"], face["shape"])
    assert faces.keys() == {"accept", "attention", "refuse"}
    words, shapes = zip(*faces.values(), strict=True)
    assert len(set(words)) == len(set(shapes)) == 3


def test_a_scan_device_offers_no_override_but_the_lead_s_number(phone):
    show(phone, code_of(2))
    assert phone.get_by_role("link", name="Appeler le responsable").get_attribute("href") == "tel:+33123456789"
    assert phone.get_by_role("button", name="Laisser entrer quand même").count() == 0


@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_on_the_other_screens(phone, language):
    if language == "en":
        phone.evaluate("door.switchLanguage()")
        until(phone, "document.documentElement.lang === 'en' && !door.kind")
    for screen in SCREENS:
        phone.evaluate(f"door.{screen}()")
        assert faults(phone) == [], screen
        phone.evaluate("door.close()")


EVERYTHING_IS_WRONG = """() => {
  cancelAnimationFrame(door.drawing);
  door.redraw = () => {}; // the next answer would put it right
  door.camera.state = "dark";
  Object.assign(door.phone, { clockTrouble: "date_unsure", trouble: "unknown_device" });
  door.phone.database.trouble = "no_room";
  door.update = () => {};
  door.ready.draw();
}"""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_where_everything_is_wrong(phone, language):
    if language == "en":
        phone.evaluate("door.switchLanguage()")
        until(phone, "document.documentElement.lang === 'en' && !door.kind")
    phone.evaluate(EVERYTHING_IS_WRONG)
    assert phone.locator(".strip").count() == 5
    assert faults(phone) == []


def test_the_ready_screen_is_clean_and_says_how_many_are_inside(phone):
    assert faults(phone) == []
    assert phone.locator(".figure-arrived").inner_text().split() == ["arrivées", "20/40"]
