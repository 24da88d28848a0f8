"""What organisers and contacts do with allotments in the random lives of test_invariants.py."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

from app.audit.service import Actor
from app.core.clock import now
from app.registration.allotting import Terms
from app.registration.details import Details
from app.registration.grants import Allotment
from app.registration.models import LIVE, Registration, Status
from app.registration.service import allotting, naming
from app.registration.service.handing_over import CONTACT

ORGANISER = Actor("account", 1)
keys = count(1)


class Contacts:
    """Part of a Life: `do`, `look`, `before`, `chance` and the like are there."""

    def an_allotment_changes(self) -> None:
        given = self.allotments()
        if not given or self.chance.random() < 0.4:
            return self.one_is_made()
        self.chance.choice([self.terms_change, self.terms_change, self.one_is_closed, self.one_is_deleted])(
            self.chance.choice(given)
        )

    def one_is_made(self) -> None:
        category, terms = self.chance.choice(self.category_ids), self.terms("Banque")
        may_raise, known = self.chance.random() < 0.3, len(self.allotments())
        expected = may_raise or self.has_room_for(None, category, terms)
        self.do(lambda: allotting.make(self.event_id, category, terms, by=ORGANISER, may_raise=may_raise))
        assert len(self.allotments()) == known + expected

    def terms_change(self, allotment: Allotment) -> None:
        """More, fewer, for longer, not so long."""
        id_, terms = allotment.id, self.terms(allotment.organisation_name)
        may_raise = self.chance.random() < 0.3
        expected = may_raise or self.has_room_for(id_, allotment.category_id, terms)
        before = allotting.terms_of(allotment)
        self.do(lambda: allotting.change(self.event_id, id_, terms, by=ORGANISER, may_raise=may_raise))
        assert self.terms_now(id_) == (terms if expected else before)

    def terms(self, organisation: str) -> Terms:
        days = self.chance.choice([-1, 0.1, 5, 9, 30])
        return Terms(organisation, self.chance.randint(0, 4), now() + timedelta(days=days))

    def terms_now(self, id_: int) -> Terms:
        return allotting.terms_of(next(each for each in self.allotments() if each.id == id_))

    def has_room_for(self, id_: int | None, category: int, terms: Terms) -> bool:
        """Whether what these terms keep oversteps no limit, or none further than it was."""
        before = replace(self.before, at=now() + timedelta(seconds=1))
        after = before.giving(id_ or 0, terms.seats, category, terms.returns_at)
        return after.oversteps(before) is None

    def one_is_closed(self, allotment: Allotment) -> None:
        id_ = allotment.id
        self.do(lambda: allotting.close(self.event_id, id_, by=ORGANISER))
        assert self.terms_now(id_).returns_at <= now()

    def one_is_deleted(self, allotment: Allotment) -> None:
        """Only what nobody came by."""
        id_ = allotment.id
        used = any(person.allotment_id == id_ for person in self.rows())
        self.do(lambda: allotting.delete(self.event_id, id_, by=ORGANISER))
        assert any(each.id == id_ for each in self.allotments()) is used

    def name_a_delegate(self) -> None:
        """As often as the button is pressed, one for each seat without a name; in some categories organisers
        look first."""
        for allotment in self.chance.sample(self.allotments(), min(1, len(self.allotments()))):
            id_, key, details = allotment.id, f"name-{next(keys)}", self.somebody()
            may = self.before.left_to_name(id_) > 0 and now() < allotment.returns_at and not self.is_known(details)
            asked = self.is_asked(allotment.category_id)
            known = len(self.rows())
            named = [
                self.do(lambda: naming.name(
                    self.event_id, id_, details, language="fr", submission=key, by=Actor(CONTACT, id_)  # noqa: B023
                ))
                for _click in range(self.chance.choice([1, 2]))
            ]  # fmt: skip
            assert len(self.rows()) == known + may
            assert set(named) == ({self.rows()[-1]} if may else {None})
            if may:
                assert named[0].status is (Status.pending if asked else Status.confirmed)

    def replace_a_delegate(self, person: Registration) -> None:
        if person.allotment_id is None:
            return
        allotment_id, id_, key, details = person.allotment_id, person.id, f"name-{next(keys)}", self.somebody()
        known = len(self.rows())
        for _click in range(self.chance.choice([1, 2])):
            self.do(lambda: naming.replace(
                self.event_id, allotment_id, id_, details, language="fr", submission=key, by=Actor(CONTACT, allotment_id)
            ))  # fmt: skip
        assert len(self.rows()) <= known + 1
        if len(self.rows()) > known:
            old, new = next(each for each in self.rows() if each.id == id_), self.rows()[-1]
            assert new.succeeds_id == id_ and new.allotment_id == allotment_id
            assert {old.status, new.status} in ({Status.cancelled, Status.confirmed}, {Status.confirmed, Status.pending})

    def withdraw_a_delegate(self, person: Registration) -> None:
        if person.allotment_id is not None:
            id_ = person.allotment_id
            self.do(lambda: naming.withdraw(self.event_id, id_, person.id, by=Actor(CONTACT, id_)))
            assert person.status is Status.cancelled

    def somebody(self) -> Details:
        """Mostly somebody new."""
        others = [person.email for person in self.rows() if person.email and person.status in LIVE]
        email = self.chance.choice(others) if others and self.chance.random() < 0.1 else self.address()
        return Details(self.name(), email=email, organisation_name="Région")

    def is_known(self, details: Details) -> bool:
        return any(person.email == details.email and person.status in LIVE for person in self.rows())
