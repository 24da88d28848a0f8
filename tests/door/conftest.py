"""The door's app in a browser, from a server that runs; what the device API says is in the test's hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.browser import FLAGS, executable
from tests.door.site import Site
from tests.door.until import until
from tests.door.wire import Wire

PHONE = {"viewport": {"width": 390, "height": 844}, "locale": "fr-FR", "permissions": ["camera"]}
NO_CAMERA = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream=device-count=0"]


@pytest.fixture(autouse=True)
def savepoint() -> None:
    """Nothing here reaches the database."""


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[Site]:
    started = Site(app)
    yield started
    started.stop()


@pytest.fixture
def wire() -> Wire:
    """An event of 40 people behind the device API."""
    return Wire()


@pytest.fixture
def phone(chromium: Browser, site: Site, wire: Wire) -> Iterator[Page]:
    """A phone that is paired and has its copy."""
    with chromium.new_context(**PHONE) as context:
        yield pair(context, site, wire)


@pytest.fixture
def restarted(playwright: Playwright, site: Site, wire: Wire, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """restarted(): the app of one and the same phone, killed and opened again."""
    opened: list[BrowserContext] = []

    def restart(*flags: str) -> Page:
        for context in opened:
            context.close()
        opened[:] = [
            playwright.chromium.launch_persistent_context(
                tmp_path, executable_path=executable(), args=[*FLAGS, *NO_CAMERA, *flags], **PHONE
            )
        ]
        wire.answer(opened[0])
        page = opened[0].pages[0]
        page.goto(f"{site.address}/door")
        return page

    yield restart
    for context in opened:
        context.close()


def pair(context: BrowserContext, site: Site, wire: Wire) -> Page:
    page = open_door(context, site, wire)
    join(page)
    return page


def open_door(context: BrowserContext, site: Site, wire: Wire, before: Callable[[Page], None] = lambda _page: None) -> Page:
    """`before`: what is done to the page before it opens the door."""
    wire.answer(context)
    page = context.new_page()
    before(page)
    page.goto(f"{site.address}/door")
    return page


def join(page: Page) -> None:
    """Type the letters and wait for the copy."""
    type_letters(page)
    until(page, "globalThis.door?.phone.kept.copied && !door.kind")


def type_letters(page: Page) -> None:
    page.fill("#field-pairing", "BCDF GHJK")
    page.get_by_role("button", name="Relier", exact=True).click()
