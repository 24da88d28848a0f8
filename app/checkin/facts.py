"""A fact as a phone sends it, read with care: whatever is wrong with it is said, and nothing breaks. Pure."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from app.checkin.terms import Direction, How, ScanKind, VerdictCode
from app.core.text import clean_line

LATEST = 253_000_000_000_000
"""Milliseconds since 1970: the year 9987. Later moments have no date."""
LONGEST_RUN = 2**53
LARGEST_ID = 2**31 - 1
LONGEST_PARAMETERS = 2_000

_HASH = re.compile(r"[0-9a-f]{64}")
_REQUIRED = object()
Value = TypeVar("Value")
Word = TypeVar("Word", bound=StrEnum)


class Malformed(Exception):
    """The message names the field."""


@dataclass(frozen=True)
class WalkInFields:
    """Somebody who is on no list; `category` is an id."""

    first_name: str
    last_name: str
    organisation: str
    category: int
    photo: bool
    email: str | None
    blank_hash: str | None


@dataclass(frozen=True)
class Fact:
    """`wall` and `mono` in milliseconds as the phone counts them; `overridden` with `why` and
    perhaps `override_by`; `body_hash` is SHA-256 of the fact as it was sent."""

    uuid: UUID
    kind: ScanKind
    point: int
    lane: int
    direction: Direction
    operator: int | None
    how: How | None
    code_hash: str | None
    person: int | None
    wall: int
    run: str
    mono: int
    verdict: VerdictCode | None
    parameters: dict[str, Any]
    overridden: bool
    override_by: int | None
    why: str
    undone: UUID | None
    app_version: str
    walk_in: WalkInFields | None
    body: dict[str, Any]
    body_hash: str


def hash_of(body: dict[str, Any]) -> str:
    """The same for the same fact, however its fields are ordered."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def uuid_of(body: Any) -> UUID | None:
    """The one thing that an answer needs; None where there is none."""
    try:
        return UUID(body["uuid"])
    except (TypeError, KeyError, ValueError, AttributeError):
        return None


def parse(body: dict[str, Any]) -> Fact:
    """Raises Malformed."""
    kind = _word(body, "kind", ScanKind)
    is_scan = kind is ScanKind.scan
    override = _object(body, "override") if is_scan else None
    return Fact(
        uuid=_uuid(body, "uuid"),
        kind=kind,
        point=_number(body, "point", LARGEST_ID),
        lane=_number(body, "lane", LARGEST_ID),
        direction=_word(body, "direction", Direction),
        operator=_optional(body, "operator", _id),
        how=_word(body, "how", How) if is_scan else None,
        code_hash=_optional(body, "code_hash", _hash),
        person=_optional(body, "person", _id),
        wall=_number(body, "wall", LATEST),
        run=_text(body, "run", 36),
        mono=_number(body, "mono", LONGEST_RUN),
        verdict=_word(body, "verdict", VerdictCode) if is_scan else None,
        parameters=_parameters(body),
        overridden=override is not None,
        override_by=override and _optional(override, "who", _id),
        why=_text(override or body, "why", 200, ""),
        undone=_uuid(body, "undone") if kind is ScanKind.undo else None,
        app_version=_text(body, "app_version", 20, ""),
        walk_in=_walk_in(body) if kind is ScanKind.walk_in else None,
        body=body,
        body_hash=hash_of(body),
    )


def _walk_in(body: dict[str, Any]) -> WalkInFields:
    told = _object(body, "walk_in")
    if told is None:
        raise Malformed("walk_in")
    fields = WalkInFields(
        first_name=clean_line(_text(told, "first_name", 100, "")),
        last_name=clean_line(_text(told, "last_name", 100, "")),
        organisation=clean_line(_text(told, "organisation", 200, "")),
        category=_number(told, "category", LARGEST_ID),
        photo=told.get("photo") is True,
        email=clean_line(_text(told, "email", 254, "")) or None,
        blank_hash=_optional(told, "blank_hash", _hash),
    )
    if not fields.first_name and not fields.last_name:
        raise Malformed("first_name")
    return fields


def _parameters(body: dict[str, Any]) -> dict[str, Any]:
    found = _object(body, "parameters") or {}
    if len(json.dumps(found)) > LONGEST_PARAMETERS:
        raise Malformed("parameters")
    return found


def _optional(body: dict[str, Any], name: str, read: Callable[[dict[str, Any], str], Value]) -> Value | None:
    return None if body.get(name) is None else read(body, name)


def _number(body: dict[str, Any], name: str, most: int) -> int:
    value = body.get(name)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if type(value) is not int or not 0 <= value <= most:
        raise Malformed(name)
    return value


def _id(body: dict[str, Any], name: str) -> int:
    return _number(body, name, LARGEST_ID)


def _text(body: dict[str, Any], name: str, most: int, default: Any = _REQUIRED) -> str:
    value = body.get(name)
    if value is None and default is not _REQUIRED:
        return default
    if not isinstance(value, str) or len(value) > most or "\0" in value:
        raise Malformed(name)
    try:
        value.encode()
    except UnicodeEncodeError as error:  # half of a surrogate pair, which no database takes
        raise Malformed(name) from error
    return value


def _hash(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        raise Malformed(name)
    return value


def _uuid(body: dict[str, Any], name: str) -> UUID:
    value = body.get(name)
    try:
        return UUID(value)
    except (TypeError, ValueError, AttributeError) as error:
        raise Malformed(name) from error


def _word(body: dict[str, Any], name: str, words: type[Word]) -> Word:
    try:
        return words(body.get(name))
    except ValueError as error:
        raise Malformed(name) from error


def _object(body: dict[str, Any], name: str) -> dict[str, Any] | None:
    value = body.get(name)
    if value is not None and not isinstance(value, dict):
        raise Malformed(name)
    return value
