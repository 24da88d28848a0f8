"""The form in four steps, and its check page."""

from datetime import timedelta

import pytest

from app.events.models import EventState
from app.extensions import db
from app.registration import guards
from app.registration.drafts import Draft
from app.registration.models import Registration, Status
from app.registration.particulars import ConsentKind, Needs
from app.registration.service.consenting import consent_given
from tests import factories
from tests.registration.form_filling import (
    CHOICES,
    ORGANISATION,
    YOU,
    mails_about,
    open_event,
    registered,
    send,
    walk_steps,
)

pytestmark = pytest.mark.usefixtures("patient")


def test_four_steps_and_a_check_make_a_registration_that_waits_for_its_address(client):
    event = open_event()
    answer = send(client, walk_steps(client, event))
    assert answer.location.endswith("/register/sent")
    made = registered(event)
    assert (made.full_name, made.status, made.language) == ("Thị Minh Khai Nguyễn", Status.unverified, "fr")
    assert client.page(answer.location).heading == "Regardez vos e‑mails"


def test_each_choice_is_a_consent_of_its_own_and_needs_are_sealed(client):
    event = open_event()
    send(client, walk_steps(client, event))
    made = registered(event)
    assert consent_given(made, ConsentKind.image) is False
    assert consent_given(made, ConsentKind.newsletter) is None
    assert "végétarien" not in db.session.get_one(Needs, made.id).sealed


def test_needs_without_their_consent_are_not_stored_and_the_check_page_says_so(client):
    event = open_event()
    check = walk_steps(client, event, choices={"image": "yes", "needs": "végétarien"})
    assert "Non conservés" in check.page.text
    send(client, check)
    assert db.session.get(Needs, registered(event).id) is None


def test_a_draft_keeps_answers_but_never_the_needs(client):
    event = open_event()
    walk_steps(client, event)
    draft = db.session.scalars(db.select(Draft)).one()
    assert draft.answers["first_name"] == YOU["first_name"]
    assert "végétarien" not in str(draft.answers) and "needs" not in draft.answers


def test_going_back_shows_what_was_typed(client):
    event = open_event()
    walk_steps(client, event)
    page = client.page(f"/fr/{event.slug}/register/you")
    assert page.one("#first_name").get("value") == YOU["first_name"]


def test_the_other_language_shows_the_same_step_with_what_is_typed_and_judges_nothing(client):
    event = open_event()
    half = {"first_name": "Thị Minh Khai", "email": "khai@"}
    page = client.submit(client.page(f"/fr/{event.slug}/register/you"), "English", **half).page
    assert (page.heading, page.root.get("lang")) == ("You", "en")
    assert page.one("#first_name").get("value") == half["first_name"]
    assert page.one("#email").get("value") == half["email"]
    assert not page.all(".error-summary")
    assert page.form().action == f"/en/{event.slug}/register/you"


def test_the_other_language_keeps_the_check_page_and_its_needs(client):
    event = open_event()
    answer = client.get(walk_steps(client, event).page.link("English"))
    assert answer.page.heading == "Check and send"
    assert "végétarien" in answer.page.text
    send(client, answer)
    assert db.session.get(Needs, registered(event).id) is not None


def test_the_check_page_can_be_gone_back_to_and_no_address_or_cookie_tells_the_needs(client):
    event = open_event()
    check = walk_steps(client, event)
    assert client.page(check.request.path).heading == "Vérifier et envoyer"
    assert "végétarien" in check.page.text and check.request.path.endswith("/register/check")
    assert "végétarien" not in client.get_cookie("session").decoded_value
    with client.session_transaction() as cookie:
        assert "végétarien" not in str(dict(cookie))
    assert client.page(f"/fr/{event.slug}/register/choices").one("#needs").text.strip() == "végétarien"


def test_the_longest_needs_fit_into_the_cookie(client):
    event = open_event()
    check = walk_steps(client, event, choices=CHOICES | {"needs": "🥦" * 500})
    assert "🥦" * 500 in check.page.text
    assert len(client.get_cookie("session").value) < 4000


def test_needs_are_out_of_the_browser_once_sent(client):
    event = open_event()
    send(client, walk_steps(client, event))
    with client.session_transaction() as cookie:
        assert "needs" not in cookie


def test_needs_of_one_event_are_not_shown_at_another(client):
    event, other = open_event(), open_event()
    walk_steps(client, event)
    assert "végétarien" not in client.page(f"/fr/{other.slug}/register/choices").one("#needs").text


def test_enter_in_a_field_goes_on_and_does_not_switch_the_language(client):
    page = client.page(f"/fr/{open_event().slug}/register/you")
    first = page.all('button[form="answers"], form#answers button')[0]
    assert first.get("name") is None and first.get("formaction") is None


def test_a_choice_that_is_not_offered_any_more_is_said_in_a_sentence(client):
    event = open_event()
    client.submit(client.page(f"/fr/{event.slug}/register/you"), **YOU)
    client.submit(client.page(f"/fr/{event.slug}/register/organisation"), **ORGANISATION)
    answer = client.submit(client.page(f"/fr/{event.slug}/register/participation"), sessions="987654")
    assert answer.page.texts(".error-summary a") == ["Choisissez de nouveau : ce choix n’est pas proposé, ou ne l’est plus."]


def test_an_error_is_said_on_top_and_at_the_field_and_nothing_typed_is_lost(client):
    event = open_event()
    answer = client.submit(client.page(f"/en/{event.slug}/register/you"), **{**YOU, "email": "khai.nguyen@curie"})
    page = answer.page
    assert page.title.startswith("Error:")
    sentence = "Complete the e-mail address, for example “first.last@lab.org”."
    assert page.texts(".error-summary a") == [sentence]
    assert page.one(".error-summary a").get("href") == "#email"
    assert sentence in page.one("#email-error").text_content()
    assert page.one("#first_name").get("value") == YOU["first_name"]
    assert page.one("#email").get("value") == "khai.nguyen@curie"


def test_sending_the_check_twice_makes_one_registration(client):
    event = open_event()
    check = walk_steps(client, event)
    twin = client.application.test_client()
    with client.session_transaction() as mine, twin.session_transaction() as theirs:
        theirs.update(mine)
    assert send(client, check).location == send(twin, check).location
    assert registered(event)


def test_the_back_button_after_sending_leads_to_what_comes_next_and_to_no_second_registration(client):
    event = open_event()
    check = walk_steps(client, event)
    sent = send(client, check)
    assert send(client, check).location == sent.location
    assert registered(event)


def test_what_was_sent_for_one_event_is_not_said_at_another(client):
    event, other = open_event(), open_event()
    send(client, walk_steps(client, event))
    assert client.get(f"/fr/{other.slug}/register/sent").status_code == 302
    assert client.page(f"/fr/{other.slug}/register/check").heading == "Vous"


def test_a_form_sent_faster_than_anybody_types_is_asked_to_wait_and_keeps_its_needs(client, monkeypatch):
    event = open_event()
    monkeypatch.setattr(guards, "FASTEST", timedelta(seconds=2))
    answer = send(client, walk_steps(client, event))
    assert "très rapide" in answer.page.text
    monkeypatch.setattr(guards, "FASTEST", timedelta(0))
    assert send(client, answer).status_code == 302
    assert db.session.get(Needs, registered(event).id) is not None


def test_a_box_that_only_robots_see_stores_nothing(client):
    event = open_event()
    send(client, walk_steps(client, event), website="http://spam.example")
    assert db.session.scalar(db.select(Registration.id).where(Registration.event_id == event.id)) is None


def test_skipping_a_step_leads_back_to_it(client):
    event = open_event()
    client.submit(client.page(f"/fr/{event.slug}/register/you"), **YOU)
    assert client.page(f"/fr/{event.slug}/register/check").heading == "Votre organisation"


def test_category_status_and_price_posted_by_hand_count_for_nothing(client):
    event = open_event()
    vip = factories.category(event, organisation_types=["press"])
    check = walk_steps(client, event)
    values = {**check.page.form().filled({}), "category_id": vip.id, "status": "confirmed", "price": "0"}
    client.post(check.page.form().action, data=values)
    made = registered(event)
    assert made.status is Status.unverified
    assert made.category_id != vip.id


def test_workshops_at_the_same_time_are_refused_by_name(client):
    event = open_event()
    other = factories.session(event, title={"fr": "Atelier Pasteur"})
    client.submit(client.page(f"/fr/{event.slug}/register/you"), **YOU)
    client.submit(client.page(f"/fr/{event.slug}/register/organisation"), **ORGANISATION)
    both = [str(session.id) for session in event.sessions] + [str(other.id)]
    answer = client.submit(client.page(f"/fr/{event.slug}/register/participation"), sessions=sorted(set(both)))
    assert "Atelier Curie" in answer.page.text and "Atelier Pasteur" in answer.page.one(".error-summary").text_content()


def test_an_event_closed_between_load_and_submit_says_so(client):
    event = open_event()
    check = walk_steps(client, event)
    event.state = EventState.closed
    answer = send(client, check)
    assert answer.status_code == 409
    assert "Les inscriptions sont closes" in answer.page.text


def test_an_address_that_is_registered_gets_the_same_answer_and_a_mail(client):
    event = open_event()
    known = factories.registration(event, email=YOU["email"])
    answer = send(client, walk_steps(client, event, choices=CHOICES))
    assert client.page(answer.location).heading == "Regardez vos e‑mails"
    assert registered(event).id == known.id
    assert mails_about(known) == ["link"]


def test_the_page_after_sending_does_not_tell_who_is_registered(client):
    event = open_event()
    factories.registration(event, email=YOU["email"])
    told = [after_sending(client.application.test_client(), event, email) for email in (YOU["email"], "lea@curie.example")]
    assert told[0] == told[1].replace("lea@curie.example", YOU["email"])
    assert "30\u00a0minutes" in told[0]


def after_sending(client, event, email: str) -> str:
    answer = send(client, walk_steps(client, event, you=YOU | {"email": email}))
    return client.page(answer.location).one("main").text_content()
