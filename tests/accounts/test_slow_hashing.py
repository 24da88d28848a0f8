"""While Argon2 works, nobody waits for a transaction of ours."""

from urllib.parse import urlsplit

import pytest

from app.accounts import links, passwords
from app.accounts.service import first_owner
from app.extensions import db

OLD, NEW = "correct horse battery", "sept tritons bleus"


@pytest.fixture
def camille(organiser):
    organiser.password_hash = passwords.hash_password(OLD)
    return organiser


@pytest.fixture
def seen(monkeypatch):
    """What Argon2 saw each time it worked: was a transaction open?"""
    found: list[bool] = []

    def watched(work):
        def works(*arguments):
            found.append(db.session().in_transaction())
            return work(*arguments)

        return works

    monkeypatch.setattr(passwords, "matches", watched(passwords.matches))
    monkeypatch.setattr(passwords, "hash_password", watched(passwords.hash_password))
    return found


def test_signing_in(client, camille, seen):
    client.submit(client.page("/en/sign-in"), email=camille.email, password=OLD)
    assert seen == [False]


def test_typing_the_password_again(client, camille, seen):
    client.sign_in(camille)
    client.submit(client.page("/en/account/confirm"), password=OLD)
    assert seen == [False]


def test_changing_the_password(client, camille, seen):
    client.sign_in(camille)
    client.submit(client.page("/en/account"), "Change the password", current=OLD, password=NEW)
    assert seen == [False, False]


def test_choosing_a_new_password_by_link(client, camille, seen):
    client.submit(client.page(urlsplit(links.recovery(camille)).path), password=NEW)
    assert seen == [False]


def test_joining(client, reader, seen):
    client.submit(client.page(urlsplit(links.invitation(reader)).path), name="Inès", password=NEW)
    assert seen == [False]


def test_the_first_owner(client, seen):
    link = f"/en/welcome/{first_owner.make_link()}"
    client.submit(client.page(link), name="Inès", email="ines@medicen.example", password=NEW)
    assert seen == [False]
