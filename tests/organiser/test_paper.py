"""Paper at the door: lists for the desks, ticks typed back in, and the page for those who scan."""

from datetime import timedelta

import pypdfium2
import pytest
import sqlalchemy as sa

from app.checkin import queries
from app.checkin.models import Conflict, Scan
from app.checkin.terms import How
from app.credentials.reference import show
from app.extensions import db
from tests import factories
from tests.checkin import door
from tests.checkin.phone import Phone
from tests.checkin.test_upload import state

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def event(clock):
    clock.shift(timedelta(hours=2))
    return door.today()


@pytest.fixture
def point(event):
    return door.point(event)


@pytest.fixture
def people(event):
    return [factories.badge_holder(event, first_name="Ada", last_name=name) for name in ("Byron", "Curie", "Noether", "Zhang")]


def text_of(pdf):
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def type_in(desk, place, lines, **values):
    return desk.submit(desk.page(place("paper/ticks")), "Take these in", lines=lines, **values)


def test_the_list_has_everybody_with_a_reference(desk, place, point, people):
    answer = desk.submit(desk.page(place("paper")), "Make the lists")
    assert answer.mimetype == "application/pdf"
    page, = text_of(answer.data)
    for person in people:
        assert person.last_name in page and show(person.reference) in page
    assert "had the lists for the desks made" in desk.page(place("journal")).text


def test_for_several_desks_each_has_its_own_sheets(desk, place, point, people):
    first, second = text_of(desk.submit(desk.page(place("paper")), "Make the lists", desks="2").data)
    assert "Bureau 1, A" in first and "Byron" in first and "Zhang" not in first
    assert "Bureau 2" in second and "Zhang" in second and "Byron" not in second


@pytest.mark.parametrize("desks", ["0", "21", "x", ""])
def test_a_number_of_desks_that_nobody_has_is_refused(desk, place, point, people, desks):
    assert "Type a number" in desk.submit(desk.page(place("paper")), "Make the lists", desks=desks).text


def test_the_reception_types_ticks_in_and_makes_no_list(client, receptionist, place, point):
    page = client.sign_in(receptionist).page(place("paper"))
    assert "Make the lists" not in page.text and "here is the same" not in page.text
    assert "Organisers print the list" in page.text
    assert client.page(page.one("main .ways li:first-child a").get("href")).heading == "Type the list back in"


def test_ticks_become_scans_at_the_hour_on_the_paper(desk, place, point, people):
    type_in(desk, place, f"{show(people[0].reference)} 9:05\n{people[1].reference.lower()} 9h10\n{people[2].reference}")
    scans = list(db.session.scalars(sa.select(Scan).order_by(Scan.id)))
    assert [f"{scan.corrected_at:%H:%M}" for scan in scans] == ["08:05", "08:10", "08:10"]
    assert {scan.how for scan in scans} == {How.paper}
    assert queries.count_inside(point.id) == 3
    db.session.refresh(people[0])
    assert f"{people[0].arrived_at:%H:%M}" == "08:05"


def test_the_same_ticks_typed_twice_count_once(desk, place, point, people):
    lines = "\n".join(f"{person.reference} 9:05" for person in people)
    type_in(desk, place, lines)
    before = state()
    page = desk.page(type_in(desk, place, lines).location)
    assert "4 were here already." in page.text
    assert state() == before


def test_paper_gives_the_same_totals_as_a_scan(client, desk, place, event, point, people):
    """Half of them by phone, half by paper: whoever looks at the figures cannot tell."""
    phone = Phone(client, point.lanes[0])
    phone.sync([phone.scan(person) for person in people[:2]])
    type_in(desk, place, "\n".join(f"{person.reference} 9:30" for person in people[2:]))
    assert queries.count_inside(point.id) == 4
    assert queries.counters(point).arrived == 4
    assert db.session.scalar(sa.select(sa.func.count(Conflict.id))) == 0


def test_whoever_a_phone_let_in_too_is_to_be_clarified_and_the_earlier_counts(client, desk, place, point, people):
    phone = Phone(client, point.lanes[0])
    phone.sync([phone.scan(people[0])])
    type_in(desk, place, f"{people[0].reference} 9:05")
    text = desk.page(place("to-clarify")).text
    assert "9:05" in text and "11:00" in text
    entry = db.session.scalar(sa.select(Scan).join(Conflict, Conflict.entry_id == Scan.id))
    assert entry.how is How.paper


def test_one_wrong_line_and_nothing_is_taken_in_nor_lost(desk, place, point, people):
    lines = f"{people[0].reference} 9:05\nByron 9:06\n{people[1].reference} 23:59"
    page = type_in(desk, place, lines).page
    assert "Nothing was taken in." in page.text
    assert "Line 2: begin with the reference" in page.text
    assert "Line 3: this hour has not come yet." in page.text
    assert page.one("textarea").text.strip().replace("\r", "") == lines
    assert db.session.scalar(sa.select(sa.func.count(Scan.id))) == 0


def test_a_reference_of_another_event_is_nobody_s(desk, place, point):
    stranger = factories.badge_holder(factories.event())
    assert "Line 1: nobody here has this reference." in type_in(desk, place, f"{stranger.reference} 9:05").text


def test_a_tick_of_somebody_who_has_cancelled_is_kept_and_told(desk, place, event, point):
    gone = factories.badge_holder(event, status="cancelled", last_name="Perrin")
    page = desk.page(type_in(desk, place, f"{gone.reference} 9:05").location)
    assert "1 person would not have been let in" in page.text
    assert "Perrin" in desk.page(place("door-report")).text
    assert queries.count_inside(point.id) == 1


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("Come in", "One moment", "Stop", "Already in at 9:00, lane A", "“End the shift”")),
        ("fr", ("Entrez", "Un instant", "Stop", "Déjà passé à 9 h, file A", "« Terminer le service »")),
    ],
)
def test_the_page_for_those_who_scan_says_what_the_phone_says(desk, event, lang, words):
    text = desk.page(f"/{lang}/organise/{event.slug}/door-manual").text
    assert [word for word in words if word not in text] == []
