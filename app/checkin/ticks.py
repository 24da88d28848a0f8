"""Ticks of a printed list, typed back in: a reference and the hour beside it on each line. Pure."""

import re
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from app.core.text import clean_line
from app.credentials.codes import ALPHABET
from app.credentials.reference import LENGTH, parse

MOST = 500
_REFERENCE = re.compile(rf"\s*((?:[{ALPHABET}][\s\-‐‑–—.]*){{{LENGTH}}})(.*)", re.IGNORECASE)
_TIME = re.compile(r"[\s,;:à@]*(\d{1,2})\s*(?:[:.,h]\s*)?(\d{2})?\s*(?:min)?\s*", re.IGNORECASE)


class Fault(StrEnum):
    no_reference = "no_reference"
    mistyped = "mistyped"
    """Its check letter says that one of them is wrong."""
    no_time = "no_time"
    no_such_time = "no_such_time"


@dataclass(frozen=True)
class Tick:
    """`line` counts from 1."""

    line: int
    reference: str
    at: time


@dataclass(frozen=True)
class Mistake:
    line: int
    fault: Fault
    text: str


def read(text: str) -> tuple[list[Tick], list[Mistake]]:
    """What was typed, empty lines apart. A line without an hour has that of the line before."""
    ticks: list[Tick] = []
    mistakes: list[Mistake] = []
    last: time | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not (typed := clean_line(line)):
            continue
        found = _read(typed, last)
        if isinstance(found, Fault):
            mistakes.append(Mistake(number, found, typed))
            continue
        reference, last = found
        ticks.append(Tick(number, reference, last))
    return ticks, mistakes


def _read(typed: str, before: time | None) -> tuple[str, time] | Fault:
    found = _REFERENCE.fullmatch(typed)
    if found is None:
        return Fault.no_reference
    reference = parse(found[1])
    if reference is None:
        return Fault.mistyped
    if not found[2].strip():
        return (reference, before) if before is not None else Fault.no_time
    at = _time(found[2])
    return (reference, at) if at is not None else Fault.no_such_time


def _time(text: str) -> time | None:
    """“9:05”, “9 h 05”, “9h”, “0905”."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
