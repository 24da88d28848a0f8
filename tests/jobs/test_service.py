from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.core.clock import now
from app.extensions import db
from app.jobs import queries, queue, service
from app.jobs.models import Job, JobAttempt, JobState
from app.jobs.outcomes import Again
from app.jobs.worker import drain
from tests.jobs.owed import owed


def count() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Job))


def test_a_job_is_due_at_once_unless_told_otherwise():
    job = owed("mail", {"id": 1}, event_id=4, subject="registration:1")
    assert job.id and job.due_at <= now() and job.state is JobState.pending
    assert (job.payload, job.event_id, job.subject) == ({"id": 1}, 4, "registration:1")


def test_what_is_rolled_back_owes_nothing():
    service.enqueue("mail")
    db.session.rollback()
    assert count() == 0


def test_the_same_key_is_the_same_job_whatever_became_of_it():
    first = owed("mail", {"id": 1}, key="welcome:1")
    again = owed("mail", {"id": 2}, key="welcome:1")
    assert again is first and again.payload == {"id": 1}
    db.session.commit()
    drain({"mail": lambda claim: None})
    assert owed("mail", key="welcome:1").state is JobState.done
    assert count() == 1


def test_a_cancelled_job_is_not_done_and_frees_its_key():
    job = owed("expire", key="offer:1")
    assert service.cancel("offer:1")
    db.session.commit()
    assert drain({}) == 0 and job.state is JobState.cancelled
    assert owed("expire", key="offer:1") is not job
    assert not service.cancel("offer:2")


def test_a_rescheduled_job_waits_for_its_new_moment():
    service.enqueue("expire", key="offer:1")
    assert service.reschedule("offer:1", now() + timedelta(hours=1))
    db.session.commit()
    assert not queue.is_due(now())
    assert queue.is_due(now() + timedelta(hours=1))


def test_a_failed_job_can_be_tried_once_more():
    job = owed("mail", max_attempts=1)
    db.session.commit()
    drain({})
    assert job.state is JobState.failed
    service.revive(job)
    db.session.commit()
    assert drain({"mail": lambda claim: None}) == 1 and job.state is JobState.done


def test_a_standing_job_is_there_once_and_comes_back_after_a_failure():
    service.keep_standing("tidy")
    service.keep_standing("tidy")
    assert count() == 1
    job = db.session.scalars(sa.select(Job)).one()
    job.state = JobState.failed
    service.keep_standing("tidy")
    assert count() == 1 and job.state is JobState.pending


def test_finished_jobs_are_forgotten_with_their_attempts_and_waiting_ones_are_not():
    service.enqueue("mail")
    waiting = owed("mail", due_at=now() + timedelta(days=400))
    db.session.commit()
    drain({"mail": lambda claim: None})
    service.forget_finished(now() + timedelta(seconds=1))
    assert db.session.scalars(sa.select(Job)).all() == [waiting]
    assert db.session.scalars(sa.select(JobAttempt)).all() == []


@pytest.mark.parametrize(("kind", "minutes"), [(None, 9), ("mail", 5), ("other", 0)])
def test_the_oldest_wait_is_counted_from_the_moment_it_was_due(kind, minutes):
    moment = now()
    service.enqueue("expire", due_at=moment - timedelta(minutes=9))
    service.enqueue("mail", due_at=moment - timedelta(minutes=5))
    service.enqueue("mail", due_at=moment + timedelta(minutes=5))
    assert queries.oldest_wait(moment, kind) == timedelta(minutes=minutes)


def test_a_job_that_comes_again_later_does_not_wait_meanwhile():
    service.enqueue("tidy")
    db.session.commit()
    later = now() + timedelta(hours=1)
    drain({"tidy": lambda claim: Again({}, at=later)})
    assert queries.oldest_wait(later - timedelta(seconds=1)) == timedelta(0)
    assert queries.oldest_wait(later + timedelta(seconds=1)) == timedelta(seconds=1)


def test_many_are_owed_at_once_and_none_twice(event):
    owed = [(f"many:{number}", f"registration:{number}", {"number": number}) for number in range(150)]
    service.enqueue_many("act", owed, event_id=event.id)
    service.enqueue_many("act", [*owed, ("many:more", "", {})], event_id=event.id)
    found = db.session.scalars(sa.select(Job).where(Job.event_id == event.id).order_by(Job.id)).all()
    assert [job.key for job in found] == [*(key for key, _subject, _payload in owed), "many:more"]
    assert found[3].payload == {"number": 3} and found[3].state is JobState.pending
