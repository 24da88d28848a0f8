"""Invitations as organisers make them, send them and take them back."""

import pytest
import sqlalchemy as sa

from app.audit.service import Actor
from app.extensions import db
from app.jobs.models import Job
from app.mailing.service import flag
from app.registration.grants import AddressSource, Invitation
from app.registration.service import guests
from tests import factories


@pytest.fixture
def event():
    made = factories.event()
    factories.category(made, label={"fr": "Intervenants", "en": "Speakers"})
    return made


def make(desk, place, **values):
    page = desk.page(place("invitations/new"))
    return desk.submit(page, "Make the code", **values)


def invitations() -> list[Invitation]:
    return list(db.session.scalars(sa.select(Invitation)))


def test_one_is_made_and_stands_in_the_list_with_what_is_left(desk, place, event):
    answer = make(desk, place, category=str(event.categories[0].id), code="speaker 2027", uses="12", last_day=str(event.starts_at.date()))
    page = desk.page(answer.location)
    assert "The invitation SPEAKER2027 is ready." in page.text
    assert "0 of 12 places" in page.text and "Speakers" in page.text
    assert "invitation?code=SPEAKER2027" in page.source
    assert desk.page(place("invitations")).texts("tbody th") == ["SPEAKER2027"]
    (invitation,) = invitations()
    assert invitation.expires_at.date() == event.starts_at.date()


def test_without_a_code_one_is_drawn(desk, place, event):
    make(desk, place, category=str(event.categories[0].id))
    (invitation,) = invitations()
    assert len(invitation.code) == 10


@pytest.mark.parametrize("field, value, sentence", [
    ("code", "ÉTÉ", "Use letters without accents and digits alone."),
    ("code", "<b>", "Use letters without accents and digits alone."),
    ("uses", "0", "Type a number from 1 to 10,000."),
    ("uses", "many", "Type a number"),
    ("last_day", "2001-01-01", "This day is over"),
    ("last_day", "tomorrow", "date"),
    ("domain", "no domain", "Type a domain"),
])  # fmt: skip
def test_what_makes_no_sense_is_told_beside_its_field(desk, place, event, field, value, sentence):
    values = {"category": str(event.categories[0].id)} | {field: value}
    assert sentence in make(desk, place, **values).page.text
    assert invitations() == []


def test_one_is_taken_back(desk, place, event):
    page = desk.page(make(desk, place, category=str(event.categories[0].id), code="PRESS").location)
    page = desk.page(desk.submit(page, "Take the invitation back").location)
    assert "The invitation for PRESS lets nobody in any more." in page.text and "Over" in page.text


GUEST = {
    "first_name": "Inès", "last_name": "Moreau", "email": "ines@hospital.example", "organisation_name": "Hôpital",
    "language": "fr", "source": "partner", "source_detail": "Région", "send": "y",
}  # fmt: skip


def invite(desk, place, event, **values):
    page = desk.page(place("invitations/guest"))
    return desk.submit(page, "Invite this person", **GUEST | {"category": str(event.categories[0].id)} | values)


def owed() -> list[str]:
    kinds = sa.select(Job.payload).where(Job.kind == "mailing.send").order_by(Job.id)
    return [payload["kind"] for payload in db.session.scalars(kinds)]


def test_somebody_is_invited_by_name_and_gets_the_mail(desk, place, event):
    page = desk.page(invite(desk, place, event).location)
    assert "The invitation is on its way to ines@hospital.example." in page.text
    assert "A partner of the event named the person (Région)" in page.text and "No answer" in page.text
    (made,) = invitations()
    assert (made.full_name, made.language, made.source) == ("Inès Moreau", "fr", AddressSource.partner)
    assert owed() == ["invitation"]


def test_a_guest_is_found_across_the_signs_in_a_name(desk, place, event):
    invite(desk, place, event, organisation_name="L’Oréal")
    assert desk.page(place("invitations?q=loreal")).texts("tbody th") == ["Inès Moreau"]


def test_it_can_wait_to_be_sent(desk, place, event):
    page = desk.page(invite(desk, place, event, send=None).location)
    assert owed() == [] and "Not sent" in page.text
    page = desk.page(desk.submit(page, "Send the invitation").location)
    assert "The mail to Inès Moreau is on its way." in page.text and owed() == ["invitation"]


@pytest.mark.parametrize("field, value, sentence", [
    ("email", "nobody", "Complete the e-mail address"),
    ("email", None, "Fill in your e-mail address"),
    ("source", None, "Say where the address is from"),
    ("first_name", "http://spam.example", "Remove the web address"),
])  # fmt: skip
def test_a_guest_that_cannot_be_written_to_is_told_beside_the_field(desk, place, event, field, value, sentence):
    answer = invite(desk, place, event, **{field: value})
    assert sentence in answer.page.text and "Moreau" in answer.page.source
    assert invitations() == [] and owed() == []


def test_who_is_invited_already_is_told_and_nothing_typed_is_lost(desk, place, event):
    invite(desk, place, event)
    answer = invite(desk, place, event)
    assert "This address has an invitation already" in answer.page.text and "Moreau" in answer.page.source
    assert owed() == ["invitation"]


def test_the_page_tells_what_was_sent_and_who_came(desk, place, event):
    guest = factories.guest(event)
    mail = factories.sent_mail(guest)
    factories.registration(event, first_name="Ève", email=guest.email)
    page = desk.page(place(f"invitations/{guest.id}"))
    assert "Invitation (sent)" in page.text and "Ève" in page.text and "Has registered" in page.text
    assert page.link("Show").endswith(f"/messages/{mail.id}")
    letter = desk.page(page.link("Show"))
    assert "/i/" not in letter.source and "no-invitations" not in letter.source
    assert letter.link(guest.full_name).endswith(f"/invitations/{guest.id}")


def test_the_journal_says_who_looked_at_the_link(desk, place, event):
    guest = factories.guest(event)
    mail = factories.sent_mail(guest)
    page = desk.submit(desk.page(place(f"messages/{mail.id}")), "Show them").page
    assert "/i/" in page.source
    assert "looked at the links and codes of a mail." in desk.page(place("journal")).text


def test_the_page_warns_of_an_address_that_wants_or_takes_no_mail(desk, place, event):
    guest = factories.guest(event)
    guests.want_none(guest.address_print)
    flag(guest.email, "RCPT 550")
    page = desk.page(place(f"invitations/{guest.id}"))
    assert "wants no invitations" in page.text and "RCPT 550" in page.text
    assert "Send the invitation" not in page.text


def test_a_double_click_on_send_is_one_mail(desk, place, event):
    page = desk.page(place(f"invitations/{factories.guest(event).id}"))
    for _click in range(2):
        desk.submit(page, "Send the invitation")
    assert owed() == ["invitation"]


def test_the_list_has_a_tab_for_each_standing_and_finds_any_part(desk, place, event):
    silent, declined = factories.guest(event), factories.guest(event, last_name="Étienne")
    desk.submit(desk.page(place(f"invitations/{silent.id}")), "Send the invitation")
    guests.decline(declined, by=Actor("attendee"))
    page = desk.page(place("invitations"))
    assert desk.page(page.link("No answer 1")).texts("tbody th") == [silent.full_name]
    assert desk.page(place("invitations?is=declined&q=etienne")).texts("tbody th") == [declined.full_name]
    assert "No invitation in this view" in desk.page(place("invitations?q=nobody")).text
    assert desk.page(place("invitations?is=nonsense")).texts("tbody th") == [declined.full_name, silent.full_name]


def test_another_event_s_invitation_is_not_found(desk, place):
    foreign = factories.guest(factories.event())
    assert desk.get(place(f"invitations/{foreign.id}")).status_code == 404
