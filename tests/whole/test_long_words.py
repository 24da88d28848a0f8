"""What a stranger writes without a blank breaks somewhere, rather than to push a page of everybody's aside; and
ordinary words never break."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from app.accounts.permissions import Role
from app.checkin.opening import open_entrance
from app.checkin.points import CheckinPoint, Lane
from app.checkin.terms import PointKind
from app.core.clock import now
from app.extensions import db
from app.registration.models import Status
from tests import factories
from tests.whole.served import served, sign_in

pytestmark = pytest.mark.browser
LONG = "W" * 60
BOTH = {"fr": LONG, "en": LONG}
PAGES = (
    "", "people", "people?column=organisation&column=email", "people?order=newest", "duplicates", "journal", "categories", "programme",
    "questions", "organisations", "invitations", "allotments", "allotments/new", "points", "arrivals", "inside", "figures", "messages",
    "messages/delivery", "check-in", "people/add", "people/export", "badges/print",
)  # fmt: skip
BROKEN = r"""() => [...document.querySelectorAll("tbody th, tbody td")].flatMap((cell) => {
  const found = [], walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) for (const word of walker.currentNode.data.matchAll(/\p{L}{3,16}/gu)) {
    const range = document.createRange();
    range.setStart(walker.currentNode, word.index);
    range.setEnd(walker.currentNode, word.index + word[0].length);
    if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) found.push(word[0]);
  }
  return found;
})"""
"""The words of up to 16 letters in tables that stand on two lines."""


def fill(event: Any) -> None:
    """A long word in everything that has a name."""
    category, session = factories.category(event, label=BOTH), factories.session(event, title=BOTH, room=BOTH, capacity=1)
    for number in range(2):
        person = factories.badge_holder(
            event, first_name=LONG, last_name=LONG, organisation_name=LONG * 2, category=category, arrived_at=now()
        )
        factories.sent_mail(person, state="failed", sent_at=None, error=f"550 {LONG}")
        factories.guest(event, first_name=LONG, last_name=LONG, category=category, email=f"{LONG}{number}@example.com")
    factories.registration(event, status=Status.waitlisted, category=category, job_title=LONG * 2)
    factories.organisation(LONG * 2, f"{LONG}.example")
    factories.allotment(event, organisation_name=LONG * 2, contact_name=LONG, contact_email=f"{LONG}@example.com", category=category)
    open_entrance(event)
    point = factories.add(CheckinPoint(event=event, label=BOTH, kind=PointKind.session, session=session, categories=[category]))
    point.lanes.append(Lane(label=BOTH))


@contextmanager
def looked_at(own_app: Any, chromium: Any, width: int, prepare: Callable[[Any], Any]) -> Iterator[tuple[Any, str]]:
    """A page of that width in an owner's browser, and where the event is in each language: a template of `lang`."""
    app = own_app()
    with app.app_context(), served(app) as base:
        event = factories.event()
        prepare(event)
        owner, address = factories.account(event, Role.owner), f"{base}/{{lang}}/organise/{event.slug}"
        db.session.commit()
        with chromium.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce") as context:
            sign_in(context, app, owner, base)
            yield context.new_page(), address


@pytest.mark.parametrize("width", [375, 1280])
def test_one_long_word_widens_no_page(own_app, chromium, width):
    with looked_at(own_app, chromium, width, fill) as (page, place):
        address, wide = place.format(lang="en"), {}
        for path in PAGES:
            assert page.goto(f"{address}/{path}".rstrip("/")).ok, path
            wide[path] = page.evaluate("document.documentElement.scrollWidth")
        page.goto(f"{address}/check-in")
        page.locator("main form input[type=text], main form input[type=search]").first.fill("WWW")
        page.keyboard.press("Enter")
        page.wait_for_selector(".found li")
        wide["who is found"] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: found for path, found in wide.items() if found > width} == {}


def test_many_columns_are_drawn_aside_and_the_names_stay(own_app, chromium):
    with looked_at(own_app, chromium, 1280, fill) as (page, place):
        address = place.format(lang="en") + "/people"
        page.goto(address)
        every = page.evaluate("[...document.querySelectorAll('input[name=column]')].map((box) => `column=${box.value}`).join('&')")
        page.goto(f"{address}?{every}")
        table, name = page.locator(".wide-table"), page.locator("tbody th").first
        table.evaluate("(area) => area.scrollLeft = area.scrollWidth")
        assert table.evaluate("(area) => area.scrollLeft") > 500
        assert name.bounding_box()["x"] == table.bounding_box()["x"]
        assert page.evaluate("document.documentElement.scrollWidth") == 1280


def people_of_every_status(event: Any) -> None:
    member = factories.category(event, label={"fr": "Membre · Recherche et soin", "en": "Member · Research and care"})
    for status in Status:
        factories.registration(
            event, first_name="Hippolyte", last_name="Abdelmoumène-Brzezińska", organisation_name="Fédération européenne Biomédicale",
            category=member, status=status,
        )  # fmt: skip


@pytest.mark.parametrize("width", [1040, 1280, 1440])
def test_ordinary_words_stay_whole_in_the_list(own_app, chromium, width):
    broken = {}
    with looked_at(own_app, chromium, width, people_of_every_status) as (page, place):
        for lang in ("fr", "en"):
            assert page.goto(place.format(lang=lang) + "/people").ok
            broken[lang] = page.evaluate(BROKEN), page.evaluate("document.documentElement.scrollWidth")
    assert broken == {lang: ([], width) for lang in ("fr", "en")}
