"""What the pages about mails to many show."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.core import formats
from app.core.clock import now
from app.core.errors import NotFound
from app.core.languages import current
from app.events.models import Event
from app.extensions import db
from app.mailing import queries, wording
from app.mailing.guests import Passed
from app.mailing.models import Mailing, MailingState, RecipientState
from app.mailing.planning import PLANNED
from app.mailing.recipients import LeftOut
from app.organiser.mails.words import KINDS
from app.organiser.when import short_moment
from app.registration.invitation_queries import Silence
from app.registration.owed import MailKind

MOST = 100
STATES = {
    MailingState.scheduled: _l("Waits for its hour"),
    MailingState.sending: _l("Being sent"),
    MailingState.done: _l("Sent"),
    MailingState.cancelled: _l("Stopped"),
}
BECAME = {
    RecipientState.sent: _l("Sent"),
    RecipientState.owed: _l("In the outbox"),
    RecipientState.waiting: _l("Still to come"),
    RecipientState.failed: _l("Not delivered"),
    RecipientState.left_out: _l("Left out: answered, cancelled or without an address meanwhile"),
    RecipientState.stopped: _l("Stopped"),
}
OPEN = (RecipientState.waiting, RecipientState.owed)


def index(event: Event) -> dict[str, Any]:
    """For organiser/mails/mailings.html."""
    found = db.session.scalars(queries.mailings_of(event.id).limit(MOST))
    return {
        "trail": [(_("Messages"), url_for("mails.index"))],
        "mailings": [_row(event, each) for each in found],
    }


def one(event: Event, mailing: Mailing) -> dict[str, Any]:
    """For organiser/mails/mailing.html."""
    counts = queries.recipients_by_state(mailing.id)
    still_open = sum(counts.get(state, 0) for state in OPEN)
    at_work = mailing.state in (MailingState.sending, MailingState.done) and still_open and mailing.due_at <= now()
    total = mailing.total or 0
    return {
        "trail": [(_("Messages"), url_for("mails.index")), (_("To many"), url_for("mailings.index"))],
        "mailing": _row(event, mailing) | {
            "by": _by(mailing),
            "made": short_moment(mailing.created_at, event),
            "became": [(BECAME[state], people(counts[state])) for state in RecipientState if counts.get(state)],
            "progress": {"done": total - still_open, "total": max(total, 1)} if at_work else None,
            "stop_url": url_for("mailings.stop", mailing_id=mailing.id) if _can_stop(mailing, still_open) else None,
            "texts": _texts(event, mailing),
        },
    }  # fmt: skip


def _can_stop(mailing: Mailing, still_open: int) -> bool:
    return mailing.state is MailingState.scheduled or (mailing.state is not MailingState.cancelled and still_open > 0)


def _by(mailing: Mailing) -> str:
    if mailing.kind in PLANNED:
        return _("The system, at its hour")
    return mailing.account.name or mailing.account.email if mailing.account else _("A former colleague")


def _texts(event: Event, mailing: Mailing) -> list[dict[str, Any]]:
    """The words as they are written, fields and all."""
    if mailing.kind not in set(MailKind):
        return []
    return [
        {"language": language, "text": wording.text_of_mailing(mailing, language)} for language in event.languages
    ]


def _row(event: Event, mailing: Mailing) -> dict[str, Any]:
    subject = wording.text_of_mailing(mailing, current()).subject if mailing.words else ""
    return {
        "title": subject or KINDS[mailing.kind],
        "to": mailing.audience,
        "counted": people(mailing.total) if mailing.total is not None else _("Counted at its hour"),
        "state": STATES[mailing.state],
        "when": short_moment(mailing.due_at, event),
        "href": url_for("mailings.show", mailing_id=mailing.id),
    }


def get(event: Event, mailing_id: int) -> Mailing:
    """Raises NotFound."""
    mailing = db.session.scalar(queries.mailings_of(event.id).where(Mailing.id == mailing_id))
    if mailing is None:
        raise NotFound("no_mailing", _("There is no such message at this event."))
    return mailing


def people(number: int) -> str:
    return ngettext("%(number)s person", "%(number)s people", number, number=formats.number(number, current()))


def left_out(counts: Mapping[str, int]) -> list[str]:
    """A sentence for each reason that holds for somebody."""
    return [_why(reason, number) for reason, number in sorted(counts.items())]


def _why(reason: str, number: int) -> str:
    shown = formats.number(number, current())
    return {
        Silence.closed: _("registration is not open"),
        Silence.no_source: ngettext(
            "%(number)s does not say where the address is from", "%(number)s do not say where the address is from",
            number, number=shown,
        ),
        Silence.answered: ngettext("%(number)s has answered", "%(number)s have answered", number, number=shown),
        Silence.over: ngettext("%(number)s is over", "%(number)s are over", number, number=shown),
        Silence.wants_none: ngettext(
            "%(number)s wants no invitations", "%(number)s want no invitations", number, number=shown
        ),
        Passed.unsent: ngettext("%(number)s was never sent", "%(number)s were never sent", number, number=shown),
        Passed.written_to: ngettext(
            "%(number)s was written to already", "%(number)s were written to already", number, number=shown
        ),
        LeftOut.elsewhere: ngettext(
            "%(number)s is merged into another registration", "%(number)s are merged into other registrations", number,
            number=shown,
        ),
        LeftOut.gone: ngettext(
            "%(number)s is cancelled or refused", "%(number)s are cancelled or refused", number, number=shown
        ),
        LeftOut.no_address: ngettext(
            "%(number)s has no address", "%(number)s have no address", number, number=shown
        ),
        LeftOut.undeliverable: ngettext(
            "%(number)s has an address that takes no mail", "%(number)s have an address that takes no mail", number,
            number=shown,
        ),
    }[reason]  # fmt: skip
