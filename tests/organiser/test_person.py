"""One person on one page."""

import pytest

from app.audit.service import Actor, record
from app.core.clock import now
from app.extensions import db
from app.mailing.models import MailState, SentMail
from app.mailing.service import flag
from app.registration.directory import Organisation, OrganisationDomain
from app.registration.models import CancelReason, SeatState, SessionSeat, Status
from app.registration.particulars import Consent, ConsentKind
from tests import factories
from tests.counted import statements


@pytest.fixture
def show(desk, place):
    """show(person): their page."""
    return lambda person, query="": desk.page(place(f"people/{person.id}{query}"))


def buttons(page) -> list[str]:
    return page.texts("main .actions .button")


def test_the_page_says_who_it_is(event, show):
    person = factories.registration(event, first_name="Jean-Baptiste", last_name="de La Rochebrune", vip=True)
    page = show(person)
    assert page.heading == "Jean-Baptiste de La Rochebrune"
    assert "VIP" in page.texts(".badge-word")
    assert f"{person.reference[:4]}-{person.reference[4:]}" in page.text


def test_sections_follow_each_other_as_one_asks(event, show):
    page = show(factories.registration(event))
    assert page.texts("main h2") == ["Person", "Status", "Badge", "Door", "Messages", "Answers", "Journal"]


def test_what_is_known_is_there(event, show):
    person = factories.badge_holder(event, job_title="Director", phone="+33 1 40 51 00 00", door_note="Wheels outside")
    workshop = factories.session(event, title={"en": "Produce"})
    factories.add(SessionSeat(registration=person, session=workshop, state=SeatState.held))
    factories.add(Consent(registration=person, kind=ConsentKind.image, given=False, language="fr", channel="form"))
    text = show(person).text
    for said in (person.email, "Director", "+33 1 40 51 00 00", "Wheels outside", "Produce", "Valid, issued on", "No, on"):
        assert said in text


def test_mails_say_what_became_of_them(event, show):
    person = factories.registration(event)
    factories.add(SentMail(
        job_id=1, kind="confirmed", event_id=event.id, registration_id=person.id, language="fr",
        recipient=person.email, message_id="<1@x>", state=MailState.failed,
    ))  # fmt: skip
    assert "Your ticket (not delivered)" in show(person).text


def test_the_journal_is_in_sentences(event, organiser, show):
    person = factories.registration(event)
    record(
        "registration.edit", by=Actor("account", organiser.id), event_id=event.id, object_type="registration",
        object_id=person.id, before={"job_title": "Director"}, after={"job_title": "Head of research"},
    )  # fmt: skip
    db.session.flush()
    expected = f"{organiser.name} changed the job title (“Director” became “Head of research”)."
    assert expected in show(person).text


@pytest.mark.parametrize(
    ("status", "fact", "primary"),
    [
        (Status.pending, "To approve since", "Approve"),
        (Status.unverified, "The address is not verified.", "Send the mail again"),
        (Status.waitlisted, "On the waiting list since", "Give a place"),
        (Status.refused, "Refused.", "Reopen"),
        (Status.cancelled, "Cancelled.", "Restore"),
    ],
)
def test_what_needs_doing_comes_first(event, show, status, fact, primary):
    page = show(factories.registration(event, status=status))
    assert fact in page.texts(".notice")[0]
    assert page.texts(".notice .button.primary") == [primary]


def test_a_confirmed_person_needs_nothing(event, show):
    page = show(factories.registration(event))
    assert page.texts(".notice") == []
    assert buttons(page) == [
        "Edit", "Write", "Correct the address", "Send the mail again", "Change the category", "Change the organisation",
        "Hand over the place", "Cancel the registration",
    ]  # fmt: skip


def test_one_person_is_written_to_from_their_page(event, desk, show):
    person = factories.registration(event, last_name="Zola")
    factories.registration(event, last_name="Zola")
    page = desk.page(show(person).link("Write"))
    assert "1 person" in page.text and person.reference in page.address


def test_a_place_that_has_passed_on_is_not_restored(event, show):
    person = factories.registration(event, status=Status.cancelled, cancel_reason=CancelReason.handed_over)
    assert "Restore" not in show(person).text


def test_an_address_that_takes_no_mail_is_told(event, show):
    person = factories.registration(event)
    flag(person.email, "550 no such user")
    assert "Mail does not arrive at this address. 550 no such user" in show(person).texts(".notice")[0]


def test_a_member_by_name_alone_is_told_from_one_who_proves_it(event, show):
    curie = factories.add(Organisation(name="Institut Curie", name_key="institut curie", type="research"))
    person = factories.registration(event, status=Status.pending, email="zoe@gmail.com")
    assert "does not prove" in show(person).text
    factories.add(OrganisationDomain(organisation_id=curie.id, domain="curie.example"))
    person.email = "zoe@curie.example"
    assert "The verified address belongs to Institut Curie, a member." in show(person).text


def test_who_waits_is_told_for_what(event, show):
    event.capacity = 0
    assert "the event is full" in show(factories.registration(event, status=Status.waitlisted)).text


def test_a_delegate_leads_to_the_others_of_the_allotment(event, show):
    given = factories.allotment(event)
    page = show(factories.delegate(given))
    assert page.link("All its delegates").endswith(f"people?allotment={given.id}")
    assert "by the contact of an allotment" in page.text


def test_a_delegate_waits_for_a_seat_of_the_allotment(event, show):
    given = factories.allotment(event, seats=0)
    page = show(factories.registration(event, status=Status.waitlisted, allotment_id=given.id))
    assert "this allotment has all its delegates" in page.text


def test_neighbours_are_those_of_the_view(event, desk, show):
    first, _other, last = (
        factories.registration(event, last_name=name, status=status)
        for name, status in (("A", Status.pending), ("B", Status.confirmed), ("C", Status.pending))
    )
    page = show(first, "?status=pending")
    assert "1 of 2" in page.text
    following = desk.page(page.link("Next person"))
    assert following.heading == last.full_name
    assert "status=pending" in following.link("Previous person")


def test_somebody_of_another_event_is_not_here(desk, place):
    stranger = factories.registration(factories.event())
    assert desk.get(place(f"people/{stranger.id}")).status_code == 404


def test_reception_reads_and_changes_nothing(client, receptionist, place, event):
    person = factories.badge_holder(event, status=Status.confirmed)
    page = client.sign_in(receptionist).page(place(f"people/{person.id}"))
    assert buttons(page) == []
    assert "Journal" not in page.texts("main h2")
    assert "Open the badge" in page.text


def test_the_badge_opens_as_a_pdf(desk, place, event):
    person = factories.badge_holder(event)
    answer = desk.get(place(f"people/{person.id}/badge.pdf"))
    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")


def test_without_a_code_there_is_no_badge(desk, place, event):
    person = factories.registration(event, status=Status.pending)
    answer = desk.get(place(f"people/{person.id}/badge.pdf"))
    assert answer.status_code == 409
    assert "There is no badge yet" in answer.text


def test_the_page_takes_a_settled_number_of_queries(desk, place, event, organiser):
    factories.event(), factories.registration(event)
    person = factories.badge_holder(event, status=Status.confirmed)
    counts = []
    for _round in range(2):
        for number in range(3):
            record(
                "registration.consent", by=Actor("account", organiser.id), event_id=event.id,
                object_type="registration", object_id=person.id, at=now(),
            )  # fmt: skip
            factories.add(SentMail(
                job_id=10 * len(counts) + number, kind="confirmed", event_id=event.id, registration_id=person.id,
                language="fr", recipient=person.email, message_id="<1@x>", state=MailState.sent,
            ))  # fmt: skip
        db.session.commit()
        db.session.expire_all()
        with statements() as seen:
            desk.get(place(f"people/{person.id}"))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 23


def test_it_says_who_registered_and_who_manages_a_colleague(event, attendee, show):
    managed = dict(email=None, manager_email=attendee.email, manager_key=attendee.email, registered_by=attendee)
    page = show(factories.registration(event, **managed))
    assert "Managed by" in page.text and attendee.email in page.text
    assert any(link.get("href").endswith(f"/people/{attendee.id}") for link in page.all("dl a"))
