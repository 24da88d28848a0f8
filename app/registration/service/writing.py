"""Mails that whoever types an address may cause: few enough that nobody is flooded."""

from datetime import timedelta

from app.core import limits
from app.core.text import email_key
from app.registration.models import Registration
from app.registration.owed import MailKind
from app.registration.service.moving import owe

MAILS_AN_HOUR = 3


def send_link(registration: Registration, kind: MailKind = MailKind.link) -> bool:
    """Mail the person's own link; whether one is owed."""
    left = may_write_to(registration.address)
    if left:
        owe(registration, kind)
    return left


def may_write_to(address: str | None) -> bool:
    """Whether this address may still be written to by strangers; counts one."""
    whose = email_key(address) or ""
    if limits.count("mail", whose, timedelta(hours=1)) >= MAILS_AN_HOUR:
        return False
    limits.hit("mail", whose)
    return True
