"""A driver's cursor that describes its columns when asked for one of them, not whenever asked whether it has any.

SQLAlchemy asks each statement's cursor for `description` (PEP 249), only to learn whether rows come: it keeps
what it once learnt of a statement's columns. The driver answers with an object for each column, a twentieth
of the time of a page whose rows have sixty.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import psycopg


class Columns(Sequence[psycopg.Column]):
    """The columns of a cursor's present result, `count` of them."""

    def __init__(self, cursor: psycopg.Cursor[Any], count: int):
        self._cursor, self._count = cursor, count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[psycopg.Column]:
        return (psycopg.Column(self._cursor, number) for number in range(self._count))

    def __getitem__(self, place: Any) -> Any:
        return list(self)[place]


class Cursor(psycopg.Cursor[Any]):
    @property
    def description(self) -> Any:
        """The driver's own answer where no column is: it knows whether there are rows without any."""
        count = self.pgresult.nfields if self.pgresult else 0
        return Columns(self, count) if count else super().description
