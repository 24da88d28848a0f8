"""An invitation: typed or followed, looked at, and kept for the form that comes next."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from app.accounts.access import open_to_all
from app.core import limits
from app.core.clock import now
from app.core.database import writes
from app.core.errors import DomainError, NotFound, TooMany
from app.core.forms import AtMost, Form, Required
from app.core.languages import current, pick
from app.extensions import db
from app.registration import invited
from app.registration.event_page import category_css_url
from app.registration.grants import Invitation
from app.registration.routes import get_public
from app.registration.service import inviting
from app.registration.service.submitting import require_open

blueprint = Blueprint("invitation", __name__, url_prefix="/<language:lang>/<slug>/invitation")

TRIES, WITHIN = 30, timedelta(minutes=10)
"""Wrong codes from one address: nobody finds one by trying."""


class CodeForm(Form):
    code = StringField(
        _l("Invitation code"),
        [Required(_l("Fill in the code of your invitation, for example “SPEAKER2027”.")), AtMost(40)],
        description=_l("It stands in the message that invited you."),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


@blueprint.get("")
@open_to_all
@writes
def show(slug: str) -> Any:
    """The field for a code; with one that lets in, what it opens. Looking uses nothing."""
    event = get_public(slug)
    require_open(event, now())
    form = CodeForm(request.args if "code" in request.args else None, meta={"csrf": False})
    if "code" not in request.args or not form.validate():
        return _ask(event, form)
    _require_patience()
    try:
        invitation = _find(event.id, form.code.data)
    except DomainError as refusal:
        form.code.errors = [refusal.message]
        return _ask(event, form)
    label = pick(invitation.category.label, current())
    return render_template(
        "registration/invitation.html", event=event, code=invitation.code, category_css=category_css_url(event),
        category={"code": invitation.category.code, "shape": invitation.category.shape, "label": label},
        form=Form(),
    )  # fmt: skip


@blueprint.post("/<code>")
@open_to_all
def use(slug: str, code: str) -> Response:
    """Keep it for the form; the use counts with the seat."""
    event = get_public(slug)
    require_open(event, now())
    _require_patience()
    invited.remember(session, event.id, _find(event.id, code).code)
    return redirect(url_for("registration_form.start", slug=slug))


def _ask(event: Any, form: CodeForm) -> str:
    return render_template("registration/invitation_code.html", event=event, form=form)


def _require_patience() -> None:
    if limits.count("invitation", _address(), WITHIN) >= TRIES:
        raise TooMany("too_many_codes", _("Many codes were tried from your network. Wait ten minutes."), int(WITHIN.total_seconds()))


def _find(event_id: int, code: str) -> Invitation:
    """As `inviting.require`; wrong codes are counted, good ones are not: a firm has one address."""
    try:
        return inviting.require(event_id, code, now())
    except NotFound:
        limits.hit("invitation", _address())
        db.session.commit()
        raise


def _address() -> str:
    return request.remote_addr or "unknown"
