"""What attendees do behind their signed link."""

from datetime import timedelta

import pytest
import time_machine

from app.audit.queries import history
from app.core.clock import now
from app.core.crypto import encrypt
from app.credentials import service as credentials
from app.events.models import Entry
from app.extensions import db
from app.registration.links import token_for
from app.registration.models import Registration, Status
from app.registration.particulars import ConsentKind, Needs
from app.registration.service.consenting import consent_given
from tests import factories
from tests.registration.form_filling import mails_about, own_address


def status_of(registration: Registration) -> Status:
    db.session.expire_all()
    return registration.status


@pytest.fixture
def unproven(event):
    credentials.open_event(event)
    return factories.registration(event, status=Status.unverified, email_proven_at=None)


def test_opening_the_mailed_link_changes_nothing(client, unproven):
    page = client.page(own_address(unproven))
    assert status_of(unproven) is Status.unverified
    assert "Il reste une étape." in page.text


def test_the_button_confirms_and_shows_the_code(client, unproven):
    answer = client.submit(client.page(own_address(unproven)), "Confirmer mon inscription")
    page = client.page(answer.location)
    assert status_of(unproven) is Status.confirmed
    assert page.one("svg.qr").get("aria-label") == "Code d’entrée"
    code = credentials.read_code(unproven.codes[0].credential)
    assert page.texts(".entry-code") == [" ".join(code[i : i + 4] for i in range(0, 24, 4))]


def test_the_button_pressed_twice_confirms_once(client, unproven):
    page = client.page(own_address(unproven))
    for _ in range(2):
        client.submit(page, "Confirmer mon inscription")
    assert mails_about(unproven) == ["confirmed"]


def test_only_who_holds_a_place_is_told_that_it_goes_to_somebody_else(client, event):
    for status, promised in ((Status.confirmed, True), (Status.waitlisted, False), (Status.pending, False)):
        page = client.page(own_address(factories.registration(event, status=status)))
        assert ("la place ira à quelqu’un d’autre" in page.text) is promised
        assert "Annulez d’un geste" in page.text


def test_who_was_registered_by_somebody_sees_the_code_after_a_button_of_their_own(client, event):
    made = factories.badge_holder(event, email_proven_at=None)
    page = client.page(own_address(made))
    assert not page.all("svg.qr")
    answer = client.submit(page, "Voir mon code d’entrée")
    assert client.page(answer.location).all("svg.qr")


def test_details_can_be_changed_and_the_code_stays(client, attendee):
    before = attendee.codes[0].credential_id
    client.submit(client.page(own_address(attendee, page="edit")), first_name="Zoé", last_name="Müller")
    db.session.expire_all()
    assert attendee.full_name == "Zoé Müller"
    assert [code.credential_id for code in attendee.codes if code.current] == [before]


def test_an_older_tab_overwrites_nothing_and_loses_nothing(client, attendee):
    older, newer = (client.page(own_address(attendee, page="edit")) for _tab in range(2))
    client.submit(newer, job_title="Directrice")
    page = client.submit(older, job_title="Professeure", phone="01 40 51 00 00").page
    assert "Cette inscription a été modifiée entre-temps" in page.text
    assert "Fonction : il y a maintenant « Directrice »." in page.text
    assert attendee.job_title == "Directrice"
    client.submit(page)
    db.session.expire_all()
    assert (attendee.job_title, attendee.phone) == ("Professeure", "01 40 51 00 00")


def test_after_the_freeze_details_are_refused_with_whom_to_ask(client, attendee):
    attendee.event.freeze_at = now() - timedelta(hours=1)
    page = client.page(own_address(attendee, page="edit"), status=409)
    assert attendee.event.reply_to in page.text


def test_cancelling_takes_one_press_and_can_be_taken_back_for_an_hour(client, attendee):
    answer = client.submit(client.page(own_address(attendee)), "Annuler ma venue")
    assert status_of(attendee) is Status.cancelled
    page = client.page(answer.location)
    client.submit(page, "Revenir sur l’annulation")
    assert status_of(attendee) is Status.confirmed


def test_a_mail_filter_that_looks_at_the_page_cancels_nothing(client, attendee):
    for look in (client.head, client.get):
        look(own_address(attendee, page="cancel"))
        assert status_of(attendee) is Status.confirmed


def test_after_an_hour_a_cancellation_stands(client, attendee):
    client.submit(client.page(own_address(attendee)), "Annuler ma venue")
    with time_machine.travel(now() + timedelta(minutes=61)):
        answer = client.post(own_address(attendee, page="restore"))
    assert answer.status_code == 409
    assert status_of(attendee) is Status.cancelled


def test_a_restored_place_has_a_new_code(client, attendee):
    old = attendee.codes[0].credential
    page = client.page(client.submit(client.page(own_address(attendee)), "Annuler ma venue").location)
    client.submit(page, "Revenir sur l’annulation")
    db.session.expire_all()
    assert [code.credential.state.value for code in attendee.codes if code.credential is old] == ["revoked"]
    assert sum(code.current for code in attendee.codes) == 1


def test_whoever_takes_a_cancellation_back_is_told_to_choose_their_sessions_again(client, attendee, event):
    factories.session(event, capacity=2)
    page = client.page(client.submit(client.page(own_address(attendee)), "Annuler ma venue").location)
    assert "choisissez-les à nouveau" in client.page(client.submit(page, "Revenir sur l’annulation").location).text


def test_handing_over_asks_for_a_fresh_link_first(client, attendee):
    page = client.page(own_address(attendee, page="hand-over"))
    assert page.heading == "Confirmez que c’est bien vous"
    client.submit(page, "Envoyez-moi le lien")
    assert mails_about(attendee) == ["fresh_link"]


def test_handing_over_makes_a_registration_with_a_link_and_code_of_its_own(client, attendee):
    page = client.page(own_address(attendee, fresh=True, page="hand-over"))
    client.submit(page, first_name="Ștefan", last_name="Țepelea", email="stefan@example.com")
    heir = db.session.scalars(db.select(Registration).where(Registration.succeeds_id == attendee.id)).one()
    assert (status_of(attendee), heir.status) == (Status.cancelled, Status.confirmed)
    assert heir.codes[0].credential_id != attendee.codes[0].credential_id
    assert mails_about(attendee) == ["handed_over"] and mails_about(heir) == ["handed_over_new"]


def test_after_handing_over_ones_page_says_so_and_the_old_link_opens_nothing(client, attendee):
    old = own_address(attendee)
    page = client.page(own_address(attendee, fresh=True, page="hand-over"))
    answer = client.submit(page, first_name="Ștefan", email="stefan@example.com")
    assert "Cette place est passée" in client.page(answer.location).text
    client.page(old, status=404)


def test_where_organisers_approve_the_place_stays_until_they_do(client):
    event = factories.event()
    category = factories.category(event, entry=Entry.approval)
    holder = factories.badge_holder(event, category=category)
    page = client.page(own_address(holder, fresh=True, page="hand-over"))
    client.submit(page, first_name="Ștefan", email="stefan@example.com")
    heir = db.session.scalars(db.select(Registration).where(Registration.succeeds_id == holder.id)).one()
    assert (status_of(holder), heir.status) == (Status.confirmed, Status.pending)


def test_handing_over_to_somebody_registered_is_refused_and_keeps_what_was_typed(client, attendee):
    other = factories.registration(attendee.event)
    page = client.page(own_address(attendee, fresh=True, page="hand-over"))
    answer = client.submit(page, first_name="Ștefan", email=other.email)
    assert "déjà inscrite" in answer.page.text
    assert answer.page.one("#first_name").get("value") == "Ștefan"
    assert status_of(attendee) is Status.confirmed


def test_image_consent_is_withdrawn_in_two_clicks(client, attendee):
    page = client.page(own_address(attendee, page="consents"))
    client.submit(page, image="no")
    assert consent_given(attendee, ConsentKind.image) is False


def test_a_consent_that_stays_as_it_was_leaves_no_trace(client, attendee):
    page = client.page(own_address(attendee, page="consents"))
    client.submit(page, image="no")
    revision = attendee.revision
    client.submit(client.page(own_address(attendee, page="consents")), image="no")
    db.session.expire_all()
    assert attendee.revision == revision
    assert [entry.action for entry in history("registration", attendee.id)] == ["registration.consent"]


def test_needs_are_deleted_with_their_consent_and_asked_about_no_more(client, attendee):
    factories.add(Needs(registration_id=attendee.id, sealed=encrypt("végétarien")))
    page = client.page(own_address(attendee, page="consents"))
    assert page.all("[name=needs]")
    client.submit(page, needs="no")
    db.session.expire_all()
    assert db.session.get(Needs, attendee.id) is None
    assert not client.page(own_address(attendee, page="consents")).all("[name=needs]")


def test_a_fourth_link_within_the_hour_is_refused_in_words(client, attendee):
    for _ in range(3):
        client.submit(client.page(own_address(attendee, page="hand-over")), "Envoyez-moi le lien")
    answer = client.submit(client.page(own_address(attendee, page="hand-over")), "Envoyez-moi le lien")
    assert answer.status_code == 429
    assert mails_about(attendee) == ["fresh_link"] * 3


def test_an_old_half_hour_link_says_what_to_do(client, attendee):
    address = own_address(attendee, fresh=True, page="hand-over")
    with time_machine.travel(now() + timedelta(minutes=31)):
        page = client.page(address, status=404)
    assert "Demandez-en un nouveau" in page.text


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-3], lambda t: t + "x", lambda t: "x" + t, lambda t: t.replace(".", "")]
)
def test_an_altered_link_says_what_to_do(client, attendee, spoil):
    page = client.page(f"/fr/r/{spoil(token_for(attendee))}/", status=404)
    assert "Ce lien est incomplet" in page.text


def test_a_replaced_link_says_so(client, attendee):
    address = own_address(attendee)
    attendee.link_version += 1
    assert "Ce lien a été remplacé" in client.page(address, status=404).text


def test_a_refused_step_leads_back_to_ones_own_page(client, attendee):
    attendee.arrived_at = now()
    page = client.post(own_address(attendee, page="cancel")).page
    assert client.page(page.link("Revenir à mon billet")).heading == attendee.full_name


@pytest.mark.parametrize("fresh", [True, False])
def test_a_link_that_is_over_leads_to_where_one_asks_for_the_current_one(client, attendee, fresh):
    address = own_address(attendee, fresh=fresh)
    if not fresh:
        attendee.link_version += 1
    with time_machine.travel(now() + timedelta(minutes=31)):
        page = client.page(address, status=404)
        assert page.link("Retrouver mon inscription") == f"/fr/{attendee.event.slug}/find"


def test_own_pages_are_never_kept_nor_leaked(client, attendee):
    headers = client.get(own_address(attendee)).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_asking_for_ones_link_answers_alike_whether_known_or_not(client, attendee):
    address = f"/fr/{attendee.event.slug}/find"
    known = client.submit(client.page(address), email=attendee.email)
    unknown = client.submit(client.page(address), email="nobody@example.com")
    assert known.location == unknown.location
    assert mails_about(attendee) == ["link"]


def test_one_address_gets_three_mails_an_hour_at_most(client, attendee):
    address = f"/fr/{attendee.event.slug}/find"
    for _ in range(5):
        client.submit(client.page(address), email=attendee.email)
    assert mails_about(attendee) == ["link"] * 3


def test_an_arrived_person_cannot_cancel(client, attendee):
    attendee.arrived_at = now()
    answer = client.post(own_address(attendee, page="cancel"))
    assert answer.status_code == 409
    assert status_of(attendee) is Status.confirmed


def test_the_other_language_takes_along_what_was_typed_and_saves_nothing(client, event, attendee):
    page = client.page(own_address(attendee, page="edit"))
    switched = client.submit(page, "English", job_title="Directrice").page
    assert (switched.heading, switched.one("#job_title").get("value")) == ("Change my details", "Directrice")
    assert attendee.job_title != "Directrice"
