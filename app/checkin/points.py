"""Where people are checked in: points, and the lanes that lead through them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.checkin.terms import Direction, PointKind, Policy
from app.events.models import Category, Event, Session
from app.extensions import Texts, db

point_categories = sa.Table(
    "checkin_point_categories",
    db.metadata,
    sa.Column("point_id", sa.ForeignKey("checkin_points.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("category_id", sa.ForeignKey("categories.id", ondelete="CASCADE"), primary_key=True),
)


class CheckinPoint(db.Model):
    """An entrance, a room, the lunch, the cloakroom. Without hours it is always open; without
    categories it lets all of them in; bound to a session only those who hold a place there.

    `revision` is the event's revision of its last change, lanes and categories included.
    """

    __tablename__ = "checkin_points"
    __table_args__ = (
        sa.CheckConstraint("room_limit >= 0", name="room_limit_not_negative"),
        sa.CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
        sa.Index(None, "event_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    label: Mapped[Texts]
    kind: Mapped[PointKind] = mapped_column(default=PointKind.entrance)
    policy: Mapped[Policy] = mapped_column(default=Policy.once)
    session_id: Mapped[int | None] = mapped_column(sa.ForeignKey("sessions.id"))
    room_limit: Mapped[int | None]
    """None: an entrance takes the event's limit, another point has none."""
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    position: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship()
    session: Mapped[Session | None] = relationship()
    categories: Mapped[list[Category]] = relationship(secondary=point_categories)
    lanes: Mapped[list["Lane"]] = relationship(
        back_populates="point", cascade="all, delete-orphan", order_by="Lane.position, Lane.id"
    )

    @property
    def limit(self) -> int | None:
        """How many people may be inside."""
        if self.room_limit is None and self.kind is PointKind.entrance:
            return self.event.room_limit
        return self.room_limit


class Lane(db.Model):
    """One queue before a point. It leads one way."""

    __tablename__ = "lanes"

    id: Mapped[int] = mapped_column(primary_key=True)
    point_id: Mapped[int] = mapped_column(sa.ForeignKey("checkin_points.id", ondelete="CASCADE"), index=True)
    label: Mapped[Texts]
    direction: Mapped[Direction] = mapped_column(default=Direction.enter)
    position: Mapped[int] = mapped_column(default=0)

    point: Mapped[CheckinPoint] = relationship(back_populates="lanes")
