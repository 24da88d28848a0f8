"""Colleagues, managers and their addresses in the random lives of test_invariants.py."""

from collections import Counter
from dataclasses import replace
from itertools import count

from app.audit.service import Actor
from app.core.text import email_key
from app.events.models import OrganisationType
from app.extensions import db
from app.registration.details import Details
from app.registration.links import address_mark
from app.registration.models import LIVE, Registration, Status
from app.registration.owed import MailKind
from app.registration.service import proving, readdressing, registering_again
from app.registration.service.sending import Sender
from tests.registration.seat_model import Seats

ATTENDEE = Actor("attendee")
NAMES = ("Léa", "Paul", "LÉA")
"""Few, so that a manager names somebody twice."""
forms = count(1)


class Colleagues:
    """Part of a Life: `do`, `look`, `before`, `chance` and the like are there."""

    def name_a_colleague(self, person: Registration) -> None:
        """From their own page, or from a browser that has typed their address; for an address of the
        colleague's own, or as who manages the registration."""
        if person.email is None:
            return
        id_ = self.chance.choice([person.id, None])
        own = self.chance.random() < 0.4
        details = Details(
            self.name() if own else self.chance.choice(NAMES), email=self.address() if own else None,
            organisation_name=person.organisation_name, organisation_type=self.chance.choice(list(OrganisationType)),
            session_ids=self.some_sessions(),
        )  # fmt: skip
        sender = Sender(self.chance.choice([str.upper, str.lower])(person.email), id_)
        self.forms.append((f"colleague-{next(forms)}", details, sender))
        known = None if own else self.find_managed(sender, details.first_name)
        rows, named = len(self.rows()), self.send(-1)
        if known is not None:
            assert len(self.rows()) == rows and (named is None or named.id == known)

    def find_managed(self, sender: Sender, first_name: str) -> int | None:
        """Who is registered already under that manager with that name."""
        for row in self.rows():
            same = row.manager_key == email_key(sender.email) and row.first_name.lower() == first_name.lower()
            if row.managed and same and row.status in (*LIVE, Status.refused):
                return row.id
        return None

    def press_the_button(self, person: Registration, proven: bool = True) -> None:
        """It speaks for everybody who is written to at that address, first come first."""
        pressed = self.at_address(person) if proven and person.address else [person]
        seats, expected = self.before, {}
        for each in sorted({person, *pressed}, key=lambda who: (who.rank_at, who.id)):
            if each.status is Status.unverified:
                expected[each.id] = self.admitted(each, proven, seats)
                seats = becoming(seats, each.id, expected[each.id])
        id_ = person.id
        self.do(lambda: proving.prove(self.event_id, id_, by=ATTENDEE, proven=proven), **self.told())
        for each, status in expected.items():
            assert db.session.get_one(Registration, each).status is status

    def at_address(self, person: Registration) -> list[Registration]:
        """Who has not shown the address yet that this person is written to at."""
        return [
            row for row in self.rows()
            if row.address_key == person.address_key and row.email_proven_at is None and row.status in LIVE
        ]  # fmt: skip

    def change_address(self, person: Registration) -> None:
        """Their own wish: it counts with the button, and whom they manage goes along."""
        id_, new = person.id, self.address()
        managed = [row.id for row in self.rows() if row.managed and row.manager_key == person.email_key]
        may = readdressing.may_change(person)

        def act() -> None:
            readdressing.ask(self.event_id, id_, new, by=ATTENDEE)
            readdressing.take(self.event_id, id_, address_mark(new), by=ATTENDEE)

        self.do(act, links=3, kinds=set(MailKind))
        if may:
            assert {row.address for row in self.rows() if row.id in (id_, *managed)} == {new}

    def come_back(self, person: Registration) -> None:
        """Register again after a cancellation: a new row, unless the person lives on."""
        rows, alive = len(self.rows()), any(self.is_same(row, person) for row in self.rows() if row.status in LIVE)
        id_ = person.id
        anew = self.do(lambda: registering_again.register_again(self.event_id, id_, by=ATTENDEE), links=1)
        assert len(self.rows()) == rows + (anew is not None)
        assert not (alive and anew)

    def is_same(self, one: Registration, other: Registration) -> bool:
        """By the address, or by the name under one manager."""
        if one.managed and other.managed:
            return (one.manager_key, one.sort_key) == (other.manager_key, other.sort_key)
        return one.email_key is not None and one.email_key == other.email_key

    def one_live_registration_a_name_under_a_manager(self) -> None:
        managed = Counter((row.manager_key, row.sort_key) for row in self.rows() if row.managed and row.status in LIVE)
        assert all(times == 1 for times in managed.values())


def becoming(seats: Seats, id_: int, status: Status) -> Seats:
    """The same, once this person has that status."""
    people = [replace(p, status=status, hold_until=None) if p.id == id_ else p for p in seats.people]
    return replace(seats, people=people)
