"""Views of the list that the team keeps under a name, and the columns that a view shows."""

import pytest

from app.audit.queries import history
from app.extensions import db
from app.organiser.saved_views import service
from app.registration.models import Status
from tests import factories


@pytest.fixture
def people(event):
    factories.registration(event, last_name="Zola", status=Status.pending, job_title="Directrice")
    factories.registration(event, last_name="Noiret")


def keep(desk, place, query, name):
    return desk.submit(desk.page(place(f"people/views/save?{query}")), "Keep the view", name=name)


def test_a_kept_view_stands_as_a_tab_with_its_number_and_its_own_address(desk, client, receptionist, place, people):
    page = desk.page(desk.page(place("people?status=pending&column=job_title")).link("Keep this view"))
    answer = desk.submit(page, "Keep the view", name="Directors to ask")
    page = desk.page(answer.location)
    assert page.texts(".views nav a[aria-current]") == ["Directors to ask 1"]
    colleague = client.sign_in(receptionist)
    page = colleague.page(colleague.page(place("people")).link("Directors to ask 1"))
    assert page.texts("tbody th b") == ["Zola"] and "Directrice" in page.text
    assert "Remove this view" not in page.text


def test_who_keeps_nothing_is_offered_nothing(client, receptionist, place, people):
    page = client.sign_in(receptionist).page(place("people?status=pending"))
    assert "Keep this view" not in page.text
    assert client.post(place("people/views/save?status=pending"), data={"name": "x"}).status_code == 403


def test_a_taken_name_gets_the_new_view(desk, place, event, people):
    keep(desk, place, "status=pending", "Mine")
    keep(desk, place, "status=confirmed", "Mine")
    assert [(kept.name, kept.query) for kept in service.of_event(event.id)] == [("Mine", "status=confirmed")]


def test_a_removed_view_can_be_kept_again(desk, place, event, people):
    keep(desk, place, "status=pending&arrived=no", "Mine")
    page = desk.page(place("people?arrived=no&status=pending"))
    page = desk.page(desk.submit(page, "Remove this view").location)
    assert "is kept no more" in page.text and page.texts("tbody th b") == ["Zola"]
    assert "Keep this view" in page.text and service.of_event(event.id) == []
    assert desk.post(place("people/views/99/remove")).status_code == 302


def test_what_the_event_no_longer_knows_makes_no_view_of_everybody(desk, place, event, people):
    workshop = factories.session(event)
    page = desk.page(keep(desk, place, f"session={workshop.id}", "In the workshop").location)
    assert "In the workshop 0" in page.texts(".views nav a")
    db.session.delete(workshop)
    db.session.commit()
    db.session.expire_all()
    page = desk.page(place("people?arrived=no"))
    assert "In the workshop 0" in page.texts(".views nav a")
    assert "Session: no longer known Remove this filter" in desk.page(page.link("In the workshop 0")).texts(".token")


def test_there_are_only_so_many(desk, place, event, people):
    for number in range(service.MOST):
        service.save(event.id, f"View {number}", "vip=yes", by=factories.actor(factories.account(event)))
    page = keep(desk, place, "status=pending", "One too many").page
    assert "remove one first" in page.text
    assert page.one("input[name=name]").get("value") == "One too many"


def test_the_journal_tells_it_without_saying_whom_it_looked_for(desk, organiser, place, event, people):
    keep(desk, place, "vip=yes", "Madame Zola")
    [kept] = service.of_event(event.id)
    [entry] = history("view", kept.id)
    assert entry.detail == {} and entry.values.after == {"name": "Madame Zola", "query": "vip=yes"}
    assert f"{organiser.name} kept a view of the list for the team." in desk.page(place("journal")).text


def test_a_searched_name_is_not_kept_and_the_page_says_so_before(desk, place, event, people):
    page = desk.page(desk.page(place("people?status=pending&q=Zola")).link("Keep this view"))
    assert "To approve" in page.text
    assert "The search “Zola” is not kept" in page.text
    page = desk.page(desk.submit(page, "Keep the view", name="Mine").location)
    assert [kept.query for kept in service.of_event(event.id)] == ["status=pending"]
    assert "Zola" not in page.address and page.texts(".views nav a[aria-current]") == ["Mine 1"]


def test_a_search_within_a_kept_view_stays_in_its_tab(desk, place, event, people):
    keep(desk, place, "status=pending", "Mine")
    page = desk.page(place("people?status=pending&q=noi"))
    assert page.texts(".views nav a[aria-current]") == ["Mine 1"] and page.texts("tbody th b") == []


def test_a_search_alone_is_no_view_to_keep(desk, place, people):
    assert "Keep this view" not in desk.page(place("people?q=Zola")).text


def test_another_event_keeps_its_own(desk, place, event, people):
    other = factories.event()
    kept = service.save(other.id, "Theirs", "vip=yes", by=factories.actor(factories.account(other)))
    assert "Theirs" not in desk.page(place("people")).text
    desk.post(place(f"people/views/{kept.id}/remove"))
    assert service.of_event(other.id) == [kept]


def test_columns_are_chosen_and_the_address_holds_them(desk, place, event, people):
    dinner = factories.question(event, label="Dinner?")
    factories.answer(factories.registration(event, last_name="Aubert"), dinner, "With pleasure")
    page = desk.page(place("people"))
    assert page.texts("thead th") == ["Name", "Organisation", "Category", "Status", "Arrival", "Registered"]
    answer = desk.submit(page, "Show these columns", column=["status", "email", f"q_{dinner.code}"])
    assert answer.page.texts("thead th") == ["Name", "Status", "E-mail", "Dinner?"]
    assert "With pleasure" in answer.page.text
    assert "column=email" in answer.page.address
    assert "column=email" in answer.page.link("VIP")


def test_the_export_of_a_view_begins_with_its_columns(desk, place, people):
    page = desk.page(desk.page(place("people?column=email")).link("Export this view"))
    ticked = [box.get("value") for box in page.all("input[name=columns][checked]")]
    assert ticked == ["first_name", "last_name", "email"]


def test_an_unknown_column_is_none(desk, place, people):
    assert desk.page(place("people?column=password_hash")).texts("thead th")[-1] == "Registered"


def test_every_column_can_stand_in_the_list(desk, place, event):
    factories.badge_holder(event, areas=["bio"], phone="+33 1 40 51 00 00")
    offered = [box.get("value") for box in desk.page(place("people")).all("input[name=column]")]
    page = desk.page(place("people?" + "&".join(f"column={key}" for key in offered)))
    assert len(page.texts("thead th")) == len(offered) + 1
