"""Badges on paper, as the product itself puts them there."""

from app.audit.service import SYSTEM
from app.badges import printing
from app.badges.models import PrintBatch, Reason
from app.badges.paper import Paper
from app.badges.printing import Run
from app.jobs.worker import drain
from app.registration.models import Registration
from tests import factories


def print_badges(app, people: list[Registration], run: Run | None = None, paper: Paper | None = None) -> PrintBatch:
    """A batch of these people's badges, laid out and done."""
    event = people[0].event
    run = run or Run(reason=Reason.anew)
    batch = printing.start(
        event.id, [each.id for each in people], paper or Paper(), run, language="fr",
        account=factories.account(event), by=SYSTEM,
    )  # fmt: skip
    drain(app.extensions["job_handlers"])
    return batch
