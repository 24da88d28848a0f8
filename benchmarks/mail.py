"""A confirmation with badge and calendar file, to a mail server on this machine."""

from collections.abc import Callable
from statistics import median

from app.extensions import db
from app.jobs import service as jobs
from app.registration.owed import MailKind
from app.registration.service.moving import MAIL_JOB
from benchmarks import crowd
from benchmarks.server import Installation, Spent

ROUNDS, MAILS, WARM_UP = 3, 200, 20


def send(installation: Installation, event_id: int, ids: list[int]) -> Spent:
    """Owe everybody a confirmation, and count what the worker does about it."""
    installation.pause_worker()
    for id_ in ids:
        payload = {"kind": MailKind.confirmed.value, "registration_id": id_}
        jobs.enqueue(MAIL_JOB, payload, event_id=event_id, subject=f"registration:{id_}")
    db.session.commit()
    with installation.counted() as spent:
        installation.resume_worker()
        installation.wait_for_worker()
    sent = installation.take_mails()
    if len(sent) != len(ids) or any(len(list(mail.iter_attachments())) < 2 for mail in sent):
        raise RuntimeError(f"expected {len(ids)} mails with badge and calendar file, saw {len(sent)}")
    return spent


def measure(say: Callable[[str], None]) -> dict[str, float]:
    with Installation() as installation:
        event = crowd.make_event("mailed", 5000)
        event_id, ids = event.id, crowd.fill(event, confirmed=MAILS)
        say("warming up")
        send(installation, event_id, ids[:WARM_UP])
        rounds = []
        for number in range(1, ROUNDS + 1):
            say(f"round {number} of {ROUNDS}: {MAILS} confirmations")
            rounds.append(send(installation, event_id, ids))
    return {
        "mail.cpu_ms": median(spent.cpu for spent in rounds) / MAILS * 1000,
        "mail.per_s": MAILS / median(spent.wall for spent in rounds),
    }
