"""What the door's decision rests on, gathered by the server or by a phone.

Moments are whole milliseconds since 1970, UTC, as Python and JavaScript both count them.
"""

from dataclasses import dataclass

from app.checkin.standing import Pass
from app.checkin.terms import CodeKind, Direction, DoorRole, How, Policy, VerdictCode
from app.registration.models import Status


@dataclass(frozen=True)
class Point:
    """A check-in point. `categories` None lets all in; `opens` and `closes` None mean always."""

    id: int
    policy: Policy
    categories: frozenset[int] | None = None
    session: int | None = None
    room_limit: int | None = None
    opens: int | None = None
    closes: int | None = None


@dataclass(frozen=True)
class Lane:
    """`copy_age` in milliseconds; None is the server, which decides on the original."""

    direction: Direction
    copy_age: int | None = None


@dataclass(frozen=True)
class Code:
    """`retired`: a spare from before the database was restored, good for nothing but this person."""

    kind: CodeKind
    revoked_at: int | None = None
    retired: bool = False


@dataclass(frozen=True)
class Person:
    """`passed_on`: merged or handed over, so the place lives on in another registration."""

    id: int
    status: Status
    category: int
    sessions: frozenset[int] = frozenset()
    passed_on: bool = False
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Override:
    who: int
    why: str


@dataclass(frozen=True)
class Shown:
    """The last time this device read this code: `ago` in monotonic milliseconds of the same run.

    `changed`: what is known of the code or its holder is no longer what was known then.
    """

    direction: Direction
    ago: int
    verdict: VerdictCode
    undone: bool = False
    changed: bool = False


@dataclass(frozen=True)
class Case:
    """All that the decision rests on. `code` is None where somebody was found without one."""

    point: Point
    lane: Lane
    role: DoorRole
    how: How
    now: int
    code: Code | None = None
    person: Person | None = None
    passes: tuple[Pass, ...] = ()
    inside: int = 0
    override: Override | None = None
    shown: Shown | None = None
