from datetime import timedelta

from app.jobs.backoff import MAX_ATTEMPTS, WAITS, wait_after


def test_all_waits_together_last_48_hours():
    assert sum(WAITS, timedelta(0)) == timedelta(hours=48)
    assert len(WAITS) + 1 == MAX_ATTEMPTS


def test_waits_never_shrink_and_what_waits_through_an_outage_follows_within_half_an_hour():
    waits = [wait_after(attempt) for attempt in range(1, MAX_ATTEMPTS)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=1)
    assert max(waits) == timedelta(minutes=30)


def test_an_attempt_beyond_the_last_waits_like_the_last():
    assert wait_after(MAX_ATTEMPTS + 5) == WAITS[-1]
