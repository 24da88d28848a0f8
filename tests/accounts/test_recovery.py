"""A forgotten password: a link by mail, built when it is sent, good once and for an hour."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
import time_machine

from app.accounts import links
from app.accounts.models import SignIn
from app.accounts.passwords import hash_password, matches
from app.accounts.service import people
from app.core.clock import now
from app.core.errors import TooMany
from app.extensions import db
from app.jobs.models import Job

NEW = "sept tritons bleus"


@pytest.fixture
def camille(organiser):
    organiser.password_hash = hash_password("correct horse battery")
    organiser.password_stamp, organiser.language = 1, "en"
    return organiser


def owed() -> list[Job]:
    return list(db.session.scalars(sa.select(Job).where(Job.kind == "mailing.send").order_by(Job.id)))


def ask(client, email):
    return client.submit(client.page("/en/recover"), email=email)


def path(link: str) -> str:
    return urlsplit(link).path


def test_asking_owes_a_mail_that_names_the_account_and_holds_no_secret(client, camille):
    ask(client, camille.email)
    assert [job.payload for job in owed()] == [{"kind": "recovery", "account_id": camille.id}]


@pytest.mark.parametrize("known", [True, False])
def test_nobody_learns_whether_an_address_is_known(client, camille, known):
    answer = ask(client, camille.email if known else "nobody@curie.example")
    assert answer.status_code == 302
    assert "If somebody with this address" in client.page(answer.location).text
    assert len(owed()) == known


def test_an_inactive_account_gets_no_mail(client, camille):
    camille.active = False
    ask(client, camille.email)
    assert owed() == []


def test_who_never_took_the_invitation_gets_it_again(client, event, reader):
    ask(client, reader.email)
    assert owed()[0].payload == {"kind": "staff_invitation", "account_id": reader.id, "event_id": event.id}


def test_three_mails_an_hour_reach_one_person_and_the_answer_stays_the_same(client, camille):
    answers = [ask(client, camille.email).location for _ in range(5)]
    assert len(set(answers)) == 1
    assert len(owed()) == 3


def test_one_address_cannot_ask_for_everybody():
    for number in range(30):
        people.ask_for_recovery(f"person{number}@curie.example", "203.0.113.9")
    with pytest.raises(TooMany):
        people.ask_for_recovery("one.more@curie.example", "203.0.113.9")


def test_the_link_sets_a_new_password_and_signs_out_everywhere_else(app, client, camille):
    other = app.test_client().sign_in(camille)
    page = client.page(path(links.recovery(camille)))
    assert client.submit(page, password=NEW).status_code == 302
    db.session.refresh(camille)
    assert matches(NEW, camille.password_hash)
    assert client.get("/en/account").status_code == 200
    assert other.get("/en/account").status_code == 302


def test_the_link_works_once(client, camille):
    link = path(links.recovery(camille))
    client.submit(client.page(link), password=NEW)
    answer = client.get(link)
    assert answer.status_code == 404
    assert "has been used" in answer.page.text


def test_looking_at_the_link_changes_nothing(client, camille):
    before = camille.password_hash
    client.page(path(links.recovery(camille)))
    db.session.refresh(camille)
    assert camille.password_hash == before
    assert db.session.scalars(sa.select(SignIn)).all() == []


def test_the_link_is_over_after_an_hour(client, camille):
    link = path(links.recovery(camille))
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert client.get(link).status_code == 404


def test_a_link_for_one_purpose_or_altered_opens_nothing_else(client, camille, reader):
    invitation = path(links.invitation(reader))
    assert client.get(invitation.replace("/join/", "/recover/")).status_code == 404
    assert client.get(path(links.recovery(camille))[:-2]).status_code == 404


def test_the_address_of_the_page_is_told_to_nobody(client, camille):
    assert client.get(path(links.recovery(camille))).headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaaaaa", "", "x" * 201])
def test_a_weak_password_is_refused_with_what_to_do(client, camille, weak):
    answer = client.submit(client.page(path(links.recovery(camille))), password=weak)
    assert answer.status_code == 200
    assert answer.page.title.startswith("Error:")


def test_a_password_made_of_ones_own_address_is_refused(client, camille):
    answer = client.submit(client.page(path(links.recovery(camille))), password=camille.email)
    assert "name and address" in answer.page.text
