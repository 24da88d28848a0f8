"""What the contact of an allotment does behind the signed link."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine

from app.core.clock import now
from app.events.models import Entry, EventState
from app.extensions import db
from app.registration.contact_links import token_for
from app.registration.models import CancelReason, Channel, Registration, Status
from tests import factories
from tests.registration.form_filling import mails_about, own_address

STEFAN = {"first_name": "Ștefan", "last_name": "Țepelea", "email": "stefan@example.com"}


@pytest.fixture
def event():
    made = factories.event(capacity=10)
    factories.category(made, entry=Entry.invitation)
    factories.credentials.open_event(made)
    return made


@pytest.fixture
def allotment(event):
    return factories.allotment(event)


def address(allotment, page="", lang="fr") -> str:
    return f"/{lang}/a/{token_for(allotment)}/{page}"


def name(client, allotment, **values):
    return client.submit(client.page(address(allotment, "name")), **STEFAN | values)


def delegates(allotment) -> list[Registration]:
    db.session.expire_all()
    query = db.select(Registration).where(Registration.allotment_id == allotment.id).order_by(Registration.id)
    return list(db.session.scalars(query))


def statuses(allotment) -> list[Status]:
    return [each.status for each in delegates(allotment)]


def test_the_page_says_for_whom_how_many_and_until_when(client, allotment):
    page = client.page(address(allotment))
    assert page.heading == "Région"
    assert "Places nommées : 0 sur 3" in page.text
    assert len(page.all("figure circle")) == 3 + 1  # and the one of the caption


def test_looking_changes_nothing(client, allotment):
    for page in ("", "name"):
        client.page(address(allotment, page))
    assert delegates(allotment) == []


def test_a_delegate_is_confirmed_at_once_and_told_who_named_them(client, allotment):
    answer = name(client, allotment, job_title="Directeur")
    page = client.page(answer.location)
    (delegate,) = delegates(allotment)
    assert (delegate.status, delegate.channel, delegate.email_proven_at) == (Status.confirmed, Channel.allotment, None)
    assert (delegate.organisation_name, delegate.job_title, delegate.language) == ("Région", "Directeur", "fr")
    assert delegate.category is allotment.category
    assert mails_about(delegate) == ["named"]
    assert "Țepelea Ștefan" in page.text and "1 sur 3" in page.text
    assert STEFAN["email"] not in page.source


def test_the_code_is_shown_behind_the_delegates_own_button(client, allotment):
    name(client, allotment)
    (delegate,) = delegates(allotment)
    page = client.page(own_address(delegate))
    assert not page.all("svg.qr")
    answer = client.submit(page, "Voir mon code d’entrée")
    assert client.page(answer.location).all("svg.qr")


def test_a_double_click_names_once(client, allotment):
    page = client.page(address(allotment, "name"))
    answers = [client.submit(page, **STEFAN) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert statuses(allotment) == [Status.confirmed]


def test_what_is_missing_is_told_and_nothing_typed_is_lost(client, allotment):
    page = name(client, allotment, email="stefan@", last_name="Țepelea").page
    assert page.title.startswith("Erreur")
    assert page.one("#last_name").get("value") == "Țepelea"
    assert delegates(allotment) == []


def test_an_address_that_is_registered_stays_as_it_is_and_nobody_learns_whose(client, event, allotment):
    other = factories.registration(event, first_name="Secret", status=Status.waitlisted)
    page = name(client, allotment, email=other.email.upper()).page
    assert "Cette adresse ne peut pas être désignée ici" in page.text and event.reply_to in page.text
    assert "Secret" not in page.text
    assert page.one("#first_name").get("value") == "Ștefan"
    db.session.expire_all()
    assert (other.status, other.allotment_id, delegates(allotment)) == (Status.waitlisted, None, [])


def test_nobody_finds_out_by_trying_who_is_registered(client, event, allotment):
    other = factories.registration(event)
    for _ in range(10):
        name(client, allotment, email=other.email)
    assert "Attendez une heure" in name(client, allotment).page.text
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert name(client, allotment).status_code == 302


def test_when_all_have_a_name_the_page_offers_no_more(client, event):
    full = factories.allotment(event, seats=1)
    open_before = client.page(address(full, "name"))
    name(client, full)
    page = client.page(address(full))
    assert "Toutes vos places ont un nom" in page.text
    assert not [link for link in page.texts("a") if link == "Désigner une personne"]
    late = client.submit(open_before, first_name="Zoé", email="zoe@example.com", once="another")
    assert "Toutes vos places ont un nom" in late.page.text
    assert statuses(full) == [Status.confirmed]


def test_a_delegate_is_replaced_by_a_registration_of_its_own(client, allotment):
    old = factories.delegate(allotment)
    page = client.page(address(allotment, f"{old.id}/replace"))
    for _ in range(2):
        answer = client.submit(page, **STEFAN)
        assert answer.status_code == 302
    old, new = delegates(allotment)
    assert (old.status, old.cancel_reason) == (Status.cancelled, CancelReason.handed_over)
    assert (new.status, new.channel, new.succeeds_id) == (Status.confirmed, Channel.allotment, old.id)
    assert new.codes[0].credential_id != old.codes[0].credential_id
    assert (mails_about(old), mails_about(new)) == (["handed_over"], ["named"])


def test_who_has_arrived_is_neither_replaced_nor_withdrawn(client, allotment):
    here = factories.delegate(allotment, arrived_at=now())
    assert not client.page(address(allotment)).all(".delegates a")
    answer = client.submit(client.page(address(allotment, f"{here.id}/replace")), **STEFAN)
    assert "est arrivée" in answer.page.text
    assert client.post(address(allotment, f"{here.id}/withdraw")).status_code == 409
    assert statuses(allotment) == [Status.confirmed]


def test_withdrawing_asks_first_and_gives_the_seat_back_to_the_allotment(client, event):
    full = factories.allotment(event, seats=1)
    gone = factories.delegate(full)
    page = client.page(address(full, f"{gone.id}/withdraw"))
    for _ in range(2):
        assert client.submit(page, "Retirer cette personne").status_code == 302
    db.session.expire_all()
    assert (gone.status, gone.cancel_reason) == (Status.cancelled, CancelReason.withdrawn)
    assert mails_about(gone) == ["withdrawn"]
    assert name(client, full).status_code == 302
    assert statuses(full) == [Status.cancelled, Status.confirmed]


def test_whoever_was_withdrawn_takes_nothing_back(client, allotment):
    gone = factories.delegate(allotment)
    client.submit(client.page(address(allotment, f"{gone.id}/withdraw")), "Retirer cette personne")
    page = client.page(own_address(gone))
    assert "Revenir sur l’annulation" not in page.text
    assert client.post(own_address(gone, page="restore")).status_code == 409


def test_after_the_return_date_delegates_stay_and_nobody_else_is_named(client, allotment):
    stays = factories.delegate(allotment)
    early = client.page(address(allotment, "name"))
    with time_machine.travel(allotment.returns_at + timedelta(hours=1)):
        page = client.page(address(allotment))
        assert "plus personne ne peut être désigné" in page.text
        assert "1 personne" in page.text
        assert "revenues à tout le monde" in client.submit(early, **STEFAN).page.text
        client.submit(client.page(address(allotment, f"{stays.id}/replace")), **STEFAN)
    assert statuses(allotment) == [Status.cancelled, Status.confirmed]


def test_where_organisers_approve_a_delegate_waits_for_their_word(client, event):
    asked = factories.allotment(event, seats=1, category=factories.category(event, entry=Entry.approval))
    name(client, asked)
    (delegate,) = delegates(asked)
    assert delegate.status is Status.pending
    assert mails_about(delegate) == ["colleague"]
    page = client.page(address(asked))
    assert "Toutes vos places ont un nom" in page.text and "Replace" not in page.text


def test_a_place_that_a_delegate_passes_on_was_not_named_by_the_contact(client, event):
    open_to_all = factories.category(event)
    given = factories.allotment(event, category=open_to_all)
    holder = factories.delegate(given, email_proven_at=now())
    client.submit(client.page(own_address(holder, fresh=True, page="hand-over")), **STEFAN)
    heir = delegates(given)[-1]
    assert (heir.channel, heir.status) == (Channel.form, Status.confirmed)
    assert mails_about(heir) == ["handed_over_new"]


@pytest.mark.parametrize("page", ["replace", "withdraw"])
def test_nobody_reaches_people_who_are_not_their_delegates(client, event, allotment, page):
    others = [factories.badge_holder(event), factories.delegate(factories.allotment(event))]
    for other in others:
        client.page(address(allotment, f"{other.id}/{page}"), status=404)
        assert client.post(address(allotment, f"{other.id}/{page}"), data=STEFAN).status_code == 404
        db.session.expire_all()
        assert other.status is Status.confirmed


def test_a_link_that_was_replaced_says_whom_to_ask(client, allotment):
    old = address(allotment)
    allotment.link_version += 1
    assert "Demandez l’actuel à l’équipe" in client.page(old, status=404).text


@pytest.mark.parametrize("spoil", [lambda t: t[:-3], lambda t: t + "x", lambda t: t.replace(".", "")])
def test_an_altered_link_says_what_to_do(client, allotment, spoil):
    assert "Ce lien est incomplet" in client.page(f"/fr/a/{spoil(token_for(allotment))}/", status=404).text


def test_the_link_of_a_registration_opens_no_allotment(client, allotment):
    from_other_purpose = own_address(factories.delegate(allotment)).replace("/r/", "/a/")
    client.page(from_other_purpose, status=404)


def test_its_pages_are_never_kept_nor_leaked(client, allotment):
    headers = client.get(address(allotment)).headers
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")


@pytest.mark.parametrize("state", [EventState.cancelled, EventState.postponed, EventState.past])
def test_an_event_that_is_off_changes_no_delegates(client, event, allotment, state):
    somebody = factories.delegate(allotment)
    event.state = state
    page = client.page(address(allotment))
    assert "On ne peut plus rien changer ici" in page.text
    assert client.post(address(allotment, f"{somebody.id}/withdraw")).status_code == 409
    assert statuses(allotment) == [Status.confirmed]


def test_a_draft_shows_nothing_yet(client, event, allotment):
    event.state = EventState.draft
    client.page(address(allotment), status=404)


def test_somebody_who_waits_for_a_seat_of_the_allotment_comes_before_the_next_name(client, event):
    full = factories.allotment(event, seats=1)
    factories.registration(event, status=Status.waitlisted, allotment=full, channel=Channel.allotment)
    page = client.page(address(full))
    assert "Liste d’attente" in page.text
    assert Counter(statuses(full)) == {Status.waitlisted: 1}
    assert client.get(address(full, "name")).status_code == 302
