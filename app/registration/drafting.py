"""Keep what was typed in the stepped form for seven days, on the server; never the needs."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask.sessions import SessionMixin

from app.core.clock import now
from app.core.languages import current
from app.core.tokens import digest, random_token
from app.events.models import Event
from app.extensions import db
from app.registration.drafts import Draft

LIFE = timedelta(days=7)


@dataclass(frozen=True)
class Drafted:
    """A draft as the form sees it; empty before the first step is sent. `token` is also the key
    that makes two posts of it one registration."""

    token: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    began_at: datetime | None = None
    saved_at: datetime | None = None


DRAFTS = "drafts"
"""Where the cookie keeps the tokens, by event."""


def load(event: Event, cookie: SessionMixin, slot: str = DRAFTS) -> Drafted:
    """This browser's draft for the event."""
    token = cookie.get(slot, {}).get(str(event.id))
    row = _find(event, token) if token else None
    return _drafted(token, row) if row else Drafted()


def save(event: Event, cookie: SessionMixin, answers: dict[str, Any], slot: str = DRAFTS) -> Drafted:
    """Add one step's answers. Flushes; the cookie holds nothing but the token."""
    token = cookie.get(slot, {}).get(str(event.id))
    row = _find(event, token) if token else None
    if row is None:
        token = random_token()
        row = Draft(token_hash=digest(token), event_id=event.id, language=current(), answers={})
        db.session.add(row)
        cookie[slot] = {**cookie.get(slot, {}), str(event.id): token}
    row.answers, row.saved_at = {**row.answers, **answers}, now()
    db.session.flush()
    return _drafted(token, row)


def begin(event: Event, cookie: SessionMixin, known: dict[str, Any]) -> None:
    """A draft that holds what is known of somebody, unless they have begun one themselves."""
    if not load(event, cookie).answers:
        save(event, cookie, {name: value for name, value in known.items() if value})


def leave(event: Event, cookie: SessionMixin) -> None:
    """It is sent: the next one of this browser begins empty."""
    cookie[DRAFTS] = {id_: token for id_, token in cookie.get(DRAFTS, {}).items() if id_ != str(event.id)}


def _drafted(token: str, row: Draft) -> Drafted:
    return Drafted(token, row.answers, row.created_at, row.saved_at)


_ALIVE = sa.select(Draft).where(
    Draft.token_hash == sa.bindparam("of_token"),
    Draft.event_id == sa.bindparam("of_event"),
    Draft.saved_at > sa.bindparam("since"),
)


def _find(event: Event, token: str) -> Draft | None:
    return db.session.scalar(_ALIVE, {"of_token": digest(token), "of_event": event.id, "since": now() - LIFE})


def forget_old() -> None:
    """Delete drafts whose seven days are over."""
    db.session.execute(sa.delete(Draft).where(Draft.saved_at < now() - LIFE))
