"""The door's app in a browser, with its server (`venue`), or with a device API that says what the test wants (`wire`)."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.browser import FLAGS, headless
from tests.door.site import Site
from tests.door.until import until
from tests.door.venue import Venue
from tests.door.wire import Wire

PHONE = {"viewport": {"width": 390, "height": 844}, "locale": "fr-FR", "permissions": ["camera"]}
NEVER_CUT_OFF = PHONE | {"service_workers": "block"}
"""To keep the app for a time without network takes a browser as long as to open it."""
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
def venue(own_app: Callable[..., Flask]) -> Iterator[Venue]:
    """A server with an entrance, two lanes and three guests."""
    made = Venue(own_app())
    yield made
    made.site.stop()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone with nothing on it."""
    with chromium.new_context(**PHONE) as made:
        yield made


@pytest.fixture
def wire() -> Wire:
    """An event of 40 people behind the device API."""
    return Wire()


@pytest.fixture
def phone(chromium: Browser, site: Site, wire: Wire) -> Iterator[Page]:
    """A phone that is paired, has its copy, and always has a network."""
    with chromium.new_context(**NEVER_CUT_OFF) as context:
        yield pair(context, site, wire)


@pytest.fixture
def opened(playwright: Playwright, tmp_path: Path) -> Iterator[Callable[[], BrowserContext]]:
    """opened(): the browser of one and the same phone, killed and opened again."""
    running: list[BrowserContext] = []

    def reopen() -> BrowserContext:
        for context in running:
            context.close()
        flags = [*FLAGS, *NO_CAMERA]
        running[:] = [playwright.chromium.launch_persistent_context(tmp_path, executable_path=headless(), args=flags, **PHONE)]
        return running[0]

    yield reopen
    for context in running:
        context.close()


def pair(context: BrowserContext, site: Site, wire: Wire) -> Page:
    page = open_door(context, site, wire)
    join(page)
    return page


def open_door(context: BrowserContext, site: Site, wire: Wire) -> Page:
    wire.answer(context)
    page = context.new_page()
    page.goto(f"{site.address}/door")
    return page


def join(page: Page) -> None:
    """Type the letters and wait for the copy."""
    type_letters(page)
    until(page, "globalThis.door?.phone.kept.copied && !door.kind")


def type_letters(page: Page) -> None:
    page.fill("#field-pairing", "BCDF GHJK")
    page.get_by_role("button", name="Relier", exact=True).click()
