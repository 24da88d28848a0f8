"""The mails that left, shown to owner and organiser; links and codes stay masked until asked for."""

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.audit.service import record
from app.core import formats
from app.core.errors import NotFound
from app.core.languages import current
from app.events.models import Event
from app.extensions import db
from app.mailing import addressees, viewer
from app.mailing.models import MailState, SentMail
from app.mailing.queries import mails_of_event, not_delivered
from app.organiser import desk
from app.organiser.mails.words import KINDS, STATES
from app.organiser.pagination import page_asked, pages
from app.organiser.when import short_moment
from app.registration import queries
from app.registration.models import Status
from app.registration.queries import Filters, counts_by_status

blueprint = Blueprint("mails", __name__, url_prefix=f"{desk.PREFIX}/messages")

ROWS = 50


@blueprint.get("")
@allow(Permission.see_mail)
def index(event: Event) -> str:
    """Latest first; `state` narrows it."""
    state = request.args.get("state", type=MailState)
    counts, numbers = counts_by_status(event.id), _by_state(event)
    total = numbers.get(state, 0) if state else sum(numbers.values())
    page = page_asked(ROWS, total)
    found = mails_of_event(event.id, state).options(joinedload(SentMail.registration), joinedload(SentMail.invitation))
    mails = list(db.session.scalars(found.limit(ROWS).offset((page - 1) * ROWS)))
    return render_template(
        "organiser/mails/index.html",
        **desk.context(event, "mails", counts),
        ways=_ways(),
        figures=_health(event, counts),
        views=_tabs(state, numbers),
        mails=[_row(event, mail) for mail in mails],
        pages=pages(page, ROWS, len(mails), total, lambda number: url_for("mails.index", page=number, state=state)),
    )


def _ways() -> list[tuple[str, str]]:
    return [(_("Delivery"), url_for("delivery.show")), (_("Texts"), url_for("mail_texts.index")), (_("To many"), url_for("mailings.index"))]


def _by_state(event: Event) -> dict[MailState, int]:
    rows = db.session.execute(
        mails_of_event(event.id)
        .with_only_columns(SentMail.state, sa.func.count())
        .order_by(None)
        .group_by(SentMail.state)
    )
    return {state: number for state, number in rows}


def _health(event: Event, counts: dict[Status, int]) -> list[dict[str, Any]]:
    """Who cannot be reached, and who never pressed the button."""
    undelivered = queries.count(queries.search(event.id, Filters(), not_delivered()))
    return [
        _figure(_("No mail arrives"), undelivered, _("see who"), mail="undelivered"),
        _figure(_("Button never pressed"), counts.get(Status.unverified, 0), _("see who"), status=Status.unverified),
    ]


def _figure(label: str, value: int, note: str, **view: str) -> dict[str, Any]:
    return {
        "label": label, "value": formats.number(value, current()), "of": None, "note": note,
        "href": url_for("people.index", **view),
    }  # fmt: skip


def _tabs(state: MailState | None, numbers: dict[MailState, int]) -> list[dict[str, Any]]:
    tabs: list[tuple[Any, MailState | None, int]] = [
        (_("All messages"), None, sum(numbers.values())),
        (_("Not delivered"), MailState.failed, numbers.get(MailState.failed, 0)),
        (_("To be sent again"), MailState.waiting, numbers.get(MailState.waiting, 0)),
    ]
    return [
        {
            "text": text, "count": formats.number(number, current()), "current": each is state,
            "href": url_for("mails.index", state=each and each.value),
        }
        for text, each, number in tabs
    ]  # fmt: skip


def _row(event: Event, mail: SentMail) -> dict[str, Any]:
    return {
        "when": short_moment(mail.sent_at or mail.first_attempt_at, event),
        "name": addressees.name_of(about) if (about := addressees.of_mail(mail)) else "",
        "kind": KINDS.get(mail.kind, mail.kind),
        "state": STATES[mail.state],
        "failed": mail.state is MailState.failed,
        "href": url_for("mails.show", mail_id=mail.id),
    }


@blueprint.get("/<int:mail_id>")
@allow(Permission.see_mail)
def show(event: Event, mail_id: int) -> str:
    return _mail_page(event, _get(event, mail_id), unmasked=False)


@blueprint.post("/<int:mail_id>")
@allow(Permission.see_mail)
def unmask(event: Event, mail_id: int) -> str:
    """With its links and codes. Whoever has them can act as the person, so it is written down."""
    mail = _get(event, mail_id)
    record(
        "mail.unmask", by=current_actor(), event_id=event.id, object_type=addressees.sort_of(mail.kind).name,
        object_id=mail.registration_id or mail.invitation_id or mail.allotment_id, detail={"mail": mail.kind},
    )  # fmt: skip
    db.session.commit()
    return _mail_page(event, mail, unmasked=True)


def _get(event: Event, mail_id: int) -> SentMail:
    mail = db.session.scalar(mails_of_event(event.id).where(SentMail.id == mail_id))
    if mail is None:
        raise NotFound("no_mail", _("There is no such message at this event."))
    return mail


def _page_of(mail: SentMail) -> str:
    if mail.allotment_id is not None:
        return url_for("allotments.edit", allotment_id=mail.allotment_id)
    if mail.invitation_id is not None:
        return url_for("invitations.show", invitation_id=mail.invitation_id)
    return url_for("person.show", registration_id=mail.registration_id)


def _mail_page(event: Event, mail: SentMail, *, unmasked: bool) -> str:
    return render_template(
        "organiser/mails/show.html",
        **desk.context(event, "mails"),
        mail=_row(event, mail),
        recipient=mail.recipient,
        error=mail.error,
        content=viewer.show(mail, unmasked=unmasked),
        unmasked=unmasked,
        person_url=_page_of(mail),
        trail=[(_("Messages"), url_for("mails.index"))],
    )
