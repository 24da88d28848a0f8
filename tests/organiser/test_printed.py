"""What the back office says of badges on paper."""

import pytest

from app.badges import service as badges
from app.badges.models import BatchItem, BatchState, PrintBatch
from app.exchange import register
from tests import factories


@pytest.fixture
def printed(event):
    """printed(person): their badge was laid out, in a batch of its own."""

    def printed(person):
        number = next(factories.number)
        batch = factories.add(
            PrintBatch(event=event, number=number, state=BatchState.done, format="a6-portrait", language="fr", total=1)
        )
        fingerprint = badges.content(person).fingerprint
        factories.add(BatchItem(batch=batch, position=0, registration_id=person.id, fingerprint=fingerprint))
        return batch

    return printed


def test_a_printed_badge_names_its_batch(desk, place, attendee, printed):
    batch = printed(attendee)
    page = desk.page(place(f"people/{attendee.id}"))
    assert f"batch {batch.number}, once" in page.text
    assert page.texts(".notice") == []


def test_a_badge_that_is_no_longer_right_comes_first(desk, place, attendee, printed):
    printed(attendee)
    attendee.badge_organisation = "Institut Curie, centre de recherche"
    page = desk.page(place(f"people/{attendee.id}"))
    assert "The printed badge is no longer right." in page.texts(".notice")[0]
    assert attendee.reference in page.link("Print the badge again")


def test_who_has_no_badge_on_paper_is_found(desk, place, event, attendee, printed):
    other = factories.badge_holder(event)
    printed(attendee)
    for query, expected in (("printed", attendee), ("missing", other)):
        page = desk.page(place(f"people?badge={query}"))
        assert page.texts("tbody th b") == [expected.last_name]


def test_the_export_says_when_it_was_printed(event, attendee, printed):
    batch = printed(attendee)
    assert register.read(event, "fr").printed == {attendee.id: batch.created_at}
