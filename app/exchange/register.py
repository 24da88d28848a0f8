"""The people of a view and all that their rows look up, in a few queries whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Iterator
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


def read(event: Event, lang: str, *, in_words: bool = True, question_ids: Collection[int] = ()) -> Register:
    """Statuses, types and choices `in_words`, or as the codes that programs know. `question_ids`: whose
    answers are looked up."""
    return Register(
        statuses={status: _said(status, label, in_words) for status, label in STATUSES.items()},
        organisation_types={kind: _said(kind, label, in_words) for kind, label in ORGANISATION_TYPES.items()},
        codes={category.id: category.code for category in event.categories},
        labels={category.id: pick(category.label, lang) for category in event.categories},
        areas={area["code"]: pick(area["label"], lang) for area in event.areas},
        sessions=_sessions(event, lang),
        lanes=_lanes(event, lang),
        printed=printed_at(event.id),
        answers=_answers(question_ids) if question_ids else {},
        lang=lang if in_words else None,
    )


def _said(code: StrEnum, label: Any, in_words: bool) -> str:
    return str(label) if in_words else code.value


def _answers(question_ids: Collection[int]) -> dict[tuple[int, int], str]:
    rows = db.session.execute(
        sa.select(Answer.registration_id, Answer.question_id, Answer.value).where(Answer.question_id.in_(question_ids))
    )
    return {(registration_id, question_id): value for registration_id, question_id, value in rows}


def _sessions(event: Event, lang: str) -> dict[int, list[str]]:
    """The sessions in which each person holds a place, by registration, in their order."""
    titles = {session.id: pick(session.title, lang) for session in event.sessions}
    rows = db.session.execute(
        sa.select(SessionSeat.registration_id, SessionSeat.session_id)
        .join(Session)
        .where(Session.event_id == event.id, SessionSeat.state == SeatState.held)
        .order_by(Session.starts_at, Session.position, Session.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for registration_id, session_id in rows:
        found[registration_id].append(titles[session_id])
    return found


def _lanes(event: Event, lang: str) -> dict[int, str]:
    """Through which lane of an entrance each person first came, by registration."""
    rows = db.session.execute(
        sa.select(Presence.registration_id, Lane.label)
        .join(Lane, Lane.id == Presence.entry_lane_id)
        .join(CheckinPoint, CheckinPoint.id == Presence.point_id)
        .where(CheckinPoint.event_id == event.id, CheckinPoint.kind == PointKind.entrance)
        .order_by(Presence.entry_at.desc())
    )
    return {registration_id: pick(label, lang) for registration_id, label in rows}
