"""Looking up people who run events."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.accounts.models import Account, Membership, SignIn
from app.accounts.permissions import Role
from app.core.clock import now
from app.core.text import email_key
from app.core.tokens import digest
from app.events.models import Event
from app.extensions import db

SIGN_IN_LASTS = timedelta(days=7)


def find_account(email: str) -> Account | None:
    return db.session.scalar(sa.select(Account).where(Account.email_key == email_key(email)))


def _is_open(since: Any) -> tuple[sa.ColumnElement[bool], ...]:
    return SignIn.ended_at.is_(None), SignIn.created_at > since


# Both are asked by every page of the back office: putting them together each time is a third of their price.
_SIGN_IN = (
    sa.select(SignIn)
    .join(SignIn.account)
    .where(SignIn.token_hash == sa.bindparam("token_hash"), Account.active, *_is_open(sa.bindparam("since")))
    .options(joinedload(SignIn.account))
)
_MEMBERSHIP = (
    sa.select(Membership)
    .join(Membership.event)
    .where(Membership.account_id == sa.bindparam("account_id"), Event.slug == sa.bindparam("slug"))
    .options(joinedload(Membership.event))
)


def find_sign_in(token: str) -> SignIn | None:
    """Where the token is still good: not ended, not old, the account active."""
    return db.session.scalar(_SIGN_IN, {"token_hash": digest(token), "since": now() - SIGN_IN_LASTS})


def open_sign_ins(account: Account) -> list[SignIn]:
    """Where the account is signed in, the last used first."""
    query = sa.select(SignIn).where(SignIn.account_id == account.id, *_is_open(now() - SIGN_IN_LASTS))
    return list(db.session.scalars(query.order_by(SignIn.seen_at.desc(), SignIn.id.desc())))


def find_membership(account: Account, slug: str) -> Membership | None:
    """The role at the event of that address, with the event."""
    return db.session.scalar(_MEMBERSHIP, {"account_id": account.id, "slug": slug})


def find_role(event: Event, account_id: int) -> Membership | None:
    """The role that this person has at the event, with the account."""
    query = sa.select(Membership).where(Membership.event_id == event.id, Membership.account_id == account_id)
    return db.session.scalar(query.options(joinedload(Membership.account)))


def memberships(account: Account) -> list[Membership]:
    """All roles of one person, the latest event first."""
    query = (
        sa.select(Membership)
        .join(Membership.event)
        .where(Membership.account_id == account.id)
        .options(joinedload(Membership.event))
        .order_by(Event.starts_at.desc(), Event.id.desc())
    )
    return list(db.session.scalars(query))


def staff(event: Event) -> list[Membership]:
    """Everybody with a role at the event, by name, with their accounts."""
    query = (
        sa.select(Membership)
        .join(Membership.account)
        .where(Membership.event_id == event.id)
        .options(joinedload(Membership.account))
        .order_by(Account.name, Account.email_key)
    )
    return list(db.session.scalars(query))


def in_roles(event_id: int, *roles: Role) -> list[Account]:
    """Who has one of these roles at the event and may sign in."""
    query = sa.select(Account).join(Membership, Membership.account_id == Account.id)
    return list(db.session.scalars(query.where(Membership.event_id == event_id, Membership.role.in_(roles), Account.active)))


def owns_an_event(account: Account) -> bool:
    return _is_somewhere(account, Role.owner)


def runs_an_event(account: Account) -> bool:
    return _is_somewhere(account, Role.owner, Role.organiser)


def _is_somewhere(account: Account, *roles: Role) -> bool:
    one = sa.exists().where(Membership.account_id == account.id, Membership.role.in_(roles))
    return bool(db.session.scalar(sa.select(one)))


def has_owner_besides(membership: Membership) -> bool:
    """Whether the event has another owner who can sign in."""
    others = (
        sa.exists()
        .where(Membership.event_id == membership.event_id, Membership.role == Role.owner)
        .where(Membership.account_id != membership.account_id, Account.id == Membership.account_id)
        .where(Account.active, Account.password_hash.is_not(None))
    )
    return bool(db.session.scalar(sa.select(others)))


def has_anybody() -> bool:
    """Whether anybody can sign in at all."""
    return bool(db.session.scalar(sa.select(sa.exists().where(Account.active, Account.password_hash.is_not(None)))))
