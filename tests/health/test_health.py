"""What a watcher is told."""

from uuid import uuid4

import pytest

from app.checkin.models import Scan
from app.checkin.points import CheckinPoint, Lane
from app.checkin.terms import Direction, How, Policy, VerdictCode
from app.core.clock import now
from app.health import readiness
from app.jobs import beats
from tests import factories


def test_alive(client):
    assert client.get("/healthz").text == "ok\n"


def test_not_ready_without_a_worker(client, monkeypatch):
    monkeypatch.setattr(readiness, "newest", set)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {"database": "ok", "migrations": "ok", "worker": "no worker gives a sign; run: flask worker"}


def test_ready_with_a_worker(client, monkeypatch):
    monkeypatch.setattr(readiness, "newest", set)
    beats.beat("one", now())
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["worker"]) == (200, "ok")


def test_not_ready_when_the_schema_is_of_another_release(client, monkeypatch):
    monkeypatch.setattr(readiness, "newest", lambda: {"next"})
    assert client.get("/readyz").json["migrations"] == "the database is at nothing; run: flask db upgrade"


def test_not_ready_without_a_database(own_app, tmp_path):
    client = own_app(SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path}/gone/x.sqlite").test_client()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"database": "does not answer (OperationalError)"})


def test_figures_count_requests_and_tell_the_outbox_age(client):
    client.get("/healthz")
    text = client.get("/metrics").text
    assert 'medicen_request_seconds_count{endpoint="health.healthz",method="GET",status="200"}' in text
    assert "medicen_outbox_age_seconds 0.0" in text


def test_figures_count_scans_by_verdict(client, event):
    point = factories.add(CheckinPoint(event=event, label={"fr": "Entrée"}, policy=Policy.once))
    lane = factories.add(Lane(point=point, label={"fr": "File"}))
    for verdict in (VerdictCode.ok, VerdictCode.ok, VerdictCode.unknown):
        factories.add(
            Scan(event_id=event.id, uuid=uuid4(), point_id=point.id, lane_id=lane.id, direction=Direction.enter,
                 how=How.code, wall_at=now(), corrected_at=now(), verdict=verdict)
        )  # fmt: skip
    text = client.get("/metrics").text
    assert 'medicen_scans_total{verdict="ok"} 2.0' in text
    assert 'medicen_scans_total{verdict="unknown"} 1.0' in text


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "no address", ""])
def test_figures_stay_inside(client, address):
    assert client.get("/metrics", environ_overrides={"REMOTE_ADDR": address}).status_code == 404
