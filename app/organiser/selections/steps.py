"""What can be done with many: the same services that serve one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.audit.service import Actor
from app.organiser.selections.models import Step
from app.registration import lifecycle
from app.registration.lifecycle import Move
from app.registration.models import CancelReason, Status
from app.registration.service import deciding, leaving, resending

Do = Callable[[int, int, Actor, dict[str, Any]], Any]


@dataclass(frozen=True)
class Doing:
    """`do(event, registration, by, options)`; `statuses`: of whom it can be done at all."""

    do: Do
    statuses: frozenset[Status]


def _of(move: Move) -> frozenset[Status]:
    return frozenset(status for status in Status if lifecycle.may(move, status))


DOINGS = {
    Step.approve: Doing(lambda event, id_, by, _o: deciding.approve(event, id_, by=by), _of(Move.approve)),
    Step.refuse: Doing(lambda event, id_, by, o: deciding.refuse(event, id_, by=by, reason=o["reason"]), _of(Move.refuse)),
    Step.cancel: Doing(
        lambda event, id_, by, o: leaving.cancel(event, id_, by=by, reason=CancelReason.organiser, silent=o["silent"]),
        _of(Move.cancel),
    ),
    Step.category: Doing(
        lambda event, id_, by, o: deciding.change_category(event, id_, o["category_id"], by=by), _of(Move.change_category)
    ),
    Step.resend: Doing(lambda event, id_, by, _o: resending.resend(event, id_, by=by), frozenset(Status)),
}  # fmt: skip
