"""The way in when nobody can sign in yet."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine

from app.accounts import queries
from app.accounts.access import may_create_events
from app.accounts.permissions import Role
from app.accounts.service import first_owner
from app.core.clock import now
from app.core.errors import NotFound
from tests import factories

ANSWERS = {"name": "Camille Berthelot", "email": "camille@medicen.example", "password": "sept tritons bleus"}


def printed(app, *arguments: str) -> str:
    return app.test_cli_runner().invoke(args=["owner-link", *arguments]).output.strip()


def test_the_printed_link_makes_an_owner_of_every_event(app, client, event):
    other = factories.event()
    client.submit(client.page(urlsplit(printed(app)).path), **ANSWERS)
    account = queries.find_account("camille@medicen.example")
    assert {(each.event, each.role) for each in queries.memberships(account)} == {
        (event, Role.owner), (other, Role.owner)
    }  # fmt: skip
    assert client.page("/en/account").heading == "Camille Berthelot"


def test_on_an_empty_installation_the_first_owner_may_make_events(app, client):
    client.submit(client.page(urlsplit(printed(app)).path), **ANSWERS)
    assert may_create_events(queries.find_account("camille@medicen.example"))


def test_the_link_opens_once(app, client):
    link = urlsplit(printed(app)).path
    client.submit(client.page(link), **ANSWERS)
    assert client.get(link).status_code == 404
    assert client.post(link, data=ANSWERS | {"email": "thief@evil.example"}).status_code == 404
    assert queries.find_account("thief@evil.example") is None


def test_looking_at_it_does_not_use_it(app, client):
    link = urlsplit(printed(app)).path
    assert client.page(link).heading == client.page(link).heading


def test_a_newer_link_replaces_the_older(app, client):
    older, newer = urlsplit(printed(app)).path, urlsplit(printed(app)).path
    assert client.get(older).status_code == 404
    assert client.get(newer).status_code == 200


def test_it_is_over_after_a_day():
    token = first_owner.make_link()
    with time_machine.travel(now() + timedelta(hours=25)), pytest.raises(NotFound):
        first_owner.get_link(token)


def test_it_opens_an_account_that_exists_for_an_owner_who_is_locked_out(app, client, event, reader):
    client.submit(client.page(urlsplit(printed(app)).path), **ANSWERS | {"email": reader.email})
    assert queries.find_membership(reader, event.slug).role is Role.owner
    assert reader.name == "Camille Berthelot"


def test_nothing_is_printed_once_somebody_can_sign_in(app, client, reader):
    assert "/fr/welcome/" in printed(app, "--if-none")
    reader.password_hash = "x"
    assert printed(app, "--if-none") == ""


def test_an_unknown_link_is_no_way_in(client):
    assert client.get("/en/welcome/" + "x" * 43).status_code == 404
