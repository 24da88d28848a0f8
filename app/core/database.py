"""How a transaction begins, on SQLite as on PostgreSQL.

SQLite takes a writer's lock only at the first write, and then cannot wait if somebody wrote since
its snapshot: racing writers die with "database is locked" whatever the timeout. So whoever may
write says BEGIN IMMEDIATE; pages that only read stay deferred and never wait.
"""

import select
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import psycopg
import sqlalchemy as sa
from flask import current_app, has_request_context, request
from psycopg.rows import namedtuple_row
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from app.config import ALONE
from app.core import turns
from app.core.cursors import Cursor
from app.extensions import db

View = TypeVar("View", bound=Callable[..., Any])

READING_METHODS = {"GET", "HEAD", "OPTIONS"}
_reading: ContextVar[bool | None] = ContextVar("reading", default=None)
_single: ContextVar[sa.Connection | None] = ContextVar("single", default=None)


def writes(view: View) -> View:
    """Mark a view that writes although it answers GET (an audited reading, say)."""
    view.writes = True  # type: ignore[attr-defined]
    return view


def is_reading() -> bool:
    """Whether the transaction about to begin only reads."""
    if (told := _reading.get()) is not None:
        return told
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
        with single_statements():
            yield
    finally:
        db.session.rollback()
        _reading.reset(token)


@contextmanager
def writing() -> Iterator[None]:
    """For the short write of a page that otherwise reads: a transaction of its own."""
    db.session.rollback()
    token = _reading.set(False)
    try:
        yield
        db.session.commit()
    finally:
        _reading.reset(token)


@contextmanager
def single_statements() -> Iterator[None]:
    """For a block in which each `run` may be a transaction by itself. On PostgreSQL it is one, on a
    connection that need not be told so: beginning and ending another costs two ways there and more
    than the statement."""
    engine = db.engines.get(ALONE)
    if engine is None or not isinstance(db.session.get_bind(), sa.Engine):
        yield
        return
    with engine.connect() as connection:
        token = _single.set(connection)
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
    return (_single.get() or db.session.connection()).execute(statement, parameters)


class Spelled:
    """A statement about columns that is spelled once. Within `single_statements` the driver itself runs
    it, at half the price of `run`: words of an enumeration then come as the texts that are stored.
    """

    def __init__(self, statement: sa.Executable):
        self.statement = statement
        compiled = statement.compile(dialect=PGDialect_psycopg())
        self.text = str(compiled)
        self.constants = {name: value for name, value in compiled.params.items() if value is not None}

    def rows(self, **parameters: Any) -> Sequence[Any]:
        connection = _single.get()
        if connection is None:
            return run(self.statement, parameters).all()
        cursor = connection.connection.cursor(row_factory=namedtuple_row)
        try:
            return cursor.execute(self.text, self.constants | parameters).fetchall()
        except psycopg.Error as error:
            raise sa.exc.DBAPIError(self.text, None, error) from error


def prepare(engine: sa.Engine, *alone: sa.Engine) -> None:
    """Tell the database of each transaction whether it only reads. `alone`: engines of the same PostgreSQL for
    `single_statements`."""
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
        return
    _prepare_postgresql(engine)
    for each in (engine, *alone):
        _leave_lost_connections(each)


def _prepare_postgresql(engine: sa.Engine) -> None:
    """READ COMMITTED, and READ ONLY where nothing is to be written. The driver forgets its prepared statements
    with each ROLLBACK; where nothing was written, COMMIT ends a transaction just as well."""

    @sa.event.listens_for(engine, "begin")
    def on_begin(connection: sa.Connection) -> None:
        connection.connection.dbapi_connection.read_only = is_reading()

    def end(connection: psycopg.Connection[Any]) -> None:
        (connection.commit if connection.read_only else connection.rollback)()

    engine.dialect.do_rollback = end  # type: ignore[method-assign]

    @sa.event.listens_for(engine, "connect")
    def on_connect(connection: psycopg.Connection[Any], _record: Any) -> None:
        connection.cursor_factory = Cursor


def _leave_lost_connections(engine: sa.Engine) -> None:
    """A server of PostgreSQL that stops says so on each of its connections: there is something to read on one
    that asks nothing. Whoever takes it from the pool gets a new one, without asking the server each time."""

    @sa.event.listens_for(engine, "checkout")
    def on_checkout(connection: psycopg.Connection[Any], _record: Any, _proxy: Any) -> None:
        if connection.closed or _can_be_read(connection):
            raise sa.exc.InvalidatePoolError


def _can_be_read(connection: psycopg.Connection[Any]) -> bool:
    ready = select.poll()
    ready.register(connection.fileno(), select.POLLIN)
    return bool(ready.poll(0))


def _prepare_sqlite(engine: sa.Engine) -> None:
    @sa.event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL", f"busy_timeout={round(PATIENCE * 1000)}"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def on_begin(connection: sa.Connection) -> None:
        if is_reading():
            connection.exec_driver_sql("BEGIN")
        else:
            _begin_writing(connection.connection.dbapi_connection, engine.url.database)


PATIENCE, ASKS_EVERY = 15.0, 0.002
"""Seconds that a writer waits for its turn, and from one try to the next."""


def _begin_writing(connection: Any, database: str) -> None:
    """SQLite gives nobody a turn: who waits asks again, and SQLite itself asks ever more seldom, ten times a
    second at last."""
    deadline = time.monotonic() + PATIENCE
    connection.execute("PRAGMA busy_timeout=0")
    try:
        if not _has_begun(connection, deadline):
            with turns.waiting(database):
                while not _has_begun(connection, deadline):
                    time.sleep(ASKS_EVERY)
    finally:
        connection.execute(f"PRAGMA busy_timeout={round(PATIENCE * 1000)}")


def _has_begun(connection: Any, deadline: float) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
            raise sa.exc.OperationalError("BEGIN IMMEDIATE", None, error) from error
        return False
    return True


def give_way() -> None:
    """Between steps of long work, which follow each other at once: let those go first who wait to write.
    PostgreSQL does so by itself."""
    if db.engine.dialect.name == "sqlite":
        turns.give_way(db.engine.url.database)
