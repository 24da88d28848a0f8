"""The people of the demonstration. Each takes the real steps of a registration, one after the other
and without mail, so that seats, codes, keys and the audit are what they would be."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from app.audit.service import SYSTEM, Actor
from app.cli.demo import history, read
from app.core.crypto import encrypt
from app.core.text import clean_line
from app.credentials.models import Credential
from app.events.models import Category, Event, OrganisationType
from app.extensions import db
from app.registration.admission import needs_approval
from app.registration.details import Details
from app.registration.grants import Allotment
from app.registration.lifecycle import Move
from app.registration.models import CancelReason, Channel, Registration, RegistrationCredential, SessionSeat, Status
from app.registration.particulars import Consent
from app.registration.service.lapsing import start_timer
from app.registration.service.moving import cancelled, move_to
from app.registration.service.organisations import place
from app.registration.service.proving import application, seat
from app.registration.service.seating import leave
from app.registration.service.session_seats import take_session_seats
from app.registration.service.submitting import add_particulars, new_registration

OFFER_LEFT = timedelta(hours=18)
REFUSAL = {
    "fr": "Cette journée s’adresse aux acteurs de la santé.",
    "en": "This day is for people of the health sector.",
}
ATTENDEE = Actor("attendee")


class Crowd:
    """Everybody in people.csv, registered for `event`. Under its lock."""

    def __init__(self, event: Event, now: datetime):
        self.event, self.now = event, now
        self.categories: dict[str, Category] = {category.code: category for category in event.categories}
        self.allotments = {a.organisation_name: a for a in db.session.scalars(sa.select(Allotment))}
        codes = [item.get("code") for item in read.document("programme")]
        self.workshops = {code: session.id for code, session in zip(codes, event.sessions, strict=True)}

    def register(self) -> None:
        people = read.rows("people")
        for number, row in enumerate(people):
            self._register(row, history.begun_at(number, len(people), self.event.opens_at, self.now))
        self._date_back()

    def _register(self, row: dict[str, str], begun: datetime) -> None:
        channel = Channel(row["channel"])
        details = _details(row, [self.workshops[row["workshop"]]] if row["workshop"] else [])
        registration = new_registration(self.event, details, language=row["language"], channel=channel, at=begun)
        registration.category = self.categories[row["category"]]
        registration.category_id = registration.category.id
        registration.vip, registration.door_note = row["vip"] == "yes", row["door_note"]
        if row["allotment"]:
            registration.allotment_id = self.allotments[row["allotment"]].id
        proven = channel is Channel.form and row["status"] != Status.unverified
        registration.email_proven_at = begun + history.AFTER[Move.prove] if proven else None
        membership = place(registration, proven=proven)
        vouched = channel is not Channel.form
        asked = not vouched and needs_approval(application(registration, membership))
        taken = history.steps(Status(row["status"]), vouched=vouched, asked=asked)
        for (move, after), at in history.moments(taken, begun, self.now):
            self._step(registration, move, after, at, details)
        if registration.status is Status.unverified:
            start_timer(registration, registration.created_at)

    def _step(self, registration: Registration, move: Move, after: Status, at: datetime, details: Details) -> None:
        if move is Move.cancel:
            cancelled(registration, CancelReason.attendee, at)
        if move is Move.refuse:
            registration.refusal_reason = REFUSAL[registration.language]
        by = ATTENDEE if move in (Move.submit, Move.prove, Move.cancel) else SYSTEM
        move_to(registration, move, after, by=by, at=at, revision=self.event.revision, silent=True)
        if move in (Move.submit, Move.admit):
            add_particulars(registration, details, encrypt(details.needs) if details.needs else None)
        if after is Status.offered:
            registration.offered_until = self.now + OFFER_LEFT
            take_session_seats(registration)
        if after is Status.confirmed:
            seat(registration)
        if after is Status.cancelled:
            leave(registration, "cancelled", by)

    def _date_back(self) -> None:
        """What was written just now and belongs to the past says so."""
        whose, holder = Registration.id, RegistrationCredential.credential_id == Credential.id
        seated = sa.select(sa.func.coalesce(Registration.confirmed_at, Registration.created_at))
        _date(Consent.at, sa.select(Registration.created_at).where(whose == Consent.registration_id))
        _date(SessionSeat.since, seated.where(whose == SessionSeat.registration_id))
        _date(RegistrationCredential.since, seated.where(whose == RegistrationCredential.registration_id))
        _date(Credential.issued_at, sa.select(RegistrationCredential.since).where(holder))
        _date(Credential.revoked_at, sa.select(Registration.cancelled_at).join(Registration.codes).where(holder))


def _date(column: InstrumentedAttribute[datetime], moment: sa.Select[tuple[datetime]]) -> None:
    """Set the moments that a column holds to those that a query gives."""
    update = sa.update(column.class_).where(column.is_not(None)).values({column: moment.scalar_subquery()})
    db.session.execute(update, execution_options={"synchronize_session": False})


def _details(row: dict[str, str], session_ids: list[int]) -> Details:
    """What the person would have typed, cleaned as the form does."""
    return Details(
        first_name=clean_line(row["first_name"]), last_name=clean_line(row["last_name"]), email=row["email"],
        organisation_name=clean_line(row["organisation"]), organisation_type=OrganisationType(row["organisation_type"]),
        job_title=clean_line(row["job_title"]), areas=row["areas"].split(), session_ids=session_ids,
        image=row["photos"] == "yes", newsletter=row["newsletter"] == "yes", needs=row["needs"],
        needs_consent=bool(row["needs"]), answers=dict(pair.split("=") for pair in row["answers"].split(";") if pair),
    )  # fmt: skip
