"""The device API: phones bring facts and take news. Bearer token, no cookies (docs/openapi-device.json).

A token is good for the door of one event. Reading and writing are two transactions: the news are
read after the facts are safe.
"""

import json
import math
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, NoReturn

from flask import Blueprint, Response, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from app.accounts.access import by_token
from app.checkin import (
    at_once,
    contacts,
    delta,
    figures,
    frame,
    group_commit,
    pairing,
    quarantine,
    question,
    senders,
    speech,
    upload,
)
from app.checkin.delta import Delta
from app.checkin.figures import Figures
from app.checkin.frame import Frame
from app.checkin.moments import milliseconds
from app.checkin.question import Question, Unreadable
from app.checkin.senders import Sender
from app.checkin.settling import Overtaken
from app.checkin.speech import OLDEST_APP, Refused, say
from app.checkin.terms import DeviceState
from app.checkin.upload import NotAlone, Parcel, Result
from app.core import floods
from app.core.clock import now
from app.core.database import reading, single_statements
from app.core.errors import DomainError, TooMany
from app.extensions import csrf, db

blueprint = Blueprint("device_api", __name__, url_prefix="/api/device/v1")
csrf.exempt(blueprint)
floods.exempt(blueprint)  # all phones of a venue share one address; pairing counts its own attempts


@blueprint.post("/pair")
@by_token
def pair() -> Response:
    """Eight letters become a device."""
    body = _body()
    letters = body.get("code") if isinstance(body, dict) else None
    if not isinstance(letters, str) or len(letters) > 40:
        raise _malformed("code")
    app_version = _version(body)
    try:
        device, token = pairing.pair(letters, app_version=app_version, came_from=request.remote_addr or "")
    finally:
        db.session.commit()  # a wrong code is counted
    told = {"device": device.id, "token": token, "words": device.words.split(), "state": device.state}
    return say(speech.find_epoch(), told, status=201)


@blueprint.get("/state")
@by_token
def state() -> Response:
    """Whether the organiser has said which lane this is."""
    sender = _sender()
    return say(sender.epoch, {"state": sender.state, "words": sender.words.split()})


@blueprint.post("/sync")
@by_token
def sync() -> Response:
    """Facts in, news out."""
    at = now()
    asked = _question(at)
    if not asked.facts:
        return _news(asked, at)
    return _short(asked, at) or _long(asked, at)


def _short(asked: Question, at: datetime) -> Response | None:
    """The answer to a single scan where nothing else has to be written: one read, one write (None: not so)."""
    code_hash = _single_code(asked)
    if code_hash is None or not at_once.is_possible():
        return None
    with single_statements():
        sender, bearers = at_once.read(_token(), code_hash)
        if sender is None or not _is_heard(sender) or contacts.is_due(sender, asked.contact, at):
            return None
        try:
            result, scan = upload.receive_alone(_parcel(sender, asked, at), asked.facts[0], bearers)
            revision = group_commit.write(scan)
        except (NotAlone, Overtaken, DBAPIError):
            db.session.rollback()
            return None
        return _told(replace(sender, scan_revision=revision), asked, at, [result])


def _single_code(asked: Question) -> str | None:
    fact = asked.facts[0] if len(asked.facts) == 1 else None
    code_hash = fact.get("code_hash") if isinstance(fact, dict) else None
    return code_hash if isinstance(code_hash, str) else None


def _is_heard(sender: Sender) -> bool:
    return sender.state not in (DeviceState.waiting, DeviceState.revoked)


def _long(asked: Question, at: datetime) -> Response:
    sender = _sender()
    if sender.state is DeviceState.revoked:
        _late(sender, asked, at)
    _require_placed(sender)
    results = _take(sender, asked, at)
    db.session.commit()
    with reading():
        return _told(_sender(), asked, at, results)


def _told(sender: Sender, asked: Question, at: datetime, results: list[Result]) -> Response:
    """What became of the facts, and the news; in a rush those come every two seconds."""
    around = _frame(sender)
    news = Delta(asked.cursor) if delta.is_rush(sender, asked.cursor, at) else _changes(sender, asked, at)
    return _answer(sender, around, news, results)


def _news(asked: Question, at: datetime) -> Response:
    """Nothing to write, so nobody waits; but now and then that the phone was heard of."""
    with reading():
        sender = _sender()
        if sender.state is DeviceState.revoked:
            raise Refused(403, "device_revoked", results=[])
        _require_placed(sender)
        answer = _answer(sender, _frame(sender), _changes(sender, asked, at), [])
    if contacts.is_due(sender, asked.contact, at):
        contacts.note(sender, asked.contact, at)
        db.session.commit()
    return answer


def _late(sender: Sender, asked: Question, at: datetime) -> NoReturn:
    """What a revoked phone did before."""
    results = quarantine.receive_late(sender, asked.facts, at)
    db.session.commit()
    raise Refused(403, "device_revoked", results=results)


@blueprint.post("/sign-out")
@by_token
def sign_out() -> Response:
    """The end of a shift; the phone wipes itself once everything has arrived."""
    sender = _sender()
    if sender.state is DeviceState.revoked:
        raise Refused(403, "device_revoked")
    pairing.sign_out(sender.device_id, now())
    db.session.commit()
    return say(sender.epoch, {"state": DeviceState.signed_out})


def _token() -> str:
    """The bearer token, or nothing."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _sender() -> Sender:
    """Who asks, by the bearer token."""
    found = senders.find(_token())
    if found is None:
        raise Refused(401, "unknown_device")
    return found


def _question(at: datetime) -> Question:
    try:
        asked = question.read(_body(), milliseconds(at))
    except Unreadable as error:
        raise _malformed(str(error)) from error
    _require_young(asked.contact.app_version)
    return asked


def _body() -> Any:
    try:
        return json.loads(request.get_data(cache=False), parse_float=_finite, parse_constant=_finite)
    except (ValueError, RecursionError) as error:
        raise _malformed("body") from error


def _finite(text: str) -> float:
    """JSON has no NaN and no infinity, and PostgreSQL stores neither."""
    if not math.isfinite(number := float(text)):
        raise ValueError(text)
    return number


def _malformed(field: str) -> Refused:
    return Refused(422, "malformed", detail=field)


def _version(body: Any) -> str:
    try:
        found = question.version(body)
    except Unreadable as error:
        raise _malformed(str(error)) from error
    _require_young(found)
    return found


def _require_young(app_version: str) -> None:
    if question.generation(app_version) < OLDEST_APP:
        raise Refused(426, "too_old", oldest_app=str(OLDEST_APP))


def _require_placed(sender: Sender) -> None:
    """What is read starts with the organiser's word."""
    if sender.state is DeviceState.waiting:
        raise Refused(409, "waiting")


def _frame(sender: Sender) -> Frame:
    return frame.load(sender.event_id, sender.revision, sender.epoch)


def _take(sender: Sender, asked: Question, at: datetime) -> list[Result]:
    results = upload.receive(_parcel(sender, asked, at), asked.facts)
    if contacts.is_due(sender, asked.contact, at):
        contacts.note(sender, asked.contact, at)
    return results


def _parcel(sender: Sender, asked: Question, at: datetime) -> Parcel:
    marks = contacts.marks(sender, asked.contact, asked.facts)
    return Parcel(sender, _frame(sender), marks, at, _inside(sender))


def _inside(sender: Sender) -> Callable[[int], int]:
    """Asks how many people are at a point."""
    return lambda point: _figures(sender)[point]["inside"]


def _figures(sender: Sender) -> Figures:
    return figures.counters(sender.event_id, sender.revision, sender.scan_revision)


def _changes(sender: Sender, asked: Question, at: datetime) -> Delta:
    """Whoever signed out reads nothing more."""
    if sender.state is not DeviceState.active:
        return Delta("")
    return delta.changes(sender, _frame(sender), asked.cursor, at)


def _answer(sender: Sender, around: Frame, news: Delta, results: list[Result]) -> Response:
    active = sender.state is DeviceState.active
    told = {
        "device": {"state": sender.state, "role": sender.role, "lane": sender.lane_id, "name": sender.name},
        "oldest_app": str(OLDEST_APP),
        "results": [result.plain() for result in results],
        "corrections": news.corrections + [result.correction() for result in results if result.differs],
        "counters": _figures(sender) if active else {},
        "cursor": news.cursor or None, "more": news.more, "reset": news.reset, "gone": news.gone,
    }  # fmt: skip
    people = {"people": f"[{','.join(news.people)}]", "moved": f"[{','.join(news.moved)}]"}
    return say(sender.epoch, told, people | news.parts)


@blueprint.errorhandler(Refused)
def _refused(error: Refused) -> Response:
    db.session.rollback()
    return speech.refuse(error)


@blueprint.errorhandler(DomainError)
def _domain_error(error: DomainError) -> Response:
    more = {"retry_after": error.retry_after} if isinstance(error, TooMany) else {}
    return _refused(Refused(error.status, error.code, **more))


@blueprint.errorhandler(HTTPException)
def _http_error(error: HTTPException) -> Response:
    return _refused(Refused(error.code or 500, CODES.get(error.code or 500, "refused")))


CODES = {405: "no_such_call", 413: "too_large", 429: "too_many"}
"""What Flask itself refuses."""
