"""The next sensible action, from figures alone. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from app.events.models import EventState


class Advice(StrEnum):
    complete_settings = "complete_settings"
    publish = "publish"
    approve = "approve"
    mend_addresses = "mend_addresses"
    release_silent = "release_silent"
    give_seats = "give_seats"
    tell_people = "tell_people"


@dataclass(frozen=True)
class Standing:
    """How the event stands."""

    state: EventState
    missing_settings: int = 0
    people: int = 0
    pending: int = 0
    waiting: int = 0
    free: int = 0
    undelivered: int = 0
    silent: int = 0


def advise(standing: Standing) -> Advice | None:
    """What to do first; None where all is well."""
    if standing.state is EventState.draft:
        return Advice.complete_settings if standing.missing_settings else Advice.publish
    if standing.pending:
        return Advice.approve
    if standing.undelivered:
        return Advice.mend_addresses
    if standing.silent:
        return Advice.release_silent
    if standing.waiting and standing.free:
        return Advice.give_seats
    if not standing.people and standing.state is EventState.published:
        return Advice.tell_people
    return None
