"""The settings of an event: what is missing, its state, and a page for each part."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.accounts.access import allow, current_account, current_actor, may_create_events
from app.accounts.permissions import Permission
from app.badges.marks import title
from app.badges.staleness import is_printed
from app.checkin import setting_up
from app.core.addresses import absolute
from app.core.clock import now
from app.core.languages import LANGUAGES, current
from app.credentials import service as credentials
from app.events import life, readiness, service
from app.events.models import Event, EventState
from app.events.service import TEXTS
from app.events.timetable import MOMENTS
from app.extensions import db
from app.mailing import announcing
from app.organiser import desk, texts
from app.organiser.doubts import below
from app.organiser.form_page import form_page, rows
from app.organiser.mails.words import KINDS
from app.organiser.people.step_routes import attempt
from app.organiser.settings.forms import SettingsForm, changes, settings_form
from app.organiser.settings.words import CONSEQUENCES, EVENT_STATES, LABELS, STEPS
from app.registration import counting, event_preview
from app.registration.service import rescheduling
from app.registration.service.moving import owe_filling, stamp_all

blueprint = Blueprint("settings", __name__, url_prefix=f"{desk.PREFIX}/settings")

PARTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "places": (_l("Places"), ("capacity", "room_limit", "member_limit", "other_limit", "shows_seats", "form_mode")),
    "dates": (_l("Dates"), (*MOMENTS, "reconfirm_days")),
    "texts": (_l("Texts of the event page"), (*(name for name in TEXTS if name not in readiness.LAW), "map_url")),
    "venue": (_l("Access list for the venue"), ("venue_list", "venue_email")),
    "contacts": (_l("Contacts and personal data"), readiness.PEOPLE + readiness.LAW),
}
NEEDED = _l("Each of these has to say something before you publish, in one language at least. Until then you may save what you have.")
FIRST_STEPS = (
    (_l("Categories"), _l("Who may come, as what, and how many of them."), "categories.index"),
    (_l("Questions"), _l("What the form asks besides."), "questions.index"),
    (_l("Programme"), _l("Sessions with hours, rooms and who speaks."), "programme.index"),
    (_l("Organisations"), _l("Members, whose addresses let their people in."), "organisations.index"),
    (_l("Texts of the mails"), _l("Each mail in each language; what you leave is worded for you."), "mail_texts.index"),
    (_l("Points and lanes"), _l("Where people are checked in."), "points.index"),
)
"""Where a draft grows, in the order in which one needs it."""
ASKS_FIRST = (EventState.cancelled, EventState.postponed, EventState.past)


@blueprint.get("")
@allow(Permission.edit_event)
def index(event: Event) -> str:
    missing, news, is_draft = readiness.missing(event), _untold(event), event.state is EventState.draft
    return render_template(
        "organiser/settings/index.html",
        **desk.context(event, "settings"),
        state=EVENT_STATES[event.state],
        missing=[{"label": LABELS[name], "href": _box(event, name)} for name in missing],
        is_draft=is_draft,
        missing_url=url_for("settings.part", part="contacts"),
        untold=news and KINDS[news.kind],
        tell_url=url_for("news.tell"),
        steps=[_step(after, ready=not missing) for after in life.ALLOWED[event.state] if after is not EventState.cancelled],
        ending=_step(EventState.cancelled) if EventState.cancelled in life.ALLOWED[event.state] else None,
        ending_note=CONSEQUENCES[EventState.cancelled],
        parts=[
            *({"label": label, "href": url_for("settings.part", part=name)} for name, (label, _names) in PARTS.items()),
            {"label": _("Access list, to look at and to send"), "href": url_for("access_list.show")},
        ],
        preview_url=event_preview.address(event) if is_draft else None,
        public_url=None if is_draft else absolute("registration.show", lang=current(), slug=event.slug),
        first_steps=[{"label": label, "note": note, "href": url_for(endpoint)} for label, note, endpoint in FIRST_STEPS if is_draft],
        new_event=_another_event() if may_create_events(current_account()) else [],
        page_url=url_for("registration.show", slug=event.slug),
    )


def _another_event() -> list[dict[str, str]]:
    note = _("A copy of this one for the next edition, or an empty one.")
    return [{"label": _("New event"), "href": url_for("new_event.ways"), "note": note}]


def _box(event: Event, name: str) -> str:
    """Where that setting is filled in."""
    box = texts.keys(name, event.languages)[0] if name in TEXTS else name
    return url_for("settings.part", part="contacts", _anchor=box)


def _step(after: EventState, *, ready: bool = True) -> dict[str, Any]:
    """Publishing is shown from the beginning; pressed too early, it says what is missing."""
    url = url_for("settings.state", state=after.value)
    danger = after in ASKS_FIRST
    kind = "danger" if danger else "primary" if after is EventState.published and ready else "edge"
    return {"label": STEPS[after], "url": url, "post": not danger, "kind": kind}


@blueprint.route("/<part>", methods=["GET", "POST"])
@allow(Permission.edit_event)
def part(event: Event, part: str) -> str | Response:
    if part not in PARTS:
        abort(404)
    label, names = PARTS[part]
    needed = part == "contacts"
    form, waited = settings_form(event, names), announcing.untold(event)
    if form.validate_on_submit() and form.is_sure(_doubts(event, form)) and _saved(event, form, names):
        return redirect(_onwards(event, waited))
    return form_page(
        event, "settings", form, title=str(label), fields=_marked(_rows(event, form, names), optional=False if needed else None),
        submit=_("Save the settings"), intro=str(NEEDED) if needed else "",
        trail=[(_("Settings"), url_for("settings.index"))], back=(_("Back without changes"), url_for("settings.index")),
    )  # fmt: skip


def _doubts(event: Event, form: SettingsForm) -> list[str]:
    """Fewer places than are taken is said before it is saved."""
    return below(form.capacity.data, counting.room(event, now()).taken) if "capacity" in form else []


def _onwards(event: Event, waited: announcing.News | None) -> str:
    """To whoever has to be told of this change, if somebody has; of what waited before, the settings remind."""
    news = _untold(event)
    return url_for("news.tell" if news and news != waited else "settings.index")


def _untold(event: Event) -> announcing.News | None:
    """What is not told, if there is somebody to tell it to."""
    news = announcing.untold(event)
    return news if news and announcing.dry_run(event, news).reached else None


def _saved(event: Event, form: SettingsForm, names: tuple[str, ...]) -> bool:
    made = changes(event, form, names)
    return attempt(
        lambda: _change(event.id, made, form.looked_at.data),
        lambda _event: _("The settings are saved."), form,
    )  # fmt: skip


def _change(event_id: int, made: dict[str, Any], looked_at: str | None) -> Event:
    """More seats go to those who wait, what hangs on the doors follows them, and phones learn whose badge is
    no longer right."""
    before = db.session.get_one(Event, event_id)
    doors_before, day, titles = before.doors_at, _day(before), _titles(before)
    event = service.change(event_id, made, by=current_actor(), looked_at=looked_at)
    if event.doors_at != doors_before:
        rescheduling.follow(event, doors_before)
    setting_up.move_days(event, (_day(event) - day).days)
    if _titles(event) != titles:
        stamp_all(event, is_printed())
    owe_filling(event_id)
    return event


def _day(event: Event) -> date:
    return event.starts_at.astimezone(event.zone).date()


def _titles(event: Event) -> list[tuple[str, str]]:
    """What each badge says of the event."""
    return [title(event, lang) for lang in LANGUAGES]


def _rows(event: Event, form: SettingsForm, names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        made
        for name in names
        for made in (texts.side_by_side(form, name, event.languages) if name in TEXTS else rows(form, name))
    ]


def _marked(made: list[dict[str, Any]], *, optional: bool | None) -> list[dict[str, Any]]:
    return [{**each, "optional": optional, "fields": _marked(each["fields"], optional=optional)} for each in made]


@blueprint.route("/state/<state>", methods=["GET", "POST"])
@allow(Permission.edit_event)
def state(event: Event, state: str) -> str | Response:
    """A step of the event's life; what cannot be undone asks first."""
    if state not in STEPS:
        abort(404)
    after, form, waited = EventState(state), SettingsForm(), announcing.untold(event)
    if form.validate_on_submit():
        done = _("The event is now: %(state)s.", state=str(EVENT_STATES[after]).lower())
        attempt(lambda: _set_state(event.id, after), lambda _event: done)
        return redirect(_onwards(event, waited))
    return form_page(
        event, "settings", form, title=str(STEPS[after]), submit=str(STEPS[after]), intro=str(CONSEQUENCES[after]),
        trail=[(_("Settings"), url_for("settings.index"))], back=(_("Back without changes"), url_for("settings.index")),
        destroys=after in ASKS_FIRST,
    )  # fmt: skip


def _set_state(event_id: int, after: EventState) -> Event:
    """A published event has its letters and its reserve of entry codes."""
    event = service.set_state(event_id, after, by=current_actor())
    if after is EventState.published:
        credentials.open_event(event)
    return event
