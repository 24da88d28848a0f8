"""Mails about an account: a new password, a role. Call it inside `force_locale(account.language)`."""

from collections.abc import Sequence

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
ASKS_FOR = {
    AccountMail.az_list: Permission.see_people, AccountMail.arrival: Permission.see_people,
    AccountMail.venue_list: Permission.export, AccountMail.venue_reminder: Permission.export,
}  # fmt: skip
"""What names people goes to whom the role shows them."""
LISTS: dict[AccountMail, tuple[str, dict[str, str]]] = {
    AccountMail.az_list: ("people.index", {"status": Status.confirmed.value}),
    AccountMail.venue_list: ("access_list.show", {}),
    AccountMail.venue_reminder: ("access_list.show", {}),
}
"""Where the button leads."""
OF_A_ROLE = (AccountMail.staff_invitation, *ASKS_FOR)


def compose(
    account: Account, kind: AccountMail, event_id: int | None, *, file_ids: Sequence[int] = (), about_id: int | None = None
) -> Content | None:
    """The mail of that kind; None where the role that it needs has been taken back, a file is not kept any
    more, or the person has not arrived after all."""
    membership = db.session.get(Membership, (account.id, event_id)) if event_id else None
    if kind in OF_A_ROLE and not (membership and _may_have(kind, membership)):
        return None
    found = [find_file(file_id) for file_id in file_ids]
    about = _arrived(about_id) if about_id else None
    if None in found or (about_id and about is None):
        return None
    text, values = TEXTS[kind], _fields(account, membership, about)
    files = attachments.lists(filter(None, found))
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


def _may_have(kind: AccountMail, membership: Membership) -> bool:
    return kind not in ASKS_FOR or membership.allows(ASKS_FOR[kind])


def _arrived(registration_id: int) -> Registration | None:
    """Whom the mail is about, while the entry stands."""
    person = db.session.get(Registration, registration_id)
    return person if person is not None and person.arrived_at is not None else None


def _address(account: Account, kind: AccountMail, membership: Membership | None, about: Registration | None) -> str:
    if membership and about:
        return absolute("person.show", lang=account.language, event_slug=membership.event.slug, registration_id=about.id)
    if kind in LISTS and membership:
        endpoint, more = LISTS[kind]
        return absolute(endpoint, lang=account.language, event_slug=membership.event.slug, **more)
    return ADDRESSES[kind](account)


def _fields(account: Account, membership: Membership | None, about: Registration | None) -> dict[str, str]:
    return {
        "name": account.name,
        "event": pick(membership.event.name, account.language) if membership else "",
        "day": formats.day(membership.event.starts_at, membership.event.zone, account.language) if membership else "",
        "venue": pick(membership.event.venue, account.language) if membership else "",
        "role": str(ROLE_LABELS[membership.role]) if membership else "",
        "person": about.full_name if about else "",
        "time": formats.time(about.arrived_at, about.event.zone, account.language) if about and about.arrived_at else "",
    }
