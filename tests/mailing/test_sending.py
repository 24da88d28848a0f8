"""The job that sends, against a real mail server."""

import pytest
import sqlalchemy as sa

from app.accounts.permissions import Role
from app.core.clock import now
from app.extensions import db
from app.jobs import service as jobs
from app.jobs.models import Job, JobState
from app.jobs.worker import drain
from app.mailing import queries, transport, viewer
from app.mailing.handlers import message_id_of, send
from app.mailing.models import AddressFlag, MailState, SentMail
from app.mailing.service import forget_person
from app.registration.models import Status
from app.registration.queries import Filters, search
from tests import factories
from tests.jobs.owed import owed
from tests.mailing.cast import medicen_day, person


@pytest.fixture
def outgoing(app, sink, monkeypatch):
    """Mail goes to the sink."""
    monkeypatch.setitem(app.extensions, "mail_transport", transport.from_url(sink.url, "day.test"))
    return sink


@pytest.fixture
def day():
    return medicen_day()


def owe(kind: str, **payload: int) -> Job:
    job = owed("mailing.send", {"kind": kind, **payload}, event_id=payload.get("event_id"))
    db.session.commit()
    return job


def work() -> None:
    drain({"mailing.send": send}, limit=10)


def again(job: Job) -> None:
    """Its time to be tried again has come."""
    job.run_at = now()
    db.session.commit()
    work()


def sent(job: Job) -> SentMail | None:
    return db.session.scalar(sa.select(SentMail).where(SentMail.job_id == job.id))


def test_a_confirmation_arrives_and_is_written_down(outgoing, day):
    registration = person(day)
    job = owe("confirmed", registration_id=registration.id)
    work()
    (mail,) = outgoing.mails()
    assert mail["To"] == "anne-sophie@curie.example"
    assert mail["Subject"] == "Votre place à Medicen Day 2027 est confirmée"
    assert (sent(job).state, sent(job).recipient, sent(job).language) == (MailState.sent, registration.email, "fr")
    assert mail["Message-ID"] == sent(job).message_id == message_id_of(job.id)


def test_the_address_is_the_one_that_holds_when_the_mail_leaves(outgoing, day):
    registration = person(day)
    owe("confirmed", registration_id=registration.id)
    registration.email = "new@curie.example"
    db.session.commit()
    work()
    assert [mail["To"] for mail in outgoing.mails()] == ["new@curie.example"]


def test_who_is_managed_by_somebody_gets_it_through_them(outgoing, day):
    registration = person(day, email=None, manager_email="assistant@curie.example")
    owe("confirmed", registration_id=registration.id)
    work()
    assert [mail["To"] for mail in outgoing.mails()] == ["assistant@curie.example"]


@pytest.mark.parametrize("address", [None, "gone"])
def test_nobody_to_write_to_is_no_failure(outgoing, day, address):
    registration = person(day)
    job = owe("confirmed", registration_id=registration.id if address is None else 10**6)
    registration.email = address and registration.email
    db.session.commit()
    work()
    assert job.state is JobState.done and "skipped" in job.result
    assert outgoing.mails() == [] and sent(job) is None


def test_a_mail_that_is_no_longer_true_is_not_sent(outgoing, day):
    registration = person(day)
    job = owe("confirmed", registration_id=registration.id)
    registration.status = Status.cancelled
    db.session.commit()
    work()
    assert job.state is JobState.done and outgoing.mails() == []


def test_a_refused_address_is_flagged_and_not_tried_again(outgoing, day):
    registration = person(day, email="unknown@curie.example")
    registration.email_key = "unknown@curie.example"
    job = owe("confirmed", registration_id=registration.id)
    work()
    assert (job.state, job.last_error) == (JobState.failed, "RCPT 550 5.1.1")
    assert (sent(job).state, sent(job).error) == (MailState.failed, "RCPT 550 5.1.1")
    assert registration.status is Status.confirmed
    found = db.session.scalars(search(day.id, Filters(), queries.not_delivered()))
    assert found.all() == [registration]


def test_a_mail_that_arrives_clears_the_flag(outgoing, day):
    registration = person(day)
    db.session.add(AddressFlag(address_key=registration.email, reason="RCPT 550"))
    owe("confirmed", registration_id=registration.id)
    work()
    assert db.session.scalars(sa.select(AddressFlag)).all() == []


def test_a_greylisted_mail_arrives_later_with_the_same_message_id(outgoing, day):
    registration = person(day, email="grey@curie.example")
    job = owe("confirmed", registration_id=registration.id)
    work()
    assert (job.state, sent(job).state, sent(job).error) == (JobState.pending, MailState.waiting, "RCPT 451 4.7.1")
    first_attempt = sent(job).first_attempt_at
    again(job)
    (mail,) = outgoing.mails()
    assert (job.state, sent(job).state, sent(job).error) == (JobState.done, MailState.sent, None)
    assert mail["Message-ID"] == message_id_of(job.id)
    assert sent(job).first_attempt_at == first_attempt < sent(job).sent_at


def test_a_mail_whose_answer_was_lost_comes_again_as_the_same_mail(outgoing, day):
    job = owe("confirmed", registration_id=person(day, email="drop@curie.example").id)
    work()
    assert sent(job).state is MailState.waiting
    again(job)
    assert [mail["Message-ID"] for mail in outgoing.mails()] == [message_id_of(job.id)] * 2


def test_the_last_attempt_that_fails_is_a_mail_not_delivered(outgoing, day):
    job = owe("confirmed", registration_id=person(day, email="full@curie.example").id)
    job.max_attempts = 1
    db.session.commit()
    work()
    assert (job.state, sent(job).state, sent(job).error) == (JobState.failed, MailState.failed, "RCPT 452 4.2.2")


def test_a_server_that_is_gone_and_comes_back_loses_nothing(app, sink, monkeypatch, day):
    monkeypatch.setitem(app.extensions, "mail_transport", transport.from_url("smtp://127.0.0.1:1", "day.test"))
    job = owe("confirmed", registration_id=person(day).id)
    work()
    assert sent(job).error == "ConnectionRefusedError"
    monkeypatch.setitem(app.extensions, "mail_transport", transport.from_url(sink.url, "day.test"))
    again(job)
    assert len(sink.mails()) == 1


def test_a_password_mail_arrives_with_a_link_that_opens(outgoing, client, day):
    account = factories.account(day, Role.organiser)
    owe("recovery", account_id=account.id)
    work()
    (mail,) = outgoing.mails()
    text = mail.get_body(("plain",)).get_content()
    url = next(word for word in text.split() if "http" in word)
    assert client.get(url.removeprefix("http://localhost:8000")).status_code == 200


def test_an_invitation_to_a_role_that_was_taken_back_is_not_sent(outgoing, day):
    account = factories.account(day, Role.organiser)
    owe("staff_invitation", account_id=account.id, event_id=day.id)
    db.session.delete(account.memberships[0])
    db.session.commit()
    work()
    assert outgoing.mails() == []


def test_the_contact_of_an_allotment_gets_a_link_that_opens(outgoing, client, day):
    given = factories.allotment(day, contact_email="zoe@bank.example")
    job = owe("allotment_contact", allotment_id=given.id)
    work()
    (mail,) = outgoing.mails()
    assert (mail["To"], sent(job).allotment_id) == ("zoe@bank.example", given.id)
    text = mail.get_body(("plain",)).get_content()
    url = next(word for word in text.split() if "/a/" in word)
    assert client.get(url.removeprefix("http://localhost:8000")).status_code == 200


@pytest.mark.parametrize("changes", [dict(contact_email=None), dict(seats=0), dict(returns_at=now())])
def test_nobody_is_reminded_of_places_that_are_named_or_gone(outgoing, day, changes):
    given = factories.allotment(day)
    owe("allotment_reminder", allotment_id=given.id)
    for name, value in changes.items():
        setattr(given, name, value)
    db.session.commit()
    work()
    assert outgoing.mails() == []


def test_no_job_row_holds_a_link_a_name_or_an_address(outgoing, day):
    registration = person(day)
    job = owe("confirmed", registration_id=registration.id)
    work()
    row = str({column.key: getattr(job, column.key) for column in Job.__table__.columns})
    assert not any(word in row for word in ("http", "curie", "Anne", "Kergomar"))


def test_the_viewer_shows_registration_mails_masked_and_account_mails_never(outgoing, day):
    registration = person(day)
    confirmation = owe("confirmed", registration_id=registration.id)
    recovery = owe("recovery", account_id=factories.account(day).id)
    work()
    assert viewer.show(sent(recovery)) is None
    assert viewer.show(sent(recovery), unmasked=True) is None
    assert viewer.show(sent(confirmation)).button.url == "…"
    assert "/r/" in viewer.show(sent(confirmation), unmasked=True).button.url
    assert viewer.show(sent(confirmation)).attachments == ()


def test_only_mails_about_registrations_are_listed(outgoing, day):
    registration = person(day)
    jobs.enqueue("mailing.send", {"kind": "confirmed", "registration_id": registration.id}, event_id=day.id)
    owe("staff_invitation", account_id=factories.account(day).id, event_id=day.id)
    work()
    listed = db.session.scalars(queries.mails_of_event(day.id)).all()
    assert [mail.registration_id for mail in listed] == [registration.id]
    assert queries.mails_about(registration.id) == listed
    assert db.session.scalars(queries.mails_of_event(day.id, MailState.failed)).all() == []


def test_an_erased_person_leaves_no_address_behind(outgoing, day):
    registration = person(day, email="unknown@curie.example")
    job = owe("confirmed", registration_id=registration.id)
    work()
    forget_person(registration)
    db.session.expire_all()
    assert (sent(job).recipient, sent(job).state) == ("", MailState.failed)
    assert db.session.scalars(sa.select(AddressFlag)).all() == []


def test_a_place_in_a_session_that_was_left_again_is_not_announced(outgoing, day):
    who = person(day)
    seat = who.seats[0]
    owe("session_seat", registration_id=who.id, session_id=seat.session_id)
    work()
    assert [mail["Subject"].endswith("est à vous") for mail in outgoing.mails()] == [True]
    owe("session_seat", registration_id=who.id, session_id=seat.session_id)
    db.session.delete(seat)
    db.session.commit()
    work()
    assert len(outgoing.mails()) == 1
