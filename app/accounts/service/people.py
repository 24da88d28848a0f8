"""Accounts: names, languages, passwords and the mails that lead to them.

Passwords come hashed: Argon2 takes its time before the transaction begins.
"""

from datetime import timedelta

from flask_babel import gettext as _

from app.accounts.models import Account, SignIn
from app.accounts.queries import find_account, memberships
from app.accounts.service import signing_in
from app.audit.service import Actor, record
from app.core import limits
from app.core.errors import TooMany
from app.core.text import email_key
from app.extensions import db
from app.jobs.service import enqueue

HOUR = timedelta(hours=1)
MAILS_AN_HOUR, REQUESTS_AN_HOUR = 3, 30


def add(email: str, name: str, language: str) -> Account:
    """An account without a password yet."""
    account = Account(email=email.strip(), email_key=email_key(email), name=name, language=language)
    db.session.add(account)
    db.session.flush()
    return account


def set_password(account: Account, password_hash: str, but: SignIn | None = None) -> None:
    """A new password ends the sign-ins made with the old one (`but` stays) and all mailed links."""
    account.password_hash = password_hash
    account.password_stamp += 1
    signing_in.end_all(account, but)
    _record("account.password_set", account)
    db.session.flush()


def join(account: Account, name: str, password_hash: str) -> None:
    """An invited person arrives."""
    account.name = name
    set_password(account, password_hash)


def change_profile(account: Account, name: str, language: str) -> None:
    before = {"name": account.name, "language": account.language}
    account.name, account.language = name, language
    record(
        "account.changed", by=Actor("account", account.id), event_id=None, object_type="account",
        object_id=account.id, before=before, after={"name": name, "language": language},
    )  # fmt: skip
    db.session.flush()


def ask_for_recovery(email: str, came_from: str | None) -> None:
    """Owe the mail with the link, if the address is somebody's; nobody learns whether it is."""
    if limits.count("recovery:address", came_from or "", HOUR) >= REQUESTS_AN_HOUR:
        raise TooMany("too_many_requests", _("Too many requests. Try again in an hour."), int(HOUR.total_seconds()))
    limits.hit("recovery:address", came_from or "")
    key = email_key(email) or ""
    asked_before = limits.count("recovery:account", key, HOUR)
    limits.hit("recovery:account", key)
    account = find_account(email)
    if account is not None and account.active and asked_before < MAILS_AN_HOUR:
        _owe_way_in(account)


def _owe_way_in(account: Account) -> None:
    """The recovery link; to an invited person who never came, the invitation again."""
    payload: dict[str, str | int] = {"kind": "recovery", "account_id": account.id}
    if account.password_hash is None:
        invited_to = memberships(account)
        if not invited_to:
            return
        payload |= {"kind": "staff_invitation", "event_id": invited_to[0].event_id}
    enqueue("mailing.send", payload, subject=f"account:{account.id}")


def _record(action: str, account: Account) -> None:
    record(action, by=Actor("account", account.id), event_id=None, object_type="account", object_id=account.id)
