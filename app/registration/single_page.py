"""The form on one page. Empty, as everybody meets it first, it is rendered now and then for all."""

from time import monotonic
from typing import Any

from flask import current_app, render_template
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from app.core.languages import current
from app.core.tokens import random_token, sign
from app.events.models import Event
from app.registration import form_pages
from app.registration.forms import OnePageForm

LIFE = 2.0
"""Seconds for which the empty page is good: a rush on it costs one rendering in two seconds."""
OWN_KEYS = {"csrf_token": generate_csrf, "submission": random_token, "started": lambda: sign("form")}
"""What is each visitor's own in it, and how it is made."""
_kept: dict[tuple[int, str], tuple[float, str]] = {}


def blank(event: Event) -> str:
    """The empty form with keys of its own for this visitor."""
    key = (event.id, current())
    until, page = _kept.get(key, (0.0, ""))
    if until < monotonic() or current_app.testing:
        page = _render_blank(event)
        _kept[key] = (monotonic() + LIFE, page)
    for name, make in OWN_KEYS.items():
        page = page.replace(_place_of(name), make())
    return page


def _render_blank(event: Event) -> str:
    form = OnePageForm(event)
    form.submission.data, form.started.data = _place_of("submission"), _place_of("started")
    if form.meta.csrf:
        form.csrf_token.current_token = _place_of("csrf_token")
    return show(event, form, get_flashed_messages=lambda **_options: [])


def _place_of(name: str) -> str:
    return f"each-visitor-has-an-own-{name}"


def show(event: Event, form: OnePageForm, **more: Any) -> str:
    """The page with what was typed, and what is wrong with it."""
    return render_template(
        "registration/form_single.html",
        event=event,
        form=form,
        single={
            "title": _("Register"),
            "intro": None,
            "submit_label": _("Send my registration"),
            "saved": None,
            "why": form_pages.legal_sentence(event),
        },
        fields=form_pages.single_rows(form, event),
        **more,
    )
