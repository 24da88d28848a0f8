"""Sessions put into words: what stands beside each that can be chosen, and what came of a choice."""

from flask_babel import gettext as _

from app.core import formats
from app.core.languages import current, pick
from app.events.models import Event, Session
from app.registration import session_room
from app.registration.counting import SEATED
from app.registration.forms import SessionsForm
from app.registration.models import Registration, SeatState


def hints(form: SessionsForm, event: Event, registration: Registration | None = None) -> dict[str, str]:
    """Under each session, by id: hours, room, and whether a place is left; to who has one already, that."""
    free = session_room.free(event)
    own = {seat.session_id: seat.state for seat in registration.seats} if registration else {}
    return {
        str(session.id): ", ".join(filter(None, (*when_where(session), _place(own.get(session.id), free[session.id]))))
        for session in form.choosable.values()
    }


def when_where(session: Session) -> tuple[str, str]:
    lang = current()
    hours = formats.hours(session.starts_at, session.ends_at, session.event.zone, lang)
    return hours, pick(session.room, lang)


def _place(state: SeatState | None, free: int) -> str | None:
    if state is SeatState.held:
        return _("your place")
    if state is SeatState.waiting:
        return _("you are on its waiting list")
    return None if free > 0 else _("full: you join its waiting list")


def said(registration: Registration) -> str:
    """After a choice."""
    if registration.status not in SEATED:
        return _("Your wishes are saved: places in sessions come with your place at the event.")
    return " ".join(filter(None, (_("Your sessions are saved."), waits_said(registration))))


def waits_said(registration: Registration) -> str:
    """Where the person waits for a place in a session, if anywhere."""
    full = [seat.session for seat in registration.seats if seat.state is SeatState.waiting]
    return " ".join(
        _("“%(session)s” is full: you are on its waiting list, and we write to you when a place is freed.",
          session=pick(session.title, current()))
        for session in full
    )  # fmt: skip
