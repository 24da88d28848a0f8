"""How many statements a piece of code sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from app.extensions import db

NOT_COUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA")


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL of each statement sent meanwhile, without what the test's savepoints add."""
    seen: list[str] = []

    def see(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(NOT_COUNTED):
            seen.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", see)
    try:
        yield seen
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", see)
