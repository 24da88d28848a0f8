"""What is kept of answers, and when it goes."""

import pytest

from app.audit.queries import history
from app.audit.service import SYSTEM, Actor
from app.core.clock import now
from app.core.errors import DomainError
from app.events.models import QuestionKind
from app.extensions import db
from app.registration.details import Details
from app.registration.models import Status
from app.registration.particulars import Answer, AnswerFile
from app.registration.questions.queries import find_file, said_by
from app.registration.questions.uploads import Upload
from app.registration.service import answering
from app.registration.service.handing_over import hand_over
from app.registration.service.lapsing import lapse
from app.registration.service.merging import merge
from tests import factories

PDF = Upload("carte.pdf", "pdf", b"%PDF-1.7")
ATTENDEE = Actor("attendee")


@pytest.fixture
def lunch(event):
    factories.question(event, QuestionKind.yes_no, code="lunch")
    return factories.question(
        event, QuestionKind.one_of, code="sitting", options="early late", shown_if={"code": "lunch", "values": ["yes"]}
    )


@pytest.fixture
def card(event):
    return factories.question(event, QuestionKind.file, code="card")


def answer(person, files=None, **said):
    return answering.change(person.event_id, person.id, said, files or {}, by=ATTENDEE)


def files() -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(AnswerFile))


def test_only_what_is_asked_and_possible_is_kept(attendee, lunch):
    answer(attendee, lunch="no", sitting="late", nothing="x")
    assert said_by(attendee.id) == {"lunch": "no"}
    answer(attendee, lunch="yes", sitting="never")
    assert said_by(attendee.id) == {"lunch": "yes"}


def test_what_lacks_is_taken_back_and_the_journal_holds_before_and_after(attendee, lunch):
    answer(attendee, lunch="yes", sitting="late")
    answer(attendee, lunch="no")
    assert said_by(attendee.id) == {"lunch": "no"}
    entry = history("registration", attendee.id)[0]
    assert (entry.action, entry.fields) == ("registration.answer", ["lunch", "sitting"])
    assert (entry.values.before, entry.values.after) == ({"lunch": "yes", "sitting": "late"}, {"lunch": "no", "sitting": None})


def test_answers_to_archived_questions_stay(attendee, event, lunch):
    old = factories.question(event, code="old")
    answer(attendee, lunch="yes", old="kept")
    old.archived_at = now()
    answer(attendee, lunch="no", old="changed")
    assert said_by(attendee.id) == {"lunch": "no", "old": "kept"}


def test_the_same_answers_again_leave_no_trace(attendee, lunch):
    answer(attendee, lunch="yes")
    before = attendee.version
    answer(attendee, lunch="yes")
    assert attendee.version == before and len(history("registration", attendee.id)) == 1


def test_answers_are_nothing_to_door_copies(attendee, lunch):
    before = attendee.revision
    answer(attendee, lunch="yes")
    assert attendee.revision == before


def test_who_saves_second_is_told(attendee, lunch):
    seen = attendee.version
    answer(attendee, lunch="yes")
    with pytest.raises(DomainError, match=r"meanwhile|entre-temps"):
        answering.change(attendee.event_id, attendee.id, {"lunch": "no"}, {}, by=SYSTEM, version=seen)


def test_a_file_is_kept_replaced_and_deleted(attendee, card):
    answer(attendee, {"card": PDF})
    answer(attendee, card="carte.pdf")
    assert find_file(attendee.id, "card").content == PDF.content
    answer(attendee, {"card": Upload("carte.pdf", "png", b"\x89PNG")})
    assert (find_file(attendee.id, "card").kind, files()) == ("png", 1)
    answer(attendee, card="")
    assert (said_by(attendee.id), files()) == ({}, 0)


def test_a_name_alone_is_no_file(attendee, card):
    answer(attendee, card="carte.pdf")
    assert said_by(attendee.id) == {}


def test_a_file_for_what_is_not_asked_is_not_kept(attendee, event, card):
    card.category_codes = [factories.category(event).code]
    answer(attendee, {"card": PDF})
    assert (said_by(attendee.id), files()) == ({}, 0)


def test_what_is_never_proven_takes_its_answers_and_files_along(event, lunch, card):
    person = factories.registration(event, status=Status.unverified, email_proven_at=None)
    answer(person, {"card": PDF}, lunch="yes")
    gone = person.id
    lapse(event.id, gone)
    assert (db.session.scalars(db.select(Answer)).all(), files()) == ([], 0)
    assert [entry.values for entry in history("registration", gone)] == [None, None]


def test_a_successor_inherits_no_answer(attendee, lunch):
    answer(attendee, lunch="yes")
    heir = hand_over(
        attendee.event_id, attendee.id, Details("Ștefan", email="stefan@example.com", organisation_name="Genopole"),
        by=ATTENDEE, language="fr",
    )  # fmt: skip
    assert said_by(heir.id) == {} and said_by(attendee.id) == {"lunch": "yes"}


def test_a_merge_keeps_what_the_survivor_said_and_adds_what_it_did_not(event, lunch, card):
    stays, goes = factories.badge_holder(event), factories.registration(event, status=Status.waitlisted)
    answer(stays, lunch="no")
    answer(goes, {"card": PDF}, lunch="yes", sitting="late")
    merge(event.id, stays.id, goes.id, by=SYSTEM)
    assert said_by(stays.id) == {"lunch": "no", "card": "carte.pdf"}
    assert find_file(stays.id, "card").content == PDF.content
