"""The event's own questions in the form, without JavaScript."""

from io import BytesIO

import pytest

from app.events.models import FormMode, OrganisationType, QuestionKind
from app.extensions import db
from app.registration.drafts import Draft
from app.registration.particulars import Answer, AnswerFile
from app.registration.questions.queries import said_by
from tests import factories
from tests.registration.form_filling import CHOICES, ORGANISATION, YOU, open_event, registered, send

pytestmark = pytest.mark.usefixtures("patient")
ALL = YOU | ORGANISATION | CHOICES
PDF = b"%PDF-1.7 a press card"


def lunch_and_service(event) -> tuple:
    lunch = factories.question(event, QuestionKind.yes_no, "Lunch?", code="lunch", required=True)
    service = factories.question(
        event, QuestionKind.one_of, "Which service?", code="service", options="early late", required=True,
        shown_if={"code": "lunch", "values": ["yes"]},
    )  # fmt: skip
    return lunch, service


def at_participation(client, event, lang="en", **organisation):
    base = f"/{lang}/{event.slug}/register"
    client.submit(client.page(f"{base}/you"), **YOU)
    client.submit(client.page(f"{base}/organisation"), **(ORGANISATION | organisation))
    return client.page(f"{base}/participation")


def on_one_page(client, event):
    event.form_mode = FormMode.one_page
    return client.page(f"/en/{event.slug}/register")


def to_check(client, last_step: str):
    """The answer to the last step: the check page."""
    return client.get(client.submit(client.page(last_step), **CHOICES).location)


def pairs(page) -> list[tuple[str, str]]:
    """Terms and what stands beside them."""
    return list(zip(page.texts("dt"), page.texts("dd"), strict=True))


def attached(content: bytes, name: str = "card.pdf"):
    return (BytesIO(content), name)


def test_an_answer_is_checked_and_stored(client):
    event = open_event()
    factories.question(event, label="Whom do you look for?", code="whom")
    page = at_participation(client, event)
    following = client.submit(page, q_whom="  A partner for a trial ").location
    check = to_check(client, following)
    assert ("Whom do you look for?", "A partner for a trial") in pairs(check.page)
    send(client, check)
    assert said_by(registered(event).id) == {"whom": "A partner for a trial"}


def test_a_question_that_has_to_be_answered_says_so_and_keeps_what_was_typed(client):
    event = open_event()
    factories.question(event, label="Whom do you look for?", code="whom", required=True)
    factories.question(event, label="Since when?", code="since", kind=QuestionKind.date)
    page = client.submit(at_participation(client, event), q_since="soon").page
    assert page.texts(".error-summary a") == ["Answer “Whom do you look for?”.", "Type a day, for example 18/03/2027."]
    assert page.one(".error-summary li:first-child a").get("href") == "#q_whom"
    assert page.one("#q_since").get("value") == "soon"


def test_what_another_answer_leads_to_comes_back_with_the_page(client):
    event = open_event()
    lunch_and_service(event)
    page = at_participation(client, event)
    assert "disabled" in page.one("fieldset.asked").attrib
    page = client.submit(page, q_lunch="yes").page
    assert "Your answers lead to one more question: Which service?" in page.text
    assert not page.all(".error-summary") and not page.title.startswith("Error")
    page = client.submit(page).page
    assert page.texts(".error-summary a") == ["Answer “Which service?”."]
    assert client.submit(page, q_service="late").location.endswith("/choices")


def test_what_no_answer_leads_to_is_neither_asked_nor_stored(client):
    event = open_event()
    lunch_and_service(event)
    page = client.submit(at_participation(client, event), q_lunch="yes").page
    following = client.submit(page, q_lunch="no", q_service="late").location
    send(client, to_check(client, following))
    assert said_by(registered(event).id) == {"lunch": "no"}


def test_a_question_for_some_is_asked_of_them_alone(client):
    event = open_event()
    press = factories.category(event, organisation_types=["press"])
    factories.question(event, label="Press card", code="card", category_codes=[press.code])
    assert not at_participation(client, event).all("[name=q_card]")
    assert at_participation(client, event, organisation_type="press").all("[name=q_card]")


def test_no_answer_leads_to_a_question_for_others(client):
    event = open_event()
    lunch_and_service(event)
    event.questions[1].category_codes = [factories.category(event, organisation_types=["press"]).code]
    assert not at_participation(client, event).all("[name=q_service]")
    assert at_participation(client, event, organisation_type="press").all("[name=q_service]")


def test_another_organisation_type_asks_anew(client):
    event = open_event()
    press = factories.category(event, organisation_types=["press"])
    factories.question(event, label="Press card", code="card", category_codes=[press.code])
    following = client.submit(at_participation(client, event)).location
    client.submit(client.page(following), **CHOICES)
    client.submit(client.page(f"/en/{event.slug}/register/organisation"), organisation_type="press")
    assert client.page(f"/en/{event.slug}/register/check").heading == "Your participation"


def test_on_one_page_the_organisation_type_leads_to_the_questions_of_its_category(client):
    event = open_event()
    press = factories.category(event, organisation_types=["press"])
    factories.question(event, label="Press card", code="card", category_codes=[press.code], required=True)
    page = client.submit(on_one_page(client, event), **ALL | {"organisation_type": "press"}).page
    assert "one more question: Press card" in page.text
    client.submit(page, q_card="2027-0042")
    made = registered(event)
    assert (made.category, said_by(made.id)) == (press, {"card": "2027-0042"})
    assert made.organisation_type is OrganisationType.press


def test_the_other_language_keeps_answers_and_judges_none(client):
    event = open_event()
    lunch_and_service(event)
    factories.question(event, QuestionKind.number, code="papers")
    page = client.submit(at_participation(client, event), "Français", q_lunch="yes", q_papers="many").page
    assert page.root.get("lang") == "fr" and not page.all(".error-summary")
    assert page.one("#q_papers").get("value") == "many"
    assert "disabled" not in page.one("fieldset.asked").attrib


def test_going_back_shows_the_answers_and_no_draft_keeps_a_file(client):
    event = open_event()
    lunch_and_service(event)
    factories.question(event, QuestionKind.several_of, code="wishes", options="trial funds people")
    factories.question(event, QuestionKind.file, code="card")
    page = at_participation(client, event)
    assert not page.all("[name=q_card]")
    client.submit(page, q_lunch="no", q_wishes=["trial", "people"])
    page = client.page(f"/en/{event.slug}/register/participation")
    assert [box.get("value") for box in page.all("[name=q_wishes][checked]")] == ["trial", "people"]
    draft = db.session.scalars(db.select(Draft)).one()
    assert draft.answers["questions"] == {"lunch": "no", "wishes": "trial people"}


def test_a_file_is_asked_for_beside_the_button_that_sends(client):
    event = open_event()
    card = factories.question(event, QuestionKind.file, "Press card", code="card", required=True)
    following = client.submit(at_participation(client, event)).location
    check = to_check(client, following)
    refused = send(client, check)
    assert refused.page.texts(".error-summary a") == ["Choose a file: “Press card”."]
    assert "végétarien" in refused.page.text
    send(client, refused, q_card=attached(PDF))
    made = registered(event)
    assert said_by(made.id) == {"card": "card.pdf"}
    file = db.session.scalars(db.select(AnswerFile)).one()
    assert (file.registration_id, file.question_id, file.kind, file.content) == (made.id, card.id, "pdf", PDF)


@pytest.mark.parametrize(("content", "sentence"), [
    (b"MZ not a picture", "Choose a file of another type. PDF, JPEG: at most 1 MB."),
    (b"\x89PNG\r\n\x1a\n", "Choose a file of another type. PDF, JPEG: at most 1 MB."),
    (PDF + b" " * 1024 * 1024, "Choose a smaller file. PDF, JPEG: at most 1 MB."),
])  # fmt: skip
def test_a_file_is_judged_by_its_content_and_size(client, content, sentence):
    event = open_event()
    factories.question(event, QuestionKind.file, "Press card", code="card")
    page = client.submit(on_one_page(client, event), **ALL | {"q_card": attached(content, "card.pdf")}).page
    assert page.texts(".error-summary a") == [sentence]
    assert db.session.scalars(db.select(AnswerFile)).all() == []


def test_a_file_that_was_sent_in_vain_is_asked_for_once_more(client):
    event = open_event()
    factories.question(event, QuestionKind.file, "Press card", code="card")
    page = client.submit(on_one_page(client, event), **ALL | {"email": "", "q_card": attached(PDF)}).page
    assert page.texts("#q_card-advice") == ["Choose “card.pdf” once more: it was not kept."]
    page = client.submit(page, "Français", q_card=attached(PDF)).page
    assert "une fois de plus" in page.one("#q_card-advice").text_content()


def test_the_same_page_sent_twice_keeps_one_file(client):
    event = open_event()
    factories.question(event, QuestionKind.file, "Press card", code="card")
    page = on_one_page(client, event)
    for _ in range(2):
        client.submit(page, **ALL | {"q_card": attached(PDF)})
    assert len(db.session.scalars(db.select(AnswerFile)).all()) == 1


def test_whose_address_is_known_leaves_no_answer_and_no_file(client):
    event = open_event()
    factories.question(event, QuestionKind.file, "Press card", code="card")
    factories.question(event, code="whom")
    factories.registration(event, email=YOU["email"])
    client.submit(on_one_page(client, event), **ALL | {"q_card": attached(PDF), "q_whom": "Anybody"})
    assert db.session.scalars(db.select(AnswerFile)).all() == []
    assert db.session.scalars(db.select(Answer)).all() == []
