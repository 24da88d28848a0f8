from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.core.clock import now
from app.extensions import db
from app.jobs import queue, service
from app.jobs.models import AttemptEnd, JobAttempt, JobState, Priority
from app.jobs.outcomes import Again, Done, GiveUp, Retry
from tests.jobs.owed import owed

LATER = timedelta(days=1)


@pytest.fixture
def moment():
    return now() + timedelta(seconds=1)


def attempts() -> list[JobAttempt]:
    return list(db.session.scalars(sa.select(JobAttempt).order_by(JobAttempt.id)))


def test_nothing_is_claimed_before_it_is_due(moment):
    service.enqueue("mail", due_at=moment + timedelta(seconds=1))
    assert queue.claim("a", moment) is None
    assert queue.claim("a", moment + timedelta(seconds=1)).kind == "mail"


def test_urgent_goes_before_normal_and_bulk_and_among_equals_the_longest_due(moment):
    service.enqueue("bulk", priority=Priority.bulk, due_at=moment - LATER)
    service.enqueue("new")
    service.enqueue("old", due_at=moment - LATER)
    service.enqueue("urgent", priority=Priority.urgent)
    assert [queue.claim("a", moment).kind for _ in range(4)] == ["urgent", "old", "new", "bulk"]


def test_a_claimed_job_is_nobody_elses_until_its_lease_ends(moment):
    job = owed("mail")
    first = queue.claim("a", moment)
    assert queue.claim("b", moment + queue.LEASE - timedelta(seconds=1)) is None
    second = queue.claim("b", moment + queue.LEASE)
    assert (first.id, second.id) == (job.id, job.id)
    assert (first.attempts, second.attempts) == (1, 2)


def test_a_worker_that_lost_its_lease_marks_nothing(moment):
    job = owed("mail")
    late = queue.claim("a", moment)
    queue.claim("b", moment + queue.LEASE)
    assert not queue.mark(late, Done(), moment)
    db.session.expire_all()
    assert job.state is JobState.pending and job.leased_by == "b"


def test_an_attempt_is_logged_with_the_claim_and_closed_with_the_mark(moment):
    service.enqueue("mail")
    claim = queue.claim("a", moment)
    assert [(a.worker, a.end) for a in attempts()] == [("a", None)]
    queue.mark(claim, Retry("refused"), moment)
    db.session.expire_all()
    assert [(a.end, a.error) for a in attempts()] == [(AttemptEnd.retry, "refused")]


@pytest.mark.parametrize(
    ("outcome", "state"), [(Done({"rows": 3}), JobState.done), (GiveUp("no such person"), JobState.failed)]
)
def test_an_ended_job_is_never_claimed_again(moment, outcome, state):
    job = owed("mail")
    queue.mark(queue.claim("a", moment), outcome, moment)
    db.session.expire_all()
    assert job.state is state and job.done_at == moment and job.leased_by is None
    assert queue.claim("a", moment + LATER) is None


def test_the_result_is_kept(moment):
    job = owed("export")
    queue.mark(queue.claim("a", moment), Done({"file_id": 3}), moment)
    db.session.expire_all()
    assert job.result == {"file_id": 3}


def test_a_failed_attempt_waits_by_the_table_or_as_it_asked(moment):
    job = owed("mail")
    queue.mark(queue.claim("a", moment), Retry("busy"), moment)
    db.session.expire_all()
    assert job.run_at == moment + timedelta(minutes=1)
    moment = job.run_at
    queue.mark(queue.claim("a", moment), Retry("busy", after=timedelta(seconds=7)), moment)
    db.session.expire_all()
    assert job.run_at == moment + timedelta(seconds=7) and job.last_error == "busy"


def test_the_last_attempt_that_fails_ends_the_job(moment):
    job = owed("mail", max_attempts=2)
    queue.mark(queue.claim("a", moment), Retry("busy"), moment)
    claim = queue.claim("a", moment + LATER)
    assert claim.is_last_attempt
    queue.mark(claim, Retry("still busy"), moment + LATER)
    db.session.expire_all()
    assert (job.state, job.last_error) == (JobState.failed, "still busy")


def test_a_job_that_kills_its_worker_each_time_is_given_up(moment):
    job = owed("poison", max_attempts=2)
    for turn in range(2):
        assert queue.claim("a", moment + turn * LATER)
    assert queue.claim("a", moment + 2 * LATER) is None
    db.session.expire_all()
    assert job.state is JobState.failed and job.last_error == "its worker died each time"


def test_a_step_that_got_on_starts_counting_attempts_anew(moment):
    job = owed("import", {"row": 0}, max_attempts=2)
    queue.mark(queue.claim("a", moment), Retry("busy", after=timedelta(0)), moment)
    queue.mark(queue.claim("a", moment), Again({"row": 100}, progress=100, total=250), moment)
    claim = queue.claim("a", moment)
    assert (claim.payload, claim.attempts) == ({"row": 100}, 1)
    db.session.expire_all()
    assert (job.progress, job.total) == (100, 250)


def test_a_late_job_is_done_late_or_dropped_where_it_would_be_useless(moment):
    service.enqueue("expire", due_at=moment - LATER)
    reminder = owed("reminder", due_at=moment - LATER, useless_after=moment - timedelta(hours=1))
    assert queue.claim("a", moment).kind == "expire"
    assert queue.claim("a", moment) is None
    db.session.expire_all()
    assert reminder.state is JobState.dropped


def test_a_job_cancelled_while_its_step_runs_keeps_what_the_step_wrote_and_goes_no_further(moment):
    job = owed("import", key="import:1")
    claim = queue.claim("a", moment)
    service.cancel("import:1")
    assert queue.mark(claim, Again({"row": 100}, progress=100), moment)
    db.session.expire_all()
    assert job.state is JobState.cancelled and job.progress == 100
    assert queue.claim("a", moment + LATER) is None


def test_claiming_reads_an_index_and_not_the_table(moment):
    seen = []
    connection = db.session.connection()
    with listening(connection, "before_cursor_execute", lambda *call: seen.append(call[2:4])):
        queue.claim("a", moment)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # an empty table needs no index
    words = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}[connection.dialect.name]
    (statement, parameters), *_others = seen
    plan = str(connection.exec_driver_sql(words + statement, parameters).all())
    assert plan.count("ix_jobs_turn") == len(Priority)
    assert "SCAN jobs" not in plan and "Seq Scan" not in plan


@contextmanager
def listening(target, name, listener):
    sa.event.listen(target, name, listener)
    yield
    sa.event.remove(target, name, listener)
