"""What the door left open: double entries, people without a badge, scans set aside; and the report of the day."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.checkin import queries
from app.checkin.models import Conflict, Scan
from app.checkin.set_aside import AsideState, SetAside
from app.checkin.terms import ConflictState, DoorRole
from app.credentials import service as credentials
from app.events.locking import lock
from app.extensions import db
from app.registration.models import Registration, Status
from tests import factories
from tests.checkin import door
from tests.checkin.phone import Phone

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def point(event):
    return door.point(event)


@pytest.fixture
def person(event):
    return factories.badge_holder(event, first_name="Marie", last_name="Curie")


@pytest.fixture
def double(client, point, person, clock):
    """Marie came in at two lanes whose phones did not hear of each other."""
    one, other = Phone(client, point.lanes[0]), Phone(client, door.lane(point))
    early = one.scan(person)
    clock.shift(timedelta(minutes=1))
    other.sync([other.scan(person)])
    one.sync([early])
    return early


@pytest.fixture
def handed_in(client, event, point, clock):
    """A phone was revoked and then hands in three scans that it made before."""
    phone = Phone(client, point.lanes[0])
    phone.sync()
    clock.shift(timedelta(minutes=1))
    scans = [phone.scan(factories.badge_holder(event)) for _ in range(3)]
    clock.shift(timedelta(minutes=1))
    door.revoke(phone)
    phone.post("/sync", phone.question(scans))
    return phone, scans


def state():
    return db.session.scalar(sa.select(Conflict.state))


def test_without_anything_open_the_page_says_so(desk, place, point):
    assert "Nothing to clarify" in desk.page(place("to-clarify")).text
    assert "Nothing is open" in desk.page(place("door-report")).text


def test_a_double_entry_shows_both_lanes_and_both_hours_and_is_explained_with_a_note(desk, place, double):
    page = desk.page(place("to-clarify"))
    assert "Marie Curie" in page.text
    assert page.text.count("Entrance, Lane A") == 2
    assert "9:00" in page.text and "9:01" in page.text
    desk.submit(page, "A shared badge, Marie Curie", note="Her sister had it")
    assert state() is ConflictState.shared_badge
    page = desk.page(place("to-clarify"))
    assert "Double entries" not in page.text
    assert "Her sister had it" in page.text
    assert "explained two entries" in desk.page(place("journal")).text


def test_what_was_said_can_be_taken_back(desk, place, double):
    desk.submit(desk.page(place("to-clarify")), "A mistake at the door, Marie Curie")
    desk.submit(desk.page(place("to-clarify")), "Open again, Marie Curie")
    assert state() is ConflictState.open
    assert "opened two entries with one badge again" in desk.page(place("journal")).text


def test_the_phones_page_leads_to_what_is_open(desk, place, double):
    page = desk.page(place("phones"))
    assert "1 thing is to be clarified." in page.text
    assert desk.page(page.link("Clarify")).heading == "To clarify"


def test_saying_nothing_explains_nothing(desk, place, double):
    conflict_id = db.session.scalar(sa.select(Conflict.id))
    answer = desk.post(place(f"phones/conflicts/{conflict_id}"), data={"what": "open"}, follow_redirects=True)
    assert "Say what it was." in answer.text
    assert state() is ConflictState.open


def test_a_note_that_is_too_long_explains_nothing(desk, place, double):
    conflict_id = db.session.scalar(sa.select(Conflict.id))
    answer = desk.post(place(f"phones/conflicts/{conflict_id}"), data={"what": "mistake", "note": "x" * 201}, follow_redirects=True)
    assert "Shorten this to 200 characters." in answer.text
    assert state() is ConflictState.open


def test_a_conflict_of_another_event_is_not_there(client, double):
    elsewhere = factories.event()
    client.sign_in(factories.account(elsewhere))
    conflict_id = db.session.scalar(sa.select(Conflict.id))
    address = f"/en/organise/{elsewhere.slug}/phones/conflicts/{conflict_id}"
    assert "no longer a double entry" in client.post(address, data={"what": "mistake"}, follow_redirects=True).text
    assert state() is ConflictState.open


def test_what_a_revoked_phone_hands_in_is_taken_in_or_dropped(desk, place, point, handed_in):
    _phone, scans = handed_in
    page = desk.page(place("to-clarify"))
    assert page.text.count("Come in") == 3
    waiting = list(db.session.scalars(sa.select(SetAside.id).order_by(SetAside.id)))
    desk.post(place(f"phones/aside/{waiting[0]}"), data={"what": "taken"})
    desk.post(place(f"phones/aside/{waiting[1]}"), data={"what": "dropped"})
    assert [str(uuid) for uuid in db.session.scalars(sa.select(Scan.uuid))] == [scans[0]["uuid"]]
    assert queries.count_inside(point.id) == 1
    at = db.session.scalar(sa.select(Scan.corrected_at))
    assert round(at.timestamp() * 1000) == scans[0]["wall"]
    again = desk.post(place(f"phones/aside/{waiting[0]}"), data={"what": "taken"}, follow_redirects=True)
    assert "decided on this already" in again.text


@pytest.mark.parametrize(("what", "inside", "becomes"), [("Take in all", 3, AsideState.taken), ("Drop all", 0, AsideState.dropped)])
def test_all_of_a_revoked_phone_is_decided_at_once(desk, place, point, handed_in, what, inside, becomes):
    _phone, _scans = handed_in
    page = desk.page(place("to-clarify"))
    desk.submit(page, what)
    assert queries.count_inside(point.id) == inside
    assert set(db.session.scalars(sa.select(SetAside.state))) == {becomes}
    assert "Nothing to clarify" in desk.page(place("to-clarify")).text
    assert "scans of a revoked phone: 3." in desk.page(place("journal")).text
    assert desk.submit(page, what).status_code == 303  # pressed in another tab


def test_a_malformed_fact_cannot_be_taken_in(client, desk, place, event, point):
    phone = Phone(client, point.lanes[0])
    phone.sync([phone.scan(factories.badge_holder(event)) | {"verdict": "?"}])
    aside_id = db.session.scalar(sa.select(SetAside.id))
    answer = desk.post(place(f"phones/aside/{aside_id}"), data={"what": "taken"}, follow_redirects=True)
    assert "This cannot be taken in" in answer.text
    assert "Scans set aside" in answer.text


def test_a_known_scan_with_other_content_is_shown_beside_what_counts_and_may_count_too(client, desk, place, event, point, person):
    phone, other = Phone(client, point.lanes[0]), factories.badge_holder(event, first_name="Irène", last_name="Joliot")
    first = phone.scan(person)
    phone.sync([first])
    phone.sync([{**phone.scan(other), "uuid": first["uuid"]}])
    page = desk.page(place("to-clarify"))
    assert "the same scan came with other content" in page.text
    assert "Marie Curie" in page.text and "Irène Joliot" in page.text
    desk.submit(page, "Both happened: take it in, too, Irène Joliot")
    assert queries.count_inside(point.id) == 2
    assert "Nothing to clarify" in desk.page(place("to-clarify")).text


@pytest.fixture
def on_one_blank(client, event, point, clock):
    """Two leads register two people on the same blank badge; the second one, Late Riser, stays without."""
    category = next(iter(event.categories))
    lock(event.id)
    credentials.open_event(event)
    blank = credentials.print_blanks(category, "B1", 1)[0].code_hash
    for lane, name in ((point.lanes[0], "Early Bird"), (door.lane(point), "Late Riser")):
        phone = Phone(client, lane, DoorRole.lead)
        phone.sync([phone.walk_in(category.id, blank, name), phone.scan(blank)])
        clock.shift(timedelta(minutes=1))


def late_riser():
    return db.session.scalar(sa.select(Registration).where(Registration.first_name == "Late"))


def test_of_two_people_on_one_blank_the_second_gets_a_code_of_their_own(desk, place, on_one_blank):
    page = desk.page(place("to-clarify"))
    assert "Late Riser" in page.text and "Early Bird" in page.text
    answer = desk.submit(page, "Give a code, then print the badge, Late Riser")
    assert answer.location == place(f"people/{late_riser().id}")
    assert [code.current for code in late_riser().codes] == [True]
    assert "Nothing to clarify" in desk.page(place("to-clarify")).text


def test_or_they_are_one_person(desk, place, on_one_blank):
    desk.submit(desk.page(place("to-clarify")), "It is the same person, Late Riser")
    assert late_riser().status is Status.cancelled
    assert "Two people on one blank badge" not in desk.page(place("to-clarify")).text


def test_the_report_says_what_is_open_and_of_each_double_entry_what_it_was(desk, place, double):
    page = desk.page(place("door-report"))
    assert "1 thing is still open." in page.text and "not explained yet" in page.text
    desk.submit(desk.page(place("to-clarify")), "The same person twice, Marie Curie", note="Came back for a coat")
    page = desk.page(place("door-report"))
    assert "Nothing is open" in page.text
    assert "The same person twice" in page.text and "Came back for a coat" in page.text


def test_the_report_names_who_was_let_in_without_a_place_and_who_said_so(desk, place, event, point):
    waits = factories.badge_holder(event, status=Status.waitlisted, last_name="Perrin")
    by = door.operator(event, "Inès")
    door.show(waits, point.lanes[0], by, override="Speaks at ten")
    door.show(factories.badge_holder(event, last_name="Langevin"), point.lanes[0], by)
    text = desk.page(place("door-report")).text
    assert "Perrin" in text and "On the waiting list" in text and "Speaks at ten" in text and "Inès" in text
    assert "Langevin" not in text


@pytest.mark.parametrize("nonsense", ["gibberish", ["ok"], {"a": 1}, 7])
def test_a_phone_that_talks_nonsense_breaks_no_page(client, desk, place, event, point, clock, nonsense):
    one, other = Phone(client, point.lanes[0], DoorRole.lead), Phone(client, door.lane(point))
    person = factories.badge_holder(event)
    early = one.scan(person, "ok_override", parameters={"instead_of": nonsense, "at": nonsense}, override={"who": None, "why": "x"})
    clock.shift(timedelta(minutes=1))
    other.sync([other.scan(person, parameters={"notices": nonsense, "at": nonsense})])
    one.sync([early])
    for room in ("", "to-clarify", "door-report", "inside"):
        desk.page(place(room))


def test_the_report_names_phones_that_have_not_sent_everything(client, desk, place, event, point):
    phone = Phone(client, point.lanes[0])
    asked = phone.question()
    asked["report"]["unsent"] = 7
    phone.post("/sync", asked)
    page = desk.page(place("door-report"))
    assert "1 thing is still open." in page.text
    assert "7" in page.texts("table td .mark")
    door.revoke(phone)  # what a lost phone had does not come by waiting
    assert "Nothing is open" in desk.page(place("door-report")).text


def test_of_a_lost_phone_the_page_says_what_was_on_it_and_revokes_it(client, desk, place, event, point, person, clock):
    phone = Phone(client, point.lanes[0], DoorRole.lead)
    phone.sync()
    clock.shift(timedelta(seconds=20))
    asked = phone.question([phone.scan(person)])
    asked["report"]["unsent"] = 2
    phone.post("/sync", asked)
    page = desk.page(desk.page(place("phones")).link("Lost " + desk.page(place("phones")).texts("tbody th span")[0]))
    assert "It is not revoked yet." in page.text
    assert "notes for the door: readable" in page.text
    assert "2 scans are on the lost phone alone" in page.text
    assert "72 hours" in page.text
    answer = desk.submit(page, "Revoke this phone")
    page = desk.page(answer.location)
    assert "It is revoked" in page.text
    assert not [form for form in page.forms() if form.action.endswith("/lost")]
    assert phone.post("/sync", phone.question()).status_code == 403


def test_a_lost_phone_that_only_scans_held_no_readable_name(client, desk, place, point):
    phone = Phone(client, point.lanes[0])
    page = desk.page(place(f"phones/{phone.device_id}/lost"))
    assert "the name is sealed" in page.text
    assert "72 hours" not in page.text
