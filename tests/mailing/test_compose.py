"""What may stand in a mail, and to whom."""

from datetime import timedelta

import pytest
from flask_babel import force_locale

from app.mailing import attachments, compose, message
from app.mailing.content import Content, masked
from app.registration.models import CancelReason, Channel, SeatState, Status
from app.registration.owed import MailKind
from tests import factories
from tests.mailing.cast import MOMENT, medicen_day, person, unproven


@pytest.fixture
def day():
    return medicen_day()


def composed(registration, kind: MailKind) -> Content:
    with force_locale(registration.language):
        return compose.compose(registration, kind, MOMENT)


def everything(content: Content) -> str:
    with force_locale(content.language):
        return content.subject + message._draw("letter.txt", content) + message._draw("letter.html", content)


@pytest.mark.parametrize("kind", MailKind)
def test_nothing_that_an_unproven_person_typed_goes_to_that_address(day, kind):
    registration = unproven(day, job_title="Winner", phone="0899 12 34 56", badge_name="Free Money")
    said = everything(composed(registration, kind))
    for typed in ("Buy", "Pills", "Casino", "Winner", "0899", "Free Money"):
        assert typed not in said


@pytest.mark.parametrize("kind", MailKind)
def test_no_mail_repeats_an_answer_to_a_question_of_the_event(day, kind):
    registration = person(day)
    factories.answer(registration, factories.question(day, label="Carte de presse"), "FR-2027-0042")
    said = everything(composed(registration, kind))
    assert "FR-2027-0042" not in said and "Carte de presse" not in said


@pytest.mark.parametrize("kind", MailKind)
def test_every_link_leads_to_our_own_address(app, day, kind):
    content = composed(person(day), kind)
    links = [content.button, content.privacy, *(link for ask in content.asks for link in ask.links)]
    assert all(link.url.startswith(app.config["BASE_URL"] + "/fr/") for link in links)


def test_the_code_goes_to_a_proven_address_alone(day):
    assert composed(person(day), MailKind.confirmed).entry_pass is not None
    vouched_for = person(day, email="list@curie.example", reference="BBBBBBBB", channel=Channel.imported, email_proven_at=None)
    content = composed(vouched_for, MailKind.confirmed)
    assert content.entry_pass is None
    assert all("badge" not in attachment.name for attachment in content.attachments)
    assert "derrière le bouton" in content.paragraphs[-1]


def test_a_confirmation_brings_the_date_and_the_badge_and_says_what_they_weigh(day):
    content = composed(person(day), MailKind.confirmed)
    calendar, badge = content.attachments
    assert (calendar.name, badge.name) == ("medicen-day-2027.ics", "badge-NLRS-GTXB.pdf")
    assert badge.content.startswith(b"%PDF") and len(badge.content) <= 200_000
    assert f"{round(len(badge.content) / 1000)}\u00a0ko" in content.enclosed.lines[0]


def test_a_badge_that_is_too_heavy_stays_at_home(day, monkeypatch):
    monkeypatch.setattr(attachments, "HEAVIEST_BADGE", 10)
    assert [each.name for each in composed(person(day), MailKind.confirmed).attachments] == ["medicen-day-2027.ics"]


@pytest.mark.parametrize(("minutes", "button"), [(59, "Revenir sur l’annulation"), (61, "Voir l’événement")])
def test_a_cancellation_can_be_taken_back_within_the_hour(day, minutes, button):
    left = dict(status=Status.cancelled, cancel_reason=CancelReason.attendee)
    registration = person(day, cancelled_at=MOMENT - timedelta(minutes=minutes), **left)
    assert composed(registration, MailKind.cancelled).button.label == button


def test_who_had_no_place_gets_no_calendar_entry_cancelled(day):
    registration = unproven(day, status=Status.cancelled, confirmed_at=None)
    assert composed(registration, MailKind.cancelled).attachments == ()


@pytest.mark.parametrize(
    ("channel", "source"),
    [(Channel.form, None), (Channel.organiser, "Medicen Day"), (Channel.imported, "Medicen Day"), (Channel.allotment, "Bpifrance")],
)
def test_who_did_not_register_themselves_is_told_who_did(day, channel, source):
    content = composed(person(day, channel=channel, organisation_name="Bpifrance"), MailKind.confirmed)
    told = [ask.text for ask in content.asks if "votre nom, votre organisation et cette adresse" in ask.text]
    assert [text.startswith(source) for text in told] == ([True] if source else [])


def test_the_organisers_do_not_say_that_they_told_themselves(day):
    content = composed(person(day, channel=Channel.imported), MailKind.confirmed)
    assert any("sur la liste des personnes attendues" in ask.text for ask in content.asks)


def test_a_masked_mail_opens_nothing_and_shows_no_code(day):
    content = composed(person(day), MailKind.confirmed)
    said = everything(masked(content))
    assert "/r/" not in said
    assert content.entry_pass.code_lines[0] not in said
    assert "NLRS-GTXB" in said


def test_people_read_their_own_language(day):
    assert composed(person(day, language="en"), MailKind.confirmed).title == "Your place is confirmed"


def test_a_session_that_one_waits_for_says_so_among_the_choices(day):
    who = person(day, language="en")
    who.seats[0].state = SeatState.waiting
    (choices,) = [fact.lines for fact in composed(who, MailKind.confirmed).facts if fact.term == "Your choices"]
    assert choices == ("14:00, Producing in Île‑de‑France, salle Curie, on its waiting list",)


def test_whoever_let_an_offer_pass_is_told_and_that_the_next_is_the_last(app):
    waits = person(medicen_day(), status=Status.waitlisted, language="en", offers_expired=1)
    with force_locale("en"):
        text = " ".join(map(str, compose.compose(waits, MailKind.waitlisted, MOMENT).paragraphs))
    assert "not accepted in time" in text
    assert "The next offer is the last." in text


def test_the_second_offer_that_passed_says_why_it_is_over(app):
    out = person(
        medicen_day(), status=Status.cancelled, language="en", offers_expired=2, cancelled_at=MOMENT,
        cancel_reason=CancelReason.expired,
    )  # fmt: skip
    with force_locale("en"):
        text = " ".join(map(str, compose.compose(out, MailKind.cancelled, MOMENT).paragraphs))
    assert "A place was offered to you twice" in text
