"""Whether a phone is ready for the door: what is wrong with it, if anything. Pure."""

from dataclasses import dataclass
from enum import StrEnum

SILENT_AFTER = 2 * 60_000
"""Milliseconds without a word from a phone."""
CLOCK_OFF = 2 * 60_000
"""Milliseconds that its clock may be wrong: the server corrects it, people who read it do not."""


class Fault(StrEnum):
    waiting = "waiting"
    silent = "silent"
    people_missing = "people_missing"
    outdated = "outdated"
    """Event, lanes, operators, spare or blank badges changed since."""
    no_camera = "no_camera"
    no_sound = "no_sound"
    sleeps = "sleeps"
    clock_wrong = "clock_wrong"
    old_app = "old_app"
    unsent = "unsent"


@dataclass(frozen=True)
class Condition:
    """`heard`: ms since it last asked, None: never; `held` people of `people`; `app` of `app_now`."""

    placed: bool
    heard: int | None
    held: int
    people: int
    knows_all: bool
    camera: bool
    sound: bool
    wake_lock: bool
    clock_offset: int
    app: str
    app_now: str
    unsent: int


def faults(phone: Condition) -> list[Fault]:
    """The worst first; none means go."""
    wrong = {
        Fault.waiting: not phone.placed,
        Fault.silent: phone.heard is None or phone.heard > SILENT_AFTER,
        Fault.people_missing: phone.held < phone.people,
        Fault.outdated: not phone.knows_all,
        Fault.no_camera: not phone.camera,
        Fault.no_sound: not phone.sound,
        Fault.sleeps: not phone.wake_lock,
        Fault.clock_wrong: abs(phone.clock_offset) > CLOCK_OFF,
        Fault.old_app: phone.app != phone.app_now,
        Fault.unsent: phone.unsent > 0,
    }
    if wrong[Fault.waiting]:
        return [Fault.waiting]
    return [fault for fault, holds in wrong.items() if holds]
