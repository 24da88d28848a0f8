"""People to write to, on a day that stands still."""

from datetime import UTC, datetime, timedelta

from app.events.models import Event
from app.extensions import db
from app.mailing.addressees import Addressee
from app.registration.grants import Allotment, Invitation
from app.registration.models import CancelReason, Channel, Registration, SeatState, SessionSeat, Status
from app.registration.owed import MailKind
from tests import factories

MOMENT = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)


def medicen_day() -> Event:
    starts = datetime(2027, 3, 18, 8, 0, tzinfo=UTC)
    event = factories.event(
        slug="medicen-day-2027", name={"fr": "Medicen Day 2027", "en": "Medicen Day 2027"}, sender_name="Medicen Day",
        starts_at=starts, doors_at=starts - timedelta(minutes=30), ends_at=starts + timedelta(hours=9),
        venue={"fr": "Espace Claude-Bernard"}, address={"fr": "9, rue Claude-Bernard\n75005 Paris"},
        day_phone="01 99 00 12 34",
    )  # fmt: skip
    factories.category(
        event, code="ACA", label={"fr": "Membre · Recherche et soin", "en": "Member · Research and care"}
    )
    return event


def person(event: Event, **values: object) -> Registration:
    """Anne-Sophie, confirmed with a code, in one workshop; or as `values` say."""
    defaults = dict(
        first_name="Anne-Sophie", last_name="du Plessis de Kergomar", email="anne-sophie@curie.example",
        created_at=MOMENT, reference="NLRSGTXB", confirmed_at=MOMENT,
    )  # fmt: skip
    made = factories.badge_holder(event, **defaults | values)
    title, room = {"fr": "Produire en Île‑de‑France", "en": "Producing in Île‑de‑France"}, {"fr": "salle Curie"}
    workshop = factories.session(event, title=title, room=room)
    db.session.add(SessionSeat(registration=made, session=workshop, state=SeatState.held))
    db.session.flush()
    return made


def unproven(event: Event, **values: object) -> Registration:
    """Somebody who typed a form, with words that must not go to a stranger."""
    defaults = dict(
        first_name="Buy", last_name="Cheap Pills", organisation_name="Casino Royal", email="victim@example.org",
        status=Status.unverified, email_proven_at=None, hold_until=MOMENT + timedelta(minutes=30),
    )  # fmt: skip
    return factories.registration(event, **defaults | values)


def guest(event: Event, **values: object) -> Invitation:
    """Inès, invited by name."""
    defaults = dict(
        first_name="Inès", last_name="Moreau", email="ines@hospital.example", code="SPEAKER7",
        source_detail="Région Île-de-France", expires_at=event.starts_at - timedelta(days=10, hours=9),
    )  # fmt: skip
    return factories.guest(event, **defaults | values)


def given_to_the_bank(event: Event, language: str = "fr") -> Allotment:
    """Five seats, three without a name, until a week before."""
    given = factories.allotment(
        event, organisation_name="Banque de l’Avenir", contact_name="Zoë Müller", language=language, seats=5,
        returns_at=datetime(2027, 3, 11, 23, tzinfo=UTC),
    )  # fmt: skip
    for _ in range(2):
        factories.delegate(given)
    return given


def by_a_colleague(event: Event, **values: object) -> Registration:
    """Somebody whom Zoë registered, who has shown who she is."""
    zoe = factories.registration(event, first_name="Zoë", last_name="Müller", email="zoe@curie.example")
    return person(
        event, status=Status.unverified, email_proven_at=None, registered_by=zoe, vouched_at=MOMENT, **values
    )


def managed(event: Event, **values: object) -> Registration:
    """Anne-Sophie, whose assistant gets the mails."""
    manager = dict(manager_email="assistant@curie.example", manager_key="assistant@curie.example")
    return person(event, email=None, **manager, **values)


def in_state_for(event: Event, kind: MailKind, language: str) -> Addressee:
    """A person to whom a mail of that kind is true."""
    if kind in (MailKind.invitation, MailKind.invitation_reminder):
        return guest(event, language=language)
    if kind in (MailKind.allotment_contact, MailKind.allotment_reminder):
        return given_to_the_bank(event, language)
    predecessor = dict(email="zoe@curie.example", first_name="Zoë", last_name="Müller", status=Status.cancelled)
    left = dict(status=Status.cancelled, cancelled_at=MOMENT - timedelta(minutes=10))
    values = {
        MailKind.received: dict(status=Status.pending),
        MailKind.waitlisted: dict(status=Status.waitlisted),
        MailKind.released: dict(status=Status.waitlisted),
        MailKind.reconfirm: dict(answer_until=MOMENT + timedelta(hours=48)),
        MailKind.offer: dict(status=Status.offered, offered_until=MOMENT + timedelta(hours=24)),
        MailKind.refused: dict(status=Status.refused, refusal_reason="Cette journée s’adresse aux équipes de recherche."),
        MailKind.cancelled: left | dict(cancel_reason=CancelReason.attendee),
        MailKind.handed_over: left | dict(cancel_reason=CancelReason.handed_over),
        MailKind.named: dict(channel=Channel.allotment, email_proven_at=None),
        MailKind.withdrawn: left | dict(cancel_reason=CancelReason.withdrawn),
        MailKind.walk_in: dict(channel=Channel.door),
        MailKind.prove_address: dict(new_email="anne-sophie@lab.example"),
        MailKind.thank_you: dict(arrived_at=MOMENT - timedelta(hours=4)),
    }.get(kind, {})
    if kind in (MailKind.verify, MailKind.never_proven):
        return unproven(event, language=language)
    if kind is MailKind.colleague:
        return by_a_colleague(event, language=language)
    if kind is MailKind.handed_over_new:
        values = dict(succeeds=factories.registration(event, **predecessor), email_proven_at=None)
    if kind in (MailKind.named, MailKind.withdrawn):
        values = values | dict(allotment=given_to_the_bank(event))
    made = person(event, language=language, **values)
    if kind is MailKind.handed_over:
        factories.registration(event, first_name="Zoë", last_name="Müller", succeeds=made)
    return made
