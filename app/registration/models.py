"""A registration: one person at one event, with codes and session seats."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.credentials.models import Credential
from app.events.models import Category, Event, OrganisationType, Session
from app.extensions import NEVER_AGAIN, db, where_true
from app.registration.directory import Organisation
from app.registration.grants import Allotment
from app.registration.names import full_name


class Status(StrEnum):
    unverified = "unverified"
    pending = "pending"
    waitlisted = "waitlisted"
    offered = "offered"
    confirmed = "confirmed"
    refused = "refused"
    cancelled = "cancelled"


LIVE = (Status.unverified, Status.pending, Status.waitlisted, Status.offered, Status.confirmed)


class SeatState(StrEnum):
    """`wanted` until there is a seat at the event, then `held` or in the session's queue."""

    wanted = "wanted"
    held = "held"
    waiting = "waiting"


class Channel(StrEnum):
    form = "form"
    imported = "import"
    organiser = "organiser"
    door = "door"
    allotment = "allotment"


class CancelReason(StrEnum):
    attendee = "attendee"
    organiser = "organiser"
    merged = "merged"
    handed_over = "handed_over"
    declined = "declined"
    expired = "expired"
    withdrawn = "withdrawn"
    """By the contact of the allotment that the seat came from."""


MANAGED_AND_LIVE = (
    "email_key IS NULL AND manager_key IS NOT NULL AND status NOT IN ('cancelled', 'refused')"
)


class Registration(db.Model):
    """One person at one event.

    `sort_key` and `search_text` are computed when saved, so that both databases, Python and the
    phone agree. `revision` is the event's revision of the last change that a door copy shows.
    """

    __tablename__ = "registrations"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "reference"),
        sa.UniqueConstraint("event_id", "submission_key"),
        # One live registration for an address of one's own.
        sa.Index(
            "uq_registrations_live_email",
            "event_id",
            "email_key",
            unique=True,
            sqlite_where=sa.text("email_key IS NOT NULL AND status NOT IN ('cancelled', 'refused')"),
            postgresql_where=sa.text("email_key IS NOT NULL AND status NOT IN ('cancelled', 'refused')"),
        ),
        # One live registration of a name under a manager's address.
        sa.Index(
            "uq_registrations_live_managed",
            "event_id",
            "manager_key",
            "sort_key",
            unique=True,
            sqlite_where=sa.text(MANAGED_AND_LIVE),
            postgresql_where=sa.text(MANAGED_AND_LIVE),
        ),
        # Counting seats reads this index alone.
        sa.Index(
            "ix_registrations_seats", "event_id", "status", "category_id", "channel", "hold_until", "allotment_id", "id"
        ),
        # So do the numbers above the list.
        sa.Index(
            "ix_registrations_tabs",
            "event_id",
            "status",
            "email_proven_at",
            "answer_until",
            "answered_at",
            "arrived_at",
        ),
        # The list in each of its orders, from any place on.
        sa.Index("ix_registrations_order", "event_id", "sort_key", "id"),
        sa.Index("ix_registrations_newest", "event_id", "created_at", "id"),
        sa.Index("ix_registrations_by_organisation", "event_id", "organisation_name", "sort_key", "id"),
        sa.Index("ix_registrations_by_category", "event_id", "category_id", "sort_key", "id"),
        sa.Index("ix_registrations_rank", "event_id", "status", "rank_at", "id"),
        sa.Index("ix_registrations_organisation", "event_id", "organisation_key", "status"),
        # Delegates are few among many.
        sa.Index(
            "ix_registrations_delegates",
            "allotment_id",
            "status",
            sqlite_where=sa.text("allotment_id IS NOT NULL"),
            postgresql_where=sa.text("allotment_id IS NOT NULL"),
        ),
        # Few are registered by somebody else.
        sa.Index(
            "ix_registrations_manager",
            "manager_key",
            "event_id",
            sqlite_where=sa.text("manager_key IS NOT NULL"),
            postgresql_where=sa.text("manager_key IS NOT NULL"),
        ),
        sa.Index(
            "ix_registrations_registered_by",
            "registered_by_id",
            sqlite_where=sa.text("registered_by_id IS NOT NULL"),
            postgresql_where=sa.text("registered_by_id IS NOT NULL"),
        ),
        sa.Index("ix_registrations_revision", "event_id", "revision", "id"),
        sa.Index("ix_registrations_email", "event_id", "email_key"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"))
    reference: Mapped[str] = mapped_column(sa.String(8))
    status: Mapped[Status]
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("categories.id"))
    channel: Mapped[Channel]
    language: Mapped[str] = mapped_column(sa.String(8))

    first_name: Mapped[str] = mapped_column(sa.String(100))
    last_name: Mapped[str] = mapped_column(sa.String(100), default="")
    badge_name: Mapped[str | None] = mapped_column(sa.String(200))
    badge_organisation: Mapped[str | None] = mapped_column(sa.String(200))
    email: Mapped[str | None] = mapped_column(sa.String(254))
    email_key: Mapped[str | None] = mapped_column(sa.String(254))
    new_email: Mapped[str | None] = mapped_column(sa.String(254))
    """Named by the person; it counts from its own button on."""
    manager_email: Mapped[str | None] = mapped_column(sa.String(254))
    """Who manages the registration of somebody without an address of their own."""
    manager_key: Mapped[str | None] = mapped_column(sa.String(254))
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisations.id"))
    organisation_name: Mapped[str] = mapped_column(sa.String(200), default="")
    organisation_type: Mapped[OrganisationType | None]
    organisation_key: Mapped[str] = mapped_column(sa.String(210), default="")
    """What the organisation limit counts by: the directory entry, else the name as typed."""
    job_title: Mapped[str] = mapped_column(sa.String(150), default="")
    areas: Mapped[list[str]] = mapped_column(default=list)
    vip: Mapped[bool] = mapped_column(default=False)
    door_note: Mapped[str] = mapped_column(sa.String(140), default="")

    created_at: Mapped[datetime] = mapped_column(default=now)
    rank_at: Mapped[datetime] = mapped_column(default=now)
    """Place in the queue: first submission, or the moment one was sent to its end."""
    hold_until: Mapped[datetime | None]
    """Soft hold of an unverified registration; past it, it counts nothing."""
    offered_until: Mapped[datetime | None]
    offers_expired: Mapped[int] = mapped_column(default=0)
    answer_until: Mapped[datetime | None]
    """Asked whether they come: past it, silence may cost the seat."""
    answered_at: Mapped[datetime | None]
    """When they said that they come."""
    released_at: Mapped[datetime | None]
    """When silence cost the seat: who is silent is offered no other until they say that they come."""
    email_proven_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_from: Mapped[Status | None] = mapped_column(
        sa.Enum(
            Status,
            name="cancelled_from",
            native_enum=False,
            create_constraint=True,
            length=24,
            values_callable=lambda cls: [member.value for member in cls],
        )
    )
    cancel_reason: Mapped[CancelReason | None]
    refusal_reason: Mapped[str] = mapped_column(sa.Text, default="")

    submission_key: Mapped[str | None] = mapped_column(sa.String(64))
    """Digest of the form's one-time key: a draft posted twice finds its registration here."""
    link_version: Mapped[int] = mapped_column(default=1)
    notice_version: Mapped[int] = mapped_column(default=1)
    calendar_sequence: Mapped[int] = mapped_column(default=0)
    sort_key: Mapped[str] = mapped_column(sa.Text, default="")
    search_text: Mapped[str] = mapped_column(sa.Text, default="")
    revision: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    """Raised by each edit: two people editing at once are told."""

    allotment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("allotments.id"))
    invitation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("invitations.id"))
    registered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registrations.id", ondelete="SET NULL"))
    """The registration of the colleague who filled in the form."""
    vouched_at: Mapped[datetime | None]
    """When that colleague had shown who they are: from then on mails name both."""
    succeeds_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registrations.id"))
    """The registration whose place this one takes over (hand-over)."""
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registrations.id"), index=True)

    event: Mapped[Event] = relationship()
    category: Mapped[Category] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    allotment: Mapped[Allotment | None] = relationship()
    registered_by: Mapped["Registration | None"] = relationship(foreign_keys=[registered_by_id], remote_side=[id])
    succeeds: Mapped["Registration | None"] = relationship(foreign_keys=[succeeds_id], remote_side=[id])
    codes: Mapped[list["RegistrationCredential"]] = relationship(back_populates="registration")
    seats: Mapped[list["SessionSeat"]] = relationship(back_populates="registration")

    @property
    def full_name(self) -> str:
        return full_name(self.first_name, self.last_name)

    @property
    def address(self) -> str | None:
        """Where mails about this person go."""
        return self.email or self.manager_email

    @property
    def address_key(self) -> str | None:
        return self.email_key or self.manager_key

    @property
    def managed(self) -> bool:
        """Whether somebody else gets the mails, and shows the address to be theirs."""
        return self.email_key is None and self.manager_key is not None


class Departure(db.Model):
    """A registration that left: door copies are told its id as gone."""

    __tablename__ = "departures"
    __table_args__ = (sa.Index(None, "event_id", "revision"),)

    registration_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    revision: Mapped[int]


class RegistrationCredential(db.Model):
    """Which codes a person has and had; at most one is current."""

    __tablename__ = "registration_credentials"
    __table_args__ = (
        sa.Index(
            "uq_registration_credentials_current",
            "registration_id",
            unique=True,
            **where_true("current"),
        ),
    )

    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True
    )
    credential_id: Mapped[int] = mapped_column(sa.ForeignKey("credentials.id"), primary_key=True, index=True)
    current: Mapped[bool] = mapped_column(default=True)
    since: Mapped[datetime] = mapped_column(default=now)

    registration: Mapped[Registration] = relationship(back_populates="codes")
    credential: Mapped[Credential] = relationship()


class SessionSeat(db.Model):
    """A place in a session, or a place in its queue."""

    __tablename__ = "session_seats"
    __table_args__ = (sa.Index(None, "session_id", "state"),)

    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True
    )
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("sessions.id"), primary_key=True)
    state: Mapped[SeatState] = mapped_column(default=SeatState.wanted)
    since: Mapped[datetime] = mapped_column(default=now)

    registration: Mapped[Registration] = relationship(back_populates="seats")
    session: Mapped[Session] = relationship()
