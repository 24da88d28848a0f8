"""Answers to the event's own questions in the back office: on the person's page, in views and in exports."""

from io import BytesIO

import openpyxl
import pytest

from app.events.models import QuestionKind
from app.registration.models import Status
from app.registration.particulars import AnswerFile
from app.registration.questions.queries import said_by
from tests import factories
from tests.factories import answer

PDF = b"%PDF-1.7 a press card"


@pytest.fixture
def lunch(event):
    return factories.question(event, QuestionKind.yes_no, "Lunch?", code="lunch", required=True)


@pytest.fixture
def wishes(event):
    return factories.question(event, QuestionKind.several_of, "Wishes", code="wishes", options="trial funds fun")


@pytest.fixture
def card(event, attendee):
    """A press card that the attendee has sent."""
    asked = factories.question(event, QuestionKind.file, "Press card", code="card")
    answer(attendee, asked, "<b>carte</b>.pdf")
    factories.add(AnswerFile(registration_id=attendee.id, question_id=asked.id, kind="pdf", content=PDF))
    return asked


def rows(page) -> dict[str, str]:
    return dict(zip(page.texts("#answers + dl dt"), page.texts("#answers + dl dd:not(.end)"), strict=True))


def test_a_person_page_shows_what_was_answered_asked_and_archived(desk, place, attendee, event, lunch, wishes):
    old = factories.question(event, QuestionKind.date, "Since", code="since")
    answer(attendee, wishes, "trial fun"), answer(attendee, old, "2027-03-18")
    desk.post(place(f"questions/{old.id}/archive"))
    factories.question(event, label="For others", category_codes=[factories.category(event).code])
    found = rows(desk.page(place(f"people/{attendee.id}")))
    assert (found["Lunch?"], found["Wishes"], found["Since"]) == ("Not answered", "Trial, Fun", "18 March 2027")
    assert "For others" not in found


def test_organisers_edit_the_answers(desk, place, attendee, lunch, wishes):
    page = desk.page(desk.page(place(f"people/{attendee.id}")).link("Edit the answers"))
    page = desk.page(desk.submit(page, "Save the answers", q_lunch="no", q_wishes=["funds"]).location)
    assert "The answers are saved." in page.text
    assert said_by(attendee.id) == {"lunch": "no", "wishes": "funds"}
    assert "changed the answers to the event’s questions." in desk.page(place("journal")).text


def test_the_second_of_two_editors_is_told(desk, place, attendee, lunch):
    hers, his = (desk.page(place(f"people/{attendee.id}/answers")) for _ in range(2))
    desk.submit(hers, "Save the answers", q_lunch="yes")
    page = desk.submit(his, "Save the answers", q_lunch="no").page
    assert "This registration was changed meanwhile" in page.one(".error-summary").text_content()
    assert page.one("[name=q_lunch][checked]").get("value") == "no"


def test_a_file_is_fetched_under_a_name_of_ours_and_opens_nothing(desk, place, attendee, card):
    page = desk.page(place(f"people/{attendee.id}"))
    sent = desk.get(page.link("Download"))
    assert sent.data == PDF
    assert sent.headers["Content-Type"] == "application/pdf"
    reference = f"{attendee.reference[:4]}-{attendee.reference[4:]}"
    assert sent.headers["Content-Disposition"] == f'attachment; filename="{reference}_card.pdf"'
    assert (sent.headers["X-Content-Type-Options"], sent.headers["Cache-Control"]) == ("nosniff", "no-store")
    assert sent.headers["Content-Security-Policy"] == "sandbox"


@pytest.mark.parametrize("role", ["receptionist", "reader"])
def test_files_are_for_organisers(request, client, place, attendee, card, role):
    client.sign_in(request.getfixturevalue(role))
    assert client.get(place(f"people/{attendee.id}/answers/card")).status_code == 403
    assert client.get(place(f"people/{attendee.id}/answers")).status_code == 403


def test_a_file_is_found_at_its_person_and_event_alone(desk, place, attendee, event, card):
    other = factories.registration(event)
    elsewhere = factories.registration(factories.event())
    for path in (f"people/{other.id}/answers/card", f"people/{elsewhere.id}/answers/card", f"people/{attendee.id}/answers/x"):
        assert desk.get(place(path)).status_code == 404


@pytest.fixture
def three(event, lunch, wishes):
    """Who eats and wants a trial; who does not eat; who has not said."""
    eats, fasts, silent = (factories.registration(event, last_name=name) for name in ("Eats", "Fasts", "Silent"))
    answer(eats, lunch, "yes"), answer(eats, wishes, "trial funds"), answer(fasts, lunch, "no"), answer(fasts, wishes, "fun")
    factories.registration(event, last_name="Left", status=Status.cancelled)
    return eats, fasts, silent


@pytest.mark.parametrize(("query", "names"), [
    ("said=lunch:yes", ["Eats"]), ("said=lunch:yes&said=lunch:no", ["Eats", "Fasts"]), ("said=wishes:trial", ["Eats"]),
    ("said=wishes:fun", ["Fasts"]), ("said=lunch:no&said=wishes:trial", []), ("answers=missing", ["Silent"]),
    ("said=lunch:maybe", []),
])  # fmt: skip
def test_people_are_found_by_what_they_answered(desk, place, three, query, names):
    assert desk.page(place(f"people?{query}")).texts("tbody th b") == names


def test_a_view_by_answers_is_said_in_words_and_offered(desk, place, three):
    page = desk.page(place("people?said=lunch:yes"))
    assert "“Lunch?”: Yes" in page.text
    assert "Answers missing" in page.text and place("people?said=lunch:yes&said=lunch:no") in [a.get("href") for a in page.all("a")]


def test_missing_are_those_alone_who_are_asked(desk, place, event, three, lunch):
    _eats, fasts, _silent = three
    press = factories.category(event)
    factories.question(event, code="menu", required=True, shown_if={"code": "lunch", "values": ["yes"]})
    factories.question(event, code="card", required=True, category_codes=[press.code])
    assert desk.page(place("people?answers=missing")).texts("tbody th b") == ["Eats", "Silent"]
    fasts.category = press
    assert desk.page(place("people?answers=missing")).texts("tbody th b") == ["Eats", "Fasts", "Silent"]


def test_a_person_who_was_found_by_an_answer_keeps_the_way_back(desk, place, three):
    page = desk.page(place("people?said=wishes:trial"))
    assert "“Wishes”: Trial" in desk.page(page.all("tbody th a")[0].get("href")).texts(".trail a")


def exported(desk, place, format_, *columns):
    page = desk.page(place("people/export?status=confirmed"))
    return desk.submit(page, "Download the file", format=format_, columns=list(columns)).data


def test_exports_have_a_column_for_each_question_after_the_fixed_ones(desk, place, event, three):
    papers = factories.question(event, QuestionKind.number, "Papers", code="papers")
    since = factories.question(event, QuestionKind.date, "Since", code="since")
    eats, fasts, _silent = three
    answer(eats, papers, "12"), answer(fasts, papers, "1.5"), answer(eats, since, "2027-03-18")
    sheet = openpyxl.load_workbook(BytesIO(exported(desk, place, "excel"))).active
    head, first, second, third = (row[-4:] for row in sheet.iter_rows())
    assert [cell.value for cell in head] == ["Lunch?", "Wishes", "Papers", "Since"]
    assert [cell.value for cell in first[:3]] == ["Yes", "Trial, Funds", 12]
    assert first[3].is_date and first[3].number_format == "dd/mm/yyyy" and f"{first[3].value:%Y-%m-%d}" == "2027-03-18"
    assert [cell.value for cell in second[:3]] == ["No", "Fun", 1.5]
    assert [cell.value for cell in third] == [None] * 4


def test_programs_are_given_codes(desk, place, three):
    text = exported(desk, place, "machine", "last_name", "q_lunch", "q_wishes").decode()
    assert text == "last_name,q_lunch,q_wishes\r\nEats,true,trial|funds\r\nFasts,false,fun\r\nSilent,,\r\n"


def test_excel_in_france_is_given_french_days_and_commas(desk, place, event, three):
    papers = factories.question(event, QuestionKind.number, code="papers")
    since = factories.question(event, QuestionKind.date, code="since")
    answer(three[0], papers, "1.5"), answer(three[0], since, "2027-03-18")
    line = exported(desk, place, "csv", "q_papers", "q_since", "q_lunch").decode("utf-8-sig").splitlines()[1]
    assert line == "Yes;1,5;18/03/2027"


def test_an_answer_that_looks_like_a_formula_is_kept_text(desk, place, event, attendee):
    free = factories.question(event, code="free")
    answer(attendee, free, "=HYPERLINK(1)")
    assert exported(desk, place, "csv", "q_free").decode("utf-8-sig").splitlines()[1] == "'=HYPERLINK(1)"
