import csv
from datetime import timedelta
from pathlib import Path

import pytest

from app.checkin.models import Presence
from app.checkin.points import CheckinPoint, Lane
from app.core.clock import now
from app.exchange import register
from app.exchange.columns import BY_KEY, COLUMNS, chosen, register_of, sort_name
from app.extensions import db
from app.registration.directory import Organisation
from app.registration.models import SeatState, SessionSeat
from app.registration.queries import Filters, search
from tests import factories
from tests.counted import statements


def test_the_columns_are_those_agreed_with_the_team():
    agreed = csv.reader(Path("tests/data/export-columns.csv").read_text().splitlines()[1:])
    assert [[column.key, column.fr, column.en] for column in COLUMNS] == list(agreed)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("Jean-Baptiste", "de La Rochebrune", "La Rochebrune, Jean-Baptiste de"),
        ("Charles", "d’Arvieu", "Arvieu, Charles d’"),
        ("Seán", "Ó Súilleabháin", "Ó Súilleabháin, Seán"),
        ("Suharto", "", "Suharto"),
    ],
)
def test_a_name_is_sorted_as_an_index_does(first, last, expected):
    assert sort_name(first, last) == expected


def test_chosen_columns_keep_their_order_and_unknown_ones_are_nothing():
    assert [column.key for column in chosen(["email", "reference", "secret"])] == ["reference", "email"]
    assert chosen([]) == list(COLUMNS)


def cells(event, **said):
    """The values of each column for the only person of the event, by key."""
    [row] = register.people(search(event.id, Filters()))
    book = register_of(event, COLUMNS, "fr", **said)
    return {key: column.value(row, book) for key, column in BY_KEY.items()}


def test_a_row_says_what_is_known_of_a_person():
    event = factories.event(areas=[{"code": "bio", "label": {"fr": "Biotechnologie"}}])
    category = factories.category(event, code="ENT", label={"fr": "Entreprise"})
    person = factories.registration(event, areas=["bio"], phone="+33 1 40 51 00 00")
    workshop = factories.session(event, title={"fr": "Produire"})
    factories.add(SessionSeat(registration=person, session=workshop, state=SeatState.held))
    found = cells(event, in_words=False)
    assert found["reference"] == person.reference
    assert (found["status"], found["category_code"], found["category"]) == ("confirmed", category.code, "Entreprise")
    assert (found["areas"], found["sessions"]) == (["Biotechnologie"], ["Produire"])
    assert (found["organisation_type"], found["member"], found["lane"]) == ("research", False, None)


def test_the_type_and_membership_come_from_the_directory():
    event = factories.event()
    curie = factories.add(Organisation(name="Institut Curie", name_key="institut curie", type="research", member=True))
    factories.registration(event, organisation=curie, organisation_type=None)
    found = cells(event, in_words=False)
    assert (found["organisation_type"], found["member"]) == ("research", True)


def test_who_arrived_says_through_which_lane():
    event = factories.event()
    at = now()
    person = factories.registration(event, arrived_at=at)
    entrance = factories.add(CheckinPoint(event=event, label={"fr": "Entrée"}))
    first, second = (factories.add(Lane(point=entrance, label={"fr": name})) for name in ("File A", "File B"))
    balcony = factories.add(CheckinPoint(event=event, label={"fr": "Balcon"}))
    for point, lane, moment in ((entrance, first, at), (balcony, second, at + timedelta(hours=1))):
        factories.add(Presence(
            point_id=point.id, registration_id=person.id, version=1, inside=True, entry_at=moment,
            entry_lane_id=lane.id, entry_sure=True, moved_at=moment,
        ))  # fmt: skip
    found = cells(event)
    assert (found["arrived_at"], found["lane"]) == (at, "File A")


def test_a_thousand_people_take_as_many_queries_as_one():
    event = factories.event()
    factories.registration(event)
    counts = []
    for _more in range(2):
        for _person in range(3):
            factories.registration(event)
        db.session.expire_all()
        with statements() as seen:
            list(register.people(search(event.id, Filters())))
            register_of(event, COLUMNS, "fr")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 7
