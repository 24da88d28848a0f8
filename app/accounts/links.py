"""Signed links in account mails. Nothing of them is stored; the worker builds them when it sends.

Each names the account and its password's stamp, so that it opens nothing once a password was set.
"""

from flask_babel import gettext as _

from app.accounts.models import Account
from app.core.addresses import absolute
from app.core.errors import NotFound
from app.core.tokens import LinkExpired, LinkInvalid, read, sign
from app.extensions import db

RECOVERY, INVITATION = "accounts.recovery", "accounts.invitation"
SECONDS = {RECOVERY: 60 * 60, INVITATION: 7 * 24 * 60 * 60}


def recovery(account: Account) -> str:
    """The absolute address where a new password is chosen; opens for an hour."""
    return absolute("accounts.new_password", lang=account.language, token=_token(RECOVERY, account))


def invitation(account: Account) -> str:
    """The absolute address where an invited person chooses name and password; opens for 7 days.
    Who has a password already is led to the sign-in page instead."""
    if account.password_hash is not None:
        return absolute("accounts.sign_in", lang=account.language)
    return absolute("accounts.join", lang=account.language, token=_token(INVITATION, account))


def open_link(purpose: str, token: str) -> Account:
    """Whose link it is. Raises NotFound with what to do where it is altered, used or over."""
    try:
        account_id, stamp = read(purpose, token, SECONDS[purpose])
    except LinkExpired as error:
        raise NotFound("link_expired", _("This link worked for a while only. Ask for a new one.")) from error
    except LinkInvalid as error:
        raise NotFound("link_invalid", _("This link is not complete. Copy it whole from the mail.")) from error
    account = db.session.get(Account, account_id)
    if account is None or not account.active or account.password_stamp != stamp:
        raise NotFound("link_used", _("This link has been used. Sign in, or ask for a new password."))
    return account


def _token(purpose: str, account: Account) -> str:
    return sign(purpose, account.id, account.password_stamp)
