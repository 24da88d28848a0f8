"""Questions in a browser with JavaScript: they follow other answers at once, and a large file is told before it is sent."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.events.models import FormMode, QuestionKind
from app.extensions import db
from tests import factories
from tests.whole.served import served

pytestmark = pytest.mark.browser
SENT = "[...new FormData(document.querySelector('form#answers')).keys()].filter(name => /^q_|asked/.test(name))"


@pytest.fixture
def form(own_app, chromium: Browser) -> Iterator[Page]:
    """The form on one page, with questions for the press."""
    app = own_app()
    with app.app_context(), served(app) as base:
        event = factories.event(form_mode=FormMode.one_page)
        of_press = {"category_codes": [factories.category(event, organisation_types=["press"]).code]}
        factories.question(event, label="Press card", code="card", **of_press)
        factories.question(event, QuestionKind.yes_no, "Lunch?", code="lunch", **of_press)
        factories.question(event, label="Dessert", code="dessert", shown_if={"code": "lunch", "values": ["yes"]})
        factories.question(event, QuestionKind.file, "Portrait", code="portrait", **of_press)
        db.session.commit()
        page = chromium.new_page()
        page.goto(f"{base}/en/{event.slug}/register")
        yield page
        page.close()


def test_a_question_follows_the_answer_that_leads_to_it(form):
    card, dessert = form.get_by_label("Press card"), form.get_by_label("Dessert")
    expect(card).to_be_hidden()
    form.get_by_label("Press", exact=True).check()
    form.get_by_label("Yes", exact=True).check()
    expect(card).to_be_visible()
    dessert.fill("None")
    form.get_by_label("Company").check()
    expect(card).to_be_hidden()
    expect(dessert).to_be_hidden()
    assert form.evaluate(SENT) == []


def test_a_file_that_is_too_large_is_told_before_it_is_sent(form):
    form.get_by_label("Press", exact=True).check()
    portrait = form.get_by_label("Portrait")
    portrait.set_input_files({"name": "large.jpg", "mimeType": "image/jpeg", "buffer": b"\xff" * (1024 * 1024 + 1)})
    assert portrait.evaluate("input => [input.value, input.validationMessage]") == [
        "", "Choose a smaller file. PDF, JPEG: at most 1 MB.",
    ]  # fmt: skip
    portrait.set_input_files({"name": "small.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff"})
    assert portrait.evaluate("input => [input.value !== '', input.validationMessage]") == [True, ""]
