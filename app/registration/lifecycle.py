"""The statuses of a registration, as data: a step that is not in this table raises."""

from enum import StrEnum

from flask_babel import gettext as _

from app.core.errors import DomainError
from app.registration.models import LIVE, Status


class Move(StrEnum):
    submit = "submit"
    admit = "admit"
    walk_in = "walk_in"
    prove = "prove"
    lapse = "lapse"
    approve = "approve"
    refuse = "refuse"
    reopen = "reopen"
    offer = "offer"
    give_seat = "give_seat"
    accept = "accept"
    decline = "decline"
    let_offer_lapse = "let_offer_lapse"
    release = "release"
    come_after_all = "come_after_all"
    hand_over = "hand_over"
    succeed = "succeed"
    change_category = "change_category"
    cancel = "cancel"
    withdraw = "withdraw"
    restore = "restore"
    merge = "merge"
    take_back = "take_back"


NEW = None
GONE = None
"""`None` before the first status and after a deletion."""

_U, _P, _W, _O, _C, _R, _X = (
    Status.unverified,
    Status.pending,
    Status.waitlisted,
    Status.offered,
    Status.confirmed,
    Status.refused,
    Status.cancelled,
)
_DECIDED = frozenset({_C, _P, _W})

ALLOWED: dict[Move, dict[Status | None, frozenset[Status | None]]] = {
    Move.submit: {NEW: frozenset({_U})},
    Move.admit: {NEW: _DECIDED},
    Move.walk_in: {NEW: frozenset({_C})},
    Move.prove: {_U: _DECIDED},
    Move.lapse: {_U: frozenset({GONE})},
    Move.approve: {_P: frozenset({_C, _W})},
    Move.refuse: {_P: frozenset({_R})},
    Move.reopen: {_R: frozenset({_P})},
    Move.offer: {_W: frozenset({_O})},
    Move.give_seat: {_W: frozenset({_C})},
    Move.accept: {_O: frozenset({_C})},
    Move.decline: {_O: frozenset({_X})},
    Move.let_offer_lapse: {_O: frozenset({_W, _X})},
    Move.release: {_C: frozenset({_W})},
    Move.come_after_all: {_W: frozenset({_C})},
    Move.hand_over: {_C: frozenset({_X})},
    Move.succeed: {NEW: frozenset({_C, _P}), _P: frozenset({_C})},
    Move.change_category: {status: frozenset({status}) for status in LIVE},
    Move.cancel: {status: frozenset({_X}) for status in LIVE},
    Move.withdraw: {status: frozenset({_X}) for status in LIVE},
    Move.restore: {_X: frozenset({_U, _P, _W, _C})},
    Move.merge: {status: frozenset({_X}) for status in LIVE},
    Move.take_back: {status: frozenset({GONE}) for status in _DECIDED},
}


def check(move: Move, before: Status | None, after: Status | None) -> None:
    """Raises DomainError("not_allowed") if the table does not know this step."""
    if after not in ALLOWED[move].get(before, frozenset()):
        raise DomainError(
            "not_allowed",
            _("This is no longer possible: the registration has changed meanwhile. Reload the page."),
        )


def may(move: Move, status: Status) -> bool:
    """Whether a registration in this status can take this step at all (for buttons)."""
    return status in ALLOWED[move]
