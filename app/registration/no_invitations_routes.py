"""“I want no invitations”: a button, or one POST of a mail program (RFC 8058), which brings no cookie."""

from flask import Blueprint, render_template

from app.accounts.access import by_token
from app.core.web import keep_private
from app.extensions import csrf, db
from app.registration.invitation_links import read_no_more
from app.registration.service import guests

blueprint = Blueprint("no_invitations", __name__, url_prefix="/<language:lang>/no-invitations/<token>")
csrf.exempt(blueprint)  # the token is the key; no cookie is looked at
blueprint.after_request(keep_private)


@blueprint.get("")
@by_token
def ask(token: str) -> str:
    """Mail scanners open links: nothing is changed by that."""
    return _page(token, done=guests.wants_none(read_no_more(token)))


@blueprint.post("")
@by_token
def stop(token: str) -> str:
    guests.want_none(read_no_more(token))
    db.session.commit()
    return _page(token, done=True)


def _page(token: str, *, done: bool) -> str:
    return render_template("registration/no_invitations.html", event=None, token=token, done=done)
