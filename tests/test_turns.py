"""On SQLite one writes at a time; who waits gets a turn, or is told in the end that there is none."""

import threading
import time
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from app.core import database, turns


@pytest.fixture
def engine(tmp_path):
    made = sa.create_engine(f"sqlite:///{tmp_path / 'turns.sqlite'}")
    database.prepare(made)
    with made.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE turns (who TEXT)")
    yield made
    made.dispose()


def write(engine: sa.Engine, who: str) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO turns VALUES (:who)"), {"who": who})


def written(engine: sa.Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.exec_driver_sql("SELECT who FROM turns").scalars())


def test_who_waits_writes_as_soon_as_the_other_is_done(engine):
    waits = threading.Event()

    def write_second() -> None:
        waits.set()
        write(engine, "second")

    second = threading.Thread(target=write_second)
    with engine.begin() as connection:
        second.start()
        waits.wait()
        connection.exec_driver_sql("INSERT INTO turns VALUES ('first')")
    second.join()
    assert written(engine) == ["first", "second"]


def test_long_work_lets_those_go_first_who_wait(engine, monkeypatch):
    asks_again = threading.Event()

    def sleep(seconds: float) -> None:
        asks_again.set()
        time.sleep(seconds)

    monkeypatch.setattr(database, "time", SimpleNamespace(sleep=sleep, monotonic=time.monotonic))
    monkeypatch.setattr(turns, "MOST", 60)
    others = threading.Thread(target=lambda: write(engine, "somebody else"))
    with engine.begin() as connection:
        others.start()
        asks_again.wait()
        connection.exec_driver_sql("INSERT INTO turns VALUES ('a step')")
    turns.give_way(engine.url.database)
    write(engine, "the next step")
    others.join()
    assert written(engine) == ["a step", "somebody else", "the next step"]


def test_long_work_does_not_give_way_for_ever(engine, monkeypatch):
    monkeypatch.setattr(turns, "MOST", 0)
    with turns.waiting(engine.url.database):
        turns.give_way(engine.url.database)


def test_whoever_gets_no_turn_is_told_and_can_write_later(engine, monkeypatch):
    with engine.begin():
        monkeypatch.setattr(database, "PATIENCE", 0)
        with pytest.raises(sa.exc.OperationalError, match="locked"), engine.begin():
            raise AssertionError("two write at once")
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO turns VALUES ('later')")
