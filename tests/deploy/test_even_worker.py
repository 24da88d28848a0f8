"""Web processes share their connections.

Which of two threads comes first is the machine's affair: what is asked here is how long each gives way.
"""

import socket
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.workers.gthread import ThreadWorker

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


class Thread(Process):
    """One of its threads, whose answer to each byte is that byte."""

    def __init__(self, monkeypatch, others_wait: bool = False):
        super().__init__(1)
        self.others_wait, self.answered = others_wait, []
        monkeypatch.setattr(ThreadWorker, "handle", lambda _self, conn: self.answer(conn.sock))

    def answer(self, connection: socket.socket) -> bool:
        self.answered.append(connection.recv(1))
        return self.answered[-1] != b""

    def somebody_waits(self) -> bool:
        return self.others_wait


@pytest.fixture
def phone():
    """Its end of a connection, and the server's."""
    near, far = socket.socketpair()
    with near, far:
        yield near, SimpleNamespace(sock=far, initialized=False)


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


def test_what_follows_at_once_is_answered_by_the_same_thread(phone, monkeypatch):
    near, connection = phone
    near.send(b"abc")
    thread = Thread(monkeypatch)
    assert thread.handle(connection) is True  # kept, for whoever asks later
    assert thread.answered == [b"a", b"b", b"c"]


def test_it_is_left_to_others_where_somebody_waits_for_a_thread(phone, monkeypatch):
    near, connection = phone
    near.send(b"ab")
    thread = Thread(monkeypatch, others_wait=True)
    assert thread.handle(connection) is True
    assert thread.answered == [b"a"]


def test_a_connection_that_ends_is_let_go(phone, monkeypatch):
    near, connection = phone
    near.send(b"a")
    near.close()
    thread = Thread(monkeypatch)
    assert thread.handle(connection) is False
    assert thread.answered == [b"a", b""]


def test_nobody_waits_for_the_rest_of_a_request_for_long(phone, monkeypatch):
    monkeypatch.setattr(even_worker, "SILENCE", 1)
    with pytest.raises(BlockingIOError):  # what a body that ends too early is to the application
        Thread(monkeypatch).handle(phone[1])


def test_whoever_waits_for_a_thread_is_seen():
    process, began, end = Process(0), Event(), Event()
    with ThreadPoolExecutor(max_workers=1) as process.tpool:
        process.tpool.submit(lambda: began.set() or end.wait())
        assert began.wait(60)
        assert not process.somebody_waits()
        process.tpool.submit(end.wait)
        assert process.somebody_waits()
        end.set()
