"""Inviting from a table: the file, the dry run, one button, and what became of each line."""

import io
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from openpyxl import Workbook

from app.exchange.guest_list import service
from app.exchange.guest_list.models import GuestLine, GuestList, LineState
from app.extensions import db
from app.jobs import worker
from app.jobs.models import Job, StoredFile
from app.registration.grants import AddressSource, Invitation
from tests import factories

CSV = "Prénom;Nom;Organisme;Courriel;Catégorie;Langue;Remarque\r\n" \
    "Inès;Moreau;Hôpital;ines@hospital.example;Speakers;en;x\r\n" \
    "Torbjörn;Åkerlund;Nordvakt;torbjorn@nordvakt.example;;;\r\n" \
    "Zoë;;;nobody;;;\r\n" \
    "Ève;;;INES@hospital.example;;;\r\n"  # fmt: skip
FILE = CSV.encode("cp1252")


@pytest.fixture
def event():
    made = factories.event()
    factories.category(made, label={"fr": "Intervenants", "en": "Speakers"})
    factories.category(made, label={"fr": "Presse", "en": "Press"})
    return made


@pytest.fixture
def bring(desk, place):
    """bring(b"…"): the dry run of that file."""

    def send(content: bytes, name: str = "guests.csv"):
        form = desk.page(place("invitations/lists/new")).form()
        return desk.post(form.action, data={**form.holds, "table": (io.BytesIO(content), name)})

    return send


def dry_run(desk, bring, content=FILE):
    return desk.page(bring(content).location)


def press(desk, page, button, event, **values):
    terms = {"source": "partner", "source_detail": "Région", "category": str(event.categories[1].id)}
    return desk.submit(page, button, **terms | values)


def look_again(desk, page, event, **values):
    return press(desk, page, "Look again", event, **values).page


def work(app, most=100):
    worker.drain(app.extensions["job_handlers"], most)


def invitations() -> list[Invitation]:
    return list(db.session.scalars(sa.select(Invitation).order_by(Invitation.id)))


def owed() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Job).where(Job.kind == "mailing.send"))


def test_the_dry_run_says_what_would_become_of_each_line_and_writes_nothing(desk, bring, event):
    page = look_again(desk, dry_run(desk, bring), event)
    assert page.texts(".facts dd") == ["2 people, of 4 lines", "1", "1"]
    assert page.texts("#left-out + table tbody th") == ["Line 4", "Line 5"]
    assert "Complete the e-mail address" in page.text and "The address stands on line 2 already." in page.text
    assert "Invite 2 people" in page.text and "Åkerlund" in page.text
    assert invitations() == [] and owed() == 0


def test_lines_without_a_category_are_not_ready_until_one_is_chosen_for_all(desk, bring, event):
    page = dry_run(desk, bring, b"E-mail\nzoe@lab.example\nadam@lab.example")
    assert page.texts(".facts dd") == ["0 people, of 2 lines", "2", "0", "0"] and page.texts(".facts dt")[1] == "Not ready yet"
    assert page.texts(".notice p") == ["2 lines name no category. Choose one under “For all lines”, then look again."]
    assert page.all(page.one(".notice a").get("href"))[0].get("name") == "category"
    assert page.texts(".actions .primary") == ["Look again"] and not page.all("#left-out")
    page = look_again(desk, page, event)
    assert page.texts(".facts dd") == ["2 people, of 2 lines", "0", "0"] and not page.all(".notice")
    assert page.texts(".actions .primary") == ["Invite 2 people"]


def test_a_line_that_would_stay_behind_says_so_with_its_number(desk, bring, event):
    page = dry_run(desk, bring, "E-mail;Catégorie\nzoe@lab.example;Press\nadam@lab.example;\n".encode())
    assert page.texts(".actions .primary") == ["Invite 1 person"]
    assert page.texts("#left-out + table tbody th") == ["Line 3"]
    assert "It names no category, and none is chosen for all lines." in page.text


def test_the_choices_and_the_button_stand_before_the_lines(desk, bring, event):
    page = look_again(desk, dry_run(desk, bring), event)
    heads = ["For all lines", "Invite 2 people", "The first lines, as they are read", "Left out"]
    assert sorted(heads, key=page.text.index) == heads


def test_a_list_with_nobody_to_invite_says_so(desk, bring, event):
    page = look_again(desk, dry_run(desk, bring, b"E-mail\nzoe"), event)
    assert "Nobody on this list can be invited." in page.text and page.texts(".actions .primary") == ["Look again"]


def test_who_looks_again_is_not_asked_yet_where_the_addresses_come_from(desk, bring, event):
    page = dry_run(desk, bring)
    assert not press(desk, page, "Look again", event, source=None).page.all(".error-summary")
    page = look_again(desk, page, event)
    assert press(desk, page, "Invite 2 people", event, source=None).page.texts(".error-summary a") == [
        "Say where the address is from: the message tells it."
    ]


def test_the_columns_can_be_named_by_hand(desk, bring, event):
    page = dry_run(desk, bring, b"who,where to\nZoe,zoe@lab.example\nAdam,adam@lab.example")
    assert "No column has the addresses yet." in page.text and not page.all("#left-out")
    assert "Say which column has the addresses." in look_again(desk, page, event).text
    page = look_again(desk, page, event, column_email="1", column_first_name="0")
    assert page.texts(".facts dd")[0] == "2 people, of 2 lines"


def test_one_press_invites_them_and_mails_them_each_once(app, desk, bring, event):
    page = look_again(desk, dry_run(desk, bring), event)
    shown = press(desk, page, "Invite 2 people", event).location
    assert press(desk, page, "Invite 2 people", event).location == shown
    work(app)
    one, other = invitations()
    assert (one.full_name, one.email, one.language, one.category) == (
        "Inès Moreau", "ines@hospital.example", "en", event.categories[0]
    )  # fmt: skip
    assert (other.language, other.category, other.source_detail) == ("fr", event.categories[1], "Région")
    assert one.source is AddressSource.partner and one.invited_at is not None
    assert owed() == 2
    assert "2 people" in desk.page(shown).text


def test_what_was_said_of_people_is_forgotten_with_the_file(app, desk, bring, event):
    press(desk, look_again(desk, dry_run(desk, bring), event), "Invite 2 people", event)
    work(app)
    assert [line.said for line in db.session.scalars(sa.select(GuestLine))] == [{}, {}]
    assert db.session.scalars(sa.select(StoredFile)).all() == []


def test_it_can_be_made_without_mail(app, desk, bring, event):
    press(desk, look_again(desk, dry_run(desk, bring), event), "Invite 2 people", event, send=None)
    work(app)
    assert owed() == 0 and [each.invited_at for each in invitations()] == [None, None]


def test_who_was_invited_meanwhile_is_left_out_and_told(app, desk, bring, event):
    answer = press(desk, look_again(desk, dry_run(desk, bring), event), "Invite 2 people", event)
    factories.guest(event, email="torbjorn@nordvakt.example")
    work(app)
    page = desk.page(answer.location)
    assert "This address has an invitation already." in page.text and "Line 3" in page.text
    assert len(invitations()) == 2 and owed() == 1


def test_a_list_that_changed_since_the_page_is_looked_at_again(desk, bring, event):
    page = look_again(desk, dry_run(desk, bring), event)
    factories.guest(event, email="torbjorn@nordvakt.example")
    answer = press(desk, page, "Invite 2 people", event)
    assert "1 person would be invited now" in answer.page.text and "Invite 1 person" in answer.page.text
    assert db.session.scalars(sa.select(GuestList)).all() == []


def test_the_rest_can_be_stopped(app, desk, bring, event, monkeypatch):
    monkeypatch.setattr(service, "STEP", 1)
    answer = press(desk, look_again(desk, dry_run(desk, bring), event), "Invite 2 people", event)
    work(app, 1)
    page = desk.page(answer.location)
    assert page.one("progress").get("value") == "1"
    page = desk.page(desk.submit(page, "Stop the rest").location)
    work(app)
    assert "Stopped: 1 person will not be invited." in page.text and len(invitations()) == 1
    assert set(db.session.scalars(sa.select(GuestLine.state))) == {LineState.invited, LineState.stopped}


def test_nobody_can_be_invited_to_a_closed_registration(desk, bring, event):
    event.closes_at = event.opens_at
    page = look_again(desk, dry_run(desk, bring), event)
    assert "Registration is not open" in press(desk, page, "Invite 2 people", event).page.text


def test_where_the_addresses_are_from_has_to_be_said(desk, bring, event):
    answer = press(desk, dry_run(desk, bring), "Invite 1 person", event, source=None)
    assert "Say where the address is from" in answer.page.text and invitations() == []


def test_a_workbook_is_as_good(desk, bring, event):
    book, content = Workbook(), io.BytesIO()
    book.active.append(["E-mail", "Nom"])
    book.active.append(["zoe@lab.example", "Müller"])
    book.save(content)
    page = desk.page(bring(content.getvalue(), "guests.xlsx").location)
    assert "Müller" in look_again(desk, page, event).text


@pytest.mark.parametrize("content", [b"", b"E-mail\n", b"PK\x03\x04 no workbook", b"\x00\x01\x02"])
def test_a_file_that_is_no_table_is_told_beside_the_field(bring, content):
    answer = bring(content)
    assert answer.status_code == 200 and answer.page.all(".field.wrong")


def test_a_file_is_shown_to_nobody_else(desk, bring, place, event, owner, app):
    address = urlsplit(bring(CSV.encode()).location).path
    other = app.test_client().sign_in(owner)
    assert other.get(address).status_code == 404
    assert desk.get(address).status_code == 200
    assert desk.get(place("invitations/lists/check/999")).status_code == 404


def test_another_event_s_list_is_not_found(desk, place):
    other = factories.guest_list(factories.event())
    assert desk.get(place(f"invitations/lists/{other.id}")).status_code == 404
