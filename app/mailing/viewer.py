"""A mail shown to organisers: rebuilt from what is true now, for no mail's words are kept."""

from flask_babel import force_locale

from app.core.clock import now
from app.extensions import db
from app.mailing import addressees
from app.mailing.content import Content, masked
from app.mailing.models import Mailing, SentMail
from app.mailing.wording import text_of_mailing
from app.registration.owed import MailKind


def mailing_of(mail: SentMail) -> Mailing | None:
    """The mail to many that this one belongs to."""
    mailing_id = mail.payload.get("mailing_id")
    return db.session.get(Mailing, mailing_id) if mailing_id else None


def show(mail: SentMail, *, unmasked: bool = False) -> Content | None:
    """What the mail says; links and codes only if `unmasked` (the caller writes the audit entry).
    None for account mails: their links open accounts, so nobody sees them. Files are left out: no
    page waits for a badge to be drawn."""
    about = addressees.of_mail(mail)
    if about is None:
        return None
    mailing, language = mailing_of(mail), about.language
    with force_locale(language):
        text = text_of_mailing(mailing, language) if mailing else None
        session_id = mail.payload.get("session_id")
        content = addressees.write(about, MailKind(mail.kind), now(), enclose=False, text=text, session_id=session_id)
    return content if unmasked else masked(content)
