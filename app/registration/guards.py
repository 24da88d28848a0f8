"""What keeps robots and floods out of the forms that anybody may send, without a riddle."""

from datetime import timedelta
from typing import Any

from flask import request
from flask_babel import gettext as _

from app.core import limits
from app.core.errors import TooMany
from app.core.tokens import LinkInvalid, age

FASTEST = timedelta(seconds=2)
"""Nobody fills a form in less."""
HOLDING, REFUSED, WITHIN = 40, 400, timedelta(minutes=10)
"""Registrations from one address: beyond the first they hold no seat until the button, beyond the
second they are refused (a hospital has one address)."""


def is_robot(form: Any, took: timedelta) -> bool:
    """Whether the hidden box was filled, or all of it faster than anybody types. Says so kindly."""
    if not form.website.data and took >= FASTEST:
        return False
    form.form_errors.append(_("That was very quick. Wait a moment, then send once more."))
    return True


def age_of_page(form: Any) -> timedelta:
    """How long a page with `GuardForm` was open; an altered stamp is as good as none."""
    try:
        return age("form", form.started.data or "")
    except LinkInvalid:
        return timedelta(0)


def network() -> str:
    """The address that somebody comes from."""
    return request.remote_addr or "unknown"


def count_registration() -> bool:
    """Count one more from this network; whether it may hold a seat until its button. Raises TooMany."""
    lately = limits.count("registrations", network(), WITHIN)
    if lately >= REFUSED:
        raise TooMany(
            "too_many_registrations",
            _("Very many registrations came from your network. Wait ten minutes, then send again."),
            int(WITHIN.total_seconds()),
        )
    limits.hit("registrations", network())
    return lately < HOLDING
