"""Badges before the camera, through worker and WebAssembly under our own policy, to the server."""

import pytest

from tests import factories
from tests.browser import FLAGS, headless
from tests.door import film
from tests.door.conftest import PHONE
from tests.door.until import until
from tests.door.venue import Venue, settle

pytestmark = pytest.mark.browser

LISTEN = """() => {
  globalThis.told = [];
  const present = door.flows.present.bind(door.flows);
  door.flows.present = (outcome) => { told.push(outcome.verdict.code); present(outcome); };
}"""


ALL_ARE_IN = """new Set([...door.phone.queue.facts.values()].map(({ body }) => body.verdict === "ok" && body.person)
  .filter(Boolean)).size === 30"""


@pytest.fixture
def venue(own_app):
    made = Venue(own_app(), lambda event: [factories.badge_holder(event) for _ in range(30)])
    yield made
    made.site.stop()


@pytest.fixture
def phone(playwright, venue, tmp_path):
    """Whose camera sees thirty badges for 0.4 s each, one of them held still for 2.4 s, and two codes that are none of ours."""
    one, *others = venue.codes
    codes = [*others[:15], "https://example.com/12345", *[one] * 6, "7 lettres", *others[15:]]
    seen = film.write(tmp_path / "film.y4m", codes, frames=4)
    flags = [*FLAGS, *film.instead_of_a_camera(seen)]
    browser = playwright.chromium.launch(executable_path=headless(), args=flags)
    with browser.new_context(**PHONE) as context:
        yield venue.phone(context)
    browser.close()


def test_thirty_people_in_a_row_come_in_each_once_and_held_still_is_one_scan(venue, phone):
    """Less than half a second each, where thirty seconds are asked for; who was missed comes round again."""
    phone.evaluate(LISTEN)
    until(phone, ALL_ARE_IN)
    settle(phone)
    verdicts = [verdict for _kind, verdict in venue.facts()]
    assert (verdicts.count("ok"), venue.inside()) == (30, 30), "each once"
    assert set(verdicts) == {"ok", "unreadable"} | ({"already_in"} & set(verdicts)), "and nobody is turned away"
    assert "shown_again" not in phone.evaluate("told")
