"""What is on: the event, whom it is for, and its programme."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.extensions import Texts, db


class EventState(StrEnum):
    draft = "draft"
    published = "published"
    closed = "closed"
    past = "past"
    cancelled = "cancelled"
    postponed = "postponed"


class FormMode(StrEnum):
    steps = "steps"
    one_page = "one_page"


class VenueList(StrEnum):
    """Who gets the list of those expected, two days before."""

    nobody = "nobody"
    team = "team"
    """Owners and organisers, to pass it on."""
    venue = "venue"


class Entry(StrEnum):
    """How one gets into a category."""

    automatic = "automatic"
    approval = "approval"
    invitation = "invitation"


class OrganisationType(StrEnum):
    company = "company"
    research = "research"
    authority = "authority"
    institution = "institution"
    press = "press"
    other = "other"


class Event(db.Model):
    """One edition, one day. `revision` counts what changed under its lock (see `lock`)."""

    __tablename__ = "events"
    __table_args__ = (
        sa.CheckConstraint("capacity >= 0", name="capacity_not_negative"),
        sa.CheckConstraint("room_limit >= 0", name="room_limit_not_negative"),
        sa.CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(60), unique=True)
    state: Mapped[EventState] = mapped_column(default=EventState.draft)
    revision: Mapped[int] = mapped_column(default=0)
    letters: Mapped[str | None] = mapped_column(sa.String(3), unique=True)
    """The first three letters of each entry code of this event."""
    languages: Mapped[list[str]] = mapped_column(default=lambda: ["fr", "en"])
    created_at: Mapped[datetime] = mapped_column(default=now)

    name: Mapped[Texts]
    summary: Mapped[Texts] = mapped_column(default=dict)
    price: Mapped[Texts] = mapped_column(default=dict)
    venue: Mapped[Texts] = mapped_column(default=dict)
    address: Mapped[Texts] = mapped_column(default=dict)
    district: Mapped[Texts] = mapped_column(default=dict)
    """The place in short, as beside the date: "Paris 5e"."""
    transport: Mapped[Texts] = mapped_column(default=dict)
    accessibility: Mapped[Texts] = mapped_column(default=dict)
    programme_note: Mapped[Texts] = mapped_column(default=dict)
    map_url: Mapped[str] = mapped_column(default="")

    timezone: Mapped[str] = mapped_column(sa.String(40), default="Europe/Paris")
    doors_at: Mapped[datetime]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    freeze_at: Mapped[datetime]
    """Until when attendees edit what stands on their badge."""

    capacity: Mapped[int]
    room_limit: Mapped[int]
    member_limit: Mapped[int] = mapped_column(default=3)
    other_limit: Mapped[int] = mapped_column(default=2)
    reconfirm_days: Mapped[int] = mapped_column(default=0, server_default=sa.text("0"))
    """How many days before the doors everybody confirmed is asked whether they come; 0: never."""
    form_mode: Mapped[FormMode] = mapped_column(default=FormMode.steps)
    shows_seats: Mapped[bool] = mapped_column(default=True)

    areas: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """What people may say they work on: [{"code": "biotech", "label": {"fr": "…", "en": "…"}}]"""

    controller: Mapped[str] = mapped_column(default="")
    dpo: Mapped[str] = mapped_column(default="")
    legal_basis: Mapped[Texts] = mapped_column(default=dict)
    recipients: Mapped[Texts] = mapped_column(default=dict)
    rights_contact: Mapped[str] = mapped_column(default="")
    notice_version: Mapped[int] = mapped_column(default=1)
    sender_name: Mapped[str] = mapped_column(default="")
    reply_to: Mapped[str] = mapped_column(default="")
    day_phone: Mapped[str] = mapped_column(default="")
    calendar_sequence: Mapped[int] = mapped_column(default=0)
    venue_list: Mapped[VenueList] = mapped_column(
        default=VenueList.nobody, server_default=sa.text(f"'{VenueList.nobody}'")
    )
    venue_email: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))

    categories: Mapped[list["Category"]] = relationship(
        back_populates="event", order_by="Category.position, Category.id", lazy="select"
    )
    sessions: Mapped[list["Session"]] = relationship(
        back_populates="event", order_by="Session.starts_at, Session.position, Session.id", lazy="select"
    )
    questions: Mapped[list["Question"]] = relationship(
        back_populates="event", order_by="Question.position, Question.id", lazy="select"
    )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Category(db.Model):
    """A stakeholder group. Colour, shape and pattern are data: colour is never the only signal."""

    __tablename__ = "categories"
    __table_args__ = (sa.UniqueConstraint("event_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(sa.String(12))
    label: Mapped[Texts]
    band: Mapped[str] = mapped_column(sa.String(7))
    text: Mapped[str] = mapped_column(sa.String(7))
    shape: Mapped[str] = mapped_column(sa.String(16))
    pattern: Mapped[str] = mapped_column(sa.String(16))
    entry: Mapped[Entry]
    member_check: Mapped[bool] = mapped_column(default=False)
    counts: Mapped[bool] = mapped_column(default=True)
    """Takes a seat of the capacity."""
    public: Mapped[bool] = mapped_column(default=True)
    quota: Mapped[int | None]
    organisation_types: Mapped[list[str]] = mapped_column(default=list)
    """Which organisation types the form leads here (OrganisationType values)."""
    position: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship(back_populates="categories")


class Session(db.Model):
    """Plenary, workshop, lunch. With a capacity people choose it, else it is for everybody."""

    __tablename__ = "sessions"
    __table_args__ = (sa.CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"), index=True)
    title: Mapped[Texts]
    detail: Mapped[Texts] = mapped_column(default=dict)
    room: Mapped[Texts] = mapped_column(default=dict)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    capacity: Mapped[int | None]
    speakers: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """[{"name": "…", "function": {"fr": "…", "en": "…"}}]"""
    slot: Mapped[Texts] = mapped_column(default=dict)
    """Heading shared by parallel sessions, such as "Three workshops, one choice"."""
    position: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship(back_populates="sessions")


class QuestionKind(StrEnum):
    text = "text"
    long_text = "long_text"
    email = "email"
    phone = "phone"
    number = "number"
    date = "date"
    yes_no = "yes_no"
    one_of = "one_of"
    several_of = "several_of"
    country = "country"
    file = "file"


class Question(db.Model):
    """A field that organisers add to the form. Archived, it is asked no more and its answers stay."""

    __tablename__ = "questions"
    __table_args__ = (sa.UniqueConstraint("event_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(sa.String(40))
    """Its name in forms, drafts and exports; never changes."""
    kind: Mapped[QuestionKind]
    label: Mapped[Texts]
    hint: Mapped[Texts] = mapped_column(default=dict)
    required: Mapped[bool] = mapped_column(default=False)
    options: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """Of one or several: [{"code": "first", "label": {"fr": "…", "en": "…"}}]"""
    limits: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Of a number: {"least": "0", "most": "10"}, either may lack; of a file: {"types": ["pdf"], "megabytes": 2}"""
    category_codes: Mapped[list[str]] = mapped_column(default=list)
    """Whom it is for; everybody if empty."""
    shown_if: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The answer that leads to it: {"code": "lunch", "values": ["yes"]}"""
    position: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship(back_populates="questions")
