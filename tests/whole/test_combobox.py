"""The name of an organisation is proposed while one types: by keyboard, by hand, and without a network."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from app.events.models import FormMode
from app.extensions import db
from tests import factories
from tests.axe import faults
from tests.registration.form_filling import open_event
from tests.whole.served import served

pytestmark = pytest.mark.browser


@pytest.fixture
def page(own_app, chromium) -> Iterator[Page]:
    """The form on one page, before a directory of four."""
    app = own_app()
    with app.app_context(), served(app) as base:
        event = open_event(form_mode=FormMode.one_page)
        factories.organisation("Institut Curie", "curie.example")
        factories.organisation("Curie Diagnostics")
        for name in ("Hôpital Saint-Elme", "Institut Saint-Elme"):
            factories.organisation(name, "saint-elme.example")
        address = f"{base}/en/{event.slug}/register"
        db.session.commit()
        db.session.remove()
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        opened = context.new_page()
        opened.goto(address)
        expect(opened.get_by_role("combobox", name="Name of the organisation")).to_be_visible()
        yield opened
        context.close()


def test_a_name_is_chosen_by_keyboard_and_what_is_typed_stays_otherwise(page):
    box, names = page.get_by_role("combobox", name="Name of the organisation"), page.get_by_role("listbox")
    box.press_sequentially("curie")
    expect(names.get_by_role("option")).to_have_text(["Curie Diagnostics", "Institut Curie"])
    expect(box).to_have_attribute("aria-expanded", "true")
    assert faults(page) == []
    box.press("Escape")
    expect(names).to_be_hidden()
    expect(box).to_have_value("curie")
    box.press("ArrowDown")
    expect(names).to_be_visible()
    box.press("ArrowUp")
    expect(page.get_by_role("option", selected=True)).to_have_text("Institut Curie")
    box.press("Enter")
    expect(box).to_have_value("Institut Curie")
    expect(names).to_be_hidden()
    assert page.url.endswith("/register")


def test_a_name_is_chosen_by_hand(page):
    box = page.get_by_role("combobox", name="Name of the organisation")
    box.press_sequentially("diagn")
    page.get_by_role("option", name="Curie Diagnostics").click()
    expect(box).to_have_value("Curie Diagnostics")
    expect(box).to_be_focused()


def test_the_address_tells_whose_it_is_or_asks(page):
    box, email = page.get_by_role("combobox", name="Name of the organisation"), page.get_by_label("E-mail")
    email.fill("zoe@curie.example")
    box.focus()
    expect(page.get_by_text("Member of the cluster, recognised by your address in @curie.example")).to_be_visible()
    email.fill("zoe@saint-elme.example")
    box.focus()
    expect(page.get_by_role("group", name="Addresses in @saint-elme.example belong to several organisations")).to_be_visible()
    page.get_by_label("Institut Saint-Elme").check()
    expect(box).to_have_value("Institut Saint-Elme")
    assert faults(page) == []


def test_without_a_network_one_types_the_name(page):
    page.context.set_offline(True)
    box = page.get_by_role("combobox", name="Name of the organisation")
    box.press_sequentially("Institut Curie")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("Institut Curie")
