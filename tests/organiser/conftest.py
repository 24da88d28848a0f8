"""The organiser's browser, and where their work stands."""

from collections.abc import Callable

import pytest

from tests.client import Client


@pytest.fixture
def desk(client: Client, organiser) -> Client:
    """The back office as an organiser sees it."""
    return client.sign_in(organiser)


@pytest.fixture
def place(event) -> Callable[[str], str]:
    """place("people"): the English address of a page of the event."""
    return lambda path="": f"/en/organise/{event.slug}/{path}".rstrip("/")
