"""Public pages of an event: the page itself, its colours, notices, and the way back to one's link."""

import gzip
from time import monotonic
from typing import Any

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts.access import by_token, open_to_all
from app.core.clock import now
from app.core.errors import NotFound
from app.core.forms import Form, email_field
from app.core.languages import current, pick
from app.core.text import email_key
from app.events import queries as events
from app.events.models import Event, EventState, VenueList
from app.extensions import db
from app.registration import event_page, event_preview
from app.registration.queries import find_by_email
from app.registration.service.writing import send_link

blueprint = Blueprint("registration", __name__)

PAGE_LIFE = 2.0
"""Seconds for which a rendered event page is good: seat figures may lag that much, and a rush on
the page costs one rendering in two seconds."""
_pages: dict[tuple[str, str], tuple[float, bytes, bytes]] = {}


class FindForm(Form):
    email = email_field(_l("Your e-mail address"), _l("The one your registration was made with."))


def get_public(slug: str) -> Event:
    """A published event (in any later state too), looked up once a request. Raises NotFound for drafts."""
    if "public_event" not in g:
        g.public_event = events.get_by_slug(slug)
    event: Event = g.public_event
    if event.state is EventState.draft:
        raise NotFound("no_event", _("There is no event at this address. Check it, or start from the first page."))
    return event


@blueprint.app_context_processor
def page_frame() -> dict[str, Any]:
    """Links around every public page."""
    slug = (request.view_args or {}).get("slug")
    links = [(_("Accessibility"), url_for("registration.accessibility"))]
    if slug:
        links.insert(0, (_("Personal data"), url_for("registration.privacy", slug=slug)))
    home = url_for("registration.show", slug=slug) if slug else url_for("registration.home")
    return {"home_url": home, "footer_links": links}


@blueprint.get("/")
@open_to_all
def root() -> Any:
    return redirect(url_for("registration.home", lang=current()))


@blueprint.get("/<language:lang>/")
@open_to_all
def home() -> Any:
    """The current edition."""
    event = events.find_current()
    if event is None:
        return render_template("registration/no_event.html", event=None)
    return redirect(url_for("registration.show", slug=event.slug))


@blueprint.get("/<language:lang>/<slug>/")
@open_to_all
def show(slug: str) -> Response:
    """The event page, rendered at most once in PAGE_LIFE seconds for each language."""
    key = (slug, current())
    kept = _pages.get(key)
    if kept is None or kept[0] < monotonic() or current_app.testing:
        html = _render(slug).encode()
        kept = _pages[key] = (monotonic() + PAGE_LIFE, html, gzip.compress(html, 6))
    return _answer(kept[1], kept[2])


def _render(slug: str) -> str:
    event = get_public(slug)
    no_flashes = {"get_flashed_messages": lambda **_options: []}  # the page is shared
    return render_template("registration/event.html", **event_page.context(event, current(), now()), **no_flashes)


@blueprint.get("/<language:lang>/preview/<token>/")
@by_token
def preview(token: str) -> Any:
    """A draft, for whoever was sent the link; once published, the page itself."""
    event = event_preview.get(token)
    if event.state is not EventState.draft:
        return redirect(url_for("registration.show", slug=event.slug))
    page = Response(render_template("registration/event.html", **event_page.context(event, current(), now())))
    page.headers["X-Robots-Tag"], page.headers["Referrer-Policy"] = "noindex", "no-referrer"
    return page


def _answer(html: bytes, compressed: bytes) -> Response:
    use_gzip = "gzip" in request.accept_encodings
    response = Response(compressed if use_gzip else html, content_type="text/html; charset=utf-8")
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "no-cache"
    if use_gzip:
        response.headers["Content-Encoding"] = "gzip"
    return response


@blueprint.get("/<slug>/categories-<revision>.css")
@open_to_all
def category_css(slug: str, revision: str) -> Response:
    """Colours of the categories; a strict CSP allows no style in the page."""
    response = Response(event_page.category_css(events.get_by_slug(slug)), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@blueprint.get("/<language:lang>/<slug>/speakers")
@open_to_all
def speakers(slug: str) -> str:
    event = get_public(slug)
    return render_template("registration/speakers.html", event=event, speakers=event_page.speakers(event, current()))


@blueprint.get("/<language:lang>/<slug>/privacy")
@open_to_all
def privacy(slug: str) -> str:
    """The notice of art. 13 GDPR."""
    event = get_public(slug)
    return render_template(
        "registration/privacy.html",
        event=event,
        legal_basis=pick(event.legal_basis, current()),
        recipients=pick(event.recipients, current()),
        to_venue=event.venue_list is not VenueList.nobody,
    )


@blueprint.get("/<language:lang>/accessibility")
@open_to_all
def accessibility() -> str:
    return render_template("registration/accessibility.html", event=None)


@blueprint.route("/<language:lang>/<slug>/find", methods=["GET", "POST"])
@open_to_all
def find(slug: str) -> Any:
    """Type the address, get the link by mail; the answer is the same whether it is known or not."""
    event, form = get_public(slug), FindForm()
    if form.validate_on_submit():
        registration = find_by_email(event.id, email_key(form.email.data))
        if registration is not None:
            send_link(registration)
        db.session.commit()
        flash(_("If this address is registered, its link is on the way. It comes within minutes."), "info")
        return redirect(url_for("registration.find", slug=slug))
    return render_template("registration/find.html", event=event, form=form)
