"""What the back office says of badges on paper."""

import pypdfium2
import pytest
import sqlalchemy as sa

from app.audit.queries import history
from app.badges import queries
from app.badges.models import PrintBatch, Reason
from app.badges.ordering import Order
from app.badges.paper import Paper
from app.badges.printing import Run
from app.badges.trays import Tray
from app.exchange.columns import COLUMNS, register_of
from app.extensions import db
from app.registration.models import Status
from tests import factories
from tests.badges.paper import print_badges
from tests.badges.reading import squeezed

TRAYS = (Tray(1, "", "A", "K"), Tray(2, "6c", "L", "Z"))


@pytest.fixture
def printed(app):
    """printed(person): their badge came out of the printer, in a batch of its own."""
    return lambda person, **how: print_badges(app, [person], **how)


@pytest.fixture
def person_page(desk, place, attendee):
    return lambda: desk.page(place(f"people/{attendee.id}"))


def test_a_printed_badge_names_its_batch(person_page, attendee, printed):
    batch = printed(attendee)
    page = person_page()
    assert f"batch {batch.number}, once" in page.text
    assert page.texts(".notice") == []


def test_a_badge_that_is_no_longer_right_comes_first_and_says_what_changed(person_page, attendee, printed):
    batch = printed(attendee)
    attendee.badge_organisation, attendee.job_title = "Institut Curie, centre de recherche", "Directrice"
    page = person_page()
    (notice,) = page.texts(".notice")
    assert "The printed badge is no longer right." in notice
    assert f"Changed since batch {batch.number}" in notice and "the organisation, the job title" in notice
    assert page.link("Print the badge again").endswith(f"/people/{attendee.id}/badge")


def test_the_words_that_stand_on_paper_alone_are_struck(person_page, attendee, printed):
    attendee.badge_organisation = "Institut Curie, hôpital"
    printed(attendee)
    page = person_page()
    assert page.texts(".badge-picture tspan") == []
    assert page.one(".badge-picture").get("aria-label").endswith(attendee.full_name)
    attendee.badge_organisation = "Institut Curie, centre de recherche"
    page = person_page()
    assert page.texts(".badge-picture tspan") == ["hôpital"]
    assert "What is struck still stands on the printed badge." in page.text


def test_where_the_badge_lies_is_said(person_page, attendee, printed):
    printed(attendee, run=Run(Order.trays, TRAYS))
    assert "Desk 2, tray L to Z" in person_page().text


def test_a_badge_of_who_lost_the_place_is_to_be_taken_out(person_page, desk, place, attendee, printed):
    printed(attendee)
    attendee.status, attendee.codes[0].current = Status.cancelled, False
    page = person_page()
    assert any("good for nothing any more" in notice for notice in page.texts(".notice"))
    assert page.all(".badge-picture") == []
    page = desk.page(place("badges"))
    assert "1 printed badge is good for nothing any more" in page.text
    assert desk.page(page.link("Show them")).texts("tbody th b") == [attendee.last_name]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("printed", "Printed Stale"), ("missing", "New"), ("stale", "Stale"), ("due", "New Stale"), ("void", "")],
)
def test_badges_are_found_by_what_became_of_them(desk, place, event, printed, query, expected):
    people = {name: factories.badge_holder(event, last_name=name) for name in ("New", "Printed", "Stale")}
    printed(people["Printed"])
    printed(people["Stale"])
    people["Stale"].job_title = "Directrice"
    db.session.flush()
    assert desk.page(place(f"people?badge={query}")).texts("tbody th b") == expected.split()


def test_the_export_says_when_it_was_printed(event, attendee, printed):
    batch = printed(attendee)
    assert register_of(event, COLUMNS, "fr").printed == {attendee.id: batch.created_at}


def test_a_badge_is_printed_again_at_the_desk_with_a_reason_that_is_kept(client, place, event, attendee, receptionist, printed):
    printed(attendee)
    client.sign_in(receptionist)
    page = client.page(client.page(place(f"people/{attendee.id}")).link("Print"))
    refused = client.submit(page, "Print the badge", format="label-62")
    assert "Choose a reason." in refused.page.text
    answer = client.submit(page, "Print the badge", format="label-62", reason="lost")
    pdf = client.get(answer.location)
    (sheet,) = pypdfium2.PdfDocument(pdf.data)
    assert [round(points * 25.4 / 72) for points in sheet.get_size()] == [62, 100]
    assert squeezed(attendee.last_name) in squeezed(sheet.get_textpage().get_text_bounded())
    assert [item.batch.reason for item in queries.prints_of(attendee.id)] == [Reason.lost, None]
    (entry,) = [each for each in history("registration", attendee.id) if each.action == "badges.reprint"]
    assert (entry.actor_id, entry.detail) == (receptionist.id, {"batch": 2, "to": "lost"})
    page = client.page(place(f"people/{attendee.id}"))
    assert "batch 2, 2 times in all" in page.text and "It was lost" in page.text


def test_the_journal_says_why_it_was_printed_again(desk, place, attendee, printed):
    printed(attendee)
    desk.submit(desk.page(place(f"people/{attendee.id}/badge")), "Print the badge", reason="damaged")
    assert "printed the badge again, as it was damaged (batch 2)." in desk.page(place(f"people/{attendee.id}")).text


def test_the_first_badge_at_the_desk_needs_no_reason_and_the_printer_is_remembered(desk, place, event, attendee):
    page = desk.page(place(f"people/{attendee.id}/badge"))
    desk.submit(page, "Print the badge", format="card", right="0.5")
    again = desk.page(place(f"people/{attendee.id}/badge")).form("Print the badge").holds
    assert (again["format"], again["right"]) == (["card"], ["0.5"])
    held = desk.page(place("badges/print")).form().holds
    assert held["format"] == ["a6-portrait"]  # batches have a printer of their own


def test_a_badge_that_does_not_fit_is_refused_with_a_sentence(desk, place, event, attendee):
    attendee.first_name, attendee.last_name, attendee.organisation_name = "W" * 100, "W" * 100, "W" * 200
    db.session.flush()
    answer = desk.submit(desk.page(place(f"people/{attendee.id}/badge")), "Print the badge", format="durable-1453")
    assert "The text of this badge is too long for its format." in answer.page.text
    assert db.session.scalar(sa.select(sa.func.count(PrintBatch.id))) == 0


def test_a_name_of_the_event_that_fits_no_badge_is_told_before_one_badge_as_well(desk, place, event, attendee):
    page, event.name = desk.page(place(f"people/{attendee.id}/badge")), dict.fromkeys(("fr", "en"), "Congrès " * 30)
    answer = desk.submit(page, "Print the badge", format="durable-1453")
    assert "The name of the event is too long for this format of badge." in answer.page.text
    assert db.session.scalar(sa.select(sa.func.count(PrintBatch.id))) == 0


def test_nobody_else_s_batch_shows_a_badge(desk, place, event, attendee, printed):
    batch = printed(factories.badge_holder(event), paper=Paper("card"))
    assert desk.get(place(f"people/{attendee.id}/badge.pdf?batch={batch.number}")).status_code == 404
    assert desk.get(place(f"people/{attendee.id}/badge.pdf?batch=99")).status_code == 404
