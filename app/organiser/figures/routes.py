"""How the event stands, in charts that print well."""

from flask import Blueprint, render_template

from app.accounts.access import allow
from app.accounts.permissions import Permission
from app.core.clock import now
from app.events.models import Event
from app.organiser import desk
from app.organiser.figures import page
from app.registration.queries import counts_by_status

blueprint = Blueprint("figures", __name__, url_prefix=f"{desk.PREFIX}/figures")


@blueprint.get("")
@allow(Permission.see_figures)
def show(event: Event) -> str:
    counts = counts_by_status(event.id)
    return render_template(
        "organiser/figures/index.html", **desk.context(event, "figures", counts), **page.context(event, counts, now())
    )
