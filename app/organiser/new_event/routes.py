"""Make an event: a copy of one that was, for the next edition, or an empty one."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import queries
from app.accounts.access import any_owner, any_owner_at, current_account, current_actor
from app.accounts.permissions import Permission, Role
from app.accounts.service import staff
from app.checkin import opening
from app.core import formats
from app.core.languages import current, pick
from app.events import making
from app.events.models import Event
from app.mailing import wording
from app.organiser import desk, texts
from app.organiser.form_page import form_page, rows
from app.organiser.new_event.forms import EmptyEventForm, NewEventForm, copy_form, empty_form
from app.organiser.people.step_routes import attempt
from app.registration.form_pages import row

blueprint = Blueprint("new_event", __name__, url_prefix="/<language:lang>/organise")


def trail() -> list[tuple[str, str]]:
    return [(_("Your events"), url_for("organiser.home", all=1)), (_("New event"), url_for("new_event.ways"))]


@blueprint.get("/new")
@any_owner
def ways() -> str | Response:
    """As a copy of one of one's events, or empty."""
    sources = [each.event for each in queries.memberships(current_account()) if each.allows(Permission.edit_event)]
    if not sources:
        return redirect(url_for("new_event.empty"))
    return render_template(
        "organiser/new_event/ways.html", **desk.frame(), trail=trail()[:1],
        ways=[*map(_way, sources), {
            "label": _("An empty event"), "href": url_for("new_event.empty"),
            "note": _("With ten categories to begin with, and nothing else."),
        }],
    )  # fmt: skip


def _way(event: Event) -> dict[str, Any]:
    lang = current()
    return {
        "label": _("Copy “%(event)s”", event=pick(event.name, lang)),
        "href": url_for("new_event.copy", event_slug=event.slug),
        "note": _("%(day)s. Settings, categories, programme, questions, texts, check-in points; nobody registered.",
                  day=formats.date(event.starts_at, event.zone, lang)),
    }  # fmt: skip


@blueprint.route("/<event_slug>/copy", methods=["GET", "POST"])
@any_owner_at(Permission.edit_event)
def copy(event: Event) -> str | Response:
    form = copy_form(event)
    if form.validate_on_submit() and attempt(lambda: _copy(event, form), _done, form):
        return redirect(url_for("settings.index", event_slug=form.slug.data))
    return _form_page(
        form, _("Copy “%(event)s”", event=pick(event.name, current())), rows(form, "slug", "day"),
        _("Dates and programme move with the day; nobody who registered comes along. Texts stay as they are: look for old dates in them."),
    )  # fmt: skip


def _copy(source: Event, form: NewEventForm) -> Event:
    event = making.copy(source, slug=form.slug.data, name=form.names, day=form.day.data, by=current_actor())
    opening.copy_points(source, event)
    wording.copy_texts(source.id, event.id)
    return _owned(event)


@blueprint.route("/new/empty", methods=["GET", "POST"])
@any_owner
def empty() -> str | Response:
    form = empty_form()
    if form.validate_on_submit() and attempt(lambda: _make(form), _done, form):
        return redirect(url_for("settings.index", event_slug=form.slug.data))
    hours = row("pair", fields=rows(form, "starts", "ends"))
    return _form_page(
        form, _("An empty event"), [*rows(form, "slug", "day"), hours, *rows(form, "capacity")],
        _("The hours are those of Paris. Change afterwards what you like."),
    )  # fmt: skip


def _make(form: EmptyEventForm) -> Event:
    event = making.make(form.settings, by=current_actor())
    opening.open_entrance(event)
    return _owned(event)


def _owned(event: Event) -> Event:
    staff.grant(event, current_account(), Role.owner, current_actor())
    return event


def _done(event: Event) -> str:
    return _("“%(event)s” is a draft: nobody sees it before you publish it.", event=pick(event.name, current()))


def _form_page(form: NewEventForm, title: str, fields: list[dict[str, Any]], intro: str) -> str:
    return form_page(
        None, "", form, title=title, submit=_("Make the event"), intro=intro, trail=trail(),
        fields=[*texts.side_by_side(form, "name", form.languages), *fields],
        back=(_("Back without changes"), url_for("new_event.ways")),
    )  # fmt: skip
