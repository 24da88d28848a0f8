"""Badges: batches as a worker prints them from PostgreSQL, and beside it the plain way.

    python -m benchmarks.badges

Each batch is printed by a process of its own that has loaded the application and printed nothing
yet; its CPU and the database's are added up. Names are Latin, in ten categories.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from itertools import cycle, islice, product
from typing import Any

import sqlalchemy as sa
from flask import Flask

from app import create_app
from app.audit.service import SYSTEM
from app.badges import printing, service
from app.badges.content import BadgeContent
from app.badges.models import PrintBatch
from app.badges.render import render_at_home
from app.core.clock import now
from app.credentials import service as credentials
from app.credentials.reference import new_reference
from app.events.models import Event
from app.extensions import db
from app.jobs.worker import drain
from app.registration.models import Channel, Registration, RegistrationCredential, Status
from app.registration.service.submitting import name
from benchmarks import plain_badges
from tests import factories
from tests.postgres import Cluster

SIZES = {200: 3, 1000: 3, 5000: 1}
"""Badges in a batch, and how often it is measured; the median counts."""
CATEGORIES = (
    ("Membre · Entreprise", "#27685B", "#FFFFFF", "circle", "solid"),
    ("Membre · Recherche et soin", "#4EBC97", "#000000", "triangle-up", "diagonal"),
    ("Collectivité territoriale", "#C4FDAF", "#000000", "square", "vertical"),
    ("Institutionnel", "#E7C4F5", "#000000", "diamond", "solid"),
    ("Partenaire", "#E59A06", "#000000", "star", "dots"),
    ("Invité", "#FFFFFF", "#000000", "ring", "none"),
    ("Intervenant", "#A92D07", "#FFFFFF", "plus", "solid"),
    ("Presse", "#C69AEE", "#000000", "triangle-down", "diagonal"),
    ("Équipe", "#101820", "#FFFFFF", "circle", "solid"),
    ("Prestataire", "#5F6B75", "#FFFFFF", "square", "solid"),
)
FIRST = ("Éloïse", "Jean-Baptiste", "Marie", "Łukasz", "Camille", "Håkon", "Anne-Sophie", "Seán", "Ștefan", "Thị", "Zoë")
LAST = ("Lefèvre-d’Orval", "Martin", "Nguyễn", "Wójcikowski", "de La Rochebrune", "Ó Súilleabháin", "Țepelea")
WORK = ("Institut Curie", "AP-HP", "Hôpital Européen Georges-Pompidou", "Santé & Territoires", "Karolinska Institutet")


def measure() -> dict[str, float]:
    """The figures by their names."""
    with Cluster(durable=True) as cluster:
        url = cluster.create("badges")
        app = application(url)
        with app.app_context():
            db.create_all()
            people = populate(max(SIZES))
            runs = {size: [printed(cluster, url, people[:size]) for _ in range(times)] for size, times in SIZES.items()}
            one, plain = one_ms(people[:60]), plain_cpu_s(people[:200])
            db.session.remove()
            db.engine.dispose()
    cpu = {size: statistics.median(run["cpu_s"] for run in found) for size, found in runs.items()}
    return {
        "badges.cpu_s_200": round(cpu[200], 2),
        "badges.cpu_s_1000": round(cpu[1000], 2),
        "badges.rss_mb_1000": round(max(run["rss_mb"] for run in runs[1000])),
        "badges.mb_1000": round(runs[1000][0]["mb"], 2),
        "badges.cpu_ratio_5000": round(cpu[5000] / 5000 / (cpu[200] / 200), 2),
        "badges.one_ms": round(one, 1),
        "badges.plain_cpu_s_200": round(plain, 2),
        "badges.plain_ratio_200": round(plain / cpu[200], 1),
    }


def application(url: str) -> Flask:
    return create_app({"SQLALCHEMY_DATABASE_URI": url})


def populate(number: int) -> list[int]:
    """Confirmed people with codes; their ids."""
    event = factories.event(capacity=number + 100)
    categories = [
        factories.category(event, code=f"C{place}", label={"fr": label}, band=band, text=text, shape=shape, pattern=pattern)
        for place, (label, band, text, shape, pattern) in enumerate(CATEGORIES)
    ]  # fmt: skip
    credentials.open_event(event)
    codes = credentials.issue_many(event, number)
    who = islice(cycle(product(FIRST, WORK, categories, LAST)), number)
    for (first, work, category, last), code in zip(who, codes, strict=True):
        person = Registration(
            event=event, category=category, first_name=first, organisation_name=work, reference=new_reference(),
            status=Status.confirmed, confirmed_at=now(), channel=Channel.form, language="fr",
        )  # fmt: skip
        name(person, first, last, work)
        db.session.add_all([person, RegistrationCredential(registration=person, credential_id=code.id)])
    db.session.commit()
    return list(db.session.scalars(sa.select(Registration.id).order_by(Registration.sort_key)))


def printed(cluster: Cluster, url: str, ids: list[int]) -> dict[str, float]:
    """One batch, by a worker process: cpu_s, rss_mb, mb."""
    event_id = db.session.scalars(sa.select(Event.id)).one()
    printing.start(event_id, ids, language="fr", account=factories.account(), by=SYSTEM)
    db.session.commit()
    before = database_cpu_s(cluster)
    command = [sys.executable, "-m", "benchmarks.badges", url]
    found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.splitlines()[-1])
    found["cpu_s"] += database_cpu_s(cluster) - before
    print(f"  {len(ids):>5} badges: {found}", file=sys.stderr, flush=True)
    return found


def work(url: str) -> dict[str, float]:
    """In the worker's process: do what is owed."""
    app = application(url)
    with app.app_context():
        start = time.process_time()
        drain(app.extensions["job_handlers"])
        used = time.process_time() - start
        batch = db.session.scalars(sa.select(PrintBatch).order_by(PrintBatch.id.desc()).limit(1)).one()
        size = batch.file.size if batch.file else 0
        db.session.remove()
        db.engine.dispose()
    return {"cpu_s": used, "rss_mb": peak_mb(), "mb": size / 1_000_000}


def peak_mb() -> float:
    """The most memory this process has held (getrusage would count its parent's)."""
    with open("/proc/self/status") as file:
        kilobytes = next(line.split()[1] for line in file if line.startswith("VmHWM"))
    return int(kilobytes) / 1024


def database_cpu_s(cluster: Cluster) -> float:
    """What PostgreSQL's processes have used: the living ones and those that ended."""
    assert cluster.server is not None
    server, ticks = cluster.server.pid, os.sysconf("SC_CLK_TCK")
    total = sum(_stat(server)[11:15])
    for entry in filter(str.isdigit, os.listdir("/proc")):
        fields = _stat(int(entry))
        if fields and fields[1] == server:
            total += sum(fields[11:13])
    return total / ticks


def _stat(pid: int) -> list[int]:
    """Numbers of /proc/<pid>/stat after the state, state itself as 0: [1] parent, [11:15] CPU ticks (proc(5))."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return [0, *map(int, file.read().rpartition(")")[2].split()[1:])]
    except FileNotFoundError:
        return []


def contents(ids: list[int]) -> list[BadgeContent]:
    return service.contents(list(db.session.scalars(sa.select(Registration).where(Registration.id.in_(ids)))))


def one_ms(ids: list[int]) -> float:
    """CPU of one badge as mails carry it, once the first is made."""
    found = contents(ids)
    back = service.back(db.session.scalars(sa.select(Event)).one(), "fr")
    arts = {content.art: content for content in found}
    for content in arts.values():
        render_at_home(content, back)
    start = time.process_time()
    for content in found:
        render_at_home(content, back)
    return (time.process_time() - start) / len(found) * 1000


def plain_cpu_s(ids: list[int]) -> float:
    found = contents(ids)
    start = time.process_time()
    plain_badges.render(found)
    return time.process_time() - start


def table(figures: dict[str, Any]) -> None:
    for title, value in figures.items():
        print(f"{title:<26} {value:>8}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(work(sys.argv[1])))
    else:
        made = measure()
        table(made)
        print(json.dumps(made))
