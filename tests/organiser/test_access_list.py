"""The access list for the venue: set, looked at, taken away, and sent with its changes."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from app.events.models import VenueList
from app.extensions import db
from app.jobs.models import Job
from app.registration.models import Status
from tests import factories


@pytest.fixture
def listed(event):
    """Two people; the list goes to the venue."""
    event.venue_list, event.venue_email = VenueList.venue, "security@venue.example"
    return [factories.registration(event, first_name="Zoë", last_name=name) for name in ("Müller", "Éluard")]


def owed():
    return [job.payload["kind"] for job in db.session.scalars(sa.select(Job).where(Job.kind == "mailing.send"))]


def test_who_gets_it_is_a_setting_and_stands_in_the_privacy_notice(desk, place, client, event):
    notice = f"/en/{event.slug}/privacy"
    assert "The venue" not in client.page(notice).text
    version = event.notice_version
    page = desk.page(place("settings/venue"))
    answer = desk.submit(page, "Save the settings", venue_list="venue", venue_email="security@venue.example")
    assert answer.status_code == 302
    db.session.refresh(event)
    assert (event.venue_list, event.venue_email) == (VenueList.venue, "security@venue.example")
    assert event.notice_version == version + 1
    assert "the venue gets your name and your organisation" in client.page(notice).text


def test_a_venue_without_an_address_cannot_be_written_to(desk, place, event):
    page = desk.submit(desk.page(place("settings/venue")), "Save the settings", venue_list="venue").page
    assert "Type the address of the venue" in page.text
    db.session.refresh(event)
    assert event.venue_list is VenueList.nobody


def test_it_can_be_taken_away_at_any_time_and_the_journal_says_so(desk, place, listed):
    page = desk.page(place("access-list"))
    assert "2 people" in page.text and "Not yet" in page.text
    answer = desk.submit(page, "Download the list as Excel workbook")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    rows = list(load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["NOM", "Éluard", "Müller"]
    assert desk.submit(page, "Download the list as PDF").data.startswith(b"%PDF")
    assert "had the access list made" in desk.page(place("journal")).text
    assert owed() == []


def test_it_can_be_sent_at_once_and_the_changes_after_it(desk, place, event, listed):
    desk.submit(desk.page(place("access-list")), "Send the list now")
    assert owed() == ["to_venue"]
    page = desk.page(place("access-list"))
    assert "Nothing." in page.text
    listed[0].status = Status.cancelled
    listed[1].badge_organisation = "CNRS"
    factories.registration(event, first_name="Ève", last_name="Aubert")
    page = desk.page(place("access-list"))
    assert "3 changes" in page.text
    assert page.texts("tbody td") == ["To be added", "No longer expected", "Written otherwise"]
    rows = list(load_workbook(BytesIO(desk.submit(page, "Download the changes as Excel workbook").data)).active.iter_rows(values_only=True))
    assert [row[:3] for row in rows[1:]] == [
        ("Aubert", "Ève", "Institut Curie"), ("Müller", "Zoë", "Institut Curie"), ("Éluard", "Zoë", "CNRS"),
    ]  # fmt: skip
    assert "Institut Curie" in rows[3][4]
    desk.submit(page, "Send the changes now")
    assert owed() == ["to_venue", "to_venue"]
    assert "3 changes" in desk.page(place("access-list")).text  # since the whole list, until there is another


def test_there_are_no_changes_of_a_list_that_was_never_sent(desk, place, listed):
    for path in ("access-list/changes.pdf", "access-list/changes/send"):
        answer = desk.post(place(path))
        assert "No list has been sent yet" in desk.page(answer.location).text
    assert owed() == []


def test_where_nobody_gets_it_nothing_is_sent(desk, place, event):
    assert "Send the list now" not in desk.page(place("access-list")).text
    desk.post(place("access-list/list/send"))
    assert owed() == []


@pytest.mark.parametrize("what", ["nonsense.pdf", "list.exe", "nonsense/send"])
def test_nothing_else_can_be_asked_for(desk, place, listed, what):
    assert desk.post(place(f"access-list/{what}")).status_code == 404
