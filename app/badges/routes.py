"""One's own badge behind one's own link."""

from flask import Blueprint, Response

from app.accounts.access import by_token
from app.badges import service
from app.core.web import keep_private
from app.credentials.reference import show
from app.registration import links

blueprint = Blueprint("badges", __name__)


@blueprint.get("/<language:lang>/r/<token>/badge.pdf")
@by_token
def mine(token: str) -> Response:
    """A page of A6; whoever shows it may come in, so nothing keeps it or tells its address."""
    registration = links.get(token).registration
    response = Response(service.own_pdf(registration), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="badge-{show(registration.reference)}.pdf"'
    return keep_private(response)
