"""A mail shown to organisers: rebuilt from what is true now, for no mail's words are kept."""

from flask_babel import force_locale

from app.core.clock import now
from app.mailing.compose import compose
from app.mailing.content import Content, masked
from app.mailing.models import SentMail
from app.registration.owed import MailKind


def show(mail: SentMail, *, unmasked: bool = False) -> Content | None:
    """What the mail says; links and codes only if `unmasked` (the caller writes the audit entry).
    None for account mails: their links open accounts, so nobody sees them. Files are left out: no
    page waits for a badge to be drawn."""
    if mail.registration is None:
        return None
    with force_locale(mail.registration.language):
        content = compose(mail.registration, MailKind(mail.kind), now(), enclose=False)
    return content if unmasked else masked(content)
