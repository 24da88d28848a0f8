"""How a step of a job ends. A handler returns one of these; nothing returned means Done().

Retry and GiveUp may also be raised: returned, what the handler wrote is kept; raised, it is undone.
Their words go to logs and to the organisers' pages: no personal data.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Done:
    """Finished. `result` is kept for whoever asked."""

    result: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Again:
    """This step is done and the next one follows with `payload`: at once, or not before `at`."""

    payload: dict[str, Any]
    progress: int = 0
    total: int | None = None
    at: datetime | None = None


class Retry(Exception):
    """Not now. Tried again after the usual back-off, or `after`."""

    def __init__(self, reason: str, after: timedelta | None = None):
        super().__init__(reason)
        self.reason = reason
        self.after = after


class GiveUp(Exception):
    """Never: trying again would not help."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


Outcome = Done | Again | Retry | GiveUp
