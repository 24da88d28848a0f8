"""The member directory: who belongs where, and what becomes of them when an entry changes."""

import pytest
import sqlalchemy as sa

from app.audit.queries import history
from app.audit.service import SYSTEM
from app.events.models import OrganisationType
from app.extensions import db
from app.jobs import worker
from app.registration import handlers, waiting
from app.registration.directory import Organisation, OrganisationLimit
from app.registration.membership import limit_key
from app.registration.models import Status
from app.registration.organisation_names import name_key
from app.registration.service import directory, uniting
from app.registration.service.directory import Entry
from app.registration.service.organisations import place
from tests import factories
from tests.refusals import refused

CURIE = Entry("Institut Curie", OrganisationType.research, domains=("curie.example",), aliases=("Curie Institute",))


def add(event, entry=CURIE) -> Organisation:
    made = directory.add(entry, by=SYSTEM, event_id=event.id)
    settle()
    return made


def settle() -> None:
    """The worker looks at everybody whom a change concerns."""
    worker.drain({directory.PLACE_JOB: handlers.place_again, "registration.fill": handlers.fill})
    db.session.expire_all()


def person(event, name="Institut Curie", **values):
    made = factories.registration(event, organisation_name=name, **{"email": None, **values})
    place(made, proven=True)
    db.session.flush()
    return made


def limit(event, key, seats):
    factories.add(OrganisationLimit(event_id=event.id, organisation_key=key, seats=seats))


def test_people_who_were_there_before_an_entry_belong_to_it(event):
    named, known = person(event), person(event, "i. curie", email="zoe@curie.example")
    english, other = person(event, "The lab", email="a@curie.example"), person(event, "Inserm")
    assert named.organisation_key == "name:institut curie"
    curie = add(event)
    assert {each.organisation_id for each in (named, known, english)} == {curie.id}
    assert named.organisation_key == limit_key(curie.id, "")
    assert other.organisation_id is None


def test_so_does_whoever_is_managed_from_an_address_there(event):
    boss = "zoe@curie.example"
    managed = person(event, "Lab", manager_email=boss, manager_key=boss)
    curie = add(event)
    assert managed.organisation_id == curie.id


def test_another_name_and_any_spelling_lead_to_it(event):
    curie = add(event)
    assert {person(event, name).organisation_id for name in ("INSTITUT CURIE", "curie institute", "Institut-Curie SA")} == {curie.id}


def test_who_leaves_a_domain_or_a_name_belongs_to_it_no_more(event):
    curie = add(event)
    by_domain, by_name = person(event, "Lab", email="zoe@curie.example"), person(event)
    directory.change(curie.id, Entry("Institut C.", OrganisationType.research), by=SYSTEM, event_id=event.id)
    settle()
    assert (by_domain.organisation_id, by_name.organisation_id) == (None, None)
    assert by_name.organisation_key == "name:institut curie"


def test_events_that_are_over_stay_as_they_were(event):
    event.state = "past"
    before = person(event)
    add(event)
    assert before.organisation_id is None


def test_a_name_stands_in_the_directory_once(event):
    add(event)
    for name in ("INSTITUT CURIE SAS", "Curie Institute"):
        with refused("name_taken") as refusal:
            add(event, Entry(name, OrganisationType.company))
        assert "Institut Curie" in refusal.value.message


def test_a_name_of_signs_alone_is_refused(event):
    with refused("no_name"):
        add(event, Entry("&&&", OrganisationType.company))


def test_anybodys_domain_proves_nothing(event):
    with refused("free_mail") as refusal:
        add(event, Entry("Jeune Pousse", OrganisationType.company, domains=("gmail.com",)))
    assert "gmail.com" in refusal.value.message


def test_several_may_share_a_domain(event):
    curie = add(event)
    lab = add(event, Entry("Laboratoire Curie", OrganisationType.research, domains=("curie.example",)))
    assert person(event, "Laboratoire Curie", email="a@curie.example").organisation_id == lab.id
    assert person(event, "Institut Curie", email="b@curie.example").organisation_id == curie.id
    assert person(event, "Something else", email="c@curie.example").organisation_id is None


def test_two_people_who_edit_at_once_are_told(event):
    curie = add(event)
    before = directory.seen(curie)
    directory.change(curie.id, Entry("Curie", OrganisationType.research), by=SYSTEM, event_id=event.id, looked_at=before)
    with refused("changed_meanwhile"):
        directory.change(curie.id, CURIE, by=SYSTEM, event_id=event.id, looked_at=before)


def test_the_journal_tells_what_changed_and_nothing_where_nothing_did(event):
    curie = add(event)
    directory.change(curie.id, CURIE, by=SYSTEM, event_id=event.id)
    directory.change(curie.id, Entry("Curie", OrganisationType.research), by=SYSTEM, event_id=event.id)
    first, second = history("organisation", curie.id)
    assert {first.action, second.action} == {"organisation.add", "organisation.change"}
    changed = next(entry for entry in (first, second) if entry.action == "organisation.change")
    assert changed.fields == ["aliases", "domains", "name"]


def test_a_limit_by_name_is_the_entrys_limit_once_it_is_there(event):
    limit(event, "name:institut curie", 7)
    curie = add(event)
    assert waiting.limits(event, {limit_key(curie.id, "")}) == {limit_key(curie.id, ""): 7}


class TestUniting:
    def test_people_limits_domains_and_names_go_over(self, event):
        curie, hospital = add(event), add(event, Entry("Hôpital Curie", OrganisationType.research, domains=("hc.example",)))
        theirs = person(event, "Hôpital Curie")
        limit(event, limit_key(curie.id, ""), 4)
        limit(event, limit_key(hospital.id, ""), 9)
        gone = hospital.id
        uniting.unite(curie.id, hospital.id, by=SYSTEM, event_id=event.id)
        settle()
        assert (theirs.organisation_id, theirs.organisation_key) == (curie.id, limit_key(curie.id, ""))
        assert db.session.get(Organisation, gone) is None
        assert [each.domain for each in curie.domains] == ["curie.example", "hc.example"]
        assert [each.name for each in curie.aliases] == ["Curie Institute", "Hôpital Curie"]
        assert [(each.organisation_key, each.seats) for each in db.session.scalars(sa.select(OrganisationLimit))] == [
            (limit_key(curie.id, ""), 9)
        ]
        assert person(event, "HOPITAL CURIE").organisation_id == curie.id

    def test_an_entry_is_not_united_with_itself(self, event):
        curie = add(event)
        with refused("same"):
            uniting.unite(curie.id, curie.id, by=SYSTEM, event_id=event.id)

    def test_what_is_used_is_not_taken_out(self, event):
        curie = add(event)
        somebody = person(event)
        with refused("in_use") as refusal:
            uniting.remove(curie.id, by=SYSTEM, event_id=event.id)
        assert "1" in refusal.value.message
        db.session.delete(somebody)
        limit(event, limit_key(curie.id, ""), 4)
        with refused("in_use"):
            uniting.remove(curie.id, by=SYSTEM, event_id=event.id)

    def test_what_nobody_uses_is_taken_out(self, event):
        curie = add(event)
        uniting.remove(curie.id, by=SYSTEM, event_id=event.id)
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Organisation)) == 0


class TestLimit:
    @pytest.fixture
    def waiter(self, event):
        """Curie has all of its three places, and one more waits."""
        add(event)
        for _seated in range(3):
            person(event)
        return person(event, status=Status.waitlisted)

    def test_a_higher_limit_flows_to_who_waits(self, event, waiter):
        uniting.set_limit(event.id, waiter.organisation_key, 4, by=SYSTEM)
        settle()
        assert waiter.status is Status.offered

    def test_a_lower_one_takes_nothing_away(self, event, waiter):
        uniting.set_limit(event.id, waiter.organisation_key, 1, by=SYSTEM)
        settle()
        assert waiting.seated(event, {waiter.organisation_key}) == {waiter.organisation_key: 3}
        assert waiter.status is Status.waitlisted

    def test_back_to_the_usual_one(self, event, waiter):
        for seats in (1, None):
            uniting.set_limit(event.id, waiter.organisation_key, seats, by=SYSTEM)
        assert waiting.limits(event, {waiter.organisation_key}) == {waiter.organisation_key: event.member_limit}
        assert len(history("event", event.id)) == 2

    def test_a_name_that_somebody_typed_may_have_one_too(self, event):
        typed = person(event, "Jeune Pousse")
        uniting.set_limit(event.id, typed.organisation_key, 5, by=SYSTEM)
        assert waiting.limits(event, {typed.organisation_key}) == {typed.organisation_key: 5}

    @pytest.mark.parametrize("key", ["name:nobody", "id:999999", "id:²", "id:9999999999999", "", "name:"])
    def test_nobody_knows_this_one(self, event, key):
        with refused("no_organisation"):
            uniting.set_limit(event.id, key, 5, by=SYSTEM)


def test_keys_of_people_and_of_entries_are_made_alike(event):
    assert person(event, "Crédit-Santé S.A.S.").organisation_key == limit_key(None, name_key("CREDIT SANTE"))
