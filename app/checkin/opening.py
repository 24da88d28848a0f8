"""The door of a new event: one entrance, or the points that another event had."""

from datetime import datetime

from app.checkin import queries
from app.checkin.points import CheckinPoint, Lane
from app.checkin.terms import Policy
from app.core.local_time import days_later
from app.events.models import Event
from app.extensions import db


def open_entrance(event: Event) -> CheckinPoint:
    """One entrance with one lane; without hours it is always open, so that trying it works today."""
    label = {"fr": "Entrée", "en": "Entrance"}
    point = CheckinPoint(event=event, label=label, policy=Policy.once, revision=event.revision, lanes=[first_lane()])
    db.session.add(point)
    db.session.flush()
    return point


def first_lane() -> Lane:
    return Lane(label={"fr": "File\u00a0A", "en": "Lane\u00a0A"})


def copy_points(source: Event, event: Event) -> None:
    """Points and lanes of `source`, at the hours of the other day, for its categories and sessions; an
    entrance where there was no point."""
    points = queries.points(source.id)
    days = (event.starts_at.astimezone(event.zone).date() - source.starts_at.astimezone(source.zone).date()).days
    categories = dict(zip(source.categories, event.categories, strict=True))
    sessions = dict(zip(source.sessions, event.sessions, strict=True))

    def moved(at: datetime | None) -> datetime | None:
        return at and days_later(at, days, source.zone)

    for point in points:
        db.session.add(CheckinPoint(
            event=event, label=point.label, kind=point.kind, policy=point.policy, room_limit=point.room_limit,
            session=point.session and sessions[point.session], categories=[categories[each] for each in point.categories],
            opens_at=moved(point.opens_at), closes_at=moved(point.closes_at), position=point.position, revision=event.revision,
            lanes=[Lane(label=lane.label, direction=lane.direction, position=lane.position) for lane in point.lanes],
        ))  # fmt: skip
    db.session.flush()
    if not points:
        open_entrance(event)
