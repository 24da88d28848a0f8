"""The worker: takes jobs one after another and does them, until it is told to stop.

A step is claimed and its attempt committed before it acts; how it ended and the next claim are one
commit. So each step costs one commit, and a worker killed at any moment loses nothing.
"""

import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType

import structlog
from flask import Flask

from app.core.clock import now
from app.core.database import give_way, reading
from app.extensions import db
from app.jobs import beats, queue, service
from app.jobs.outcomes import Done, GiveUp, Outcome, Retry

Handler = Callable[[queue.Claim], Outcome | None]
Handlers = Mapping[str, Handler]

IDLE_PAUSE = timedelta(seconds=0.5)
PAUSE_AFTER_ERROR = timedelta(seconds=2)

log = structlog.get_logger()


def new_name() -> str:
    """Who holds a lease: host, process and a random part, for process numbers come again."""
    return f"{socket.gethostname()[:50]}:{os.getpid()}:{secrets.token_hex(4)}"


class Worker:
    """One process's loop. `stop()` ends it after the step in work.

    `standing` names the kinds that never end: it sees that each has its job.
    """

    def __init__(self, app: Flask, handlers: Handlers, standing: Sequence[str] = ()):
        self.app, self.handlers, self.standing, self.name = app, handlers, standing, new_name()
        self.stopping = False
        self.next_beat = now()

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping = True

    def run(self) -> None:
        """Until stopped. A database that is gone is waited for."""
        claim, pause = None, timedelta(0)
        while claim or not self.stopping:
            try:
                with self.app.app_context():
                    claim = self._advance(claim)
                pause = IDLE_PAUSE if claim is None else timedelta(0)
            except Exception as error:  # of the database, mostly: jobs' own stay in act()
                log.error("worker.error", error=describe(error))
                claim, pause = None, PAUSE_AFTER_ERROR
            time.sleep(0 if self.stopping else pause.total_seconds())
        with self.app.app_context():
            beats.leave(self.name)
            db.session.commit()

    def _advance(self, claim: queue.Claim | None) -> queue.Claim | None:
        if now() >= self.next_beat:
            self._beat()
        if claim:
            if claim.progress:
                give_way()
            with time_limit(queue.STEP_LIMIT):
                outcome = act(self.handlers, claim)
            return finish(claim, outcome, None if self.stopping else self.name)
        with reading():
            due = queue.is_due(now())
        return start(self.name) if due else None

    def _beat(self) -> None:
        beats.beat(self.name, now())
        for kind in self.standing:
            service.keep_standing(kind)
        db.session.commit()
        self.next_beat = now() + beats.EVERY


def start(worker: str) -> queue.Claim | None:
    """Claim a job, and commit: from here on it is this worker's."""
    claim = queue.claim(worker, now())
    db.session.commit()
    return claim


def act(handlers: Handlers, claim: queue.Claim) -> Outcome:
    """Call the job's handler. Its writes are flushed, not committed; undone if it raised."""
    try:
        outcome = handlers[claim.kind](claim) or Done()
        db.session.flush()
        return outcome
    except (Retry, GiveUp) as outcome:
        db.session.rollback()
        return outcome
    except Exception as error:
        db.session.rollback()
        log.error("job.error", kind=claim.kind, job=claim.id, error=describe(error))
        return Retry(describe(error))


def finish(claim: queue.Claim, outcome: Outcome, worker: str | None) -> queue.Claim | None:
    """Mark the step and commit; in the same commit claim the next one for `worker`, if given."""
    if not queue.mark(claim, outcome, now()):
        db.session.rollback()
        log.warning("job.lease_lost", kind=claim.kind, job=claim.id)
    following = queue.claim(worker, now()) if worker else None
    db.session.commit()
    return following


def drain(handlers: Handlers, limit: int = 10_000) -> int:
    """Do all that is due, here and now; how many steps that took."""
    name, steps = new_name(), 0
    claim = start(name)
    while claim and steps < limit:
        claim, steps = finish(claim, act(handlers, claim), name), steps + 1
    return steps


def describe(error: BaseException) -> str:
    """What went wrong and where, without the message: it may quote personal data."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    place = f" at {frame.tb_frame.f_globals.get('__name__')}:{frame.tb_lineno}" if frame else ""
    return type(error).__name__ + place


class StepTooLong(Exception):
    """A step outlived STEP_LIMIT and was broken off before its lease ended."""


@contextmanager
def time_limit(limit: timedelta) -> Iterator[None]:
    """Break off the block after `limit`, even in a blocking system call."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def break_off(_signal: int, _frame: FrameType | None) -> None:
        raise StepTooLong

    before = signal.signal(signal.SIGALRM, break_off)
    signal.setitimer(signal.ITIMER_REAL, limit.total_seconds())
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
