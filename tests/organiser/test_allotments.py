"""Allotments as organisers make, change and end them."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.audit.queries import history
from app.core.clock import now
from app.events.models import EventState
from app.extensions import db
from app.jobs.models import Job
from app.mailing.models import MailState, SentMail
from app.registration.grants import Allotment
from app.registration.models import Status
from app.registration.service.moving import FILL_JOB
from tests import factories


@pytest.fixture
def event():
    made = factories.event(capacity=10)
    factories.category(made, label={"fr": "Institutionnel", "en": "Institution"}, quota=8)
    return made


def make(desk, place, event, **values):
    given = {"organisation_name": "Région", "category": str(event.categories[0].id), "seats": "5"}
    return desk.submit(desk.page(place("allotments/new")), "Give these places", **given | values)


def edit(desk, place, allotment, **values):
    return desk.submit(desk.page(place(f"allotments/{allotment.id}")), "Save the allotment", **values)


def allotments() -> list[Allotment]:
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Allotment).order_by(Allotment.id)))


def links_owed() -> list[int]:
    jobs = db.session.scalars(sa.select(Job).where(Job.kind == "mailing.send").order_by(Job.id))
    return [job.payload["allotment_id"] for job in jobs if job.payload["kind"] == "allotment_contact"]


def test_an_empty_page_teaches_what_an_allotment_is(desk, place):
    page = desk.page(place("allotments"))
    assert "its contact names who comes, without an account" in page.text
    assert page.link("Give places to an organisation").endswith("/allotments/new")


def test_one_is_made_and_stands_in_the_list_with_what_is_agreed(desk, place, event):
    answer = make(desk, place, event, contact_email="zoe@region.example", contact_name="Zoë Müller", language="fr")
    page = desk.page(answer.location)
    assert "Région has 5 places. The link is on its way to zoe@region.example." in page.text
    assert "0 of 5 places" in page.text
    (made,) = allotments()
    week_before = event.doors_at.astimezone(event.zone).date() - timedelta(days=7)
    assert made.returns_at.astimezone(event.zone).date() == week_before + timedelta(days=1)
    assert links_owed() == [made.id]
    assert [entry.action for entry in history("allotment", made.id)] == ["allotment.make"]


def test_in_a_draft_no_link_is_sent_and_the_page_says_when(desk, place, event):
    event.state = EventState.draft
    page = desk.page(make(desk, place, event, contact_email="zoe@region.example").location)
    assert "Once the event is published, send the contact the link." in page.text
    assert links_owed() == []
    page = desk.page(desk.submit(page, "Send the link").location)
    assert "Publish it first" in page.text and links_owed() == []


@pytest.mark.parametrize("field, value, sentence", [
    ("organisation_name", "", "Fill in who gets the places."),
    ("organisation_name", "http://spam.example", "Remove the web address"),
    ("seats", "-1", "Type a number from 0 to 10,000."),
    ("seats", "many", "Type a number"),
    ("last_day", "2001-01-01", "This day is over."),
    ("last_day", "2199-01-01", "Choose a day before the event."),
    ("last_day", "0001-01-01", "Choose a day before the event."),
    ("last_day", "soon", "date"),
    ("contact_email", "nobody", "address"),
])  # fmt: skip
def test_what_makes_no_sense_is_told_beside_its_field(desk, place, event, field, value, sentence):
    page = make(desk, place, event, **{field: value}).page
    assert sentence in page.text and page.title.startswith("Error")
    assert allotments() == []


def test_more_places_than_are_free_are_refused_and_the_limits_can_rise_in_the_same_dialogue(desk, place, event):
    page = make(desk, place, event, seats="12").page
    assert "There are not so many free places: 10 at the event, 8 in this category." in page.text
    assert "Raise the capacity to 12 and the quota of the category to 12" in page.text
    assert allotments() == []
    assert desk.submit(page, "Give these places", may_raise="y").status_code == 302
    db.session.expire_all()
    assert (event.capacity, event.categories[0].quota, allotments()[0].seats) == (12, 12, 12)


def test_more_places_later_need_free_ones_too(desk, place, event):
    given = factories.allotment(event, seats=3)
    factories.delegate(given)
    page = edit(desk, place, given, seats="9").page
    assert "Raise the quota of the category to 9" in page.text and "capacity" not in page.text
    assert allotments()[0].seats == 3
    assert edit(desk, place, given, seats="8").status_code == 302
    assert allotments()[0].seats == 8


def test_fewer_places_than_are_named_leave_everybody_where_they_are(desk, place, event):
    given = factories.allotment(event, seats=3)
    people = [factories.delegate(given) for _ in range(2)]
    edit(desk, place, given, seats="1")
    db.session.expire_all()
    assert [person.status for person in people] == [Status.confirmed] * 2
    assert "2 of 1 places" in desk.page(place("allotments")).text


def test_places_that_become_free_are_owed_to_those_who_wait(desk, place, event):
    given = factories.allotment(event, seats=3)
    factories.registration(event, status=Status.waitlisted)
    edit(desk, place, given, seats="2")
    assert db.session.scalar(sa.select(sa.func.count()).where(Job.kind == FILL_JOB)) == 1


def test_another_contact_gets_a_link_of_their_own_and_the_old_one_closes(desk, place, event):
    given = factories.allotment(event)
    edit(desk, place, given, contact_name="Camille Roussel")
    assert (allotments()[0].link_version, links_owed()) == (1, [])
    edit(desk, place, given, contact_email="camille@region.example")
    assert (allotments()[0].link_version, links_owed()) == (2, [given.id])


def test_who_saves_second_is_told(desk, place, event):
    given = factories.allotment(event)
    page = desk.page(place(f"allotments/{given.id}"))
    edit(desk, place, given, seats="4")
    assert "Somebody else changed this allotment meanwhile" in desk.submit(page, "Save the allotment", seats="6").page.text
    assert allotments()[0].seats == 4


def test_the_link_is_sent_again_and_the_list_says_what_became_of_it(desk, place, event):
    given = factories.allotment(event)
    page = desk.page(desk.submit(desk.page(place("allotments")), "Send the link").location)
    assert "The link is on its way to delegates@region.example." in page.text and "Not sent yet" in page.text
    sent = dict(kind="allotment_contact", event_id=event.id, language="fr", recipient="x", message_id="<1@x>", allotment_id=given.id)
    factories.add(SentMail(job_id=1, state=MailState.sent, sent_at=event.opens_at, **sent))
    assert "Sent " in desk.page(place("allotments")).text
    factories.add(SentMail(job_id=2, state=MailState.failed, **sent))
    assert "Not delivered" in desk.page(place("allotments")).text


def test_places_without_a_name_are_given_back_at_once(desk, place, event):
    given = factories.allotment(event, seats=3)
    stays = factories.delegate(given)
    page = desk.page(place(f"allotments/{given.id}"))
    page = desk.page(desk.submit(page, "Give 2 places back now").location)
    assert "The places of Région without a name are everybody’s again." in page.text
    assert stays.status is Status.confirmed
    edit(desk, place, given, contact_name="Camille")  # a closed one stays closed
    assert allotments()[0].returns_at <= now()


def test_one_that_nobody_came_by_is_deleted(desk, place, event):
    given = factories.allotment(event)
    page = desk.page(desk.submit(desk.page(place(f"allotments/{given.id}")), "Delete the allotment").location)
    assert "The allotment is deleted." in page.text and allotments() == []


def test_one_that_people_came_by_stays_and_says_who_uses_it(desk, place, event):
    given = factories.allotment(event)
    factories.delegate(given)
    page = desk.page(desk.submit(desk.page(place(f"allotments/{given.id}")), "Delete the allotment").location)
    assert "1 registration came by this allotment, so it stays." in page.text
    assert len(allotments()) == 1


def test_its_delegates_are_a_view_of_the_list(desk, place, event):
    given = factories.allotment(event)
    factories.delegate(given, last_name="Zola")
    factories.registration(event, last_name="Müller")
    page = desk.page(desk.page(place("allotments")).link("1 of 3 places, Région"))
    assert page.texts("tbody .person-name") == ["Zola Camille"]
    assert "Allotment: Région" in page.text


def test_an_allotment_of_another_event_does_not_exist(desk, place):
    other = factories.event()
    factories.category(other)
    given = factories.allotment(other)
    desk.page(place(f"allotments/{given.id}"), status=404)
    assert "nobody’s" in desk.page(place(f"people?allotment={given.id}")).text


def test_the_journal_says_it_in_sentences(desk, place, event):
    make(desk, place, event)
    edit(desk, place, allotments()[0], seats="6")
    said = desk.page(place("journal")).text
    assert "gave 5 places to Région." in said
    assert "changed the allotment of Région: the number of places (“5” became “6”)." in said
