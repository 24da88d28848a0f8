"""What came of a registration: codes, scans, mails, and who did what."""

from collections.abc import Iterator, Sequence

from flask import url_for
from flask_babel import gettext as _

from app.accounts.access import may
from app.accounts.permissions import Permission
from app.audit.queries import history
from app.checkin import queries as door
from app.checkin import wording
from app.checkin.models import Scan
from app.checkin.verdict import Verdict
from app.core import formats
from app.core.languages import current, pick
from app.credentials.models import CredentialState
from app.mailing.queries import mails_about
from app.organiser.audit.names import names_in
from app.organiser.audit.sentences import sentence
from app.organiser.mails.words import KINDS, STATES
from app.organiser.people.row import Row, row
from app.organiser.when import short_moment
from app.registration.models import LIVE, Registration, RegistrationCredential

JOURNAL_ROWS = 10


def codes(person: Registration, held_codes: Sequence[RegistrationCredential]) -> Iterator[Row]:
    """`held_codes`: latest first."""
    link = (_("Open the badge"), url_for("person_badge.show", registration_id=person.id))
    for held in held_codes:
        since = formats.short_day(held.since, person.event.zone, current())
        if held.credential.state is CredentialState.issued and held.current:
            shown = link if may(Permission.reprint) else None
            yield row(_("Entry code"), _("Valid, issued on %(day)s", day=since), link=shown)
        elif held.credential.revoked_at:
            day = formats.short_day(held.credential.revoked_at, person.event.zone, current())
            yield row(_("Former code"), _("Issued on %(since)s, revoked on %(day)s", since=since, day=day))
    if not held_codes:
        yield row(_("Entry code"), _("None: it comes with the place."))


def at_the_door(person: Registration) -> Iterator[Row]:
    scans = door.history(person)
    for scan, undone in scans:
        lane = f"{pick(scan.point.label, current())}, {pick(scan.lane.label, current())}"
        yield row(short_moment(scan.corrected_at, person.event), lane, end=_("undone") if undone else _answer(scan))
    if not scans:
        follow = (_("Follow the arrival"), url_for("arrivals.show", person=person.id))
        yield row(_("Arrival"), _("Not arrived yet"), link=follow if person.status in LIVE else None)


def _answer(scan: Scan) -> str | None:
    """The word that the door showed."""
    code = scan.verdict or scan.server_verdict
    return wording.word(Verdict(code, scan.parameters)) if code else None


def messages(person: Registration) -> Iterator[Row]:
    mails = mails_about(person.id)
    for mail in mails:
        link = (_("Show"), url_for("mails.show", mail_id=mail.id)) if may(Permission.see_mail) else None
        said = f"{KINDS.get(mail.kind, mail.kind)} ({STATES[mail.state]})"
        yield row(short_moment(mail.sent_at or mail.first_attempt_at, person.event), said, link=link)
    if not mails:
        yield row(_("Sent"), _("Nothing yet"))


def journal(person: Registration) -> Iterator[Row]:
    entries = history("registration", person.id)
    names = names_in(entries[:JOURNAL_ROWS], person.event.zone)
    for entry in entries[:JOURNAL_ROWS]:
        yield row(short_moment(entry.at, person.event), sentence(entry, names))
    if len(entries) > JOURNAL_ROWS:
        link = (_("Whole journal"), url_for("journal.index", person=person.id))
        yield row(_("Earlier"), _("%(number)s entries in all", number=len(entries)), link=link)
