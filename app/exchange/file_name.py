"""How an exported file is called. Pure."""

import re
from datetime import datetime

from app.events.models import Event


def file_name(event: Event, what: str, at: datetime, ending: str) -> str:
    """“medicen-day_participants_2027-03-18_0915.csv”: the event without its year, as the moment (in
    the event's zone) says it."""
    name = re.sub(r"-\d{4}$", "", event.slug)
    return f"{name}_{what}_{at.astimezone(event.zone):%Y-%m-%d_%H%M}.{ending}"
