"""On SQLite one writes at a time; who waits gets a turn, or is told in the end that there is none."""

import threading

import pytest
import sqlalchemy as sa

from app.core import database


@pytest.fixture
def engine(tmp_path):
    made = sa.create_engine(f"sqlite:///{tmp_path / 'turns.sqlite'}")
    database.prepare(made)
    with made.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE turns (who TEXT)")
    yield made
    made.dispose()


def test_who_waits_writes_as_soon_as_the_other_is_done(engine):
    waits = threading.Event()

    def write() -> None:
        waits.set()
        with engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO turns VALUES ('second')")

    second = threading.Thread(target=write)
    with engine.begin() as connection:
        second.start()
        waits.wait()
        connection.exec_driver_sql("INSERT INTO turns VALUES ('first')")
    second.join()
    with engine.connect() as connection:
        assert list(connection.exec_driver_sql("SELECT who FROM turns").scalars()) == ["first", "second"]


def test_whoever_gets_no_turn_is_told_and_can_write_later(engine, monkeypatch):
    with engine.begin():
        monkeypatch.setattr(database, "PATIENCE", 0)
        with pytest.raises(sa.exc.OperationalError, match="locked"), engine.begin():
            raise AssertionError("two write at once")
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO turns VALUES ('later')")
