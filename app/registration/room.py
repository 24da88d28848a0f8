"""How much room there is, from counts taken under the event's lock."""

from dataclasses import dataclass, field

NO_LIMIT = 10**9


@dataclass(frozen=True)
class CategoryRoom:
    """One category: what is taken, its quota (None: no limit of its own), whether it takes seats of
    the capacity at all, and the seats of its allotments that nobody is named for: taken as well."""

    taken: int = 0
    quota: int | None = None
    counts: bool = True
    unnamed: int = 0

    @property
    def all_taken(self) -> int:
        return self.taken + self.unnamed

    @property
    def left(self) -> int:
        return NO_LIMIT if self.quota is None else max(0, self.quota - self.all_taken)


@dataclass(frozen=True)
class Allotted:
    """The allotment that a person comes by: how many more it takes, and whether its seats are still
    kept for it."""

    left: int
    kept: bool


@dataclass(frozen=True)
class Ahead:
    """People with a better rank who wait and would fit: they come first."""

    total: int = 0
    in_category: int = 0
    in_organisation: int = 0
    in_allotment: int = 0


NOBODY = Ahead()


@dataclass(frozen=True)
class Room:
    """Seats of an event at one moment. The person being decided on is not among the taken."""

    capacity: int
    categories: dict[int, CategoryRoom] = field(default_factory=dict)
    holds: int = 0
    organisation_taken: int = 0
    organisation_limit: int | None = None
    allotted: Allotted | None = None

    @property
    def taken(self) -> int:
        return sum(category.all_taken for category in self.categories.values() if category.counts)

    @property
    def unnamed(self) -> int:
        return sum(category.unnamed for category in self.categories.values() if category.counts)

    @property
    def free(self) -> int:
        """Seats free of the capacity; 0 if a lowered capacity stands below what is taken."""
        return max(0, self.capacity - self.taken)

    @property
    def organisation_left(self) -> int:
        if self.organisation_limit is None:
            return NO_LIMIT
        return max(0, self.organisation_limit - self.organisation_taken)

    def limits_reached(self, category_id: int, ahead: Ahead = NOBODY) -> list[str]:
        """Which limits leave no seat: of "allotment", "quota", "capacity", "organisation".

        A delegate whose seat is kept sits on one that is taken already; delegates meet no
        organisation limit."""
        if self.allotted is not None and self.allotted.left <= ahead.in_allotment:
            return ["allotment"]
        if self.allotted is not None and self.allotted.kept:
            return []
        category = self.categories.get(category_id, CategoryRoom())
        reached = {
            "quota": category.left <= ahead.in_category,
            "capacity": category.counts and self.free <= ahead.total,
            "organisation": self.allotted is None and self.organisation_left <= ahead.in_organisation,
        }
        return [limit for limit, is_reached in reached.items() if is_reached]

    def limit_reached(self, category_id: int, ahead: Ahead = NOBODY) -> str | None:
        """The first of the limits that leave no seat, or None."""
        return next(iter(self.limits_reached(category_id, ahead)), None)

    @property
    def most_holds(self) -> int:
        """All soft holds together: a tenth of the capacity, at least ten."""
        return max(10, self.capacity // 10)

    def can_hold(self, category_id: int, ahead: Ahead = NOBODY) -> bool:
        """Whether a registration that waits for its button may hold a seat meanwhile."""
        return self.limit_reached(category_id, ahead) is None and self.holds < self.most_holds
