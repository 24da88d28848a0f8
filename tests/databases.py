"""Databases for tests: SQLite files, or databases of the PostgreSQL server in TEST_DATABASE_URL."""

import os
import shutil
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from app.extensions import db


class SqliteFiles:
    """Each database is a file in `folder`."""

    def __init__(self, folder: Path):
        self.folder = folder

    def new(self) -> str:
        """The address of an empty database."""
        return f"sqlite:///{self.folder / uuid4().hex}.sqlite"

    def copy(self, url: str) -> str:
        """The address of a copy of a database that nobody has open."""
        copied = self.new()
        shutil.copyfile(sa.make_url(url).database or "", sa.make_url(copied).database or "")
        return copied

    def drop(self, url: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{sa.make_url(url).database}{ending}").unlink(missing_ok=True)


class PostgresDatabases:
    """Each is a database of the server that `server_url` leads to."""

    def __init__(self, server_url: str):
        self.server_url = sa.make_url(server_url)

    def new(self) -> str:
        return self._create("template0")

    def copy(self, url: str) -> str:
        return self._create(sa.make_url(url).database or "")

    def drop(self, url: str) -> None:
        self._execute(f'DROP DATABASE IF EXISTS "{sa.make_url(url).database}" WITH (FORCE)')

    def _create(self, template: str) -> str:
        name = f"medicen_test_{uuid4().hex[:12]}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.server_url.set(database=name).render_as_string(hide_password=False)

    def _execute(self, statement: str) -> None:
        engine = sa.create_engine(self.server_url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)


Databases = SqliteFiles | PostgresDatabases


def let_go() -> None:
    """Close what the current application has open."""
    for engine in db.engines.values():
        engine.dispose()


def under_test(folder: Path) -> Databases:
    """Where this run keeps its databases."""
    server_url = os.environ.get("TEST_DATABASE_URL")
    return PostgresDatabases(server_url) if server_url else SqliteFiles(folder)
