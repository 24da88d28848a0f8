"""Things to test with: made with good defaults, flushed, and told apart by a counter."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from app.accounts.models import Account, Membership
from app.accounts.permissions import Role
from app.audit.service import Actor
from app.core.clock import now
from app.core.text import email_key, search_text
from app.credentials import service as credentials
from app.credentials.reference import new_reference
from app.events.models import Category, Entry, Event, EventState, OrganisationType, Question, QuestionKind, Session
from app.exchange.guest_list.models import GuestList
from app.extensions import db
from app.mailing.models import Mailing, MailingRecipient, MailState, SentMail
from app.organiser.selections.models import LineEnd, SelectedPerson, Selection
from app.registration.directory import Organisation, OrganisationAlias, OrganisationDomain
from app.registration.grants import AddressSource, Allotment, Invitation
from app.registration.invitation_links import print_of
from app.registration.models import Channel, Registration, RegistrationCredential, SeatState, SessionSeat, Status
from app.registration.organisation_names import name_key
from app.registration.owed import MailKind
from app.registration.particulars import Answer
from app.registration.service.submitting import name

number = count(1)


def _distinct() -> Iterator[str]:
    """As the services draw them: never one that somebody has. Among a thousand people two would meet now
    and then."""
    drawn: set[str] = set()
    while True:
        reference = new_reference()
        if reference not in drawn:
            drawn.add(reference)
            yield reference


references = _distinct()


def add(thing: Any) -> Any:
    db.session.add(thing)
    db.session.flush()
    return thing


def event(**values: Any) -> Event:
    """A published event of 200 seats, 120 days from now; no code is drawn yet."""
    starts = (datetime.now(UTC) + timedelta(days=120)).replace(hour=8, minute=0, second=0, microsecond=0)
    defaults = dict(
        slug=f"day-{next(number)}", state=EventState.published, name={"fr": "Medicen Day", "en": "Medicen Day"},
        doors_at=starts - timedelta(minutes=30), starts_at=starts, ends_at=starts + timedelta(hours=9),
        opens_at=starts - timedelta(days=150), closes_at=starts - timedelta(days=2),
        freeze_at=starts - timedelta(days=5), capacity=200, room_limit=180, reply_to="day@medicen.example",
    )  # fmt: skip
    return add(Event(**defaults | values))


def category(event: Event, **values: Any) -> Category:
    """A public category that lets everybody in by itself."""
    code = f"C{next(number)}"
    defaults = dict(
        code=code, label={"fr": f"Catégorie {code}", "en": f"Category {code}"}, band="#0A6EBD", text="#FFFFFF",
        shape="circle", pattern="solid", entry=Entry.automatic,
    )  # fmt: skip
    return add(Category(event=event, **defaults | values))


def session(event: Event, **values: Any) -> Session:
    """A workshop of 25 seats in the afternoon."""
    starts = event.starts_at + timedelta(hours=5)
    defaults = dict(
        title={"fr": "Atelier", "en": "Workshop"}, starts_at=starts, ends_at=starts + timedelta(hours=1), capacity=25
    )  # fmt: skip
    return add(Session(event=event, **defaults | values))


def session_seat(registration: Registration, session: Session, state: SeatState = SeatState.held, **values: Any) -> SessionSeat:
    """A place in a session; in a queue, behind those who stand there already."""
    return add(SessionSeat(registration=registration, session=session, state=state, **values))


def organisation(name: str = "Institut Curie", *domains: str, aliases: tuple[str, ...] = (), **values: Any) -> Organisation:
    """An entry of the member directory."""
    return add(Organisation(
        name=name, name_key=name_key(name), **{"type": OrganisationType.research, "member": True, **values},
        domains=[OrganisationDomain(domain=each) for each in domains],
        aliases=[OrganisationAlias(name=each, name_key=name_key(each)) for each in aliases],
    ))  # fmt: skip


def question(event: Event, kind: QuestionKind = QuestionKind.text, label: str = "", **values: Any) -> Question:
    """One that everybody may answer, at the end of the form. `options`: "a b" for two of these codes."""
    code = f"question_{next(number)}"
    options = [{"code": each, "label": {"fr": each.title(), "en": each.title()}} for each in values.pop("options", "").split()]
    defaults = dict(
        code=code, kind=kind, label={"fr": label or code, "en": label or code}, position=next(number), options=options,
        limits={"types": ["pdf", "jpg"], "megabytes": 1} if kind is QuestionKind.file else {},
    )  # fmt: skip
    return add(Question(event=event, **defaults | values))


def answer(registration: Registration, question: Question, value: str) -> Answer:
    """As it is stored (see registration.questions.values)."""
    return add(Answer(registration_id=registration.id, question_id=question.id, value=value))


def registration(event: Event, **values: Any) -> Registration:
    """A confirmed person, without a code; see `badge_holder`."""
    return add(_person(event, **values))


def registrations(event: Event, many: int) -> list[Registration]:
    """So many of them, written at once."""
    people = [_person(event) for _ in range(many)]
    db.session.add_all(people)
    db.session.flush()
    return people


def _person(event: Event, **values: Any) -> Registration:
    who = f"person{next(number)}"
    defaults = dict(
        first_name="Camille", last_name=f"Martin {who}", organisation_name="Institut Curie", status=Status.confirmed,
        organisation_type=OrganisationType.research, channel=Channel.form, language="fr", reference=next(references),
        email=f"{who}@curie.example", email_proven_at=now(),
    )  # fmt: skip
    made = Registration(event=event, **defaults | values)
    made.category = made.category or next(iter(event.categories), None) or category(event)
    made.email_key = email_key(made.email)
    made.confirmed_at = made.confirmed_at or (now() if made.status is Status.confirmed else None)
    made.revision = event.revision
    name(made, made.first_name, made.last_name, made.organisation_name)
    return made


def allotment(event: Event, **values: Any) -> Allotment:
    """Three seats for the Region, in the event's first category, until a week before the doors."""
    defaults = dict(
        category=next(iter(event.categories)), organisation_name="Région", contact_name="Zoë Müller",
        contact_email="delegates@region.example", seats=3, returns_at=event.doors_at - timedelta(days=7),
    )  # fmt: skip
    return add(Allotment(event=event, **defaults | values))


def delegate(allotment: Allotment, **values: Any) -> Registration:
    """Named by the contact, confirmed, with a code; the button is not pressed yet."""
    defaults = dict(
        allotment=allotment, channel=Channel.allotment, category=allotment.category, email_proven_at=None,
        organisation_name=allotment.organisation_name,
    )  # fmt: skip
    return badge_holder(allotment.event, **defaults | values)


def badge_holder(event: Event, **values: Any) -> Registration:
    """A confirmed person with an entry code: `codes[0].credential`."""
    made = registration(event, **values)
    credentials.open_event(event)
    add(RegistrationCredential(registration=made, credential=credentials.issue(event)))
    return made


def sent_mail(about: Registration | Invitation, **values: Any) -> SentMail:
    """A confirmation, or an invitation, that went out."""
    kind, whom = (MailKind.invitation, "invitation") if isinstance(about, Invitation) else (MailKind.confirmed, "registration")
    defaults = dict(
        job_id=next(number), kind=kind, event_id=about.event_id, language=about.language, recipient=about.email,
        message_id=f"<{next(number)}@medicen.example>", state=MailState.sent, sent_at=now(),
    )  # fmt: skip
    return add(SentMail(**{whom: about}, **defaults | values))


def mailing(event: Event, *people: Registration, **values: Any) -> Mailing:
    """A message that waits for its hour, to these people."""
    words = dict.fromkeys(("subject", "title", "body", "button"), "Lunch is at noon")
    defaults = dict(
        event_id=event.id, kind=MailKind.message, words={"en": words, "fr": words}, due_at=now() + timedelta(days=1),
        total=len(people), audience="All",
    )  # fmt: skip
    made = add(Mailing(**defaults | values))
    for person in people:
        add(MailingRecipient(mailing_id=made.id, registration_id=person.id))
    return made


def guest(event: Event, **values: Any) -> Invitation:
    """Somebody invited by name, to whom nothing was sent yet."""
    who = f"guest{next(number)}"
    defaults = dict(
        code=who.upper(), email=f"{who}@hospital.example", first_name="Inès", last_name=f"Moreau {who}", language="fr",
        organisation_name="Hôpital Saint-Louis", source=AddressSource.partner,
    )  # fmt: skip
    made = Invitation(event=event, **defaults | values)
    made.category = made.category or next(iter(event.categories), None) or category(event)
    made.address_print = print_of(made.email) if made.email else None
    made.search_text = search_text(made.code, made.email, made.full_name, made.organisation_name)
    return add(made)


def guest_list(event: Event, **values: Any) -> GuestList:
    """A list that was taken in and has no line left."""
    defaults = dict(key=f"page{next(number)}", file_name="guests.csv", source=AddressSource.partner)
    return add(GuestList(event=event, **defaults | values))


def account(event: Event | None = None, role: Role = Role.organiser, **values: Any) -> Account:
    """Somebody who runs events, with a role at this one. There is no password: see `client.sign_in`."""
    who = f"staff{next(number)}"
    defaults = dict(name=who.title(), email=f"{who}@medicen.example", email_key=f"{who}@medicen.example")
    made = add(Account(**defaults | values))
    if event is not None:
        add(Membership(account=made, event=event, role=role))
    return made


def actor(account: Account) -> Actor:
    """Who acts, for the services."""
    return Actor("account", account.id)


def selection(event: Event, *people: Registration, **values: Any) -> Selection:
    """People taken from the list, by an owner; each was refused the step, where there is one."""
    made = add(Selection(event=event, account=account(event, Role.owner), total=len(people), **values))
    end = {"end": LineEnd.refused, "why": "Already confirmed."} if made.step else {}
    for person in people:
        add(SelectedPerson(selection_id=made.id, registration_id=person.id, **end))
    return made
