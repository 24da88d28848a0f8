"""Printing badges from the back office."""

import pypdfium2
import pytest
import sqlalchemy as sa
import time_machine

from app.audit.queries import history
from app.badges.formats import FORMATS
from app.badges.models import PrintBatch
from app.badges.sheets import sheet_of
from app.core.clock import now
from app.credentials import service as credentials
from app.extensions import db
from app.jobs.worker import drain
from app.registration.models import Status
from tests import factories
from tests.badges.reading import boxes, sheets
from tests.counted import statements

PATHS = ("badges", "badges/print", "badges/blanks", "badges/calibration", "badges/calibration.pdf", "badges/1/signs.pdf")
START = "2027-03-15T08:15:00Z"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@pytest.fixture
def people(event):
    made = [factories.badge_holder(event, last_name=name) for name in ("Zola", "Müller", "Arvieu")]
    factories.registration(event, last_name="Attente", status=Status.waitlisted)
    return made


def printed(app, desk, place, query=""):
    """Ask for a view's badges and wait; the batch's page."""
    answer = desk.submit(desk.page(place(f"badges/print{query}")), "Print 3 badges")
    drain(app.extensions["job_handlers"])
    return desk.page(answer.location)


def test_the_page_says_how_many_and_who_is_left_out(desk, place, people):
    page = desk.page(place("badges/print"))
    assert "Badges3 badges" in page.text
    assert page.texts(".choice small")[:3] == ["1 sheet", "1 sheet", "1 sheet"] and "3 sheets" in page.text
    assert "1 person of this list has no confirmed place" in page.text


def test_no_badge_and_one_badge_are_told_in_sound_sentences(desk, place, event):
    address = place("badges").replace("/en/", "/fr/")
    assert "Aucun badge à imprimer pour l’instant" in desk.page(address).text
    factories.badge_holder(event)
    assert "1 badge peut être imprimé maintenant." in desk.page(address).text


def test_the_badges_come_in_the_order_of_names(app, desk, place, people):
    page = printed(app, desk, place)
    pdf = desk.get(page.link("Open the PDF"))
    assert pdf.mimetype == "application/pdf"
    assert pdf.headers["Cache-Control"] == "no-store"
    (cells,) = sheets(pdf.data)
    for cell, name in zip(cells, ("Arvieu", "Müller", "Zola"), strict=False):
        assert name in cell.text


def test_a_view_of_the_list_is_printed_alone(desk, place, people):
    page = desk.page(desk.page(place("people?q=muller")).link("Print badges"))
    assert page.form("Print 1 badge") and "“muller”" in page.text


def test_who_cannot_be_printed_is_told_before_with_the_reason(desk, place, event, people):
    person = factories.badge_holder(event, first_name="Ana \U00012000")
    page = desk.page(place("badges/print"))
    assert "The badge of 1 person cannot be printed" in page.text
    assert "No installed font can print “\U00012000”" in page.text
    assert page.one(".problems a").get("href").endswith(f"/people/{person.id}/edit")
    assert page.form("Print 3 badges")


def test_who_loses_an_emoji_is_named_and_printed_all_the_same(desk, place, event, people):
    person = factories.badge_holder(event, first_name="😀 Émoji", organisation_name="Org 🎉")
    page = desk.page(place("badges/print"))
    assert "The badge of 1 person is printed without its emoji." in page.text
    assert page.texts(".problems li") == [f"{person.full_name} 😀 🎉"]
    assert page.form("Print 4 badges")


def test_of_emoji_nothing_is_said_where_nobody_has_one(desk, place, people):
    assert "emoji" not in desk.page(place("badges/print")).text


def test_a_format_is_chosen_and_remembered_with_how_the_printer_was_set(app, desk, place, people):
    page = desk.page(place("badges/print"))
    asked = {"format": "durable-1445", "right": "1,5", "down": "-2 mm", "first": "9", "marks": None}
    answer = desk.submit(page, "Print 3 badges", **asked)
    drain(app.extensions["job_handlers"])
    page = desk.page(answer.location)
    assert "Durable 1445-02" in page.text and "Cut at the marks" not in page.text
    first, second = sheets(desk.get(page.link("Open the PDF")).data, sheet_of("durable-1445", 1.5, -2), FORMATS["durable-1445"])
    assert [bool(cell.codes) for cell in first] == [False] * 8 + [True, True]
    assert "Zola" in second[0].text and second[0].codes
    again = desk.page(place("badges/print")).form("Print 3 badges").holds
    assert (again["format"], again["right"], again["down"]) == (["durable-1445"], ["1.5"], ["-2"])
    assert again["first"] == ["1"] and "marks" not in again  # a new run begins with a new sheet


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"right": "5"}, "at most 4 mm to the left, 4 mm to the right"),
        ({"down": "21"}, "At most 20 mm either way."),
        ({"right": "much"}, "Type millimetres"),
        ({"first": "5"}, "Begin at a label from 1 to 4"),
        ({"first": "0"}, "Labels are counted from 1."),
        ({"format": "a3"}, "Choose again"),
    ],
)
def test_what_does_not_go_onto_the_paper_is_said_before(desk, place, people, asked, said):
    answer = desk.submit(desk.page(place("badges/print")), "Print 3 badges", **asked)
    assert answer.page.title.startswith("Error:") and said in answer.page.text
    kept = answer.page.form("Print 3 badges").holds
    assert all(kept.get(name) == [value] for name, value in asked.items() if name != "format")
    assert db.session.scalar(sa.select(sa.func.count(PrintBatch.id))) == 0


def test_who_does_not_fit_another_format_is_told_before(desk, place, event, people):
    factories.badge_holder(event, first_name="W" * 100, last_name="W" * 100, organisation_name="W" * 200)
    page = desk.page(place("badges/print"))
    page = desk.submit(page, "Print 4 badges", format="durable-1453").page
    assert "The badge of 1 person cannot be printed" in page.text
    assert "The text of this badge is too long for its format." in page.text
    assert desk.submit(page, "Print 3 badges").status_code == 302


ENDLESS = {"fr": "Congrès de la recherche " * 10, "en": "Congress on research " * 10}
TOO_LONG = "The name of the event is too long for this format of badge."


def test_a_name_of_an_event_that_fits_no_badge_is_told_before(desk, place, event, people):
    page, usual = desk.page(place("badges/print")), event.name
    event.name = ENDLESS
    answer = desk.submit(page, "Print 3 badges", format="durable-1453", right="1.5")
    assert TOO_LONG in answer.page.text and answer.page.title.startswith("Error:")
    kept = answer.page.form("Print 3 badges").holds
    assert (kept["format"], kept["right"]) == (["durable-1453"], ["1.5"])
    assert db.session.scalar(sa.select(sa.func.count(PrintBatch.id))) == 0
    event.name = usual
    assert desk.submit(answer.page, "Print 3 badges").status_code == 302


def test_blanks_with_such_a_name_are_refused_and_nothing_typed_is_lost(desk, place, event):
    page, event.name = desk.page(place("badges/blanks")), ENDLESS
    asked = {"category": str(event.categories[0].id), "number": "6", "format": "durable-1453", "right": "1.5"}
    answer = desk.submit(page, "Print blank badges", **asked)
    assert TOO_LONG in answer.page.text
    kept = answer.page.form("Print blank badges").holds
    assert {name: kept[name] for name in asked} == {name: [value] for name, value in asked.items()}
    assert db.session.scalar(sa.select(sa.func.count(PrintBatch.id))) == 0


def test_a_calibration_sheet_shows_where_badges_will_lie(desk, place, people):
    page = desk.page(desk.page(place("badges/print")).link("Calibration sheet"))
    answer = desk.submit(page, "Open the calibration sheet", format="herma-4412", right="-1")
    assert answer.mimetype == "application/pdf"
    (sheet,) = pypdfium2.PdfDocument(answer.data)
    frames = boxes(sheet, 80, 50)
    assert len(frames) == 10 and frames[0] == pytest.approx((16.5, 13.5), abs=0.1)
    answer = desk.submit(page, "Open the calibration sheet", format="a6-portrait", right="-10")
    assert "the badges would leave the paper" in answer.page.text


def test_what_changed_since_a_batch_is_printed_alone(app, desk, place, event, people):
    batch = printed(app, desk, place)
    people[0].job_title, people[1].phone = "Directrice", "+33 6 39 98 12 34"
    db.session.flush()
    page = desk.page(batch.link("What changed since this batch"))
    assert "What changed since batch 1" in page.text and "1 badge, 1 printed before" in page.text
    answer = desk.submit(page, "Print 1 badge")  # why is chosen already: something on it changed
    drain(app.extensions["job_handlers"])
    page = desk.page(answer.location)
    (cells,) = sheets(desk.get(page.link("Open the PDF")).data)
    assert [bool(cell.codes) for cell in cells] == [True, False, False, False] and "Zola" in cells[0].text
    assert "Something on it changed" in page.text
    assert "Nothing changed since batch 2" in desk.page(page.link("What changed since this batch")).text


def test_after_ten_edits_those_that_are_seen_are_printed_and_no_other(app, desk, place, event, people):
    people += [factories.badge_holder(event, last_name=f"Zweig {letter}") for letter in "ABCDEFGHI"]
    answer = desk.submit(desk.page(place("badges/print")), "Print 12 badges")
    drain(app.extensions["job_handlers"])
    seen, unseen = people[:5], people[5:10]
    seen[0].first_name, seen[1].last_name, seen[2].job_title = "Bea", "Zimmer", "Directrice"
    seen[3].badge_organisation, seen[4].language = "Curie", "en"
    unseen[0].phone, unseen[1].door_note, unseen[2].vip = "+33 6 39 98 12 34", "Call Inès", True
    unseen[3].job_title, unseen[4].areas = "🤖", ["oncology"]
    db.session.flush()
    page = desk.page(desk.page(answer.location).link("What changed since this batch"))
    answer = desk.submit(page, "Print 5 badges")
    drain(app.extensions["job_handlers"])
    pages = sheets(desk.get(desk.page(answer.location).link("Open the PDF")).data)
    codes = sorted(code for page in pages for cell in page for code in cell.codes)
    assert codes == sorted(credentials.read_code(person.codes[0].credential) for person in seen)


def test_the_list_of_batches_says_what_is_to_be_printed(app, desk, place, event, people):
    assert desk.page(place("badges")).texts(".notice") == []
    printed(app, desk, place)
    people[0].job_title = "Directrice"
    factories.badge_holder(event, last_name="Nouvelle")
    page = desk.page(place("badges"))
    assert "2 badges are absent or out of date." in page.texts(".notice")[0]
    page = desk.page(page.link("Print them"))
    answer = desk.submit(page, "Print 2 badges")
    assert "Choose a reason." in answer.page.text
    assert desk.submit(page, "Print 2 badges", reason="changed").status_code == 302


def test_names_are_dealt_to_desks_and_stay_so(app, desk, place, event, people):
    page = desk.page(place("badges/print"))
    answer = desk.submit(page, "Print 3 badges", order="trays", desks="2", each="1", dividers="y")
    drain(app.extensions["job_handlers"])
    page = desk.page(answer.location)
    assert "Desk 1: A–L; desk 2: M–Z" in page.text
    signs = desk.get(page.link("Desk signs"))
    assert len(pypdfium2.PdfDocument(signs.data)) == 2
    factories.badge_holder(event, last_name="Martin")
    page = desk.page(place("badges/print?badge=due"))
    assert "Else they stay as they are: desk 1: A–L; desk 2: M–Z." in page.text
    assert page.form("Print 1 badge").holds["order"] == ["trays"]
    answer = desk.submit(page, "Print 1 badge")
    assert "Desk 1: A–L; desk 2: M–Z" in desk.page(answer.location).text


@pytest.mark.parametrize(
    ("order", "names"),
    [("organisation", "Müller Arvieu Zola"), ("registered", "Zola Müller Arvieu"), ("name", "Arvieu Müller Zola")],
)
def test_badges_come_in_the_order_that_was_chosen(app, desk, place, people, order, names, clock):
    for person, work in zip(people, ("Zentrum", "Aéro", "CNRS"), strict=True):
        clock.shift(60)
        person.badge_organisation, person.created_at = work, now()
    db.session.flush()
    answer = desk.submit(desk.page(place("badges/print")), "Print 3 badges", order=order)
    drain(app.extensions["job_handlers"])
    (cells,) = sheets(desk.get(desk.page(answer.location).link("Open the PDF")).data)
    assert [name for cell, name in zip(cells, names.split(), strict=False) if name not in cell.text] == []


def test_a_batch_without_trays_has_no_signs(app, desk, place, people):
    printed(app, desk, place)
    assert desk.get(place("badges/1/signs.pdf")).status_code == 404
    assert desk.get(place("badges/print?since=9")).status_code == 404


def test_a_view_without_badges_offers_nothing_to_print(desk, place, people):
    page = desk.page(place("badges/print?status=waitlisted"))
    assert "Nobody here has a badge to print" in page.text
    assert page.all("main form") == []


def test_progress_is_followed_without_javascript(desk, place, people):
    page = desk.page(desk.submit(desk.page(place("badges/print")), "Print 3 badges").location)
    assert page.one("progress").get("max") == "3"
    assert page.one('noscript meta[http-equiv="refresh"]').get("content") == "3"


def test_a_batch_can_be_stopped(app, desk, place, people):
    page = desk.page(desk.submit(desk.page(place("badges/print")), "Print 3 badges").location)
    page = desk.page(desk.submit(page, "Stop printing").location)
    assert "Stopped" in page.text and page.all("progress") == []
    assert drain(app.extensions["job_handlers"]) == 0


def test_the_pdf_is_there_for_a_week(app, desk, place, people, organiser, clock):
    page = printed(app, desk, place)
    address = page.link("Open the PDF")
    clock.shift(7 * 24 * 3600 + 1)
    desk.sign_in(organiser)
    assert desk.get(address).status_code == 404
    page = desk.page(page.address)
    assert "the PDF is not kept any more" in page.text and "Open the PDF" not in page.text


def test_the_journal_and_the_list_of_batches_say_who_printed(app, desk, place, event, people, organiser):
    printed(app, desk, place)
    (entry,) = history("batch", db.session.scalar(sa.select(PrintBatch.id)))
    assert (entry.actor_id, entry.detail) == (organiser.id, {"rows": 3, "batch": 1, "again": 0, "reason": None})
    page = desk.page(place("badges"))
    assert page.texts("tbody th") == ["Batch 1"]
    assert "Ready to print" in page.text and organiser.name in page.text


def test_blanks_are_printed_by_category(app, desk, place, event, people):
    category = event.categories[0]
    answer = desk.submit(
        desk.page(place("badges/blanks")), "Print blank badges", category=str(category.id), number="6", format="card"
    )
    drain(app.extensions["job_handlers"])
    page = desk.page(answer.location)
    assert f"Blank: {category.label['en']}, 6 badges" in page.text
    assert len(sheets(desk.get(page.link("Open the PDF")).data, sheet_of("card"), FORMATS["card"])) == 6


@pytest.mark.parametrize("number", ["", "0", "501", "many"])
def test_a_number_of_blanks_that_makes_no_sense_is_asked_again(desk, place, event, number):
    page = desk.page(place("badges/blanks"))
    answer = desk.submit(page, "Print blank badges", category=str(event.categories[0].id), number=number)
    assert answer.page.title.startswith("Error:")
    assert db.session.scalar(sa.select(sa.func.count(PrintBatch.id))) == 0


def test_the_reception_prints_no_lists(client, place, receptionist, people):
    client.sign_in(receptionist)
    assert [client.get(place(path)).status_code for path in PATHS] == [403] * len(PATHS)


def test_a_pdf_is_not_there_for_people_of_another_event(app, desk, client, place, people):
    address = printed(app, desk, place).link("Open the PDF")
    client.sign_in(factories.account(factories.event()))
    assert client.get(address).status_code == 404
    assert app.test_client().get(address).status_code == 302


def test_the_page_before_printing_reads_no_entry_code_and_no_category_twice(desk, place, people):
    with statements() as sent:
        assert "Print 3 badges" in desk.page(place("badges/print")).text
    assert not [each for each in sent if "credentials.sealed" in each]
    assert not [each for each in sent if "registrations.first_name" in each and "JOIN categories" in each]


def test_the_pages_ask_little_however_many_there_are(desk, place, event):
    for _ in range(40):
        factories.badge_holder(event)
    for path, most in (("badges", 12), ("badges/print", 14)):
        with statements() as sent:
            assert desk.get(place(path)).status_code == 200
        assert len(sent) <= most, sent
