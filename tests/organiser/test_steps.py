"""Decisions about one person: each posted, done once, told."""

import pytest

from app.audit.queries import history
from app.events.models import Entry
from app.extensions import db
from app.jobs.models import Job
from app.registration.models import CancelReason, Registration, Status
from tests import factories


@pytest.fixture
def event():
    made = factories.event()
    factories.category(made)
    factories.credentials.open_event(made)
    return made


@pytest.fixture
def open_page(desk, place):
    return lambda person, query="": desk.page(place(f"people/{person.id}{query}"))


@pytest.fixture
def press(desk, open_page):
    """press(person, button): press it on their page and follow."""

    def press(person, button, query=""):
        answer = desk.submit(open_page(person, query), button)
        assert answer.status_code == 302
        return desk.page(answer.location)

    return press


def mails() -> list[str]:
    return [job.payload["kind"] for job in db.session.scalars(db.select(Job).order_by(Job.id))]


def test_approving_confirms_and_tells_the_person(event, press):
    person = factories.registration(event, status=Status.pending, last_name="Martin")
    page = press(person, "Approve")
    assert person.status is Status.confirmed
    assert "Camille Martin: confirmed." in page.text
    assert mails() == ["confirmed"]


def test_approving_without_a_seat_says_so(event, press):
    event.capacity = 0
    person = factories.registration(event, status=Status.pending)
    assert "waiting list" in press(person, "Approve").texts(".notice")[0]
    assert person.status is Status.waitlisted


def test_what_somebody_else_did_meanwhile_is_not_undone(event, desk, open_page):
    person = factories.registration(event, status=Status.pending)
    before = open_page(person)
    person.version += 1
    page = desk.page(desk.submit(before, "Approve").location)
    assert "This registration was changed meanwhile" in page.text
    assert person.status is Status.pending


def test_a_second_press_is_refused_in_words(event, desk, open_page):
    person = factories.registration(event, status=Status.pending)
    before = open_page(person)
    desk.submit(before, "Approve")
    desk.page(desk.submit(before, "Approve").location)
    assert mails() == ["confirmed"]


def test_refusing_asks_for_the_reason_that_the_mail_repeats(event, desk, open_page):
    person = factories.registration(event, status=Status.pending)
    form = desk.page(open_page(person).link("Refuse"))
    unsaid = desk.submit(form, "Refuse the registration")
    assert "Say why" in unsaid.page.text and person.status is Status.pending
    page = desk.page(desk.submit(form, "Refuse the registration", reason="The day is for members.").location)
    assert person.status is Status.refused
    assert "Refused. The day is for members." in page.texts(".notice")[1]


def test_a_refusal_is_taken_back(event, press):
    person = factories.registration(event, status=Status.refused)
    press(person, "Reopen")
    assert person.status is Status.pending


def test_a_seat_is_given_where_one_is_free(event, press):
    person = factories.registration(event, status=Status.waitlisted)
    press(person, "Give a place")
    assert person.status is Status.confirmed


def test_a_seat_that_is_not_there_is_not_given(event, press):
    event.capacity = 0
    person = factories.registration(event, status=Status.waitlisted)
    assert "Raise its capacity first" in press(person, "Give a place").text
    assert person.status is Status.waitlisted


def test_cancelling_asks_first(event, desk, open_page):
    person = factories.badge_holder(event)
    question = desk.page(open_page(person).link("Cancel the registration"))
    assert person.status is Status.confirmed
    desk.submit(question, "Cancel the registration")
    assert (person.status, person.cancel_reason) == (Status.cancelled, CancelReason.organiser)


def test_a_cancelled_place_comes_back(event, press):
    person = factories.registration(event, status=Status.cancelled, cancelled_from=Status.confirmed)
    press(person, "Restore")
    assert person.status is Status.confirmed


def test_the_category_changes_with_a_seat_in_the_new_one(event, desk, open_page):
    full = factories.category(event, quota=0, label={"en": "Full"})
    free = factories.category(event, label={"en": "Free"})
    person = factories.registration(event)
    form = desk.page(open_page(person).link("Change the category"))
    assert "No seat is free in this category" in desk.submit(form, "Change the category", category=str(full.id)).text
    desk.submit(form, "Change the category", category=str(free.id))
    assert person.category_id == free.id


def test_somebody_confirmed_by_phone_has_a_seat_and_no_proof(event, press):
    person = factories.registration(event, status=Status.unverified, email_proven_at=None)
    press(person, "Confirm by phone")
    assert (person.status, person.email_proven_at) == (Status.confirmed, None)


def test_the_mail_of_the_present_status_is_sent_again(event, press):
    person = factories.registration(event, status=Status.unverified, email_proven_at=None)
    assert "The mail is on its way." in press(person, "Send the mail again").text
    assert mails() == ["verify"]
    assert history("registration", person.id)[0].action == "registration.resend"


def test_without_an_address_there_is_nothing_to_send(event, desk, place):
    person = factories.registration(event, email=None)
    answer = desk.post(place(f"people/{person.id}/steps/resend"), follow_redirects=True)
    assert "There is no address to write to." in answer.text


def test_a_place_is_handed_over(event, desk, open_page):
    person = factories.badge_holder(event)
    form = desk.page(open_page(person).link("Hand over the place"))
    desk.submit(form, "Hand over the place", first_name="Zoë", email="zoe@lab.example")
    successor = db.session.scalars(db.select(Registration).where(Registration.succeeds_id == person.id)).one()
    assert (person.status, successor.status, successor.full_name) == (Status.cancelled, Status.confirmed, "Zoë")


def test_a_hand_over_where_organisers_approve_waits_for_them(event, desk, open_page):
    guests = factories.category(event, entry=Entry.approval)
    person = factories.badge_holder(event, category=guests)
    form = desk.page(open_page(person).link("Hand over the place"))
    desk.submit(form, "Hand over the place", first_name="Zoë", email="zoe@lab.example")
    successor = db.session.scalars(db.select(Registration).where(Registration.succeeds_id == person.id)).one()
    assert f"Takes over the place of {person.full_name}." in open_page(successor).text


def test_a_taken_address_stays_in_the_form_with_the_reason(event, desk, open_page):
    person, other = factories.badge_holder(event), factories.registration(event)
    form = desk.page(open_page(person).link("Hand over the place"))
    answer = desk.submit(form, "Hand over the place", first_name="Zoë", email=other.email)
    assert "This address is registered already" in answer.page.text
    assert answer.page.one("input[name=first_name]").get("value") == "Zoë"


def test_after_a_step_one_is_still_within_the_view(event, press):
    factories.registration(event, status=Status.pending)
    person = factories.registration(event, status=Status.pending)
    assert "status=pending" in press(person, "Approve", "?status=pending").address


def test_a_step_that_does_not_exist_is_nowhere(event, desk, place):
    person = factories.registration(event)
    assert desk.post(place(f"people/{person.id}/steps/promote")).status_code == 404


@pytest.mark.parametrize("path", ["steps/approve", "refuse", "cancel", "category", "hand-over", "edit"])
def test_reception_decides_nothing(client, receptionist, place, event, path):
    person = factories.registration(event, status=Status.pending)
    assert client.sign_in(receptionist).post(place(f"people/{person.id}/{path}")).status_code == 403
    assert person.status is Status.pending


def test_another_organisation_is_found_in_the_directory_and_counted_there(desk, place, event):
    factories.organisation("Institut Curie", "curie.example")
    person = factories.registration(event, organisation_name="Curie Inst.", email="zoe@curie.example")
    page = desk.page(desk.page(place(f"people/{person.id}")).link("Change the organisation"))
    desk.submit(page, "Change the organisation", organisation_name="Institut Curie", organisation_type="research")
    assert (person.organisation_name, person.organisation.name) == ("Institut Curie", "Institut Curie")


def test_an_organisation_that_has_all_its_places_is_refused_and_nothing_typed_is_lost(desk, place, event):
    event.other_limit = 1
    _first, second = (factories.registration(event, organisation_name=name, organisation_key=f"name:{name}") for name in ("alpha", "beta"))
    page = desk.page(place(f"people/{second.id}/organisation"))
    answer = desk.submit(page, "Change the organisation", organisation_name="alpha")
    assert answer.page.title.startswith("Error:")
    assert answer.page.one("input[name=organisation_name]").get("value") == "alpha"
    assert second.organisation_name == "beta"


def test_who_changes_an_organisation_second_is_told(desk, place, event):
    person = factories.registration(event)
    hers, his = (desk.page(place(f"people/{person.id}/organisation")) for _who in range(2))
    desk.submit(hers, "Change the organisation", organisation_name="Hers")
    answer = desk.submit(his, "Change the organisation", organisation_name="His")
    assert "changed meanwhile" in answer.page.text and person.organisation_name == "Hers"
