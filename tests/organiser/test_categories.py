"""Categories in the back office."""

import pytest

from app.audit.queries import history
from app.audit.service import SYSTEM
from app.checkin.points import CheckinPoint
from app.events import categories
from app.events.marks import SHAPES
from app.events.models import Category, Entry, Question, QuestionKind
from app.extensions import db
from app.jobs.models import Job
from app.registration.models import Status
from tests import factories
from tests.badges.paper import print_badges
from tests.refusals import refused

NEW = {"code": "MED", "label_fr": "Médecin : hôpital", "label_en": "Doctor", "entry": "automatic", "band": "#0a6ebd", "text": "#ffffff"}


@pytest.fixture
def press(event) -> Category:
    """Ten places, one of which is taken."""
    return factories.category(
        event, code="PRE", label={"fr": "Presse", "en": "Press"}, shape="star", quota=10, position=1,
        organisation_types=["press"],
    )  # fmt: skip


@pytest.fixture
def edit(desk, place):
    """edit(category): its page."""
    return lambda category: desk.page(place(f"categories/{category.id}"))


def find(event, code: str) -> Category:
    return db.session.scalars(db.select(Category).where(Category.event_id == event.id, Category.code == code)).one()


def test_categories_stand_in_their_order_with_how_full_they_are(desk, place, event, press):
    factories.registration(event, category=press)
    page = desk.page(place("categories"))
    assert page.texts("tbody th a")[-1] == "Press"
    assert desk.page(page.link("1 of 10")).texts(".list-head b") == ["1"]


def test_a_way_in_that_there_is_not_is_told_of_a_used_category_too(desk, place, event, press):
    factories.registration(event, category=press)
    answer = desk.post(place(f"categories/{press.id}"), data={"entry": "through the window", "label_fr": "Presse"})
    assert answer.status_code == 200 and answer.page.title.startswith("Error:")


def test_places_of_an_allotment_are_taken_and_those_without_a_name_are_told(desk, place, event, press):
    factories.delegate(factories.allotment(event, category=press, seats=3))
    page = desk.page(place("categories"))
    assert "3 of 10" in page.text and "2 of them without a name" in page.text


def test_a_name_that_no_badge_can_carry_is_told_of_the_other_language_too(desk, place, event, press):
    page = desk.submit(desk.page(place("categories/new")), "Save the category", **NEW | {"label_en": "W" * 80}).page
    assert page.texts(".error-summary a") == ["No badge has room for this name: shorten it."]


def test_a_name_with_an_emoji_is_refused_beside_it_for_badges_would_not_show_it(desk, place, event, press):
    page = desk.submit(desk.page(place("categories/new")), "Save the category", **NEW | {"label_en": "😀 Friends"}).page
    assert page.texts(".error-summary a") == ["Badges show no emoji: write the name without “😀”."]


def test_a_name_that_another_category_has_is_refused_beside_it(desk, place, event, press, edit):
    page = desk.submit(desk.page(place("categories/new")), "Save the category", **NEW | {"label_en": "press "}).page
    assert page.texts(".error-summary a") == ["Another category has this name: choose one that tells them apart."]
    assert page.one(".error-summary a").get("href") == "#label_en"
    both = {"label_en": "Press", "label_fr": "😀 Amis"}
    assert len(desk.submit(desk.page(place("categories/new")), "Save the category", **NEW | both).page.texts(".error-summary a")) == 2
    other = factories.category(event, code="OTH", label={"fr": "Autre", "en": "Other"}, shape="plus")
    assert desk.submit(edit(other), "Save the category", label_fr="PRESSE").page.title.startswith("Error:")
    assert desk.submit(edit(press), "Save the category", quota="12").status_code == 302


def test_a_name_that_was_taken_meanwhile_is_refused_too(event, press):
    values = {name: getattr(press, name) for name in categories.FIELDS} | {"code": "PR2", "shape": "plus"}
    with refused("name_taken"):
        categories.add(event.id, values, by=SYSTEM)


def test_one_is_added_at_the_end(desk, place, event, press):
    answer = desk.submit(desk.page(place("categories/new")), "Save the category", **NEW, quota="5")
    made = find(event, "MED")
    assert (made.label["fr"], made.band, made.entry, made.quota) == ("Médecin\u00a0: hôpital", "#0A6EBD", Entry.automatic, 5)
    assert made.position > press.position
    assert "“Doctor” is a category now." in desk.page(answer.location).text
    assert "added the category “Doctor”." in desk.page(place("journal")).text


def test_a_new_one_begins_with_a_look_that_nobody_has_even_where_every_shape_is_taken(desk, place, event, press):
    for number, shape in enumerate(SHAPES):
        factories.category(event, code=f"X{number}", label={"en": shape}, shape=shape, pattern="solid", band="#44525D")
    page = desk.page(place("categories/new"))
    checked = [page.one(f"input[name={name}][checked]").get("value") for name in ("shape", "pattern")]
    assert checked == ["circle", "diagonal"] and page.one("input[name=band]").get("value") != "#44525D"


def test_a_new_one_begins_with_a_shape_that_nobody_has(desk, place, event, press):
    page = desk.page(place("categories/new"))
    assert page.one("input[name=shape][checked]").get("value") == "triangle-up"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"text": "#3080d0"}, "Nobody can read this on the band: the contrast is 1.3, and at least 4.5 is needed. White has 5.3."),
        ({"band": "red"}, "Choose a colour"),
        ({"band": "#0A6EBD;}body{display:none"}, "Choose a colour"),
        ({"code": "é"}, "Use from two to twelve letters and digits"),
        ({"code": "A B"}, "Use from two to twelve letters and digits"),
        ({"label_fr": ""}, "Write the name in the event’s first language."),
        ({"label_fr": "𒀭𒂗𒆤"}, "No installed font can print"),
        ({"label_fr": "W" * 80}, "No badge has room for this name: shorten it."),
        ({"quota": "-2"}, "Type a number"),
        ({"shape": "heart"}, "Choose again"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(desk, place, event, typed, says):
    page = desk.submit(desk.page(place("categories/new")), "Save the category", **NEW | typed).page
    assert page.title.startswith("Error:") and says in page.texts(".error-summary a")[0]
    assert page.one("[name=label_en]").get("value") == "Doctor"
    assert [each.code for each in event.categories] == [event.categories[0].code]


@pytest.mark.parametrize(
    ("typed", "says"),
    [({"code": "PRE"}, "“Press” has this code"), ({"shape": "star"}, "“Press” has this shape and pattern")],
)
def test_two_have_neither_the_same_code_nor_the_same_mark(desk, place, event, press, typed, says):
    page = desk.submit(desk.page(place("categories/new")), "Save the category", **NEW | typed).page
    assert says in page.text and len(event.categories) == 2


def test_it_is_changed_in_place_and_the_journal_says_what(desk, place, event, press, edit):
    desk.submit(edit(press), "Save the category", label_en="Media", entry="approval", organisation_types=["press", "other"])
    assert (press.label["en"], press.entry, press.organisation_types) == ("Media", Entry.approval, ["press", "other"])
    assert history("category", press.id)[0].fields == ["entry", "label", "organisation_types"]
    assert "changed the category “Media”:" in desk.page(place("journal")).text


def test_saving_what_nobody_changed_changes_nothing(desk, event, press, edit):
    press.pattern, press.label = "none", {"fr": "Presse\u00a0· médias", "en": "Press"}
    desk.submit(edit(press), "Save the category")
    assert history("category", press.id) == []
    assert (press.pattern, press.label["fr"]) == ("none", "Presse\u00a0· médias")


def test_the_code_of_a_used_one_stays(desk, event, press, edit):
    assert edit(press).all("[name=code]")
    factories.registration(event, category=press, status=Status.cancelled)
    page = edit(press)
    assert not page.all("[name=code]") and "stays: the category is used" in page.text
    desk.submit(page, "Save the category", quota="12")
    assert (press.code, press.quota) == ("PRE", 12)


def test_a_code_used_while_the_page_stood_open_stays(event, press):
    values = {name: getattr(press, name) for name in categories.FIELDS} | {"code": "XYZ"}
    with refused("in_use"):
        categories.change(event.id, press.id, values, by=SYSTEM, used=lambda _category: ["used"])


def test_fewer_places_than_are_taken_is_said_before_it_is_saved_and_stands(desk, event, press, edit):
    for _each in range(3):
        factories.registration(event, category=press)
    page = desk.submit(edit(press), "Save the category", quota="2").page
    assert "3 places are taken already. Nobody loses theirs" in page.texts(".notice")[0] and press.quota == 10
    desk.submit(page, "Save it all the same")
    assert press.quota == 2


def test_more_places_are_owed_to_who_waits(desk, event, press, edit):
    factories.registration(event, category=press, status=Status.waitlisted)
    desk.submit(edit(press), "Save the category", quota="20")
    assert db.session.scalar(db.select(Job.kind).where(Job.event_id == event.id)) == "registration.fill"


def test_people_who_take_places_from_now_on_are_counted_before(desk, event, press, edit):
    event.capacity, press.counts = 1, False
    for _each in range(2):
        factories.registration(event, category=press)
    page = desk.submit(edit(press), "Save the category", counts="y").page
    assert "With these people 2 places of 1 are taken." in page.text and press.counts is False


def test_printed_badges_that_show_something_else_are_told_before_and_phones_learn_it(app, desk, event, press, edit):
    person, other = (factories.badge_holder(event, category=press) for _each in range(2))
    print_badges(app, [person])
    page = desk.submit(edit(press), "Save the category", label_en="Media").page
    assert "1 badge of this category is printed, and shows what was." in page.text
    desk.submit(page, "Save it all the same")
    db.session.expire_all()
    assert press.label["en"] == "Media"
    assert person.revision == event.revision > other.revision


def test_an_organisation_that_would_find_no_category_is_told_before(desk, event, press, edit):
    page = desk.submit(edit(press), "Save the category", public=None).page
    assert "Whoever chooses “Press” in the form would find no category." in page.text


def test_a_change_reaches_the_copies_of_phones(desk, event, press, edit):
    before = event.revision
    desk.submit(edit(press), "Save the category", label_en="Media")
    db.session.expire_all()
    assert event.revision == before + 1


def test_colours_and_code_reach_the_style_sheet(desk, place, client, event):
    desk.submit(desk.page(place("categories/new")), "Save the category", **NEW)
    page = desk.page(place("categories"))
    css = [link.get("href") for link in page.all("link[rel=stylesheet]") if "categories-" in link.get("href")]
    assert ".cat-MED{--band:#0A6EBD;--band-text:#FFFFFF}" in client.get(css[0]).text


def test_the_second_of_two_editors_is_told(desk, event, press, edit):
    hers, his = edit(press), edit(press)
    desk.submit(hers, "Save the category", quota="30")
    page = desk.submit(his, "Save the category", label_en="Media").page
    assert "Somebody else changed this category meanwhile" in page.text
    assert (press.quota, press.label["en"]) == (30, "Press")


def test_they_are_moved_and_the_form_follows_their_order(desk, place, event, press):
    first = event.categories[0]
    desk.submit(desk.page(place("categories")), "Up “Press”")
    db.session.expire_all()
    assert [each.id for each in event.categories] == [press.id, first.id]
    desk.post(place(f"categories/{press.id}/move/up"))
    assert desk.post(place(f"categories/{press.id}/move/aside")).status_code == 404
    assert [each.id for each in event.categories] == [press.id, first.id]


def test_an_unused_one_is_deleted_after_a_question(desk, place, event, press, edit):
    question = desk.page(edit(press).link("Delete the category"))
    assert "Nothing uses it yet. It goes with all that is set in it" in question.text
    desk.submit(question, "Delete the category")
    db.session.expire_all()
    assert [each.code for each in event.categories] != [] and "PRE" not in {each.code for each in event.categories}


def test_what_is_used_stays_and_says_by_what(desk, place, event, press):
    factories.registration(event, category=press)
    factories.add(CheckinPoint(event=event, label={"en": "Press desk"}, categories=[press]))
    factories.add(Question(event=event, code="card", kind=QuestionKind.text, label={"en": "Press card"}, category_codes=["PRE"]))
    page = desk.page(place(f"categories/{press.id}/delete"))
    for said in ("1 registration is in it.", "“Press desk” lets it in.", "The question “Press card” is asked of it."):
        assert said in page.text
    assert "Delete the category" not in page.texts("main button")
    desk.post(place(f"categories/{press.id}/delete"))
    assert find(event, "PRE") is press


def test_the_only_category_stays(desk, place, event):
    (only,) = event.categories
    page = desk.submit(desk.page(place(f"categories/{only.id}/delete")), "Delete the category").page
    assert "An event keeps one category at least" in page.text


@pytest.mark.parametrize("path", ["", "/delete"])
def test_a_category_of_another_event_is_not_here(desk, place, path):
    elsewhere = factories.category(factories.event())
    assert desk.get(place(f"categories/{elsewhere.id}{path}")).status_code == 404


@pytest.mark.parametrize("role", ["receptionist", "reader"])
def test_categories_are_for_organisers(request, client, place, press, role):
    client.sign_in(request.getfixturevalue(role))
    for path in ("categories", "categories/new", f"categories/{press.id}"):
        assert client.get(place(path)).status_code == 403
