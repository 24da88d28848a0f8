"""Web processes share their connections."""

import socket
import threading

import pytest
from gunicorn.config import Config

from deploy.even_worker import EvenWorker


class Process(EvenWorker):
    """A web process that only takes connections; `held` of them before."""

    def __init__(self, held: int):
        super().__init__(1, 1, [], None, 30, Config(), None)
        self.cfg.set("workers", 2)
        self.nr_conns = held
        self.taken: list[object] = []

    def enqueue_req(self, conn: object) -> None:
        self.taken.append(conn)


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as made:
        made.setblocking(False)
        yield made


def test_a_new_connection_goes_to_the_process_that_holds_fewer(listener):
    busy, idle = Process(20), Process(0)
    for _ in range(20):
        with socket.create_connection(listener.getsockname()):
            both = [threading.Thread(target=process.accept, args=(listener,)) for process in (busy, idle)]
            for each in both:
                each.start()
            for each in both:
                each.join()
        idle.nr_conns = 0
    assert len(idle.taken) + len(busy.taken) == 20
    assert len(idle.taken) > 15


def test_where_only_one_is_there_it_takes_them_all(listener):
    alone = Process(1000)
    with socket.create_connection(listener.getsockname()):
        alone.accept(listener)
    assert len(alone.taken) == 1


def test_a_connection_that_gunicorn_counted_twice_stops_nobody(listener):
    process = Process(-1)
    with socket.create_connection(listener.getsockname()):
        process.accept(listener)
    assert len(process.taken) == 1
