"""A worker outlives its database server."""

import pytest

from app.extensions import db
from tests.conftest import application
from tests.jobs.farm import Farm
from tests.postgres import Cluster


@pytest.fixture
def cluster():
    with Cluster() as made:
        yield made


@pytest.mark.usefixtures("own_app")  # what is committed here has to be seen by another process
def test_a_worker_waits_for_a_database_that_is_gone_and_goes_on(cluster, tmp_path):
    app = application(cluster.create("jobs"))
    with app.app_context():
        db.create_all()
    farm = Farm(app, tmp_path)
    worker = farm.start()
    farm.enqueue(3)
    farm.wait_for_acts(3, seconds=30)
    cluster.stop()
    cluster.start()
    with app.app_context():
        db.engine.dispose()
    farm.enqueue(3)
    farm.wait_for_acts(6, seconds=30)
    assert worker.is_alive()
    farm.end()
    with app.app_context():
        db.engine.dispose()
