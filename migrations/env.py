"""Runs the migrations on the application's database, all of them in one transaction.

`flask db upgrade` may run in several places at once: the second waits for the first.
"""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from flask import current_app

ONE_AT_A_TIME = 0x6D6564  # any number that only we use

db = current_app.extensions["migrate"].db


def check_foreign_keys(connection: sa.Connection, on: bool) -> None:
    """SQLite changes a table by copying and dropping it, which must not delete what refers to it.

    Asked of the driver itself: inside a transaction SQLite ignores it.
    """
    if connection.dialect.name == "sqlite":
        connection.connection.dbapi_connection.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def written_as(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """How a new migration spells a type: a column type of ours as what the database stores."""
    if kind == "type" and isinstance(item, sa.TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def run() -> None:
    with db.engine.connect() as connection:
        check_foreign_keys(connection, on=False)
        try:
            context.configure(
                connection=connection,
                target_metadata=db.metadata,
                transactional_ddl=True,
                render_item=written_as,
                **current_app.extensions["migrate"].configure_args,
            )
            with context.begin_transaction():
                if connection.dialect.name == "postgresql":
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
                context.run_migrations()
                if connection.dialect.name == "sqlite":
                    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                    if broken:
                        raise RuntimeError(f"rows that refer to nothing: {broken}")
        finally:
            check_foreign_keys(connection, on=True)


run()
