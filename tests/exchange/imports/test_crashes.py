"""An import, real workers, and `kill -9` at any moment: each line is done once."""

import random
import signal
import time
from collections import Counter

import pytest
import sqlalchemy as sa

from app.audit.service import Actor
from app.exchange.imports import service
from app.exchange.imports.models import Brings, Import, ImportLine, ImportState, Outcome
from app.exchange.tables.reading import read
from app.extensions import db
from app.registration.models import Registration, RegistrationCredential
from tests import factories
from tests.jobs.farm import Farm

PEOPLE = 430
"""Five steps of the job."""


@pytest.fixture
def farm(own_app, tmp_path):
    made = Farm(own_app(), tmp_path)
    yield made
    made.end()


def bring(farm: Farm) -> int:
    """A list whose columns are named; its id. The dry run is the workers' first job."""
    lines = "".join(f"P{n};X;p{n}@example.com;Firm {n};ENT\n" for n in range(PEOPLE))
    content = f"Prénom;NOM;E-mail;Organisation;Code catégorie\n{lines}".encode()
    with farm.app.app_context():
        event = factories.event(capacity=PEOPLE)
        factories.category(event, code="ENT")
        made = service.begin(
            event.id, Brings.people, "list.csv", content, read(content), account=factories.account(event)
        )
        service.map_columns(made, made.mapping, {})
        db.session.commit()
        return made.id


def state(farm: Farm, import_id: int) -> ImportState:
    with farm.app.app_context():
        return db.session.get_one(Import, import_id).state


def start(farm: Farm, import_id: int) -> None:
    farm.wait_until(lambda: state(farm, import_id) is ImportState.checked, seconds=90)
    with farm.app.app_context():
        made = db.session.get_one(Import, import_id)
        service.start(made, {}, by=Actor("account", made.account_id))
        db.session.commit()


def done(farm: Farm) -> int:
    with farm.app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(ImportLine).where(ImportLine.done))


def everybody_once(farm: Farm) -> bool:
    """Each line has its person, each person a code of their own."""
    with farm.app.app_context():
        emails = Counter(db.session.scalars(sa.select(Registration.email)))
        codes = Counter(db.session.scalars(sa.select(RegistrationCredential.registration_id)))
        lines = Counter(db.session.execute(sa.select(ImportLine.outcome, ImportLine.done)).all())
    return (
        len(emails) == len(codes) == PEOPLE and set(emails.values()) == set(codes.values()) == {1}
        and lines == {(Outcome.new, True): PEOPLE}
    )  # fmt: skip


def test_workers_killed_at_random_bring_everybody_once(farm):
    import_id = bring(farm)
    for _ in range(2):
        farm.start()
    start(farm, import_id)
    for turn in range(1, 4):
        farm.wait_until(lambda enough=100 * turn: done(farm) >= enough, seconds=90)
        time.sleep(random.uniform(0, 0.05))
        farm.kill_a_busy_one()
        farm.start()
    farm.wait_until_done(180)
    assert state(farm, import_id) is ImportState.done
    assert everybody_once(farm)


def test_a_worker_killed_between_the_work_and_its_mark_does_no_line_twice(farm):
    import_id = bring(farm)
    checker = farm.start()
    farm.wait_until(lambda: state(farm, import_id) is ImportState.checked, seconds=90)
    checker.terminate()
    farm.end_of(checker)
    start(farm, import_id)
    assert farm.end_of(farm.start("acted")) == -signal.SIGKILL
    assert done(farm) == 0
    farm.start()
    farm.wait_until_done(180)
    assert everybody_once(farm)
