"""What changed since a batch: exactly the badges that are others on paper."""

from app.badges import service
from app.badges.changes import changed_since
from app.badges.paper import Paper
from app.extensions import db
from app.registration.models import Registration
from app.registration.particulars import Consent, ConsentKind
from tests import factories
from tests.badges.paper import print_badges


def changed(event, number):
    db.session.flush()
    db.session.expire_all()
    people = list(db.session.query(Registration).filter_by(event_id=event.id).order_by(Registration.id))
    return [people[index].id for index in changed_since(event.id, number, people, service.contents(people))]


def test_ten_edits_print_those_that_are_seen(app, event):
    people = [factories.badge_holder(event, first_name=f"Ada {number}") for number in range(14)]
    batch = print_badges(app, people)
    seen = people[:6]
    seen[0].first_name, seen[1].last_name, seen[2].job_title = "Bea", "Zola", "Directrice"
    seen[3].badge_organisation, seen[4].language = "Curie", "en"
    factories.add(Consent(registration=seen[5], kind=ConsentKind.image, given=True, language="fr", channel=seen[5].channel))
    people[6].phone, people[7].door_note, people[8].vip = "+33 6 39 98 12 34", "Call Inès", True
    people[9].job_title = "🤖"  # no emoji is printed
    people[10].first_name = "Cleo"
    people[10].first_name = "Ada 10"
    new = factories.badge_holder(event)
    assert changed(event, batch.number) == [*(person.id for person in seen), new.id]


def test_it_is_asked_of_the_batch_that_is_named(app, event):
    person, other = (factories.badge_holder(event) for _ in range(2))
    first = print_badges(app, [person, other])
    person.job_title = "Directrice"
    second = print_badges(app, [person])
    assert changed(event, first.number) == [person.id]  # its second badge came later
    assert changed(event, second.number) == []


def test_another_format_shows_other_lines(app, event):
    person = factories.badge_holder(event, job_title="Directrice")
    batch = print_badges(app, [person], paper=Paper("herma-4412"))
    person.job_title = "Directrice de recherche"
    assert changed(event, batch.number) == []
