"""The door itself: looks at what each view declares (access.py) before it runs."""

from typing import Any

from flask import Flask, abort, current_app, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.accounts import queries
from app.accounts.access import (
    Access,
    Forbidden,
    Way,
    current_account,
    current_sign_in,
    may,
    may_create_events,
    open_to_all,
)
from app.accounts.models import Account, Membership, SignIn
from app.accounts.permissions import ROLE_LABELS
from app.accounts.returning import is_own
from app.accounts.service import second_step, signing_in
from app.core.database import writing
from app.extensions import login_manager


def init_app(app: Flask) -> None:
    """Close the application. Static files are the one thing that stays open by itself."""
    login_manager.session_protection = None  # telephones change their address all day
    login_manager.user_loader(queries.find_sign_in)
    app.before_request(_guard)
    app.context_processor(_names)
    open_to_all(app.view_functions["static"])


def _guard() -> Response | None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return None
    access: Access | None = getattr(view, "access", None)
    if access is None:
        abort(403)
    if not access.asks_sign_in:
        return None
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=_this_page()))
    _touch(current_sign_in())
    g.account = current_account()
    if access.way is Way.any_owner and not may_create_events(g.account):
        raise Forbidden("owners_only", _("This is for owners of an event. Ask one of them."))
    if access.lately and not signing_in.is_proven(current_sign_in()):
        return redirect(url_for("accounts.confirm", next=_this_page()))
    if access.way is not Way.signed_in and _lacks_second_step(g.account):
        flash(_("Before you go on: whoever runs an event here signs in with a second step."), "attention")
        return redirect(url_for("second_step.switch_on"))
    return None


def _lacks_second_step(account: Account) -> bool:
    """Whether the installation wants one of this person, and they have none."""
    wanted = current_app.config["REQUIRE_SECOND_STEP"] and not second_step.is_on(account)
    return wanted and (account.creates_events or queries.runs_an_event(account))


def _touch(sign_in: SignIn) -> None:
    """Nothing was read before but this row, so the short write waits its turn on SQLite too."""
    if signing_in.needs_touch(sign_in):
        sign_in_id = sign_in.id
        with writing():
            signing_in.touch(sign_in_id)


def _this_page() -> str | None:
    """Where to come back to: this page, or the one whose form was sent."""
    if request.method != "POST":
        return request.full_path.rstrip("?")
    came_from = request.referrer or ""
    path = came_from.removeprefix(request.host_url.rstrip("/"))
    return path if path != came_from and is_own(path) else None


def _names() -> dict[str, Any]:
    """For templates: `current_account` (name, role_label) or None, and `may`."""
    account: Account | None = g.get("account")
    membership: Membership | None = g.get("membership")
    shown = account and {
        "name": account.name or account.email,
        "role_label": ROLE_LABELS[membership.role] if membership else "",
    }
    return {"current_account": shown, "may": may}
