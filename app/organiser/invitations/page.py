"""One invitation on its page."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _

from app.accounts.access import may
from app.accounts.permissions import Permission
from app.core.addresses import absolute
from app.core.clock import now
from app.core.languages import LANGUAGES
from app.core.tokens import random_token
from app.events.models import Event
from app.extensions import db
from app.mailing.models import SentMail
from app.mailing.queries import find_flag, mails_to_guest
from app.organiser.invitations.forms import SOURCES
from app.organiser.invitations.words import STANDINGS, mark, name, until, used_of
from app.organiser.mails.words import KINDS, STATES
from app.organiser.when import short_moment
from app.registration.grants import Invitation
from app.registration.invitation_queries import Silence, Standing, find_silence, standing, who_came
from app.registration.models import Registration
from app.registration.service import guests, inviting
from app.registration.wording import STATUSES


def one(event: Event, invitation: Invitation) -> dict[str, Any]:
    """For organiser/invitations/show.html."""
    at = now()
    stands = Standing(db.session.scalar(sa.select(standing(at)).where(Invitation.id == invitation.id)))
    silence = find_silence(invitation, at)
    return {
        "trail": [(_("Invitations"), url_for("invitations.index"))],
        "invitation": {
            "id": invitation.id,
            "name": name(invitation),
            "category": mark(invitation),
            "state": STANDINGS[stands],
            "facts": _facts(event, invitation, at),
            "notices": list(_notices(invitation, silence)),
            "mails": [_mail(event, mail) for mail in mails_to_guest(invitation.id)],
            "came": [_came(person) for person in who_came(invitation)],
            "steps": _steps(invitation, silence),
            "over": invitation.expires_at is not None and invitation.expires_at <= at,
            "by_name": invitation.email is not None,
            "once": random_token(),
        },
        "code_url": None if invitation.email else code_address(event, invitation),
    }  # fmt: skip


def _facts(event: Event, invitation: Invitation, at: datetime) -> list[tuple[str, str]]:
    """The code of somebody's own link stays in the link: with it one could come as them."""
    used = inviting.count_used(invitation, at)
    known = [
        (_("Address"), invitation.email),
        (_("Organisation"), invitation.organisation_name),
        (_("For"), _whom(invitation)),
        (_("Used"), used_of(invitation, used)),
        (_("Until"), until(event, invitation)),
        (_("Approval"), _("not asked") if invitation.skips_approval else _("as the category says")),
        (_("Language"), LANGUAGES.get(invitation.language) if invitation.email else None),
        (_("Address from"), _source(invitation)),
        (_("Code"), None if invitation.email else invitation.code),
    ]  # fmt: skip
    return [(term, value) for term, value in known if value]


def _whom(invitation: Invitation) -> str | None:
    """Who may use a code."""
    if invitation.email:
        return None
    return f"@{invitation.domain}" if invitation.domain else _("anybody who has it")


def _source(invitation: Invitation) -> str | None:
    said = SOURCES[invitation.source] if invitation.source else None
    return f"{said} ({invitation.source_detail})" if said and invitation.source_detail else said and str(said)


def _notices(invitation: Invitation, silence: Silence | None) -> Iterator[tuple[str, str]]:
    """What an organiser should know before anything else."""
    if silence is Silence.wants_none:
        yield "attention", guests.sentence(silence)
    flag = find_flag(invitation.email)
    if flag is not None:
        yield "attention", _("No mail arrives at this address: %(reason)s.", reason=flag.reason)


def _steps(invitation: Invitation, silence: Silence | None) -> list[tuple[str, str, str]]:
    """Buttons: what, label, kind."""
    if silence is not None or not may(Permission.send_mail):
        return []
    if invitation.invited_at is None:
        return [("invitation", _("Send the invitation"), "primary")]
    return [("reminder", _("Send a reminder"), "primary"), ("invitation", _("Send the invitation again"), "edge")]


def _mail(event: Event, mail: SentMail) -> tuple[str, str, str | None]:
    """When, what, and where it is shown."""
    href = url_for("mails.show", mail_id=mail.id) if may(Permission.see_mail) else None
    return short_moment(mail.sent_at or mail.first_attempt_at, event), f"{KINDS[mail.kind]} ({STATES[mail.state]})", href


def _came(person: Registration) -> tuple[str, str, str]:
    return person.full_name, str(STATUSES[person.status]), url_for("person.show", registration_id=person.id)


def code_address(event: Event, invitation: Invitation) -> str:
    """What a team sends around itself, for a code."""
    return absolute("invitation.show", lang=event.languages[0], slug=event.slug, code=invitation.code)
