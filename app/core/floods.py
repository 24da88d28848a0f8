"""Blunts floods: so many requests a minute for one page from one address, counted in this process.

Limits that protect somebody count rows (app/core/limits.py).
"""

from collections import Counter

from flask import Blueprint, Flask, abort, request

from app.core.clock import now

MOST = 600
_open: set[str] = {"static"}


def exempt(blueprint: Blueprint) -> None:
    """Let a blueprint answer however often it is asked."""
    _open.add(blueprint.name)


class Flood:
    """What came in this minute."""

    def __init__(self) -> None:
        self.minute, self.seen = 0, Counter[tuple[str | None, str | None]]()

    def count(self) -> None:
        if (request.blueprint or request.endpoint) in _open:
            return
        minute = int(now().timestamp()) // 60
        if minute != self.minute:
            self.minute, self.seen = minute, Counter()
        page = request.remote_addr, request.endpoint
        self.seen[page] += 1
        if self.seen[page] > MOST:
            abort(429)


def init_app(app: Flask) -> None:
    if app.config["RATELIMIT_ENABLED"]:
        app.before_request(Flood().count)
