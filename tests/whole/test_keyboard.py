"""The four steps by keyboard alone, without JavaScript, on a screen of 320 px, in both languages."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from app.core.languages import LANGUAGES
from app.events.models import FormMode
from app.extensions import db
from app.registration import guards
from app.registration.models import Registration, Status
from tests import factories
from tests.registration.form_filling import open_event
from tests.whole.served import served

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("lang", LANGUAGES)]

MOST_STOPS = 60
"""No page of the form has more places for the focus."""
WHERE = """() => {
    const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at)
    return {name: at.name || '', value: at.value || '', tag: at.tagName, type: at.type || '',
            text: at.textContent.trim(), left: box.left, right: box.right, ring: style.outlineStyle}
}"""


@pytest.fixture
def page(own_app, chromium, lang, monkeypatch) -> Iterator[Page]:
    monkeypatch.setattr(guards, "FASTEST", timedelta(0))
    app = own_app()
    with app.app_context(), served(app) as base:
        event = open_event(form_mode=FormMode.steps)
        factories.session(event)
        address = f"{base}/{lang}/{event.slug}/"
        db.session.commit()
        db.session.remove()
        context = chromium.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
        opened = context.new_page()
        opened.goto(address)
        yield opened
        context.close()


def go_to(page: Page, wanted) -> dict:
    """Press Tab until the focus is where `wanted` says; each stop is seen, and none lies off the screen."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        at = page.evaluate(WHERE)
        if at["tag"] != "BODY" and at["type"] != "radio" and at["type"] != "checkbox":
            assert at["left"] >= 0 and at["right"] <= 320, f"off the screen: {at}"
            assert at["ring"] != "none", f"focus is not seen: {at}"
        if wanted(at):
            return at
    raise AssertionError("the keyboard does not get there")


def type_into(page: Page, **values: str) -> None:
    for name, value in values.items():
        go_to(page, lambda at, name=name: at["name"] == name)
        page.keyboard.type(value)


def tick(page: Page, name: str) -> None:
    go_to(page, lambda at: at["name"] == name)
    page.keyboard.press("Space")


def press_main(page: Page) -> None:
    go_to(page, lambda at: at["tag"] == "BUTTON" and at["name"] != "switch" and "search" not in at["type"])
    page.keyboard.press("Enter")


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= 320


def heading(page: Page, *texts: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("|".join(texts)))
    assert fits(page), f"{texts[0]} scrolls sideways"


def test_somebody_registers(page, lang):
    go_to(page, lambda at: at["tag"] == "A" and at["text"] in ("S’inscrire", "Register"))
    page.keyboard.press("Enter")
    heading(page, "^Vous$", "^You$")
    type_into(page, first_name="Éloïse", last_name="Lefèvre-d’Orval", email="eloise@curie.example")
    press_main(page)
    heading(page, "Votre organisation", "Your organisation")
    type_into(page, organisation_name="Institut Curie")
    tick(page, "organisation_type")
    press_main(page)
    heading(page, "Votre participation", "Your participation")
    tick(page, "sessions")
    press_main(page)
    heading(page, "Besoins et choix", "Needs and choices")
    tick(page, "image")
    press_main(page)
    heading(page, "Vérifier et envoyer", "Check and send")
    press_main(page)
    heading(page, "Regardez", "Look in")
    person = db.session.query(Registration).one()
    assert (person.full_name, person.status) == ("Éloïse Lefèvre-d’Orval", Status.unverified)
    assert len(person.seats) == 1 and person.language == lang


def test_what_is_missing_is_reached_from_the_summary(page, lang):
    go_to(page, lambda at: at["tag"] == "A" and at["text"] in ("S’inscrire", "Register"))
    page.keyboard.press("Enter")
    heading(page, "^Vous$", "^You$")
    type_into(page, first_name="Éloïse")
    press_main(page)
    expect(page).to_have_title(re.compile("^(Erreur\\s:|Error:)"))
    assert fits(page)
    go_to(page, lambda at: at["tag"] == "A" and re.search("e.mail", at["text"]))
    page.keyboard.press("Enter")
    page.keyboard.type("eloise@curie.example")
    expect(page.locator("[name=email]")).to_have_value("eloise@curie.example")
    expect(page.locator("[name=first_name]")).to_have_value("Éloïse")
