"""The vectors that Python and JavaScript share, and how a plain one becomes a case."""

import json
from pathlib import Path
from typing import Any

import app.checkin.verdict
from app.checkin.case import Case, Code, Lane, Override, Person, Point, Shown
from app.checkin.standing import Pass
from app.checkin.terms import CodeKind, Direction, DoorRole, How, Policy, VerdictCode
from app.registration.models import Status

FILE = json.loads(Path(app.checkin.verdict.__file__).with_name("vectors.json").read_text())
VECTORS = FILE["vectors"]

MAKERS: dict[str, Any] = {
    "policy": Policy, "direction": Direction, "kind": CodeKind, "status": Status, "verdict": VerdictCode,
    "categories": lambda given: None if given is None else frozenset(given),
    "sessions": frozenset, "notices": tuple, "role": DoorRole, "how": How,
    "point": lambda given: given if isinstance(given, int) else build(Point, given),
    "lane": lambda given: given if isinstance(given, int) else build(Lane, given),
    "code": lambda given: given and build(Code, given),
    "person": lambda given: given and build(Person, given),
    "passes": lambda given: tuple(build(Pass, FILE["pass"] | one) for one in given),
    "override": lambda given: given and build(Override, given),
    "shown": lambda given: given and build(Shown, given),
}


def build(kind: type, plain: dict[str, Any]) -> Any:
    """One of the case's dataclasses from plain JSON values."""
    return kind(**{name: MAKERS.get(name, lambda same: same)(value) for name, value in plain.items()})


def case_of(vector: dict[str, Any]) -> Case:
    """The vector's case, laid over the base object by object."""
    laid = {
        name: base | given if isinstance(base, dict) and isinstance(given, dict) else given
        for name, base in FILE["base"].items()
        for given in [vector["case"].get(name, base)]
    }
    assert vector["case"].keys() <= laid.keys()
    return build(Case, laid)
