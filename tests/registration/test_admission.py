"""Who gets in at once, who is asked about, who waits."""

import pytest

from app.events.models import Entry
from app.registration.admission import Application, Membership, decide, needs_approval
from app.registration.models import Status

VERIFIED, DECLARED, NONE = Membership


@pytest.mark.parametrize(
    ("entry", "member_check", "membership", "invited", "asked"),
    [
        (Entry.automatic, False, NONE, False, False),
        (Entry.automatic, True, VERIFIED, False, False),
        (Entry.automatic, True, DECLARED, False, True),
        (Entry.automatic, True, NONE, False, True),
        (Entry.automatic, True, NONE, True, True),
        (Entry.approval, False, VERIFIED, False, True),
        (Entry.approval, False, VERIFIED, True, True),
        (Entry.invitation, False, VERIFIED, False, True),
        (Entry.invitation, False, NONE, True, False),
    ],
)
def test_an_organiser_looks_at_whom_the_category_says(entry, member_check, membership, invited, asked):
    assert needs_approval(Application(entry, member_check, membership, invited=invited)) is asked


@pytest.mark.parametrize("entry", Entry)
def test_some_invitations_skip_every_approval(entry):
    assert not needs_approval(Application(entry, True, NONE, invited=True, skips_approval=True))


@pytest.mark.parametrize(
    ("limit", "status"), [(None, Status.confirmed), ("capacity", Status.waitlisted), ("organisation", Status.waitlisted)]
)
def test_who_is_let_in_has_a_seat_or_waits_for_one(limit, status):
    assert decide(Application(Entry.automatic, False, NONE), limit) is status


def test_who_is_asked_about_is_pending_whether_or_not_a_seat_is_left():
    asked = Application(Entry.approval, False, NONE)
    assert {decide(asked, limit) for limit in (None, "capacity")} == {Status.pending}
