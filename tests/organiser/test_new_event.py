"""An owner makes an event: a copy of one that was, or an empty one."""

from datetime import timedelta

import pytest
import time_machine

from app.accounts.permissions import Role
from app.accounts.queries import find_membership
from app.checkin.points import CheckinPoint, Lane
from app.checkin.terms import PointKind
from app.core.clock import now
from app.events.models import Event, EventState
from app.events.queries import find_by_slug
from app.extensions import db
from app.mailing.models import MailText
from app.mailing.wording import text_of
from app.registration.owed import MailKind
from tests import factories


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2027-04-01T09:00:00Z", tick=False):
        yield


@pytest.fixture
def event():
    made = factories.event(slug="medicen-day-2027", name={"fr": "Medicen Day 2027", "en": "Medicen Day 2027"})
    factories.category(made)
    return made


@pytest.fixture
def desk(client, owner):
    return client.sign_in(owner)


def points(event: Event) -> list[CheckinPoint]:
    return list(db.session.scalars(db.select(CheckinPoint).where(CheckinPoint.event_id == event.id).order_by(CheckinPoint.position)))


def test_it_begins_in_the_settings_or_among_ones_events(desk, place, event):
    page = desk.page(desk.page(place("settings")).link("New eventA copy of this one for the next edition, or an empty one."))
    assert page.heading == "New event"
    page = desk.page("/en/organise?all=1")
    assert "Medicen Day 2027" in page.text
    assert desk.page(page.link("New event")).heading == "New event"


def test_last_years_event_is_copied_with_the_year_after_in_its_place(desk, place, event, owner):
    page = desk.page(place("copy"))
    assert page.one("[name=name_en]").get("value") == "Medicen Day 2028"
    assert page.one("[name=slug]").get("value") == "medicen-day-2028"
    following = (event.starts_at.astimezone(event.zone) + timedelta(weeks=52)).date()
    assert page.one("[name=day]").get("value") == following.isoformat()
    page = desk.page(desk.submit(page, "Make the event").location)
    made = find_by_slug("medicen-day-2028")
    assert made.state is EventState.draft and page.heading == "Settings"
    assert "“Medicen Day 2028” is a draft: nobody sees it before you publish it." in page.text
    assert find_membership(owner, made.slug).role is Role.owner
    assert "made the event as a copy of medicen-day-2027" in desk.page(f"/en/organise/{made.slug}/journal").text


def test_the_door_and_the_words_of_mails_come_along(desk, place, event):
    session, press = factories.session(event), event.categories[0]
    opens = event.starts_at - timedelta(hours=1)
    factories.add(CheckinPoint(
        event=event, label={"en": "Workshop"}, kind=PointKind.session, session=session, categories=[press], opens_at=opens,
        lanes=[Lane(label={"en": "Lane B"})],
    ))  # fmt: skip
    factories.add(MailText(event_id=event.id, kind="confirmed", language="en", words={"title": "Welcome"}))
    desk.submit(desk.page(place("copy")), "Make the event")
    made = find_by_slug("medicen-day-2028")
    (point,) = points(made)
    assert (point.session, point.categories) == (made.sessions[0], [made.categories[0]])
    assert [lane.label for lane in point.lanes] == [{"en": "Lane B"}]
    assert made.starts_at - point.opens_at == timedelta(hours=1)
    assert text_of(made.id, MailKind.confirmed, "en").title == "Welcome"


def test_an_empty_one_has_categories_and_an_entrance(desk, owner, event):
    page = desk.page(desk.page("/en/organise/new").link("An empty eventWith ten categories to begin with, and nothing else."))
    desk.submit(page, "Make the event", name_fr="Journée du cœur", slug="coeur-2028", day="2028-03-26", capacity="80")
    made = find_by_slug("coeur-2028")
    assert (made.name, made.capacity, made.room_limit, len(made.categories)) == ({"fr": "Journée du cœur"}, 80, 80, 10)
    local = [f"{at.astimezone(made.zone):%m-%d %H:%M}" for at in (made.doors_at, made.starts_at, made.ends_at, made.closes_at)]
    assert local == ["03-26 08:30", "03-26 09:00", "03-26 18:00", "03-19 23:59"]
    assert [len(point.lanes) for point in points(made)] == [1]


def test_one_of_next_week_can_be_made_too(desk, event):
    desk.submit(desk.page("/en/organise/new/empty"), "Make the event", name_fr="Demain", slug="demain", day="2027-04-02")
    made = find_by_slug("demain")
    assert made.opens_at <= made.closes_at < made.starts_at


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"slug": "medicen-day-2027"}, "Another event has this address."),
        ({"slug": "organise"}, "Another page has this address."),
        ({"slug": "new"}, "Another page has this address."),
        ({"slug": "r"}, "Another page has this address."),
        ({"slug": "Été 2028"}, "Use small letters without accents"),
        ({"slug": "../../etc/passwd"}, "Use small letters without accents"),
        ({"slug": ""}, "Type an address"),
        ({"day": "2027-03-31"}, "This day is over"),
        ({"day": "9999-12-31"}, "Check the year of this date."),
        ({"day": "soon"}, "Type a day."),
        ({"day": ""}, "Type a day."),
        ({"ends": "08:00"}, "It ends after it begins"),
        ({"starts": "02:30", "day": "2028-03-26"}, "On that day clocks jump over this hour"),
        ({"capacity": "0"}, "Type a number from 1"),
        ({"name_fr": ""}, "Write the name in the event’s first language."),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(desk, event, typed, says):
    sound = {"name_fr": "Journée", "name_en": "Day", "slug": "day-2028", "day": "2028-03-30"}
    page = desk.submit(desk.page("/en/organise/new/empty"), "Make the event", **sound | typed).page
    assert page.title.startswith("Error:") and says in page.texts(".error-summary a, .error-summary li, .error-summary p")[0]
    assert page.one("[name=name_en]").get("value") == "Day"
    assert len(db.session.scalars(db.select(Event)).all()) == 1


def test_two_presses_make_one_event(desk, place, event):
    page = desk.page(place("copy"))
    desk.submit(page, "Make the event")
    again = desk.submit(page, "Make the event").page
    assert "Another event has this address." in again.text
    assert len(db.session.scalars(db.select(Event)).all()) == 2


@pytest.mark.parametrize("role", ["organiser", "receptionist", "reader"])
def test_events_are_made_by_owners(request, client, place, event, role):
    client.sign_in(request.getfixturevalue(role))
    for path in ("/en/organise/new", "/en/organise/new/empty", place("copy")):
        assert client.get(path).status_code == 403


def test_an_owner_elsewhere_copies_nothing_they_have_no_part_in(client, place, event):
    client.sign_in(factories.account(factories.event(), Role.owner))
    assert client.get(place("copy")).status_code == 404
    assert "Medicen Day 2027" not in client.page("/en/organise/new").text


def test_whoever_came_by_the_owner_link_makes_the_first_event(client):
    first = factories.account(creates_events=True)
    page = client.sign_in(first).page("/en/organise")
    assert "There is no event yet" in page.text
    page = client.get(page.link("New event"), follow_redirects=True).page
    client.submit(page, "Make the event", name_fr="Premier", slug="premier", day="2027-09-30")
    assert find_membership(first, "premier").role is Role.owner


# The preview of a draft.


@pytest.fixture
def preview(desk, place, event):
    """The link that the settings of a draft show."""
    event.state = EventState.draft
    return desk.page(place("settings")).link("See the event page")


def test_a_draft_is_shown_to_whoever_has_the_link(app, preview, event):
    stranger = app.test_client()
    page = stranger.page(preview)
    assert page.heading == "Medicen Day 2027" and "This is a preview." in page.text
    assert page.all("a[href*='/find']") == []
    assert stranger.get(f"/en/{event.slug}/").status_code == 404


def test_the_programme_of_a_draft_leads_there_too(app, desk, place, preview, event):
    page = desk.page(place("programme"))
    assert app.test_client().page(page.link("See it on the event page")).heading == "Medicen Day 2027"


def test_once_published_the_link_leads_to_the_page_itself(app, preview, event):
    event.state = EventState.published
    assert app.test_client().get(preview).location.endswith(f"/en/{event.slug}/")


def test_a_preview_ends_after_thirty_days(app, preview, event):
    with time_machine.travel(now() + timedelta(days=31)):
        assert app.test_client().get(preview).status_code == 404
    assert app.test_client().get(preview[:-6] + "x/").status_code == 404


def test_a_published_event_has_no_preview(desk, place, event):
    assert "Preview" not in desk.page(place("settings")).texts("dt")
