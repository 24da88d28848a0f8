"""The cast is what it says."""

from app.accounts.permissions import Role
from app.credentials.models import CredentialState
from app.registration.models import Status


def test_everybody_has_their_role(event, owner, organiser, receptionist, reader):
    roles = [account.memberships[0].role for account in (owner, organiser, receptionist, reader)]
    assert roles == [Role.owner, Role.organiser, Role.reception, Role.reader]


def test_the_attendee_can_be_let_in(event, attendee):
    assert attendee.status is Status.confirmed
    assert [code.credential.state for code in attendee.codes] == [CredentialState.issued]
    assert attendee.sort_key
