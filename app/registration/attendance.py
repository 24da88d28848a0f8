"""Who may have a certificate of attendance. Pure."""

from datetime import datetime

from app.registration.models import Status


def is_certified(status: Status, arrived_at: datetime | None, ends_at: datetime, at: datetime) -> bool:
    """Somebody with a place whose entry a scan recorded, once the event is over."""
    return status is Status.confirmed and arrived_at is not None and at >= ends_at
