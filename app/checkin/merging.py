"""What the standing scans of one person at a point of `once` say of each other. Pure.

The earliest sure way in is the entry. Later ones, let in by phones that could not know, are told so;
those of other devices are conflicts. The order in which facts arrived does not matter.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from app.checkin.standing import Pass, standing
from app.checkin.terms import Direction, VerdictCode

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Move:
    """A scan that let somebody through: by which device (None: the back office), what the device
    decided, and what the server says of it at present."""

    scan: Pass
    device: int | None
    parameters: dict[str, Any]
    server_verdict: VerdictCode
    server_parameters: dict[str, Any]

    @property
    def knew_better(self) -> bool:
        """A lead who saw “already in” and let in all the same."""
        return self.parameters.get("instead_of") == VerdictCode.already_in


def before(move: Pass, passes: list[Pass]) -> tuple[Pass, ...]:
    """What was there when `move` happened; an unsure time comes after every sure one."""
    return tuple(other for other in passes if _order(other) <= _order(move))


def ways_in(moves: Mapping[Key, Move], point: int) -> dict[Key, Move]:
    """Those that stand and lead in, the entry first."""
    found = {
        key: move for key, move in moves.items()
        if move.scan.direction is Direction.enter and standing([move.scan], point)
    }
    return dict(sorted(found.items(), key=lambda item: (_order(item[1].scan), str(item[0]))))


def conflicts(moves: Mapping[Key, Move], point: int) -> dict[Key, Key]:
    """Of each later way in at another device: the entry."""
    found = ways_in(moves, point)
    if len(found) < 2:
        return {}
    first = next(iter(found))
    return {
        key: first for key, move in found.items()
        if move.device != found[first].device and not move.knew_better
    }


def corrected(moves: Mapping[Key, Move], point: int) -> dict[Key, tuple[VerdictCode, dict[str, Any]]]:
    """The server's verdicts that are other ones now: of an entry that was displaced, or became one."""
    found = ways_in(moves, point)
    changed = {}
    for place, (key, move) in enumerate(found.items()):
        verdict = _verdict(move, next(iter(found.values())).scan if place else None)
        if verdict != (move.server_verdict, move.server_parameters):
            changed[key] = verdict
    return changed


def _verdict(move: Move, first: Pass | None) -> tuple[VerdictCode, dict[str, Any]]:
    """`first`: the entry before it, or None where it is the entry itself."""
    said = move.server_verdict, move.server_parameters
    if first is None:
        return (move.scan.verdict, move.parameters) if said[0] is VerdictCode.already_in else said
    if said[0] is VerdictCode.already_in or (said[0].passes and said[0] is not VerdictCode.ok_override):
        found = {"at": first.at, "lane": first.lane, "operator": first.operator, "sure": first.sure}
        return VerdictCode.already_in, found
    return said


def _order(move: Pass) -> tuple[bool, int, int]:
    return (not move.sure, move.at, move.lane)
