"""Web processes share their connections.

Which of two threads comes first is the machine's affair: what is asked here is how long each gives way.
"""

import socket

import pytest
from gunicorn.config import Config

from deploy import even_worker
from deploy.even_worker import EvenWorker


class Process(EvenWorker):
    """A web process, one of several, that only takes connections; `held` of them before."""

    def __init__(self, held: int, processes: int = 2):
        super().__init__(1, 1, [], None, 30, Config(), None)
        self.cfg.set("workers", processes)
        self.nr_conns = held
        self.taken: list[object] = []

    def enqueue_req(self, conn: object) -> None:
        self.taken.append(conn)


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as made:
        made.setblocking(False)
        yield made


def test_whoever_holds_more_gives_way_to_whoever_holds_fewer():
    waits = [Process(held).gives_way() for held in (0, 1, 7, 20)]
    assert waits == sorted(set(waits))
    assert waits[0] == 0 and waits[1] >= 0.0001


def test_a_crowd_of_connections_keeps_nobody_waiting_for_long():
    assert Process(1000).gives_way() == Process(20).gives_way() <= 0.005


def test_the_only_process_gives_way_to_nobody():
    assert Process(1000, processes=1).gives_way() == 0


def test_a_connection_that_gunicorn_counted_twice_stops_nobody():
    assert Process(-1).gives_way() == 0


def test_it_waits_first_and_takes_the_connection_then(listener, monkeypatch):
    process, waited = Process(7), []
    monkeypatch.setattr(even_worker.time, "sleep", lambda seconds: waited.append((seconds, len(process.taken))))
    with socket.create_connection(listener.getsockname()):
        process.accept(listener)
    assert waited == [(Process(7).gives_way(), 0)]
    assert len(process.taken) == 1


def test_where_another_process_was_faster_nothing_is_taken(listener):
    process = Process(0)
    process.accept(listener)
    assert process.taken == []
