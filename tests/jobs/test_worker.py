import time
from datetime import timedelta

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from app.core.clock import now
from app.core.database import reading
from app.core.installation import Installation
from app.extensions import db
from app.jobs import beats, handlers, queue, service
from app.jobs.models import Job, JobState, WorkerBeat
from app.jobs.outcomes import Again, Done, GiveUp, Retry
from app.jobs.worker import StepTooLong, Worker, drain, time_limit
from tests.jobs.owed import owed


def write(epoch: str) -> None:
    db.session.add(Installation(id=1, epoch=epoch))


def epoch() -> str | None:
    return db.session.scalar(sa.select(Installation.epoch))


def do(handler, **options) -> Job:
    """Enqueue one job and do all that is due."""
    job = owed("it", **options)
    db.session.commit()
    drain({"it": handler}, limit=20)
    return job


def test_a_handler_gets_what_was_enqueued():
    seen = []
    do(seen.append, payload={"id": 7}, event_id=2, subject="registration:7")
    assert [(claim.payload, claim.event_id, claim.subject, claim.attempts) for claim in seen] == [
        ({"id": 7}, 2, "registration:7", 1)
    ]


def test_what_a_handler_writes_is_committed_with_its_end():
    job = do(lambda claim: write("by the handler"))
    db.session.rollback()
    assert job.state is JobState.done and epoch() == "by the handler"


def fail(claim):
    write("half done")
    raise ValueError("jeanne@example.org is not wanted")


def raise_retry(claim):
    write("half done")
    raise Retry("busy")


def return_retry(claim):
    write("noted")
    return Retry("busy")


def return_give_up(claim):
    write("noted")
    return GiveUp("refused for good")


@pytest.mark.parametrize("handler", [fail, raise_retry])
def test_what_a_handler_wrote_before_it_raised_is_undone(handler):
    job = do(handler)
    assert epoch() is None
    assert job.state is JobState.pending and job.run_at > now()


@pytest.mark.parametrize(
    ("handler", "state"), [(return_retry, JobState.pending), (return_give_up, JobState.failed)]
)
def test_what_a_handler_wrote_is_kept_when_it_returns_its_refusal(handler, state):
    job = do(handler)
    assert epoch() == "noted" and job.state is state


def test_an_error_is_noted_with_its_place_and_without_its_words():
    with capture_logs() as logs:
        job = do(fail)
    assert job.last_error.startswith("ValueError at tests.jobs.test_worker:")
    assert "jeanne" not in str(logs) + job.last_error


def test_an_unknown_kind_waits_for_a_worker_that_knows_it():
    job = owed("of the next release")
    db.session.commit()
    drain({})
    assert job.state is JobState.pending and "KeyError" in job.last_error


def test_long_work_goes_in_steps_that_are_each_committed():
    def step(claim):
        row = claim.payload["row"] + 100
        return Again({"row": row}, progress=row, total=300) if row < 300 else Done({"rows": row})

    job = do(step, payload={"row": 0})
    assert job.state is JobState.done and job.result == {"rows": 300}


def test_a_step_can_ask_for_its_next_moment():
    job = do(lambda claim: Again({}, at=now() + timedelta(hours=1)))
    assert job.state is JobState.pending and job.run_at > now() + timedelta(minutes=59)


def test_tidying_forgets_old_jobs_and_comes_again_in_an_hour():
    old = owed("mail")
    old.state, old.done_at = JobState.done, now() - handlers.KEPT - timedelta(days=1)
    job = do(handlers.tidy)
    assert db.session.scalars(sa.select(Job)).all() == [job]
    assert job.run_at > now() + timedelta(minutes=59)


def test_a_block_that_reads_holds_no_transaction_afterwards():
    with reading():
        epoch()
        assert db.session().in_transaction()
    assert not db.session().in_transaction()


def test_a_step_that_hangs_is_broken_off():
    started = time.monotonic()
    with pytest.raises(StepTooLong), time_limit(timedelta(seconds=0.1)):
        time.sleep(120)
    assert time.monotonic() - started < 60


def test_a_step_may_last_less_long_than_its_lease():
    assert queue.STEP_LIMIT < queue.LEASE


@pytest.fixture
def worker_of(own_app):
    app = own_app()

    def make(handlers, **options) -> tuple[Worker, object]:
        return Worker(app, handlers, **options), app

    return make


def test_a_stopped_worker_ends_after_the_step_in_work_and_leaves_no_sign(worker_of):
    done = []

    def handler(claim):
        done.append(claim.id)
        worker.stop()
        with app.app_context():
            done.append(beats.is_somebody_alive(now()))

    worker, app = worker_of({"it": handler})
    with app.app_context():
        first, second = service.enqueue("it"), service.enqueue("it")
        db.session.commit()
    worker.run()
    with app.app_context():
        assert done == [first, True]
        assert db.session.get(Job, first).state is JobState.done
        assert db.session.get(Job, second).leased_by is None
        assert db.session.scalars(sa.select(WorkerBeat)).all() == []


def test_a_worker_keeps_its_standing_jobs(worker_of):
    def tidy(claim):
        worker.stop()
        return handlers.tidy(claim)

    worker, app = worker_of({"jobs.tidy": tidy}, standing=["jobs.tidy"])
    worker.run()
    with app.app_context():
        assert db.session.scalars(sa.select(Job.kind)).all() == ["jobs.tidy"]


def test_silence_longer_than_any_step_means_that_no_worker_lives():
    moment = now()
    assert not beats.is_somebody_alive(moment)
    beats.beat("a", moment)
    db.session.flush()
    assert beats.is_somebody_alive(moment + queue.STEP_LIMIT)
    assert not beats.is_somebody_alive(moment + beats.SILENT)
