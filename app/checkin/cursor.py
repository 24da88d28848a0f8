"""How far a phone's copy reaches: a text that it keeps and gives back, and does not understand. Pure.

A sweep goes from the revisions that the last one reached to those of its beginning, by id, page by
page: one revision may hold ten thousand people. What changes meanwhile is the next sweep's.
"""

import re
from dataclasses import dataclass, replace

EPOCH_DIGITS = 12
_TEXT = re.compile(
    r"([0-9a-f]{12})\.(\d{1,10})\.(scan|lead)\.(-1|\d{1,18})\.(\d{1,18})\.(\d{1,18})\.(\d{1,18})"
    r"\.(\d{1,10})\.(\d{1,15})\.([0-9a-f]{0,80})"
)


@dataclass(frozen=True)
class Cursor:
    """`people`, `scans`: revisions that the copy holds; `to_people`, `to_scans`: where the sweep under way
    ends; `after`: the last id of its last page, 0 before the first; `at`: when it was given out, in ms;
    `digests`: of the parts around the people."""

    epoch: str
    event: int
    role: str
    people: int = -1
    scans: int = 0
    to_people: int = 0
    to_scans: int = 0
    after: int = 0
    at: int = 0
    digests: str = ""

    def __str__(self) -> str:
        numbers = (self.people, self.scans, self.to_people, self.to_scans, self.after, self.at)
        parts = (self.epoch[:EPOCH_DIGITS], self.event, self.role, *numbers, self.digests)
        return ".".join(map(str, parts))

    @property
    def is_empty(self) -> bool:
        """Whether the copy holds nobody yet: what has left since is no news."""
        return self.people < 0

    def begin(self, people: int, scans: int) -> "Cursor":
        """The sweep under way, or a new one up to these revisions."""
        return self if self.after else replace(self, to_people=people, to_scans=scans)

    def page(self, last_id: int, at: int, digests: str) -> "Cursor":
        """After a page that is not the last."""
        return replace(self, after=last_id, at=at, digests=digests)

    def end(self, at: int, digests: str) -> "Cursor":
        """After the last page."""
        return replace(self, people=self.to_people, scans=self.to_scans, after=0, at=at, digests=digests)


def read(text: object, epoch: str, event: int, role: str) -> Cursor | None:
    """The cursor behind a text; None where it is of another epoch, event or role, or none at all."""
    found = _TEXT.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    numbers = map(int, found.groups()[3:9])
    cursor = Cursor(found[1], int(found[2]), found[3], *numbers, found[10])
    return cursor if (cursor.epoch, cursor.event, cursor.role) == (epoch[:EPOCH_DIGITS], event, role) else None
