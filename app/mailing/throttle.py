"""Not too many mails at once to one domain: large providers take a burst for spam."""

import time
from collections.abc import Callable


class Throttle:
    """At most `per_second` mails to one domain, evenly; 0 means no limit. `clock` in seconds."""

    def __init__(
        self,
        per_second: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ):
        self.gap = 1 / per_second if per_second else 0.0
        self.clock, self.sleep = clock, sleep
        self.free_at: dict[str, float] = {}

    def wait(self, domain: str) -> None:
        """Sleep until that domain may be written to."""
        now = self.clock()
        turn = max(now, self.free_at.get(domain, now))
        self.free_at = {each: at for each, at in self.free_at.items() if at > now}
        self.free_at[domain] = turn + self.gap
        if turn > now:
            self.sleep(turn - now)
