"""The settings of an event."""

from datetime import datetime

import pytest

from app.audit.queries import history
from app.events.models import EventState, FormMode
from app.events.readiness import LAW, PEOPLE, missing
from app.extensions import db
from tests import factories
from tests.badges.paper import print_badges

SAID = {
    "sender_name": "Medicen", "reply_to": "day@medicen.example", "day_phone": "+33 1 53 00 00 00",
    "controller": "Medicen", "dpo": "dpo@medicen.example", "rights_contact": "droits@medicen.example",
    "legal_basis_fr": "Intérêt légitime", "recipients_fr": "L’équipe",
}  # fmt: skip


@pytest.fixture
def settings(desk, place):
    """settings("places"): that part's page."""
    return lambda part="": desk.page(place(f"settings/{part}"))


@pytest.fixture
def draft(event):
    event.state = EventState.draft
    return event


def test_what_is_still_empty_is_named(settings, draft):
    page = settings()
    assert f"{len(LAW + PEOPLE) - 1} settings are still empty." in page.text
    assert "Data protection officer" in page.texts(".notice")[0]
    assert page.link("Data protection officer").endswith("/settings/contacts#dpo")
    assert page.link("Legal basis").endswith("/settings/contacts#legal_basis_fr")


def test_publishing_too_early_says_what_it_waits_for(desk, settings, draft):
    page = settings()
    assert page.texts(".actions button") == ["Publish the event"]
    answer = desk.submit(page, "Publish the event")
    assert "Some settings are still empty. Fill them in, then publish." in desk.page(answer.location).text
    assert draft.state is EventState.draft


def test_calling_the_event_off_stands_last_and_apart(settings, draft):
    assert settings().texts(".panel-title")[-1] == "If it cannot take place"


def test_a_complete_draft_is_published_and_has_its_codes(desk, settings, draft):
    desk.submit(settings("contacts"), "Save the settings", **SAID)
    assert missing(draft) == []
    desk.submit(settings(), "Publish the event")
    assert (draft.state, len(draft.letters)) == (EventState.published, 3)


def test_a_draft_leads_to_what_it_wants_and_a_published_event_to_its_address(settings, draft, event):
    page = settings()
    assert "Before you publish" in page.text and page.link("QuestionsWhat the form asks besides.").endswith("/questions")
    event.state = EventState.published
    page = settings()
    assert "Before you publish" not in page.text and f"/en/{event.slug}/" in page.text


def test_contacts_are_not_called_optional(settings, draft):
    page = settings("contacts")
    assert "before you publish" in page.text and "(optional)" not in page.text
    assert "(optional)" in settings("texts").text


def test_an_event_has_a_name(desk, settings, event):
    page = desk.submit(settings("texts"), "Save the settings", name_fr="").page
    assert "Give the event a name." in page.text


def test_publishing_by_hand_is_refused_while_something_is_empty(desk, place, draft):
    answer = desk.post(place("settings/state/published"), follow_redirects=True)
    assert "Some settings are still empty" in answer.text
    assert draft.state is EventState.draft


def test_numbers_are_changed_and_told(desk, settings, event):
    desk.submit(settings("places"), "Save the settings", capacity="250", form_mode="one_page", shows_seats=None)
    assert (event.capacity, event.form_mode, event.shows_seats) == (250, FormMode.one_page, False)
    assert history("event", event.id)[0].fields == ["capacity", "form_mode", "shows_seats"]


def test_fewer_places_than_are_taken_is_said_before_it_is_saved_and_stands(desk, settings, event):
    for _each in range(3):
        factories.registration(event)
    page = desk.submit(settings("places"), "Save the settings", capacity="2").page
    assert "3 places are taken already. Nobody loses theirs" in page.texts(".notice")[0]
    assert event.capacity == 200 and page.one("[name=capacity]").get("value") == "2"
    desk.submit(page, "Save it all the same")
    assert event.capacity == 2


@pytest.mark.parametrize("typed", ["-1", "many", ""])
def test_what_is_no_number_is_refused_and_kept(desk, settings, event, typed):
    page = desk.submit(settings("places"), "Save the settings", capacity=typed).page
    assert page.title.startswith("Error:") and "Type a number" in page.text
    assert event.capacity == 200


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "www.example.org", "https://", "//example.org"])
def test_a_map_is_a_page_of_the_web(desk, settings, event, typed):
    page = desk.submit(settings("texts"), "Save the settings", map_url=typed).page
    assert "Begin with https://" in page.text
    assert event.map_url == ""


def test_hours_are_those_of_the_place(desk, settings, event):
    starts = event.starts_at.astimezone(event.zone)
    page = settings("dates")
    assert page.one("input[name=starts_at]").get("value") == f"{starts:%Y-%m-%dT%H:%M}"
    desk.submit(page, "Save the settings", ends_at=f"{starts:%Y-%m-%d}T18:30")
    assert event.ends_at.astimezone(event.zone) == datetime.fromisoformat(f"{starts:%Y-%m-%d}T18:30").replace(
        tzinfo=event.zone
    )


def test_dates_that_do_not_follow_are_refused_beside_their_field(desk, settings, event):
    page = desk.submit(settings("dates"), "Save the settings", ends_at="2020-01-01T10:00").page
    assert "This comes before what it has to follow" in page.text


@pytest.mark.parametrize("typed", ["0001-01-01T00:00", "1999-12-31T23:59", "9999-12-31T23:59"])
def test_a_year_that_nobody_means_is_refused_beside_its_field(desk, settings, event, typed):
    before = event.opens_at
    page = desk.submit(settings("dates"), "Save the settings", opens_at=typed).page
    assert page.texts(".error-summary a") == ["Check the year of this date."]
    assert event.opens_at == before


def test_a_text_is_kept_in_each_language(desk, settings, event):
    desk.submit(settings("texts"), "Save the settings", venue_fr="Amphithéâtre", venue_en="Auditorium")
    assert event.venue == {"fr": "Amphithéâtre", "en": "Auditorium"}


def test_another_name_of_the_event_makes_printed_badges_stale_on_phones_too(app, desk, settings, event):
    printed, other = factories.badge_holder(event), factories.badge_holder(event)
    print_badges(app, [printed])
    desk.submit(settings("texts"), "Save the settings", name_fr="Journée Medicen")
    db.session.expire_all()
    assert printed.revision == event.revision > other.revision


def test_a_text_emptied_in_all_languages_is_none(desk, settings, event):
    event.venue = {"fr": "Amphithéâtre"}
    desk.submit(settings("texts"), "Save the settings", venue_fr="")
    assert event.venue == {}


def test_the_second_of_two_editors_is_told_and_keeps_what_was_typed(desk, settings, event):
    hers, his = settings("places"), settings("places")
    desk.submit(hers, "Save the settings", capacity="250")
    page = desk.submit(his, "Save the settings", room_limit="90").page
    assert "Somebody else changed these settings meanwhile" in page.text
    assert page.one("input[name=room_limit]").get("value") == "90"
    assert (event.capacity, event.room_limit) == (250, 180)


def test_cancelling_the_event_asks_first(desk, settings, event):
    question = desk.page(settings().link("Cancel the event"))
    assert "cannot be undone" in question.text and event.state is EventState.published
    desk.submit(question, "Cancel the event")
    assert event.state is EventState.cancelled


def test_registration_is_closed_and_opened_again(desk, settings, event):
    desk.submit(settings("contacts"), "Save the settings", **SAID)
    desk.submit(settings(), "Close registration")
    assert event.state is EventState.closed
    desk.submit(settings(), "Publish the event")
    assert event.state is EventState.published


@pytest.mark.parametrize("path", ["nothing", "state/nothing", "state/draft"])
def test_what_is_no_setting_is_nowhere(desk, place, path):
    assert desk.get(place(f"settings/{path}")).status_code == 404


@pytest.mark.parametrize("role", ["receptionist", "reader"])
def test_settings_are_for_organisers(request, client, place, event, role):
    client.sign_in(request.getfixturevalue(role))
    assert client.get(place("settings")).status_code == 403
    assert client.post(place("settings/state/cancelled")).status_code == 403
    assert event.state is EventState.published
