"""A badge before the camera, through worker and WebAssembly under our own policy."""

import pytest

from tests.browser import FLAGS, executable
from tests.door import film
from tests.door.conftest import PHONE, join
from tests.door.until import until
from tests.door.wire import Wire, code_of

pytestmark = pytest.mark.browser


@pytest.fixture
def before_camera(playwright, site, tmp_path):
    """before_camera(codes): a paired phone whose camera sees these codes, and what the wire heard."""
    browsers = []

    def show(*codes, frames=15):
        path = film.write(tmp_path / "film.y4m", list(codes), frames)
        flags = [
            *FLAGS, "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={path}",
        ]  # fmt: skip
        browser = playwright.chromium.launch(executable_path=executable(), args=flags)
        browsers.append(browser)
        context, wire = browser.new_context(**PHONE), Wire()
        wire.answer(context)
        page = context.new_page()
        page.goto(f"{site.address}/door")
        join(page)
        return page, wire

    yield show
    for browser in browsers:
        browser.close()


def test_a_badge_is_read_and_held_still_it_is_one_scan(before_camera):
    page, wire = before_camera(code_of(1))
    page.wait_for_selector(".verdict[data-code=ok]")
    page.wait_for_timeout(2_500)
    assert page.locator(".verdict").get_attribute("data-code") == "ok"
    assert len(wire.facts) == 1


def test_the_next_badge_is_read_at_once_and_a_bad_code_stops_nothing(before_camera):
    page, wire = before_camera(code_of(5), "https://example.com/12345", code_of(6), code_of(7))
    until(page, "door.recent.filter(({ verdict }) => verdict.code === 'ok').length === 3")
    until(page, "door.phone.queue.unsent().length === 0")
    assert {fact.get("person") for fact in wire.facts.values()} == {None, 5, 6, 7}


def test_thirty_people_in_a_row_come_in_each_once(before_camera):
    """Less than half a second each, where thirty seconds are asked for; who was missed comes round again."""
    page, wire = before_camera(*map(code_of, range(5, 35)), frames=4)
    until(page, "new Set(door.recent.filter(({ verdict }) => verdict.code === 'ok').map(({ person }) => person.id)).size === 30")
    until(page, "door.phone.queue.unsent().length === 0")
    let_in = [fact["person"] for fact in wire.facts.values() if fact["verdict"] == "ok"]
    assert sorted(let_in) == list(range(5, 35))


HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_after_a_phone_call_and_a_tab_in_the_background_the_next_good_code_is_read(before_camera):
    page, _ = before_camera(code_of(5), None, code_of(6), None)
    until(page, "door.recent.length === 2")
    page.evaluate("""() => {
      globalThis.theirs = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("in a call", "NotReadableError"); };
      door.camera.track.stop(); door.camera.again(); }""")
    until(page, "door.camera.state === 'none'")
    page.evaluate("navigator.mediaDevices.getUserMedia = theirs; door.flows.recent = []; door.flows.shown = null")
    until(page, "door.camera.state === 'on'")
    until(page, "door.recent.length > 0 || door.flows.shown")
    page.evaluate(HIDE, True)
    page.evaluate("door.camera.track.stop(); door.flows.recent = []; door.flows.shown = null")
    page.evaluate(HIDE, False)
    until(page, "door.recent.length > 0 || door.flows.shown")
    assert page.evaluate("door.camera.stream.getTracks().length") == 1


def test_the_watchdog_begins_anew_after_the_camera_was_lost_or_the_decoder_died(before_camera):
    page, _ = before_camera(code_of(5), None, code_of(6), None)
    until(page, "door.recent.length === 2")
    page.evaluate("door.camera.worker.terminate(); door.camera.busySince = performance.now()")
    page.evaluate("door.camera.track.stop()")
    page.evaluate("door.flows.recent = []")
    until(page, "door.recent.length > 0 || door.flows.shown?.verdict.code === 'shown_again'")
    assert page.evaluate("door.camera.state") == "on"
