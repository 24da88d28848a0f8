"""Made-up badges to practise with: on paper the same as on each phone (static/door/practising.js). Pure."""

import json
from dataclasses import dataclass

from app.core import assets
from app.credentials.codes import LENGTH

BADGES = json.loads((assets.STATIC / "door" / "practice.json").read_text())
NO_LETTERS = "BCD"
"""Of a draft, which has no letters of its own yet."""


@dataclass(frozen=True)
class MadeUp:
    """`name`: empty where it is nobody's. `kind`: what it is to show."""

    name: str
    kind: str
    code: str


def badges(letters: str | None) -> list[MadeUp]:
    """Those of an event with these letters."""
    return [MadeUp(_name(each), each["kind"], code(letters or NO_LETTERS, each["letter"])) for each in BADGES]


def code(letters: str, letter: str) -> str:
    """The event's letters, then two letters over and over: no real badge has it."""
    return (letters + f"X{letter}" * LENGTH)[:LENGTH]


def _name(badge: dict[str, str]) -> str:
    return f"{badge.get('first_name', '')} {badge.get('last_name', '')}".strip()
