from datetime import timedelta

import pytest

from app.core.clock import now
from app.registration import paging
from app.registration.models import Registration
from app.registration.paging import find_page, find_place
from app.registration.queries import Filters, Order, counts, search
from tests import factories
from tests.counted import statements


@pytest.fixture
def event():
    """Seven people, named against the order in which they came."""
    made = factories.event()
    factories.category(made)
    for day, name in enumerate(["Garnier", "Faure", "Evrard", "Dumas", "Colin", "Bernard", "Alba"]):
        factories.registration(
            made, last_name=name, vip=name in ("Evrard", "Bernard"), created_at=now() + timedelta(days=day),
            organisation_name="Curie" if day % 2 else "Inserm",
        )  # fmt: skip
    return made


def named(people: list[Registration]) -> list[str]:
    return [person.last_name for person in people]


@pytest.mark.parametrize("few", [100, 3])
def test_a_page_is_the_same_however_many_match(event, monkeypatch, few):
    monkeypatch.setattr(paging, "FEW", few)
    second = find_page(event.id, Filters(), limit=3, offset=3)
    assert (named(second.people), second.total) == (["Dumas", "Evrard", "Faure"], 7)


@pytest.mark.parametrize("some", [100, 3])
@pytest.mark.parametrize("order", Order)
def test_where_it_is_known_how_many_match_the_page_is_the_same_too(event, monkeypatch, order, some):
    monkeypatch.setattr(paging, "FEW", 1)
    monkeypatch.setattr(paging, "SOME", some)
    asked = Filters(order=order)
    known = find_page(event.id, asked, limit=3, offset=3, known_total=7)
    assert named(known.people) == named(find_page(event.id, asked, limit=3, offset=3).people) and known.total == 7
    assert find_page(event.id, asked, limit=3, offset=9, known_total=7) == paging.Page([], 7)


def test_a_page_holds_those_of_the_view_alone(event):
    found = find_page(event.id, Filters(), Registration.vip, limit=50)
    assert (named(found.people), found.total) == (["Bernard", "Evrard"], 2)


def test_a_view_without_anybody_is_an_empty_page(event):
    assert find_page(event.id, Filters(text="nobody"), limit=50) == paging.Page([], 0)


def test_a_page_takes_two_queries_and_its_people_none_more(event, monkeypatch):
    monkeypatch.setattr(paging, "FEW", 3)
    with statements() as seen:
        found = find_page(event.id, Filters(), limit=50)
        assert {(person.category.code, person.organisation) for person in found.people}
    assert len(seen) == 2


@pytest.mark.parametrize("few", [100, 3])
def test_a_page_may_read_a_few_columns_alone(event, monkeypatch, few):
    monkeypatch.setattr(paging, "FEW", few)
    found = find_page(event.id, Filters(), limit=2, columns=[Registration.id, Registration.last_name])
    assert (named(found.people), found.total, hasattr(found.people[0], "email")) == (["Alba", "Bernard"], 7, False)


@pytest.mark.parametrize("order", Order)
def test_neighbours_follow_the_order_of_the_view(event, order):
    filters = Filters(order=order)
    everybody = find_page(event.id, filters, limit=50).people
    ids = [None, *(person.id for person in everybody), None]
    for position, person in enumerate(everybody, 1):
        place = find_place(person, filters)
        assert (place.previous_id, place.next_id) == (ids[position - 1], ids[position + 1])
        assert (place.position, place.total) == (position, 7)


def test_who_is_not_in_the_view_has_no_place_there(event):
    [alba] = find_page(event.id, Filters(text="alba"), limit=50).people
    assert find_place(alba, Filters(vip=True)) is None


def test_several_searches_are_counted_in_one_statement(event):
    with statements() as seen:
        numbers = counts(search(event.id, Filters()), search(event.id, Filters(vip=True)))
    assert (numbers, len(seen)) == ([7, 2], 1)
