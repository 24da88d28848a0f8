"""The programme in the back office."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.audit.queries import history
from app.audit.service import SYSTEM
from app.checkin.points import CheckinPoint
from app.checkin.terms import PointKind
from app.events import programme
from app.events.models import EventState, Session
from app.extensions import db
from app.jobs.models import Job
from app.mailing import announcing
from app.registration.models import SeatState, Status
from tests import factories
from tests.refusals import refused

NEW = {"title_fr": "Essais cliniques : recruter", "title_en": "Clinical trials", "starts": "11:15", "ends": "12:30"}


@pytest.fixture
def workshop(event) -> Session:
    """Two places, from 15:00 to 16:00 in summer."""
    return factories.session(event, capacity=2, room={"fr": "Salle Pasteur"})


@pytest.fixture
def edit(desk, place):
    """edit(session): its page."""
    return lambda session: desk.page(place(f"programme/{session.id}"))


def the_only(event) -> Session:
    (session,) = db.session.scalars(db.select(Session).where(Session.event_id == event.id))
    return session


# The page.


def test_an_empty_programme_says_what_it_is_for(desk, place, event):
    page = desk.page(place("programme"))
    assert "No session yet" in page.text
    assert desk.page(page.link("Add the first session")).heading == "New session"


def test_sessions_stand_by_hour_with_how_full_they_are(desk, place, event, workshop):
    factories.session(event, title={"en": "Opening"}, starts_at=event.starts_at, capacity=None)
    for state in (SeatState.held, SeatState.held, SeatState.waiting):
        factories.session_seat(factories.registration(event), workshop, state)
    page = desk.page(place("programme"))
    assert [row.split(" ")[0] for row in page.texts("tbody th[scope=row]")] == ["Opening", "Workshop"]
    assert page.texts(".cell-places") == ["for everybody", "2 of 2"]
    assert page.texts(".cell-waiting a") == ["1"]
    assert desk.page(page.link("2 of 2")).texts(".list-head b") == ["2"]


def test_parallel_sessions_stand_under_their_heading(desk, place, event, workshop):
    workshop.slot = {"en": "Two workshops, one choice"}
    factories.session(event, slot=workshop.slot)
    assert desk.page(place("programme")).texts("tr.slot th") == ["Two workshops, one choice"]


# Adding and changing.


def test_a_session_is_added_on_the_day_of_the_event_as_french_is_set(desk, place, event):
    answer = desk.submit(desk.page(place("programme/new")), "Save the session", **NEW, capacity="30")
    made = the_only(event)
    assert made.title == {"fr": "Essais cliniques\u00a0: recruter", "en": "Clinical trials"}
    local = made.starts_at.astimezone(event.zone)
    assert (local.date(), f"{local:%H:%M}") == (event.starts_at.astimezone(event.zone).date(), "11:15")
    assert made.capacity == 30
    assert "“Clinical trials” stands in the programme." in desk.page(answer.location).text
    assert history("session", made.id)[0].action == "session.add"


def test_an_hour_holds_on_both_sides_of_the_change_of_clocks(desk, place, event):
    for day, hour in ((date(2027, 3, 27), 8), (date(2027, 3, 28), 7)):
        event.doors_at = event.starts_at = datetime(2027, 3, day.day, 7, tzinfo=UTC)
        event.ends_at = event.starts_at + timedelta(hours=9)
        desk.submit(desk.page(place("programme/new")), "Save the session", **NEW | {"starts": "09:00"})
        latest = db.session.scalars(db.select(Session).order_by(Session.id.desc())).first()
        assert latest.starts_at == datetime(2027, 3, day.day, hour, tzinfo=UTC)


def test_an_hour_that_clocks_jump_over_is_refused(desk, place, event):
    event.doors_at = event.starts_at = datetime(2027, 3, 28, 0, tzinfo=UTC)
    event.ends_at = event.starts_at + timedelta(hours=9)
    page = desk.submit(desk.page(place("programme/new")), "Save the session", **NEW | {"starts": "02:30", "ends": "03:30"}).page
    assert page.texts(".error-summary a") == ["On that day clocks jump over this hour: choose another."]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"ends": "11:15"}, "It ends after it begins"),
        ({"ends": "10:00"}, "It ends after it begins"),
        ({"starts": "noon"}, "Type an hour"),
        ({"starts": ""}, "Type an hour"),
        ({"title_fr": " "}, "Write the title in the event’s first language."),
        ({"capacity": "-1"}, "Type a number"),
        ({"capacity": "many"}, "Type a number"),
        ({"speaker_0_en": "Director"}, "Fill in the name of who speaks."),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(desk, place, event, typed, says):
    page = desk.submit(desk.page(place("programme/new")), "Save the session", **NEW | typed).page
    assert page.title.startswith("Error:") and says in page.texts(".error-summary a")[0]
    assert page.one("[name=title_en]").get("value") == "Clinical trials"
    assert db.session.scalar(db.select(Session.id)) is None


def test_speakers_have_a_name_and_a_function_in_each_language(desk, event, workshop, edit):
    said = {"speaker_0_name": "Zoé Müller", "speaker_0_fr": "Directrice", "speaker_0_en": "Director", "speaker_1_name": "Ó"}
    desk.submit(edit(workshop), "Save the session", **said)
    assert workshop.speakers == [
        {"name": "Zoé Müller", "function": {"fr": "Directrice", "en": "Director"}}, {"name": "Ó", "function": {}},
    ]  # fmt: skip
    desk.submit(edit(workshop), "Save the session", speaker_0_name="", speaker_0_fr="", speaker_0_en="")
    assert [speaker["name"] for speaker in workshop.speakers] == ["Ó"]


def test_more_speakers_find_room_and_nothing_is_saved_yet(desk, event, workshop, edit):
    page = desk.submit(edit(workshop), "More speakers", title_fr="Autre", speaker_0_name="Zoé").page
    assert page.one("[name=speaker_3_name]") is not None
    assert page.one("[name=title_fr]").get("value") == "Autre" and page.one("[name=speaker_0_name]").get("value") == "Zoé"
    assert workshop.title["fr"] == "Atelier"


def test_saving_what_nobody_changed_changes_nothing(desk, event, workshop, edit):
    workshop.title = {"fr": "Données\u202f: 24\u00a0tables", "en": "Data"}
    workshop.speakers = [{"name": "Anne\u2011Sophie du\u00a0Plessis", "function": {"fr": "Associée\u00a0; CNRS"}}]
    desk.submit(edit(workshop), "Save the session")
    assert history("session", workshop.id) == []
    assert workshop.title["fr"] == "Données\u202f: 24\u00a0tables"


def test_the_second_of_two_editors_is_told_and_keeps_what_was_typed(desk, event, workshop, edit):
    hers, his = edit(workshop), edit(workshop)
    desk.submit(hers, "Save the session", capacity="30")
    page = desk.submit(his, "Save the session", room_fr="Salle Curie").page
    assert "Somebody else changed this session meanwhile" in page.text
    assert page.one("[name=room_fr]").get("value") == "Salle Curie"
    assert (workshop.capacity, workshop.room["fr"]) == (30, "Salle Pasteur")


def test_hostile_words_stand_as_words(desk, place, event):
    words = "<script>alert(1)</script>{{7*7}}"
    desk.submit(desk.page(place("programme/new")), "Save the session", **NEW | {"title_en": words})
    assert desk.page(place("programme")).texts("th[scope=row] a") == [words]
    assert words in desk.page(f"/en/{event.slug}/").text


# Seats.


def test_fewer_places_than_are_taken_is_said_before_it_is_saved_and_stands(desk, event, workshop, edit):
    for _each in range(2):
        factories.session_seat(factories.registration(event), workshop)
    page = desk.submit(edit(workshop), "Save the session", capacity="1").page
    assert "2 places are taken already. Nobody loses theirs" in page.texts(".notice")[0]
    assert workshop.capacity == 2
    desk.submit(page, "Save it all the same")
    assert workshop.capacity == 1


def test_another_number_after_the_warning_is_thought_over_again(desk, event, workshop, edit):
    for _each in range(2):
        factories.session_seat(factories.registration(event), workshop)
    page = desk.submit(edit(workshop), "Save the session", capacity="1").page
    factories.session_seat(factories.registration(event), workshop)
    page = desk.submit(page, "Save it all the same").page
    assert "3 places are taken already" in page.text and workshop.capacity == 2


def test_more_places_are_owed_to_who_waits(desk, event, workshop, edit):
    factories.session_seat(factories.registration(event), workshop, SeatState.waiting)
    desk.submit(edit(workshop), "Save the session", capacity="3")
    assert db.session.scalar(db.select(Job.kind).where(Job.event_id == event.id)) == "registration.fill"


def test_hours_that_clash_for_people_are_said_before(desk, event, workshop, edit):
    later = factories.session(event, starts_at=workshop.ends_at, ends_at=workshop.ends_at + timedelta(hours=1))
    person = factories.registration(event)
    factories.session_seat(person, workshop), factories.session_seat(person, later)
    ends = (workshop.ends_at + timedelta(minutes=10)).astimezone(event.zone)
    page = desk.submit(edit(workshop), "Save the session", ends=f"{ends:%H:%M}").page
    assert "1 person holds a place here and in “Workshop”, which would overlap." in page.text


def test_what_people_chose_keeps_a_number_of_places(desk, event, workshop, edit):
    factories.session_seat(factories.registration(event, status=Status.waitlisted), workshop, SeatState.wanted)
    page = desk.submit(edit(workshop), "Save the session", capacity="").page
    assert "1 person has chosen this session: it keeps a number of places." in page.text
    assert workshop.capacity == 2


# Deleting.


def test_what_nobody_chose_is_deleted_after_a_question(desk, place, event, workshop, edit):
    question = desk.page(edit(workshop).link("Delete the session"))
    assert question.heading == "Delete “Workshop”?"
    desk.submit(question, "Delete the session")
    assert db.session.scalar(db.select(Session.id)) is None
    assert "deleted “Atelier” from the programme" in desk.page(place("journal")).text


def test_what_is_used_stays_and_says_by_what(desk, place, event, workshop):
    factories.session_seat(factories.registration(event), workshop)
    factories.add(CheckinPoint(event=event, session=workshop, label={"en": "Room Pasteur"}, kind=PointKind.session))
    page = desk.page(place(f"programme/{workshop.id}/delete"))
    assert "1 person has chosen it" in page.text and "“Room Pasteur” asks for a place in it" in page.text
    assert "Delete the session" not in page.texts("main button")
    desk.post(place(f"programme/{workshop.id}/delete"))
    assert db.session.get(Session, workshop.id) is not None


def test_a_session_chosen_while_the_question_stood_open_stays(event, workshop):
    with refused("in_use"):
        programme.delete(event.id, workshop.id, by=SYSTEM, used=lambda _session: programme.Use(people=1))


@pytest.mark.parametrize("path", ["", "/delete"])
def test_a_session_of_another_event_is_not_here(desk, place, path):
    elsewhere = factories.session(factories.event())
    assert desk.get(place(f"programme/{elsewhere.id}{path}")).status_code == 404


# Telling people.


@pytest.fixture
def moved(desk, event, attendee, workshop, edit):
    """Somebody has a place in a session that has another room now; somebody else waits for one."""
    factories.session_seat(attendee, workshop)
    factories.session_seat(factories.badge_holder(event), workshop, SeatState.waiting)
    factories.registration(event)
    desk.submit(edit(workshop), "Save the session", room_fr="Amphithéâtre")
    return workshop


def test_another_room_leads_to_whom_to_tell(desk, place, moved, attendee):
    page = desk.page(place("programme"))
    assert "2 people who chose these sessions have not been told yet." in page.text
    page = desk.page(page.link("Tell people"))
    assert page.heading == "Hours or room of a session changed" and attendee.full_name in page.text
    answer = desk.submit(page, "Tell 2 people")
    assert "/messages/to-many/" in answer.location
    assert "have not been told yet" not in desk.page(place("programme")).text
    assert "there is nothing to tell" in desk.page(place("messages/news/sessions")).text


def test_who_chooses_it_afterwards_knows(event, moved):
    factories.session_seat(factories.registration(event), moved)
    assert announcing.dry_run(event, announcing.untold_sessions(event)).reached == 2


def test_a_room_that_was_set_back_is_no_news(desk, event, moved, edit):
    desk.submit(edit(moved), "Save the session", room_fr="Salle Pasteur")
    assert announcing.untold_sessions(event) is None


def test_another_title_tells_nobody(desk, event, attendee, workshop, edit):
    factories.session_seat(attendee, workshop)
    desk.submit(edit(workshop), "Save the session", title_fr="Autre titre")
    assert announcing.untold_sessions(event) is None


def test_what_a_colleague_told_meanwhile_is_not_told_twice(event, moved, organiser):
    news = announcing.untold_sessions(event)
    announcing.tell(event, news, expected=2, by=SYSTEM, account=organiser)
    with refused("told"):
        announcing.tell(event, news, expected=2, by=SYSTEM, account=organiser)


def test_a_draft_tells_nobody(event, moved):
    event.state = EventState.draft
    assert announcing.untold_sessions(event) is None


@pytest.mark.parametrize("role", ["receptionist", "reader"])
def test_the_programme_is_for_organisers(request, client, place, workshop, role):
    client.sign_in(request.getfixturevalue(role))
    for path in ("programme", "programme/new", f"programme/{workshop.id}", "messages/news/sessions"):
        assert client.get(place(path)).status_code == 403
