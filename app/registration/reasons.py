"""What keeps each of those who wait from a seat, told to organisers and, kindly, to them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from app.events.models import Event
from app.extensions import db
from app.registration import counting, waiting
from app.registration.grants import Allotment
from app.registration.models import Registration, Status

SILENT = "silent"
"""Lost the seat by silence, and has not said since that they come."""


def why_waiting(event: Event, people: Sequence[Registration], at: datetime) -> dict[int, list[str]]:
    """Of those among the people who wait, by id: which limits leave them no seat (as `Room.limits_reached`
    names them) or SILENT; empty where a seat is free. A few statements, however many people."""
    waiters = [person for person in people if person.status is Status.waitlisted]
    if not waiters:
        return {}
    room = counting.room(event, at)
    left = waiting.left(event, {person.organisation_key for person in waiters} - {""})
    allotted = {id_: _allotted(id_, at) for id_ in {person.allotment_id for person in waiters} if id_}

    def reasons(person: Registration) -> list[str]:
        if person.released_at is not None:
            return [SILENT]
        theirs = replace(
            room, organisation_limit=left.get(person.organisation_key), allotted=allotted.get(person.allotment_id)
        )
        return theirs.limits_reached(person.category_id)

    return {person.id: reasons(person) for person in waiters}


def _allotted(allotment_id: int, at: datetime) -> counting.Allotted:
    return counting.allotted(db.session.get_one(Allotment, allotment_id), at)
