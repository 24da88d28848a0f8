"""What one mail says to one person now: texts filled in, links signed, facts written out.

Call it inside `force_locale(language)`. Nothing of it is stored, and composing again tells the same.
"""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _

from app.core import formats
from app.core.addresses import absolute
from app.core.languages import pick
from app.credentials import service as credentials
from app.credentials.reference import show
from app.events.models import Session
from app.extensions import db
from app.mailing import attachments, wording
from app.mailing.content import Ask, Content, Fact, Link, Pass
from app.mailing.event_facts import kept, on_the_day, where_and_when
from app.mailing.fragment import fill
from app.mailing.kinds import KINDS, TO_MANAGER, TO_STRANGERS, Part
from app.mailing.texts import Text
from app.mailing.worded import of_event, worded
from app.registration import lifecycle
from app.registration.lifecycle import Move
from app.registration.links import address, new_address
from app.registration.models import CancelReason, Channel, Registration, SeatState, SessionSeat, Status
from app.registration.owed import MailKind
from app.registration.service.leaving import TAKE_BACK, TAKEN_BACK
from app.registration.service.seating import current_code

TO_THE_EVENT = {MailKind.address_changed, MailKind.event_cancelled, MailKind.withdrawn}
"""What these tell leads to no registration: to whoever reads them it is closed, or there is nothing to do."""


def compose(
    registration: Registration, kind: MailKind, at: datetime, *, enclose: bool = True, text: Text | None = None,
    language: str | None = None, session_id: int | None = None,
) -> Content:
    """The mail of that kind about this registration, in its language. `enclose`: with its files;
    `text`: other words than those of the event; `language`: another one, to look at; `session_id`: which
    session it is about."""
    event, parts = registration.event, KINDS[kind].parts
    lang = language or registration.language
    text = text or wording.text_of(event.id, kind, lang)
    values = fields(registration, at, lang, session_id)
    if kind in TO_STRANGERS:
        values |= {"name": "", "other": ""}
    entry_pass = _pass(registration) if Part.entry_pass in parts else None
    enclosed = attachments.of(registration, parts, has_pass=entry_pass is not None, at=at) if enclose else ()
    words = worded(event, kind, text, values, lang, button=_button_address(registration, kind, values))
    return replace(
        words,
        subject=_for_whom(registration, kind, words.subject),
        paragraphs=_to_manager(registration, kind) + words.paragraphs + _prove_first(registration, parts, entry_pass),
        entry_pass=entry_pass,
        facts=_facts(registration, lang) if Part.facts in parts else (),
        asks=_asks(registration, parts, values),
        attachments=enclosed,
        enclosed=attachments.described(enclosed),
        why=fill(str(TO_MANAGER), values) if _is_for_a_manager(registration, kind) else words.why,
    )


def fields(registration: Registration, at: datetime, lang: str, session_id: int | None = None) -> dict[str, str]:
    """The values of FIELDS for this person; empty where there is none, or none to be repeated."""
    event, zone = registration.event, registration.event.zone
    named = _may_repeat_names(registration)
    until, held_until = _until(registration, at), registration.hold_until
    return {
        "name": registration.full_name if named else "",
        **of_event(event, lang),
        "category": pick(registration.category.label, lang),
        "session": _session_title(registration, session_id, lang),
        "reference": show(registration.reference),
        "reason": registration.refusal_reason,
        "other": _other_name(registration) if named else "",
        "until": formats.moment(until, zone, lang) if until else "",
        "missed": _missed(registration),
        "held_until": formats.time(held_until, zone, lang) if held_until and held_until > at else "",
        "organisation": registration.organisation_name if named else "",
        "seats": "",
        "unnamed": "",
    }


def _session_title(registration: Registration, session_id: int | None, lang: str) -> str:
    """Of this session; without one, of the first that the person chose."""
    chosen = sorted((seat.session for seat in registration.seats), key=lambda session: session.starts_at)
    about = db.session.get(Session, session_id) if session_id else next(iter(chosen), None)
    return pick(about.title, lang) if about else ""


def _may_repeat_names(registration: Registration) -> bool:
    """Nobody's words go to a stranger: only a proven person's, or an organiser's."""
    by_somebody_proven = registration.succeeds_id is not None or registration.vouched_at is not None
    by_an_organiser = registration.channel is not Channel.form
    return registration.email_proven_at is not None or by_somebody_proven or by_an_organiser


def _is_for_a_manager(registration: Registration, kind: MailKind) -> bool:
    """Whether somebody else reads it, who has shown that the address is theirs."""
    return registration.managed and _may_repeat_names(registration) and kind not in TO_STRANGERS


def _for_whom(registration: Registration, kind: MailKind, subject: str) -> str:
    """A manager gets the same mail about several people: the subject says about whom."""
    if not _is_for_a_manager(registration, kind):
        return subject
    return _("%(name)s: %(subject)s", name=registration.full_name, subject=subject)


def _to_manager(registration: Registration, kind: MailKind) -> tuple[str, ...]:
    """What stands above a mail that somebody else reads for this person."""
    if not _is_for_a_manager(registration, kind):
        return ()
    return (_("You manage this registration: please pass this message on to %(name)s.", name=registration.full_name),)


def _missed(registration: Registration) -> str:
    """How many offers passed without an answer, where the mail is about that."""
    ended = registration.cancel_reason is CancelReason.expired
    passed = registration.offers_expired if registration.status is Status.waitlisted or ended else 0
    return str(passed) if passed else ""


def _until(registration: Registration, at: datetime) -> datetime | None:
    """Until when this mail's button does what it says."""
    if registration.status is Status.offered:
        return registration.offered_until
    if registration.status is Status.confirmed and registration.answered_at is None:
        return registration.answer_until
    if registration.cancel_reason in TAKEN_BACK and registration.cancelled_at:
        end = registration.cancelled_at + TAKE_BACK
        return end if at < end else None
    return None


def _other_name(registration: Registration) -> str:
    """Whom the place went to, who it came from, or who named or registered this person."""
    if registration.cancel_reason is CancelReason.withdrawn or _is_named(registration):
        return registration.allotment.organisation_name if registration.allotment else ""
    other = _successor(registration) or registration.succeeds
    if other is None and registration.vouched_at is not None:
        other = registration.registered_by
    return other.full_name if other else ""


def _successor(registration: Registration) -> Registration | None:
    if registration.status is not Status.cancelled:
        return None
    return db.session.scalar(
        sa.select(Registration).where(
            Registration.succeeds_id == registration.id, Registration.status == Status.confirmed
        )
    )


def _is_named(registration: Registration) -> bool:
    """Whether the contact of an allotment named this person."""
    return registration.channel is Channel.allotment and registration.status is not Status.cancelled


def _pass(registration: Registration) -> Pass | None:
    """The entry code: for the proven address only."""
    if registration.status is not Status.confirmed or registration.email_proven_at is None:
        return None
    held = current_code(registration)
    return Pass(credentials.read_code(held.credential), show(registration.reference)) if held else None


def _prove_first(registration: Registration, parts: frozenset[Part], entry_pass: Pass | None) -> tuple[str, ...]:
    if Part.entry_pass not in parts or entry_pass or registration.email_proven_at:
        return ()
    return (_("Your entry code waits behind the button: opening it from here shows that this address is yours."),)


def _button_address(registration: Registration, kind: MailKind, values: dict[str, str]) -> str:
    if kind in TO_THE_EVENT or (kind is MailKind.cancelled and not values["until"]):
        return absolute("registration.show", lang=registration.language, slug=registration.event.slug)
    if kind is MailKind.prove_address:
        return new_address(registration)
    if kind is MailKind.thank_you:
        return address(registration, "certificates.mine")
    return address(registration, fresh=kind is MailKind.fresh_link)


def _facts(registration: Registration, lang: str) -> tuple[Fact, ...]:
    event = registration.event
    choices = kept(Fact(_("Your choices"), _choices(registration, lang)))
    return (*where_and_when(event, lang), *choices, *on_the_day(event))


def _choices(registration: Registration, lang: str) -> tuple[str, ...]:
    chosen = [seat for seat in registration.seats if seat.state is not SeatState.wanted]
    return tuple(_choice(each, lang) for each in sorted(chosen, key=lambda seat: seat.session.starts_at))


def _choice(seat: SessionSeat, lang: str) -> str:
    session = seat.session
    starts = formats.time(session.starts_at, session.event.zone, lang)
    waits = _("on its waiting list") if seat.state is SeatState.waiting else ""
    return ", ".join(filter(None, (starts, pick(session.title, lang), pick(session.room, lang), waits)))


def _asks(registration: Registration, parts: frozenset[Part], values: dict[str, str]) -> tuple[Ask, ...]:
    asks = []
    if Part.leave in parts:
        asks.append(_leave(registration))
    if Part.source in parts and (source := _source(registration, values)):
        asks.append(source)
    return tuple(asks)


def _leave(registration: Registration) -> Ask:
    cancel = address(registration, "self_service.cancel")
    if not lifecycle.may(Move.hand_over, registration.status):
        return Ask(_("You no longer wish to come?"), (Link(_("Cancel your registration"), cancel),))
    hand_over = address(registration, "self_service.hand_over")
    links = Link(_("Cancel your place"), cancel), Link(_("pass it on"), hand_over)
    return Ask(_("You cannot come any more?"), links)


def _source(registration: Registration, values: dict[str, str]) -> Ask | None:
    """Where we have this person from, if not from themselves (art. 14 GDPR)."""
    event = registration.event
    if _is_named(registration):
        who = values["other"] or registration.organisation_name
    elif registration.succeeds_id is not None:
        who = values["other"] or _("The person whose place this was")
    elif registration.vouched_at is not None:
        who = values["other"] or _("A colleague")
    elif registration.channel in (Channel.organiser, Channel.imported):
        return _told(registration, _(
            "%(who)s put your name, your organisation and this address on the list of those who are expected.",
            who=event.sender_name or values["event"],
        ))  # fmt: skip
    else:
        return None
    return _told(registration, _(
        "%(who)s gave us your name, your organisation and this address, so that we can expect you.", who=who
    ))  # fmt: skip


def _told(registration: Registration, source: str) -> Ask:
    notice = absolute("registration.privacy", lang=registration.language, slug=registration.event.slug)
    return Ask(source, (Link(_("What we do with them, and your rights"), notice),))
