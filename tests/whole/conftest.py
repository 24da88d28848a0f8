from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.databases import Databases
from tests.whole.running import Running


@pytest.fixture(autouse=True)
def savepoint() -> None:
    """These tests look at an installation from outside; there is nothing to roll back."""


@pytest.fixture(scope="session")
def running(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One for all walks, of people who have nothing in common: starting it costs more than walking."""
    url = databases.new()
    installation = Running(tmp_path_factory.mktemp("installation"), url).start()
    yield installation
    installation.stop()
    databases.drop(url)


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="fr-FR", viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def owner(chromium: Browser, running: Running) -> Iterator[Page]:
    """The owner's browser, signed in by the one-time link."""
    page = chromium.new_context(locale="fr-FR", viewport={"width": 1440, "height": 900}).new_page()
    page.goto(running.owner_link)
    page.fill("[name=name]", "Camille Berthelot")
    page.fill("[name=email]", "camille@example.org")
    page.fill("[name=password]", "une phrase assez longue 7")
    page.click("main form button")
    yield page
    page.context.close()
