"""What a found phone tells: read out of its browser's storage, filled by the real server."""

import pytest

from app.checkin.terms import DoorRole
from app.core.crypto import encrypt
from app.events.models import Question, QuestionKind
from app.registration.models import Channel
from app.registration.particulars import Answer, Consent, ConsentKind, Needs
from tests import factories
from tests.door.storage import everything
from tests.door.until import until
from tests.door.venue import SENT, Venue, scan

pytestmark = pytest.mark.browser

NAMES = ["Thị Quỳnh-Anh", "Œrsted", "NeuroSillage", "Attendue au studio"]
SECRET = {
    "email": "quynh-anh@neurosillage.example", "manager_email": "assistant@neurosillage.example",
    "phone": "+33 6 12 34 56 78", "job_title": "Directrice des essais", "areas": ["neuroscience"],
}  # fmt: skip
NEEDS, ANSWER = "allergie aux arachides", "par le train de nuit"
NEVER = [*SECRET.values(), SECRET["areas"][0], "12345678", "12 34 56 78", NEEDS, "arachides", ANSWER, "train de nuit"]


def who_told_us_everything(event):
    """Somebody of whom every table knows something, and two others."""
    holder = factories.badge_holder(
        event, first_name="Thị Quỳnh-Anh", last_name="d’Œrsted", organisation_name="NeuroSillage", vip=True,
        door_note="Attendue au studio", **SECRET,
    )  # fmt: skip
    question = factories.add(Question(event_id=event.id, code="how", kind=QuestionKind.text, label={"fr": "Comment venez-vous ?"}))
    factories.add(Answer(registration=holder, question=question, value=ANSWER))
    factories.add(Consent(registration=holder, kind=ConsentKind.needs, given=True, language="fr", channel=Channel.form))
    factories.add(Needs(registration=holder, sealed=encrypt(NEEDS)))
    return [holder, factories.badge_holder(event), factories.badge_holder(event)]


@pytest.fixture
def venue(own_app):
    made = Venue(own_app(), who_told_us_everything)
    yield made
    made.site.stop()


def found(kept, words):
    return [word for word in words if str(word) in kept]


def test_a_scan_phone_keeps_no_name_in_clear_even_of_those_it_let_in(venue, context):
    page = venue.phone(context)
    assert scan(page, venue.codes[0]) == "ok_notice"
    assert "Quỳnh" in page.locator(".verdict .name").inner_text()
    until(page, SENT)
    kept = everything(page)
    assert '"sealed"' in kept
    assert found(kept, [*NEVER, *NAMES, *venue.names, *venue.codes]) == []
    assert "martin person" not in kept.lower()  # the others, whom it did not see
    assert "quynh" not in kept.lower()


def test_a_lead_phone_keeps_names_and_nothing_else_that_people_told_us(venue, context):
    page = venue.phone(context, role=DoorRole.lead)
    scan(page, venue.codes[0])
    until(page, SENT)
    kept = everything(page)
    assert found(kept, NAMES) == NAMES  # so the others would be seen, too
    assert found(kept, [*NEVER, *venue.codes]) == []


def test_whom_a_lead_registers_stays_sealed_in_the_queue(venue, context):
    page = venue.phone(context, role=DoorRole.lead)
    venue.site.stop()
    try:
        fields = {"first_name": "Ada", "last_name": "Byron", "organisation": "Analytique", "email": "ada@analytique.example",
                  "category": page.evaluate("door.phone.copy.categories[0].id"), "photo": False}  # fmt: skip
        page.evaluate("fields => door.phone.door.walkIn(fields, 'BCDFGHJKLNPRSTVXBCDFGHJK')", fields)
        kept = everything(page)
        assert page.evaluate("door.phone.queue.unsent().length") > 0
        assert found(kept, ["Ada", "Byron", "Analytique", "ada@analytique.example"]) == []
    finally:
        venue.start()
