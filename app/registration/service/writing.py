"""Mails that whoever types an address may cause: few enough that nobody is flooded."""

from datetime import timedelta

from flask_babel import gettext as _

from app.core import limits
from app.core.errors import TooMany
from app.core.text import email_key
from app.registration.models import Registration
from app.registration.owed import MailKind
from app.registration.service.moving import owe

MAILS_AN_HOUR, WITHIN = 3, timedelta(hours=1)


def send_link(registration: Registration, kind: MailKind = MailKind.link) -> bool:
    """Mail the person's own link; whether one is owed."""
    left = may_write_to(registration.address)
    if left:
        owe(registration, kind)
    return left


def require_mails_left(address: str | None) -> None:
    """Raises TooMany where another mail would be one too many. Counts none."""
    if not _are_left(address):
        raise TooMany(
            "too_many_mails",
            _("This address got several mails within the hour. Use the link of the latest, or wait an hour."),
            int(WITHIN.total_seconds()),
        )


def may_write_to(address: str | None) -> bool:
    """Whether this address may still be written to by strangers; counts one."""
    if not _are_left(address):
        return False
    limits.hit("mail", email_key(address) or "")
    return True


def _are_left(address: str | None) -> bool:
    return limits.count("mail", email_key(address) or "", WITHIN) < MAILS_AN_HOUR
