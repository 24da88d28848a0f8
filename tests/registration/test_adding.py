import pytest

from app.audit.queries import history
from app.audit.service import SYSTEM
from app.core.errors import DomainError
from app.events.models import Entry
from app.extensions import db
from app.jobs.models import Job
from app.registration.details import Details
from app.registration.directory import Organisation
from app.registration.models import Channel, SeatState, Status
from app.registration.service import adding
from tests import factories
from tests.refusals import refused


@pytest.fixture
def event():
    made = factories.event()
    factories.category(made)
    factories.credentials.open_event(made)
    return made


def add(event, category=None, **values):
    said = dict(first_name="Zoë", last_name="Müller", email=f"p{next(factories.number)}@lab.example")
    category = category or event.categories[0]
    silent = values.pop("silent", False)
    return adding.add(event.id, Details(**said | values), category.id, language="fr", by=SYSTEM, silent=silent)


def test_an_organiser_vouches_so_the_person_has_a_place_and_a_code_at_once(event):
    person = add(event)
    assert (person.status, person.channel, person.email_proven_at) == (Status.confirmed, Channel.organiser, None)
    assert [code.current for code in person.codes] == [True]


def test_the_mail_is_owed_unless_asked_otherwise(event):
    add(event)
    quiet = add(event, silent=True)
    assert [job.payload["kind"] for job in db.session.scalars(db.select(Job))] == ["confirmed"]
    assert history("registration", quiet.id)[0].detail["mail"] is None


def test_without_a_seat_the_person_waits(event):
    event.capacity = 0
    assert add(event).status is Status.waitlisted


def test_the_category_is_the_one_chosen_even_by_invitation(event):
    speakers = factories.category(event, entry=Entry.approval)
    person = add(event, speakers)
    assert (person.category, person.status) == (speakers, Status.pending)


def test_to_add_somebody_is_to_invite_them(event):
    speakers = factories.category(event, entry=Entry.invitation)
    assert add(event, speakers).status is Status.confirmed


def test_a_member_organisation_has_the_seats_of_a_member(event):
    factories.add(Organisation(name="Curie", name_key="curie", type="research", member=True))
    added = [add(event, organisation_name="Curie").status for _seat in range(event.member_limit + 1)]
    assert added == [Status.confirmed] * event.member_limit + [Status.waitlisted]


def test_wished_sessions_are_held_with_the_place(event):
    workshop = factories.session(event)
    assert [seat.state for seat in add(event, session_ids=[workshop.id]).seats] == [SeatState.held]


def test_an_address_has_one_registration(event):
    known = add(event, email="zoe@lab.example")
    with pytest.raises(DomainError, match=known.reference):
        add(event, email="ZOE@lab.example")


def test_a_category_of_another_event_is_refused(event):
    with refused("no_category"):
        add(event, factories.category(factories.event()))
