"""Web processes that share their connections evenly: gunicorn's threads, with manners."""

import socket
import time

from gunicorn.workers.gthread import ThreadWorker

GIVES_WAY, ALL_ALIKE = 0.0002, 20
"""Seconds for each connection that a process holds, before it takes another; from how many on all wait alike."""


class EvenWorker(ThreadWorker):
    """Takes a new connection after those that hold fewer.

    Phones and proxies keep their connections for hours. Whichever process wakes up first would take most of
    them, and then carry most of a rush at the door while the other one is idle.
    """

    def accept(self, listener: socket.socket) -> None:
        time.sleep(self.gives_way())
        super().accept(listener)

    def gives_way(self) -> float:
        """Seconds that the others have to take a new connection first."""
        if self.cfg.workers == 1:
            return 0
        held = max(0, self.nr_conns)  # gunicorn counts one that broke twice
        return min(held, ALL_ALIKE) * GIVES_WAY
