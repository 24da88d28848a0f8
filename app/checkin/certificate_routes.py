"""One's own certificate behind one's own link."""

from flask import Blueprint, Response

from app.accounts.access import by_token
from app.checkin import certificate
from app.core.clock import now
from app.core.languages import current
from app.core.web import keep_private
from app.credentials.reference import show
from app.registration import links

blueprint = Blueprint("certificates", __name__)


@blueprint.get("/<language:lang>/r/<token>/certificate.pdf")
@by_token
def mine(token: str) -> Response:
    """In the language of the address."""
    registration = links.get(token).registration
    response = Response(certificate.pdf(registration, current(), now()), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="certificate-{show(registration.reference)}.pdf"'
    return keep_private(response)
