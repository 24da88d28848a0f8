"""What the device API says: JSON with protocol, epoch and server time in every answer, errors too.

An answer without them is not ours: a hotel's page that asks for a room number answers 200 as well.
"""

import gzip
import json
from typing import Any

import sqlalchemy as sa
from flask import Response, request

from app.checkin.moments import milliseconds
from app.core.clock import now
from app.core.installation import Installation
from app.extensions import db

PROTOCOL = 1
OLDEST_APP = 1
WORTH_COMPRESSING = 1_400
"""Bytes: less fits into one packet as it is."""
LEVEL = 5


class Refused(Exception):
    """An error of the contract: HTTP status, code, and what else to say (`results`, say)."""

    def __init__(self, status: int, code: str, **more: Any):
        super().__init__(code)
        self.status, self.code, self.more = status, code, more


def say(epoch: str, told: dict[str, Any], texts: dict[str, str] | None = None, status: int = 200) -> Response:
    """`told` as JSON; `texts` are members that are JSON texts already."""
    frame = {"protocol": PROTOCOL, "epoch": epoch, "server_time": milliseconds(now())}
    body = json.dumps(frame | told, ensure_ascii=False, separators=(",", ":"))
    if texts:
        body = body[:-1] + "".join(f',"{name}":{text}' for name, text in texts.items()) + "}"
    return _compressed(Response(body.encode(), status=status, mimetype="application/json"))


def refuse(error: Refused) -> Response:
    """As problem details (RFC 9457)."""
    told = {"type": "about:blank", "status": error.status, "title": error.code, "code": error.code, **error.more}
    response = say(find_epoch(), told, status=error.status)
    response.mimetype = "application/problem+json"
    if error.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if "retry_after" in error.more:
        response.headers["Retry-After"] = str(error.more["retry_after"])
    return response


def find_epoch() -> str:
    """Empty where nothing was ever set up."""
    return db.session.scalar(sa.select(Installation.epoch).where(Installation.id == 1)) or ""


def _compressed(response: Response) -> Response:
    body = response.get_data()
    response.vary.add("Accept-Encoding")
    if len(body) > WORTH_COMPRESSING and "gzip" in request.headers.get("Accept-Encoding", ""):
        response.set_data(gzip.compress(body, LEVEL))
        response.content_encoding = "gzip"
    return response
