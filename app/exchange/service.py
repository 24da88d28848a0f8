"""Lists that leave the house: written to a file, and the audit told."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import IO, Any, TypeVar

import sqlalchemy as sa
from flask_babel import force_locale

from app.audit.service import Actor, record
from app.events.models import Event
from app.exchange import csv_french, csv_machine, excel, json_format, register
from app.exchange.columns import Column, Value, register_of
from app.exchange.file_name import file_name
from app.registration.models import Registration

Code = TypeVar("Code", bound=StrEnum)

FORMATS = {"excel": excel.FORMAT, "csv": csv_french.FORMAT, "machine": csv_machine.FORMAT, "json": json_format.FORMAT}

IN_MEMORY = 8 * 1024 * 1024
"""Bytes of a file that stay in memory; what is longer goes to a temporary file."""


@dataclass(frozen=True)
class Export:
    """A finished file, to be read from its start; it vanishes when closed."""

    file: IO[bytes]
    name: str
    media_type: str
    rows: int


def export(
    event: Event, query: sa.Select[Any], columns: list[Column], format_name: str, *, lang: str, at: datetime
) -> Export:
    """Write the people of a search. Reads only and takes a while: call it in `database.reading()`."""
    form = FORMATS[format_name]
    book = register_of(event, columns, lang, in_words=not form.for_programs)
    header = [column.key if form.for_programs else column.header(lang) for column in columns]
    cells = [column.value for column in columns]
    rows = ([cell(row, book) for cell in cells] for row in register.people(query))
    return written(event, "participants", format_name, header, rows, at)


def cells(event: Event, ids: Sequence[int], columns: list[Column], *, lang: str) -> dict[int, list[Value]]:
    """What stands of these people in these columns, by id: a page of a list."""
    book = register_of(event, columns, lang, ids=ids)
    people = register.people(sa.select(Registration).where(Registration.id.in_(ids)))
    return {person.id: [column.value(person, book) for column in columns] for person in people}


def header(heads: Iterable[tuple[Any, ...]], format_name: str, lang: str) -> list[str]:
    """`heads`: key, header in French, in English, and whatever else there is of each column."""
    if FORMATS[format_name].for_programs:
        return [key for key, *_more in heads]
    return [fr if lang == "fr" else en for _key, fr, en, *_more in heads]


def words(labels: Mapping[Code, Any], format_name: str, lang: str) -> dict[Code, str]:
    """What codes are called: by themselves for programs, for people by their labels."""
    with force_locale(lang):
        return {code: code.value if FORMATS[format_name].for_programs else str(label) for code, label in labels.items()}


def written(
    event: Event, what: str, format_name: str, header: list[str], rows: Iterable[list[Any]], at: datetime
) -> Export:
    """The whole file is written before anything is sent: a slow download then keeps no transaction
    open, and a fault is an error page instead of half a list."""
    form = FORMATS[format_name]
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (the answer closes it)
    number = form.write(file, header, rows, event.zone)
    file.seek(0)
    return Export(file, file_name(event, what, at, form.ending), form.media_type, number)


def record_export(
    event_id: int, made: Export, *, view: dict[str, Any], columns: list[Column], by: Actor
) -> None:
    """Tell the audit who took which view away, and how many rows it had."""
    record(
        "export.people", by=by, event_id=event_id, object_type="event", object_id=event_id,
        after={"view": view},  # a search may hold a name
        detail={"file": made.name, "rows": made.rows, "columns": [column.key for column in columns]},
    )


def record_list(event_id: int, what: str, made: Export, *, by: Actor) -> None:
    """Tell it of a list that has no view; `what`: the part of its action after the dot."""
    record(
        f"export.{what}", by=by, event_id=event_id, object_type="event", object_id=event_id,
        detail={"file": made.name, "rows": made.rows},
    )
