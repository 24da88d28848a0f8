"""What to provide for somebody: for those who may, and never unseen."""

import pytest

from app.audit.queries import history
from app.core.crypto import encrypt
from app.registration.particulars import Needs
from tests import factories


@pytest.fixture
def person(event):
    made = factories.registration(event)
    factories.add(Needs(registration_id=made.id, sealed=encrypt("Vegan, step-free access")))
    return made


@pytest.fixture
def trusted(event):
    account = factories.account(event)
    account.memberships[0].may_see_needs = True
    return account


def test_who_may_reads_them_and_the_journal_says_so(client, trusted, place, person):
    page = client.sign_in(trusted).page(place(f"people/{person.id}"))
    assert "Vegan" not in page.source
    needs = client.page(page.link("Show"))
    assert "Vegan, step-free access" in needs.text
    entry = history("registration", person.id)[0]
    assert (entry.action, entry.actor_id) == ("registration.read_needs", trusted.id)


def test_each_reading_is_another_entry(client, trusted, place, person):
    client.sign_in(trusted)
    for _time in range(2):
        client.page(place(f"people/{person.id}/needs"))
    assert [entry.action for entry in history("registration", person.id)] == ["registration.read_needs"] * 2


@pytest.mark.parametrize("role", ["owner", "organiser", "receptionist", "reader"])
def test_no_role_alone_reads_them(request, client, place, person, role):
    client.sign_in(request.getfixturevalue(role))
    answer = client.get(place(f"people/{person.id}/needs"))
    assert answer.status_code == 403
    assert "Vegan" not in answer.text
    assert "person by person" in answer.page.text
    assert history("registration", person.id) == []


def test_others_learn_only_that_there_are_some(desk, place, person):
    page = desk.page(place(f"people/{person.id}"))
    assert "For authorised people only" in page.text


def test_where_none_are_noted_there_is_nothing_to_read(client, trusted, place, event):
    nobody = factories.registration(event)
    assert client.sign_in(trusted).get(place(f"people/{nobody.id}/needs")).status_code == 404
