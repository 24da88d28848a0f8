"""Between password and second step: who it is stands in the browser's session, signed, for ten minutes."""

from flask import session

from app.accounts.models import Account
from app.core.tokens import LinkExpired, LinkInvalid, read, sign
from app.extensions import db

KEY = PURPOSE = "halfway"
SECONDS = 10 * 60


def remember(account: Account) -> None:
    """The password was right. Whatever the browser kept from before is dropped."""
    session.clear()
    session[KEY] = sign(PURPOSE, account.id, account.password_stamp)


def find() -> Account | None:
    """Who typed the right password here lately, if it still is the password."""
    try:
        account_id, stamp = read(PURPOSE, session.get(KEY, ""), SECONDS)
    except (LinkExpired, LinkInvalid):
        return None
    account = db.session.get(Account, account_id)
    return account if account is not None and account.active and account.password_stamp == stamp else None
