from datetime import UTC, datetime

import pytest

from app.audit.queries import history
from app.audit.service import SYSTEM
from app.exchange import service
from app.exchange.columns import chosen
from app.exchange.file_name import file_name
from app.registration.models import Status
from app.registration.queries import Filters, search
from tests import factories

AT = datetime(2027, 3, 18, 8, 15, tzinfo=UTC)


@pytest.fixture
def event():
    return factories.event(slug="medicen-day-2027")


EVERYBODY = Filters()


def exported(event, format_name="csv", filters=EVERYBODY):
    columns = chosen(["last_name", "status"])
    return service.export(event, search(event.id, filters), columns, format_name, lang="fr", at=AT)


def test_the_file_is_called_by_event_content_and_moment_in_paris(event):
    assert file_name(event, "participants", AT, "csv") == "medicen-day_participants_2027-03-18_0915.csv"


def test_it_holds_the_people_of_the_view_in_their_order(event):
    factories.registration(event, first_name="Zoë", last_name="Müller")
    factories.registration(event, first_name="Jean-Baptiste", last_name="de La Rochebrune")
    factories.registration(event, last_name="Absent", status=Status.cancelled)
    made = exported(event, "machine", Filters(statuses=(Status.confirmed,)))
    assert made.file.read().decode() == "status,last_name\r\nconfirmed,de La Rochebrune\r\nconfirmed,Müller\r\n"
    assert (made.rows, made.name) == (2, "medicen-day_participants_2027-03-18_0915.csv")


def test_programs_get_codes_and_people_words(event, app):
    factories.registration(event, last_name="Müller")
    with app.test_request_context("/fr/"):
        assert "Statut;NOM\r\nConfirmée;Müller" in exported(event, "csv").file.read().decode("utf-8-sig")


def test_an_empty_view_is_a_head_alone(event):
    made = exported(event, "machine")
    assert (made.file.read(), made.rows) == (b"status,last_name\r\n", 0)


def test_the_journal_tells_who_took_which_view_and_how_many_rows(event):
    factories.registration(event)
    made = exported(event)
    service.record_export(event.id, made, view={"q": "curie"}, columns=chosen(["email"]), by=SYSTEM)
    [entry] = history("event", event.id)
    assert entry.detail == {"file": made.name, "rows": 1, "columns": ["email"]}
    assert entry.values.after == {"view": {"q": "curie"}}
