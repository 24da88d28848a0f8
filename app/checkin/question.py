"""What a phone asks, read with care. Pure."""

import re
from dataclasses import dataclass
from typing import Any

from app.checkin.clocks import Mark
from app.checkin.contacts import FLAGS, MOST_MARKS, NUMBERS, Contact
from app.checkin.facts import LATEST, LONGEST_RUN

MOST_FACTS = 200
LONGEST_CURSOR = 200

_VERSION = re.compile(r"([0-9]{1,6})(\.[0-9A-Za-z.+-]{1,13})?")
_RUN = re.compile(r"[!-~]{1,36}")


class Unreadable(Exception):
    """The message names the field."""


@dataclass(frozen=True)
class Question:
    cursor: str | None
    facts: list[Any]
    contact: Contact


def read(body: Any, at: int) -> Question:
    """`at`: our time in ms. Raises Unreadable; what is wrong with a single fact is not looked at here."""
    if not isinstance(body, dict):
        raise Unreadable("body")
    facts, cursor = body.get("facts") or [], body.get("cursor")
    if not isinstance(facts, list) or len(facts) > MOST_FACTS:
        raise Unreadable("facts")
    if cursor is not None and (not isinstance(cursor, str) or len(cursor) > LONGEST_CURSOR):
        raise Unreadable("cursor")
    now = _mark(body, at)
    if now is None:
        raise Unreadable("run, wall, mono")
    contact = Contact(now, _told(body.get("marks"), at), version(body), cursor or "", _report(body.get("report")))
    return Question(cursor, facts, contact)


def version(body: dict[str, Any]) -> str:
    """The app's version: a number, and after a dot whatever names the build."""
    found = body.get("app_version")
    if not isinstance(found, str) or not _VERSION.fullmatch(found):
        raise Unreadable("app_version")
    return found


def generation(app_version: str) -> int:
    """The number of a version that `version` has read: what we still speak with is decided by it."""
    return int(app_version.partition(".")[0])


def _mark(said: Any, at: Any) -> Mark | None:
    if not isinstance(said, dict):
        return None
    run, wall, mono = said.get("run"), said.get("wall"), said.get("mono")
    sound = isinstance(run, str) and _RUN.fullmatch(run) and _whole(wall, 0, LATEST) and _whole(mono, 0, LONGEST_RUN)
    return Mark(run, int(wall), int(mono), int(at)) if sound and _whole(at, 0, LATEST) else None


def _told(said: Any, now: int) -> list[Mark]:
    """Marks of earlier contacts; none is of the future."""
    found = [_mark(one, one.get("server")) for one in said or [] if isinstance(one, dict)] if isinstance(said, list) else []
    return [mark for mark in found[-MOST_MARKS:] if mark is not None and mark.at <= now]


def _report(said: Any) -> dict[str, Any]:
    told = said if isinstance(said, dict) else {}
    numbers = {name: int(told[name]) for name in NUMBERS if _whole(told.get(name), -LATEST, LATEST)}
    return numbers | {name: told[name] for name in FLAGS if isinstance(told.get(name), bool)}


def _whole(value: Any, least: int, most: int) -> bool:
    """A whole number, as JavaScript may also spell it: 3.0."""
    is_number = type(value) is int or (type(value) is float and value == value and abs(value) < LATEST * 100)
    return is_number and value == int(value) and least <= value <= most
