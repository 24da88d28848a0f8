"""The event's own questions as organisers write, order and drop them."""

import pytest

from app.audit.queries import history
from app.events.models import Question, QuestionKind
from app.extensions import db
from app.registration.particulars import Answer
from tests import factories

LUNCH = {"label_fr": "Déjeunez-vous ?", "label_en": "Lunch?"}
SITTINGS = {"label_fr": "Quel service ?", "label_en": "Which sitting?"}
EARLY_LATE = {"option_0_fr": "12 h 45", "option_0_en": "12:45", "option_1_fr": "13 h 20", "option_1_en": "13:20"}


@pytest.fixture
def new(desk, place):
    """new("yes_no", label_fr="…"): the answer to a question sent."""
    return lambda kind, **values: desk.submit(desk.page(place(f"questions/new/{kind}")), "Save the question", **values)


@pytest.fixture
def lunch(event) -> Question:
    return factories.question(event, QuestionKind.yes_no, "Lunch?", code="lunch")


@pytest.fixture
def sitting(event, lunch) -> Question:
    """Asked of who has lunch."""
    return factories.question(
        event, QuestionKind.one_of, "Which sitting?", code="sitting", options="early late",
        shown_if={"code": "lunch", "values": ["yes"]},
    )  # fmt: skip


def answered(question, value, event):
    person = factories.registration(event)
    factories.answer(person, question, value)
    return person


def asked(event) -> list[str]:
    db.session.expire_all()
    return [question.code for question in event.questions if question.archived_at is None]


def way(page, address: str) -> str:
    """The address, if the page leads there."""
    assert address in [link.get("href") for link in page.all("main a")]
    return address


def notice(desk, place) -> str:
    """What the list says on top."""
    return desk.page(place("questions")).one(".notice").text_content().strip()


def test_the_navigation_leads_to_the_questions_and_to_the_first_one(desk, place):
    page = desk.page(desk.page(place("settings")).link("Questions"))
    assert "No question of your own yet" in page.text
    page = desk.page(page.link("New question"))
    assert desk.page(way(page, place("questions/new/yes_no"))).heading == "New question"


def test_a_question_has_its_words_in_each_language_and_a_code_that_stays(desk, new, event, place):
    page = desk.page(new("yes_no", **LUNCH, required="y").location)
    assert "The form asks “Lunch?” now." in page.text
    (question,) = event.questions
    assert (question.code, question.label, question.required) == (
        "dejeunez_vous", {"fr": "Déjeunez-vous\u202f?", "en": "Lunch?"}, True,
    )  # fmt: skip
    desk.submit(desk.page(place(f"questions/{question.id}")), "Save the question", label_fr="Dînez-vous ?")
    assert (question.code, question.label["fr"]) == ("dejeunez_vous", "Dînez-vous\u202f?")
    assert history("question", question.id)[0].fields == ["label"]


def test_answers_to_choose_from_are_written_reordered_and_more_asked_for(desk, place, event):
    page = desk.page(place("questions/new/several_of"))
    page = desk.submit(page, "More answers", **SITTINGS, **EARLY_LATE).page
    assert page.one("#option_5_fr") is not None and event.questions == []
    page = desk.submit(page, "Answer 2 up").page
    assert page.one("#option_0_en").get("value") == "13:20"
    desk.submit(page, "Save the question")
    (question,) = event.questions
    assert [option["label"]["en"] for option in question.options] == ["13:20", "12:45"]
    assert [option["code"] for option in question.options] == ["13_20", "12_45"]


@pytest.mark.parametrize("row", ["0", "²", "99", "-1", "x"])
def test_a_row_that_cannot_go_up_stays(desk, place, row):
    answer = desk.post(place("questions/new/one_of"), data=EARLY_LATE | {"up": row, "option_0_code": "", "option_1_code": ""})
    assert answer.page.one("#option_0_en").get("value") == "12:45"


def test_a_new_label_keeps_the_code_of_an_answer(desk, place, event, sitting):
    desk.submit(desk.page(place(f"questions/{sitting.id}")), "Save the question", option_0_en="At noon")
    assert [option["code"] for option in sitting.options] == ["early", "late"]
    assert sitting.options[0]["label"]["en"] == "At noon"


def test_a_code_made_by_hand_counts_for_nothing(new, event):
    new("one_of", **SITTINGS, **EARLY_LATE, option_0_code="x y:<b>", option_1_code="x y:<b>")
    assert [option["code"] for option in event.questions[0].options] == ["12_45", "13_20"]


@pytest.mark.parametrize(("kind", "values", "sentence"), [
    ("text", {"label_en": "Lunch?"}, "Write the question in the event’s first language."),
    ("one_of", SITTINGS | {"option_0_fr": "12 h 45"}, "Give from 2 to 40 answers to choose from."),
    ("number", SITTINGS | {"least": "10", "most": "1"}, "The greatest number has to be above the least."),
    ("number", SITTINGS | {"least": "many"}, "Type a number, for example “200”."),
    ("file", SITTINGS | {"types": None}, "Choose a type at least."),
    ("text", {"label_fr": "W" * 201}, "Shorten this to 200 characters."),
])  # fmt: skip
def test_what_makes_no_question_is_said_beside_its_field(new, event, kind, values, sentence):
    assert new(kind, **values).page.texts(".error-summary a") == [sentence]
    assert event.questions == []


def test_limits_are_kept_in_one_spelling(new, event):
    new("number", **SITTINGS, least="1,5", most="1,240")
    new("file", **SITTINGS, types=["pdf"], megabytes="4")
    assert [question.limits for question in event.questions] == [{"least": "1.5", "most": "1240"}, {"types": ["pdf"], "megabytes": 4}]


def test_a_question_is_for_some_and_after_an_answer(desk, new, event, place, lunch):
    code = event.categories[0].code
    new("text", **SITTINGS, categories=[code], shown_if=["lunch:yes"])
    question = event.questions[1]
    assert (question.category_codes, question.shown_if) == ([code], {"code": "lunch", "values": ["yes"]})
    assert "after “Lunch?”: Yes" in desk.page(place("questions")).text


def test_only_one_question_above_can_lead_to_another(new, event, lunch, sitting):
    page = new("text", label_fr="Régime ?", shown_if=["lunch:yes", "sitting:late"]).page
    assert page.texts(".error-summary a") == ["Choose answers to one question alone."]


def test_a_question_offers_no_condition_on_itself_nor_below(desk, place, lunch, sitting):
    assert not desk.page(place(f"questions/{lunch.id}")).all("[name=shown_if]")


def test_questions_are_moved_but_not_above_what_leads_to_them(desk, place, event, lunch, sitting):
    other = factories.question(event, label="Anything else?")
    desk.submit(desk.page(place("questions")), "Up “Anything else?”")
    assert asked(event) == ["lunch", other.code, "sitting"]
    desk.submit(desk.page(place("questions")), "Up “Which sitting?”")
    desk.submit(desk.page(place("questions")), "Up “Which sitting?”")
    assert "“Which sitting?” is asked only if an earlier question" in notice(desk, place)
    assert asked(event) == ["lunch", "sitting", other.code]


def test_the_first_and_the_last_stay_where_they_are(desk, place, event, lunch, sitting):
    for question, way in ((lunch, "up"), (sitting, "down")):
        desk.post(place(f"questions/{question.id}/move/{way}"))
    assert asked(event) == ["lunch", "sitting"]


def test_a_question_that_is_answered_is_not_deleted_but_archived_and_asked_again(desk, place, event, lunch):
    answered(lunch, "yes", event)
    page = desk.page(place(f"questions/{lunch.id}/delete"))
    assert "1 person has answered: archive the question instead" in page.text
    assert "Delete the question" not in page.texts("main button")
    assert "archive the question instead" in desk.post(place(f"questions/{lunch.id}/delete")).page.text
    desk.submit(desk.page(place("questions")), "Archive “Lunch?”")
    assert asked(event) == [] and db.session.scalars(db.select(Answer.value)).all() == ["yes"]
    desk.submit(desk.page(place("questions")), "Ask again “Lunch?”")
    assert asked(event) == ["lunch"]


def test_the_page_of_a_question_ends_with_what_can_become_of_it(desk, place, event, lunch):
    own, list_ = place(f"questions/{lunch.id}"), place("questions")
    assert desk.page(own).link("Delete the question") == place(f"questions/{lunch.id}/delete")
    answered(lunch, "yes", event)
    assert "Delete" not in desk.page(list_).texts(".row-actions a")
    page = desk.page(own)
    assert "Delete the question" not in page.text and "archive the question instead, and the answers stay" in page.text
    desk.submit(page, "Archive the question")
    assert asked(event) == []
    assert "Archive the question" not in desk.page(own).text


def test_a_question_without_answers_is_deleted(desk, place, event, lunch):
    desk.submit(desk.page(place(f"questions/{lunch.id}/delete")), "Delete the question")
    assert asked(event) == []
    assert "“Lunch?” is deleted." in notice(desk, place)


@pytest.mark.parametrize("way", ["archive", "delete"])
def test_a_question_that_leads_to_another_stays_with_its_name_said(desk, place, event, lunch, sitting, way):
    answer = desk.post(place(f"questions/{lunch.id}/{way}"), follow_redirects=True)
    assert "Its answer leads to “Which sitting?”: change that one first." in answer.page.text
    assert asked(event) == ["lunch", "sitting"]


def test_an_answer_that_was_chosen_is_not_removed(desk, place, event, sitting):
    for _ in range(2):
        answered(sitting, "late", event)
    another = {"option_1_fr": "", "option_1_en": "", "option_2_fr": "Au café"}
    page = desk.submit(desk.page(place(f"questions/{sitting.id}")), "Save the question", **another).page
    assert "2 people have chosen “Late”: it cannot be removed." in page.one(".error-summary").text_content()
    assert [option["code"] for option in sitting.options] == ["early", "late"]


def test_an_answer_that_leads_to_a_question_is_not_removed(desk, place, event, sitting):
    factories.question(event, label="Which dessert?", shown_if={"code": "sitting", "values": ["late"]})
    more = {"option_2_fr": "Au café", "option_1_fr": "", "option_1_en": ""}
    page = desk.submit(desk.page(place(f"questions/{sitting.id}")), "Save the question", **more).page
    assert "An answer that would go leads to “Which dessert?”" in page.one(".error-summary").text_content()


def test_the_type_changes_while_nobody_has_answered(desk, place, event, sitting):
    kinds = desk.page(desk.page(place(f"questions/{sitting.id}")).link("Another type"))
    page = desk.page(way(kinds, place(f"questions/{sitting.id}?kind=several_of")))
    desk.submit(page, "Save the question")
    assert (sitting.kind, len(sitting.options)) == (QuestionKind.several_of, 2)
    answered(sitting, "late", event)
    page = desk.submit(desk.page(place(f"questions/{sitting.id}?kind=text")), "Save the question").page
    assert "1 person has answered: the type stays as it is." in page.one(".error-summary").text_content()
    db.session.expire_all()
    assert sitting.kind is QuestionKind.several_of


def test_a_type_that_nothing_can_depend_on_is_refused_where_something_does(desk, place, event, lunch, sitting):
    page = desk.submit(desk.page(place(f"questions/{lunch.id}?kind=text")), "Save the question").page
    assert "“Which sitting?” is asked only if an earlier question" in page.one(".error-summary").text_content()


def test_the_second_of_two_editors_is_told(desk, place, event, lunch):
    hers, his = (desk.page(place(f"questions/{lunch.id}")) for _ in range(2))
    desk.submit(hers, "Save the question", label_en="Do you eat with us?")
    page = desk.submit(his, "Save the question", label_en="Dinner?").page
    assert "Somebody else changed this question meanwhile." in page.one(".error-summary").text_content()
    assert page.one("#label_en").get("value") == "Dinner?"


def test_files_that_an_event_asks_for_have_an_end(new, event):
    for _ in range(3):
        new("file", **SITTINGS)
    assert "An event may ask for 3 files." in new("file", **SITTINGS).page.text
    assert len(event.questions) == 3


def test_questions_are_tried_out_and_nothing_is_kept(desk, place, event, lunch, sitting):
    lunch.required = True
    page = desk.submit(desk.page(place("questions/preview")), "Check these answers").page
    assert page.texts(".error-summary a") == ["Answer “Lunch?”."]
    page = desk.submit(page, "Check these answers", q_lunch="no").page
    assert "These answers would be taken. Nothing was kept." in page.text
    assert db.session.scalars(db.select(Answer)).all() == []


@pytest.mark.parametrize("path", ["questions/987", "questions/987/delete", "questions/new/nothing", "questions/987/move/up"])
def test_what_is_no_question_is_nowhere(desk, place, path):
    assert desk.post(place(path), follow_redirects=True).status_code in (200, 404)
    assert desk.get(place(path)).status_code in (404, 405)


def test_a_question_of_another_event_is_not_here(desk, place, event):
    foreign = factories.question(factories.event())
    assert desk.get(place(f"questions/{foreign.id}")).status_code == 404
    desk.post(place(f"questions/{foreign.id}/archive"))
    assert foreign.archived_at is None


@pytest.mark.parametrize("role", ["receptionist", "reader"])
def test_questions_are_for_organisers(request, client, place, lunch, role):
    client.sign_in(request.getfixturevalue(role))
    assert client.get(place("questions")).status_code == 403
    assert client.post(place(f"questions/{lunch.id}/delete")).status_code == 403
