"""The second step of signing in: six digits from an app, or one of the recovery codes."""

import secrets

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts import digits
from app.accounts.models import Account, RecoveryCode
from app.audit.service import Actor, record
from app.core.clock import now
from app.core.crypto import decrypt, encrypt
from app.core.errors import DomainError
from app.core.tokens import keyed_digest
from app.extensions import db

CODES, LETTERS = 10, "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Ten codes of ten signs that are not mistaken for each other: 50 bits each."""


def is_on(account: Account) -> bool:
    return account.totp_sealed is not None


def switch_on(account: Account, key: str, typed: str) -> list[str]:
    """From now on the password is not enough; answers the recovery codes, shown this once.

    Raises DomainError("wrong_digits") if the digits are not those of that key now."""
    step = digits.step_of(key, typed, now(), after=0)
    if step is None:
        raise DomainError(
            "wrong_digits", _("These are not the digits that the app shows now. Check the clock of the phone.")
        )
    account.totp_sealed, account.totp_step = encrypt(key), step
    _record("account.second_step_on", account)
    return renew_codes(account)


def switch_off(account: Account) -> None:
    """The password is enough again. Twice is once."""
    if is_on(account):
        account.totp_sealed = None
        _forget_codes(account)
        _record("account.second_step_off", account)


def renew_codes(account: Account) -> list[str]:
    """Ten new recovery codes, in fives; the old ones open nothing any more."""
    _forget_codes(account)
    codes = ["".join(secrets.choice(LETTERS) for _sign in range(10)) for _code in range(CODES)]
    db.session.add_all(RecoveryCode(account_id=account.id, code_hash=_hash(account, code)) for code in codes)
    db.session.flush()
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def count_codes(account: Account) -> int:
    """How many recovery codes are left."""
    mine = sa.select(sa.func.count()).where(RecoveryCode.account_id == account.id)
    return db.session.scalar(mine) or 0


def passes(account: Account, typed: str) -> bool:
    """Whether these are the digits of now, or a recovery code: each opens once.

    Whoever is second with the same digits or code, at the very same moment too, does not pass."""
    step = digits.step_of(decrypt(account.totp_sealed), typed, now(), after=account.totp_step)
    if step is None:
        return _uses_code(account, typed)
    later = sa.update(Account).where(Account.id == account.id, Account.totp_step < step).values(totp_step=step)
    return db.session.execute(later).rowcount == 1


def _uses_code(account: Account, typed: str) -> bool:
    mine = sa.delete(RecoveryCode).where(
        RecoveryCode.account_id == account.id, RecoveryCode.code_hash == _hash(account, typed)
    )
    used = db.session.execute(mine).rowcount == 1
    if used:
        _record("account.recovery_code_used", account)
    return used


def _hash(account: Account, code: str) -> str:
    """Keyed and for one account: a copied table cannot be searched without the secret key."""
    return keyed_digest(f"{account.id} {''.join(code.upper().split()).replace('-', '')}")


def _forget_codes(account: Account) -> None:
    db.session.execute(sa.delete(RecoveryCode).where(RecoveryCode.account_id == account.id))


def _record(action: str, account: Account) -> None:
    record(action, by=Actor("account", account.id), event_id=None, object_type="account", object_id=account.id)
    db.session.flush()
