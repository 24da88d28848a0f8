"""The people of a view and all that their rows look up, in a few queries whatever their number."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from app.badges.queries import printed_at
from app.checkin.models import Presence
from app.checkin.points import CheckinPoint, Lane
from app.checkin.terms import PointKind
from app.core.languages import pick
from app.events.models import Event, Session
from app.extensions import db
from app.registration.directory import Organisation
from app.registration.forms import ORGANISATION_TYPES
from app.registration.models import Registration, SeatState, SessionSeat
from app.registration.particulars import Answer
from app.registration.wording import STATUSES

ROWS_AT_ONCE = 500

FIELDS = (
    Registration.id, Registration.reference, Registration.status, Registration.category_id,
    Registration.first_name, Registration.last_name, Registration.organisation_name,
    sa.func.coalesce(Registration.organisation_type, Organisation.type).label("organisation_type"),
    Organisation.member, Registration.job_title, Registration.email, Registration.phone, Registration.areas,
    Registration.created_at, Registration.arrived_at,
)  # fmt: skip


@dataclass(frozen=True)
class Register:
    """What the cells of one export look up; every text in the language of the file."""

    statuses: dict[str, str]
    organisation_types: dict[str | None, str]
    codes: dict[int, str]
    labels: dict[int, str]
    areas: dict[str, str]
    sessions: dict[int, list[str]]
    lanes: dict[int, str]
    printed: dict[int, datetime]
    answers: dict[tuple[int, int], str]
    """By registration and question."""
    lang: str | None
    """None: codes instead of words."""


def people(query: sa.Select[Any]) -> Iterator[Any]:
    """The rows of a search with FIELDS alone: read as they come, never all in memory."""
    rows = query.with_only_columns(*FIELDS, maintain_column_froms=True)
    rows = rows.outerjoin(Organisation, Organisation.id == Registration.organisation_id)
    return iter(db.session.execute(rows.execution_options(yield_per=ROWS_AT_ONCE)))


def read(
    event: Event, lang: str, *, in_words: bool, looked_up: Collection[str], question_ids: Sequence[int],
    ids: Sequence[int] | None = None,
) -> Register:  # fmt: skip
    """Statuses, types and choices `in_words`, or as the codes that programs know. `looked_up`: names of
    LOOK_UPS; `question_ids`: whose answers are looked up; `ids`: of these people, or of everybody."""
    found = {name: look(event, lang, ids) if name in looked_up else {} for name, look in LOOK_UPS.items()}
    return Register(
        statuses={status: _said(status, label, in_words) for status, label in STATUSES.items()},
        organisation_types={kind: _said(kind, label, in_words) for kind, label in ORGANISATION_TYPES.items()},
        codes={category.id: category.code for category in event.categories},
        labels={category.id: pick(category.label, lang) for category in event.categories},
        areas={area["code"]: pick(area["label"], lang) for area in event.areas},
        answers=_answers(question_ids, ids) if question_ids else {},
        lang=lang if in_words else None,
        **found,
    )


def _said(code: StrEnum, label: Any, in_words: bool) -> str:
    return str(label) if in_words else code.value


def _only(query: sa.Select[Any], column: Any, ids: Sequence[int] | None) -> sa.Select[Any]:
    return query if ids is None else query.where(column.in_(ids))


def _answers(question_ids: Sequence[int], ids: Sequence[int] | None) -> dict[tuple[int, int], str]:
    query = sa.select(Answer.registration_id, Answer.question_id, Answer.value).where(Answer.question_id.in_(question_ids))
    rows = db.session.execute(_only(query, Answer.registration_id, ids))
    return {(registration_id, question_id): value for registration_id, question_id, value in rows}


def _sessions(event: Event, lang: str, ids: Sequence[int] | None) -> dict[int, list[str]]:
    """The sessions in which each person holds a place, by registration, in their order."""
    titles = {session.id: pick(session.title, lang) for session in event.sessions}
    query = (
        sa.select(SessionSeat.registration_id, SessionSeat.session_id)
        .join(Session)
        .where(Session.event_id == event.id, SessionSeat.state == SeatState.held)
        .order_by(Session.starts_at, Session.position, Session.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for registration_id, session_id in db.session.execute(_only(query, SessionSeat.registration_id, ids)):
        found[registration_id].append(titles[session_id])
    return found


def _lanes(event: Event, lang: str, ids: Sequence[int] | None) -> dict[int, str]:
    """Through which lane of an entrance each person first came, by registration."""
    query = (
        sa.select(Presence.registration_id, Lane.label)
        .join(Lane, Lane.id == Presence.entry_lane_id)
        .join(CheckinPoint, CheckinPoint.id == Presence.point_id)
        .where(CheckinPoint.event_id == event.id, CheckinPoint.kind == PointKind.entrance)
        .order_by(Presence.entry_at.desc())
    )
    rows = db.session.execute(_only(query, Presence.registration_id, ids))
    return {registration_id: pick(label, lang) for registration_id, label in rows}


def _printed(event: Event, _lang: str, ids: Sequence[int] | None) -> dict[int, datetime]:
    return printed_at(event.id, ids)


LOOK_UPS: dict[str, Callable[[Event, str, Sequence[int] | None], dict[int, Any]]] = {
    "sessions": _sessions, "lanes": _lanes, "printed": _printed,
}  # fmt: skip
"""What columns may ask besides the person's own row, a query each."""
