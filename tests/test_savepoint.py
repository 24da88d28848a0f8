"""Tests do not see each other's rows, though the code under test commits."""

import pytest

from app.core.installation import Installation
from app.extensions import db


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_committed_row_is_gone_for_the_next_test(turn):
    assert db.session.get(Installation, 1) is None
    db.session.add(Installation(id=1, epoch=turn))
    db.session.commit()
    assert db.session.get(Installation, 1).epoch == turn


def test_a_request_sees_what_the_test_wrote_and_the_other_way_round(app, client):
    db.session.add(Installation(id=1, epoch="test"))
    before = db.session.get(Installation, 1)
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert before.epoch == "test"


def test_an_application_of_its_own_commits_for_good(own_app):
    app, other = own_app(), own_app()
    with app.app_context():
        db.session.add(Installation(id=1, epoch="kept"))
        db.session.commit()
    with other.app_context():
        assert db.session.get(Installation, 1).epoch == "kept"
