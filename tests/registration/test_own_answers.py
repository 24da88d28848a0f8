"""One's own answers behind the signed link."""

from datetime import timedelta
from io import BytesIO

import pytest

from app.core.clock import now
from app.events.models import QuestionKind
from app.registration.questions.queries import find_file, said_by
from tests import factories
from tests.registration.form_filling import own_address

PDF = b"%PDF-1.7 a press card"


@pytest.fixture
def lunch(event):
    return factories.question(event, QuestionKind.yes_no, "Déjeuner ?", code="lunch", required=True)


@pytest.fixture
def answers(client, attendee, lunch):
    """The page of them."""
    return lambda **how: client.page(own_address(attendee, page="answers"), **how)


def test_the_ticket_leads_to_the_answers_where_something_is_asked(client, attendee, lunch):
    page = client.page(own_address(attendee))
    assert client.page(next(link.get("href") for link in page.all("a") if "Mes réponses" in link.text_content())).heading == "Mes réponses"
    lunch.archived_at = now()
    assert "Mes réponses" not in client.page(own_address(attendee)).text


def test_the_ticket_says_how_many_answers_are_missing(client, attendee, lunch):
    assert "1 question à laquelle répondre" in client.page(own_address(attendee)).text
    factories.answer(attendee, lunch, "no")
    assert "question à laquelle" not in client.page(own_address(attendee)).text


def test_answers_are_shown_and_changed(client, attendee, answers):
    page = client.page(client.submit(answers(), q_lunch="yes").location)
    assert "Vos réponses sont enregistrées." in page.text
    assert answers().one("[name=q_lunch][checked]").get("value") == "yes"


def test_what_has_to_be_answered_cannot_be_taken_back(client, attendee, event, answers):
    factories.answer(attendee, factories.question(event, label="Carte de presse", code="card", required=True), "0042")
    page = client.submit(answers(), q_lunch="yes", q_card="").page
    assert page.texts(".error-summary a") == ["Répondez à « Carte de presse »."]
    assert said_by(attendee.id) == {"card": "0042"}


def test_after_the_freeze_answers_are_read_and_stay(client, attendee, lunch, answers):
    factories.answer(attendee, lunch, "yes")
    page = answers()
    attendee.event.freeze_at = now() - timedelta(hours=1)
    assert "Oui" in answers().texts("dd") and not answers().all("main form")
    assert client.submit(page, q_lunch="no").status_code == 409
    assert said_by(attendee.id) == {"lunch": "yes"}


def test_the_second_tab_is_told_and_keeps_what_was_chosen(client, attendee, answers):
    first, second = answers(), answers()
    client.submit(first, q_lunch="yes")
    page = client.submit(second, q_lunch="no").page
    assert "entre-temps" in page.one(".error-summary").text_content()
    client.submit(page)
    assert said_by(attendee.id) == {"lunch": "no"}


def test_a_file_stays_is_replaced_or_deleted(client, attendee, event, lunch, answers):
    factories.question(event, QuestionKind.file, "Carte de presse", code="card")
    client.submit(answers(), q_lunch="yes", q_card=(BytesIO(PDF), "carte.pdf"))
    page = answers()
    assert "Nous avons « carte.pdf »" in page.text.replace("\u202f", " ")
    client.submit(page)
    assert find_file(attendee.id, "card").content == PDF
    client.submit(answers(), q_card=(BytesIO(b"\xff\xd8\xff"), "carte.jpg"))
    assert (said_by(attendee.id)["card"], find_file(attendee.id, "card").kind) == ("carte.jpg", "jpg")
    client.submit(answers(), no_card="y")
    assert find_file(attendee.id, "card") is None


def test_only_ones_own_questions_are_asked(client, attendee, event, answers):
    factories.question(event, label="Carte de presse", category_codes=[factories.category(event).code])
    assert "Carte de presse" not in answers().text


def test_no_other_site_and_no_cache_learns_of_the_page(client, attendee, lunch):
    answer = client.get(own_address(attendee, page="answers"))
    assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
