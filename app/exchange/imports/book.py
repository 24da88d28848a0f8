"""The lines of an import, read from its file once for all the steps that take them."""

import json
from collections.abc import Iterator
from functools import lru_cache

from app.exchange.imports.kinds import KINDS
from app.exchange.imports.models import Brings, Import
from app.exchange.imports.verdicts import Record
from app.exchange.tables.reading import read
from app.jobs.files import find_file


class FileGone(Exception):
    """Its week is over."""


def records(made: Import) -> list[Record]:
    """All lines with the cells that somebody asked for. Raises FileGone."""
    if made.file_id is None:
        raise FileGone
    return _records(made.file_id, made.brings, json.dumps(made.mapping, sort_keys=True))


def forget() -> None:
    """Keep nothing of anybody in memory."""
    _records.cache_clear()


@lru_cache(maxsize=1)
def _records(file_id: int, brings: Brings, mapping: str) -> list[Record]:
    file = find_file(file_id)
    if file is None:
        raise FileGone
    table = read(file.content)
    return list(_told_apart(brings, table.records(json.loads(mapping))))


def _told_apart(brings: Brings, lines: Iterator) -> Iterator[Record]:
    """Each line knows the first one that is about the same."""
    firsts: dict[str, int] = {}
    for line, cells in lines:
        record = Record(line, cells)
        key = KINDS[brings].key(record)
        first = firsts.setdefault(key, line) if key else line
        yield record if first == line else Record(line, cells, repeats=first)
