"""Who gets in at once, who is asked about, who waits: decided from facts alone."""

from dataclasses import dataclass
from enum import StrEnum

from app.events.models import Entry
from app.registration.models import Status


class Membership(StrEnum):
    verified = "verified"
    """An invitation code, or a proven address in the organisation's domain."""
    declared = "declared"
    """A member's name alone."""
    none = "none"


@dataclass(frozen=True)
class Application:
    """What is known of the person when the decision falls."""

    entry: Entry
    member_check: bool
    membership: Membership
    invited: bool = False
    """Came by an invitation or allotment into this category."""
    skips_approval: bool = False


def needs_approval(who: Application) -> bool:
    """Whether an organiser has to look first. Nothing here ever blocks: it only asks."""
    if who.skips_approval:
        return False
    if who.entry is Entry.automatic:
        return who.member_check and who.membership is not Membership.verified
    return who.entry is Entry.approval or not who.invited


def decide(who: Application, limit_reached: str | None) -> Status:
    """The status at the moment the address is proven; `limit_reached`: what leaves no seat."""
    return Status.pending if needs_approval(who) else seat_or_wait(limit_reached)


def seat_or_wait(limit_reached: str | None) -> Status:
    return Status.confirmed if limit_reached is None else Status.waitlisted
