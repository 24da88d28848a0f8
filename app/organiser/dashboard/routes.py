"""The first page of an event."""

from flask import Blueprint, render_template

from app.accounts.access import allow
from app.accounts.permissions import Permission
from app.core.clock import now
from app.events.models import Event
from app.organiser import desk
from app.organiser.dashboard import figures
from app.registration.queries import counts_by_status

blueprint = Blueprint("dashboard", __name__, url_prefix=desk.PREFIX)


@blueprint.get("")
@allow(Permission.see_figures)
def show(event: Event) -> str:
    counts = counts_by_status(event.id)
    return render_template(
        "organiser/dashboard.html",
        **desk.context(event, "dashboard", counts),
        **figures.context(event, counts, now()),
    )
