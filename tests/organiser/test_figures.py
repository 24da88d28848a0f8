"""How the event stands, in charts with their tables."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.models import Membership
from app.accounts.permissions import Role
from app.audit.service import SYSTEM, record
from app.core.clock import now
from app.events.models import EventState
from app.mailing.models import MailState
from app.organiser.figures import timeline
from app.registration.models import SeatState, Status
from tests import factories

DOORS = datetime(2027, 3, 18, 8, tzinfo=UTC)


@pytest.fixture
def people(event):
    for status in (Status.confirmed, Status.confirmed, Status.unverified, Status.cancelled):
        factories.registration(event, status=status, last_name="Secret", organisation_key="name:institut curie")
    factories.registration(
        event, arrived_at=now(), last_name="Secret", organisation_name="Crédit-Santé", organisation_key="name:credit sante"
    )  # fmt: skip


def rows(page, title: str) -> dict[str, list[str]]:
    """The cells of the table below a heading, by the words of their row."""
    for label in page.all(".folded"):
        label.drop_tree()
    [section] = [each for each in page.all("section.panel") if each.cssselect("h2")[0].text_content() == title]
    return {
        line.cssselect("th")[0].text_content().strip(): [cell.text_content().strip() for cell in line.cssselect("td.number")]
        for line in section.cssselect(".bars tbody tr")
    }


@given(st.integers(0, 800))
def test_steps_go_from_the_opening_to_the_doors(days):
    found = timeline.steps(DOORS - timedelta(days=days), DOORS)
    assert found[0] >= days and found[-1] == 0 and found == sorted(found, reverse=True)
    assert len(found) <= timeline.MOST + 1
    assert timeline.moments(found, DOORS)[-1] == DOORS


@given(st.integers(1, 100_000))
def test_the_scale_holds_the_peak_in_a_few_round_lines(peak):
    lines = timeline.scale(peak)
    assert lines[-1] >= peak and len(lines) <= 4
    assert str(lines[0]).rstrip("0") in ("1", "2", "5")


def test_how_far_people_got(desk, place, people):
    found = rows(desk.page(place("figures")), "From the form to the door")
    assert found == {
        "Active registrations": ["4", "100%"], "Address verified, or vouched for": ["3", "75%"], "Place confirmed": ["3", "75%"],
        "Arrived": ["1", "25%"],
    }  # fmt: skip


def test_the_numbers_of_the_page_say_what_they_count(desk, place, people):
    page = desk.page(place("figures"))
    assert "Without 1 registration that was refused or cancelled; 5 in all." in page.text
    assert page.texts(".behind thead th")[1].endswith(": 5 in all")


def test_categories_are_measured_by_their_quota_and_lead_to_their_people(desk, place, event, people):
    factories.registration(event, category=factories.category(event, code="PRE", quota=10, label={"en": "Press"}))
    page = desk.page(place("figures"))
    found = rows(page, "Places and quotas")
    assert (found["The event"], found["Press"]) == (["4 of 200"], ["1 of 10"])
    assert desk.page(page.link("1 of 10")).texts(".token") == ["Category: Press Remove this filter"]


def test_places_without_a_name_are_told_in_their_category_and_in_the_total(desk, place, event):
    press = factories.category(event, code="PRE", quota=10, label={"en": "Press"})
    factories.allotment(event, category=press, seats=3)
    found = rows(desk.page(place("figures")), "Places and quotas")
    said = "3 of them without a name"
    assert (found["The event"], found["Press"]) == ([f"3 of 200, {said}"], [f"3 of 10, {said}"])


def test_sessions_say_how_full_they_are_and_who_waits(desk, place, event):
    workshop = factories.session(event, capacity=2)
    for state in (SeatState.held, SeatState.held, SeatState.waiting):
        factories.session_seat(factories.registration(event), workshop, state)
    assert rows(desk.page(place("figures")), "Sessions") == {"Workshop": ["2 of 2", "1"]}


def test_funders_see_types_of_organisations(desk, place, event, people):
    found = rows(desk.page(place("figures")), "By type of organisation")
    assert found == {"Research or care": ["4", "2", "3", "1"]}, "who cancelled and did not come is not among them"


def test_organisations_with_most_people_stand_first(desk, place, people):
    assert list(rows(desk.page(place("figures")), "Organisations with most people")) == ["Institut Curie", "Crédit-Santé"]


def test_mails_say_what_became_of_them(desk, place, event, people):
    person = factories.registration(event)
    for state in (MailState.sent, MailState.sent, MailState.failed):
        factories.sent_mail(person, state=state)
    found = rows(desk.page(place("figures")), "Messages")
    assert (found["Sent"], found["Given up"]) == (["2"], ["1"])


def test_who_did_not_come_is_told_once_somebody_has(desk, place, event):
    absent = factories.registration(event)
    assert "Who came" not in desk.page(place("figures")).text
    factories.registration(event, category=absent.category, arrived_at=now())
    assert "Did not come: 50% of the confirmed." in desk.page(place("figures")).text


def test_the_last_edition_lies_beside_this_one_for_who_worked_for_it(desk, client, organiser, place, event):
    last = factories.event(
        name={"en": "Medicen Day", "fr": "Medicen Day"}, starts_at=event.starts_at - timedelta(days=365),
        ends_at=event.ends_at - timedelta(days=365), doors_at=event.doors_at - timedelta(days=365),
    )  # fmt: skip
    category = factories.category(last)
    for days in (30, 400):
        factories.registration(last, category=category, created_at=last.doors_at - timedelta(days=days))
    year = last.starts_at.year
    assert f"Medicen Day {year}: 2" not in desk.page(place("figures")).text
    factories.add(Membership(account=organiser, event=last, role=Role.reader))
    page = desk.page(place("figures"))
    assert f"Medicen Day {year}: 2" in page.text
    assert page.texts(".behind thead th")[2] == f"Medicen Day {year}: 2 in all"
    assert page.texts(".behind tbody tr:last-child :is(th, td)")[0] == "0"


@pytest.fixture
def edition(organiser, event):
    """edition("Spring", 30, people=2): an earlier event that the organiser works for, so many days before."""

    def make(name: str, days: int, people: int = 1, **values):
        before = timedelta(days=days)
        made = factories.event(
            name={"en": name, "fr": name}, starts_at=event.starts_at - before, ends_at=event.ends_at - before,
            doors_at=event.doors_at - before, **values,
        )  # fmt: skip
        factories.add(Membership(account=organiser, event=made, role=Role.reader))
        factories.registrations(made, people)
        return made

    return make


def test_only_an_edition_that_people_registered_for_is_compared(desk, place, event, edition):
    factories.registrations(event, 1)
    edition("Draft", 10, state=EventState.draft)
    edition("Cancelled", 20, state=EventState.cancelled)
    edition("Nobody", 30, people=0)
    assert len(desk.page(place("figures")).texts(".behind thead th")) == 2
    edition("Spring", 40, state=EventState.past)
    assert "Spring" in desk.page(place("figures")).texts(".behind thead th")[2]


def test_an_edition_is_compared_with_the_one_it_was_copied_from(desk, place, event, edition):
    factories.registrations(event, 1)
    source = edition("Spring", 365, state=EventState.past)
    edition("Autumn", 180, state=EventState.past)
    assert "Autumn" in desk.page(place("figures")).texts(".behind thead th")[2]
    detail = {"to": "copy", "source": source.slug}
    record("event.make", by=SYSTEM, event_id=event.id, object_type="event", object_id=event.id, detail=detail)
    assert "Spring" in desk.page(place("figures")).texts(".behind thead th")[2]


def test_a_reader_sees_figures_and_no_name(client, reader, place, people):
    page = client.sign_in(reader).page(place("figures"))
    assert "Secret" not in page.source and page.all(".bars a") == []
    assert "Take them away" not in page.text and "Who cannot be reached" not in page.text


def test_an_event_of_nobody_says_so_instead_of_drawing_nothing(desk, place):
    page = desk.page(place("figures"))
    assert "Nobody has registered yet" in page.text and page.all("svg.chart") == []
    assert page.texts("h2.panel-title") == ["Places and quotas"]
    assert desk.page(page.link("Import a list")).heading == "Import registrations"


def test_a_reader_of_an_event_of_nobody_is_offered_nothing_to_import(client, reader, place):
    assert "Import a list" not in client.sign_in(reader).page(place("figures")).text
