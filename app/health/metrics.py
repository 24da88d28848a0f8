"""What Prometheus reads. Requests are counted as they pass; everything else is asked when it comes."""

import time
from collections.abc import Iterator

import sqlalchemy as sa
from flask import Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Histogram, generate_latest, multiprocess
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from app.checkin.models import Scan
from app.core.clock import now
from app.extensions import db
from app.jobs.models import Job, JobState
from app.jobs.queries import oldest_wait

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5)

counted = CollectorRegistry()
requests = Histogram(
    "medicen_request_seconds", "Time to answer", ["endpoint", "method", "status"], buckets=SECONDS, registry=counted
)


class FromDatabase:
    """What is owed, and what the door said."""

    def collect(self) -> Iterator[Metric]:
        scans = CounterMetricFamily("medicen_scans", "Scans by verdict", labels=["verdict"])
        for verdict, number in db.session.execute(
            sa.select(Scan.verdict, sa.func.count()).where(Scan.verdict.is_not(None)).group_by(Scan.verdict)
        ):
            scans.add_metric([verdict.value], number)
        yield scans
        yield GaugeMetricFamily(
            "medicen_outbox_age_seconds", "Wait of the oldest job that is due", oldest_wait(now()).total_seconds()
        )
        jobs = GaugeMetricFamily("medicen_jobs", "Jobs that wait or were given up", labels=["state", "kind"])
        for state, kind, number in db.session.execute(
            sa.select(Job.state, Job.kind, sa.func.count())
            .where(Job.state.in_([JobState.pending, JobState.failed]))
            .group_by(Job.state, Job.kind)
        ):
            jobs.add_metric([state.value, kind], number)
        yield jobs


def exposition() -> bytes:
    """All figures, in Prometheus' text format."""
    registry = CollectorRegistry()
    if current_app.config["METRICS_FOLDER"]:
        multiprocess.MultiProcessCollector(registry, path=current_app.config["METRICS_FOLDER"])
    else:
        registry.register(counted)
    registry.register(FromDatabase())
    return generate_latest(registry)


def init_app(app: Flask) -> None:
    app.after_request(_count)


def _count(response: Response) -> Response:
    labels = (request.endpoint or "none", request.method, str(response.status_code))
    requests.labels(*labels).observe(time.perf_counter() - g.started)
    return response
