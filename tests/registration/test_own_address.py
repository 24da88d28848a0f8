"""Another e-mail address for oneself, and the way to close links that went too far."""

import re
from datetime import timedelta

import pytest
import time_machine

from app.core.clock import now
from app.registration.models import Status
from app.registration.service.readdressing import ASKED
from tests import factories
from tests.registration.form_filling import mails_about, own_address

NEW = "camille@lab.example"


def ask(client, person, email=NEW, status=302):
    """Name an address, with a link of the last half hour; the page that follows."""
    answer = client.submit(client.page(own_address(person, fresh=True, page="address")), email=email)
    assert answer.status_code == status
    return client.page(answer.location) if status == 302 else answer.page


@pytest.fixture
def button(client, letters):
    """button(NEW): the page that the last mail to that address leads to."""

    def page(email):
        link = re.search(r"https?://[^/]+(/\S+/new-address)", letters()[email][-1])
        return client.page(link.group(1))

    return page


def test_it_asks_for_a_fresh_link_first(client, attendee):
    page = client.page(own_address(attendee, page="address"))
    assert page.heading == "Confirmez que c’est bien vous"
    assert client.post(own_address(attendee, page="address"), data={"email": NEW}).page.heading == page.heading
    assert mails_about(attendee) == []


def test_naming_an_address_changes_nothing_before_its_button_and_the_mail_names_nobody(client, attendee, letters):
    old = attendee.email
    assert f"Nous avons écrit à {NEW}" in ask(client, attendee).text
    sent = letters()
    assert (attendee.email, list(sent)) == (old, [NEW])
    assert attendee.last_name not in sent[NEW][0] and "Utiliser cette adresse" in sent[NEW][0]


def test_the_button_changes_the_address_tells_the_old_one_closes_all_links_and_leaves_the_code(client, attendee, button, letters):
    old, code = attendee.email, attendee.codes[0].credential_id
    before, fresh = own_address(attendee), own_address(attendee, fresh=True)
    ask(client, attendee)
    page = client.page(client.submit(button(NEW), "Utiliser cette adresse").location)
    assert (attendee.email, attendee.email_key, page.heading) == (NEW, NEW, attendee.full_name)
    assert attendee.email_proven_at is not None and attendee.codes[0].credential_id == code
    assert page.all("svg.qr")
    for closed in (before, fresh):
        client.page(closed, status=404)
    told = letters()[old][-1]
    assert "Votre adresse a été changée" in told and NEW not in told
    assert "Votre place" in letters()[NEW][-1]


def test_opening_the_mailed_link_changes_nothing(client, attendee, button):
    ask(client, attendee)
    button(NEW)
    assert attendee.email != NEW


def test_pressed_twice_it_is_over_and_says_so(client, attendee, button):
    ask(client, attendee)
    page = button(NEW)
    client.submit(page)
    answer = client.submit(page)
    assert answer.status_code == 404 and "a été utilisé ou remplacé" in answer.page.text


def test_only_the_address_named_last_can_be_confirmed(client, attendee, button):
    ask(client, attendee, "typo@lab.example")
    stranger = button("typo@lab.example")
    ask(client, attendee)
    assert client.submit(stranger).status_code == 409
    client.submit(button(NEW))
    assert attendee.email == NEW


def test_after_a_day_the_button_is_over(client, attendee, button):
    ask(client, attendee)
    page = button(NEW)
    with time_machine.travel(now() + timedelta(hours=25)):
        assert "24 heures" in client.submit(page).page.text
    assert attendee.email != NEW


def test_an_address_that_is_somebody_elses_gets_the_same_answer_and_their_own_link(client, attendee, letters):
    other = factories.registration(attendee.event, email="other@lab.example")
    told = [ask(client, attendee, email).one(".notice").text_content().replace(email, "") for email in (other.email, NEW)]
    assert told[0] == told[1]
    assert mails_about(other) == ["link"]
    assert "new-address" not in letters()[other.email][0]


def test_an_address_that_became_somebody_elses_meanwhile_stays_theirs(client, attendee, button):
    ask(client, attendee)
    page = button(NEW)
    factories.registration(attendee.event, email=NEW)
    assert client.submit(page).status_code == 409
    assert attendee.email != NEW


def test_the_present_address_is_no_other_one(client, attendee):
    page = ask(client, attendee, attendee.email.upper(), status=200)
    assert "C’est l’adresse que nous avons déjà." in page.one(".error-summary").text_content()


@pytest.mark.parametrize("status", [Status.unverified, Status.refused, Status.cancelled])
def test_who_has_not_confirmed_yet_or_is_gone_keeps_the_address(client, attendee, status):
    attendee.status = status
    assert "Changer d’adresse" not in client.page(own_address(attendee)).text
    ask(client, attendee, status=409)


def test_few_addresses_are_written_to_for_one_person(client, attendee):
    for number in range(ASKED):
        ask(client, attendee, f"p{number}@lab.example")
    ask(client, attendee, status=429)


def test_whom_one_manages_goes_along(client, event, attendee, button):
    managed = factories.badge_holder(event, email=None, manager_email=attendee.email, manager_key=attendee.email)
    link = own_address(managed)
    ask(client, attendee)
    client.submit(button(NEW))
    assert (managed.address, managed.managed) == (NEW, True)
    client.page(link, status=404)
    assert client.page(own_address(managed)).all("svg.qr")


def test_somebody_managed_gets_an_address_of_their_own_and_the_manager_is_told(client, event, button, letters):
    managed = factories.badge_holder(event, email=None, manager_email="boss@lab.example", manager_key="boss@lab.example")
    ask(client, managed)
    client.submit(button(NEW))
    assert (managed.address, managed.managed, managed.manager_email) == (NEW, False, None)
    assert "Votre adresse a été changée" in letters()["boss@lab.example"][-1]


def test_the_journal_says_so_without_the_address(client, event, attendee, button, organiser):
    ask(client, attendee)
    client.submit(button(NEW))
    page = client.application.test_client().sign_in(organiser).page(f"/en/organise/{event.slug}/journal")
    assert "The person named another e-mail address." in page.text
    assert "The person changed the e-mail address." in page.text
    assert NEW not in page.text


def test_closing_all_links_mails_a_new_one_and_shows_it_to_nobody(client, event, attendee, letters):
    managed = factories.registration(event, email=None, manager_email=attendee.email, manager_key=attendee.email)
    links = own_address(attendee), own_address(managed)
    answer = client.submit(client.page(own_address(attendee, page="new-link")), "Les fermer et m’en envoyer un nouveau")
    page = client.page(answer.location)
    assert "Tous les liens précédents sont fermés." in page.text and "/r/" not in answer.location
    for link in links:
        client.page(link, status=404)
    path = re.search(r"https?://[^/]+(/\S+/r/\S+)", letters()[attendee.email][-1]).group(1)
    assert client.page(path).heading == attendee.full_name


def test_no_link_is_closed_where_no_other_can_be_mailed(client, attendee):
    for _ in range(3):
        client.submit(client.page(f"/fr/{attendee.event.slug}/find"), email=attendee.email)
    page = client.page(own_address(attendee, page="new-link"))
    assert client.submit(page).status_code == 429
    client.page(own_address(attendee))
