"""Lines of a list of people, compared with those who are registered: new, changed, unchanged, or not to be taken."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.audit.service import Actor
from app.core.text import email_key
from app.credentials import reference
from app.events.locking import lock
from app.events.models import Event
from app.exchange.imports import people_taking
from app.exchange.imports.models import Import, Outcome
from app.exchange.imports.people_lines import TARGETS, Plan, read_email, words_of
from app.exchange.imports.verdicts import Problem, Record, Verdict, cannot, sound
from app.exchange.tables.values import text
from app.extensions import db
from app.registration.models import LIVE, Registration
from app.registration.session_queue import find_overlap

COMPARED = (
    "first_name", "last_name", "organisation_name", "organisation_type", "job_title", "phone", "category", "language", "areas",
    "vip", "door_note", "badge_name", "badge_organisation",
)  # fmt: skip
"""What a list may change of somebody who is there."""


class People:
    """As imports/kinds.py asks."""

    targets = TARGETS

    def missing(self, mapping: Collection[str]) -> list[str]:
        """A reference finds who is there; newcomers need an address."""
        return [] if {"reference", "email"} & set(mapping) else ["email"]

    def key(self, record: Record) -> str:
        known = reference.parse(text(record.cells.get("reference", "")))
        if known:
            return f"reference:{known}"
        email = email_key(sound(read_email, record.cells.get("email", "")))
        return f"email:{email}" if email else ""

    def judge(self, made: Import, records: Sequence[Record]) -> list[Verdict]:
        return [plan.verdict for plan in plans(made, records)]

    def take(self, made: Import, records: Sequence[Record], by: Actor) -> list[Verdict]:
        """As many as fit into one transaction; the event's lock is taken only if something changes."""
        some = people_taking.one_transaction(plans(made, records))
        if not any(plan.verdict.outcome in (Outcome.new, Outcome.changed) for plan in some):
            return [plan.verdict for plan in some]
        revision = lock(made.event_id)
        anew = plans(made, records[: len(some)])
        return people_taking.take(made, anew, by=by, revision=revision)


def _key(record: Record) -> str:
    return email_key(text(record.cells.get("email", ""))) or ""


def plans(made: Import, records: Sequence[Record]) -> list[Plan]:
    event = db.session.get_one(Event, made.event_id)
    words = words_of(event)
    by_reference, by_email = _there(made.event_id, records)

    def plan(record: Record) -> Plan:
        known = reference.parse(text(record.cells.get("reference", "")))
        person = by_reference.get(known) if known else by_email.get(_key(record))
        said, problems = words.read(record, person.areas if person else [])
        if known and person is None:
            problems.append(Problem("no_such_reference", "reference"))
        if person is not None:
            return _of_somebody(record, person, said, problems)
        return _of_nobody(event, made, record, said, problems)

    return [plan(record) for record in records]


def _there(event_id: int, records: Sequence[Record]) -> tuple[dict[str, Registration], dict[str, Registration]]:
    """Who is meant, by reference and by address: of several at one address the one that is live, else the latest."""
    references = {reference.parse(text(record.cells.get("reference", ""))) for record in records} - {None}
    emails = {_key(record) for record in records} - {""}
    found = db.session.scalars(
        sa.select(Registration)
        .where(
            Registration.event_id == event_id,
            sa.or_(Registration.reference.in_(references), Registration.email_key.in_(emails)),
        )
        .options(joinedload(Registration.organisation))
        .order_by(Registration.status.in_(LIVE), Registration.id)
    ).all()
    return {each.reference: each for each in found}, {each.email_key: each for each in found if each.email_key}


def _of_somebody(record: Record, person: Registration, said: dict[str, Any], problems: list[Problem]) -> Plan:
    if "email" in said and email_key(said["email"]) != person.email_key:
        problems.append(Problem("other_address", "email"))
    there = what_is_there(person)
    changes = {key: said[key] for key in COMPARED if key in said and said[key] != there[key]}
    if changes and person.status not in LIVE:
        problems.append(Problem("gone"))
    if problems:
        return Plan(cannot(record.line, *problems, of=person.id), person)
    outcome = Outcome.changed if changes else Outcome.unchanged
    return Plan(Verdict(record.line, outcome, registration_id=person.id, fields=tuple(changes)), person, changes)


def what_is_there(person: Registration) -> dict[str, Any]:
    """In the words of a line; the type of an organisation stands in the directory, too."""
    listed = person.organisation.type if person.organisation else None
    there = {key: getattr(person, key) for key in COMPARED if key != "category"}
    return there | {"category": person.category_id, "organisation_type": person.organisation_type or listed}


def _of_nobody(event: Event, made: Import, record: Record, said: dict[str, Any], problems: list[Problem]) -> Plan:
    said.setdefault("category", made.choices.get("category"))
    said.setdefault("language", made.choices.get("language") or event.languages[0])
    faulty = {problem.field for problem in problems}
    problems += [Problem("missing", key) for key in _missing(said) if key not in faulty]
    if find_overlap([each for each in event.sessions if each.id in said.get("sessions", ())]):
        problems.append(Problem("overlap", "sessions"))
    if problems:
        return Plan(cannot(record.line, *problems))
    return Plan(Verdict(record.line, Outcome.new), said=said)


def _missing(said: Mapping[str, Any]) -> Collection[str]:
    return [key for key in ("email", "first_name", "category") if not said.get(key)]


