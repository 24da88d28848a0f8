"""For whoever watches from outside: alive, able to work, figures."""

from ipaddress import ip_address

from flask import Blueprint, Response, abort, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST

from app.accounts.access import open_to_all
from app.health import metrics, readiness

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@open_to_all
def healthz() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
@open_to_all
def readyz() -> tuple[Response, int]:
    """The parts that it needs answer too."""
    found = readiness.checks()
    return jsonify(found), 200 if set(found.values()) == {readiness.OK} else 503


@blueprint.get("/metrics")
@open_to_all
def figures() -> Response:
    """Only for this machine and its private network."""
    if not _is_inside(request.remote_addr):
        abort(404)
    return Response(metrics.exposition(), content_type=CONTENT_TYPE_LATEST)


def _is_inside(address: str | None) -> bool:
    try:
        return ip_address(address or "").is_private
    except ValueError:
        return False
