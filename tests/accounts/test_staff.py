"""Who works for an event: invitations, roles, and always an owner."""

from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from app.accounts import links, queries
from app.accounts.models import Account, Membership
from app.accounts.passwords import hash_password
from app.accounts.permissions import Role
from app.accounts.service import staff
from app.audit.queries import history
from app.audit.service import Actor
from app.core.errors import DomainError
from app.extensions import db
from app.jobs.models import Job
from tests import factories


@pytest.fixture
def boss(owner):
    """An owner who can sign in."""
    owner.password_hash = hash_password("correct horse battery")
    return owner


@pytest.fixture
def by(owner):
    return Actor("account", owner.id)


def owed() -> list[dict]:
    return [job.payload for job in db.session.scalars(sa.select(Job).where(Job.kind == "mailing.send"))]


def test_an_invitation_makes_the_account_gives_the_role_and_owes_the_mail(event, by):
    membership = staff.invite(event, "New.Person@curie.example", Role.reception, "fr", by)
    account = membership.account
    assert (account.email, account.email_key) == ("New.Person@curie.example", "new.person@curie.example")
    assert account.password_hash is None
    assert owed() == [{"kind": "staff_invitation", "account_id": account.id, "event_id": event.id}]
    assert history("account", account.id)[0].action == "staff.added"


def test_somebody_known_keeps_the_account(event, by, organiser):
    other = factories.event()
    membership = staff.invite(other, organiser.email.upper(), Role.owner, "fr", by)
    assert membership.account is organiser
    assert {each.role for each in queries.memberships(organiser)} == {Role.organiser, Role.owner}


def test_nobody_is_invited_twice_to_one_event(event, by, organiser):
    with pytest.raises(DomainError) as refusal:
        staff.invite(event, organiser.email, Role.owner, "fr", by)
    assert refusal.value.code == "already_staff"


def test_an_invited_person_chooses_name_and_password_and_is_in(client, event, by):
    account = staff.invite(event, "new@curie.example", Role.reception, "en", by).account
    link = urlsplit(links.invitation(account)).path
    assert link.startswith("/en/join/")
    page = client.page(link)
    assert "new@curie.example" in page.text
    assert client.submit(page, name="Inès Haddad", password="sept tritons bleus").status_code == 302
    assert client.page("/en/account").heading == "Inès Haddad"
    assert client.get(link).status_code == 404


def test_an_invitation_of_somebody_with_a_password_leads_to_the_sign_in_page(boss):
    assert links.invitation(boss).endswith("/fr/sign-in")


def test_a_name_that_carries_an_address_is_refused(client, event, by):
    account = staff.invite(event, "new@curie.example", Role.reception, "en", by).account
    page = client.page(urlsplit(links.invitation(account)).path)
    answer = client.submit(page, name="Win at http://spam.example", password="sept tritons bleus")
    assert answer.status_code == 200 and answer.page.title.startswith("Error:")


def test_a_changed_role_counts_at_once_and_is_recorded(event, by, boss, organiser):
    membership = db.session.get(Membership, (organiser.id, event.id))
    staff.change(membership, Role.reader, True, by)
    assert (membership.role, membership.may_see_needs) == (Role.reader, True)
    entry = history("account", organiser.id)[0]
    assert entry.values.before == {"role": "organiser", "may_see_needs": False}
    assert entry.values.after == {"role": "reader", "may_see_needs": True}


def test_the_last_owner_neither_goes_nor_steps_down(event, by, boss):
    membership = db.session.get(Membership, (boss.id, event.id))
    for step in (lambda: staff.change(membership, Role.organiser, False, by), lambda: staff.withdraw(membership, by)):
        with pytest.raises(DomainError) as refusal:
            step()
        assert refusal.value.code == "last_owner"


def test_an_owner_who_never_signed_in_does_not_count_as_one(event, by, boss):
    membership = db.session.get(Membership, (boss.id, event.id))
    invited = staff.invite(event, "second@curie.example", Role.owner, "fr", by)
    with pytest.raises(DomainError):
        staff.withdraw(membership, by)
    staff.withdraw(invited, by)
    assert queries.find_membership(invited.account, event.slug) is None


def test_with_two_owners_one_may_go(event, by, boss):
    second = factories.account(event, Role.owner, password_hash="x")
    staff.withdraw(db.session.get(Membership, (boss.id, event.id)), by)
    assert [each.account for each in queries.staff(event)] == [second]
    assert db.session.get(Account, boss.id) is boss
