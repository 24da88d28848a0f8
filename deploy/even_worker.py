"""Web processes that share their connections evenly: gunicorn's threads, with manners."""

import select
import socket
import struct
import time
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

GIVES_WAY, ALL_ALIKE = 0.0002, 20
"""Seconds for each connection that a process holds, before it takes another; from how many on all wait alike."""
SILENCE = 10
"""Seconds without a byte after which nobody waits for the rest of a request: sixteen that never end would stop all."""
LOOKS, LOOK = 4, 5
"""How often, and for how many milliseconds each time, a thread looks for what follows on the connection that it has
just answered. Between looks it minds those who wait for a thread."""


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

    def handle(self, conn: Any) -> Any:
        """Answers, and what follows at once on the same connection too: a phone that empties its queue, a page that
        fetches its parts. Handing the connection back to the main thread, which hands it to the next one, costs as
        much as a small answer."""
        if not conn.initialized:
            conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", SILENCE, 0))
        while (answered := super().handle(conn)) is True and self.alive and self._follows(conn.sock):
            pass
        return answered

    def _follows(self, connection: socket.socket) -> bool:
        """Whether more comes before anybody waits for a thread."""
        looking = select.poll()
        looking.register(connection, select.POLLIN)
        for _look in range(LOOKS):
            if self.somebody_waits():
                return False
            if looking.poll(LOOK):
                return True
        return False

    def somebody_waits(self) -> bool:
        return self.tpool._work_queue.qsize() > 0
