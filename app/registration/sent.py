"""What a browser has sent: for the page after it, and for the colleagues that it registers next. It is kept
on the server as a draft is; what is shown is what was typed, so nobody learns from it who was registered."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from flask.sessions import SessionMixin

from app.events.models import Event
from app.registration import drafting

SLOT = "sent"


@dataclass(frozen=True)
class Sent:
    """`colleagues`: pairs of name and address, an empty one where the sender manages the registration."""

    email: str
    organisation_name: str
    organisation_type: str
    holds: bool
    proven: bool
    registration_id: int | None
    colleagues: list[list[str]] = field(default_factory=list)


def load(event: Event, cookie: SessionMixin) -> Sent | None:
    """What this browser sent last for the event."""
    answers: dict[str, Any] = drafting.load(event, cookie, SLOT).answers
    return Sent(**answers) if answers else None


def keep(event: Event, cookie: SessionMixin, sent: Sent) -> None:
    drafting.save(event, cookie, asdict(sent), SLOT)


def with_colleague(sent: Sent, name: str, email: str | None) -> Sent:
    """Once more the same one stays one."""
    others = [each for each in sent.colleagues if each != [name, email or ""]]
    return replace(sent, colleagues=[*others, [name, email or ""]])
