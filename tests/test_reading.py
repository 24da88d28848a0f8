"""Pages that only read say so to PostgreSQL, and leave it the statements that it has prepared."""

import pytest
import sqlalchemy as sa

from app.core.database import reading as only_reading
from app.core.database import writing
from app.events.models import Event
from app.extensions import db

pytestmark = pytest.mark.postgresql_alone

PREPARED = sa.text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT count(%FROM events'")


def count() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Event))


@pytest.fixture
def page(own_app):
    with own_app().test_request_context("/fr/"):
        yield


def test_a_page_that_reads_cannot_write(page):
    with pytest.raises(sa.exc.InternalError, match="read-only transaction"):
        db.session.execute(sa.delete(Event))
    db.session.rollback()
    assert count() == 0, "and goes on after it"


def test_a_short_write_of_such_a_page_is_a_transaction_of_its_own(page):
    count()
    with writing():
        db.session.execute(sa.delete(Event))
    assert count() == 0


def test_a_form_that_is_sent_writes(own_app):
    with own_app().test_request_context("/fr/", method="POST"):
        db.session.execute(sa.delete(Event))
        db.session.commit()


def test_the_end_of_a_page_forgets_no_prepared_statement(page):
    for _ in range(3):
        count()
        db.session.rollback()
    assert db.session.scalar(PREPARED) == 1


def test_a_step_of_a_worker_that_reads_cannot_write(own_app):
    with own_app().app_context(), only_reading(), pytest.raises(sa.exc.InternalError):
        db.session.execute(sa.delete(Event))
