from datetime import timedelta

from app.core.clock import now
from app.extensions import db
from app.jobs import files
from app.jobs.models import StoredFile


def keep(days: int) -> StoredFile:
    return files.keep_file(
        "liste.csv", "text/csv", b"\x00a;b", made_by="exchange.export", until=now() + timedelta(days=days)
    )


def test_a_file_comes_back_as_it_was():
    number = keep(days=1).id
    db.session.expunge_all()
    found = files.find_file(number)
    assert (found.name, found.content_type, found.content, found.size) == ("liste.csv", "text/csv", b"\x00a;b", 4)


def test_a_file_whose_time_is_over_is_not_found_and_then_forgotten():
    past, kept = keep(days=-1), keep(days=1)
    assert files.find_file(past.id) is None
    files.forget_past_files()
    assert db.session.scalars(db.select(StoredFile.id)).all() == [kept.id]


def test_a_file_can_be_forgotten_before_its_time():
    file = keep(days=1)
    files.forget_file(file.id)
    assert files.find_file(file.id) is None
