"""Mails about an account: a new password, a role. Call it inside `force_locale(account.language)`."""

from flask_babel import gettext as _

from app.accounts import links
from app.accounts.models import Account, Membership
from app.accounts.permissions import ROLE_LABELS, Permission
from app.core import formats
from app.core.addresses import absolute
from app.core.languages import pick
from app.extensions import db
from app.jobs.files import find_file
from app.mailing import attachments
from app.mailing.content import Content, Link
from app.mailing.fragment import fill, paragraphs
from app.mailing.texts import GREETING, TEXTS, AccountMail
from app.registration.models import Registration, Status

ADDRESSES = {AccountMail.recovery: links.recovery, AccountMail.staff_invitation: links.invitation}
NEEDS_ROLE = (AccountMail.staff_invitation, AccountMail.az_list, AccountMail.arrival)


def compose(
    account: Account, kind: AccountMail, event_id: int | None, *, file_id: int | None = None, about_id: int | None = None
) -> Content | None:
    """The mail of that kind; None where the role that it speaks of has been taken back, the file is not kept
    any more, or the person has not arrived after all."""
    membership = db.session.get(Membership, (account.id, event_id)) if event_id else None
    file = find_file(file_id) if file_id else None
    about = _arrived(membership, about_id) if membership and about_id else None
    if (kind in NEEDS_ROLE and membership is None) or (file_id and file is None) or (about_id and about is None):
        return None
    text, values = TEXTS[kind], _fields(account, membership, about)
    files = (attachments.stored(file, _("the list to print (PDF, %(size)s kB)")),) if file else ()
    return Content(
        language=account.language,
        sender_name=values["event"] or "Medicen Day",
        reply_to=membership.event.reply_to if membership else "",
        subject=fill(str(text.subject), values),
        title=fill(str(text.title), values),
        paragraphs=paragraphs(f"{GREETING}\n{text.body}", values),
        button=Link(fill(str(text.button), values), _address(account, kind, membership, about)),
        after=paragraphs(str(text.after), values),
        attachments=files,
        enclosed=attachments.described(files),
        why=_("You get this message because this address has an account."),
    )


def _arrived(membership: Membership, registration_id: int) -> Registration | None:
    """Whom the mail is about, while the entry stands and this role may see names."""
    person = db.session.get(Registration, registration_id)
    if person is None or person.arrived_at is None or not membership.allows(Permission.see_people):
        return None
    return person


def _address(account: Account, kind: AccountMail, membership: Membership | None, about: Registration | None) -> str:
    if membership and about:
        return absolute("person.show", lang=account.language, event_slug=membership.event.slug, registration_id=about.id)
    if kind is AccountMail.az_list and membership:
        return absolute("people.index", lang=account.language, event_slug=membership.event.slug, status=Status.confirmed.value)
    return ADDRESSES[kind](account)


def _fields(account: Account, membership: Membership | None, about: Registration | None) -> dict[str, str]:
    return {
        "name": account.name,
        "event": pick(membership.event.name, account.language) if membership else "",
        "role": str(ROLE_LABELS[membership.role]) if membership else "",
        "person": about.full_name if about else "",
        "time": formats.time(about.arrived_at, about.event.zone, account.language) if about and about.arrived_at else "",
    }
