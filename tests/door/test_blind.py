"""A camera that is forbidden, lost or covered: the phone says what to do, and sees again by itself."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import FLAGS, executable
from tests.door import film
from tests.door.conftest import PHONE, join, open_door
from tests.door.until import until
from tests.door.wire import code_of

pytestmark = pytest.mark.browser


def strip(page, words):
    page.locator(".ready .strip", has_text=words).wait_for()
    assert page.get_by_role("button", name="Taper un code").is_visible(), "the way without a camera is one touch away"
    assert Axe().run(page).response["violations"] == []


def sees_again(page):
    until(page, "door.camera.state === 'on' && !document.querySelector('.ready .strip')")


@pytest.fixture
def camera(playwright, site, wire, tmp_path):
    """What may be held before the camera, and a paired phone that looks at it."""
    seen = film.Live(tmp_path / "film.y4m")
    flags = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={seen.path}"]
    browser = playwright.chromium.launch(executable_path=executable(), args=[*FLAGS, *flags])
    with browser.new_context(**PHONE) as context:
        page = open_door(context, site, wire)
        join(page)
        until(page, "door.camera.state === 'on'")
        yield seen, page
    browser.close()


def test_a_covered_lens_is_told_and_the_next_badge_after_it_is_read(camera):
    seen, page = camera
    seen.cover()
    strip(page, "Dégagez et essuyez l’objectif")
    page.get_by_role("button", name="Choisir la caméra").wait_for()
    page.evaluate("door.scanPairing()")
    strip_over_the_task = page.locator(".ready .strip", has_text="image est noire")
    assert strip_over_the_task.is_visible() and "Scannez le code" in page.locator(".aim").inner_text()
    page.evaluate("door.release()")
    seen.show(film.badge(code_of(1)))
    page.wait_for_selector(".verdict[data-code=ok]")
    sees_again(page)


def test_a_camera_that_stands_still_or_is_taken_away_is_told_and_opened_again(camera):
    _, page = camera
    page.evaluate("""() => {
      globalThis.theirs = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("in a call", "NotReadableError"); };
      door.camera.video.pause(); }""")
    strip(page, "La caméra ne répond pas")
    page.evaluate("() => { navigator.mediaDevices.getUserMedia = theirs; }")
    sees_again(page)


def test_where_there_is_no_camera_a_reader_of_codes_is_no_trouble(phone):
    phone.locator(".aim", has_text="utilisez un lecteur de codes").wait_for()
    assert phone.locator(".ready .strip").count() == 0
    phone.evaluate("code => door.scanned(code)", code_of(1))
    assert phone.locator(".verdict").get_attribute("data-code") == "ok"


def test_a_camera_that_is_forbidden_opens_by_itself_once_it_is_allowed(playwright, site, wire):
    flags = [*FLAGS, "--use-fake-device-for-media-stream", "--deny-permission-prompts"]
    browser = playwright.chromium.launch(executable_path=executable(), args=flags)
    with browser.new_context(**{**PHONE, "permissions": []}) as context:
        page = open_door(context, site, wire)
        join(page)
        strip(page, "Autorisez-la dans les réglages")
        context.grant_permissions(["camera"])
        sees_again(page)
    browser.close()
