"""The mails that left, as owner and organiser see them."""

import pytest

from app.audit.queries import history
from app.credentials.service import read_code
from app.mailing.models import MailState, SentMail
from app.mailing.service import flag
from app.registration.models import Status
from tests import factories


def sent(event, person, kind="confirmed", state=MailState.sent, **values):
    number = next(factories.number)
    return factories.add(SentMail(
        job_id=number, kind=kind, event_id=event.id, registration_id=person and person.id, language="fr",
        recipient="zoe@lab.example", message_id=f"<{number}@medicen>", state=state, **values,
    ))  # fmt: skip


@pytest.fixture
def mail(event, attendee):
    return sent(event, attendee)


def test_the_latest_stands_first(desk, place, event, attendee):
    sent(event, attendee, "verify"), sent(event, attendee, "confirmed")
    assert desk.page(place("messages")).texts("tbody th") == ["Your ticket", "Confirm your address"]


def test_all_of_them_are_messages_in_french_too(desk, place, mail):
    assert desk.page(place("messages").replace("/en/", "/fr/")).texts(".views a")[0] == "Tous 1"


def test_what_did_not_arrive_is_a_tab(desk, place, event, attendee, mail):
    sent(event, attendee, "verify", MailState.failed, error="550 no such user")
    page = desk.page(desk.page(place("messages")).link("Not delivered 1"))
    assert page.texts("tbody th") == ["Confirm your address"]
    assert "550 no such user" in desk.page(page.link("Confirm your address")).text


def test_who_cannot_be_reached_is_counted(desk, place, event, attendee):
    flag(attendee.email, "550")
    factories.registration(event, status=Status.unverified, email_proven_at=None)
    assert desk.page(place("messages")).texts(".figures .figure") == ["1", "1"]


def test_links_and_codes_are_masked(desk, place, attendee, mail):
    page = desk.page(place(f"messages/{mail.id}"))
    code = read_code(attendee.codes[0].credential)
    assert "Votre place" in page.one(".letter").text_content()
    assert "/r/" not in page.source
    assert code[:4] not in page.one(".letter").text_content()


def test_they_are_shown_when_asked_for_and_the_journal_says_so(desk, organiser, place, attendee, mail):
    page = desk.submit(desk.page(place(f"messages/{mail.id}")), "Show them").page
    letter = page.one(".letter").text_content()
    assert "/r/" in letter and read_code(attendee.codes[0].credential)[:4] in letter
    entry = history("registration", attendee.id)[0]
    assert (entry.action, entry.actor_id) == ("mail.unmask", organiser.id)


def test_a_mail_to_the_contact_of_an_allotment_leads_to_it_and_its_link_is_masked(desk, place, event):
    given = factories.allotment(event)
    mail = sent(event, None, "allotment_contact", allotment_id=given.id)
    page = desk.page(desk.page(place("messages")).link("Link to the contact of an allotment"))
    assert page.link("Région").endswith(f"/allotments/{given.id}")
    assert "/a/" not in page.one(".letter").text_content()
    assert "/a/" in desk.submit(page, "Show them").page.one(".letter").text_content()
    assert history("allotment", given.id)[0].detail == {"mail": mail.kind}


def test_account_mails_are_never_shown(desk, place, event):
    mail = sent(event, None, "recovery")
    assert desk.get(place(f"messages/{mail.id}")).status_code == 404
    assert "No message here" in desk.page(place("messages")).text


def test_mails_of_another_event_are_not_here(desk, place):
    elsewhere = factories.event()
    mail = sent(elsewhere, factories.registration(elsewhere))
    assert desk.get(place(f"messages/{mail.id}")).status_code == 404


@pytest.mark.parametrize("role", ["receptionist", "reader"])
def test_mails_are_for_owner_and_organiser(request, client, place, mail, role):
    client.sign_in(request.getfixturevalue(role))
    assert client.get(place("messages")).status_code == 403
    assert client.post(place(f"messages/{mail.id}")).status_code == 403
