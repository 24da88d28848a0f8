"""Lists of their own that are taken away, the sheet that people sign, and who took what."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pypdfium2
import pytest

from app.audit.queries import history
from app.checkin.terms import Direction, How, ScanKind, VerdictCode
from app.core.clock import now
from app.core.crypto import encrypt
from app.exchange import attendance, scan_list, scan_words
from app.registration.models import SeatState, Status
from app.registration.particulars import Needs
from tests import factories
from tests.checkin import door
from tests.checkin.phone import Phone


def lines(desk, place, what, **values):
    """The rows of the list as CSV for programs."""
    answer = desk.submit(desk.page(place(f"exports/{what}")), "Download the file", format="machine", **values)
    return list(csv.DictReader(StringIO(answer.data.decode())))


def test_sessions_have_a_row_for_each_person(desk, place, event):
    workshop = factories.session(event, title={"en": "Workshop", "fr": "Atelier"}, room={"en": "Room 2", "fr": "Salle 2"})
    waiting, sitting = factories.registration(event, last_name="Zola"), factories.registration(event, last_name="Aubert")
    factories.session_seat(waiting, workshop, SeatState.waiting)
    factories.session_seat(sitting, workshop)
    found = lines(desk, place, "sessions")
    assert [(row["session"], row["room"], row["place"], row["last_name"]) for row in found] == [
        ("Workshop", "Room 2", "held", "Aubert"), ("Workshop", "Room 2", "waiting", "Zola"),
    ]  # fmt: skip
    assert found[0]["starts_at"] == workshop.starts_at.astimezone(event.zone).isoformat()


def test_every_scan_is_a_row_and_an_undone_one_says_so(desk, place, client, event, attendee):
    phone = Phone(client, door.point(event).lanes[0])
    entry = phone.scan(attendee)
    phone.sync([entry, phone.scan("f" * 64, "unknown"), phone.undo(entry)])
    found = lines(desk, place, "scans")
    assert {(row["kind"], row["verdict"], row["undone"], row["last_name"]) for row in found} == {
        ("scan", "ok", "true", attendee.last_name), ("scan", "unknown", "false", ""), ("undo", "", "false", attendee.last_name),
    }  # fmt: skip


@pytest.mark.parametrize(("lang", "said"), [("fr", ["Passage", "Entrée", "Entrée", "Code"]), ("en", ["Scan", "Way in", "Came in", "Code"])])
def test_people_read_scans_in_words(desk, place, client, event, attendee, lang, said):
    phone = Phone(client, door.point(event).lanes[0])
    phone.sync([phone.scan(attendee)])
    file = scan_list.export(event, "csv", lang=lang, at=now()).file
    row = file.read().decode("utf-8-sig").splitlines()[1].split(";")
    assert [row[place] for place in (2, 5, 6, 7)] == said


def test_every_code_has_a_word():
    codes = [*ScanKind, *Direction, *How, *VerdictCode]
    assert set(scan_words.WORDS) == set(codes) and len(scan_words.WORDS) == len(codes)


def test_types_of_organisations_are_taken_away_without_a_name(desk, place, event):
    factories.registration(event, last_name="Secret", status=Status.pending, organisation_key="name:curie")
    assert lines(desk, place, "types") == [
        {"organisation_type": "research", "organisations": "1", "registered": "1", "confirmed": "0", "arrived": "0"}
    ]  # fmt: skip


@pytest.mark.parametrize("what", ["sessions", "scans", "types"])
def test_excel_opens_each_list(desk, place, event, what):
    factories.session_seat(factories.registration(event), factories.session(event))
    answer = desk.submit(desk.page(place(f"exports/{what}")), "Download the file")
    sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
    assert sheet.freeze_panes == "A2" and sheet["A1"].font.bold


def sheet_of(desk, place, query=""):
    page = desk.page(place(f"people/export?as=sheet{query}"))
    return desk.submit(page, "Download the file")


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


def test_people_sign_a_sheet_in_the_order_of_names(desk, organiser, place, event):
    for last in ("Zola", "d’Arvieu", "Évrard"):
        factories.registration(event, first_name="Zoë", last_name=last)
    factories.registration(event, last_name="Attente", status=Status.waitlisted)
    answer = sheet_of(desk, place, "&status=confirmed")
    assert answer.mimetype == "application/pdf" and "_attendance_" in answer.headers["Content-Disposition"]
    text = text_of(answer.data)
    assert text.index("d’Arvieu") < text.index("Évrard") < text.index("Zola")
    assert "Signature" in text and "Confirmed, 3 people" in text and "Attente" not in text
    assert f"Printed by {organiser.name}" in text
    [entry] = history("event", event.id)
    assert (entry.action, entry.detail["rows"]) == ("export.people", 3)


def test_names_are_no_code_on_the_sheet(desk, place, event):
    factories.registration(event, first_name="<b>Bob</b>", last_name="{{ 7*7 }}", organisation_name="</table><script>")
    text = text_of(sheet_of(desk, place).data)
    assert "<b>Bob</b>" in text and "{{ 7*7 }}" in text and "</table><script>" in text


def test_a_sheet_that_is_too_long_is_refused_before_it_is_drawn(desk, place, event, monkeypatch):
    monkeypatch.setattr(attendance, "MOST", 1)
    for _person in range(2):
        factories.registration(event)
    page = sheet_of(desk, place).page
    assert page.title.startswith("Error:") and "narrow the view" in page.text
    assert history("event", event.id) == []


def test_the_room_of_exports_says_who_took_what_last(desk, organiser, place, event):
    lines(desk, place, "types")
    page = desk.page(place("exports"))
    [said] = page.texts(".journal tbody th")
    assert said.startswith(f"{organiser.name} exported the figures by type of organisation")
    for way in page.all(".ways a"):
        desk.page(way.get("href"))


def test_the_caterer_learns_how_many_need_what(client, organiser, place, event):
    organiser.memberships[0].may_see_needs = True
    for said, status in (("Végétarien", "confirmed"), ("végétarien ", "confirmed"), ("No nuts", "confirmed"), ("Vegan", "cancelled")):
        person = factories.registration(event, last_name="Secret", status=Status(status))
        factories.add(Needs(registration_id=person.id, sealed=encrypt(said)))
    page = client.sign_in(organiser).page(place("exports/needs"))
    assert page.texts("tbody tr") == ["Végétarien2", "No nuts1"] and "Secret" not in page.source
    assert history("event", event.id)[0].action == "needs.count"


@pytest.mark.parametrize("path", ["exports", "exports/sessions", "exports/scans", "exports/types", "exports/needs"])
@pytest.mark.parametrize("role", ["receptionist", "reader"])
def test_reception_and_readers_take_nothing_away(request, client, place, role, path):
    assert client.sign_in(request.getfixturevalue(role)).get(place(path)).status_code == 403


def test_needs_are_counted_for_whom_that_was_granted_alone(desk, place):
    assert desk.get(place("exports/needs")).status_code == 403
    assert "What to provide" not in desk.page(place("exports")).text
