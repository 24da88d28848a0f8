"""The list of who is expected, on its way to the venue: two days before, and what changed since."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from flask_babel import force_locale
from flask_babel import gettext as _

from app.accounts.permissions import Role
from app.accounts.queries import in_roles
from app.audit.service import Actor, record
from app.core import formats
from app.core.errors import DomainError
from app.events.models import Event, VenueList
from app.exchange import excel
from app.exchange.access_list import drawing, people
from app.exchange.access_list.drawing import Section
from app.exchange.access_list.people import Entry
from app.exchange.file_name import file_name
from app.jobs import service as jobs
from app.jobs.files import find_latest, keep_file
from app.jobs.models import StoredFile
from app.mailing import attachments
from app.mailing.texts import AccountMail, VenueMail
from app.registration.service.moving import MAIL_JOB

KNOWN = "access_list.known"
"""Who made the file that says what the venue was told."""
MAILED = "access_list.mailed"
MAILED_FOR = timedelta(days=3)
"""As long as a mail may be tried."""
AFTERWARDS = timedelta(days=2)


class What(StrEnum):
    everybody = "list"
    changes = "changes"


NAMES = {What.everybody: "access-list", What.changes: "access-list-changes"}
"""In file names."""


@dataclass(frozen=True)
class Made:
    """A list as it is now, in both forms. `rows`: how many lines."""

    what: What
    pdf: bytes
    workbook: bytes
    rows: int
    entries: list[Entry]
    at: datetime


def make(event: Event, what: What, at: datetime) -> Made:
    """Reads only and takes a while. Raises DomainError("nothing_sent") where there is no list to change."""
    entries, before = people.expected(event.id), known(event.id)
    if what is What.changes and before is None:
        raise DomainError("nothing_sent", _("No list has been sent yet: there is nothing that could have changed since."))
    with force_locale(event.languages[0]):
        title, sections = _changes(event, before, entries) if what is What.changes and before else _everybody(entries)
        pdf, workbook = drawing.pdf(event, title, sections, at), drawing.workbook(event, sections)
    return Made(what, pdf, workbook, sum(len(lines) for _title, lines in sections), entries, at)


def _everybody(entries: list[Entry]) -> tuple[str, list[Section]]:
    return _("Access list"), drawing.of_everybody(entries)


def _changes(event: Event, before: StoredFile, entries: list[Entry]) -> tuple[str, list[Section]]:
    since = formats.moment(before.created_at, event.zone, event.languages[0])
    news = people.changes(people.load(before.content), entries)
    return _("Access list, what changed since %(moment)s", moment=since), drawing.of_changes(news)


def known(event_id: int) -> StoredFile | None:
    """What the venue was told last, as a whole."""
    return find_latest(event_id, KNOWN)


def send(event: Event, made: Made) -> int:
    """Owe it to the venue, or to the team to pass it on; to how many. Changes count from the last whole list."""
    forms = (("pdf", attachments.PDF, made.pdf), ("xlsx", excel.FORMAT.media_type, made.workbook))
    files = [
        keep_file(
            name(event, made, ending), kind, content, made_by=MAILED, until=made.at + MAILED_FOR, event_id=event.id
        )
        for ending, kind, content in forms
    ]
    if made.what is What.everybody:
        keep_file(
            "access-list.json", "application/json", people.dump(made.entries), made_by=KNOWN,
            until=event.ends_at + AFTERWARDS, event_id=event.id,
        )  # fmt: skip
    return owe(event, AccountMail.venue_list, VenueMail.to_venue, [file.id for file in files])


def name(event: Event, made: Made, ending: str) -> str:
    return file_name(event, NAMES[made.what], made.at, ending)


def owe(event: Event, to_team: AccountMail, to_venue: VenueMail, file_ids: list[int]) -> int:
    """Who gets it is what the settings say now; to how many."""
    whole = {"event_id": event.id, "file_ids": file_ids}
    if event.venue_list is VenueList.venue:
        jobs.enqueue(MAIL_JOB, {"kind": to_venue.value, **whole}, event_id=event.id)
        return 1
    team = in_roles(event.id, Role.organiser, Role.owner)
    for account in team:
        jobs.enqueue(MAIL_JOB, {"kind": to_team.value, "account_id": account.id, **whole}, event_id=event.id)
    return len(team)


def record_taken(event_id: int, made: Made, file: str, *, by: Actor) -> None:
    """Tell the audit who took it away, or had it sent."""
    record(
        "export.access_list", by=by, event_id=event_id, object_type="event", object_id=event_id,
        detail={"file": file, "rows": made.rows},
    )
