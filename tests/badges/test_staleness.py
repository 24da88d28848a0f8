"""Which badges on paper are no longer right: the database and the page of a person say the same."""

import pytest
import sqlalchemy as sa

from app.audit.service import SYSTEM
from app.badges import printing, queries, service, staleness
from app.badges.differences import differences
from app.badges.paper import Paper
from app.badges.printing import Run
from app.credentials import service as credentials
from app.extensions import db
from app.jobs.worker import drain
from app.registration.models import Registration, RegistrationCredential, Status
from app.registration.particulars import Consent, ConsentKind
from tests import factories
from tests.badges.paper import print_badges


@pytest.fixture
def person(event):
    return factories.badge_holder(event, first_name="Éloïse", last_name="Lefèvre", job_title="Directrice")


def found(event, clause):
    db.session.flush()
    query = sa.select(Registration.id).where(Registration.event_id == event.id, clause)
    return set(db.session.scalars(query))


def is_stale(person):
    """What the database says; the page of the person says the same."""
    stale = person.id in found(person.event, staleness.is_stale(person.event.categories))
    printed, code = queries.find_printed(person.id), queries.codes_of([person.id])[person.id]
    assert bool(differences(printed, service.content(person), code.id)) == stale
    return stale


def consent(person, given):
    answer = Consent(registration=person, kind=ConsentKind.image, given=given, language="fr", channel=person.channel)
    factories.add(answer)


def another_code(person):
    person.codes[0].current = False
    db.session.flush()
    factories.add(RegistrationCredential(registration=person, credential=credentials.issue(person.event)))


def another_category(person):
    person.category = factories.category(person.event)


ON_PAPER = {
    "first name": lambda person: setattr(person, "first_name", "Éloise"),
    "last name": lambda person: setattr(person, "last_name", "Lefebvre"),
    "name on the badge": lambda person: setattr(person, "badge_name", "Lili Lefèvre"),
    "organisation": lambda person: setattr(person, "organisation_name", "AP-HP"),
    "organisation on the badge": lambda person: setattr(person, "badge_organisation", "Curie"),
    "job title": lambda person: setattr(person, "job_title", "Directrice de recherche"),
    "language": lambda person: setattr(person, "language", "en"),
    "category": another_category,
    "label of the category": lambda person: setattr(person.category, "label", {"fr": "Autre", "en": "Other"}),
    "colour of the category": lambda person: setattr(person.category, "band", "#123456"),
    "photographs": lambda person: consent(person, True),
    "entry code": another_code,
    "name of the event": lambda person: setattr(person.event, "name", {"fr": "Journée", "en": "Day"}),
}
NOT_ON_PAPER = {
    "phone": lambda person: setattr(person, "phone", "+33 6 39 98 12 34"),
    "note": lambda person: setattr(person, "door_note", "Call Inès"),
    "VIP": lambda person: setattr(person, "vip", True),
    "the same name on the badge": lambda person: setattr(person, "badge_name", "Éloïse Lefèvre"),
    "photographs refused": lambda person: consent(person, False),
    "the organisation’s key": lambda person: setattr(person, "organisation_key", "name:other"),
}


@pytest.mark.parametrize("change", ON_PAPER.values(), ids=ON_PAPER)
def test_what_stands_on_paper_makes_a_badge_stale(app, event, person, change):
    other = factories.badge_holder(event, category=factories.category(event), language="en")
    print_badges(app, [person, other])
    assert found(event, staleness.is_stale(event.categories)) == set()
    change(person)
    assert is_stale(person)
    if "event" not in str(change):
        assert person.id in found(event, staleness.is_due(event.categories))


@pytest.mark.parametrize("change", NOT_ON_PAPER.values(), ids=NOT_ON_PAPER)
def test_nothing_else_does(app, event, person, change):
    print_badges(app, [person])
    change(person)
    assert not is_stale(person)


def test_a_change_taken_back_leaves_the_badge_right(app, person):
    print_badges(app, [person])
    person.last_name = "Martin"
    assert is_stale(person)
    person.last_name = "Lefèvre"
    assert not is_stale(person)


def test_a_line_that_a_format_leaves_out_cannot_be_wrong(app, person):
    print_badges(app, [person], paper=Paper("durable-1453"))
    person.job_title = "Directrice de recherche"
    assert not is_stale(person)
    person.badge_organisation = "Curie"
    assert is_stale(person)


@pytest.mark.parametrize("badge_name", [None, "Lili Lefèvre", "Lili", "Lefèvre", "Lili de Lefèvre", " Lefèvre"])
@pytest.mark.parametrize("last_name", ["Lefèvre", "", "de Lefèvre"])
def test_the_database_parts_a_name_on_the_badge_as_the_printer_does(event, badge_name, last_name):
    person = factories.badge_holder(event, first_name="Éloïse", last_name=last_name, badge_name=badge_name)
    parted = db.session.execute(sa.select(staleness.LARGE, staleness.BELOW).where(Registration.id == person.id)).one()
    assert tuple(parted) == service.names(person)


def test_who_has_none_is_due_and_who_lost_the_place_has_one_to_take_out(app, event, person):
    gone, new, waiting = (factories.badge_holder(event) for _ in range(3))
    waiting.status = Status.waitlisted
    print_badges(app, [person, gone])
    gone.status = Status.cancelled
    assert found(event, staleness.is_printed()) == {person.id, gone.id}
    assert found(event, staleness.is_due(event.categories)) == {new.id}
    assert found(event, staleness.is_void()) == {gone.id}


def test_only_what_came_out_of_the_printer_counts(app, event, person):
    batch = printing.start(
        event.id, [person.id], Paper(), Run(), language="fr", account=factories.account(event), by=SYSTEM
    )
    drain(app.extensions["job_handlers"], limit=1)
    assert found(event, staleness.is_printed()) == set()  # laid out, not joined
    printing.cancel(batch, SYSTEM)
    drain(app.extensions["job_handlers"])
    assert found(event, staleness.is_printed()) == set() and queries.prints_of(person.id) == []


@pytest.mark.parametrize("asked", [staleness.is_stale, staleness.is_due, lambda _categories: staleness.is_void()])
def test_nobody_is_compared_with_all_that_was_printed(event, asked):
    """SQLite says how it would look; as many people times as many badges took it five seconds at 15,000."""
    engine = sa.create_engine("sqlite://")
    db.metadata.create_all(engine)
    query = sa.select(Registration.id).where(Registration.event_id == event.id, asked(event.categories))
    spelled = query.compile(engine, compile_kwargs={"literal_binds": True})
    with engine.connect() as connection:
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {spelled}").all()
    inner = {step.id for step in steps if "CORRELATED" in step.detail}
    assert [step.detail for step in steps if step.parent in inner and step.detail.startswith("SCAN")] == []
