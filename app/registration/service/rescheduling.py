"""The doors open at another moment: what depends on it follows."""

from datetime import datetime

import sqlalchemy as sa

from app.events.models import Event
from app.extensions import db
from app.registration import offers
from app.registration.models import Registration, Status
from app.registration.service.offering import owe_end


def follow(event: Event, doors_before: datetime) -> None:
    """Under the event's lock. Offers end before the doors as ever; who said that they come on another
    day has said nothing of this one, and is asked anew."""
    _shorten_offers(event)
    if event.doors_at.astimezone(event.zone).date() != doors_before.astimezone(event.zone).date():
        db.session.execute(
            sa.update(Registration)
            .where(Registration.event_id == event.id, Registration.arrived_at.is_(None))
            .values(answer_until=None, answered_at=None)
        )


def _shorten_offers(event: Event) -> None:
    latest = event.doors_at - offers.BEFORE_DOORS
    late = (
        sa.update(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.status == Status.offered,
            Registration.offered_until > latest,
        )
        .values(offered_until=latest)
        .returning(Registration.id)
    )
    for registration_id in db.session.scalars(late).all():
        owe_end(event.id, registration_id, latest)
