"""Batches of badges as a worker prints them, and beside it the plain way.

Names are Latin, in ten categories, in one language; 200 and 1,000 are measured three times.
"""

import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice, product
from pathlib import Path
from statistics import median

import sqlalchemy as sa

from app.audit.service import SYSTEM
from app.badges import printing, service
from app.badges.content import BadgeContent
from app.badges.models import BatchState, PrintBatch, Reason
from app.badges.paper import Paper
from app.badges.printing import Run
from app.badges.render import render_at_home
from app.events.models import Event
from app.extensions import db
from app.registration.models import Registration
from benchmarks import crowd, plain_badges
from benchmarks.server import Installation
from tests import factories

ROUNDS = {200: 3, 1000: 3, 5000: 1}
"""Badges in a batch, and how often it is printed."""
FIRST = ("Éloïse", "Jean-Baptiste", "Marie", "Łukasz", "Camille", "Håkon", "Anne-Sophie", "Seán", "Ștefan", "Thị", "Zoë")
LAST = ("Lefèvre-d’Orval", "Martin", "Nguyễn", "Wójcikowski", "de La Rochebrune", "Ó Súilleabháin", "Țepelea")
WORK = ("Institut Curie", "AP-HP", "Hôpital Européen Georges-Pompidou", "Santé & Territoires", "Karolinska Institutet")


def measure(say: Callable[[str], None]) -> dict[str, float]:
    with Installation() as installation:
        event = crowd.make_event("printed", max(ROUNDS))
        ids = crowd.fill(event, confirmed=max(ROUNDS))
        rename(event, ids)
        cpu: dict[int, float] = {}
        for size, rounds in ROUNDS.items():
            spent = [printed(installation, event.id, ids[:size]) for _ in range(rounds)]
            cpu[size] = median(spent)
            say(f"{size} badges: {', '.join(f'{seconds:.2f}' for seconds in spent)} s of CPU")
            if size == 1000:
                peak, weight = peak_mb(installation.worker), file_mb()
        found = contents(ids[:200])
        one, plain = one_ms(event, found), cpu_of(lambda: plain_badges.render(found))
        say(f"200 the plain way: {plain:.2f} s of CPU, {plain / cpu[200]:.1f} times as much")
    return {
        "badges.cpu_s_200": cpu[200],
        "badges.cpu_s_1000": cpu[1000],
        "badges.rss_mb_1000": peak,
        "badges.mb_1000": weight,
        "badges.cpu_ratio_5000": (cpu[5000] / 5000) / (cpu[200] / 200),
        "badges.one_ms": one,
    }


def rename(event: Event, ids: Sequence[int]) -> None:
    """Give the crowd names, organisations and categories as various as real ones."""
    who = islice(cycle(product(FIRST, WORK, event.categories, LAST)), len(ids))
    db.session.execute(sa.update(Registration), [
        {"id": id_, "first_name": first, "last_name": last, "organisation_name": work, "job_title": "", "category_id": category.id}
        for id_, (first, work, category, last) in zip(ids, who, strict=True)
    ])  # fmt: skip
    db.session.commit()


def printed(installation: Installation, event_id: int, ids: Sequence[int]) -> float:
    """CPU seconds of the worker and the database for one batch."""
    installation.pause_worker()
    run = Run(reason=Reason.anew)
    number = printing.start(event_id, ids, Paper(), run, language="fr", account=factories.account(), by=SYSTEM).number
    db.session.commit()
    with installation.counted() as spent:
        installation.resume_worker()
        installation.wait_for_worker()
    batch = db.session.scalars(sa.select(PrintBatch).where(PrintBatch.number == number)).one()
    if batch.state is not BatchState.done:
        raise RuntimeError(f"batch {number} ended as {batch.state}: {batch.failure}")
    db.session.commit()
    return spent.cpu


def peak_mb(pid: int) -> float:
    """The most memory that a process has held."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def file_mb() -> float:
    """The weight of the PDF printed last."""
    batch = db.session.scalars(sa.select(PrintBatch).order_by(PrintBatch.number.desc()).limit(1)).one()
    return batch.file.size / 1_000_000 if batch.file else 0.0


def contents(ids: Sequence[int]) -> list[BadgeContent]:
    return service.contents(list(db.session.scalars(sa.select(Registration).where(Registration.id.in_(ids)))))


def one_ms(event: Event, found: Sequence[BadgeContent]) -> float:
    """CPU of one badge as mails carry it, once the first of its category is made."""
    back = service.back(event, "fr")
    for content in {each.art: each for each in found}.values():
        render_at_home(content, back)
    chosen = found[:60]
    return cpu_of(lambda: [render_at_home(each, back) for each in chosen]) / len(chosen) * 1000


def cpu_of(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun
