"""Signing in, in three steps, so that no transaction is open while Argon2 works:
`attempt` (counted and committed), `Attempt.proves`, `start`."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts import passwords
from app.accounts.models import Account, SignIn
from app.accounts.queries import find_account
from app.core import limits
from app.core.clock import now
from app.core.errors import TooMany
from app.core.text import email_key
from app.core.tokens import digest, random_token
from app.extensions import db

SEEN_EVERY = timedelta(minutes=15)
PROOF_LASTS = timedelta(hours=1)
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)


@dataclass(frozen=True)
class Attempt:
    """Somebody says who they are. `stored` is None where nobody may sign in with that address."""

    account_id: int | None
    stored: str | None

    def proves(self, password: str) -> bool:
        """Whether the password is right; as slow where there is no such account."""
        return passwords.matches(password, self.stored)


def attempt(email: str, came_from: str | None) -> Attempt:
    """Count this attempt. Raises TooMany.

    Guessing is slowed for one address against one account first: a stranger elsewhere must not
    lock an organiser out on the day.
    """
    key = email_key(email) or ""
    _count(
        ("sign-in:pair", f"{came_from} {key}", 10, QUARTER),
        ("sign-in:address", came_from or "", 50, QUARTER),
        ("sign-in:account", key, 100, HOUR),
    )
    account = find_account(email)
    known = account is not None and account.active
    return Attempt(account.id, account.password_hash) if known else Attempt(None, None)


def count_second_step(account: Account) -> None:
    """Count one try at the second step: whoever gets here has the password. Raises TooMany."""
    _count(("sign-in:second-step", str(account.id), 10, QUARTER))


def _count(*most_within: tuple[str, str, int, timedelta]) -> None:
    """(scope, whose, how many, within which time), one by one."""
    for scope, whose, most, within in most_within:
        if limits.count(scope, whose, within) >= most:
            raise TooMany(
                "too_many_attempts",
                _("Too many attempts to sign in. Wait a quarter of an hour, or ask for a new password."),
                int(within.total_seconds()),
            )
        limits.hit(scope, whose)


def start(account_id: int, agent: str) -> SignIn:
    """A new sign-in, with its token on it for the browser."""
    token = random_token()
    sign_in = SignIn(token_hash=digest(token), account_id=account_id, agent=agent[:200])
    sign_in.token = token
    db.session.add(sign_in)
    db.session.flush()
    return sign_in


def is_proven(sign_in: SignIn) -> bool:
    """Whether the password was typed here lately enough for what is grave."""
    return sign_in.proven_at > now() - PROOF_LASTS


def prove(sign_in: SignIn) -> None:
    sign_in.proven_at = now()
    db.session.flush()


def needs_touch(sign_in: SignIn) -> bool:
    return sign_in.seen_at < now() - SEEN_EVERY


def touch(sign_in_id: int) -> None:
    """Note that it is in use."""
    db.session.execute(sa.update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now()))


def end(sign_in: SignIn) -> None:
    sign_in.ended_at = now()
    db.session.flush()


def end_all(account: Account, but: SignIn | None = None) -> None:
    """Sign out everywhere; `but` stays."""
    others = sa.update(SignIn).where(SignIn.account_id == account.id, SignIn.ended_at.is_(None))
    if but is not None:
        others = others.where(SignIn.id != but.id)
    db.session.execute(others.values(ended_at=now()))
