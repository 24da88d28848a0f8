"""By which steps somebody came to a status, and when. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.registration.lifecycle import Move
from app.registration.models import Status

Step = tuple[Move, Status]

AFTER = {
    Move.submit: timedelta(0),
    Move.admit: timedelta(0),
    Move.prove: timedelta(minutes=7),
    Move.approve: timedelta(hours=20),
    Move.refuse: timedelta(hours=26),
    Move.offer: timedelta(hours=30),
    Move.cancel: timedelta(days=3, hours=5),
}
"""How long after its beginning a registration took the step."""


def steps(now: Status, *, vouched: bool, asked: bool) -> list[Step]:
    """The steps that lead to the status `now`. `vouched`: an organiser or an allotment's contact
    named the person; `asked`: an organiser had to say yes."""
    begun = [] if vouched else [(Move.submit, Status.unverified)]
    proof = Move.admit if vouched else Move.prove
    pending = [*begun, (proof, Status.pending)]
    match now:
        case Status.unverified:
            return begun
        case Status.pending:
            return pending
        case Status.refused:
            return [*pending, (Move.refuse, now)]
        case Status.waitlisted | Status.confirmed:
            return [*pending, (Move.approve, now)] if asked else [*begun, (proof, now)]
        case Status.offered:
            return [*steps(Status.waitlisted, vouched=vouched, asked=asked), (Move.offer, now)]
        case Status.cancelled:
            return [*steps(Status.confirmed, vouched=vouched, asked=asked), (Move.cancel, now)]


def moments(taken: list[Step], begun: datetime, now: datetime) -> Iterator[tuple[Step, datetime]]:
    """Each step with its moment, none in the future."""
    for step in taken:
        yield step, min(now, begun + AFTER[step[0]])


def begun_at(number: int, among: int, opened: datetime, now: datetime) -> datetime:
    """When the n-th of the registrations came in: many soon after the opening, the last just now."""
    return opened + (now - opened) * (number + 0.5) / among
