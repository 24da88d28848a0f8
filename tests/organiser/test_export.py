"""A view taken away as a file."""

from io import BytesIO

import openpyxl
import pytest
import time_machine

from app.audit.queries import history
from app.registration.models import Status
from tests import factories

START = "2027-03-18T08:15:00Z"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@pytest.fixture
def event():
    made = factories.event(slug="medicen-day-2027")
    factories.registration(made, last_name="Müller", first_name="Zoë", phone="+33 1 40 51 00 00")
    factories.registration(made, last_name="Attente", status=Status.waitlisted)
    return made


def download(desk, place, query="", **values):
    page = desk.page(place(f"people/export{query}"))
    return desk.submit(page, "Download the file", **values)


def test_excel_in_france_gets_its_file(desk, place):
    answer = download(desk, place, format="csv")
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=medicen-day_participants_2027-03-18_0915.csv"
    )
    assert answer.content_type == "text/csv; charset=utf-8"
    text = answer.data.decode("utf-8-sig")
    assert text.startswith("Reference;Status;")
    assert "\r\n" in text and ";'+33 1 40 51 00 00;" in text


def test_excel_is_offered_first_and_opens(desk, place):
    answer = download(desk, place)
    assert answer.headers["Content-Disposition"].endswith("_0915.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
    assert sheet["A1"].value == "Reference"
    assert "+33 1 40 51 00 00" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_only_the_columns_and_people_asked_for_leave(desk, place):
    answer = download(desk, place, "?status=confirmed", format="machine", columns=["last_name", "status"])
    assert answer.data.decode() == "status,last_name\r\nconfirmed,Müller\r\n"


def test_the_page_says_whom_the_file_will_hold(desk, place):
    assert "Waiting list: 1 person." in desk.page(place("people/export?status=waitlisted")).text


def test_the_list_leads_to_the_export_of_its_view(desk, place):
    page = desk.page(place("people?q=muller"))
    assert "“muller”: 1 person." in desk.page(page.link("Export this view")).text


def test_the_journal_names_who_took_what(desk, organiser, place, event):
    download(desk, place, "?status=waitlisted", format="csv", columns=["email"])
    [entry] = history("event", event.id)
    assert (entry.actor_id, entry.detail["rows"], entry.detail["columns"]) == (organiser.id, 1, ["email"])
    assert entry.values.after == {"view": {"status": ["waitlisted"]}}
    assert f"{organiser.name} exported medicen-day_participants_2027-03-18_0915.csv, rows: 1." in desk.page(place("journal")).text


@pytest.mark.parametrize("role", ["receptionist", "reader"])
def test_reception_and_readers_take_nothing_away(request, client, place, role):
    client.sign_in(request.getfixturevalue(role))
    for answer in (client.get(place("people/export")), client.post(place("people/export"))):
        assert answer.status_code == 403


def test_after_a_while_the_password_is_asked_again(desk, place, clock):
    clock.shift(24 * 3600)
    answer = desk.get(place("people/export"))
    assert answer.status_code == 302
    assert "/account/confirm" in answer.location


def test_an_unknown_format_is_refused(desk, place):
    answer = desk.post(place("people/export"), data={"format": "exe"})
    assert answer.mimetype == "text/html"
