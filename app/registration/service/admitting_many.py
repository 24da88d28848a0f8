"""Many people whom somebody vouches for, admitted at once: what `proving.admit` decides of one, with the
database asked once for all of them. Under the event's lock."""

from collections.abc import Sequence
from datetime import datetime

from app.audit.service import Actor, record
from app.core.clock import now
from app.credentials import service as credentials
from app.events.models import Event
from app.extensions import db
from app.jobs import service as jobs
from app.registration import counting, lifecycle, waiting
from app.registration.admission import Membership, needs_approval
from app.registration.directory import Organisation
from app.registration.lifecycle import Move
from app.registration.matching import find_matches
from app.registration.membership import limit_key
from app.registration.models import Channel, Registration, RegistrationCredential, Status
from app.registration.organisation_names import name_key
from app.registration.owed import OWED, MailKind
from app.registration.service.moving import MAIL_JOB
from app.registration.service.proving import application
from app.registration.service.session_seats import take_session_seats, wish


def admit_many(
    event: Event, newcomers: Sequence[tuple[Registration, list[int]]], *, by: Actor, revision: int, told: bool, key: str
) -> None:
    """Each with the sessions that they want. In their order: who comes first has the seat.

    `told`: by mail, as if an organiser had added them; `key`: what the keys of these jobs begin with."""
    at, people = now(), [person for person, _sessions in newcomers]
    if not people:
        return
    for person, after in zip(people, _decided(event, people, at), strict=True):
        lifecycle.check(Move.admit, None, after)
        person.status, person.revision, person.version = after, revision, 1
        person.confirmed_at = at if after is Status.confirmed else None
    db.session.add_all(people)
    db.session.flush()
    _give_codes(event, [person for person in people if person.status is Status.confirmed])
    kinds = {person.id: _kind(person) if told else None for person in people}
    _tell(event, people, kinds, by=by, at=at, key=key)
    for person, session_ids in newcomers:
        _seat_in_sessions(person, session_ids)


def _decided(event: Event, people: Sequence[Registration], at: datetime) -> list[Status]:
    memberships = _place(people)
    keys = {person.organisation_key for person in people} - {""}
    seating = waiting.seating(event, counting.room(event, at), at, keys)

    def decide(person: Registration, membership: Membership) -> Status:
        if needs_approval(application(person, membership)):
            return Status.pending
        has_seat = seating.seat(person.category_id, person.organisation_key)
        return Status.confirmed if has_seat else Status.waitlisted

    return [decide(*each) for each in zip(people, memberships, strict=True)]


def _place(people: Sequence[Registration]) -> list[Membership]:
    """Set organisation and limit key of each; what is known of the memberships."""
    found = find_matches([(person.organisation_name, person.email) for person in people])
    ids = {match.organisation_id for match in found} - {None}
    organisations = {each.id: each for each in db.session.query(Organisation).filter(Organisation.id.in_(ids))}
    for person, match in zip(people, found, strict=True):
        person.organisation_id = match.organisation_id
        person.organisation = organisations.get(match.organisation_id)
        person.organisation_key = limit_key(match.organisation_id, name_key(person.organisation_name))
    return [match.membership for match in found]


def _give_codes(event: Event, seated: Sequence[Registration]) -> None:
    if seated:
        codes = credentials.issue_many(event, len(seated))
        db.session.add_all(
            RegistrationCredential(registration_id=person.id, credential_id=code.id)
            for person, code in zip(seated, codes, strict=True)
        )


def _kind(person: Registration) -> MailKind | None:
    return OWED.get((Move.admit, person.status, Channel.organiser))


def _tell(
    event: Event, people: Sequence[Registration], kinds: dict[int, MailKind | None], *, by: Actor, at: datetime, key: str
) -> None:
    """The journal, and those who are to be told."""
    for person in people:
        kind = kinds[person.id]
        record(
            f"registration.{Move.admit.value}", by=by, event_id=event.id, object_type="registration", object_id=person.id,
            at=at, detail={"from": None, "to": person.status.value, "mail": kind and kind.value},
        )  # fmt: skip
    db.session.flush()
    owed = [
        (f"{key}:{id_}", f"registration:{id_}", {"kind": kind.value, "registration_id": id_})
        for id_, kind in kinds.items()
        if kind is not None
    ]
    jobs.enqueue_many(MAIL_JOB, owed, event_id=event.id)


def _seat_in_sessions(person: Registration, session_ids: list[int]) -> None:
    if session_ids:
        wish(person, session_ids)
        if person.status is Status.confirmed:
            take_session_seats(person)
