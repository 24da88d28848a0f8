"""How long an offered seat waits for its answer. Pure."""

from datetime import datetime, timedelta

LASTS = timedelta(hours=24)
BEFORE_DOORS = timedelta(hours=2)
"""All offers end this long before the doors open: what is left then is given by hand."""
SHORTEST = timedelta(hours=1)
"""Nobody is offered a seat for less: the last offers go out three hours before the doors."""
MOST_EXPIRED = 2
"""Whoever lets this many offers pass is not asked again."""


def until(at: datetime, doors_at: datetime) -> datetime | None:
    """When an offer made at this moment ends; None where it is too late for any."""
    end = min(at + LASTS, doors_at - BEFORE_DOORS)
    return end if end >= at + SHORTEST else None
