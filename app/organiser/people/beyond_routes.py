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
from app.core.languages import current, pick
from app.core.tokens import digest
from app.events.models import Event
from app.extensions import db
from app.organiser import desk
from app.organiser.people import filters, tabs, waits
from app.organiser.people.step_routes import attempt
from app.organiser.people.views import View
from app.registration import queries
from app.registration.beyond import Beyond
from app.registration.models import Registration, Status
from app.registration.queries import Filters, Order
from app.registration.reasons import why_waiting
from app.registration.service import exceeding

blueprint = Blueprint("beyond", __name__, url_prefix=f"{desk.PREFIX}/people/offer-beyond")

WAITING = View((("status", Status.waitlisted.value), ("order", Order.rank.value)))


class BeyondForm(Form):
    """`looked_at`: whom the page showed."""

    looked_at = HiddenField()


@blueprint.route("", methods=["GET", "POST"])
@allow(Permission.edit_people)
def show(event: Event) -> str | Response:
    found, form = exceeding.preview(event, now()), BeyondForm()
    if form.validate_on_submit() and _same(form, found) and _done(event, found, form):
        return redirect(url_for("people.index", status=Status.offered.value))
    people = _chosen(event, found)
    return render_template(
        "organiser/people/beyond.html", **desk.context(event, "people"), form=form, looked_at=_seal(found),
        trail=[(_("Registrations"), url_for("people.index")), (tabs.title(event, WAITING), filters.address(WAITING))],
        back=(_("Back without changes"), filters.address(WAITING)),
        submit=ngettext("Offer %(num)s place", "Offer %(num)s places", len(found.ids)),
        people=_rows(event, people), raised=_raised(event, found, people),
    )  # fmt: skip


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
        lambda number: ngettext("%(num)s place is being offered.", "%(num)s places are being offered.", number),
        form,
    )


def _chosen(event: Event, found: Beyond) -> list[Registration]:
    """Those who would be offered a place, in their order."""
    query = queries.search(event.id, Filters(order=Order.rank), Registration.id.in_(found.ids))
    return list(db.session.scalars(query))


def _rows(event: Event, people: list[Registration]) -> list[dict[str, object]]:
    reasons, lang = why_waiting(event, people, now()), current()
    return [
        {
            "name": person.full_name,
            "href": url_for("person.show", registration_id=person.id, **WAITING.args),
            "organisation": person.organisation_name,
            "category": {
                "code": person.category.code, "shape": person.category.shape, "label": pick(person.category.label, lang),
            },
            "waits": waits.in_short(reasons[person.id]),
        }
        for person in people
    ]  # fmt: skip


def _raised(event: Event, found: Beyond, people: list[Registration]) -> list[str]:
    """Each limit that rises, in a sentence."""
    categories = {category.id: category for category in event.categories}
    names = {person.organisation_key: person.organisation_name for person in reversed(people)}
    quotas = [
        _(
            "%(category)s: the quota rises from %(before)s to %(after)s.", category=pick(categories[id_].label, current()),
            before=categories[id_].quota, after=quota,
        )
        for id_, quota in found.quotas.items()
    ]  # fmt: skip
    limits = [
        _("%(organisation)s: the limit rises to %(after)s.", organisation=names[key], after=seats)
        for key, seats in found.organisations.items()
    ]
    return [*quotas, *limits]
