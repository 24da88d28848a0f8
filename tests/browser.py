"""Debian's own browser, one Playwright per run: a second one in the same process would not start.

Debian packs Chromium's pages, without its windows and menus, as a headless shell: the same in a sixth less CPU.
What the browser itself asks people (may this page use the camera?) is asked of the whole Chromium.
"""

import os
from collections.abc import Iterator
from shutil import which

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def executable() -> str:
    """The whole browser."""
    found = os.environ.get("CHROMIUM") or which("chromium") or which("chromium-browser") or which("google-chrome")
    assert found, "make test installs Chromium; or name one with CHROMIUM=…"
    return found


def headless() -> str:
    """The shell, unless CHROMIUM names another browser or there is none."""
    return (not os.environ.get("CHROMIUM") and which("chromium-headless-shell")) or executable()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=headless(), args=FLAGS)
    yield browser
    browser.close()
