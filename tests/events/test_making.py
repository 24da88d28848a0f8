"""Another event: as a copy of one that was, or empty."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.audit.queries import history
from app.audit.service import SYSTEM
from app.events import making
from app.events.models import Event, EventState, Question, QuestionKind
from app.extensions import db
from tests import factories
from tests.refusals import refused

STARTS = datetime(2027, 3, 18, 8, tzinfo=UTC)


@pytest.fixture
def source():
    """Nine o'clock in winter time, with a programme, a question and people."""
    event = factories.event(
        starts_at=STARTS, doors_at=STARTS, ends_at=STARTS + timedelta(hours=9), opens_at=STARTS - timedelta(days=90),
        closes_at=STARTS - timedelta(days=2), freeze_at=STARTS - timedelta(days=5), capacity=321, venue={"fr": "Espace"},
        letters="BCD", notice_version=4, calendar_sequence=3,
    )  # fmt: skip
    factories.category(event, code="ENT", quota=12)
    factories.session(event, starts_at=STARTS, speakers=[{"name": "Zoé", "function": {"fr": "Directrice"}}])
    factories.add(Question(event=event, code="lunch", kind=QuestionKind.yes_no, label={"fr": "Déjeuner"}))
    factories.add(Question(event=event, code="old", kind=QuestionKind.text, label={"fr": "Jadis"}, archived_at=STARTS))
    factories.registration(event)
    return event


def copied(source, day=date(2028, 3, 30)) -> Event:
    made = making.copy(source, slug="day-2028", name={"fr": "Medicen Day 2028"}, day=day, by=SYSTEM)
    db.session.commit()
    return made


def test_settings_categories_programme_and_questions_come_along(source):
    made = copied(source)
    assert (made.capacity, made.venue, made.languages) == (321, {"fr": "Espace"}, source.languages)
    assert [(each.code, each.quota) for each in made.categories] == [("ENT", 12)]
    assert made.sessions[0].speakers == source.sessions[0].speakers and made.sessions[0].id != source.sessions[0].id
    assert [question.code for question in made.questions] == ["lunch"]


def test_what_belongs_to_one_event_alone_does_not(source):
    made = copied(source)
    assert (made.state, made.revision, made.letters) == (EventState.draft, 0, None)
    assert (made.notice_version, made.calendar_sequence) == (1, 0)
    assert db.session.scalar(sa.text("SELECT count(*) FROM registrations WHERE event_id = :id"), {"id": made.id}) == 0


def test_every_moment_moves_with_the_day_and_keeps_its_hour_there(source):
    """Clocks have changed by 30 March 2028."""
    made = copied(source)
    assert made.starts_at == made.sessions[0].starts_at == datetime(2028, 3, 30, 7, tzinfo=UTC)
    assert made.opens_at.astimezone(made.zone).hour == source.opens_at.astimezone(source.zone).hour
    assert made.closes_at < made.starts_at < made.ends_at


def test_a_change_of_the_copy_leaves_the_other_alone(source):
    made = copied(source)
    made.categories[0].label["fr"] = made.areas = "other"
    assert source.categories[0].label["fr"] != "other"


def test_the_journal_says_where_it_comes_from(source):
    assert history("event", copied(source).id)[0].detail == {"to": "copy", "source": source.slug}


def test_an_address_is_given_once(source):
    copied(source)
    with refused("slug_taken"):
        copied(source)


def test_an_empty_one_has_the_categories_of_new_events(source):
    moments = {name: getattr(source, name) for name in ("doors_at", "starts_at", "ends_at", "opens_at", "closes_at", "freeze_at")}
    made = making.make({"slug": "new", "name": {"fr": "N"}, "capacity": 5, "room_limit": 5, **moments}, by=SYSTEM)
    assert [category.code for category in made.categories][:2] == ["ENT", "ACA"] and made.sessions == []


def test_columns_that_are_added_later_come_along_too(source):
    """Only what making.OWN names stays behind."""
    made, own = copied(source), making.OWN | {"name", "starts_at"}
    for before, after in ((source, made), (source.categories[0], made.categories[0]), (source.questions[0], made.questions[0])):
        columns = {each.key for each in sa.inspect(type(before)).column_attrs} - own
        moments = {name for name in columns if name.endswith("_at")}
        assert all(getattr(before, name) == getattr(after, name) for name in columns - moments)
