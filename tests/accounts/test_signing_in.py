"""Signing in with a password, and being signed in."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from app.accounts import queries
from app.accounts.models import SignIn
from app.accounts.passwords import hash_password
from app.accounts.service import signing_in
from app.core.clock import now
from app.core.errors import TooMany
from app.extensions import db

PASSWORD = "correct horse battery"


@pytest.fixture
def camille(organiser):
    organiser.password_hash = hash_password(PASSWORD)
    organiser.password_stamp = 1
    return organiser


def sign_in(client, email, password, address="/en/sign-in"):
    return client.submit(client.page(address), email=email, password=password)


def test_address_and_password_open_the_way_to_ones_account(client, camille):
    answer = sign_in(client, camille.email.upper(), PASSWORD)
    assert answer.status_code == 302
    assert camille.name in client.page("/en/account").heading


def test_the_browser_keeps_a_token_and_the_database_only_its_digest(client, camille):
    sign_in(client, camille.email, PASSWORD)
    with client.session_transaction() as session:
        token = session["_user_id"]
    stored = db.session.scalars(sa.select(SignIn)).one()
    assert len(token) == 43 and token != stored.token_hash
    assert queries.find_sign_in(token) is stored
    assert queries.find_sign_in(stored.token_hash) is None


@pytest.mark.parametrize("case", ["wrong password", "unknown address", "no password yet", "inactive"])
def test_a_refusal_never_says_what_was_wrong(client, camille, reader, case):
    email = {"unknown address": "nobody@curie.example", "no password yet": reader.email}.get(case, camille.email)
    camille.active = case != "inactive"
    answer = sign_in(client, email, "wrong horse battery" if case == "wrong password" else PASSWORD)
    assert answer.status_code == 403
    assert "do not belong together" in answer.page.text
    assert client.get("/en/account").status_code == 302


def test_one_returns_to_the_page_that_asked(client, camille):
    asked = client.get("/en/account?x=1")
    assert asked.status_code == 302
    assert sign_in(client, camille.email, PASSWORD, asked.location).location == "/en/account?x=1"


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_nobody_is_sent_elsewhere_after_signing_in(client, camille, elsewhere):
    answer = client.post(
        "/en/sign-in", query_string={"next": elsewhere}, data={"email": camille.email, "password": PASSWORD}
    )
    assert answer.status_code == 302 and "evil" not in answer.location


def test_what_the_browser_kept_from_before_is_dropped(client, camille):
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    sign_in(client, camille.email, PASSWORD)
    with client.session_transaction() as session:
        assert "planted" not in session


def test_guessing_is_stopped_for_this_address_while_its_owner_elsewhere_gets_in(client, camille):
    for _ in range(10):
        signing_in.attempt(camille.email, "203.0.113.9")
    with pytest.raises(TooMany) as refusal:
        signing_in.attempt(camille.email, "203.0.113.9")
    assert refusal.value.retry_after == 15 * 60
    assert signing_in.attempt(camille.email, "198.51.100.7").proves(PASSWORD)
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert signing_in.attempt(camille.email, "203.0.113.9").proves(PASSWORD)


def test_guessing_many_accounts_from_one_address_is_stopped():
    for number in range(50):
        signing_in.attempt(f"person{number}@curie.example", "203.0.113.9")
    with pytest.raises(TooMany):
        signing_in.attempt("one.more@curie.example", "203.0.113.9")


def test_too_many_attempts_say_when_to_come_back(client, camille):
    for _ in range(10):
        sign_in(client, camille.email, "wrong horse battery")
    answer = client.post("/en/sign-in", data={"email": camille.email, "password": PASSWORD})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")


def test_signing_out_ends_the_token_itself(client, camille):
    sign_in(client, camille.email, PASSWORD)
    with client.session_transaction() as session:
        token = session["_user_id"]
    client.submit(client.page("/en/account"), "Sign out")
    assert queries.find_sign_in(token) is None
    assert client.get("/en/account").status_code == 302


def test_a_sign_in_is_over_after_a_week(client, camille):
    client.sign_in(camille)
    with time_machine.travel(now() + timedelta(days=6, hours=23)):
        assert client.get("/en/account").status_code == 200
    with time_machine.travel(now() + timedelta(days=7, minutes=1)):
        assert client.get("/en/account").status_code == 302


def test_an_account_made_inactive_is_out_at_once(client, camille):
    client.sign_in(camille)
    camille.active = False
    assert client.get("/en/account").status_code == 302


def test_use_is_noted_now_and_then(client, camille):
    client.sign_in(camille)
    with time_machine.travel(now() + timedelta(minutes=10)):
        client.get("/en/account")
    stored = db.session.scalars(sa.select(SignIn)).one()
    assert stored.seen_at < now() + timedelta(minutes=1)
    later = now() + timedelta(minutes=20)
    with time_machine.travel(later):
        client.get("/en/account")
    db.session.refresh(stored)
    assert stored.seen_at >= later


def test_signing_in_reads_well_in_both_languages(client):
    assert client.page("/en/sign-in").heading == "Sign in"
    assert client.get("/fr/sign-in").page.root.get("lang") == "fr"
