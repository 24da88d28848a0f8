"""Whom the team of the demonstration has invited: a code for speakers, and a few people by name."""

from datetime import datetime, timedelta

from app.audit.service import SYSTEM
from app.cli.demo import read
from app.core.text import clean_line
from app.events.models import Event
from app.extensions import db
from app.registration.grants import AddressSource, Invitation
from app.registration.service import guests, inviting
from app.registration.service.inviting import Guest

SPEAKERS = "SPEAKER2027"
SENT_BEFORE = timedelta(days=9)


def invite(event: Event, now: datetime) -> None:
    """Nobody is written to: who was invited, was so some days ago."""
    categories = {category.code: category.id for category in event.categories}
    inviting.invite(event.id, categories["INT"], by=SYSTEM, code=SPEAKERS, uses=12, skips_approval=True)
    for row in read.rows("guests"):
        guest = Guest(
            clean_line(row["first_name"]), clean_line(row["last_name"]), clean_line(row["organisation"]), row["language"],
            AddressSource(row["source"]), row["source_detail"],
        )  # fmt: skip
        made = inviting.invite(event.id, categories[row["category"]], by=SYSTEM, email=row["email"], guest=guest)
        _become(made, row["became"], now)
    db.session.flush()


def _become(invitation: Invitation, what: str, now: datetime) -> None:
    if what != "unsent":
        invitation.invited_at = now - SENT_BEFORE
    if what == "declined":
        guests.decline(invitation, by=SYSTEM)
