"""Web processes that share their connections evenly: gunicorn's threads, with manners."""

import socket
import time

from gunicorn.workers.gthread import ThreadWorker

GIVES_WAY, AT_MOST = 0.0002, 0.004
"""Seconds for each connection that a process holds, before it takes another."""


class EvenWorker(ThreadWorker):
    """Takes a new connection after those that hold fewer.

    Phones and proxies keep their connections for hours. Whichever process wakes up first would take most of
    them, and then carry most of a rush at the door while the other one is idle.
    """

    def accept(self, listener: socket.socket) -> None:
        time.sleep(min(self.nr_conns * GIVES_WAY, AT_MOST))
        super().accept(listener)
