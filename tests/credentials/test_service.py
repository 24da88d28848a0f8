"""Codes are drawn ahead, issued one by one, and revoked for good."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import IntegrityError

from app.audit.service import SYSTEM, Actor
from app.core.clock import now
from app.credentials import queries, service
from app.credentials.codes import Origin, classify, hash_code
from app.credentials.models import Credential, CredentialState
from app.credentials.reference import parse
from app.events.locking import lock
from app.extensions import db
from tests import factories


@pytest.fixture
def event():
    opened = factories.event()
    service.open_event(opened)
    return opened


def spares(event) -> list[Credential]:
    return queries.spares(event)


def test_opening_an_event_draws_its_letters_and_fifty_spares(event):
    assert len(event.letters) == 3
    assert len(spares(event)) >= 50


def test_opening_twice_changes_nothing(event):
    letters, codes = event.letters, [spare.code_hash for spare in spares(event)]
    service.open_event(event)
    assert (event.letters, [spare.code_hash for spare in spares(event)]) == (letters, codes)


def test_each_event_has_letters_of_its_own(event):
    other = factories.event()
    service.open_event(other)
    assert other.letters != event.letters
    assert classify(service.read_code(service.issue(other)), event.letters) is Origin.other_event


def test_an_issued_code_is_the_events_found_by_its_hash_and_stored_sealed(event):
    credential = service.issue(event)
    code = service.read_code(credential)
    assert classify(code, event.letters) is Origin.ours
    assert queries.find_by_hash(hash_code(code)) is credential
    assert credential.state is CredentialState.issued
    assert code not in credential.sealed
    assert queries.find_by_hash(hash_code("B" * 24)) is None


def test_the_oldest_spare_goes_first_so_that_old_door_copies_know_it(event):
    oldest = spares(event)[0]
    assert service.issue(event) is oldest


def test_an_issued_code_carries_the_revision_of_its_issue(event):
    revision = lock(event.id)
    assert service.issue(event).revision == revision


def test_the_reserve_holds_twice_what_went_in_a_day_after_each_issue(event):
    for issued in range(1, 61):
        service.issue(event)
        assert len(spares(event)) >= max(50, 2 * issued)
    assert len({credential.code_hash for credential in db.session.scalars(sa.select(Credential))}) > 180


def test_what_was_issued_before_yesterday_needs_no_reserve(event):
    service.issue_many(event, 60)
    with time_machine.travel(now() + timedelta(hours=25)):
        assert queries.count_reserve(event)[1] == 0


def test_many_at_once_are_as_many_codes(event):
    issued = service.issue_many(event, 150)
    assert len({service.read_code(credential) for credential in issued}) == 150
    assert len(spares(event)) >= 300


def test_a_revoked_code_says_why_by_whom_and_what_replaced_it(event):
    lost, fresh = service.issue(event), service.issue(event)
    lock(event.id)
    service.revoke(lost, "lost", Actor("account", 7), replaced_by=fresh)
    assert lost.state is CredentialState.revoked
    assert (lost.revoked_why, lost.revoked_by, lost.replaced_by) == ("lost", "account:7", fresh)
    assert lost.revision == event.revision


def test_a_code_is_revoked_once_and_a_spare_never(event):
    credential = service.issue(event)
    service.revoke(credential, "cancelled", SYSTEM)
    with pytest.raises(ValueError, match="revoked"):
        service.revoke(credential, "cancelled", SYSTEM)
    with pytest.raises(ValueError, match="spare"):
        service.revoke(spares(event)[0], "cancelled", SYSTEM)


def test_a_blank_is_never_drawn_and_is_assigned_once(event):
    category = factories.category(event)
    blank = service.print_blanks(category, "Reserve 1", 3)[0]
    assert (blank.state, blank.category, blank.batch) == (CredentialState.blank, category, "Reserve 1")
    assert blank not in service.issue_many(event, 60)
    assert service.assign_blank(blank).state is CredentialState.issued
    with pytest.raises(ValueError, match="no blank"):
        service.assign_blank(blank)


def test_a_blank_counts_as_issued_when_it_becomes_somebodys(event):
    blanks = service.print_blanks(factories.category(event), "Reserve 1", 2)
    assert queries.count_reserve(event)[1] == 0
    service.assign_blank(blanks[0])
    assert queries.count_reserve(event)[1] == 1


def test_after_a_restore_no_earlier_spare_is_given_out(event):
    earlier = {spare.id for spare in spares(event)}
    service.new_epoch()
    assert len(spares(event)) >= 50
    assert not earlier & {spare.id for spare in spares(event)}
    assert service.issue(event).id not in earlier
    assert {db.session.get(Credential, id_).state for id_ in earlier} == {CredentialState.spare}


def test_past_events_draw_nothing_after_a_restore():
    past = factories.event(ends_at=now() - timedelta(days=1), starts_at=now() - timedelta(days=2))
    service.open_event(past)
    service.new_epoch()
    assert spares(past) == []


def test_an_event_that_was_never_opened_is_with_its_first_code():
    """People may be added before it is published."""
    event = factories.event()
    code = service.read_code(service.issue(event))
    assert event.letters is not None and code.startswith(event.letters)


def test_a_reference_is_drawn_again_until_nobody_has_it():
    refused = []

    def is_taken(reference: str) -> bool:
        refused.append(reference)
        return len(refused) < 4

    assert parse(service.draw_reference(is_taken)) == refused[-1]
    assert len(set(refused)) == 4


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": CredentialState.blank},
        {"state": CredentialState.issued},
        {"state": CredentialState.revoked},
        {"revoked_at": now()},
    ],
)
def test_the_database_itself_refuses_states_that_make_no_sense(event, wrong):
    db.session.add(Credential(event=event, code_hash="x", sealed="x", epoch="x", revision=0, **wrong))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_spare_that_was_looked_at_is_known_as_issued(event):
    lock(event.id)
    looked_at = spares(event)
    issued = service.issue(event)
    assert issued in looked_at
    assert (issued.state, issued.revision) == (CredentialState.issued, event.revision)
