"""Each step owes one mail at most, and which one stands in a table of the channel too."""

import pytest

from app.registration.lifecycle import ALLOWED, Move
from app.registration.models import Channel, Status
from app.registration.owed import OWED, MailKind

U, P, W, O, C, R, X = (  # noqa: E741
    Status.unverified, Status.pending, Status.waitlisted, Status.offered, Status.confirmed, Status.refused,
    Status.cancelled,
)  # fmt: skip

SAID: dict[tuple[Move, Status], MailKind | None] = {
    (Move.submit, U): MailKind.verify,
    (Move.admit, C): MailKind.confirmed,
    (Move.admit, P): MailKind.received,
    (Move.admit, W): MailKind.waitlisted,
    (Move.walk_in, C): MailKind.walk_in,
    (Move.prove, C): MailKind.confirmed,
    (Move.prove, P): MailKind.received,
    (Move.prove, W): MailKind.waitlisted,
    (Move.approve, C): MailKind.confirmed,
    (Move.approve, W): MailKind.waitlisted,
    (Move.refuse, R): MailKind.refused,
    (Move.reopen, P): MailKind.received,
    (Move.offer, O): MailKind.offer,
    (Move.give_seat, C): MailKind.confirmed,
    (Move.accept, C): MailKind.confirmed,
    (Move.decline, X): MailKind.cancelled,
    (Move.let_offer_lapse, W): MailKind.waitlisted,
    (Move.let_offer_lapse, X): MailKind.cancelled,
    (Move.release, W): MailKind.released,
    (Move.come_after_all, C): MailKind.confirmed,
    (Move.hand_over, X): MailKind.handed_over,
    (Move.succeed, C): MailKind.handed_over_new,
    (Move.succeed, P): MailKind.colleague,
    (Move.change_category, U): None,
    (Move.change_category, P): None,
    (Move.change_category, W): None,
    (Move.change_category, O): MailKind.changed,
    (Move.change_category, C): MailKind.changed,
    (Move.cancel, X): MailKind.cancelled,
    (Move.withdraw, X): MailKind.withdrawn,
    (Move.restore, U): MailKind.verify,
    (Move.restore, P): MailKind.received,
    (Move.restore, W): MailKind.waitlisted,
    (Move.restore, C): MailKind.confirmed,
    (Move.merge, X): None,
}
"""The specification, step by step."""
BY_A_CONTACT = SAID | {
    (Move.admit, C): MailKind.named,
    (Move.admit, P): MailKind.colleague,
    (Move.succeed, C): MailKind.named,
}
"""To whom the contact of an allotment named."""


def test_every_step_of_the_life_has_been_thought_of():
    steps = {(move, after) for move, ways in ALLOWED.items() for afters in ways.values() for after in afters if after}
    assert set(SAID) == steps


@pytest.mark.parametrize("channel", Channel)
def test_each_step_owes_what_is_said_of_it(channel):
    for (move, after), kind in (BY_A_CONTACT if channel is Channel.allotment else SAID).items():
        silent = channel is Channel.imported and move is Move.admit
        walked_in = move is Move.walk_in and channel is not Channel.door
        assert OWED.get((move, after, channel)) == (None if silent or walked_in else kind), (move, after)


def test_nothing_is_owed_for_a_step_that_does_not_exist():
    assert {(move, after) for move, after, _channel in OWED} <= set(SAID)
