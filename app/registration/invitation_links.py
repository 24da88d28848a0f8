"""Signed links of invitations. Nothing of them is stored; mails build them."""

from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from app.core.addresses import absolute
from app.core.crypto import fingerprint
from app.core.errors import NotFound
from app.core.text import email_key
from app.core.tokens import LinkInvalid, read, sign
from app.extensions import db
from app.registration.grants import Invitation

OWN, NO_MORE = "invitation.own", "invitation.no_more"


def print_of(email: str | None) -> str:
    """By which an address is known among those that want no invitations."""
    return fingerprint(f"no invitations:{email_key(email)}")


def address(invitation: Invitation) -> str:
    """One guest's own link, for a mail. It carries the code, which nobody has to type."""
    token = sign(OWN, invitation.id, invitation.code)
    return absolute("own_invitation.show", lang=invitation.language, token=token)


def get(token: str) -> Invitation:
    """Open a guest's own link. Raises NotFound with what to do."""
    try:
        id_, code = read(OWN, token)
    except LinkInvalid as error:
        raise NotFound("link_invalid", _("This link is not complete. Copy it whole from the mail.")) from error
    invitation = db.session.get(Invitation, id_, options=(joinedload(Invitation.event), joinedload(Invitation.category)))
    if invitation is None or invitation.code != code:
        raise NotFound("no_invitation", _("This invitation no longer exists."))
    return invitation


def no_more_address(invitation: Invitation) -> str:
    """Where one says that one wants no invitations. It holds no more than is kept then, so it works as
    long as the key does, whatever became of the invitation."""
    token = sign(NO_MORE, print_of(invitation.email))
    return absolute("no_invitations.ask", lang=invitation.language, token=token)


def read_no_more(token: str) -> str:
    """The print of the address. Raises NotFound."""
    try:
        (address_print,) = read(NO_MORE, token)
    except LinkInvalid as error:
        raise NotFound("link_invalid", _("This link is not complete. Copy it whole from the mail.")) from error
    return str(address_print)
