"""A phone at the door whose camera sees what the test holds before it."""

from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, Playwright

from app.badges.formats import A6_PORTRAIT as BADGE
from tests.badges.reading import PIXELS, Found
from tests.browser import FLAGS, headless
from tests.door import film
from tests.door.conftest import PHONE
from tests.door.until import until

NEAR = 78
"""Side of what it sees of a badge held up, mm."""
AWAY = "[...door.camera.held.seen.values()].every((at) => performance.now() - at > 1500)"


class Camera:
    def __init__(self, path: Path):
        self.film = film.Live(path)

    def phone(self, playwright: Playwright) -> tuple[Browser, Page]:
        """A browser with this camera and no other."""
        flags = [*FLAGS, *film.instead_of_a_camera(self.film.path)]
        browser = playwright.chromium.launch(executable_path=headless(), args=flags)
        return browser, browser.new_context(**PHONE).new_page()

    def sees(self, phone: Page, badge: Found, *verdicts: str) -> str:
        """Hold up a badge until the phone says one of these, take it away; whose name the screen shows."""
        self.film.show(near(badge))
        phone.wait_for_selector(", ".join(f".verdict[data-code={verdict}]" for verdict in verdicts))
        name = " ".join(phone.locator(".verdict .name").all_inner_texts())
        self.film.show(None)
        until(phone, AWAY)
        return " ".join(name.replace("\u2011", "-").split())


def near(badge: Found) -> Image.Image:
    """The lower right of a printed badge, where its code is."""
    left, top = (BADGE.width - NEAR) * PIXELS, (BADGE.code_top - 12) * PIXELS
    return badge.picture.crop((round(left), round(top), round(left + NEAR * PIXELS), round(top + NEAR * PIXELS)))
