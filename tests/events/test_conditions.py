"""Whom which question is asked."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import now
from app.events.conditions import CHOOSING, asked, codes, first_out_of_order, is_for, led_to_by
from app.events.models import Question, QuestionKind

CATEGORIES = ("ENT", "PRE")


def question(code: str, kind: QuestionKind = QuestionKind.yes_no, **values) -> Question:
    defaults = dict(label={}, options=[], category_codes=[], shown_if={}, archived_at=None)
    return Question(code=code, kind=kind, **defaults | values)


def after(code: str, *values: str) -> dict:
    return {"code": code, "values": list(values)}


LUNCH = question("lunch")
SITTING = question(
    "sitting", QuestionKind.one_of, options=[{"code": "early"}, {"code": "late"}], shown_if=after("lunch", "yes")
)
DESSERT = question("dessert", QuestionKind.text, shown_if=after("sitting", "late", "later"))
CARD = question("card", QuestionKind.text, category_codes=["PRE"])
ALL = [LUNCH, SITTING, DESSERT, CARD]


def named(category: str | None, **said: str) -> list[str]:
    return [each.code for each in asked(ALL, category, said)]


def test_a_question_is_asked_of_its_categories():
    assert named("PRE") == ["lunch", "card"]
    assert named("ENT") == named(None) == ["lunch"]


def test_an_answer_leads_to_the_next_question():
    assert named("ENT", lunch="yes") == ["lunch", "sitting"]
    assert named("ENT", lunch="yes", sitting="late") == ["lunch", "sitting", "dessert"]
    assert named("ENT", lunch="no") == ["lunch"]


def test_what_is_hidden_leads_nowhere():
    assert named("ENT", lunch="no", sitting="late") == ["lunch"]


def test_one_of_several_answers_is_enough():
    wishes = question("wishes", QuestionKind.several_of, options=[{"code": "trial"}, {"code": "funds"}])
    sum_ = question("sum", QuestionKind.number, shown_if=after("wishes", "funds"))
    assert asked([wishes, sum_], None, {"wishes": "trial funds"}) == [wishes, sum_]
    assert asked([wishes, sum_], None, {"wishes": "trial"}) == [wishes]


def test_an_archived_question_is_asked_of_nobody_and_leads_nowhere():
    gone = question("lunch", archived_at=now())
    assert asked([gone, SITTING], None, {"lunch": "yes"}) == []


def test_what_leads_to_others_is_known_by_them():
    assert led_to_by("lunch", ALL) == [SITTING]
    assert codes(LUNCH) == ("yes", "no") and codes(SITTING) == ("early", "late")


def test_a_question_stands_below_what_leads_to_it():
    assert first_out_of_order(ALL) is None
    assert first_out_of_order([SITTING, LUNCH]) is SITTING
    assert first_out_of_order([LUNCH, CARD, question("x", shown_if=after("card", "a"))]).code == "x"
    assert first_out_of_order([question("x", shown_if=after("x", "yes"))]).code == "x"


@st.composite
def forms(draw) -> list[Question]:
    """Any questions in any order, conditions on anything included."""
    names = draw(st.lists(st.sampled_from("abcdef"), unique=True, max_size=6))
    return [
        question(
            name, draw(st.sampled_from([*CHOOSING, QuestionKind.text])), options=[{"code": "yes"}, {"code": "no"}],
            category_codes=draw(st.lists(st.sampled_from(CATEGORIES), max_size=1)),
            shown_if=draw(st.just({}) | st.builds(after, st.sampled_from("abcdef"), st.sampled_from(["yes", "no"]))),
            archived_at=draw(st.sampled_from([None, None, now()])),
        )
        for name in names
    ]  # fmt: skip


said_of = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["", "yes", "no", "yes no"]))


@given(forms(), st.sampled_from([None, *CATEGORIES]), said_of)
def test_whatever_is_asked_is_led_to_by_what_is_asked_above(questions, category, said):
    found = asked(questions, category, said)
    assert [each for each in questions if each in found] == found
    for place, each in enumerate(found):
        assert each.archived_at is None and is_for(each, category)
        if each.shown_if:
            above = {other.code for other in found[:place]}
            assert each.shown_if["code"] in above
            assert set(said[each.shown_if["code"]].split()) & set(each.shown_if["values"])


@given(forms(), st.sampled_from(CATEGORIES), said_of)
def test_answers_to_what_is_not_asked_count_for_nothing(questions, category, said):
    found = asked(questions, category, said)
    only = {each.code: said[each.code] for each in found if each.code in said}
    assert asked(questions, category, only) == found
