"""“Offer the free places beyond the limits”: who would get one and which limits rise, then one press."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms import HiddenField

from app.accounts.access import allow, current_actor
from app.accounts.permissions import Permission
from app.core.clock import now
from app.core.forms import Form
from app.core.tokens import digest
from app.events.models import Event
from app.organiser import desk
from app.organiser.people import beyond_page
from app.organiser.people.step_routes import attempt
from app.registration.beyond import Beyond
from app.registration.models import Status
from app.registration.service import exceeding

blueprint = Blueprint("beyond", __name__, url_prefix=f"{desk.PREFIX}/people/offer-beyond")


class BeyondForm(Form):
    """`looked_at`: whom the page spoke of."""

    looked_at = HiddenField()


@blueprint.route("", methods=["GET", "POST"])
@allow(Permission.edit_people)
def show(event: Event) -> str | Response:
    found, form = exceeding.preview(event, now()), BeyondForm()
    if form.validate_on_submit() and _same(form, found) and _done(event, found, form):
        return redirect(url_for("people.index", status=Status.offered.value))
    return render_template(
        "organiser/people/beyond.html", **desk.context(event, "people"), form=form, looked_at=_seal(found),
        **beyond_page.context(event, found),
    )


def _seal(found: Beyond) -> str:
    return digest(",".join(map(str, found.ids)))


def _same(form: BeyondForm, found: Beyond) -> bool:
    if form.looked_at.data == _seal(found):
        return True
    form.form_errors.append(_("The waiting list has changed meanwhile. Nothing was done: look at it again."))
    return False


def _done(event: Event, found: Beyond, form: BeyondForm) -> bool:
    return attempt(
        lambda: exceeding.exceed(event.id, by=current_actor(), looked_at=found.ids),
        lambda number: ngettext(
            "%(num)s place is offered in the next minutes; whoever gets the offer then stands in this list.",
            "%(num)s places are offered in the next minutes; whoever gets an offer then stands in this list.", number,
        ),
        form,
    )  # fmt: skip
