"""Who sits in which session, or waits for one: a row for each person and session."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from app.core.languages import pick
from app.events.models import Event, Session
from app.exchange.service import Export, header, words, written
from app.extensions import db
from app.registration.models import Registration, SeatState, SessionSeat

COLUMNS = (
    ("session", "Session", "Session"),
    ("starts_at", "Début", "Starts"),
    ("ends_at", "Fin", "Ends"),
    ("room", "Salle", "Room"),
    ("place", "Place", "Place"),
    ("reference", "Référence", "Reference"),
    ("first_name", "Prénom", "First name"),
    ("last_name", "NOM", "Last name"),
    ("organisation", "Organisation", "Organisation"),
    ("email", "Adresse électronique", "E-mail"),
)
"""Key, headers in French and English."""
PLACES = {SeatState.held: _l("Has a place"), SeatState.waiting: _l("Waits"), SeatState.wanted: _l("Wished for")}


def export(event: Event, format_name: str, *, lang: str, at: datetime) -> Export:
    """By hour, and in a session by name. Reads only: call it in `database.reading()`."""
    said = words(PLACES, format_name, lang)
    return written(event, "sessions", format_name, header(COLUMNS, format_name, lang), _rows(event, said, lang), at)


def _rows(event: Event, said: dict[SeatState, str], lang: str) -> Iterator[list[Any]]:
    sessions = {session.id: session for session in event.sessions}
    seats = db.session.execute(
        sa.select(
            SessionSeat.session_id, SessionSeat.state, Registration.reference, Registration.first_name,
            Registration.last_name, Registration.organisation_name, Registration.email,
        )
        .join(Registration, Registration.id == SessionSeat.registration_id)
        .join(Session, Session.id == SessionSeat.session_id)
        .where(Session.event_id == event.id)
        .order_by(Session.starts_at, Session.position, Session.id, SessionSeat.state, Registration.sort_key, Registration.id)
        .execution_options(yield_per=500)
    )  # fmt: skip
    for session_id, state, *person in seats:
        session = sessions[session_id]
        yield [
            pick(session.title, lang), session.starts_at, session.ends_at, pick(session.room, lang), said[state], *person,
        ]  # fmt: skip
