"""Somebody who has just sent the form registers colleagues: nobody has shown yet whose address that is."""

import pytest

from app.audit.service import Actor
from app.credentials import service as credentials
from app.events.models import QuestionKind
from app.extensions import db
from app.registration.models import CancelReason, Registration, Status
from app.registration.questions.queries import said_by
from app.registration.service import leaving, proving
from app.registration.service.sending import COLLEAGUES
from tests import factories
from tests.client import Answer, Client
from tests.page import Page
from tests.registration.form_filling import YOU, mails_about, open_event, own_address, registered, send, walk_steps

pytestmark = pytest.mark.usefixtures("patient")

PAUL = {"first_name": "Paul", "last_name": "Ngô", "email": "paul@curie.example"}
LEA = {"first_name": "Léa", "last_name": "Smit", "managed": "y"}


@pytest.fixture
def event():
    made = open_event(capacity=3, other_limit=3)
    credentials.open_event(made)
    return made


@pytest.fixture
def sent(client, event) -> Page:
    """The page after one's own form."""
    return client.page(send(client, walk_steps(client, event)).location)


def register(client: Client, page: Page, **values: str) -> Answer:
    """Follow the button of the page and fill in the form."""
    link = next(a for a in page.all("a.button") if "/colleague" in a.get("href"))
    return client.submit(client.page(link.get("href")), **values)


def people(event) -> list[Registration]:
    db.session.expire_all()
    return list(db.session.scalars(db.select(Registration).where(Registration.event_id == event.id).order_by(Registration.id)))


def named(event, first_name: str) -> Registration:
    return next(person for person in people(event) if person.first_name == first_name)


def press(client: Client, person: Registration) -> Page:
    """The button behind the mail to this person's address."""
    return client.page(client.submit(client.page(own_address(person)), "Confirmer mon inscription").location)


def test_a_colleague_keeps_the_organisation_and_the_language(client, event, sent):
    register(client, sent, **PAUL)
    paul = named(event, "Paul")
    assert (paul.organisation_name, paul.language, paul.status) == ("Institut Curie", "fr", Status.unverified)
    assert paul.category_id == registered(event).category_id


def test_the_next_page_lists_who_is_registered_so_far_and_where_the_messages_go(client, event, sent):
    page = client.page(register(client, sent, **PAUL).location)
    page = client.page(register(client, page, **LEA).location)
    assert page.texts("#colleagues + ul b") == ["Paul Ngô", "Léa Smit"]
    assert page.texts("#colleagues + ul span") == ["message à paul@curie.example", "les messages vous parviennent"]


def test_whoever_manages_one_colleague_finds_the_box_ticked_for_the_next(client, event, sent):
    page = client.page(register(client, sent, **LEA).location)
    form = client.page(page.link("Inscrire encore une personne"))
    assert form.one("#managed").get("checked") is not None
    assert not form.one("#first_name").get("value")


def test_nobody_answers_for_a_colleague_about_photos_newsletter_or_needs(client, event, sent):
    form = client.page(sent.link("Inscrire une autre personne"))
    assert not {"image", "newsletter", "needs"} & form.form().names


def test_the_mail_to_a_colleague_repeats_nothing_as_long_as_nobody_has_shown_who_they_are(client, event, sent, letters):
    register(client, sent, **PAUL)
    (letter,) = letters()["paul@curie.example"]
    for typed in ("Paul", "Ngô", "Institut Curie", YOU["first_name"], YOU["last_name"], YOU["email"]):
        assert typed not in letter
    assert "Confirmer mon inscription" in letter


def test_the_colleague_is_told_who_it_was_once_the_button_is_pressed_and_only_once(client, event, sent, letters):
    register(client, sent, **PAUL)
    for _ in range(2):
        proving.prove(event.id, registered(event).id, by=Actor("attendee"))
    assert mails_about(named(event, "Paul")) == ["verify", "colleague"]
    letter = letters()["paul@curie.example"][-1]
    assert "Thị Minh Khai Nguyễn a demandé votre inscription" in letter
    assert "Thị Minh Khai Nguyễn nous a donné votre nom" in letter


def test_a_managed_colleague_waits_for_the_managers_button_which_is_pressed_once_for_all(client, event, sent):
    page = client.page(register(client, sent, **LEA).location)
    register(client, page, **LEA | {"first_name": "Ștefan"})
    assert mails_about(named(event, "Léa")) == mails_about(named(event, "Ștefan")) == []
    press(client, registered(event))
    assert [(person.status, bool(person.email_proven_at)) for person in people(event)] == [(Status.confirmed, True)] * 3
    assert mails_about(named(event, "Léa")) == ["confirmed"]


def test_the_first_registered_has_the_last_place_whoever_is_pressed_for(client, event, sent):
    event.capacity = 1
    register(client, sent, **LEA)
    press(client, named(event, "Léa"))
    assert [person.status for person in people(event)] == [Status.confirmed, Status.waitlisted]


def test_mails_about_a_managed_colleague_go_to_the_manager_and_say_about_whom(client, event, sent, letters):
    register(client, sent, **LEA)
    press(client, registered(event))
    letter = letters()[YOU["email"]][-1]
    assert letter.replace("\u00a0", " ").startswith("Léa Smit : Votre place")
    assert "transmettez ce message à Léa Smit" in letter


def test_the_same_name_under_the_same_manager_is_the_same_registration(client, event, sent):
    page = client.page(register(client, sent, **LEA).location)
    page = client.page(register(client, page, **LEA | {"first_name": "LÉA"}).location)
    assert len(people(event)) == 2
    assert page.all("#colleagues")


def test_sent_twice_it_is_one_and_gone_back_to_with_another_name_it_is_another(client, event, sent):
    form = client.page(sent.link("Inscrire une autre personne"))
    for first_name in ("Léa", "Léa", "Anaïs"):
        client.submit(form, **LEA | {"first_name": first_name})
    assert [person.first_name for person in people(event)][1:] == ["Léa", "Anaïs"]


def test_ones_own_address_is_no_colleagues(client, event, sent):
    page = register(client, sent, **PAUL | {"email": YOU["email"].upper()}).page
    assert "C’est votre propre adresse" in page.one(".error-summary").text_content()
    assert page.one("#first_name").get("value") == "Paul"


@pytest.mark.parametrize("values", [{"email": "", "managed": None}, {"email": "paul@curie.example", "managed": "y"}])
def test_an_address_or_a_manager_one_of_the_two(client, event, sent, values):
    page = register(client, sent, **PAUL | values).page
    assert "l’un ou l’autre" in page.one(".error-summary").text_content()
    assert len(people(event)) == 1


def test_an_address_that_is_registered_gets_the_same_answer_and_its_link(client, event, sent):
    known = factories.registration(event, email=PAUL["email"])
    page = client.page(register(client, sent, **PAUL).location)
    assert "message à paul@curie.example" in page.text
    assert mails_about(known) == ["link"]
    assert len(people(event)) == 2


def test_whose_address_was_known_before_is_answered_alike_and_confirms_from_a_mail_of_theirs(client, event):
    known = factories.registration(event, email=YOU["email"])
    page = client.page(send(client, walk_steps(client, event)).location)
    page = client.page(register(client, page, **LEA).location)
    assert page.texts("#colleagues + ul b") == ["Léa Smit"]
    lea = named(event, "Léa")
    assert (lea.status, lea.registered_by_id, mails_about(lea)) == (Status.unverified, None, ["verify"])
    register(client, page, **LEA | {"first_name": "Ștefan"})
    assert mails_about(named(event, "Ștefan")) == []
    client.submit(client.page(own_address(known)), "Confirmer ces inscriptions")
    assert {person.status for person in people(event)} == {Status.confirmed}


def test_a_known_address_names_nobody_as_the_one_who_registered_a_colleague(client, event, letters):
    factories.registration(event, email=YOU["email"])
    page = client.page(send(client, walk_steps(client, event)).location)
    register(client, page, **PAUL)
    assert named(event, "Paul").vouched_at is None
    assert "Camille" not in letters()["paul@curie.example"][0]


def test_a_cancelled_colleague_can_be_registered_again(client, event, sent):
    page = client.page(register(client, sent, **LEA).location)
    leaving.cancel(event.id, named(event, "Léa").id, by=Actor("attendee"), reason=CancelReason.attendee)
    register(client, page, **LEA)
    assert [person.status for person in people(event)][1:] == [Status.cancelled, Status.unverified]


def test_over_the_organisations_limit_a_colleague_waits_and_the_page_says_why(client, event, sent):
    event.other_limit = 1
    register(client, sent, **LEA)
    page = press(client, registered(event))
    assert named(event, "Léa").status is Status.waitlisted
    assert "Votre organisation a déjà toutes les places" in page.one("#managed + ul").text_content()


def test_one_sender_registers_so_many_within_an_hour(client, event, sent, monkeypatch):
    monkeypatch.setattr("app.registration.service.sending.COLLEAGUES", 1)
    page = client.page(register(client, sent, **LEA).location)
    answer = register(client, page, **LEA | {"first_name": "Ștefan"})
    assert (answer.status_code, len(people(event))) == (429, 2)
    assert COLLEAGUES >= 6


def test_the_events_own_questions_are_asked_of_a_colleague_too_but_for_files(client, event, sent):
    wanted, unwanted = factories.question(event, label="Table", required=True), factories.question(event, QuestionKind.file)
    page = register(client, sent, **LEA).page
    assert page.all(".error-summary") and f"q_{unwanted.code}" not in page.form().names
    client.submit(page, **{f"q_{wanted.code}": "à côté de Paul"})
    assert said_by(named(event, "Léa").id) == {wanted.code: "à côté de Paul"}


def test_without_a_form_that_was_sent_there_is_nobody_to_register_colleagues(client, event):
    assert client.get(f"/fr/{event.slug}/register/colleague").location == f"/fr/{event.slug}/"


def test_once_registration_is_closed_no_colleague_is_registered(client, event, sent):
    form = client.page(sent.link("Inscrire une autre personne"))
    event.closes_at = event.opens_at
    assert client.submit(form, **LEA).status_code == 409
    assert not client.page(sent.address).all('a[href$="/colleague"]')
