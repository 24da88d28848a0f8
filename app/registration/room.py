"""How much room there is, from counts taken under the event's lock."""

from dataclasses import dataclass, field

NO_LIMIT = 10**9


@dataclass(frozen=True)
class CategoryRoom:
    """One category: its quota (None: no limit of its own), what is taken, and whether it takes
    seats of the capacity at all."""

    taken: int = 0
    quota: int | None = None
    counts: bool = True

    @property
    def left(self) -> int:
        return NO_LIMIT if self.quota is None else max(0, self.quota - self.taken)


@dataclass(frozen=True)
class Ahead:
    """People with a better rank who wait and would fit: they come first."""

    total: int = 0
    in_category: int = 0
    in_organisation: int = 0


NOBODY = Ahead()


@dataclass(frozen=True)
class Room:
    """Seats of an event at one moment. The person being decided on is not among the taken."""

    capacity: int
    categories: dict[int, CategoryRoom] = field(default_factory=dict)
    unnamed_allotted: int = 0
    holds: int = 0
    organisation_taken: int = 0
    organisation_limit: int | None = None

    @property
    def taken(self) -> int:
        return self.unnamed_allotted + sum(c.taken for c in self.categories.values() if c.counts)

    @property
    def free(self) -> int:
        """Seats free of the capacity; 0 if a lowered capacity stands below what is taken."""
        return max(0, self.capacity - self.taken)

    @property
    def organisation_left(self) -> int:
        if self.organisation_limit is None:
            return NO_LIMIT
        return max(0, self.organisation_limit - self.organisation_taken)

    def limit_reached(self, category_id: int, ahead: Ahead = NOBODY, *, in_allotment: bool = False) -> str | None:
        """Which limit leaves no seat: "capacity", "quota", "organisation", or None.

        A delegate of an allotment sits on a seat that is taken already, and meets no organisation
        limit."""
        category = self.categories.get(category_id, CategoryRoom())
        if category.left <= ahead.in_category:
            return "quota"
        if in_allotment:
            return None
        if category.counts and self.free <= ahead.total:
            return "capacity"
        if self.organisation_left <= ahead.in_organisation:
            return "organisation"
        return None

    @property
    def most_holds(self) -> int:
        """All soft holds together: a tenth of the capacity, at least ten."""
        return max(10, self.capacity // 10)

    def can_hold(self, category_id: int) -> bool:
        """Whether a registration that waits for its button may hold a seat meanwhile."""
        return self.limit_reached(category_id) is None and self.holds < self.most_holds
