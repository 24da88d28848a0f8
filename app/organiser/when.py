"""A moment as the back office writes it."""

from datetime import datetime

from app.core import formats
from app.core.languages import current
from app.events.models import Event


def short_moment(at: datetime, event: Event) -> str:
    """« 15 mars, 10 h 20 », “15 March, 10:20”, where the event is."""
    lang = current()
    return f"{formats.short_day(at, event.zone, lang)}, {formats.time(at, event.zone, lang)}"
