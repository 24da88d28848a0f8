"""One's own place put into words: what `registration/ticket.html` shows."""

from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.core import formats
from app.core.languages import current, pick
from app.core.qr import svg_path
from app.credentials import service as credentials
from app.credentials.matrix import matrix
from app.credentials.reference import show
from app.events.life import takes_registrations
from app.events.models import Event
from app.registration import lifecycle, offers
from app.registration.attendance import is_certified
from app.registration.event_page import category_css_url
from app.registration.lifecycle import Move
from app.registration.links import OwnLink, token_for
from app.registration.models import CancelReason, Registration, SeatState, Status
from app.registration.queries import managed_by
from app.registration.reasons import why_waiting
from app.registration.service.leaving import TAKE_BACK, TAKEN_BACK
from app.registration.service.registering_again import may_register_again
from app.registration.service.seating import current_code
from app.registration.ticket_ways import ways

QR_SIZE = 33
"""Modules, quiet zone included."""


def context(link: OwnLink, at: datetime) -> dict[str, Any]:
    registration, event = link.registration, link.registration.event
    code, question, managed = _code(registration), _do_you_come(link, at), managed_by(registration)
    lang = current()
    return {
        "event": event,
        "registration": registration,
        "category_css": category_css_url(event),
        "home_url": url_for("registration.show", slug=event.slug),
        "ticket": {
            "name": registration.full_name,
            "organisation": registration.badge_organisation or registration.organisation_name or None,
            "status": status(registration, at),
            "category": {
                "code": registration.category.code,
                "shape": registration.category.shape,
                "label": pick(registration.category.label, lang),
            },
            "qr": {"size": QR_SIZE, "path": svg_path(matrix(code))} if code else None,
            "entry_code": " ".join(code[i : i + 4] for i in range(0, len(code), 4)) if code else None,
            "reference": show(registration.reference),
            "calendar_url": url_for("mailing.calendar", token=link.token) if code else None,
            "badge_url": url_for("badges.mine", token=link.token) if code else None,
            "certificate_url": _certificate_url(link, at),
            "facts": _facts(event, lang),
            "programme": [
                {
                    "time": formats.time(seat.session.starts_at, event.zone, lang, in_column=True),
                    "title": pick(seat.session.title, lang),
                    "where": _where(seat, lang),
                }
                for seat in sorted(registration.seats, key=lambda s: s.session.starts_at)
            ],
            "ways": ways(link, at),
            "offer": None if question else _ask(link, at, managed),
            "reconfirm": question,
            "managed_by": registration.manager_email if registration.managed else None,
            "managed": _managed(link, managed, at) if managed else None,
            "leave": _leave(link),
        },
    }


def _managed(link: OwnLink, people: list[Registration], at: datetime) -> dict[str, Any]:
    """Whom this person manages, each with a link of their own; and the button that confirms who is not yet."""
    waits = any(each.status is Status.unverified for each in people)
    pressed_above = link.registration.status is Status.unverified
    return {
        "people": [_one_managed(each, at) for each in people],
        "prove_url": url_for("self_service.prove", token=link.token) if waits and not pressed_above else None,
    }


def _one_managed(person: Registration, at: datetime) -> dict[str, str | None]:
    standing = status(person, at)
    note = ". ".join(filter(None, (standing["label"], _waiting_text(person, at))))
    return {"label": person.full_name, "href": url_for("self_service.ticket", token=token_for(person)), "note": note}


def _certificate_url(link: OwnLink, at: datetime) -> str | None:
    person = link.registration
    certified = is_certified(person.status, person.arrived_at, person.event.ends_at, at)
    return url_for("certificates.mine", token=link.token) if certified else None


def _code(registration: Registration) -> str | None:
    """The entry code: shown to the proven address only."""
    if registration.status is not Status.confirmed or registration.email_proven_at is None:
        return None
    held = current_code(registration)
    return credentials.read_code(held.credential) if held else None


def status(registration: Registration, at: datetime) -> dict[str, str | None]:
    """The status in words, and what it means for this person."""
    labels = {
        Status.unverified: _("Address not confirmed yet"),
        Status.pending: _("Being looked at"),
        Status.waitlisted: _("On the waiting list"),
        Status.offered: _("A place is offered to you"),
        Status.confirmed: _("Place confirmed"),
        Status.refused: _("Not accepted"),
        Status.cancelled: _("Cancelled"),
    }
    texts = {
        Status.pending: _("Our team is checking your registration and answers within two days, by mail."),
        Status.waitlisted: _waiting_text(registration, at),
        Status.refused: _refused_text(registration),
        Status.cancelled: _cancelled_text(registration),
    }
    current_status = registration.status
    return {"code": current_status.value, "label": labels[current_status], "text": texts.get(current_status)}


def _waiting_text(registration: Registration, at: datetime) -> str | None:
    """What the person waits for; whoever lost the place by silence reads it beside the button."""
    if registration.status is not Status.waitlisted or registration.released_at is not None:
        return None
    event = registration.event
    reasons = {
        "capacity": _("All places are taken."),
        "quota": _("All places for “%(category)s” are taken.", category=pick(registration.category.label, current())),
        "organisation": _("Your organisation has all the places it can have at this event."),
        "allotment": _("All places of the group you come with are taken."),
    }
    said = [reasons[each] for each in why_waiting(event, [registration], at)[registration.id]]
    if offers.until(at, event.doors_at) is None:
        said.append(
            _(
                "It is too late now for offers by mail: ask at the welcome desk, or write to %(address)s.",
                address=event.reply_to,
            )
        )
    elif said:
        said.append(_("If one is freed, we write to you in the order of registration."))
    else:
        said.append(_("A place may be free for you: we write to you within minutes."))
    return " ".join(said)


def _refused_text(registration: Registration) -> str:
    """Why, and whom to ask."""
    question = _("A question? Write to %(address)s.", address=registration.event.reply_to)
    return " ".join(filter(None, (registration.refusal_reason, question)))


def _cancelled_text(registration: Registration) -> str:
    if registration.cancel_reason is CancelReason.handed_over:
        return _("This place has passed to somebody else.")
    return _("This place is free again.")


def _facts(event: Event, lang: str) -> list[tuple[str, str]]:
    zone = event.zone
    day = formats.day(event.starts_at, zone, lang)
    doors = _("doors open at %(time)s", time=formats.time(event.doors_at, zone, lang))
    return [
        (
            _("When"),
            f"{day[:1].upper()}{day[1:]},\n{formats.hours(event.starts_at, event.ends_at, zone, lang)}, {doors}",
        ),
        (_("Where"), "\n".join(filter(None, (pick(event.venue, lang), *pick(event.address, lang).splitlines())))),
        (_("Phone on the day"), event.day_phone),
    ]


def _where(seat: Any, lang: str) -> str | None:
    room = pick(seat.session.room, lang)
    notes = {SeatState.waiting: _("on its waiting list"), SeatState.wanted: _("wished for"), SeatState.held: ""}
    return ", ".join(filter(None, (room, notes[seat.state]))) or None


def _ask(link: OwnLink, at: datetime, managed: list[Registration]) -> dict[str, Any] | None:
    """The one thing this person should do now, if any."""
    registration = link.registration
    prove = url_for("self_service.prove", token=link.token)
    if registration.status is Status.unverified:
        alone = _("Press the button: it shows that this address is yours, and your registration is decided at once.")
        all_ = _("Press the button: it shows that this address is yours. Your registration and those you manage are decided at once.")
        return {
            "fact": _("One step is left."),
            "text": all_ if managed else alone,
            "actions": [{"label": _("Confirm my registration"), "url": prove, "kind": "primary"}],
        }
    if registration.status is Status.confirmed and registration.email_proven_at is None:
        return {
            "fact": _("Your entry code is ready."),
            "text": _("Press the button to see it: it shows that this address is yours."),
            "actions": [{"label": _("Show my entry code"), "url": prove, "kind": "primary"}],
        }
    if registration.status is Status.offered and registration.offered_until:
        until = formats.moment(registration.offered_until, registration.event.zone, current())
        return {
            "fact": _("A place is free for you."),
            "text": _(
                "It is yours if you accept it before %(until)s. After that it is offered to the next person.",
                until=until,
            ),
            "actions": [
                {
                    "label": _("Accept the place"),
                    "url": url_for("self_service.accept", token=link.token),
                    "kind": "primary",
                },
                {"label": _("Decline"), "url": url_for("self_service.decline", token=link.token), "kind": "edge"},
            ],
        }
    if _can_take_back(registration, at):
        return {
            "fact": _("Not you, or changed your mind?"),
            "text": _("Within one hour you can take the cancellation back, if a place is still free."),
            "actions": [
                {
                    "label": _("Take it back"),
                    "url": url_for("self_service.restore", token=link.token),
                    "kind": "secondary",
                }
            ],
        }
    if may_register_again(registration) and takes_registrations(registration.event, at):
        again = url_for("self_service.register_again", token=link.token)
        return {
            "fact": _("You come after all?"),
            "text": _("Register again with one press: it is decided anew, as for anybody."),
            "actions": [{"label": _("Register again"), "url": again, "kind": "secondary"}],
        }
    return None


def _do_you_come(link: OwnLink, at: datetime) -> dict[str, Any] | None:
    """Asked some days before; and after a release, for whoever comes after all."""
    registration = link.registration
    come = {"url": url_for("self_service.come", token=link.token), "kind": "primary"}
    if registration.released_at is not None:
        return {
            "fact": _("Your place has been released: we had no answer from you."),
            "text": _("You come after all? Say so: you get a place if one is left. Otherwise you wait for one again."),
            "actions": [come | {"label": _("I come after all")}],
        }
    if registration.answer_until is None or registration.answered_at or registration.arrived_at:
        return None
    until = formats.moment(registration.answer_until, registration.event.zone, current())
    in_time = _("Please answer before %(until)s: after that, your place may go to somebody who waits.", until=until)
    late = _("We have had no answer from you: your place may go to somebody who waits.")
    return {
        "fact": _("Do you come?"),
        "text": in_time if at < registration.answer_until else late,
        "actions": [
            come | {"label": _("I come")},
            {"label": _("I cannot come"), "url": url_for("self_service.cancel", token=link.token), "kind": "secondary"},
        ],
        "link": (_("A colleague comes instead"), url_for("self_service.hand_over", token=link.token)),
    }


def _can_take_back(registration: Registration, at: datetime) -> bool:
    return (
        registration.status is Status.cancelled
        and registration.cancel_reason in TAKEN_BACK
        and registration.cancelled_at is not None
        and at < registration.cancelled_at + TAKE_BACK
    )


def _leave(link: OwnLink) -> dict[str, str] | None:
    registration = link.registration
    if not lifecycle.may(Move.cancel, registration.status) or registration.arrived_at is not None:
        return None
    holds = registration.status in (Status.confirmed, Status.offered)
    return {
        "text": _("You cannot come? Cancel with one press: somebody else gets the place.")
        if holds
        else _("You do not want to come any more? Cancel with one press."),
        "url": url_for("self_service.cancel", token=link.token),
    }
