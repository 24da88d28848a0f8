"""Mails about an account: a new password, a role. Call it inside `force_locale(account.language)`."""

from flask_babel import gettext as _

from app.accounts import links
from app.accounts.models import Account, Membership
from app.accounts.permissions import ROLE_LABELS
from app.core.addresses import absolute
from app.core.languages import pick
from app.extensions import db
from app.jobs.files import find_file
from app.mailing import attachments
from app.mailing.content import Content, Link
from app.mailing.fragment import fill, paragraphs
from app.mailing.texts import GREETING, TEXTS, AccountMail
from app.registration.models import Status

ADDRESSES = {AccountMail.recovery: links.recovery, AccountMail.staff_invitation: links.invitation}
NEEDS_ROLE = (AccountMail.staff_invitation, AccountMail.az_list)


def compose(account: Account, kind: AccountMail, event_id: int | None, file_id: int | None = None) -> Content | None:
    """The mail of that kind; None where the role that it speaks of has been taken back, or the file
    is not kept any more."""
    membership = db.session.get(Membership, (account.id, event_id)) if event_id else None
    file = find_file(file_id) if file_id else None
    if (kind in NEEDS_ROLE and membership is None) or (file_id and file is None):
        return None
    text, values = TEXTS[kind], _fields(account, membership)
    files = (attachments.stored(file, _("the list to print (PDF, %(size)s kB)")),) if file else ()
    return Content(
        language=account.language,
        sender_name=values["event"] or "Medicen Day",
        reply_to=membership.event.reply_to if membership else "",
        subject=fill(str(text.subject), values),
        title=fill(str(text.title), values),
        paragraphs=paragraphs(f"{GREETING}\n{text.body}", values),
        button=Link(fill(str(text.button), values), _address(account, kind, membership)),
        after=paragraphs(str(text.after), values),
        attachments=files,
        enclosed=attachments.described(files),
        why=_("You get this message because this address has an account."),
    )


def _address(account: Account, kind: AccountMail, membership: Membership | None) -> str:
    if kind is AccountMail.az_list and membership:
        return absolute("people.index", lang=account.language, event_slug=membership.event.slug, status=Status.confirmed.value)
    return ADDRESSES[kind](account)


def _fields(account: Account, membership: Membership | None) -> dict[str, str]:
    return {
        "name": account.name,
        "event": pick(membership.event.name, account.language) if membership else "",
        "role": str(ROLE_LABELS[membership.role]) if membership else "",
    }
