"""What to provide, for the caterer: how many people need what, in their own words and without a name."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from app.accounts.access import allow, current_actor, may
from app.accounts.permissions import Permission
from app.core import formats
from app.core.database import writes
from app.core.languages import current
from app.events.models import Event
from app.extensions import db
from app.organiser import desk
from app.registration.service import needs

blueprint = Blueprint("needs_counts", __name__, url_prefix=f"{desk.PREFIX}/exports/needs")


@blueprint.get("")
@writes
@allow(Permission.see_needs)
def show(event: Event) -> str:
    """Whoever reads it is written down, each time."""
    found = needs.counts(event.id, by=current_actor())
    db.session.commit()
    return render_template(
        "organiser/exports/needs.html", **desk.context(event, "exports"),
        trail=[(_("Exports"), url_for("exports_room.index"))] if may(Permission.export) else [],
        people=formats.number(sum(number for _text, number in found), current()),
        rows=[(text, formats.number(number, current())) for text, number in found],
    )  # fmt: skip
