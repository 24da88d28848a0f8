"""The signed link of an allotment's contact: no account. Nothing of it is stored; mails build it."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from app.core.addresses import absolute
from app.core.errors import NotFound
from app.core.tokens import LinkExpired, LinkInvalid, read, sign
from app.events.models import EventState
from app.extensions import db
from app.registration.grants import Allotment

PURPOSE = "registration.allotment"


@dataclass(frozen=True)
class ContactLink:
    """An opened link, and its token to build further addresses."""

    allotment: Allotment
    token: str


def token_for(allotment: Allotment) -> str:
    return sign(PURPOSE, allotment.id, allotment.link_version)


def address(allotment: Allotment, language: str) -> str:
    """The absolute address for a mail, from BASE_URL alone."""
    return absolute("delegates.show", lang=language, token=token_for(allotment))


def get(token: str) -> ContactLink:
    """Open a link. Raises NotFound with what to do where it is altered or replaced."""
    try:
        id_, version = read(PURPOSE, token)
    except (LinkInvalid, LinkExpired) as error:
        raise NotFound(
            "link_invalid",
            _("This link is not complete. Copy it whole from the mail, or ask the organisers for a new one."),
        ) from error
    together = (joinedload(Allotment.event), joinedload(Allotment.category))
    allotment = db.session.get(Allotment, id_, options=together)
    if allotment is None or allotment.link_version != version or allotment.event.state is EventState.draft:
        raise NotFound("link_replaced", _("This link has been replaced. Ask the organisers for the current one."))
    return ContactLink(allotment, token)
