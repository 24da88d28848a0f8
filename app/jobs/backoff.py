"""How long to wait before trying again. Pure.

Quick at first, for greylists and hiccups; then every half hour, so that what waited through an
outage follows soon after it; 48 hours in all, as mail servers do.
"""

from datetime import timedelta

WAITS = (*(timedelta(minutes=m) for m in (1, 2, 5, 10, 12)), *[timedelta(minutes=30)] * 95)
MAX_ATTEMPTS = len(WAITS) + 1


def wait_after(attempt: int) -> timedelta:
    """The wait after the n-th attempt in a row that failed, counted from 1."""
    return WAITS[min(attempt, len(WAITS)) - 1]
