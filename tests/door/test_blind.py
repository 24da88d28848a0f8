"""A camera that is forbidden, lost or covered: the phone says what to do, and sees again by itself."""

import pytest

from tests.axe import faults
from tests.browser import FLAGS, executable, headless
from tests.door import film
from tests.door.conftest import PHONE
from tests.door.until import until
from tests.door.venue import scan, settle

pytestmark = pytest.mark.browser


def strip(page, words):
    page.locator(".ready .strip", has_text=words).wait_for()
    assert page.get_by_role("button", name="Taper un code").is_visible(), "the way without a camera is one touch away"
    assert faults(page) == []


def sees_again(page):
    until(page, "door.camera.state === 'on' && !document.querySelector('.ready .strip')")


@pytest.fixture
def camera(playwright, venue, tmp_path):
    """What may be held before the camera, and a phone that looks at it."""
    seen = film.Live(tmp_path / "film.y4m")
    flags = [*FLAGS, *film.instead_of_a_camera(seen.path)]
    browser = playwright.chromium.launch(executable_path=headless(), args=flags)
    with browser.new_context(**PHONE) as context:
        page = venue.phone(context)
        until(page, "door.camera.state === 'on'")
        yield seen, page
    browser.close()


def test_a_covered_lens_is_told_and_the_next_badge_after_it_is_read(camera, venue):
    seen, page = camera
    seen.cover()
    strip(page, "Dégagez et essuyez l’objectif")
    page.get_by_role("button", name="Choisir la caméra").wait_for()
    page.evaluate("door.scanPairing()")
    strip_over_the_task = page.locator(".ready .strip", has_text="image est noire")
    assert strip_over_the_task.is_visible() and "Scannez le code" in page.locator(".aim").inner_text()
    page.evaluate("door.release()")
    seen.show(film.badge(venue.codes[0]))
    page.wait_for_selector(".verdict[data-code=ok]")
    sees_again(page)
    settle(page)
    assert venue.facts() == [("scan", "ok")] and venue.inside() == 1


TAKEN = """() => {
  globalThis.theirs = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("in a call", "NotReadableError"); };
  door.camera.video.pause();
}"""
GIVEN_BACK = "() => { navigator.mediaDevices.getUserMedia = theirs; }"
HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_after_a_call_a_tab_in_the_background_and_a_dead_decoder_the_next_badge_is_read(camera, venue):
    seen, page = camera

    def reads(guest):
        seen.show(film.badge(venue.codes[guest]))
        until(page, f"door.recent.filter(({{ verdict }}) => verdict.code === 'ok').length === {guest + 1}")
        page.keyboard.press("Escape")
        seen.show(None)

    page.evaluate(TAKEN)
    strip(page, "La caméra ne répond pas")
    page.evaluate(GIVEN_BACK)
    sees_again(page)
    reads(0)
    page.evaluate(HIDE, True)
    page.evaluate("door.camera.track.stop()")
    page.evaluate(HIDE, False)
    reads(1)
    page.evaluate("door.camera.worker.terminate(); door.camera.busySince = performance.now()")
    reads(2)
    assert page.evaluate("door.camera.stream.getTracks().length") == 1
    settle(page)
    assert venue.facts() == [("scan", "ok")] * 3 and venue.inside() == 3


def test_where_there_is_no_camera_a_reader_of_codes_is_no_trouble(venue, context):
    page = venue.phone(context)
    page.locator(".aim", has_text="utilisez un lecteur de codes").wait_for()
    assert page.locator(".ready .strip").count() == 0
    assert scan(page, venue.codes[0]) == "ok"


def test_a_camera_that_is_forbidden_opens_by_itself_once_it_is_allowed(playwright, venue):
    flags = [*FLAGS, "--use-fake-device-for-media-stream", "--deny-permission-prompts"]
    browser = playwright.chromium.launch(executable_path=executable(), args=flags)
    with browser.new_context(**{**PHONE, "permissions": []}) as context:
        page = venue.phone(context)
        strip(page, "Autorisez-la dans les réglages")
        assert scan(page, venue.codes[0]) == "ok"
        page.keyboard.press("Escape")
        context.grant_permissions(["camera"])
        sees_again(page)
        settle(page)
        assert venue.facts() == [("scan", "ok")]
    browser.close()
