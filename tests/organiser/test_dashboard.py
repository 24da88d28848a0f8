"""The first page of an event."""

import pytest

from app.accounts.permissions import Role
from app.core.clock import now
from app.events.models import EventState
from app.extensions import db
from app.registration.models import Status
from tests import factories
from tests.counted import statements


@pytest.fixture
def people(event):
    for status in (Status.confirmed, Status.confirmed, Status.waitlisted, Status.unverified, Status.refused):
        factories.registration(event, status=status, last_name="Secret")
    factories.registration(event, arrived_at=now(), last_name="Secret")


def figures(page) -> dict[str, str]:
    return dict(zip(page.texts(".figures dt"), page.texts(".figures .figure"), strict=True))


def test_the_figures_say_how_it_stands(desk, place, people):
    page = desk.page(place())
    assert figures(page) == {
        "Active registrations": "5", "Places confirmed": "3", "Waiting list": "1", "To approve": "0", "Arrived": "1"
    }  # fmt: skip
    assert "/ 3" in page.text


def test_the_number_of_active_registrations_says_how_many_the_list_has(desk, place, people):
    assert "5 of 6" in desk.page(place()).text
    assert desk.page(place("people")).texts(".views .count")[0] == "6"


def test_where_nobody_was_refused_or_cancelled_one_number_is_enough(desk, place, event):
    factories.registration(event)
    assert desk.page(place()).texts(".figure-of") == ["/ 1"], "of those who arrived alone"


def test_the_plate_says_what_is_free(desk, place, people):
    assert "197 places left of 200" in desk.page(place()).text


def test_a_category_is_measured_by_its_quota(desk, place, event, people):
    factories.category(event, quota=10, label={"en": "Press"})
    bar = desk.page(place()).one('progress[aria-label="Press"]')
    assert (bar.get("value"), bar.get("max")) == ("0", "10")


def test_places_of_an_allotment_without_a_name_count_in_their_category_as_in_the_total(desk, place, event):
    press = factories.category(event, code="PRE", quota=10, label={"en": "Press"})
    factories.allotment(event, category=press, seats=3)
    factories.registration(event, category=press)
    page = desk.page(place())
    assert page.one('progress[aria-label="Press"]').get("value") == "4"
    assert "Press3 of them without a name" in page.text and "196 places left of 200" in page.text


def test_the_next_sensible_action_has_its_button(desk, place, event):
    factories.registration(event, status=Status.pending)
    page = desk.page(place())
    assert "1 person waits for your answer." in page.text
    assert desk.page(page.link("Approve or refuse")).heading == "To approve"


def test_a_draft_asks_for_its_settings(desk, place, event):
    event.state = EventState.draft
    page = desk.page(place())
    assert desk.page(page.link("Complete the settings")).heading == "Settings"


def test_who_is_there_is_drawn_once_somebody_is(desk, place, event):
    assert "Who is there" not in desk.page(place()).text
    factories.registration(event, arrived_at=now())
    assert "Who is there" in desk.page(place()).text


def test_a_reader_sees_figures_and_no_name(client, reader, place, people):
    page = client.sign_in(reader).page(place())
    assert figures(page)["Active registrations"] == "5"
    assert "Secret" not in page.source
    assert page.texts(".navigation a")[:1] == ["Dashboard"]
    assert page.texts("nav.wide a") == ["Dashboard", "Figures", "Organisations"]


def test_a_reader_is_not_invited_to_see_people_whom_no_link_leads_to(client, reader, desk, place, people):
    notes = desk.page(place()).texts(".figure-note")
    theirs = client.sign_in(reader).page(place()).texts(".figure-note")
    assert set(notes) - set(theirs) == {"see the list", "see them"}


@pytest.mark.parametrize(("path", "status"), [("settings", 403), ("people/987654", 403), ("organisations/987654", 404)])
def test_who_has_a_role_finds_the_dashboard_from_a_page_that_is_not_there_or_not_for_them(client, reader, place, path, status):
    answer = client.sign_in(reader).get(place(path))
    assert answer.status_code == status
    assert answer.page.link("Go to the dashboard") == place().rstrip("/")


def test_who_has_no_role_at_the_event_is_shown_no_way_to_it(client, reader, place):
    other = factories.event()
    answer = client.sign_in(reader).get(f"/en/organise/{other.slug}/settings")
    assert answer.status_code == 404 and "Go to the dashboard" not in answer.page.text


def test_an_event_without_anybody_has_its_page(desk, place):
    assert figures(desk.page(place()))["Active registrations"] == "0"


def test_work_begins_at_the_only_event(desk, event):
    assert desk.get("/en/organise").location == f"/en/organise/{event.slug}"


def test_whoever_works_for_several_events_chooses(desk, organiser, event):
    other = factories.event(name={"en": "Medicen Day 2028"})
    factories.add(factories.Membership(account=organiser, event=other, role=Role.reader))
    page = desk.page("/en/organise")
    assert page.heading == "Your events"
    assert any("Medicen Day 2028" in text and "Reader" in text for text in page.texts("main a"))


def test_whoever_works_for_none_is_told_how_that_changes(client):
    assert "You work for no event yet" in client.sign_in(factories.account()).page("/en/organise").text


def test_the_page_takes_a_settled_number_of_queries(desk, place, event, people):
    db.session.commit()
    db.session.expire_all()
    with statements() as seen:
        desk.get(place())
    assert len(seen) <= 8
