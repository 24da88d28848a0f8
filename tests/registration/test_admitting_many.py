"""Many are admitted at once as they would be one after the other."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.audit.service import SYSTEM
from app.core.clock import now
from app.core.text import clean_line
from app.events.locking import lock
from app.events.models import Entry, Event
from app.extensions import db
from app.jobs.models import Job
from app.registration.details import Details
from app.registration.models import Channel, Registration, Status
from app.registration.service.admitting_many import admit_many
from app.registration.service.proving import admit
from app.registration.service.submitting import draw_references, new_registration
from tests import factories

NAMES = ("", "Institut Curie", "CURIE INSTITUTE", "Firm", "Firm SAS", "Lab")


@pytest.fixture
def event():
    made = factories.event()
    for position, entry in enumerate((Entry.automatic, Entry.automatic, Entry.approval, Entry.invitation)):
        factories.category(made, entry=entry, position=position, member_check=position == 1)
    factories.category(made, counts=False, quota=1, position=4)
    factories.organisation("Institut Curie", "curie.example", aliases=("Curie Institute",))
    return made


def newcomer(event: Event, number: int, name: str, category: int, at_curie: bool) -> Registration:
    email = f"p{number}@{'curie' if at_curie else 'other'}.example"
    details = Details(first_name=f"P{number}", email=email, organisation_name=clean_line(name))
    return new_registration(
        event, details, language="fr", channel=Channel.imported, at=now(), category=event.categories[category]
    )


Newcomers = list[tuple[str, int, bool]]


def one_by_one(event_id: int, people: Newcomers) -> list[Status]:
    def admitted(number: int, who: tuple[str, int, bool]) -> Status:
        revision = lock(event_id)
        made = newcomer(db.session.get_one(Event, event_id), number, *who)
        admit(made, by=SYSTEM, revision=revision)
        return made.status

    return [admitted(number, who) for number, who in enumerate(people)]


def together(event_id: int, people: Newcomers) -> list[Status]:
    revision = lock(event_id)
    event = db.session.get_one(Event, event_id)
    made = [newcomer(event, number, *who) for number, who in enumerate(people)]
    admit_many(event, [(each, []) for each in made], by=SYSTEM, revision=revision, told=False, key="test")
    return [each.status for each in made]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 4), st.booleans()), min_size=1, max_size=8),
    waiters=st.lists(st.tuples(st.sampled_from(["", "name:firm", "name:lab"]), st.integers(0, 2)), max_size=3),
    capacity=st.integers(0, 8), quota=st.none() | st.integers(0, 3), limit=st.integers(0, 3),
)  # fmt: skip
def test_the_same_people_get_the_same_answer(event, people, waiters, capacity, quota, limit):
    event.capacity, event.other_limit, event.member_limit, event.categories[0].quota = capacity, limit, limit + 1, quota
    for key, category in waiters:
        factories.registration(
            event, status=Status.waitlisted, category=event.categories[category], organisation_key=key, organisation_name=""
        )
    db.session.commit()
    found = []
    for way in (one_by_one, together):
        undone = db.session.begin_nested()
        found.append(way(event.id, people))
        undone.rollback()
        db.session.expire_all()
    db.session.query(Registration).delete()
    assert found[0] == found[1]


def test_each_has_a_code_an_entry_in_the_journal_and_a_mail_if_that_is_asked(event):
    revision = lock(event.id)
    made = [newcomer(event, number, "Firm", 0, False) for number in range(3)]
    admit_many(event, [(each, []) for each in made], by=SYSTEM, revision=revision, told=True, key="test")
    assert [each.status for each in made] == [Status.confirmed, Status.confirmed, Status.waitlisted]
    assert [len(each.codes) for each in made] == [1, 1, 0]
    assert {each.revision for each in made} == {revision}
    mails = db.session.query(Job).filter_by(kind="mailing.send").order_by(Job.id)
    assert [job.payload["kind"] for job in mails] == ["confirmed", "confirmed", "waitlisted"]


def test_nobody_is_nothing(event):
    admit_many(event, [], by=SYSTEM, revision=1, told=True, key="test")


def test_references_are_drawn_until_all_are_free(event, monkeypatch):
    taken = factories.registration(event).reference
    drawn = iter([taken, "A", "A", "B"])
    monkeypatch.setattr("app.registration.service.submitting.new_reference", lambda: next(drawn))
    assert sorted(draw_references(event.id, 2)) == ["A", "B"]
