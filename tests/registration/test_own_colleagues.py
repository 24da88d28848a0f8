"""Whoever holds the link of a proven registration registers colleagues at once, and manages them."""

import pytest

from app.credentials import service as credentials
from app.extensions import db
from app.registration.models import Registration, Status
from app.registration.queries import managed_by
from tests import factories
from tests.client import Answer, Client
from tests.registration.form_filling import mails_about, own_address

PAUL = {"first_name": "Paul", "last_name": "Ngô", "email": "paul@curie.example"}
LEA = {"first_name": "Léa", "last_name": "Smit", "managed": "y"}


@pytest.fixture
def event(event):
    event.member_limit = event.other_limit = 3
    event.categories[0].organisation_types = ["other"]
    credentials.open_event(event)
    return event


@pytest.fixture
def sender(event) -> Registration:
    return factories.badge_holder(event, organisation_key="name:institut curie", email="ines@curie.example")


def register(client: Client, sender: Registration, **values: str) -> Answer:
    page = client.page(own_address(sender))
    return client.submit(client.page(page.one('.ways a[href$="/colleague"]').get("href")), **values)


def newest() -> Registration:
    db.session.expire_all()
    return db.session.scalars(db.select(Registration).order_by(Registration.id.desc())).first()


def test_a_managed_colleague_of_somebody_proven_is_decided_at_once_and_the_form_is_empty_again(client, sender, letters):
    answer = register(client, sender, **LEA)
    lea = newest()
    assert (lea.status, lea.address, lea.organisation_name) == (Status.confirmed, sender.email, "Institut Curie")
    page = client.page(answer.location)
    assert "Léa Smit : Place confirmée." in page.text
    assert not page.one("#first_name").get("value") and page.texts(".so-far b") == ["Léa Smit"]
    assert list(letters()) == [sender.email]


def test_the_managers_page_leads_to_the_ticket_of_each(client, sender):
    register(client, sender, **LEA)
    page = client.page(client.page(own_address(sender)).one("#managed + ul a").get("href"))
    assert page.heading == "Léa Smit"
    assert page.all("svg.qr")


def test_a_colleague_with_an_address_is_told_by_the_first_mail_who_it_was(client, sender, letters):
    answer = register(client, sender, **PAUL)
    assert "Nous avons écrit à paul@curie.example" in client.page(answer.location).text
    (letter,) = letters()["paul@curie.example"]
    assert f"{sender.full_name} a demandé votre inscription" in letter
    assert f"{sender.full_name} nous a donné votre nom" in letter
    assert newest().status is Status.unverified


def test_an_address_that_is_registered_is_answered_alike(client, event, sender):
    known = factories.registration(event, email="known@curie.example", first_name="Ada")
    told = [
        client.page(register(client, sender, **PAUL | {"email": email}).location).one(".notice").text_content()
        for email in (known.email, "new@curie.example")
    ]
    assert told[0].replace(known.email, "") == told[1].replace("new@curie.example", "")
    assert mails_about(known) == ["link"]


def test_over_the_organisations_limit_the_answer_says_so(client, event, sender):
    event.other_limit = 1
    page = client.page(register(client, sender, **LEA).location)
    assert newest().status is Status.waitlisted
    assert "En liste d’attente. Votre organisation a déjà toutes les places" in page.text


def test_somebody_not_proven_yet_confirms_everybody_with_the_button_on_their_page(client, event, sender):
    sender.email_proven_at = None
    page = client.page(register(client, sender, **LEA).location)
    assert "Le bouton de votre page confirme" in page.text
    assert newest().status is Status.unverified
    client.submit(client.page(own_address(sender)), "Voir mon code d’entrée")
    assert newest().status is Status.confirmed


def test_registered_twice_it_is_one(client, sender):
    for _ in range(2):
        register(client, sender, **LEA)
    assert len(managed_by(sender)) == 1


def test_two_who_are_managed_cannot_take_the_same_name(client, sender):
    register(client, sender, **LEA)
    register(client, sender, **LEA | {"first_name": "Ștefan"})
    page = client.page(own_address(newest(), page="edit"))
    answer = client.submit(page, first_name="Léa")
    assert "a déjà une inscription à ce nom" in answer.page.text
    assert newest().first_name == "Ștefan"


def test_a_cancelled_one_does_not_come_back_beside_another_of_the_same_name(client, sender):
    register(client, sender, **LEA)
    first = newest()
    client.submit(client.page(own_address(first)), "Annuler ma venue")
    register(client, sender, **LEA)
    answer = client.submit(client.page(own_address(first)), "Revenir sur l’annulation")
    assert answer.status_code == 409
    assert [person.status for person in managed_by(sender)] == [Status.confirmed]


@pytest.mark.parametrize("values", [{"email": None}, {"status": Status.refused}])
def test_who_is_managed_or_refused_registers_nobody(client, event, sender, values):
    for name, value in values.items():
        setattr(sender, name, value)
    if sender.email is None:
        sender.email_key, sender.manager_email, sender.manager_key = None, "x@curie.example", "x@curie.example"
    assert "Inscrire une autre personne" not in client.page(own_address(sender)).text
    client.page(own_address(sender, page="colleague"), status=409)


def test_the_manager_of_one_event_manages_nobody_at_another(client, sender):
    register(client, sender, **LEA)
    other = factories.registration(factories.event(), email=sender.email)
    assert not client.page(own_address(other)).all("#managed")


def test_the_journal_names_the_colleague_who_registered_somebody(client, event, sender, organiser):
    register(client, sender, **LEA)
    page = client.application.test_client().sign_in(organiser).page(f"/en/organise/{event.slug}/journal")
    assert f"{sender.full_name} added the registration: confirmed." in page.text
