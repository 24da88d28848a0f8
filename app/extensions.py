"""The libraries that the application is built on, made once and bound in `create_app`."""

from datetime import UTC, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy.orm import DeclarativeBase, registry


class UtcDateTime(sa.TypeDecorator[datetime]):
    """A moment: aware UTC in Python on both databases (SQLite itself knows no zone)."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Texts = dict[str, str]
"""An organiser's own text by language code, e.g. {"fr": "Presse", "en": "Press"}."""


class Base(DeclarativeBase):
    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    # A class attribute `type_annotation_map` is lost between Flask-SQLAlchemy and SQLAlchemy 2.1.
    registry = registry(
        metadata=metadata,
        type_annotation_map={
            datetime: UtcDateTime(),
            Texts: sa.JSON(),
            dict[str, Any]: sa.JSON(),
            list[str]: sa.JSON(),
            list[int]: sa.JSON(),
            list[dict[str, Any]]: sa.JSON(),
            Enum: sa.Enum(
                Enum,
                native_enum=False,
                create_constraint=True,
                length=24,
                values_callable=lambda cls: [member.value for member in cls],
            ),
        },
    )


NEVER_AGAIN = {"sqlite_autoincrement": True}
"""Table arguments where an id outlives its row, in a link, a mail or a phone: SQLite would give the
last one out again; PostgreSQL never does."""

db = SQLAlchemy(model_class=Base)
migrate = Migrate(directory="migrations", render_as_batch=True)
babel = Babel()
csrf = CSRFProtect()
login_manager = LoginManager()


def where_true(column: str) -> dict[str, Any]:
    """For an index of those rows alone in which a column is true. As each database is asked: SQLite uses such an
    index only for a question in its very words, and has no word of its own for what is true."""
    return {"sqlite_where": sa.text(f"{column} = 1"), "postgresql_where": sa.text(column)}
