"""Lines of a list of people, done: newcomers are admitted together, who is there is changed one by one."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from app.audit.models import AuditEntry
from app.audit.service import Actor
from app.core.clock import now
from app.core.errors import DomainError
from app.events.models import Event
from app.exchange.imports.models import Import, Outcome
from app.exchange.imports.people_lines import Plan
from app.exchange.imports.verdicts import Problem, Verdict, cannot
from app.extensions import db
from app.registration.details import Details
from app.registration.models import Channel, Registration
from app.registration.service import changing, deciding, reorganising
from app.registration.service.admitting_many import admit_many
from app.registration.service.submitting import draw_references, name, new_registration

PRICE = {Outcome.new: 1, Outcome.changed: 8, Outcome.unchanged: 0.2, Outcome.cannot: 0.2}
MOST = 100
"""What one transaction may cost: a hundred newcomers, so that nobody waits long for it at the door."""
OF_ORGANISATION = ("organisation_name", "organisation_type")


def one_transaction(plans: Sequence[Plan]) -> list[Plan]:
    """The first of them, as many as one transaction bears; one at least."""
    some, price = [], 0.0
    for plan in plans:
        price += PRICE[plan.verdict.outcome]
        if some and price > MOST:
            break
        some.append(plan)
    return some


def take(made: Import, plans: Sequence[Plan], *, by: Actor, revision: int) -> list[Verdict]:
    """Under the event's lock."""
    taken = {verdict.line: verdict for verdict in _admitted(made, plans, by=by, revision=revision)}
    asked = [(plan.verdict, plan.person.id, plan.said) for plan in plans if plan.verdict.outcome is Outcome.changed and plan.person]
    taken |= {verdict.line: _changed(made, verdict, id_, changes, by) for verdict, id_, changes in asked}
    return [taken.get(plan.verdict.line, plan.verdict) for plan in plans]


def _admitted(made: Import, plans: Sequence[Plan], *, by: Actor, revision: int) -> list[Verdict]:
    new = [plan for plan in plans if plan.verdict.outcome is Outcome.new]
    event = db.session.get_one(Event, made.event_id)
    references = draw_references(event.id, len(new))
    people = [_newcomer(event, plan.said, drawn) for plan, drawn in zip(new, references, strict=True)]
    wishes = [(person, plan.said.get("sessions", [])) for person, plan in zip(people, new, strict=True)]
    admit_many(event, wishes, by=by, revision=revision, told=bool(made.choices.get("mails")), key=f"import:{made.id}")
    return [
        Verdict(plan.verdict.line, Outcome.new, registration_id=person.id, version=person.version)
        for plan, person in zip(new, people, strict=True)
    ]


def _newcomer(event: Event, said: Mapping[str, Any], drawn: str) -> Registration:
    details = Details(
        first_name=said["first_name"], last_name=said.get("last_name", ""), email=said["email"],
        phone=said.get("phone", ""), organisation_name=said.get("organisation_name", ""),
        organisation_type=said.get("organisation_type"), job_title=said.get("job_title", ""), areas=said.get("areas", []),
    )  # fmt: skip
    category = next(each for each in event.categories if each.id == said["category"])
    person = new_registration(
        event, details, language=said["language"], channel=Channel.imported, at=now(), category=category, reference=drawn
    )
    for more in ("vip", "door_note", "badge_name", "badge_organisation"):
        if more in said:
            setattr(person, more, said[more])
    name(person, person.first_name, person.last_name, person.organisation_name)
    return person


def _changed(made: Import, verdict: Verdict, person_id: int, changes: Mapping[str, Any], by: Actor) -> Verdict:
    """All that the line changes, or nothing of it."""
    last = _last_entry(person_id)
    try:
        with db.session.begin_nested():
            change(made.event_id, person_id, changes, by=by, told=bool(made.choices.get("mails")))
            db.session.flush()
    except DomainError as refusal:
        return cannot(verdict.line, Problem(refusal.code), of=person_id)
    version = db.session.get_one(Registration, person_id).version
    entries = _entries(person_id, last)
    return Verdict(verdict.line, Outcome.changed, (), person_id, verdict.fields, version, entries)


def change(event_id: int, person_id: int, changes: Mapping[str, Any], *, by: Actor, told: bool = False) -> None:
    """What counts seats comes first: it may be refused."""
    if "category" in changes:
        deciding.change_category(event_id, person_id, changes["category"], by=by, silent=not told)
    if changes.keys() & set(OF_ORGANISATION):
        person = db.session.get_one(Registration, person_id)
        organisation = {key: changes.get(key, getattr(person, key)) for key in OF_ORGANISATION}
        reorganising.reorganise(event_id, person_id, **organisation, by=by)
    changing.edit(event_id, person_id, dict(changes), by=by)


def _last_entry(person_id: int) -> int:
    return db.session.scalar(sa.select(sa.func.max(AuditEntry.id)).where(*_about(person_id))) or 0


def _entries(person_id: int, after: int) -> tuple[int, ...]:
    found = sa.select(AuditEntry.id).where(*_about(person_id), AuditEntry.id > after).order_by(AuditEntry.id)
    return tuple(db.session.scalars(found))


def _about(person_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return AuditEntry.object_type == "registration", AuditEntry.object_id == person_id
