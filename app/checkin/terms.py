"""The door's words: stored by value, sent to the phones, and the same in both languages of the code."""

from enum import StrEnum


class PointKind(StrEnum):
    """What a check-in point controls. Only an entrance makes somebody "arrived"."""

    entrance = "entrance"
    session = "session"
    lunch = "lunch"
    cloakroom = "cloakroom"


class Policy(StrEnum):
    """How often one person passes a point."""

    once = "once"
    re_entry = "re-entry"
    in_and_out = "in-and-out"


class Direction(StrEnum):
    """Which way a lane leads; it belongs to the lane and is never guessed."""

    enter = "in"
    leave = "out"


class DoorRole(StrEnum):
    """What the person behind the device may do: `lead` searches, overrides and undoes."""

    scan = "scan"
    lead = "lead"


class How(StrEnum):
    """How somebody was recognised."""

    code = "code"
    reference = "reference"
    search = "search"
    paper = "paper"


class CodeKind(StrEnum):
    """What is known of a text that was scanned."""

    unreadable = "unreadable"
    other_event = "other_event"
    unknown = "unknown"
    blank = "blank"
    spare = "spare"
    issued = "issued"
    revoked = "revoked"


class VerdictCode(StrEnum):
    shown_again = "shown_again"
    unreadable = "unreadable"
    other_event = "other_event"
    unknown = "unknown"
    blank = "blank"
    ok_exit = "ok_exit"
    ok_unlisted = "ok_unlisted"
    replaced = "replaced"
    cancelled = "cancelled"
    not_confirmed = "not_confirmed"
    not_here = "not_here"
    too_early = "too_early"
    too_late = "too_late"
    already_in = "already_in"
    room_full = "room_full"
    ok_reentry = "ok_reentry"
    ok_notice = "ok_notice"
    ok = "ok"
    ok_override = "ok_override"

    @property
    def passes(self) -> bool:
        """Whether the person walks through."""
        return self.value.startswith("ok")


class Signal(StrEnum):
    """What the screen shows: blue disc, yellow triangle, dark red octagon."""

    accept = "accept"
    attention = "attention"
    refuse = "refuse"


class ScanKind(StrEnum):
    """Kinds of fact."""

    scan = "scan"
    undo = "undo"
    walk_in = "walk-in"


class DeviceState(StrEnum):
    waiting = "waiting"
    active = "active"
    signed_out = "signed_out"
    revoked = "revoked"


class ConflictState(StrEnum):
    """What an organiser says of two entries of one person."""

    open = "open"
    same_person = "same_person"
    shared_badge = "shared_badge"
    mistake = "mistake"
