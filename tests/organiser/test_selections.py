"""Many at once: chosen in the list, looked at before, done by the worker, told line by line."""

import pytest
import sqlalchemy as sa

from app import HANDLERS
from app.core.errors import DomainError
from app.credentials import service as credentials
from app.extensions import db
from app.jobs.models import Job
from app.jobs.worker import drain
from app.organiser.selections import handlers, service
from app.organiser.selections.models import LineEnd, SelectedPerson, Selection, SelectionState, Step
from app.registration import queries
from app.registration.models import Status
from app.registration.queries import Filters
from tests import factories

SILENT_MAIL = {"mailing.send": lambda _claim: None}


@pytest.fixture
def pending(event):
    credentials.open_event(event)
    return [factories.registration(event, status=Status.pending, last_name=f"Attente {n}") for n in range(5)]


def choose(desk, place, action, *people, view="", **values):
    """Tick these people in the list and press a button of the bar; the page that follows."""
    data = {"action": action, "id": [person.id for person in people], **values}
    answer = desk.post(place(f"people/selections{view}"), data=data)
    return desk.page(answer.location)


def work() -> None:
    drain(HANDLERS | SILENT_MAIL)


def statuses(people) -> list[Status]:
    db.session.expire_all()
    return [person.status for person in people]


def test_the_list_has_a_box_for_each_and_a_bar_of_actions(desk, place, pending):
    page = desk.page(place("people?status=pending"))
    assert len(page.texts("td .tick-cell")) == 5
    assert "Take all 5" in page.text and "Approve" in page.text


def test_one_person_alone_is_ticked_and_not_taken_as_all(desk, place, event):
    factories.registration(event)
    page = desk.page(place("people"))
    assert len(page.texts("td .tick-cell")) == 1 and "Take all" not in page.text


def test_who_may_not_change_people_finds_no_boxes(client, receptionist, place, pending):
    page = client.sign_in(receptionist).page(place("people"))
    assert page.texts("td .tick-cell") == [] and "Take all" not in page.text


def test_those_ticked_are_approved_and_the_others_stay(desk, place, pending):
    page = choose(desk, place, "approve", *pending[:2])
    assert "2 people chosen" in page.text and "Concerned: To approve (2)." in page.text
    assert statuses(pending) == [Status.pending] * 5, "looking changes nothing"
    answer = desk.submit(page, "Approve 2 people")
    assert "Under way" in desk.page(answer.location).text
    work()
    assert statuses(pending) == [Status.confirmed] * 2 + [Status.pending] * 3
    done = desk.page(answer.location)
    assert "It went through for2" in done.text and "It did not for0" in done.text and "Confirmed (2)" in done.text


def test_where_it_can_be_done_with_nobody_there_is_nothing_to_press(desk, place, event):
    gone = factories.registration(event, status=Status.cancelled)
    page = choose(desk, place, "refuse", gone)
    assert "Nothing changes: 1 is cancelled." in page.text
    assert page.texts("main form button") == [] and page.all("textarea") == []


def test_who_is_confirmed_already_is_told_apart_from_who_was_refused_and_what_to_do_is_said(desk, place, event):
    people = [factories.badge_holder(event) for _ in range(3)]
    page = choose(desk, place, "approve", *people, factories.registration(event, status=Status.refused))
    assert "Nothing changes: 3 are confirmed already, 1 was refused." in page.text
    assert "you find them in the view “To approve”" in page.text


def test_what_is_over_leads_back_to_the_list_and_what_is_under_way_does_not_yet(desk, place, pending):
    answer = desk.submit(choose(desk, place, "approve", *pending[:2]), "Approve 2 people")
    assert "Back to the list" not in desk.page(answer.location).text
    work()
    done = desk.page(answer.location)
    assert desk.page(done.link("Back to the list")).texts(".list-head b") == ["5"]
    assert desk.page(done.link("See these people")).texts(".list-head b") == ["2"]


def test_who_was_approved_without_a_free_place_is_counted_apart(desk, place, event, pending):
    event.capacity = 2
    page = choose(desk, place, "approve", *pending)
    assert "2 places are free at the event now." in page.text
    answer = desk.submit(page, "Approve 5 people")
    work()
    assert "Waiting list (3), Confirmed (2)" in desk.page(answer.location).text


def test_all_of_a_view_means_those_on_other_pages_too(desk, place, event, pending):
    confirmed = factories.badge_holder(event)
    page = choose(desk, place, "refuse", all="1", view="?status=pending")
    desk.submit(page, "Refuse 5 people", reason="Complet.")
    work()
    assert statuses(pending) == [Status.refused] * 5
    assert confirmed.status is Status.confirmed


def test_taking_all_ticks_every_box_without_a_script(desk, place, pending):
    page = desk.page(desk.page(place("people?status=pending")).link("Take all 5"))
    assert "All 5 people of this view" in page.text
    answer = desk.submit(page, "Approve")
    assert "5 people chosen" in desk.page(answer.location).text


def test_with_whom_it_cannot_be_done_is_said_before_and_after(desk, place, event, pending):
    event.capacity, gone = 200, factories.registration(event, status=Status.cancelled, last_name="Parti")
    page = choose(desk, place, "approve", pending[0], gone)
    assert "Concerned: To approve (1). Nothing changes for the others: 1 is cancelled." in page.text
    answer = desk.submit(page, "Approve 1 person")
    work()
    done = desk.page(answer.location)
    assert "Parti" in done.text and "Annulée" in done.text, "in the language of who asked for it"
    assert statuses([pending[0], gone]) == [Status.confirmed, Status.cancelled]


def test_a_reason_is_asked_for_before_many_are_refused(desk, place, pending):
    page = choose(desk, place, "refuse", *pending)
    answer = desk.submit(page, "Refuse 5 people", reason="")
    assert answer.page.title.startswith("Error:") and statuses(pending) == [Status.pending] * 5


def test_many_change_their_category(desk, place, event, pending):
    other = factories.category(event, label={"fr": "Presse", "en": "Press"})
    page = choose(desk, place, "category", *pending[:3])
    desk.submit(page, "Move 3 people", category=str(other.id))
    work()
    assert [person.category_id == other.id for person in pending] == [True, True, True, False, False]


def test_many_are_cancelled_without_a_mail_where_wanted(desk, place, pending):
    desk.submit(choose(desk, place, "cancel", *pending), "Cancel 5 registrations", silent="y")
    work()
    assert statuses(pending) == [Status.cancelled] * 5
    assert db.session.scalar(sa.select(sa.func.count()).where(Job.kind == "mailing.send")) == 0


@pytest.mark.parametrize("action, heading", [("export", "Export this view"), ("write", "Write to"), ("print", "badge")])
def test_other_pages_take_the_chosen_people_as_a_view(desk, place, event, action, heading):
    people = [factories.badge_holder(event) for _ in range(3)]
    page = choose(desk, place, action, *people[:2])
    assert heading in page.text and "2" in page.text


def test_the_chosen_people_are_a_view_of_the_list(desk, place, event, pending):
    selection = service.take(event.id, service.of_event(event.id, [pending[3].id]), account=factories.account(event, "owner"))
    page = desk.page(place(f"people?selection={selection.id}"))
    assert "Chosen by hand" in page.text and page.texts("tbody th") == ["Attente 3 Camille"]


def test_nobody_ticked_is_told_and_nothing_is_kept(desk, place, pending):
    page = choose(desk, place, "approve")
    assert "Nobody was chosen" in page.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Selection)) == 0


def test_people_of_another_event_are_nobody(desk, place):
    stranger = factories.registration(factories.event(), status=Status.pending)
    assert "Nobody was chosen" in choose(desk, place, "approve", stranger).text


@pytest.mark.parametrize("ids", [["x"], ["-1"], ["9" * 30], ["٣"], [""]])
def test_what_is_no_number_is_nobody(desk, place, ids, pending):
    answer = desk.post(place("people/selections"), data={"action": "approve", "id": ids})
    assert "Nobody was chosen" in desk.page(answer.location).text


def test_an_unknown_action_is_refused(desk, place, pending):
    assert desk.post(place("people/selections"), data={"action": "explode", "id": [pending[0].id]}).status_code == 400


def test_pressed_twice_it_is_done_once(desk, place, pending):
    page = choose(desk, place, "approve", *pending)
    desk.submit(page, "Approve 5 people")
    desk.submit(page, "Approve 5 people")
    assert db.session.scalar(sa.select(sa.func.count()).where(Job.kind == service.JOB)) == 1


def test_the_rest_is_stopped(desk, place, monkeypatch, pending):
    monkeypatch.setattr(handlers, "AT_ONCE", 2)
    answer = desk.submit(choose(desk, place, "approve", *pending), "Approve 5 people")
    (selection,) = db.session.scalars(sa.select(Selection))
    job = db.session.scalar(sa.select(Job).where(Job.kind == service.JOB))
    handlers.step(job)
    desk.submit(desk.page(answer.location), "Stop the rest")
    work()
    assert statuses(pending).count(Status.confirmed) == 2
    assert "Left as they are3" in desk.page(answer.location).text
    assert selection.state is SelectionState.stopped


def test_a_worker_that_dies_in_the_middle_comes_to_nobody_twice(event, organiser, monkeypatch, pending):
    """What is written of a person is written with the step: a step that is undone is undone whole."""
    monkeypatch.setattr(handlers, "AT_ONCE", 2)
    selection = service.take(event.id, queries.search(event.id, Filters()), account=organiser)
    service.start(selection, Step.approve, {}, by=factories.actor(organiser))
    job = db.session.scalar(sa.select(Job).where(Job.kind == service.JOB))
    handlers.step(job)
    db.session.commit()
    handlers.step(job)
    db.session.rollback()  # killed before its commit
    work()
    ends = db.session.scalars(sa.select(SelectedPerson.end).where(SelectedPerson.selection_id == selection.id)).all()
    assert ends == [LineEnd.done] * 5 and statuses(pending) == [Status.confirmed] * 5


def test_what_was_started_is_not_started_as_something_else(event, organiser, pending):
    selection = service.take(event.id, queries.search(event.id, Filters()), account=organiser)
    service.start(selection, Step.approve, {}, by=factories.actor(organiser))
    with pytest.raises(DomainError) as refusal:
        service.start(selection, Step.cancel, {"silent": True}, by=factories.actor(organiser))
    assert refusal.value.code == "already_done"
