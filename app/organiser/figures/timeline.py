"""Registrations over time, in days before the doors: so that two editions can be laid over each other. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

MOST = 16
"""Steps of a chart."""
WEEK = 7


def steps(opens_at: datetime, doors_at: datetime) -> list[int]:
    """At how many days before the doors it is counted, the earliest first, the doors themselves last. Whole
    weeks apart where there is time for some."""
    days = max((doors_at - opens_at).days, 1)
    apart = -(-days // MOST)
    apart = -(-apart // WEEK) * WEEK if days > WEEK * 2 else apart
    return list(range(-(-days // apart) * apart, -1, -apart))


def moments(days: Sequence[int], doors_at: datetime) -> list[datetime]:
    return [doors_at - timedelta(days=number) for number in days]


def scale(peak: int, most_lines: int = 4) -> list[int]:
    """Where the lines of a chart stand, in round numbers; the last one is not below the peak."""
    step = next(unit * 10**power for power in range(9) for unit in (1, 2, 5) if unit * 10**power * most_lines >= peak)
    return [step * number for number in range(1, max(-(-peak // step), 1) + 1)]
