"""What happened, in sentences."""

import re
from pathlib import Path

import pytest

from app.audit.service import SYSTEM, Actor, record
from app.checkin import pairing
from app.checkin.terms import DoorRole
from app.events import categories, programme
from app.events.service import EDITABLE, raise_quota
from app.organiser.audit import routes
from app.organiser.audit.words import ACTIONS, CHANGES, FIELDS
from app.registration.grants import Invitation
from app.registration.lifecycle import ALLOWED
from app.registration.service import changing, deciding
from tests import factories

NOT_OF_AN_EVENT = ("account.",)


@pytest.fixture
def note(event):
    """note(action, …): something that happened at the event."""

    def note(action, by=SYSTEM, person=None, **said):
        return record(
            action, by=by, event_id=event.id, object_type="registration" if person else "event",
            object_id=person.id if person else event.id, **said,
        )  # fmt: skip

    return note


def sentences(page) -> list[str]:
    return page.texts("tbody th")


def test_the_latest_stands_first(desk, place, attendee, note):
    note("registration.submit", by=Actor("attendee", attendee.id), person=attendee)
    note("registration.prove", by=Actor("attendee", attendee.id), person=attendee, detail={"to": "confirmed"})
    assert sentences(desk.page(place("journal"))) == [
        "The person confirmed the address; the place is confirmed.", "The person sent the form."
    ]  # fmt: skip


def test_an_entry_leads_to_the_person_it_is_about(desk, place, attendee, note):
    note("registration.cancel", person=attendee)
    page = desk.page(place("journal"))
    assert desk.page(page.link(attendee.full_name)).heading == attendee.full_name


def test_who_has_no_account_any_more_keeps_no_name(desk, place, event, note):
    note("event.state", by=Actor("account", 987_654), detail={"from": "draft", "to": "published"})
    assert sentences(desk.page(place("journal"))) == ["A former colleague published the event."]


def test_changed_settings_are_told_with_what_stood_there(desk, organiser, place, note):
    note(
        "event.change", by=Actor("account", organiser.id),
        before={"capacity": 200, "price": {"fr": ""}}, after={"capacity": 250, "price": {"fr": "Gratuit"}},
    )  # fmt: skip
    [said] = sentences(desk.page(place("journal")))
    assert said == f"{organiser.name} changed the capacity (“200” became “250”), the price."


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "(“18\u00a0March 2027 at 9:05” became “19\u00a0March 2027 at 9:05”)"), ("fr", "18\u00a0mars 2027 à 9\u00a0h\u00a005")],
)
def test_moments_are_told_as_the_language_writes_them(desk, place, note, lang, said):
    note(
        "event.change", before={"doors_at": "2027-03-18T08:05:00+00:00"}, after={"doors_at": "2027-03-19T08:05:00+00:00"},
    )  # fmt: skip
    assert said in desk.page(place("journal").replace("/en/", f"/{lang}/")).source


def test_of_a_long_text_the_beginning_is_told(desk, place, attendee, note):
    note("registration.edit", person=attendee, before={"job_title": "Director"}, after={"job_title": "Head of " + "research " * 12})
    [said] = sentences(desk.page(place("journal")))
    assert "the job title (“Director” became “Head of research research" in said and said.endswith("research…”).")


def test_of_one_long_word_too(desk, place, attendee, note):
    note("registration.edit", person=attendee, before={"job_title": "x" * 200}, after={"job_title": "y" * 200})
    [said] = sentences(desk.page(place("journal")))
    assert f"(“{'x' * 79}…” became “{'y' * 79}…”)" in said


def test_long_texts_that_begin_alike_are_not_said_to_become_the_same(desk, place, attendee, note):
    note("registration.edit", person=attendee, before={"job_title": "x" * 99 + "a"}, after={"job_title": "x" * 99 + "b"})
    assert sentences(desk.page(place("journal"))) == ["The system changed the job title."]


def test_what_is_gone_is_not_said_to_be_the_event(desk, place, event):
    record("invitation.send", by=SYSTEM, event_id=event.id, object_type="invitation", object_id=987_654)
    page = desk.page(place("journal"))
    assert "No longer known" in page.texts("tbody td")[-1]


def test_codes_are_told_by_what_they_are_called(desk, place, attendee, note):
    change = {"before": {"organisation_type": "company"}, "after": {"organisation_type": "research"}}
    note("registration.edit", person=attendee, **change)
    [said] = sentences(desk.page(place("journal")))
    assert said == "The system changed the type of the organisation (“Company” became “Research or care”)."


def test_erased_values_leave_the_sentence(desk, place, note):
    entry = note("event.change", before={"capacity": 200}, after={"capacity": 250})
    factories.db.session.flush()
    factories.db.session.delete(entry.values)
    factories.db.session.expire(entry)
    [said] = sentences(desk.page(place("journal")))
    assert said == "The system changed the capacity."


def test_a_guest_and_a_colleague_are_named_while_we_know_them(desk, place, event, organiser):
    invitation = factories.add(
        Invitation(event_id=event.id, category=event.categories[0], code="K", first_name="Zoë", last_name="Müller")
    )
    other = factories.account(event, "reader", name="Inès Haddad")
    by = Actor("account", organiser.id)
    record("invitation.make", by=by, event_id=event.id, object_type="invitation", object_id=invitation.id)
    record(
        "staff.added", by=by, event_id=event.id, object_type="account", object_id=other.id,
        after={"role": "reader", "may_see_needs": False},
    )  # fmt: skip
    record(
        "staff.changed", by=by, event_id=event.id, object_type="account", object_id=other.id,
        before={"role": "reader", "may_see_needs": False}, after={"role": "organiser", "may_see_needs": False},
    )  # fmt: skip
    record("staff.removed", by=by, event_id=event.id, object_type="account", object_id=987_654, before={"role": "reader"})
    page = desk.page(place("journal"))
    assert sentences(page) == [
        f"{organiser.name} took the role of somebody away.",
        f"{organiser.name} changed what Inès Haddad may do: the role (“Reader” became “Organiser”).",
        f"{organiser.name} gave Inès Haddad the role “Reader”.",
        f"{organiser.name} made an invitation.",
    ]
    assert desk.page(page.link("Zoë Müller")).heading == "Zoë Müller"
    factories.db.session.delete(invitation)
    assert "Zoë Müller" not in desk.page(place("journal")).text


def test_another_category_is_told_with_the_one_before(desk, place, event, attendee):
    press = factories.category(event, code="PRE", label={"fr": "Presse", "en": "Press"})
    before = attendee.category
    deciding.change_category(event.id, attendee.id, press.id, by=SYSTEM)
    assert sentences(desk.page(place("journal")))[0] == f"The system changed the category (“{before.label['en']}” became “Press”)."


@pytest.fixture
def press(event):
    return factories.category(event, code="PRE", quota=900, label={"fr": "Presse", "en": "Press"})


def test_what_was_done_with_many_people_is_named(desk, place, note):
    note("selection.start", detail={"step": "refuse", "rows": 3187})
    note("selection.stop", detail={"step": "refuse", "rows": 3187})
    assert sentences(desk.page(place("journal"))) == [
        "The system stopped “Refuse” for many people.", "The system started “Refuse” for many people: 3,187."
    ]  # fmt: skip


def test_numbers_are_told_as_the_language_writes_them(desk, place, note):
    note("import.start", detail={"to": "people", "file": "a.csv", "rows": 3187})
    note("event.change", before={"capacity": 3000}, after={"capacity": 3500})
    page = desk.page(place("journal").replace("/en/", "/fr/"))
    assert "3\u202f187" in page.source and "3\u202f000" in page.source and "3\u202f500" in page.source


def test_a_category_is_told_by_its_name_while_it_is_there(desk, place, event, press):
    raise_quota(press, 1200, by=SYSTEM)
    [said] = sentences(desk.page(place("journal")))
    assert said == "The system changed the quota of the category “Press” from 900 to 1,200."


def test_a_phone_is_named_where_something_happened_to_it(desk, place, event, organiser):
    device, _letters = pairing.invite(event.id, DoorRole.scan, by=Actor("account", organiser.id))
    device.name = "Entrée A"
    page = desk.page(place("journal"))
    assert sentences(page) == [f"{organiser.name} asked a phone to the door."]
    assert page.texts("tbody td")[-1].endswith("Entrée A")


def test_a_phone_that_did_something_is_named(desk, place, event):
    device, _letters = pairing.invite(event.id, DoorRole.scan, by=SYSTEM)
    device.name = "Entrée A"
    record("device.pair", by=Actor("device", device.id), event_id=event.id, object_type="device", object_id=device.id)
    assert "Entrée A was paired." in sentences(desk.page(place("journal")))


def test_it_is_narrowed_to_one_person(desk, place, event, attendee, note):
    note("registration.cancel", person=attendee)
    note("registration.cancel", person=factories.registration(event))
    page = desk.page(place(f"journal?person={attendee.id}"))
    assert len(sentences(page)) == 1
    assert len(sentences(desk.page(page.link("Show everything")))) == 2


def test_other_events_have_their_own(desk, place, event):
    other = factories.event()
    record("event.state", by=SYSTEM, event_id=other.id, object_type="event", object_id=other.id)
    assert "Nothing has happened yet" in desk.page(place("journal")).text


def test_pages_follow_each_other(desk, place, attendee, note, monkeypatch):
    monkeypatch.setattr(routes, "ROWS", 2)
    for _time in range(3):
        note("registration.consent", person=attendee)
    page = desk.page(place("journal"))
    assert "1 to 2 of 3" in page.text
    assert len(sentences(desk.page(page.link("Next")))) == 1


def test_everything_that_is_recorded_has_its_sentence():
    recorded = {
        action
        for file in Path("app").rglob("*.py")
        for action in re.findall(r"(?:record|note)\(\s*f?\"([a-z_]+\.[a-z_]+)\"", file.read_text())
    } | {f"registration.{move.value}" for move in ALLOWED}
    spoken = {action.partition(":")[0] for action in ACTIONS} | set(CHANGES)
    assert {action for action in recorded if not action.startswith(NOT_OF_AN_EVENT)} - spoken == set()


def test_every_field_that_can_change_has_its_word():
    assert {*changing.EDITABLE, *EDITABLE, *programme.FIELDS, *categories.FIELDS} - set(FIELDS) == set()
