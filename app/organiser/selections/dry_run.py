"""What would become of the people of a selection, said before anything is done."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.core import formats
from app.core.clock import now
from app.core.languages import current
from app.organiser.selections import service
from app.organiser.selections.models import Selection, Step
from app.organiser.selections.page import title
from app.organiser.selections.steps import DOINGS
from app.registration import counting
from app.registration.models import Status
from app.registration.wording import GROUPS

MEANS = {
    Step.approve: _l("Whoever finds no free place goes onto the waiting list. Each person gets the mail that says so."),
    Step.refuse: _l("Each person gets a mail with your reason."),
    Step.cancel: _l("Their places are free at once, and their entry codes stop working."),
    Step.category: _l("Whoever has a place needs one in the other category too; without one nothing changes."),
    Step.resend: _l("Each person gets the mail that says how it stands, with the own link."),
}
INSTEAD = {
    Step.approve: _l("Only people to approve can be approved: you find them in the view “To approve”."),
    Step.refuse: _l("Only people to approve can be refused: you find them in the view “To approve”. To take a place back, cancel."),
    Step.cancel: _l("There is nothing left to cancel."),
    Step.category: _l("Decide anew about these registrations first, each on its page."),
    Step.resend: "",
}
"""What to do where it can be done with nobody; a mail can be sent again to all."""


def dry_run(selection: Selection, step: Step) -> tuple[int, str]:
    """With how many it can be done, and the sentences about everybody."""
    found = service.standing(selection)
    concerned = {status: number for status, number in found.items() if status in DOINGS[step].statuses}
    number = sum(concerned.values())
    said = [
        title(selection) + ".",
        *_about(concerned, found),
        *([_free(selection)] if number and step is Step.approve else []),
        str(MEANS[step] if number else INSTEAD[step]),
    ]
    return number, " ".join(said)


def _about(concerned: dict[Status, int], found: dict[Status, int]) -> list[str]:
    """Whom it is done with, then why not with the others."""
    whom = [f"{GROUPS[status]} ({formats.number(number, current())})" for status, number in concerned.items()]
    why = [_why(status, number) for status, number in found.items() if status not in concerned]
    return [
        *([_("Concerned: %(whom)s.", whom=", ".join(whom))] if whom else []),
        *([_("Nothing changes for the others: %(why)s.", why=", ".join(why))] if whom and why else []),
        *([_("Nothing changes: %(why)s.", why=", ".join(why))] if why and not whom else []),
    ]


def _why(status: Status, number: int) -> str:
    """“3 are confirmed already”."""
    said = formats.number(number, current())
    return {
        Status.unverified: ngettext("%(said)s has not verified the address", "%(said)s have not verified the address", number, said=said),
        Status.pending: ngettext("%(said)s is still to approve", "%(said)s are still to approve", number, said=said),
        Status.waitlisted: ngettext("%(said)s is on the waiting list", "%(said)s are on the waiting list", number, said=said),
        Status.offered: ngettext("%(said)s is offered a place already", "%(said)s are offered a place already", number, said=said),
        Status.confirmed: ngettext("%(said)s is confirmed already", "%(said)s are confirmed already", number, said=said),
        Status.refused: ngettext("%(said)s was refused", "%(said)s were refused", number, said=said),
        Status.cancelled: ngettext("%(said)s is cancelled", "%(said)s are cancelled", number, said=said),
    }[status]


def _free(selection: Selection) -> str:
    """A category or an organisation may have less."""
    free = counting.room(selection.event, now()).free
    return ngettext(
        "%(said)s place is free at the event now.", "%(said)s places are free at the event now.", free,
        said=formats.number(free, current()),
    )  # fmt: skip
