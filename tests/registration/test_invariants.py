"""Random lives of a small event: after each step the rules of seats hold and nothing is owed twice.

Every service call is compared with the plain rules of seat_model.py, on the rows as they were.
"""

import os
from collections import Counter
from collections.abc import Callable, Container
from dataclasses import replace
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import selectinload

from app.audit.models import AuditEntry
from app.audit.service import Actor
from app.core.clock import now
from app.core.errors import DomainError
from app.credentials.models import Credential, CredentialState
from app.events.locking import lock
from app.events.models import Entry, Event, OrganisationType
from app.extensions import db
from app.jobs.models import Job
from app.registration.details import Details
from app.registration.directory import Organisation, OrganisationDomain, OrganisationLimit
from app.registration.grants import Allotment
from app.registration.lifecycle import ALLOWED, Move
from app.registration.membership import limit_key
from app.registration.models import (
    LIVE,
    CancelReason,
    Registration,
    RegistrationCredential,
    SeatState,
    Status,
)
from app.registration.organisation_names import name_key
from app.registration.owed import OWED, MailKind
from app.registration.service import (
    adding,
    deciding,
    exceeding,
    handing_over,
    lapsing,
    leaving,
    offering,
    reconfirming,
    session_seats,
    submitting,
)
from app.registration.service.lapsing import UNPROVEN_LIFE
from app.registration.service.moving import MAIL_JOB
from app.registration.service.sending import Sender
from tests import factories
from tests.registration.allotment_life import Contacts
from tests.registration.colleague_life import Colleagues
from tests.registration.seat_model import SEATED, Limits, Person, Place, Seats, Sessions

ATTENDEE, ORGANISER = Actor("attendee"), Actor("account", 1)
KINDS = (OrganisationType.company, OrganisationType.research, OrganisationType.other)
ORGANISATIONS = ("Institut Curie", "Bio-Marée", "Laboratoire Nouveau", "")
OPEN, MEMBERS, ASKED, STAFF = range(4)
"""The event's categories, by position."""

LIVES = int(os.environ.get("LIVES", "6"))
STEPS = 60
numbers = count(1)


class Life(Contacts, Colleagues):
    """An event of few seats, whose people, organisers and worker do what they like."""

    def __init__(self, chance: Random):
        self.chance = chance
        self.forms: list[tuple[str, Details, Sender | None]] = []
        self.event_id = self.make_event(*(chance.randint(0, 3) for _ in range(4)))
        self.before = self.look()

    def live(self, time: Any) -> None:
        self.time = time
        for _ in range(STEPS):
            what_now = self.chance.choices(
                [self.people_come, self.somebody_acts, self.time_passes, self.a_limit_changes, self.an_allotment_changes],
                [4, 12, 1, 1, 1],
            )
            what_now[0]()
            self.check_what_always_holds()
            if self.chance.random() < 0.3:
                self.the_worker_fills_free_seats()

    def the_worker_fills_free_seats(self) -> None:
        """No free seat stays idle while somebody fits and waits, and rank decides whose it is."""
        turn, in_sessions = replace(self.before, at=now()).offers(), self.sessions.turns()
        offered = {p.id for p in self.before.people if p.status is Status.offered}
        waiting = self.who_is(SeatState.waiting)
        while self.do(lambda: offering.fill(self.event_id) + session_seats.fill(self.event_id)):
            pass
        assert {p.id for p in self.before.people if p.status is Status.offered} == offered | turn
        assert self.who_is(SeatState.held) & waiting == {(p.person, p.session) for p in in_sessions}
        assert not self.before.offers() and not self.sessions.turns()

    def who_is(self, state: SeatState) -> set[tuple[int, int]]:
        """(person, session) of those who stand so in a session."""
        return {(p.person, p.session) for p in self.sessions.places if p.state is state}

    def people_come(self) -> None:
        how = self.chance.choice([self.submit, self.register, self.add, self.name_a_delegate])
        for _ in range(self.chance.randint(1, 3)):
            how()

    def somebody_acts(self) -> None:
        """Whatever can be done with a registration, with one that it can be done with."""
        act, *statuses = self.chance.choice([
            (self.press_the_button, Status.unverified), (self.press_the_button, *Status), (self.vouch, *Status),
            (self.approve, Status.pending), (self.refuse, Status.pending), (self.reopen, Status.refused),
            (self.give_a_seat, Status.waitlisted), (self.cancel, *LIVE), (self.cancel, Status.confirmed),
            (self.restore, Status.cancelled), (self.hand_over, Status.confirmed), (self.change_category, *LIVE),
            (self.send_again, *Status), (self.register_again, *LIVE, Status.refused),
            (self.accept, Status.offered), (self.accept, Status.offered), (self.decline, Status.offered),
            (self.is_silent, Status.confirmed), (self.come, Status.confirmed, Status.waitlisted),
            (self.choose_sessions, *LIVE), (self.choose_sessions, *SEATED), (self.choose_sessions, *SEATED),
            (self.replace_a_delegate, *LIVE), (self.withdraw_a_delegate, *LIVE),
            (self.name_a_colleague, *Status), (self.name_a_colleague, Status.unverified), (self.change_address, *LIVE),
            (self.come_back, Status.cancelled),
        ])  # fmt: skip
        people = [person for person in self.rows() if person.status in statuses]
        if people:
            act(self.chance.choice(people))

    def time_passes(self) -> None:
        """And the worker deletes what was not proven in its days, and ends the offers that are over."""
        self.time.shift(timedelta(hours=self.chance.choice([0.1, 0.6, 2, 30, 200])))
        self.before = replace(self.before, at=now())
        for person in self.rows():
            if person.status is Status.unverified and person.created_at + UNPROVEN_LIFE <= now():
                gone = person.id
                self.do(lambda: lapsing.lapse(self.event_id, gone))  # noqa: B023
                assert db.session.get(Registration, gone) is None
        for person in self.rows():
            if person.status is Status.offered:
                over = person.offered_until <= now()
                ended = Status.cancelled if person.offers_expired else Status.waitlisted
                self.expect(person, offering.end, ended if over else Status.offered)

    def a_limit_changes(self) -> None:
        if self.chance.random() < 0.2:
            return self.free_seats_are_offered_beyond_the_limits()
        number = self.chance.randint(0, 5)
        lock(self.event_id)
        match self.chance.choice(["capacity", "quota", "organisation", "session", "session"]):
            case "capacity":
                self.event().capacity = number
            case "quota":
                self.chance.choice(self.event().categories).quota = None if number == 5 else number
            case "organisation":
                key = limit_key(None, name_key("Bio-Marée"))
                db.session.merge(OrganisationLimit(event_id=self.event_id, organisation_key=key, seats=number))
            case "session":
                self.chance.choice(self.event().sessions).capacity = number
        db.session.commit()
        self.before = self.look()

    def free_seats_are_offered_beyond_the_limits(self) -> None:
        shown = exceeding.preview(self.event(), now()).ids
        db.session.commit()
        self.do(lambda: exceeding.exceed(self.event_id, by=ORGANISER, looked_at=shown))
        self.the_worker_fills_free_seats()
        assert all(db.session.get_one(Registration, id_).status is Status.offered for id_ in shown)

    # What people, organisers and contacts do.

    def submit(self) -> None:
        details = Details(
            self.name(), "Martin", email=self.address(self.chance.choice(["curie.example", "mail.example"])),
            organisation_name=self.chance.choice(ORGANISATIONS), organisation_type=self.chance.choice(KINDS),
            session_ids=self.some_sessions(), image=True, needs="sans gluten", needs_consent=True,
        )  # fmt: skip
        self.forms.append((f"form-{next(numbers)}", details, None))
        self.send(-1)

    def register(self) -> None:
        self.submit()
        self.press_the_button(self.rows()[-1])

    def send(self, which: int) -> Registration | None:
        submission, details, sender = self.forms[which]
        answer = self.do(lambda: submitting.submit(
            self.event_id, details, language="fr", submission=submission, by=ATTENDEE, sender=sender
        ), links=1)  # fmt: skip
        return answer and answer.registration

    def send_again(self, _person: Registration) -> None:
        """A second click, a second tab, the back button: the same registration, if it is still there."""
        which = self.chance.randrange(len(self.forms)) if self.forms else None
        if which is None:
            return
        key, rows = submitting.digest(self.forms[which][0]), len(self.rows())
        query = sa.select(Registration.id).where(Registration.event_id == self.event_id)
        known = db.session.scalar(query.where(Registration.submission_key == key))
        again = self.send(which)
        if known is not None:
            assert again is not None and again.id == known
            assert len(self.rows()) == rows

    def register_again(self, person: Registration) -> None:
        """The same address on another form: whoever has it is mailed a link, and nothing else happens."""
        if person.email:
            details = Details("Other", email=person.email.upper(), organisation_type=OrganisationType.other)
            self.forms.append((f"form-{next(numbers)}", details, None))
            assert self.send(-1) is None

    def vouch(self, person: Registration) -> None:
        self.press_the_button(person, proven=False)

    def approve(self, person: Registration) -> None:
        expected = None
        if person.succeeds_id is None:
            fits = self.before.fits_after_those_ahead(self.seen(person))
            expected = Status.confirmed if fits else Status.waitlisted
        self.expect(person, deciding.approve, expected, by=ORGANISER)

    def refuse(self, person: Registration) -> None:
        self.expect(person, deciding.refuse, Status.refused, by=ORGANISER, reason="No")

    def reopen(self, person: Registration) -> None:
        self.expect(person, deciding.reopen, by=ORGANISER)

    def give_a_seat(self, person: Registration) -> None:
        after = Status.confirmed if self.before.fits(self.seen(person)) else Status.waitlisted
        self.expect(person, deciding.give_seat, after, by=ORGANISER)

    def cancel(self, person: Registration) -> None:
        reason = self.chance.choice([CancelReason.attendee, CancelReason.organiser])
        self.expect(person, leaving.cancel, Status.cancelled, by=ATTENDEE, reason=reason)

    def accept(self, person: Registration) -> None:
        self.expect(person, offering.accept, Status.confirmed, by=self.chance.choice([ATTENDEE, ORGANISER]), **self.told())

    def decline(self, person: Registration) -> None:
        self.expect(person, offering.decline, Status.cancelled, by=ATTENDEE)

    def is_silent(self, person: Registration) -> None:
        """Asked, and released after the time for an answer."""
        person.answer_until = now()
        db.session.commit()
        kept = person.answered_at is not None
        self.do(lambda: reconfirming.release(self.event_id, [person.id], by=ORGANISER))
        assert person.status is (Status.confirmed if kept else Status.waitlisted)

    def come(self, person: Registration) -> None:
        """"I come", or "I come after all": a seat if one is left."""
        expected, seen = person.status, self.seen(person)
        if person.released_at is not None and self.before.fits_after_those_ahead(seen):
            expected = Status.confirmed
        self.expect(person, reconfirming.come, expected, by=ATTENDEE, **self.told())
        assert person.released_at is None

    def choose_sessions(self, person: Registration) -> None:
        """Others than before: who has a seat gets what is left by those who wait, or waits."""
        id_, seated, chosen = person.id, person.status in SEATED, self.any_sessions()
        before, known = self.sessions, {seat.session_id: seat.state for seat in person.seats}
        self.do(lambda: session_seats.choose(self.event_id, id_, chosen, by=ORGANISER))
        now_ = {p.session: p.state for p in self.sessions.places if p.person == id_}
        if not before.go_together(chosen):
            assert now_ == known
            return
        after_leaving = replace(before, places=[p for p in before.places if p.person != id_ or p.session in chosen])
        for session in chosen:
            left = after_leaving.left_for_newcomers(session) > 0
            new = (SeatState.held if left else SeatState.waiting) if seated else SeatState.wanted
            assert now_.pop(session) is known.get(session, new)
        assert not now_

    def any_sessions(self) -> list[int]:
        return [session for session in self.sessions.capacities if self.chance.random() < 0.4]

    def some_sessions(self) -> list[int]:
        """Such as the form lets through."""
        chosen = self.any_sessions()
        return chosen if self.sessions.go_together(chosen) else chosen[:1]

    def hand_over(self, person: Registration) -> None:
        to = Details(self.name(), email=self.address(), organisation_name=self.chance.choice(ORGANISATIONS))
        self.expect(person, handing_over.hand_over, to=to, by=ATTENDEE, language="fr")

    def change_category(self, person: Registration) -> None:
        chosen = self.chance.choice(self.category_ids)
        self.expect(person, deciding.change_category, person.status, category_id=chosen, by=ORGANISER)

    def restore(self, person: Registration) -> None:
        by = self.chance.choice([ATTENDEE, ORGANISER])
        handed_over = person.cancel_reason is CancelReason.handed_over
        late = by is ATTENDEE and now() > person.cancelled_at + leaving.TAKE_BACK
        not_theirs = by is ATTENDEE and person.cancel_reason not in leaving.TAKEN_BACK
        taken = any(self.is_same(p, person) for p in self.rows() if p.status in LIVE)
        before, seen = person.cancelled_from, self.seen(person)
        if handed_over or late or not_theirs or taken:
            expected = Status.cancelled
        elif before in (Status.unverified, Status.pending):
            expected = before
        elif before in (Status.waitlisted, Status.offered) or not self.before.fits_after_those_ahead(seen):
            expected = Status.waitlisted
        else:
            expected = Status.confirmed
        self.expect(person, leaving.restore, expected, by=by)

    def add(self) -> None:
        details = Details(
            self.name(), email=self.address(), organisation_name=self.chance.choice(ORGANISATIONS)
        )  # fmt: skip
        chosen = self.chance.choice(self.category_ids)
        self.do(lambda: adding.add(self.event_id, details, chosen, language="fr", by=ORGANISER))

    def name(self) -> str:
        return f"P{next(numbers)}"

    def address(self, domain: str = "curie.example") -> str:
        return f"p{next(numbers)}@{domain}"

    # What always holds.

    def check_what_always_holds(self) -> None:
        self.one_live_registration_an_address()
        self.one_live_registration_a_name_under_a_manager()
        self.who_is_confirmed_has_one_valid_code_and_nobody_else_has_any()
        self.session_seats_belong_to_who_has_a_seat()

    def one_live_registration_an_address(self) -> None:
        keys = Counter(p.email_key for p in self.rows() if p.email_key and p.status in LIVE)
        assert all(times == 1 for times in keys.values())

    def who_is_confirmed_has_one_valid_code_and_nobody_else_has_any(self) -> None:
        held = db.session.execute(
            sa.select(RegistrationCredential.registration_id, Credential.state)
            .join(Credential)
            .where(RegistrationCredential.current, Credential.event_id == self.event_id)
        ).all()
        confirmed = {p.id for p in self.rows() if p.status is Status.confirmed}
        assert sorted(held) == sorted((id_, CredentialState.issued) for id_ in confirmed)

    def session_seats_belong_to_who_has_a_seat(self) -> None:
        for person in self.rows():
            states = {seat.state for seat in person.seats}
            if person.status in SEATED:
                assert SeatState.wanted not in states
            else:
                assert states <= {SeatState.wanted}
            if person.status is Status.cancelled:
                assert not states

    # How the machine looks and acts.

    def make_event(self, capacity: int, quota: int, workshop: int, allotted: int) -> int:
        event = factories.event(capacity=capacity, opens_at=now() - timedelta(days=1))
        research, company, other = ["research"], ["company"], ["other"]
        self.category_ids = [
            factories.category(event, position=OPEN, organisation_types=company).id,
            factories.category(event, position=MEMBERS, organisation_types=research, member_check=True, quota=quota).id,
            factories.category(event, position=ASKED, organisation_types=other, entry=Entry.approval).id,
            factories.category(event, position=STAFF, entry=Entry.invitation, counts=False, public=False).id,
        ]
        for hours, places in ((5, workshop), (5.5, 1), (6.5, 2)):
            starts = event.starts_at + timedelta(hours=hours)
            factories.session(event, capacity=places, starts_at=starts, ends_at=starts + timedelta(hours=1))
        factories.allotment(event, seats=allotted, returns_at=now() + timedelta(days=9), contact_email=None)
        factories.credentials.open_event(event)
        db.session.commit()
        return event.id

    def event(self) -> Event:
        return db.session.get_one(Event, self.event_id)

    def rows(self) -> list[Registration]:
        query = sa.select(Registration).where(Registration.event_id == self.event_id)
        query = query.options(selectinload(Registration.seats))
        return list(db.session.scalars(query.order_by(Registration.id)))

    def look(self) -> Seats:
        """The rows as the model sees them."""
        db.session.expire_all()
        event = self.event()
        people = [
            Person(
                p.id, p.status, p.category_id, p.organisation_key, p.allotment_id, p.hold_until, (p.rank_at, p.id),
                p.released_at is not None, p.succeeds_id is not None,
            )
            for p in self.rows()
        ]  # fmt: skip
        limits = Limits(
            capacity=event.capacity,
            quotas={c.id: c.quota for c in event.categories},
            counting={c.id for c in event.categories if c.counts},
            organisations={p.organisation: self.limit_of(p.organisation) for p in people if p.organisation},
            allotments={a.id: (a.seats, a.category_id, a.returns_at) for a in self.allotments()},
        )
        self.sessions = self.look_into_sessions()
        return Seats(people, limits, now())

    def look_into_sessions(self) -> Sessions:
        sessions = self.event().sessions
        return Sessions(
            capacities={s.id: s.capacity for s in sessions},
            apart={frozenset((a.id, b.id)) for a in sessions for b in sessions if a.ends_at <= b.starts_at},
            places=[
                Place(p.id, seat.session_id, seat.state, (seat.since, p.id)) for p in self.rows() for seat in p.seats
            ],
        )

    def allotments(self) -> list[Allotment]:
        return list(db.session.scalars(sa.select(Allotment).where(Allotment.event_id == self.event_id)))

    def limit_of(self, key: str) -> int:
        stated = db.session.get(OrganisationLimit, (self.event_id, key))
        if stated is not None:
            return stated.seats
        return self.event().member_limit if key.startswith("id:") else self.event().other_limit

    def seen(self, person: Registration) -> Person:
        return next(p for p in self.before.people if p.id == person.id)

    def admitted(self, person: Registration, proven: bool, seats: Seats) -> Status:
        """What the button should lead to, as the seats stand."""
        position = self.category_ids.index(person.category_id)
        verified = proven or person.email_proven_at is not None
        member = verified and "curie.example" in (person.address or "").lower() and person.organisation_id is not None
        if position in (ASKED, STAFF) or (position == MEMBERS and not member):
            return Status.pending
        seen = next(p for p in seats.people if p.id == person.id)
        fits = seats.fits(seen) if seats.holds(seen) else seats.fits_after_those_ahead(seen)
        return Status.confirmed if fits else Status.waitlisted

    def is_asked(self, category_id: int) -> bool:
        """Whether organisers look at whom a contact names: that vouches for no membership."""
        return self.category_ids.index(category_id) in (MEMBERS, ASKED)

    def told(self) -> dict[str, Any]:
        """Where a button shows that the address is theirs: colleagues whom they registered may hear who it was."""
        return {"links": len(self.rows()), "kinds": [MailKind.colleague]}

    def expect(
        self, person: Registration, act: Callable[..., object], status: Status | None = None, *,
        links: int = 0, kinds: Container[str] = ("link",), **values: object,
    ) -> None:  # fmt: skip
        """Do it; the person must then stand in that status (a refusal leaves everything as it was)."""
        id_ = person.id
        self.do(lambda: act(self.event_id, id_, **values), links, kinds)
        if status is not None:
            assert db.session.get_one(Registration, id_).status is status

    def do(self, act: Callable[[], object], links: int = 0, kinds: Container[str] = ("link",)):
        """One request: act, commit, and compare with what stood there before. `links`: how many mails
        it may owe besides, of these `kinds`."""
        self.time.shift(timedelta(seconds=1))
        before, entries, mails = replace(self.before, at=now()), self.last(AuditEntry), self.last(Job)
        sessions_before = self.sessions
        try:
            answer = act()
        except DomainError:
            db.session.rollback()
            answer = None
        else:
            db.session.commit()
        after = self.look()
        self.no_limit_was_overstepped(before, after)
        self.no_session_was_overfilled(sessions_before)
        besides = self.each_step_left_its_trace(before, after, entries, mails)
        assert besides.total() <= links and all(kind in kinds for kind in besides)
        self.before = after
        return answer

    def last(self, table: type) -> int:
        return db.session.scalar(sa.select(sa.func.coalesce(sa.func.max(table.id), 0)))

    def no_limit_was_overstepped(self, before: Seats, after: Seats) -> None:
        assert after.oversteps(before) is None

    def no_session_was_overfilled(self, before: Sessions) -> None:
        """And nobody sits in two at a time."""
        for session, capacity in self.sessions.capacities.items():
            assert self.sessions.held(session) <= max(capacity, before.held(session))
        for person in {place.person for place in self.sessions.places}:
            assert self.sessions.go_together(self.sessions.sits(person))

    def each_step_left_its_trace(self, before: Seats, after: Seats, entries: int, mails: int) -> Counter[str]:
        """Statuses changed as the table allows, with an entry each, and exactly the mail it names; what is
        owed besides, by kind."""
        then = {p.id: p.status for p in before.people}
        new = list(db.session.scalars(sa.select(AuditEntry).where(AuditEntry.id > entries)))
        moves = [entry for entry in new if entry.action.removeprefix("registration.") in set(Move)]
        steps = {entry.object_id: entry for entry in moves}
        assert len(steps) == len(moves)
        for person in after.people:
            if then.get(person.id) is not person.status:
                step = steps[person.id]
                move = Move(step.action.removeprefix("registration."))
                assert person.status in ALLOWED[move][then.get(person.id)]
                kind = OWED.get((move, person.status, db.session.get_one(Registration, person.id).channel))
                assert step.detail["mail"] in (kind, None) if move is Move.submit else step.detail["mail"] == kind
        reachable = {p.id for p in after.people if db.session.get_one(Registration, p.id).address}
        owed = Counter(e.detail["mail"] for e in new if e.detail.get("mail") and e.object_id in reachable)
        jobs = db.session.scalars(sa.select(Job).where(Job.id > mails, Job.kind == MAIL_JOB))
        sent = Counter(job.payload["kind"] for job in jobs)
        assert not owed - sent
        return sent - owed


@pytest.fixture
def member() -> None:
    found = Organisation(name="Institut Curie", name_key=name_key("Institut Curie"), type=OrganisationType.research)
    found.domains = [OrganisationDomain(domain="curie.example")]
    factories.add(found)
    db.session.commit()


@settings(
    max_examples=LIVES, phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(seed=st.integers(0, 2**32))
def test_the_rules_of_seats_hold_whatever_happens(member, seed):
    """Plain chance makes richer lives than drawn steps; a failure names its seed."""
    with time_machine.travel(now(), tick=False) as time:
        try:
            Life(Random(seed)).live(time)
        finally:
            db.session.rollback()


def test_an_id_is_never_given_twice():
    """Links, door copies and the audit name people by it, also those who are gone."""
    event = factories.event()
    factories.category(event, organisation_types=["other"])

    def submit():
        number = next(numbers)
        details = Details(f"P{number}", email=f"p{number}@mail.example", organisation_type=OrganisationType.other)
        return submitting.submit(event.id, details, language="fr", submission=f"form-{number}", by=ATTENDEE).registration.id

    first = submit()
    lapsing.lapse(event.id, first)
    assert submit() > first
