"""What an event has to say before it is published: what the law wants, what people want. Pure."""

from collections.abc import Iterable

from app.events.models import Event

LAW = ("controller", "dpo", "legal_basis", "recipients", "rights_contact")
PEOPLE = ("sender_name", "reply_to", "day_phone")


def missing(event: Event, fields: Iterable[str] = LAW + PEOPLE) -> list[str]:
    """The settings that are still empty. A text in one language is enough: others fall back to it."""
    return [field for field in fields if not _said(getattr(event, field))]


def _said(value: str | dict[str, str] | None) -> bool:
    texts = value.values() if isinstance(value, dict) else [value or ""]
    return any(text.strip() for text in texts)
