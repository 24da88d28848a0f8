"""Several desks at once, each with a transaction of its own."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
import sqlalchemy as sa

from app.checkin import queries, service
from app.checkin.devices import Operator
from app.checkin.models import Presence, Scan
from app.checkin.points import Lane
from app.checkin.terms import ScanKind, VerdictCode
from app.extensions import db
from app.registration.models import Registration
from tests import factories
from tests.checkin import door

DESKS = 8


@pytest.fixture
def app(own_app):
    return own_app()


@pytest.fixture
def cast(app):
    """Ids of a lane, of as many operators as desks, and of as many people with a badge."""
    with app.app_context():
        event = factories.event(room_limit=5)
        lane = door.point(event).lanes[0]
        operators = [door.operator(event).id for _ in range(DESKS)]
        people = [factories.badge_holder(event).id for _ in range(DESKS)]
        db.session.commit()
        return lane.id, operators, people


def at_once(app, cast, person_of, uuid_of):
    """What each desk answers when all scan at once."""
    lane_id, operators, _people = cast

    def scan(desk):
        with app.app_context():
            lane, operator = db.session.get(Lane, lane_id), db.session.get(Operator, operators[desk])
            answer = door.show(db.session.get(Registration, person_of(desk)), lane, operator, uuid_of(desk))
            verdict = answer.scan.verdict
            db.session.commit()
            return verdict

    with ThreadPoolExecutor(DESKS) as pool:
        return list(pool.map(scan, range(DESKS)))


def test_one_badge_at_many_desks_enters_once(app, cast):
    person = cast[2][0]
    verdicts = at_once(app, cast, lambda _desk: person, lambda _desk: uuid4())
    assert sorted(verdicts) == [VerdictCode.already_in] * (DESKS - 1) + [VerdictCode.ok]
    with app.app_context():
        assert db.session.scalar(sa.select(Presence.version)) == 1


def test_one_fact_sent_many_times_is_kept_once(app, cast):
    person, uuid = cast[2][0], uuid4()
    verdicts = at_once(app, cast, lambda _desk: person, lambda _desk: uuid)
    assert verdicts == [VerdictCode.ok] * DESKS
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Scan.id))) == 1


def test_facts_get_their_places_in_the_order_of_commits(app, cast):
    at_once(app, cast, lambda desk: cast[2][desk], lambda _desk: uuid4())
    with app.app_context():
        assert sorted(db.session.scalars(sa.select(Scan.revision))) == list(range(1, DESKS + 1))


def test_an_entry_undone_at_many_desks_is_undone_once(app, cast):
    lane_id, operators, people = cast
    with app.app_context():
        operator = db.session.get(Operator, operators[0])
        entry = door.show(db.session.get(Registration, people[0]), db.session.get(Lane, lane_id), operator)
        event_id, uuid = entry.scan.event_id, entry.scan.uuid
        db.session.commit()

    def undo(desk):
        with app.app_context():
            by = db.session.get(Operator, operators[desk])
            undone = service.undo(event_id, uuid, uuid=uuid4(), operator=by).uuid
            db.session.commit()
            return undone

    with ThreadPoolExecutor(DESKS) as pool:
        assert len(set(pool.map(undo, range(DESKS)))) == 1
    with app.app_context():
        undos = sa.select(sa.func.count(Scan.id)).where(Scan.kind == ScanKind.undo)
        assert db.session.scalar(undos) == 1
        assert queries.count_inside(db.session.get(Lane, lane_id).point_id) == 0
