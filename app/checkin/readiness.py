"""Whether a phone is ready for the door: what is wrong with it, if anything. Pure."""

from dataclasses import dataclass
from enum import StrEnum

SILENT_AFTER = 2 * 60_000
"""Milliseconds without a word from a phone: it has no network, and goes on."""
OLD_COPY = 10 * 60_000
"""Milliseconds since a phone last had news: people come whom it does not know."""
CLOCK_OFF = 2 * 60_000
"""Milliseconds that its clock may be wrong: the server corrects it, people who read it do not."""


class Fault(StrEnum):
    waiting = "waiting"
    old_copy = "old_copy"
    people_missing = "people_missing"
    outdated = "outdated"
    """Event, lanes, operators, spare or blank badges changed since."""
    no_camera = "no_camera"
    no_sound = "no_sound"
    sleeps = "sleeps"
    untested = "untested"
    """Nothing was read by its camera or scanner yet."""
    clock_wrong = "clock_wrong"
    old_app = "old_app"
    unsent = "unsent"


@dataclass(frozen=True)
class Condition:
    """`copy_age`: ms since it last had news, None: never; `held` people of `people`; `app` of `app_now`."""

    placed: bool
    copy_age: int | None
    held: int
    people: int
    knows_all: bool
    camera: bool
    sound: bool
    wake_lock: bool
    test_scan: bool
    clock_offset: int
    app: str
    app_now: str
    unsent: int


def faults(phone: Condition) -> list[Fault]:
    """The worst first; none means go."""
    wrong = {
        Fault.waiting: not phone.placed,
        Fault.old_copy: phone.copy_age is None or phone.copy_age > OLD_COPY,
        Fault.people_missing: phone.held < phone.people,
        Fault.outdated: not phone.knows_all,
        Fault.no_camera: not phone.camera,
        Fault.no_sound: not phone.sound,
        Fault.sleeps: not phone.wake_lock,
        Fault.untested: not phone.test_scan,
        Fault.clock_wrong: abs(phone.clock_offset) > CLOCK_OFF,
        Fault.old_app: phone.app != phone.app_now,
        Fault.unsent: phone.unsent > 0,
    }
    if wrong[Fault.waiting]:
        return [Fault.waiting]
    return [fault for fault, holds in wrong.items() if holds]
