"""How a transaction begins, on SQLite as on PostgreSQL.

SQLite takes a writer's lock only at the first write, and then cannot wait if somebody wrote since
its snapshot: racing writers die with "database is locked" whatever the timeout. So whoever may
write says BEGIN IMMEDIATE; pages that only read stay deferred and never wait.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import current_app, has_request_context, request
from sqlalchemy.dialects import postgresql, sqlite

from app.extensions import db

View = TypeVar("View", bound=Callable[..., Any])

READING_METHODS = {"GET", "HEAD", "OPTIONS"}
_reading = ContextVar("reading", default=False)
_single = ContextVar("single", default=False)


def writes(view: View) -> View:
    """Mark a view that writes although it answers GET (an audited reading, say)."""
    view.writes = True  # type: ignore[attr-defined]
    return view


def is_reading() -> bool:
    """Whether the transaction about to begin only reads."""
    if _reading.get():
        return True
    if not has_request_context() or request.method not in READING_METHODS:
        return False
    view = current_app.view_functions.get(request.endpoint or "")
    return not getattr(view, "writes", False)


@contextmanager
def reading() -> Iterator[None]:
    """For a worker's step: read here what a slow act needs, then act without any transaction.

    Keeps nobody waiting on SQLite. Its transaction ends with the block and nothing is written;
    objects read in it are stale afterwards.
    """
    token = _reading.set(True)
    try:
        yield
    finally:
        db.session.rollback()
        _reading.reset(token)


@contextmanager
def single_write() -> Iterator[None]:
    """For a block that reads by `run` and writes by one statement, its last: on PostgreSQL that is
    a transaction by itself, and beginning and ending another around it would cost two ways there."""
    token = _single.set(True)
    try:
        yield
    finally:
        _single.reset(token)


INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
"""INSERT that knows ON CONFLICT: SQLAlchemy has one for each database, spelled alike."""


def dialect() -> str:
    return db.session.get_bind().dialect.name


def insert(table: Any) -> Any:
    return INSERT[dialect()](table)


def run(statement: sa.Executable, parameters: Any = None) -> sa.CursorResult[Any]:
    """Run a statement about columns in the session's transaction, below the ORM: half its price. What
    the session holds is neither flushed before nor refreshed after."""
    bind, options = db.session.get_bind(), None
    alone = _reading.get() or _single.get()
    if alone and isinstance(bind, sa.Engine) and bind.dialect.name == "postgresql" and not db.session().in_transaction():
        options = {"isolation_level": "AUTOCOMMIT"}
    return db.session.connection(execution_options=options).execute(statement, parameters)


def prepare(engine: sa.Engine) -> None:
    """Install the SQLite settings on an engine; PostgreSQL needs none (READ COMMITTED)."""
    if engine.dialect.name != "sqlite":
        return

    @sa.event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL", "busy_timeout=15000"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def on_begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN" if is_reading() else "BEGIN IMMEDIATE")
