"""Signed links into one's own registration. Nothing of them is stored; mails build them."""

from dataclasses import dataclass

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from app.core.addresses import absolute
from app.core.errors import NotFound
from app.core.text import email_key
from app.core.tokens import LinkExpired, LinkInvalid, keyed_digest, read, sign
from app.extensions import db
from app.registration.models import Registration

OWN, FRESH, NEW_ADDRESS = "registration.own", "registration.fresh", "registration.new_address"
FRESH_SECONDS, NEW_ADDRESS_SECONDS = 30 * 60, 24 * 60 * 60


@dataclass(frozen=True)
class OwnLink:
    """An opened link: whose it is, its token (to build further addresses), and whether it was
    mailed within the last half hour, which the sensitive pages ask for."""

    registration: Registration
    token: str
    fresh: bool


def token_for(registration: Registration, *, fresh: bool = False) -> str:
    return sign(FRESH if fresh else OWN, registration.id, registration.link_version)


def address(registration: Registration, endpoint: str = "self_service.ticket", *, fresh: bool = False) -> str:
    """The absolute address for a mail, from BASE_URL alone."""
    return absolute(endpoint, lang=registration.language, token=token_for(registration, fresh=fresh))


def address_mark(email: str) -> str:
    """Tells one address from another in a link, without saying it."""
    return keyed_digest(f"address:{email_key(email)}")[:32]


def new_address(registration: Registration) -> str:
    """The absolute address that shows the new e-mail address to be theirs."""
    mark = address_mark(registration.new_email or "")
    token = sign(NEW_ADDRESS, registration.id, registration.link_version, mark)
    return absolute("own_address.take", lang=registration.language, token=token)


def get_new_address(token: str) -> tuple[Registration, str]:
    """Open such a link: whose it is, and the mark of the address that it went to. Raises NoLink."""
    try:
        parts = read(NEW_ADDRESS, token, max_age=NEW_ADDRESS_SECONDS)
    except LinkExpired as error:
        sentence = _("This link worked for 24 hours. Name the address once more on your page.")
        raise _over("link_expired", sentence, _named(read(NEW_ADDRESS, token))) from error
    except LinkInvalid as error:
        raise NoLink("link_invalid", _("This link is not complete. Copy it whole from the mail.")) from error
    registration = _named(parts)
    if registration is None or registration.link_version != parts[1]:
        sentence = _("This link has been used or replaced. Ask for your current one with your e-mail address.")
        raise _over("link_replaced", sentence, registration)
    return registration, str(parts[2])


class NoLink(NotFound):
    """A link that opens nothing, or nothing any more; if it was ours, the way on is to ask for the
    current one."""


def get(token: str) -> OwnLink:
    """Open a link. Raises NoLink with what to do where it is altered, replaced or over."""
    fresh = False
    try:
        parts = read(OWN, token)
    except (LinkInvalid, LinkExpired):
        parts, fresh = _read_fresh(token), True
    registration = _named(parts)
    if registration is None or registration.link_version != parts[1]:
        raise _over(
            "link_replaced",
            _("This link has been replaced. Ask for your current one with your e-mail address."),
            registration,
        )
    return OwnLink(registration, token, fresh)


def _read_fresh(token: str) -> list[int | str]:
    try:
        return read(FRESH, token, max_age=FRESH_SECONDS)
    except LinkExpired as error:
        sentence = _("This link worked for 30 minutes. Ask for a new one with your e-mail address.")
        raise _over("link_expired", sentence, _named(read(FRESH, token))) from error
    except LinkInvalid as error:
        raise NoLink(
            "link_invalid",
            _("This link is not complete. Copy it whole from the mail, or ask for a new one with your e-mail address."),
        ) from error


_WITH_EVENT = (
    sa.select(Registration).where(Registration.id == sa.bindparam("of_id")).options(joinedload(Registration.event))
)


def _named(parts: list[int | str]) -> Registration | None:
    return db.session.scalar(_WITH_EVENT, {"of_id": parts[0]})


def _over(code: str, sentence: str, registration: Registration | None) -> NoLink:
    refusal = NoLink(code, sentence)
    if registration is not None:
        refusal.way_on = (_("Find my registration"), url_for("registration.find", slug=registration.event.slug))
    return refusal
