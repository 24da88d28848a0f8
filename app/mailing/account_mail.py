"""Mails about an account: a new password, a role. Call it inside `force_locale(account.language)`."""

from flask_babel import gettext as _

from app.accounts import links
from app.accounts.models import Account, Membership
from app.accounts.permissions import ROLE_LABELS
from app.core.languages import pick
from app.extensions import db
from app.mailing.content import Content, Link
from app.mailing.fragment import fill, paragraphs
from app.mailing.texts import GREETING, TEXTS, AccountMail

ADDRESSES = {AccountMail.recovery: links.recovery, AccountMail.staff_invitation: links.invitation}


def compose(account: Account, kind: AccountMail, event_id: int | None) -> Content | None:
    """The mail of that kind; None where the role that it speaks of has been taken back."""
    membership = db.session.get(Membership, (account.id, event_id)) if event_id else None
    if kind is AccountMail.staff_invitation and membership is None:
        return None
    text, values = TEXTS[kind], _fields(account, membership)
    return Content(
        language=account.language,
        sender_name=values["event"] or "Medicen Day",
        reply_to=membership.event.reply_to if membership else "",
        subject=fill(str(text.subject), values),
        title=fill(str(text.title), values),
        paragraphs=paragraphs(f"{GREETING}\n{text.body}", values),
        button=Link(fill(str(text.button), values), ADDRESSES[kind](account)),
        after=paragraphs(str(text.after), values),
        why=_("You get this message because this address has an account."),
    )


def _fields(account: Account, membership: Membership | None) -> dict[str, str]:
    return {
        "name": account.name,
        "event": pick(membership.event.name, account.language) if membership else "",
        "role": str(ROLE_LABELS[membership.role]) if membership else "",
    }
