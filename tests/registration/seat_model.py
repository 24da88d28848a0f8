"""What the rules of seats say, told as plainly as possible: lists and loops, no SQL, no cleverness.

The state machine of test_invariants.py compares the services with it.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from app.registration.models import SeatState, Status

SEATED = {Status.confirmed, Status.offered}


@dataclass(frozen=True)
class Person:
    """One row, as far as seats are concerned."""

    id: int
    status: Status
    category: int
    organisation: str
    allotment: int | None
    hold_until: datetime | None
    rank: tuple[datetime, int]
    released: bool = False
    """Lost the seat by silence, and has not spoken since."""
    succeeds: bool = False
    """Named for the place of somebody else."""


@dataclass(frozen=True)
class Limits:
    capacity: int
    quotas: dict[int, int | None]
    counting: set[int]
    organisations: dict[str, int]
    """Every organisation key that anybody has, and its limit."""
    allotments: dict[int, tuple[int, int, datetime]] = field(default_factory=dict)
    """By id: seats, category, return date."""


@dataclass(frozen=True)
class Seats:
    people: list[Person]
    limits: Limits
    at: datetime

    def takes_a_seat(self, person: Person) -> bool:
        return person.status in SEATED or self.holds(person)

    def holds(self, person: Person) -> bool:
        held = person.status is Status.unverified and person.hold_until is not None
        return held and person.hold_until > self.at

    def named(self, allotment: int) -> int:
        return sum(p.allotment == allotment and self.takes_a_seat(p) for p in self.people)

    def unnamed(self, category: int) -> int:
        """Seats of allotments in this category that nobody was named for yet."""
        return sum(
            max(0, seats - self.named(id_))
            for id_, (seats, allotted, returns_at) in self.limits.allotments.items()
            if allotted == category and returns_at > self.at
        )

    def left_to_name(self, allotment: int) -> int:
        """How many more delegates fit: those to be approved will sit, those who wait come first."""
        seats = self.limits.allotments[allotment][0]
        theirs = [p for p in self.people if p.allotment == allotment]
        asked = sum(p.status is Status.pending and not p.succeeds for p in theirs)
        return seats - self.named(allotment) - asked - sum(p.allotment == allotment for p in self.queue())

    def giving(self, allotment: int, seats: int, category: int, returns_at: datetime) -> "Seats":
        """The same with other terms of an allotment."""
        allotments = self.limits.allotments | {allotment: (seats, category, returns_at)}
        return replace(self, limits=replace(self.limits, allotments=allotments))

    def oversteps(self, before: "Seats") -> object | None:
        """A limit of which more is taken than there is, and more than before; a lowered limit may stand below.
        How many are named stays, whatever an allotment is."""
        was = before.used()
        for limit, (taken, most) in self.used().items():
            if most is not None and taken > max(most, was.get(limit, (0, 0))[0]):
                return limit
        return None

    def used(self) -> dict[tuple[str, object], tuple[int, int | None]]:
        """Each limit's name: what is taken of it, and how much there is."""
        taken = [p for p in self.people if self.takes_a_seat(p)]
        by_category = {
            category: sum(p.category == category for p in taken) + self.unnamed(category)
            for category in self.limits.quotas
        }
        return {
            ("capacity", None): (sum(by_category[c] for c in self.limits.counting), self.limits.capacity),
            **{("quota", c): (by_category[c], quota) for c, quota in self.limits.quotas.items()},
            **{
                ("organisation", key): (
                    sum(p.organisation == key and p.status in SEATED and p.allotment is None for p in self.people),
                    limit,
                )
                for key, limit in self.limits.organisations.items()
            },
            **{("allotment", id_): (self.named(id_), seats) for id_, (seats, *_) in self.limits.allotments.items()},
        }

    def without(self, person: Person) -> "Seats":
        return Seats([p for p in self.people if p.id != person.id], self.limits, self.at)

    def seating(self, person: Person) -> "Seats":
        """The same, once this person has a confirmed seat."""
        seated = Person(**(vars(person) | {"status": Status.confirmed, "hold_until": None, "released": False}))
        return Seats([*self.without(person).people, seated], self.limits, self.at)

    def fits(self, person: Person) -> bool:
        """Whether this person's seat would overstep no limit: each has to stay within its bound, or
        no worse than it was (a lowered limit stands below what is taken)."""
        before, after = self.without(person).used(), self.seating(person).used()
        return all(
            limit is None or taken <= limit or taken == before[name][0] for name, (taken, limit) in after.items()
        )

    def fits_after_those_ahead(self, person: Person) -> bool:
        """Whether the person fits when everybody with a better rank who waits and fits is seated.
        Delegates wait for the seats of their allotment alone, and nobody else waits for them."""
        seats = self.without(person)
        waiting = [p for p in seats.queue() if p.allotment == person.allotment and p.rank < person.rank]
        for other in waiting:
            if seats.fits(other):
                seats = seats.seating(other)
        return seats.fits(person)

    def queue(self) -> list[Person]:
        """Who waits and is asked when their turn comes, in order of rank."""
        waiting = [p for p in self.people if p.status is Status.waitlisted and not p.released]
        return sorted(waiting, key=lambda p: p.rank)

    def offers(self) -> set[int]:
        """Whom the free seats belong to: delegates have those of their allotment first, then rank decides."""
        seats, found = self, set()
        for person in sorted(self.queue(), key=lambda p: p.allotment is None):
            if seats.fits(person):
                seats, found = seats.seating(person), found | {person.id}
        return found


@dataclass(frozen=True)
class Place:
    """One person's place in a session, or in its queue. `since`: the order in which people came."""

    person: int
    session: int
    state: SeatState
    since: tuple[datetime, int]


@dataclass(frozen=True)
class Sessions:
    capacities: dict[int, int]
    apart: set[frozenset[int]]
    """The pairs that one person can be in; all others overlap."""
    places: list[Place]

    def held(self, session: int) -> int:
        return sum(p.session == session and p.state is SeatState.held for p in self.places)

    def sits(self, person: int) -> list[int]:
        return [p.session for p in self.places if p.person == person and p.state is SeatState.held]

    def free(self, session: int) -> int:
        return self.capacities[session] - self.held(session)

    def go_together(self, sessions: list[int]) -> bool:
        return all(one == other or {one, other} in self.apart for one in sessions for other in sessions)

    def giving(self, place: Place) -> "Sessions":
        """The same, once this person sits there."""
        sits = Place(place.person, place.session, SeatState.held, place.since)
        return Sessions(self.capacities, self.apart, [*(p for p in self.places if p is not place), sits])

    def turns(self) -> list[Place]:
        """Whose the free places are: first come, first served, unless one sits elsewhere at that time."""
        sessions, found = self, []
        for place in sorted(self.places, key=lambda p: p.since):
            goes = sessions.go_together([*sessions.sits(place.person), place.session])
            if place.state is SeatState.waiting and sessions.free(place.session) > 0 and goes:
                sessions, found = sessions.giving(place), [*found, place]
        return found

    def left_for_newcomers(self, session: int) -> int:
        return self.free(session) - sum(place.session == session for place in self.turns())
