"""The door outlives its database server."""

from datetime import timedelta

import pytest

from app.checkin import contacts
from app.extensions import db
from tests import factories
from tests.checkin import door
from tests.checkin.phone import Phone, code_hash
from tests.conftest import application
from tests.databases import let_go
from tests.postgres import Cluster

pytestmark = pytest.mark.postgresql_alone


@pytest.fixture
def cluster():
    with Cluster() as made:
        yield made


@pytest.mark.usefixtures("own_app")  # what is committed here is no part of a test's own transaction
def test_the_first_question_after_a_restart_of_the_server_is_answered(cluster, monkeypatch):
    monkeypatch.setattr(contacts, "WRITTEN_EVERY", timedelta(0))  # each question also notes that it was asked
    app = application(cluster.create("door"))
    with app.app_context():
        db.create_all()
        event = factories.event()
        phone = Phone(app.test_client(), door.point(event).lanes[0])
        code = code_hash(factories.badge_holder(event))
        db.session.commit()
        db.session.remove()
    phone.sync()
    cluster.stop()
    cluster.start()
    assert phone.sync()["results"] == []
    cluster.stop()
    cluster.start()
    assert phone.sync([phone.scan(code)])["results"][0]["state"] == "confirmed"
    with app.app_context():
        let_go()
