"""The way in when nobody can sign in yet: a link printed on the server, good once."""

from datetime import timedelta

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts.models import Account, Membership, OwnerLink
from app.accounts.permissions import Role
from app.accounts.queries import find_account
from app.accounts.service import people, second_step
from app.audit.service import SYSTEM, record
from app.core.clock import now
from app.core.errors import NotFound
from app.core.tokens import digest, random_token
from app.events.models import Event
from app.extensions import db

LINK_LASTS = timedelta(hours=24)


def make_link() -> str:
    """A new token; those printed before open nothing any more."""
    db.session.execute(sa.update(OwnerLink).where(OwnerLink.used_at.is_(None)).values(used_at=now()))
    token = random_token()
    db.session.add(OwnerLink(token_hash=digest(token), expires_at=now() + LINK_LASTS))
    db.session.flush()
    return token


def get_link(token: str) -> OwnerLink:
    """The link of that token. Raises NotFound where it is none, used or over."""
    link = db.session.scalar(
        sa.select(OwnerLink).where(
            OwnerLink.token_hash == digest(token), OwnerLink.used_at.is_(None), OwnerLink.expires_at > now()
        )
    )
    if link is None:
        message = _("This link has been used or is over. The command “flask owner-link” prints a new one.")
        raise NotFound("owner_link", message)
    return link


def take(token: str, name: str, email: str, language: str, password_hash: str) -> Account:
    """Use the link: an account that owns every event and may make more.

    Whoever may print the link runs the machine, so it also opens an account that exists.
    """
    used = db.session.execute(
        sa.update(OwnerLink)
        .where(OwnerLink.id == get_link(token).id, OwnerLink.used_at.is_(None))
        .values(used_at=now())
    )
    if used.rowcount != 1:  # somebody else at the same moment
        get_link(token)
    account = find_account(email) or people.add(email, name, language)
    account.name, account.language, account.active, account.creates_events = name, language, True, True
    people.set_password(account, password_hash)
    second_step.switch_off(account)  # the phone may be what was lost
    for event_id in db.session.scalars(sa.select(Event.id)):
        _own(account, event_id)
    record("account.owner_link_used", by=SYSTEM, event_id=None, object_type="account", object_id=account.id)
    db.session.flush()
    return account


def share(event_id: int) -> None:
    """What a command made is owned by whoever owns every event."""
    for account in db.session.scalars(sa.select(Account).where(Account.creates_events, Account.active)):
        _own(account, event_id)
    db.session.flush()


def _own(account: Account, event_id: int) -> None:
    membership = db.session.get(Membership, (account.id, event_id))
    if membership is None:
        db.session.add(Membership(account_id=account.id, event_id=event_id, role=Role.owner))
    else:
        membership.role = Role.owner
